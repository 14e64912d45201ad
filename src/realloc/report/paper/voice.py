"""How one paper speaks: its language, its digits, and text from files made fit to print."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from realloc import money
from realloc.errors import Lang
from realloc.report.layout import visible
from realloc.report.paper.words import in_words, thai_digits
from realloc.report.titles import in_lang
from realloc.report.wording import Sayer, long_date, text, word
from realloc.result import Reason

# Characters that no XML document may hold, though Unicode calls them neither control nor format.
_NOT_IN_XML = dict.fromkeys((0xFFFE, 0xFFFF), "\ufffd")


@dataclass(frozen=True, slots=True)
class Voice:
    lang: Lang
    thai_digits: bool = False
    _sayer: Sayer = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_sayer", Sayer(self.lang))

    def code(self, written: str) -> str:
        """An id, a fingerprint or a name of a scenario: fit to print, its digits as they are."""
        return visible(written).translate(_NOT_IN_XML)

    def text(self, written: str) -> str:
        """Text from a file."""
        return self.figures(self.code(written))

    def either(self, thai: str, english: str) -> str:
        """Text from a file that may have it in English as well."""
        return self.text(in_lang(thai, english, self.lang))

    def figures(self, written: str) -> str:
        """A text with its figures in the paper's digits."""
        return thai_digits(written) if self.thai_digits else written

    def say(self, key: str, **values: object) -> str:
        """A text of the catalogue."""
        return self.text(text(key, self.lang, **values))

    def reason(self, reason: Reason) -> str:
        return self.text(self._sayer(reason))

    def word(self, kind: str, value: str) -> str:
        return self.text(word(kind, value, self.lang))

    def day(self, day: date) -> str:
        return self.figures(long_date(day, self.lang))

    def baht(self, satang: int) -> str:
        return self.figures(money.baht(satang))

    def count(self, number: int) -> str:
        return self.figures(f"{number:,}")

    def words(self, satang: int) -> str:
        # Only a paper that was changed comes to less than nothing, and only `verify` hears of it.
        return in_words(satang, self.lang) if satang >= 0 else self.baht(satang)
