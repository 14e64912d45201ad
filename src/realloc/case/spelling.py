"""Text brought to one spelling, so that what looks the same is the same.

Thai is typed and stored in more than one way: sara am as one character or two, a tone mark before or after
its vowel, two sara e for a sara ae; programs add spaces that do not break and characters that take no room.
"""

from __future__ import annotations

import re
from unicodedata import is_normalized, normalize

_UNSEEN = re.compile("[\u00ad\u061c\u200b\u200c\u200e\u200f\u2060\ufeff]")  # soft hyphens, marks, joiners
_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_MARKS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]{2,}")
_TONES = "\u0e48-\u0e4c"
_NIKHAHIT, _SARA_AA, _SARA_AM = "\u0e4d", "\u0e32", "\u0e33"
_SARA_AM_IN_TWO = re.compile(f"{_NIKHAHIT}([{_TONES}]*){_SARA_AA}")
_TONE_AFTER_AM = re.compile(f"{_SARA_AM}([{_TONES}]+)")
_TWO_SARA_E = "\u0e40\u0e40"
# Four searches, as one for all of these takes twice as long on a large table.
_SUSPECT = (
    re.compile(f"[{_SPACES.pattern[1:-1]}{_UNSEEN.pattern[1:-1]}{_NIKHAHIT}]"),
    re.compile(_TWO_SARA_E),
    re.compile(f"[{_TONES}][\u0e31\u0e34-\u0e3a\u0e47]"),
    _TONE_AFTER_AM,
)


def tidy(text: str) -> str:
    """Return text in NFC, Thai in the order in which it is sorted, spaces plain, line breaks `\\n`.

    Characters without width are dropped. What is tidy already comes back as it is.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii():
        return text
    if not is_normalized("NFC", text):
        text = normalize("NFC", text)
    while any(suspect.search(text) for suspect in _SUSPECT):
        before, text = text, _respelt(text)
        if text == before:
            break
    return text


def _respelt(text: str) -> str:
    text = _UNSEEN.sub("", text)
    text = _SPACES.sub(" ", text).replace(_TWO_SARA_E, "\u0e41")
    text = _MARKS.sub(lambda marks: "".join(sorted(marks[0], key=_place)), text)
    text = _SARA_AM_IN_TWO.sub(rf"\1{_SARA_AM}", text)
    return normalize("NFC", _TONE_AFTER_AM.sub(rf"\1{_SARA_AM}", text))


def _place(mark: str) -> int:
    """Where a mark stands among those of one consonant: vowels, tones, and what may be half a sara am."""
    if mark == _NIKHAHIT:
        return 2
    return 1 if "\u0e48" <= mark <= "\u0e4c" else 0
