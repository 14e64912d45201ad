"""Amounts of money in words, and figures in Thai digits."""

from __future__ import annotations

import re

from realloc.errors import Lang
from realloc.money import SATANG_PER_BAHT

_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")

# A figure, but none within a code: A04, COVID-19 and dark-red-2021 stay as they are.
_FIGURE = re.compile(r"(?<![A-Za-z0-9_])(?<![A-Za-z][-./:])[0-9][0-9,.]*(?![A-Za-z0-9_]|[-./:][A-Za-z])")


def in_words(satang: int, lang: Lang) -> str:
    """An amount of 0 or more in words: `หนึ่งร้อยยี่สิบบาทเจ็ดสิบห้าสตางค์`, `one hundred and twenty baht and ...`.

    Whole baht end in ถ้วน in Thai and in `only` in English, as on a cheque.
    """
    from num2words import num2words  # late: it brings every language along

    if satang < 0:
        raise ValueError("no amount of money is below zero")
    baht, part = divmod(satang, SATANG_PER_BAHT)
    if lang == "th":
        whole = f"{num2words(baht, lang='th')}บาท" if baht or not part else ""
        return f"{whole}{num2words(part, lang='th')}สตางค์" if part else f"{whole}ถ้วน"
    whole = f"{num2words(baht, lang='en')} baht" if baht or not part else ""
    satangs = f"{num2words(part, lang='en')} satang" if part else ""
    return " and ".join(filter(None, (whole, satangs))) if part else f"{whole} only"


def thai_digits(text: str) -> str:
    """The text with its figures in Thai digits; those within codes stay, so that they can be looked up."""
    return _FIGURE.sub(lambda figure: figure[0].translate(_TO_THAI), text)


def arabic_digits(text: str) -> str:
    """The text with all Thai digits as Arabic ones."""
    return text.translate(_TO_ARABIC)
