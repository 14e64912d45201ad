"""The pages that people read, taken apart: fenced blocks, commands with their output, generated parts."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
DOCS = ROOT / "docs"
PAGES = (README, *sorted(DOCS.glob("*.md")))

LEFT_OUT = "…"

_FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"^\$ (.+?)(?:  # exit code (\d+))?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Command:
    """A command of a `console` block; `shown` is what the page gives of its output, at `span` in the page."""

    words: tuple[str, ...]
    code: int
    shown: str
    span: tuple[int, int]


def blocks(page: str, language: str) -> Iterator[tuple[int, str]]:
    """Where each fenced block of this language begins, and what is in it."""
    for match in _FENCE.finditer(page):
        if match[1] == language:
            yield match.start(2), match[2]


def commands(page: str) -> Iterator[Command]:
    """Every command of the page's `console` blocks, in order."""
    for start, block in blocks(page, "console"):
        found = list(_COMMAND.finditer(block))
        ends = [*(match.start() for match in found[1:]), len(block)]
        for match, end in zip(found, ends, strict=True):
            begin = min(match.end() + 1, end)
            yield Command(
                tuple(shlex.split(match[1])),
                int(match[2] or 0),
                block[begin:end],
                (start + begin, start + end),
            )


def excerpt(printed: str, shown: str) -> str:
    """What a page that shows `shown` has to show, now that the command prints `printed`.

    Output is shown by paragraph, each known by its first line, or by its place where that has changed; `…`
    stands for one or more left out.
    """
    paragraphs = printed.rstrip("\n").split("\n\n")
    firsts = [paragraph.split("\n")[0] for paragraph in paragraphs]
    places: list[int] = []
    after = 0
    for part in shown.rstrip("\n").split("\n\n"):
        if part == LEFT_OUT:
            after += 1
            continue
        first, earliest = part.split("\n")[0], places[-1] + 1 if places else 0
        place = firsts.index(first, earliest) if first in firsts[earliest:] else after
        places.append(place)
        after = place + 1
    parts: list[str] = []
    before = -1
    for place in [place for place in places if place < len(paragraphs)]:
        if place > before + 1:
            parts.append(LEFT_OUT)
        parts.append(paragraphs[place])
        before = place
    if before < len(paragraphs) - 1:
        parts.append(LEFT_OUT)
    return "\n\n".join(parts) + "\n"


def part(page: str, name: str) -> str:
    """What stands between `<!-- name -->` and `<!-- /name -->`."""
    return page[slice(*_ends(page, name))]


def with_part(page: str, name: str, text: str) -> str:
    """The page with `text` in place of that part."""
    begin, end = _ends(page, name)
    return page[:begin] + text + page[end:]


def _ends(page: str, name: str) -> tuple[int, int]:
    opening = f"<!-- {name} -->\n"
    return page.index(opening) + len(opening), page.index(f"<!-- /{name} -->")


def section(page: str, heading: str) -> str:
    """What stands under this heading, up to the next of its level or above; the heading with its #s."""
    level = heading.index(" ")
    begin = page.index(heading + "\n") + len(heading) + 1
    following = re.search(rf"^#{{1,{level}}} ", page[begin:], re.MULTILINE)
    return page[begin : begin + following.start()] if following else page[begin:]
