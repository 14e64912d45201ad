"""A picture to draw on, and its bytes: the same each time, its text in a font that has Thai."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from realloc.errors import UsageError

FORMATS = (".svg", ".png")
FONT = Path(__file__).parents[2] / "fonts" / "Sarabun-Regular.ttf"
COLOURS = ("#2a6f97", "#e07a3f", "#5b8e3e", "#b03a48", "#7a5ea8", "#c9a227", "#4f9d9d", "#8c6a4f")
QUIET = "#b8bec4"
_DOTS = 144  # an inch of PNG


@contextmanager
def canvas(wide: float, high: float, panels: int = 1) -> Iterator[tuple[Any, list[Any]]]:
    """A figure so many inches wide and high, with panels one above the other.

    Raises UsageError where matplotlib is not installed.
    """
    try:
        import matplotlib
        from matplotlib import font_manager
        from matplotlib.figure import Figure
    except ImportError:
        raise UsageError(
            "-o: pictures need matplotlib, which is not installed here: pip install 'realloc[charts]'",
            "-o: การวาดภาพต้องใช้ matplotlib ซึ่งยังไม่ได้ติดตั้ง โปรดติดตั้งด้วย pip install 'realloc[charts]'",
        ) from None
    font_manager.fontManager.addfont(str(FONT))
    name = font_manager.FontProperties(fname=str(FONT)).get_name()
    settings: Any = {
        "font.family": [name, "DejaVu Sans"],
        "font.size": 11,
        "svg.fonttype": "path",
        "svg.hashsalt": "realloc",
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.unicode_minus": True,
        "text.usetex": False,
        "text.parse_math": False,
    }
    with matplotlib.rc_context(settings):
        figure = Figure(figsize=(wide, high), layout="constrained")
        axes = figure.subplots(panels, 1, squeeze=False)
        yield figure, [row[0] for row in axes]


def drawn(figure: Any, suffix: str) -> bytes:
    """The figure as a file of that kind; without a date, so that equal figures are equal bytes."""
    content = io.BytesIO()
    kind = suffix.removeprefix(".")
    metadata = {"Date": None} if kind == "svg" else {"Software": None}
    figure.savefig(content, format=kind, dpi=_DOTS, metadata=metadata)
    return content.getvalue()


def millions(value: float, _: object = None) -> str:
    """A number of baht on an axis, in millions."""
    return f"{value / 1e6:,.3f}".rstrip("0").rstrip(".")
