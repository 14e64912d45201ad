"""How a command takes its request, delivers its result and ends."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING, Any

from realloc.api.result import WIDTH
from realloc.errors import Lang, ReallocError, UsageError, system_reason
from realloc.forking import can_fork
from realloc.quiet import silenced
from realloc.writing import json_bytes, naming, new_folder, write_file

if TYPE_CHECKING:
    from realloc.api.result import Result
    from realloc.case.records import Case
    from realloc.report.terminal.page import Page

DONE, NO, REFUSED, INTERRUPTED, UNREAD = 0, 1, 2, 130, 141

PICTURES = (".svg", ".png")  # what the name of a picture ends in
_PATIENCE = 3.0  # seconds of silence before a search that goes on says so
_NARROWEST = 40


@dataclass(frozen=True, slots=True)
class Request:
    """What every command that reads a case is asked for."""

    folder: Path
    settings: Sequence[str]
    lang: Lang
    as_json: bool
    out: Path | None

    def pairs(self) -> list[tuple[str, str]]:
        """The `--set` options as (path, value)."""
        pairs = []
        for setting in self.settings:
            path, equals, value = setting.partition("=")
            if not equals or not path.strip():
                raise UsageError(
                    f'--set "{setting}": expected PATH=VALUE, such as calendar.decision=2021-08-01.',
                    f'--set "{setting}": ควรเป็น PATH=VALUE เช่น calendar.decision=2021-08-01',
                )
            pairs.append((path.strip(), value.strip()))
        return pairs


def language(chosen: Lang | None) -> Lang:
    """The language asked for, else REALLOC_LANG's, else Thai where the locale is Thai, else English."""
    if chosen is not None:
        return chosen
    preferred = os.environ.get("REALLOC_LANG", "")
    if preferred in ("th", "en"):
        return "th" if preferred == "th" else "en"
    locale = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "th" if locale.lower().startswith("th") else "en"


def ended(lang: Lang, work: Callable[[], int]) -> int:
    """Do the work and return its exit code, or say on standard error why it could not be done."""
    try:
        return work()
    except ReallocError as error:
        complain(error.message(lang))
        return error.exit_code
    except BrokenPipeError:
        # Nobody reads any more; the flush at exit must not complain about it again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return UNREAD
    except KeyboardInterrupt:
        complain("หยุดตามคำสั่ง" if lang == "th" else "Interrupted.")
        return INTERRUPTED
    except OSError as error:
        sys.unraisablehook = _said_already
        name = f"{error.filename}: " if error.filename else ""
        complain(f"{name}{system_reason(error, lang)}")
        return REFUSED
    except Exception as error:
        what = f"{type(error).__name__}: {error}"
        complain(
            f"ข้อผิดพลาดของโปรแกรม realloc โปรดแจ้งผู้พัฒนา: {what}"
            if lang == "th"
            else f"This is a bug in realloc; please report it: {what}"
        )
        return REFUSED


def _said_already(_: object) -> None:
    """What a library could not finish writing complains once more as it is given up."""


@contextmanager
def searching(lang: Lang, notice: str = "still-searching") -> Iterator[None]:
    """A search, with nothing but its result on standard output; one that lasts says so to whoever waits.

    `notice` is the key of what is said.
    """
    if not sys.stderr.isatty():
        with silenced():
            yield
        return
    with _notice(lang, notice), silenced():
        yield


@contextmanager
def _notice(lang: Lang, notice: str) -> Iterator[None]:
    """Say that the search goes on, if it does for a while.

    A copy of this process does, and not a thread: where there are threads, no work is given to copies.
    """
    from realloc.report.wording import text

    def say() -> None:
        complain(text(notice, lang))

    if not can_fork():
        from threading import Timer  # late: nobody waits for a search that is not watched

        timer = Timer(_PATIENCE, say)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
        return
    copy = os.fork()
    if not copy:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        try:
            sleep(_PATIENCE)
            say()
        finally:
            os._exit(0)
    try:
        yield
    finally:
        os.kill(copy, signal.SIGKILL)
        os.waitpid(copy, 0)


def notify(cases: Iterable[Case], lang: Lang) -> None:
    """Say on standard error what was guessed in reading these cases, each guess once."""
    for notice in dict.fromkeys(notice for case in cases for notice in case.notices):
        complain(notice.render(lang))


def complain(message: str) -> None:
    """Say something on standard error; what its encoding cannot hold is replaced."""
    if sys.stderr.isatty() or os.environ.get("COLUMNS"):
        message = "\n".join(_wrapped(message, _width(sys.stderr)))
    _print(sys.stderr, message + "\n")


def _wrapped(message: str, columns: int) -> Iterator[str]:
    """Lines that break between words; one with a path that is too long for any line is left as it is."""
    from realloc.report.layout import width, wrap

    for line in message.split("\n"):
        fits = all(width(word) <= columns for word in line.split())
        yield from wrap(line, columns) if fits else [line]


def deliver_result(request: Request, result: Result) -> None:
    """Print a result as text or JSON, or write it to a file in the form that its suffix asks for."""
    form = None if request.out is None else result.forms().get(request.out.suffix.lower())
    if form is not None and request.out is not None:
        with naming(request.out):
            content = form(request.lang)
        deliver_bytes(request.out, request.lang, content)
        return
    deliver(
        request.out,
        request.lang,
        as_json=request.as_json,
        document=lambda: result.to_dict(request.lang),
        text=result.draw,
    )


def deliver(
    out: Path | None,
    lang: Lang,
    *,
    as_json: bool,
    document: Callable[[], Mapping[str, Any]],
    text: Callable[[Page], str],
) -> None:
    """Print the result as text or JSON, or write it to a file; only the form asked for is made."""
    if out is not None:
        if as_json or out.suffix.lower() == ".json":
            content = json_bytes(document())
        else:
            content = text(_page_for_file(lang)).encode("utf-8", "backslashreplace")
        write_file(out, content)
        complain(written(out, lang))
    elif as_json:
        print_json(document())
    else:
        _print(sys.stdout, text(_page(lang)))


def print_json(document: Mapping[str, Any]) -> None:
    """Print one JSON document and nothing else."""
    sys.stdout.flush()
    sys.stdout.buffer.write(json_bytes(document))
    sys.stdout.buffer.flush()


def deliver_bytes(out: Path | None, lang: Lang, content: bytes) -> None:
    """Print a result that is bytes already, or write it to a file."""
    if out is not None:
        write_file(out, content)
        complain(written(out, lang))
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()


def write_json(file: Path, document: Mapping[str, Any], lang: Lang) -> None:
    """Write a document to a file, in one step, and say so."""
    write_file(file, json_bytes(document))
    complain(written(file, lang))


def write_folder(folder: Path, documents: Mapping[str, Mapping[str, Any]], lang: Lang) -> None:
    """Write documents to a new or empty folder, by the names of their files, all or none, and say so."""
    with new_folder(folder) as made:
        made.mkdir()
        for name, document in documents.items():
            (made / name).write_bytes(json_bytes(document))
    complain(written(folder, lang))


def _page(lang: Lang) -> Page:
    from realloc.report.terminal.page import Page

    bold = sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Page(lang, _width(sys.stdout), bold=bold)


def _page_for_file(lang: Lang) -> Page:
    from realloc.report.terminal.page import Page

    return Page(lang, WIDTH, most_rows=None)


def _width(stream: Any) -> int:
    """COLUMNS, else the terminal's own width, else one at which nothing wraps badly."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and len(columns) < 6 and int(columns) > 0:
        return max(_NARROWEST, int(columns))
    try:
        return max(_NARROWEST, os.get_terminal_size(stream.fileno()).columns)
    except (OSError, ValueError):
        return WIDTH


def written(file: Path, lang: Lang) -> str:
    """That a file was written, in words."""
    from realloc.report.layout import visible
    from realloc.report.wording import text

    return text("written", lang, file=visible(str(file)))


def created(folder: Path, lang: Lang) -> str:
    """That a folder was made, in words."""
    from realloc.report.layout import visible
    from realloc.report.wording import text

    return text("created", lang, file=visible(str(folder)))


def _print(stream: Any, text: str) -> None:
    encoding = stream.encoding or "utf-8"
    stream.write(text.encode(encoding, "replace").decode(encoding))
    stream.flush()
