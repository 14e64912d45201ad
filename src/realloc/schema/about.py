"""What a field of a document means: words for people, and the form of its text for programs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any


@dataclass(frozen=True, slots=True)
class About:
    """A field's description, in English and with its unit, its Thai `title`, and what its text is like.

    `words` are all that it may be; `offers` are what it usually is, though other words are read as well.
    """

    description: str = ""
    title: str = ""
    pattern: str = ""
    format: str = ""
    words: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()

    def __get_pydantic_json_schema__(self, core: Any, handler: Callable[[Any], dict[str, Any]]) -> Any:
        schema = dict(handler(core))
        if self.words:
            schema["enum"] = list(self.words)
        if self.offers:
            schema = {"anyOf": [{"enum": list(self.offers)}, schema]}
        for name in ("description", "title", "pattern", "format"):
            value = getattr(self, name)
            if value:
                schema[name] = value
        return schema


Money = Annotated[str, About("Baht, exact, two decimals", pattern=r"^-?[0-9]+\.[0-9]{2}$")]
Percent = Annotated[str, About("Percent, two decimals", pattern=r"^-?[0-9]+\.[0-9]{2}$")]
Day = Annotated[
    str, About("Year-month-day, Common Era", pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", format="date")
]
Digest = Annotated[str, About("SHA-256 of the values", pattern=r"^sha256:.*$")]
Points = Annotated[str, About("Points, four decimals", pattern=r"^-?[0-9]+\.[0-9]{4}$")]
Share = Annotated[str, About("A share from 0 to 1, four decimals", pattern=r"^[01]\.[0-9]{4}$")]
