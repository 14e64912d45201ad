"""From a folder to a case: every file read once, everything that is wrong said at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from realloc.case import overlay, records, values
from realloc.case.checks import check_rows
from realloc.case.columns import TABLES
from realloc.case.fingerprint import fingerprint
from realloc.case.nearest import nearest
from realloc.case.overlay import BASE, CASE_FILE, Layers, Tree
from realloc.case.risk import read_risk
from realloc.case.rules import read_rules
from realloc.case.settings import Reader, read_settings
from realloc.case.sheets import FORMATS, read_sheet
from realloc.case.tables import Table, make_table
from realloc.errors import Finding, InputError, unreadable

WORKBOOK = "case.xlsx"  # holds both tables, each in the sheet of its name
UNREAD_FORMATS = frozenset({".xls", ".xlsm", ".xlsb", ".ods", ".txt", ".tsv"})

RECORDS = {"activities": records.Activity, "reserves": records.Reserve}


@dataclass(slots=True, eq=False, repr=False)
class Raw:
    """A case's files, read but not yet joined: any number of scenarios come from it without reading again.

    `findings` are those of the files themselves; `tables` has the tables that could be read, and `tree` is
    case.toml, None where it could not be.
    """

    folder: Path
    name: str
    tree: Tree | None
    tables: dict[str, Table]
    scenarios: tuple[str, ...]
    findings: list[Finding] = field(default_factory=list)
    _trees: dict[str, Tree] = field(default_factory=dict)
    _made: dict[str, tuple[Any, ...]] = field(default_factory=dict)

    def case(self, scenario: str = BASE, settings: Sequence[tuple[str, str]] = ()) -> records.Case:
        """Return the case under a scenario, with `settings` (path, value) laid on top.

        Raises `InputError` with everything that is wrong in any of the files involved.
        """
        layers, own = self._layers(scenario, settings)
        tables = {name: table.laid_over(layers.rows[name]) for name, table in self.tables.items()}
        parts = self._settings(layers, tables)
        chosen = self._scenario(scenario, own, layers)
        findings = [*self.findings, *layers.findings]
        for table in tables.values():
            findings += table.refused.values()
            findings += table.notices
        findings += check_rows(tables, parts.get("unit"), parts.get("stages", ()))
        errors = [finding for finding in findings if finding.severity == "error"]
        if errors:
            raise InputError(self._in_order(errors), str(self.folder))
        case = records.Case(
            name=self.name,
            activities=self._records(tables["activities"]),
            reserves=self._records(tables["reserves"]),
            **parts,
            scenario=chosen,
            notices=tuple(findings),
        )
        return replace(case, fingerprint=fingerprint(case))

    def _layers(self, scenario: str, settings: Sequence[tuple[str, str]]) -> tuple[Layers, Tree]:
        """Return the case with a scenario and settings laid over it, and the scenario's own values."""
        own: Tree = {}
        if self.tree is None:  # nothing to lay anything over; the rest is said once there is
            return Layers({}), own
        layers = Layers(self.tree)
        known = {name: table for name, table in self.tables.items() if table.complete}
        try:
            names = overlay.chain(self.folder, scenario, self.scenarios, self._trees)
        except InputError as error:
            layers.findings += error.findings
            names = []
        for name in names:
            tree = self._trees[name]
            own = {key: tree[key] for key in overlay.OWN_KEYS if key in tree}
            above = {key: value for key, value in tree.items() if key not in overlay.OWN_KEYS}
            overlay.lay_tree(layers, above, overlay.scenario_file(name), known)
        for path, value in settings:
            overlay.lay_setting(layers, path, value, known)
        return layers, own

    def _settings(self, layers: Layers, tables: dict[str, Table]) -> dict[str, Any]:
        """Return the fields of `Case` that the layered case.toml decides; none where it could not be read."""
        if self.tree is None:
            return {}
        reader = Reader(layers)
        parts = read_settings(reader)
        known = {name: table for name, table in tables.items() if table.complete}
        rules = read_rules(reader, parts["levels"], known)
        return parts | {"rules": rules, "risk": read_risk(reader)}

    def _scenario(self, name: str, own: Tree, layers: Layers) -> records.Scenario:
        origins: dict[overlay.Keys, str] = {(key,): overlay.scenario_file(name) for key in own}
        reader = Reader(Layers(own, origins=origins, findings=layers.findings))
        return records.Scenario(
            name,
            reader.value(("title",), own, default=""),
            reader.value(("title_en",), own, default=""),
            reader.value(("probability",), own, values.share, None),
        )

    def _records(self, table: Table) -> tuple[Any, ...]:
        name, base = table.name, self.tables[table.name]
        if name not in self._made and not base.refused:
            self._made[name] = base.records(RECORDS[name])
        made = self._made.get(name, ())
        return made if table is base else table.records(RECORDS[name], made)

    def _in_order(self, findings: list[Finding]) -> list[Finding]:
        """Sort findings by file, in the order a planner meets them, and by row."""
        files = [CASE_FILE, *(table.file for table in self.tables.values())]
        ranks = {file: rank for rank, file in enumerate(files)}
        return sorted(findings, key=lambda finding: (ranks.get(finding.file, len(ranks)), finding.row or 0))


def load_case(
    folder: Path | str, scenario: str = BASE, settings: Sequence[tuple[str, str]] = ()
) -> records.Case:
    """Read a case's folder under a scenario, with `settings` (path, value) laid on top.

    Raises `InputError` with every finding of every file at once.
    """
    return load_folder(folder).case(scenario, settings)


def load_folder(folder: Path | str) -> Raw:
    """Read a case's files. Raises `InputError` only where there is no folder; `Raw.case` says the rest."""
    folder = Path(folder)
    findings: list[Finding] = []
    try:
        if not folder.is_dir():
            raise InputError([Finding("folder-missing", str(folder))])
        entries = sorted(entry for entry in folder.iterdir() if entry.is_file())
        stems = overlay.scenario_stems(folder)
    except OSError as error:
        raise InputError([unreadable(str(folder), error)]) from None
    tree = _read_case_file(folder, findings)
    tables = {}
    titles = _read_titles(entries, findings)
    for name in TABLES:
        table = _read_table(name, entries, findings, titles)
        if table is not None:
            tables[name] = table
    if BASE in stems:
        findings.append(Finding("scenario-base", overlay.scenario_file(BASE)))
    scenarios = tuple(stem for stem in stems if stem != BASE)
    return Raw(folder, folder.resolve().name, tree, tables, scenarios, findings)


def scenario_names(case: Path | str | Raw) -> list[str]:
    """Return the names of a case's scenarios: `base` first, then the files in what-if, sorted."""
    stems = case.scenarios if isinstance(case, Raw) else overlay.scenario_stems(Path(case))
    return [BASE, *(stem for stem in stems if stem != BASE)]


def _read_case_file(folder: Path, findings: list[Finding]) -> Tree | None:
    path = folder / CASE_FILE
    if not path.exists():
        findings.append(Finding("file-missing", CASE_FILE))
        return None
    try:
        return overlay.read_toml(path, CASE_FILE)
    except InputError as error:
        findings += error.findings
        return None


def _read_table(
    name: str, entries: Sequence[Path], findings: list[Finding], sheets: Mapping[str, Sequence[str]]
) -> Table | None:
    files = [entry for entry in entries if entry.stem.casefold() == name]
    found = [(entry, "") for entry in files if entry.suffix.casefold() in FORMATS]
    book = _workbook(entries)
    if book is not None:
        found += [(book, title) for title in sheets.get(name, ())]
    if not found:
        findings += _no_table(name, files, book, sheets)
    elif len(found) > 1:
        places = ", ".join(f"{path.name}:{title}" if title else path.name for path, title in found)
        findings.append(Finding("table-twice", name, expected=places))
    if len(found) != 1:
        return None
    path, title = found[0]
    sheet = read_sheet(path, name, findings, title)
    return None if sheet is None else make_table(name, sheet, findings)


def _no_table(
    name: str, files: Sequence[Path], book: Path | None, sheets: Mapping[str, Sequence[str]]
) -> Iterator[Finding]:
    """Yield why a table is not there; nothing where its workbook cannot be read, which has been said."""
    expected = ", ".join([*(name + form for form in FORMATS), f"{WORKBOOK}:{name}"])
    unread = [entry for entry in files if entry.suffix.casefold() in UNREAD_FORMATS]
    for entry in unread:
        yield Finding("format-unread", entry.name, expected=expected)
    if not unread and (book is None or sheets):
        titles = sheets.get("", ())
        yield Finding("table-missing", name, expected=expected, nearest=nearest(name, titles))


def _workbook(entries: Sequence[Path]) -> Path | None:
    return next((entry for entry in entries if entry.name.casefold() == WORKBOOK), None)


def _read_titles(entries: Sequence[Path], findings: list[Finding]) -> Mapping[str, Sequence[str]]:
    """Return the sheets of the case's workbook by table, under "" all; none where it cannot be read."""
    book = _workbook(entries)
    if book is None:
        return {}
    from realloc.case.workbooks import titles_by_table  # late: a case of CSV files needs none

    return titles_by_table(book, tuple(TABLES), findings)
