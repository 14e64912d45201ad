"""A case as programs have it: the records under one scenario, and the files that they come from."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from realloc.case import records
from realloc.case.load import Raw, load_folder
from realloc.errors import Lang
from realloc.report.titles import case_title, in_lang

type Folder = str | os.PathLike[str]


@dataclass(frozen=True, slots=True)
class Case:
    """A case under one scenario, read and checked.

    `records` holds every value: `records.activities`, `.reserves`, `.rules`, `.calendar` and so on, amounts
    as whole satang. `settings` are the values laid on top, as (path, value). `files` are the case's files as
    they were read, which other scenarios come from too.
    """

    records: records.Case
    settings: tuple[tuple[str, str], ...]
    files: Raw = field(repr=False, compare=False)

    @property
    def name(self) -> str:
        """The name of the case's folder."""
        return self.records.name

    @property
    def scenario(self) -> str:
        """The name of the scenario; `base` is the case as it stands."""
        return self.records.scenario.name

    @property
    def fingerprint(self) -> str:
        """`sha256:` and a hash over every value."""
        return self.records.fingerprint

    def title(self, lang: Lang = "en") -> str:
        """The title, in English where there is one."""
        return case_title(self.records, lang)


def case_of(files: Raw, scenario: str, settings: Sequence[tuple[str, str]]) -> Case:
    """The case under a scenario, with settings laid on top. Raises InputError."""
    return Case(files.case(scenario, settings), tuple(settings), files)


def read_case(folder: Folder, scenario: str, settings: Sequence[tuple[str, str]]) -> Case:
    """Read a case's folder under a scenario, with settings laid on top. Raises InputError."""
    return case_of(load_folder(Path(folder)), scenario, settings)


def row_names(case: records.Case, lang: Lang) -> dict[str, dict[str, str]]:
    """What tables say of each activity and reserve project that the documents do not, by id."""
    rows: tuple[records.Activity | records.Reserve, ...] = (*case.activities, *case.reserves)
    return {
        row.id: {
            "name": in_lang(row.name, row.name_en, lang),
            "project": row.project,
            "agency": row.agency,
            "category": row.category,
        }
        for row in rows
    }
