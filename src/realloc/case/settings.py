"""Everything in case.toml but the rules: typed, checked, with each refusal a finding at its path."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction
from typing import Any

from realloc import money
from realloc.case import dates, records, values
from realloc.case.nearest import nearest_at_first
from realloc.case.overlay import CASE_FILE, Keys, Layers, Tree
from realloc.errors import Finding, ValueRefused

KEYS = (
    "title", "title_en", "currency", "unit", "calendar", "release", "covid", "objective", "approval",
    "projects", "rules", "targets", "risk", "assumptions", "paper",
)  # fmt: skip
PAPER_TEXTS = (
    "office", "office_en", "telephone", "reference", "subject", "subject_en", "addressee", "addressee_en",
    "background", "background_en", "template",
)  # fmt: skip
SIGNATORY_TEXTS = ("name", "name_en", "position", "position_en")
QUARTERS = 4
MOST_PEOPLE = 1_000_000_000

REQUIRED = object()

_STAGE = values.choice(records.STAGES)


class Reader:
    """Reads typed values out of the layered tree. What is refused becomes a finding and reads as None.

    A blank text stands for a value that is not there, so that a scenario can clear one.
    """

    def __init__(self, layers: Layers) -> None:
        self.tree = layers.tree
        self.findings = layers.findings
        self._place = layers.place

    def refuse(
        self,
        path: Keys,
        code: str,
        found: str = "",
        expected: str = "",
        nearest: str = "",
        expected_th: str = "",
    ) -> None:
        """Add a finding about the value at `path`."""
        self.findings.append(
            Finding(code, *self._place(path), found, expected, nearest, expected_th=expected_th)
        )

    def notice(self, path: Keys, date: str, read: str) -> None:
        """Say that a date was guessed, unless one in the same file has been said."""
        notice = Finding("date-guess", *self._place(path), date, read, severity="notice")
        if all((known.code, known.file) != (notice.code, notice.file) for known in self.findings):
            self.findings.append(notice)

    def to_blame(self, path: Keys, *others: Keys) -> Keys:
        """Return which of these values a finding about them together belongs to: one laid over the case."""
        return next((p for p in (path, *others) if self._place(p)[0] != CASE_FILE), path)

    def table(self, path: Keys, holder: Tree, keys: Iterable[str] | None = None) -> Tree:
        """Return the table at the end of `path` in `holder`, {} where there is none.

        A key that is not among `keys` is refused; without `keys` any is taken.
        """
        value = holder.get(path[-1], "")
        if value == "":
            return {}
        if not isinstance(value, dict):
            self.refuse(path, "type-table", values.shown(value), ".".join(path))
            return {}
        if keys is not None:
            self.check_keys(path, value, tuple(keys))
        return value

    def tables(self, path: Keys, holder: Tree, keys: tuple[str, ...]) -> list[Tree]:
        """Return the list of tables at the end of `path`, each with none but `keys`."""
        value = holder.get(path[-1], "")
        if value == "":
            return []
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.refuse(path, "type-tables", values.shown(value), ".".join(path))
            return []
        for number, item in enumerate(value, 1):
            self.check_keys((*path, str(number)), item, keys)
        return value

    def check_keys(self, path: Keys, table: Tree, keys: tuple[str, ...]) -> None:
        """Refuse the keys of `table` that are not among `keys`."""
        for key in table:
            if key not in keys:
                near = nearest_at_first(key, keys, self.findings)
                self.refuse((*path, key), "key-unknown", "", ", ".join(keys), near)

    def value(
        self, path: Keys, table: Tree, read: Callable[[str], Any] | None = None, default: Any = REQUIRED
    ) -> Any:
        """Return the value at the end of `path` in `table`, by `read`; without it, text."""
        value = table.get(path[-1], "")
        if isinstance(value, str) and not value.strip():
            if default is REQUIRED:
                self.refuse(path, "missing")
                return None
            return default
        return self.convert(path, value, read)

    def convert(self, path: Keys, value: Any, read: Callable[[str], Any] | None = None) -> Any:
        """Return one TOML value as `read` has it; without `read`, text."""
        try:
            if isinstance(value, dict | list):
                raise ValueRefused("type-value")
            if read is None and not isinstance(value, str):
                raise ValueRefused("type-text")
            text = values.text(value)
            if not text:
                raise ValueRefused("missing")
            if read is None:
                return text
            converted = read(text)
            if read is dates.day and dates.is_guessed(text):
                self.notice(path, text, str(converted))
            return converted
        except ValueRefused as error:
            found, near = values.shown(value), error.nearest()
            self.refuse(path, error.expected, found, error.detail, near, error.detail_th)
            return None

    def words(self, path: Keys, table: Tree, read: Callable[[str], Any] | None = None) -> tuple[Any, ...]:
        """Return a list of different words, () where there is none; one word may stand without brackets."""
        value = table.get(path[-1], ())
        if value in ((), ""):
            return ()
        items = [value] if isinstance(value, str) else value
        if not isinstance(items, list):
            self.refuse(path, "type-list", values.shown(value))
            return ()
        if not items:
            self.refuse(path, "list-empty")
        read_items = [self.convert(path, item, read) for item in items]
        for number, item in enumerate(read_items):
            if item is not None and item in read_items[:number]:
                self.refuse(path, "list-repeats", str(item))
        return tuple(item for item in read_items if item is not None)


def read_settings(reader: Reader) -> dict[str, Any]:
    """Return the fields of `Case` that case.toml decides, without the rules."""
    tree = reader.tree
    reader.check_keys((), tree, KEYS)
    levels = _levels(reader)
    return {
        "title": reader.value(("title",), tree),
        "title_en": reader.value(("title_en",), tree, default=""),
        "currency": reader.value(("currency",), tree, default="THB"),
        "unit": _unit(reader),
        "calendar": _calendar(reader),
        "release": _release(reader),
        "covid": _covid(reader),
        "stages": _stages(reader),
        "levels": levels,
        "projects": _projects(reader),
        "targets": _targets(reader),
        "assumptions": _assumptions(reader),
        "paper": _paper(reader, levels),
    }


def _unit(reader: Reader) -> int:
    unit: int = reader.value(("unit",), reader.tree, money.parse, default=1)
    if unit == 0:
        reader.refuse(("unit",), "unit-zero", values.shown(reader.tree["unit"]))
    return unit


def _calendar(reader: Reader) -> records.Calendar:
    keys = ("as_of", "decision", "close")
    table = reader.table(("calendar",), reader.tree, keys)
    calendar = records.Calendar(*(reader.value(("calendar", key), table, dates.day) for key in keys))
    as_of, close = calendar.as_of, calendar.close
    if as_of is not None and close is not None and close < as_of:
        path = reader.to_blame(("calendar", "close"), ("calendar", "as_of"))
        reader.refuse(path, "close-early", str(close), str(as_of))
    return calendar


def _release(reader: Reader) -> dict[str, Fraction]:
    table = reader.table(("release",), reader.tree, records.RELEASE_FLAGS)
    return {
        flag: reader.value(("release", flag), table, values.share, default)
        for flag, default in records.DEFAULT_RELEASE.items()
    }


def _covid(reader: Reader) -> records.Covid:
    path = ("covid",)
    people = values.integer(0, MOST_PEOPLE)
    table = reader.table(path, reader.tree, ("reopening", "cap", "caps"))
    caps = []
    for number, entry in enumerate(reader.tables((*path, "caps"), table, ("from", "cap", "note")), 1):
        here = (*path, "caps", str(number))
        start = reader.value((*here, "from"), entry, dates.day)
        caps.append(
            records.GatheringCap(
                start,
                reader.value((*here, "cap"), entry, people),
                reader.value((*here, "note"), entry, default=""),
            )
        )
        if start is not None and any(start == cap.start for cap in caps[:-1]):
            reader.refuse((*here, "from"), "cap-twice", str(start))
    cap = reader.value((*path, "cap"), table, people, None)
    reopening = reader.value((*path, "reopening"), table, dates.day, None)
    in_order = sorted(caps, key=lambda entry: entry.start or date.min)
    return records.Covid(() if cap is not None else tuple(in_order), cap, reopening)


def _stages(reader: Reader) -> tuple[str, ...]:
    table = reader.table(("objective",), reader.tree, ("stages",))
    return reader.words(("objective", "stages"), table, _STAGE) or records.DEFAULT_STAGES


def _levels(reader: Reader) -> tuple[str, ...]:
    table = reader.table(("approval",), reader.tree, ("levels",))
    return reader.words(("approval", "levels"), table) or records.DEFAULT_LEVELS


def _projects(reader: Reader) -> dict[str, records.Project]:
    projects = {}
    for name in reader.table(("projects",), reader.tree):
        path = ("projects", name)
        table = reader.table(path, reader.tree["projects"], ("name", "name_en"))
        names = (reader.value((*path, key), table, default="") for key in ("name", "name_en"))
        projects[name] = records.Project(name, *names)
    return projects


def _targets(reader: Reader) -> records.Targets | None:
    path = ("targets",)
    keys = ("fiscal_year_start", "overall", "capital", "count_obligations", "source", "note")
    table = reader.table(path, reader.tree, keys)
    if not table:
        return None
    return records.Targets(
        reader.value((*path, "fiscal_year_start"), table, dates.day),
        _quarters(reader, (*path, "overall"), table, required=True),
        _quarters(reader, (*path, "capital"), table, required=False),
        reader.value((*path, "count_obligations"), table, values.yes_no, False),
        reader.value((*path, "note"), table, default=""),
        reader.value((*path, "source"), table, values.choice(records.SOURCES), "assumed"),
    )


def _quarters(reader: Reader, path: Keys, table: Tree, required: bool) -> tuple[Fraction, ...]:
    listed = table.get(path[-1], "")
    if listed == "":
        if required:
            reader.refuse(path, "missing")
        return ()
    if not isinstance(listed, list) or len(listed) != QUARTERS:
        count = len(listed) if isinstance(listed, list) else 1
        reader.refuse(path, "list-length", str(count), str(QUARTERS))
        return ()
    shares = [reader.convert(path, item, values.share) for item in listed]
    for number in range(1, QUARTERS):
        before, after = shares[number - 1 : number + 1]
        if before is not None and after is not None and after < before:
            reader.refuse(path, "targets-fall", *(values.shown(listed[k]) for k in (number, number - 1)))
    return tuple(shares)


def _assumptions(reader: Reader) -> tuple[records.Assumption, ...]:
    path = ("assumptions",)
    entries = reader.tables(path, reader.tree, ("about", "note", "note_en"))
    return tuple(
        records.Assumption(
            reader.value((*path, str(number), "about"), entry),
            reader.value((*path, str(number), "note"), entry),
            reader.value((*path, str(number), "note_en"), entry, default=""),
        )
        for number, entry in enumerate(entries, 1)
    )


def _paper(reader: Reader, levels: tuple[str, ...]) -> records.PaperForm:
    path = ("paper",)
    table = reader.table(path, reader.tree, (*PAPER_TEXTS, "proposer", "signatories"))
    signatories = reader.table((*path, "signatories"), table, levels)
    return records.PaperForm(
        **{key: reader.value((*path, key), table, default="") for key in PAPER_TEXTS},
        proposer=_signatory(reader, (*path, "proposer"), table),
        signatories={
            level: _signatory(reader, (*path, "signatories", level), signatories)
            for level in signatories
            if level in levels
        },
    )


def _signatory(reader: Reader, path: Keys, holder: Tree) -> records.Signatory:
    table = reader.table(path, holder, SIGNATORY_TEXTS)
    return records.Signatory(
        **{key: reader.value((*path, key), table, default="") for key in SIGNATORY_TEXTS}
    )
