"""The file that a study's rows stream into: each is there as soon as it is known, and stays.

CSV grows line by line. Parquet cannot, so its rows are kept in a CSV beside it, FILE.part, until the sweep
ends, whether it is done or not; then they are written as Parquet in one step.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from realloc.errors import UsageError
from realloc.report import rows as form
from realloc.whatif import Axis, Row
from realloc.writing import naming

FORMATS = (".csv", ".parquet")


class RowFile:
    """`done` are the rows that were there already. What is not a plain end of a row is dropped."""

    def __init__(self, file: Path, axes: Sequence[Axis], *, resume: bool) -> None:
        self.path = file
        self._axes = axes
        self._parquet = file.suffix.lower() == ".parquet"
        self._journal = file.with_name(f"{file.name}.part") if self._parquet else file
        self._stream: IO[str] | None = None
        if not resume and (file.exists() or self._journal.exists()):
            raise UsageError(
                f"{file}: there is such a file already. Go on with it by --resume, or name another.",
                f"{file}: มีไฟล์นี้อยู่แล้ว ใช้ --resume เพื่อทำต่อ หรือระบุชื่ออื่น",
            )
        self.done: list[Row] = self._read()

    def begin(self, keep: Sequence[Row]) -> None:
        """Make the file hold the rows to keep, and be ready for more."""
        self.done = list(keep)
        lines = [form.csv_line(form.header(self._axes))]
        lines += [form.csv_row(row, self._axes) for row in keep]
        draft = self._journal.with_name(f".realloc-{os.getpid()}-{os.urandom(4).hex()}.tmp")
        try:
            draft.write_text("".join(lines), encoding="utf-8", newline="")
            draft.replace(self._journal)
        except OSError as error:
            error.filename, error.filename2 = str(self.path), None
            raise
        finally:
            draft.unlink(missing_ok=True)
        self._stream = self._journal.open("a", encoding="utf-8", newline="")

    def add(self, row: Row) -> None:
        """Write one row, for good."""
        assert self._stream is not None
        with naming(self.path):
            self._stream.write(form.csv_row(row, self._axes))
            self._stream.flush()
        self.done.append(row)

    def close(self) -> None:
        """Nothing more comes, for now: leave what is there in the form that was asked for."""
        if self._stream is None:
            return
        with naming(self.path):
            self._stream.close()
        self._stream = None
        if self._parquet:
            draft = self.path.with_name(f".realloc-{os.getpid()}-{os.urandom(4).hex()}.tmp")
            try:
                with naming(self.path):
                    form.write_parquet(self.done, self._axes, draft)
                    draft.replace(self.path)
            finally:
                draft.unlink(missing_ok=True)
            self._journal.unlink()

    def _read(self) -> list[Row]:
        try:
            if self._journal.exists():
                content = self._journal.read_bytes().decode("utf-8")
                whole = content[: content.rfind("\n") + 1]
                return form.read_csv(whole, self._axes) if whole else []
            return form.read_parquet(self.path, self._axes) if self.path.exists() else []
        except (ValueError, ArithmeticError):
            raise other_sweep(self.path) from None


def other_sweep(file: Path) -> UsageError:
    """What is said of a file whose rows are not those of this sweep of this case."""
    return UsageError(
        f"{file}: not the rows of this sweep of this case: its paths, values or files differ. Nothing was"
        " changed. Name another file, or repeat the request that began this one.",
        f"{file}: ไม่ใช่แถวของการคำนวณชุดนี้ของกรณีนี้ เพราะเส้นทาง ค่า หรือไฟล์ข้อมูลต่างกัน ยังไม่มีการเปลี่ยนแปลงไฟล์ใด"
        " โปรดระบุไฟล์อื่น หรือใช้คำสั่งเดิมที่เริ่มไฟล์นี้",
    )
