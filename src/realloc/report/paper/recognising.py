"""Knowing a paper's tables again by their headings, and what its audit says the paper was made from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from realloc.errors import Lang
from realloc.report.layout import BREAK
from realloc.report.paper.reading import Pages, Passage, Table
from realloc.report.paper.words import arabic_digits
from realloc.report.wording import text

# The first two headings of each of `grids`, and of those that only a workbook has.
HEADINGS = {
    "lines": ("h-number", "h-project-activity"),
    "moves": ("h-number", "h-from"),
    "left-out": ("h-number", "h-reserve"),
    "alternatives": ("h-scenario", "h-status"),
    "assumptions": ("h-about", "h-note"),
    "sums": ("h-item", "h-amount"),
    "stages": ("h-stage", "h-value"),
    "rules": ("h-rule", "h-kind"),
    "entries": ("h-item", "h-entry"),
    "ends": ("x-from-row", "x-to-row"),
    "checks": ("x-checked", "x-live"),
    "rules-relied-on": ("x-rule", "h-title"),
    "line-figures": ("x-row", "h-id"),
    "move-figures": ("x-transfer", "x-ends"),
}

_BLANKS = re.compile(rf"[\s{BREAK}]+")
_UNSURE = re.compile(r"[^0-9A-Za-z\u0e01-\u0e2e]")
_TWICE = re.compile(r"([\u0e01-\u0e2e])\1+")


def compact(written: str) -> str:
    """Text without blanks, its digits Arabic: the same however lines were broken."""
    return arabic_digits(_BLANKS.sub("", written))


def spaced(written: str) -> str:
    """Text on one line, its digits Arabic, with one blank where there were any."""
    return _BLANKS.sub(" ", arabic_digits(written.replace(BREAK, ""))).strip()


def skeleton(written: str) -> str:
    """What is left of a text however badly it is read out of a PDF: digits, Latin letters, Thai consonants.

    Thai syllables may be read twice, vowels lost, and signs that the font lacks are not there at all.
    """
    return _TWICE.sub(r"\1", _UNSURE.sub("", compact(written)))


@dataclass(frozen=True, slots=True)
class Row:
    cells: tuple[str, ...]
    places: tuple[str, ...]


@dataclass(slots=True)
class Seen:
    """A paper as it was read: its tables by their key in `grids`, its language and its other text."""

    lang: Lang
    whole: bool
    headings: dict[str, tuple[str, ...]] = field(default_factory=dict)
    tables: dict[str, list[Row]] = field(default_factory=dict)
    passages: list[Passage] = field(default_factory=list)

    def entries(self, key: str) -> list[tuple[str, str]]:
        """The label and the text of each row of a table of two columns."""
        return [(row.cells[0], row.cells[1]) for row in self.tables.get(key, ())]


@dataclass(frozen=True, slots=True)
class Stated:
    """What a paper's audit says it was made from, as it is printed."""

    case: str
    case_fingerprint: str
    plan_fingerprint: str
    scenario: str
    settings: tuple[tuple[str, str], ...]


def recognised(pages: Pages) -> Seen | None:
    """The paper that these pages are; None where they have no table of a paper."""
    known: list[tuple[str, Table]] = []
    langs: list[Lang] = []
    others: list[Passage] = []
    signatures = dict(_signatures())
    for table in pages.tables:
        heading = tuple(map(skeleton, table.rows[0][:2])) if table.rows else ()
        if heading in signatures:
            lang, key = signatures[heading]
            langs.append(lang)
            known.append((key, table))
        else:
            others += [Passage(cell, "") for row in table.rows for cell in row]
    if not known:
        return None
    seen = Seen(max(langs, key=langs.count), pages.whole, passages=[*pages.passages, *others])
    last_entries = ""
    for key, table in known:
        if key == "entries":
            key = last_entries = _entries_key(table, seen) or last_entries
        seen.headings.setdefault(key, table.rows[0])
        rows = seen.tables.setdefault(key, [])
        for number, cells in enumerate(table.rows[1:], 1):
            rows.append(Row(cells, tuple(table.place(number, column) for column in range(len(cells)))))
    return seen


def _signatures() -> Iterator[tuple[tuple[str, ...], tuple[Lang, str]]]:
    langs: tuple[Lang, ...] = ("th", "en")
    for lang in langs:
        for key, headings in HEADINGS.items():
            yield tuple(skeleton(text(heading, lang)) for heading in headings), (lang, key)


def _entries_key(table: Table, seen: Seen) -> str:
    """Which table of two columns this is, by its first entry; "" where it goes on from another page."""
    if len(table.rows) < 2:
        return ""
    label, entry = table.rows[1][:2]
    if skeleton(label) == skeleton(text("p-case", seen.lang)):
        return "audit"
    if skeleton(label) != skeleton(text("h-id", seen.lang)):
        return ""
    key = f"project {spaced(entry)}"
    return key if key not in seen.tables else f"{key} again at {len(seen.tables)}"


def stated(seen: Seen) -> Stated | None:
    """What the audit says; None where it is missing or says too little."""
    labels = {
        skeleton(text(key, seen.lang)): key
        for key in ("p-case", "p-case-fingerprint", "p-plan-fingerprint", "p-scenario-name", "p-setting")
    }
    found: dict[str, str] = {}
    settings = []
    for label, entry in seen.entries("audit"):
        key = labels.get(skeleton(label), "")
        if key == "p-setting":
            path, _, value = entry.replace(BREAK, "").partition("=")
            settings.append((path.strip(), value.strip()))
        elif key:
            found.setdefault(key, entry)
    if not {"p-case", "p-case-fingerprint", "p-plan-fingerprint", "p-scenario-name"} <= set(found):
        return None
    return Stated(
        spaced(found["p-case"]),
        compact(found["p-case-fingerprint"]),
        compact(found["p-plan-fingerprint"]),
        spaced(found["p-scenario-name"]),
        tuple(settings),
    )
