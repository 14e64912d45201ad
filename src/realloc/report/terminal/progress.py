"""How far a long study is: a bar on standard error with its rate and the time left, for whoever watches."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from realloc.errors import Lang
from realloc.report.wording import text


@contextmanager
def progress(total: int, done: int, lang: Lang) -> Iterator[Callable[[], None]]:
    """A bar from `done` to `total`; what it gives is called once for each that is finished.

    Nothing is drawn where standard error is no terminal.
    """
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    bar = Progress(
        BarColumn(bar_width=30),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}", markup=False),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    with bar:
        task = bar.add_task("", total=total, completed=done, rate="")

        def one_more() -> None:
            speed = bar.tasks[0].speed
            bar.update(task, advance=1, rate=text("rate", lang, rate=f"{speed:.1f}") if speed else "")

        yield one_more
