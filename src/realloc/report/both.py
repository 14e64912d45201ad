"""A text in the two languages of the reports."""

from __future__ import annotations

type Both = dict[str, str]


def both(en: str, th: str) -> Both:
    return {"en": en, "th": th}
