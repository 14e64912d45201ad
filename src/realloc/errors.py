"""Everything that can go wrong, each with the exit code it ends in.

ReallocError             2   whatever this package raises on purpose
├── UsageError           2   the request makes no sense
├── InputError           2   the files cannot be read; carries every `Finding` at once
├── ValueRefused         2   one value cannot be read; the reader turns it into a `Finding`
│   └── MoneyError       2   one amount cannot be read
├── NotFound             1   neither a plan nor the proof that there is none was found in time
├── NoPlan               1   there is nothing to print, to write, to choose between or to decide
├── VerificationError    1   a plan does not hold against its case
└── PlanRefused          1   a plan from a file does not hold, so that nothing is made of it

What is wrong with a file is data, a `Finding`, and becomes words only when shown, in English or Thai.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal, Protocol

from realloc import reasons

Lang = Literal["en", "th"]

LONGEST_SHOWN = 60
MOST_SHOWN = 20

_SHEET = re.compile(r"([^:/]+\.xlsx):([^:/]+)", re.IGNORECASE)  # no sheet has either in its name


class ReallocError(Exception):
    """Base of the tree. `exit_code` is what the command line ends with."""

    exit_code: ClassVar[int] = 2

    def message(self, lang: Lang = "en") -> str:
        """Return what went wrong, in words, without a trailing newline."""
        return str(self)


class UsageError(ReallocError):
    """The request makes no sense. Made from one sentence in each language."""

    def __init__(self, en: str, th: str = "") -> None:
        super().__init__(en)
        self.th = th or en

    def message(self, lang: Lang = "en") -> str:
        return self.th if lang == "th" else str(self)


class ValueRefused(ReallocError, ValueError):
    """A value that is not what its place asks for.

    `expected` is the code of the finding it becomes, `found` the value as it was written and `detail` what
    fills the message's `{expected}`, in Thai `detail_th` where there is one. `nearest` returns the known word
    that comes closest, or ""; it is called only for what is shown.
    """

    def __init__(
        self,
        expected: str,
        found: str = "",
        detail: str = "",
        nearest: Callable[[], str] = str,
        detail_th: str = "",
    ) -> None:
        super().__init__(expected, found)
        self.expected = expected
        self.found = found
        self.detail = detail
        self.nearest = nearest
        self.detail_th = detail_th

    def message(self, lang: Lang = "en") -> str:
        near = self.nearest()
        found = Finding(
            self.expected, "", None, "", self.found, self.detail, near, expected_th=self.detail_th
        )
        return found.render(lang)


class MoneyError(ValueRefused):
    """An amount of money that cannot be read."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found in the files, and where.

    `file` is a name within the case's folder; the sheet of a workbook that holds several tables follows
    after a colon. `row` is the row a spreadsheet shows (the header is 1), in a TOML file the line. `column`
    is a column's name or a dotted TOML path. `found`, `expected` and `nearest` fill the sentence that `code`
    names; they hold text from the files as it is, and only `render` makes it fit to show. `expected_th` is
    what is expected in Thai, where that differs.
    """

    code: str
    file: str = ""
    row: int | None = None
    column: str = ""
    found: str = ""
    expected: str = ""
    nearest: str = ""
    severity: Literal["error", "notice"] = "error"
    expected_th: str = ""

    def render(self, lang: Lang = "en") -> str:
        """Return one line: where it is, what was found, what was expected, what to do."""
        english, thai = MESSAGES[self.code]
        expected = self.expected_th if lang == "th" and self.expected_th else self.expected
        hint = ""
        if self.nearest:
            hint = (
                f" หมายถึง {quoted(self.nearest)} หรือไม่"
                if lang == "th"
                else f" Did you mean {quoted(self.nearest)}?"
            )
        sentence = (thai if lang == "th" else english).format_map(
            {
                "found": quoted(self.found),
                "count": visible(self.found),
                "expected": visible(expected, longest=400),
                "hint": hint,
            }
        )
        place = self.place(lang)
        return f"{place}: {sentence}" if place else sentence

    def place(self, lang: Lang) -> str:
        """Return where it is: `reserves.csv, row 7, cost`."""
        toml = self.file.endswith(".toml")
        thai = lang == "th"
        file, sheet = self.workbook_and_sheet()
        parts = [visible(file, longest=200)] if file else []
        if sheet:
            parts.append(f"{'ชีต' if thai else 'sheet'} {visible(sheet)}")
        if self.row is not None:
            parts.append(
                f"{('บรรทัด' if toml else 'แถว') if thai else ('line' if toml else 'row')} {self.row}"
            )
        if self.column:
            column = visible(self.column, longest=120)
            parts.append(f"คอลัมน์ {column}" if thai and self.row is not None and not toml else column)
        return (" " if thai else ", ").join(parts)

    def workbook_and_sheet(self) -> tuple[str, str]:
        """Return the file's name, and which sheet is meant of a workbook that holds several tables."""
        match = _SHEET.fullmatch(self.file)
        return (match[1], match[2]) if match else (self.file, "")


def unreadable(file: str, error: BaseException) -> Finding:
    """Return the finding that a file cannot be read, and why."""
    english = system_reason(error) if isinstance(error, OSError) else str(error) or type(error).__name__
    return Finding("unreadable", file, expected=english, expected_th=reasons.damage(error))


class InputError(ReallocError):
    """The files cannot be read as a case. `findings` holds everything that is wrong, in file order.

    `folder` is the case's, as it was given.
    """

    def __init__(self, findings: Iterable[Finding], folder: str = "") -> None:
        self.findings = tuple(findings)
        self.folder = folder
        super().__init__(self.findings)

    def __str__(self) -> str:
        return self.message()

    def message(self, lang: Lang = "en") -> str:
        """Return the first findings, one a line, and how many more there are."""
        lines = [finding.render(lang) for finding in self.findings[:MOST_SHOWN]]
        if len(lines) > 1:
            lines = [f"- {line}" for line in lines]
        more = len(self.findings) - MOST_SHOWN
        if more > 0:
            if not self.folder:
                lines.append(f"และอีก {more:,} รายการ" if lang == "th" else f"and {more:,} more.")
                return "\n".join(lines)
            check = f"`realloc check {visible(self.folder, longest=200)}`"
            lines.append(
                f"และอีก {more:,} รายการ ดูทั้งหมดได้ด้วย {check}"
                if lang == "th"
                else f"and {more:,} more; {check} shows all."
            )
        return "\n".join(lines)


class NotFound(ReallocError):
    """Neither a plan nor the proof that there is none was found in the time allowed."""

    exit_code = 1

    def message(self, lang: Lang = "en") -> str:
        if lang == "th":
            return "ยังไม่พบแผนที่ตรงตามหลักเกณฑ์ทุกข้อภายในเวลาที่กำหนด และยังพิสูจน์ไม่ได้ว่าไม่มี โปรดเพิ่ม --time-limit"
        return (
            "No plan that keeps every rule was found in time, nor the proof that there is none. "
            "Allow more with --time-limit."
        )


class NoPlan(ReallocError):
    """There is nothing to print, to write, to choose between or to decide: the answer is no.

    Made from one sentence in each language.
    """

    exit_code = 1

    def __init__(self, en: str, th: str) -> None:
        super().__init__(en, th)
        self._texts = {"en": en, "th": th}

    def __str__(self) -> str:
        return self.message()

    def message(self, lang: Lang = "en") -> str:
        return self._texts[lang]


class Rendered(Protocol):
    """Anything that says what it is in a sentence."""

    def render(self, lang: Lang = "en") -> str: ...


class VerificationError(ReallocError):
    """A plan does not hold against its case. `problems` says where, one sentence each."""

    exit_code = 1

    def __init__(self, problems: Sequence[Rendered]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return self.message()

    def message(self, lang: Lang = "en") -> str:
        """Return that the plan is withheld, and the first problems, one a line."""
        heading = (
            "แผนที่พบไม่ผ่านการตรวจสอบจึงไม่แสดง นี่เป็นข้อบกพร่องของโปรแกรม realloc โปรดแจ้งผู้พัฒนา:"
            if lang == "th"
            else "The plan that was found did not pass the check and is not shown."
            " This is a defect of realloc; please report it:"
        )
        problems = [f"- {problem.render(lang)}" for problem in self.problems[:MOST_SHOWN]]
        return "\n".join([heading, *problems])


class PlanRefused(ReallocError):
    """The plan in a file does not hold against the case as it stands. `problems` says where."""

    exit_code = 1

    def __init__(self, file: str, problems: Sequence[Rendered]) -> None:
        self.file = file
        self.problems = tuple(problems)
        super().__init__(file, self.problems)

    def __str__(self) -> str:
        return self.message()

    def message(self, lang: Lang = "en") -> str:
        """Return that nothing is made of it, and the first problems, one a line."""
        file = visible(self.file, longest=200)
        heading = (
            f"{file}: แผนนี้ไม่ถูกต้องตามข้อมูลปัจจุบัน จึงไม่นำไปใช้"
            if lang == "th"
            else f"{file}: the plan does not hold against the case as it stands, so nothing is made of it:"
        )
        problems = [f"- {problem.render(lang)}" for problem in self.problems[:MOST_SHOWN]]
        return "\n".join([heading, *problems])


def system_reason(error: OSError, lang: Lang = "en") -> str:
    """Return why the operating system refused."""
    return reasons.system(error) if lang == "th" else error.strerror or str(error)


def visible(text: str, longest: int = LONGEST_SHOWN) -> str:
    """Return text from a file fit to show on one line.

    Control characters, line breaks and direction marks become escapes, and what is too long is cut.
    """
    cut = text if len(text) <= longest else text[: longest - 1] + "…"
    if cut.isprintable():
        return cut
    return "".join(ch if ch.isprintable() else _escape(ch) for ch in cut)


def quoted(text: str) -> str:
    """Return text from a file in quotation marks, fit to show on one line."""
    return f'"{visible(text)}"'


def _escape(ch: str) -> str:
    return ch.encode("unicode_escape").decode("ascii")


# code: (English, Thai). {found} comes quoted; {hint} is empty or a whole sentence with a space before it.
MESSAGES: dict[str, tuple[str, str]] = {
    # money
    "money": (
        "found {found}; expected an amount in baht with at most two decimals, such as 827,300.00."
        " Write the amount in figures.",
        "พบ {found} ควรเป็นจำนวนเงินบาท ทศนิยมไม่เกินสองตำแหน่ง เช่น 827,300.00 โปรดเขียนเป็นตัวเลข",
    ),
    "money-exponent": (
        "found {found}; expected an amount in baht with at most two decimals, such as 827,300.00."
        " Write the number out in full.",
        "พบ {found} ควรเป็นจำนวนเงินบาท ทศนิยมไม่เกินสองตำแหน่ง เช่น 827,300.00 โปรดเขียนตัวเลขเต็ม",
    ),
    "money-decimals": (
        "found {found}; expected an amount in baht with at most two decimals, such as 827,300.00."
        " Round it to whole satang.",
        "พบ {found} ควรเป็นจำนวนเงินบาท ทศนิยมไม่เกินสองตำแหน่ง เช่น 827,300.00 โปรดปัดให้เป็นสตางค์เต็ม",
    ),
    "money-negative": (
        "found {found}; expected an amount in baht that is not negative, such as 827,300.00."
        " Write it without the minus sign, or 0.",
        "พบ {found} ควรเป็นจำนวนเงินบาทที่ไม่ติดลบ เช่น 827,300.00 โปรดเขียนโดยไม่มีเครื่องหมายลบ หรือ 0",
    ),
    "money-commas": (
        "found {found}; expected an amount in baht, such as 827,300.00."
        " Put a comma before every third digit from the right, or none at all.",
        "พบ {found} ควรเป็นจำนวนเงินบาท เช่น 827,300.00 โปรดใส่จุลภาคคั่นทุกสามหลักจากขวา หรือไม่ใส่เลย",
    ),
    "money-large": (
        "found {found}; expected an amount below 1,000,000,000,000,000.00 baht. Check for extra digits.",
        "พบ {found} ควรเป็นจำนวนเงินไม่ถึง 1,000,000,000,000,000.00 บาท โปรดตรวจว่ามีหลักเกินหรือไม่",
    ),
    "money-float": (
        "found the floating-point number {found}; expected an exact amount in baht."
        " Give it as text, a whole number or a Decimal.",
        "พบเลขทศนิยมลอยตัว {found} ควรเป็นจำนวนเงินบาทที่แน่นอน โปรดให้เป็นข้อความ จำนวนเต็ม หรือ Decimal",
    ),
    "money-zero": (
        "found {found}; expected a cost above 0. Enter what the project asks for, or remove the row.",
        "พบ {found} ควรเป็นวงเงินมากกว่า 0 โปรดใส่วงเงินที่โครงการขอ หรือลบแถวนี้",
    ),
    "unit-zero": (
        "found {found}; expected a unit above 0, such as 0.01 or 100.00. Correct it, or leave it out.",
        "พบ {found} หน่วยโอนควรมากกว่า 0 เช่น 0.01 หรือ 100.00 โปรดแก้ไข หรือไม่ต้องระบุ",
    ),
    # other values
    "missing": (
        "nothing is here; expected a value. Fill it in.",
        "ไม่มีข้อมูล ต้องมีค่า โปรดกรอกให้ครบ",
    ),
    "choice": (
        "found {found}; expected one of: {expected}.{hint} Use one of these words.",
        "พบ {found} ควรเป็นหนึ่งใน: {expected}{hint} โปรดใช้คำใดคำหนึ่งนี้",
    ),
    "date": (
        "found {found}; expected a date, such as 2021-06-01, 1/6/2564 or 1 มิ.ย. 2564."
        " Write it in one of these forms.",
        "พบ {found} ควรเป็นวันที่ เช่น 2021-06-01, 1/6/2564 หรือ 1 มิ.ย. 2564 โปรดเขียนในรูปแบบใดรูปแบบหนึ่งนี้",
    ),
    "date-order": (
        "found {found}; day and month may be either way round. Write {expected}.",
        "พบ {found} ไม่แน่ชัดว่าวันหรือเดือนขึ้นก่อน โปรดเขียนเป็น {expected}",
    ),
    "date-year": (
        "found {found}; expected a year of four digits, such as 2021 or 2564. Write the year in full.",
        "พบ {found} ปีควรมีสี่หลัก เช่น 2021 หรือ 2564 โปรดเขียนปีให้ครบ",
    ),
    "date-guess": (
        "found {found} and read it as {expected}; other dates here were read likewise."
        " If that is not what is meant, write the date as year-month-day.",
        "พบ {found} และอ่านเป็น {expected} วันที่อื่นในที่เดียวกันอ่านแบบเดียวกัน หากไม่ตรงความหมาย โปรดเขียนเป็น ปี-เดือน-วัน",
    ),
    "dash-guess": (
        "found only a dash, {found}, and read it as {expected}; so were others in this column."
        " If that is not what is meant, fill the cell in.",
        "พบเพียงขีด {found} และอ่านเป็น {expected} ช่องอื่นในคอลัมน์นี้ก็เช่นกัน หากไม่ตรงความหมาย โปรดกรอกค่า",
    ),
    "integer": (
        "found {found}; expected a whole number in the range {expected}. Correct the number.",
        "พบ {found} ควรเป็นจำนวนเต็มในช่วง {expected} โปรดแก้ตัวเลข",
    ),
    "share": (
        "found {found}; expected a share from 0 to 1, such as 0.25. Write 25 % as 0.25.",
        "พบ {found} ควรเป็นสัดส่วนจาก 0 ถึง 1 เช่น 0.25 โปรดเขียน 25 % เป็น 0.25",
    ),
    "score": (
        "found {found}; expected a score of 0 or more with at most four decimals, such as 12.5."
        " Correct the number.",
        "พบ {found} ควรเป็นคะแนนตั้งแต่ 0 ทศนิยมไม่เกินสี่ตำแหน่ง เช่น 12.5 โปรดแก้ตัวเลข",
    ),
    "yes-no": (
        "found {found}; expected yes or no. Write one of the two.",
        "พบ {found} ควรเป็น yes (ใช่) หรือ no (ไม่ใช่) โปรดเขียนคำใดคำหนึ่ง",
    ),
    "control": (
        "found {found}; expected text without control characters. Type the value in again.",
        "พบ {found} ควรเป็นข้อความที่ไม่มีอักขระควบคุม โปรดพิมพ์ค่าใหม่",
    ),
    # files
    "folder-missing": (
        "no such folder. Give the folder that holds case.toml.",
        "ไม่พบโฟลเดอร์นี้ โปรดระบุโฟลเดอร์ที่มี case.toml",
    ),
    "file-missing": (
        "the file is missing; every case has one. Add it, or start with `realloc init`.",
        "ไม่พบไฟล์นี้ ทุกกรณีต้องมี โปรดเพิ่ม หรือเริ่มด้วย `realloc init`",
    ),
    "table-missing": (
        "the table is missing; expected one of: {expected}.{hint} Add the file.",
        "ไม่พบตารางนี้ ควรมีไฟล์ใดไฟล์หนึ่ง: {expected}{hint} โปรดเพิ่มไฟล์",
    ),
    "table-twice": (
        "the table is in more than one file: {expected}. Keep one of them.",
        "ตารางนี้มีมากกว่าหนึ่งไฟล์: {expected} โปรดเก็บไว้ไฟล์เดียว",
    ),
    "unreadable": (
        "the file cannot be read: {expected}. Save it again, or check that you may open it.",
        "อ่านไฟล์ไม่ได้: {expected} โปรดบันทึกใหม่ หรือตรวจสิทธิ์การเปิดไฟล์",
    ),
    "file-special": (
        "not a plain file but a pipe or a device; expected a file. Put a file in its place.",
        "ไม่ใช่ไฟล์ธรรมดา แต่เป็นท่อหรืออุปกรณ์ ควรเป็นไฟล์ โปรดวางไฟล์แทน",
    ),
    "too-large": (
        "the file holds more than {expected} MB once it is unpacked, far more than it needs."
        " Save it again without pictures and unused rows.",
        "ไฟล์นี้ขยายแล้วเกิน {expected} MB ซึ่งใหญ่เกินจำเป็นมาก โปรดบันทึกใหม่โดยไม่มีรูปภาพและแถวที่ไม่ใช้",
    ),
    "too-many": (
        "the table holds more than {expected}, or far more text and formats than a table needs."
        " Delete unused rows, columns and formats, and save it again.",
        "ตารางมีเกิน {expected} หรือมีข้อความและรูปแบบมากเกินตาราง โปรดลบแถว คอลัมน์ และรูปแบบที่ไม่ใช้ แล้วบันทึกใหม่",
    ),
    "workbook-locked": (
        "the workbook is protected with a password, or of Excel 97-2003."
        " Save it as .xlsx without a password.",
        "สมุดงานตั้งรหัสผ่านไว้ หรือเป็นแบบ Excel 97-2003 โปรดบันทึกเป็น .xlsx โดยไม่ตั้งรหัสผ่าน",
    ),
    "format-unread": (
        "tables of this format are not read; expected one of: {expected}. Save it as .xlsx.",
        "ยังไม่รองรับตารางรูปแบบนี้ ควรเป็นไฟล์ใดไฟล์หนึ่ง: {expected} โปรดบันทึกเป็น .xlsx",
    ),
    "encoding": (
        "the text cannot be decoded; expected UTF-8. Save the file as UTF-8.",
        "ถอดรหัสข้อความไม่ได้ ควรเป็น UTF-8 โปรดบันทึกไฟล์เป็น UTF-8",
    ),
    "encoding-guess": (
        "the file is not UTF-8 and was read as Windows-874. If letters look wrong, save it as CSV UTF-8.",
        "ไฟล์นี้ไม่ใช่ UTF-8 จึงอ่านแบบ Windows-874 หากตัวอักษรผิดเพี้ยน โปรดบันทึกเป็น CSV UTF-8",
    ),
    "csv-syntax": (
        "the row cannot be read as CSV: {expected}. Check the quotation marks; nothing below it was read.",
        "อ่านแถวนี้แบบ CSV ไม่ได้: {expected} โปรดตรวจเครื่องหมายคำพูด ข้อมูลถัดจากแถวนี้ยังไม่ได้อ่าน",
    ),
    "cell-huge": (
        "a cell is longer than {expected} characters. Shorten it, or close its quotation mark;"
        " nothing below it was read.",
        "มีช่องยาวเกิน {expected} อักขระ โปรดย่อ หรือปิดเครื่องหมายคำพูด ข้อมูลถัดจากแถวนี้ยังไม่ได้อ่าน",
    ),
    "separator-guess": (
        "the columns are separated by {found}, and were read so. If they look wrong,"
        " save the file as CSV with commas.",
        "คอลัมน์คั่นด้วย {found} และอ่านตามนั้น หากคอลัมน์ผิดเพี้ยน โปรดบันทึกเป็น CSV ที่คั่นด้วยจุลภาค",
    ),
    "header-missing": (
        "the table is empty; expected column names in its first row. Add them.",
        "ตารางว่างเปล่า แถวแรกควรเป็นชื่อคอลัมน์ โปรดเพิ่ม",
    ),
    "header-blank": (
        "column {expected} has values but no name. Name it, or clear it.",
        "คอลัมน์ที่ {expected} มีข้อมูลแต่ไม่มีชื่อ โปรดตั้งชื่อ หรือลบข้อมูล",
    ),
    "column-unknown": (
        "there is no column {found}.{hint} Expected one of: {expected}. Rename or remove it.",
        "ไม่มีคอลัมน์ {found}{hint} ควรเป็นหนึ่งใน: {expected} โปรดเปลี่ยนชื่อหรือลบออก",
    ),
    "column-twice": (
        "the column comes twice, the second time as {found}. Keep one of them.",
        "คอลัมน์นี้ซ้ำ ครั้งที่สองในชื่อ {found} โปรดเก็บไว้คอลัมน์เดียว",
    ),
    "column-missing": (
        "the column is missing; every row needs it. Add it.",
        "ไม่มีคอลัมน์นี้ ทุกแถวต้องมี โปรดเพิ่ม",
    ),
    "row-long": (
        "the row has {count} cells; expected {expected}."
        " Put a value that contains a comma in quotation marks.",
        "แถวนี้มี {count} ช่อง ควรมี {expected} ช่อง โปรดใส่เครื่องหมายคำพูดคร่อมค่าที่มีจุลภาค",
    ),
    "row-short": (
        "the row has {count} cells; expected {expected}. Add the commas for the cells that are blank.",
        "แถวนี้มี {count} ช่อง ควรมี {expected} ช่อง โปรดเติมจุลภาคสำหรับช่องที่ว่าง",
    ),
    "formula": (
        "found the formula {found} without a stored result. Open the file in Excel and save it again.",
        "พบสูตร {found} ที่ไม่มีผลลัพธ์บันทึกไว้ โปรดเปิดไฟล์ใน Excel แล้วบันทึกใหม่",
    ),
    "cell-error": (
        "found the Excel error {found}; expected a value. Correct the formula.",
        "พบข้อผิดพลาดของ Excel {found} ควรเป็นค่า โปรดแก้สูตร",
    ),
    # rows together
    "id-twice": (
        "the id {found} is already used in {expected}. Give every activity and reserve an id of its own.",
        "รหัส {found} ใช้แล้วที่ {expected} โปรดกำหนดรหัสไม่ให้ซ้ำกันทั้งกิจกรรมและโครงการสำรอง",
    ),
    "over-budget": (
        "disbursed and obligated add up to {count}, more than the budget of {expected}."
        " Correct one of the three.",
        "เบิกจ่ายรวมผูกพัน {count} เกินงบประมาณ {expected} โปรดแก้ค่าใดค่าหนึ่ง",
    ),
    "min-over-cost": (
        "found {found}; expected at most the cost, {expected}. Lower it, or leave it blank.",
        "พบ {found} ควรไม่เกินวงเงิน {expected} โปรดลดลง หรือเว้นว่าง",
    ),
    "not-multiple": (
        "found {found}; expected a whole multiple of the case's unit, {expected} baht."
        " Round it, or make the unit smaller.",
        "พบ {found} ควรเป็นจำนวนเท่าของหน่วยโอน {expected} บาท โปรดปัดเศษ หรือลดหน่วยโอน",
    ),
    "reserve-unknown": (
        "there is no reserve {found}.{hint} Name a reserve's id, or remove it.",
        "ไม่มีโครงการสำรอง {found}{hint} โปรดใช้รหัสโครงการสำรองที่มี หรือลบออก",
    ),
    "self-reference": (
        "the reserve names itself, {found}. Remove it.",
        "โครงการสำรองอ้างถึงตัวเอง {found} โปรดลบออก",
    ),
    "rank-twice": (
        "the rank {found} is already used in {expected}. Give every reserve a rank of its own.",
        "อันดับ {found} ใช้แล้วที่ {expected} โปรดกำหนดอันดับไม่ให้ซ้ำกัน",
    ),
    "stage-needs": (
        "nothing is here, and the objective stage {expected} needs it. Fill it in, or remove the stage.",
        "ไม่มีข้อมูล แต่เป้าหมาย {expected} ต้องใช้ โปรดกรอก หรือลบเป้าหมายนี้",
    ),
    "participants-order": (
        "found {found}; expected at most participants, {expected}. Lower it.",
        "พบ {found} ควรไม่เกินจำนวนผู้เข้าร่วม {expected} โปรดลดลง",
    ),
    # case.toml
    "toml-syntax": (
        "the file cannot be read as TOML: {expected}. Correct it; nothing in the file was read.",
        "อ่านไฟล์แบบ TOML ไม่ได้: {expected} โปรดแก้ไข ยังไม่ได้อ่านข้อมูลใดในไฟล์",
    ),
    "toml-deep": (
        "lists or tables are nested too deeply. Write the file as the guide shows.",
        "รายการหรือตารางซ้อนกันลึกเกินไป โปรดเขียนตามคู่มือ",
    ),
    "key-unknown": (
        "there is no setting of this name.{hint} Expected one of: {expected}. Rename or remove it.",
        "ไม่มีค่าตั้งชื่อนี้{hint} ควรเป็นหนึ่งใน: {expected} โปรดเปลี่ยนชื่อหรือลบออก",
    ),
    "type-table": (
        "found {found}; expected a table of settings. Write it as [{expected}] with one setting a line.",
        "พบ {found} ควรเป็นตารางค่าตั้ง โปรดเขียนเป็น [{expected}] แล้วตามด้วยค่าตั้งบรรทัดละค่า",
    ),
    "type-tables": (
        "found {found}; expected a list of tables. Write each as [[{expected}]].",
        "พบ {found} ควรเป็นรายการของตาราง โปรดเขียนแต่ละตารางเป็น [[{expected}]]",
    ),
    "type-list": (
        'found {found}; expected a list of words, such as ["score", "amount"]. Put them in square brackets.',
        'พบ {found} ควรเป็นรายการคำ เช่น ["score", "amount"] โปรดใส่ในวงเล็บเหลี่ยม',
    ),
    "type-value": (
        "found a list or a table; expected a single value. Write one value.",
        "พบรายการหรือตาราง ควรเป็นค่าเดียว โปรดเขียนค่าเดียว",
    ),
    "type-text": (
        "found {found}; expected text. Put it in quotation marks.",
        "พบ {found} ควรเป็นข้อความ โปรดใส่เครื่องหมายคำพูด",
    ),
    "list-empty": (
        "the list is empty; expected at least one value. Add one, or remove the setting.",
        "รายการว่างเปล่า ควรมีอย่างน้อยหนึ่งค่า โปรดเพิ่ม หรือลบค่าตั้งนี้",
    ),
    "list-repeats": (
        "found {found} twice; expected each value once. Remove one.",
        "พบ {found} ซ้ำ ควรมีค่าละครั้งเดียว โปรดลบออกหนึ่งค่า",
    ),
    "risk-form": (
        "expected one of: values (with weights or without), low and high (with mode or without), or percent.",
        "โปรดระบุอย่างใดอย่างหนึ่ง: values (มี weights หรือไม่ก็ได้) low กับ high (มี mode หรือไม่ก็ได้) หรือ percent",
    ),
    "risk-twice": (
        "{found} is uncertain twice; say it once.",
        "{found} ระบุความไม่แน่นอนซ้ำ โปรดระบุเพียงครั้งเดียว",
    ),
    "risk-weights": ("expected at least one weight above 0.", "โปรดระบุน้ำหนักที่มากกว่า 0 อย่างน้อยหนึ่งค่า"),
    "risk-length": (
        "found {count} values; expected {expected}. Add or remove some.",
        "พบ {count} ค่า ควรมี {expected} ค่า โปรดเพิ่มหรือลบ",
    ),
    "risk-order": (
        "expected the least, the most likely and the greatest change, in this order.",
        "โปรดเรียงจากการเปลี่ยนแปลงที่น้อยที่สุด ที่น่าจะเป็นที่สุด และที่มากที่สุด",
    ),
    "risk-percent": (
        "found {found}; expected a change in percent such as -5 or 12.5, from -100 to 999.",
        "พบ {found} โปรดระบุการเปลี่ยนแปลงเป็นร้อยละ เช่น -5 หรือ 12.5 ตั้งแต่ -100 ถึง 999",
    ),
    "list-length": (
        "found {count} values; expected {expected}, one a quarter. Add or remove some.",
        "พบ {count} ค่า ควรมี {expected} ค่า ไตรมาสละค่า โปรดเพิ่มหรือลบ",
    ),
    "targets-fall": (
        "found {found} after {expected}; expected shares that add up through the year and never fall."
        " Correct the order.",
        "พบ {found} หลัง {expected} ควรเป็นสัดส่วนสะสมทั้งปีที่ไม่ลดลง โปรดแก้ลำดับ",
    ),
    "cap-twice": (
        "two caps begin on {found}. Keep one of them.",
        "มีเพดานสองค่าที่เริ่มวันที่ {found} โปรดเก็บไว้ค่าเดียว",
    ),
    "close-early": (
        "the last day to obligate, {count}, is before the day the figures are as of, {expected}."
        " Correct one of the two.",
        "วันสุดท้ายที่ก่อหนี้ผูกพันได้ {count} อยู่ก่อนวันที่ของข้อมูล {expected} โปรดแก้วันใดวันหนึ่ง",
    ),
    # rules
    "rule-takes-no": (
        "a rule of type {expected} takes no such setting. Remove it, or change the type.",
        "หลักเกณฑ์ชนิด {expected} ไม่ใช้ค่าตั้งนี้ โปรดลบออก หรือเปลี่ยนชนิดหลักเกณฑ์",
    ),
    "rule-bound-both": (
        "both amount and share are given; expected one of them. Remove the other.",
        "มีทั้ง amount และ share ควรมีอย่างเดียว โปรดลบออกหนึ่งค่า",
    ),
    "rule-bound-none": (
        "neither amount nor share is given; expected one of them. Add it.",
        "ไม่มีทั้ง amount และ share ต้องมีอย่างหนึ่ง โปรดเพิ่ม",
    ),
    "rule-of": (
        "an amount is not a share of anything. Remove this, or give share instead of amount.",
        "amount ไม่ใช่สัดส่วนของสิ่งใด โปรดลบค่าตั้งนี้ หรือใช้ share แทน amount",
    ),
    "rule-per": (
        'found {found}; expected "from." or "to." and a column, such as "from.agency".{hint} Correct it.',
        'พบ {found} ควรเป็น "from." หรือ "to." ตามด้วยชื่อคอลัมน์ เช่น "from.agency"{hint} โปรดแก้ไข',
    ),
    "rule-compare": (
        "found {found}; only amounts, numbers and dates can be compared. Name the values instead.",
        "พบ {found} เปรียบเทียบได้เฉพาะจำนวนเงิน ตัวเลข และวันที่ โปรดระบุค่าแทน",
    ),
    "id-unknown": (
        "there is no row {found} in {expected}.{hint} Use an id that exists.",
        "ไม่มีแถว {found} ใน {expected}{hint} โปรดใช้รหัสที่มีอยู่",
    ),
    # scenarios
    "scenario-unknown": (
        "there is no scenario {found}.{hint} Expected one of: {expected}. Use one of these names.",
        "ไม่มีสถานการณ์ {found}{hint} ควรเป็นหนึ่งใน: {expected} โปรดใช้ชื่อใดชื่อหนึ่งนี้",
    ),
    "scenario-name": (
        "found {found}; expected the name of a file in what-if, without folder and without .toml."
        " Use the name alone.",
        "พบ {found} ควรเป็นชื่อไฟล์ใน what-if โดยไม่มีโฟลเดอร์และไม่มี .toml โปรดใช้ชื่ออย่างเดียว",
    ),
    "scenario-base": (
        "base is the case as it stands; no file may take its name. Rename the file.",
        "base คือกรณีตามที่เป็นอยู่ ไฟล์ใช้ชื่อนี้ไม่ได้ โปรดเปลี่ยนชื่อไฟล์",
    ),
    "scenario-cycle": (
        "the scenarios extend each other in a circle: {expected}. Break it in one of them.",
        "สถานการณ์สืบทอดกันเป็นวง: {expected} โปรดตัดวงที่ไฟล์ใดไฟล์หนึ่ง",
    ),
    "id-fixed": (
        "an id cannot be changed; rows are found by it. Remove this.",
        "เปลี่ยนรหัสไม่ได้ เพราะใช้รหัสค้นหาแถว โปรดลบค่าตั้งนี้",
    ),
    "set-path": (
        "found {found}; expected a path to a value, such as calendar.decision or activities.A04.budget."
        " Write the whole path.",
        "พบ {found} ควรเป็นเส้นทางถึงค่า เช่น calendar.decision หรือ activities.A04.budget โปรดเขียนเส้นทางให้ครบ",
    ),
    # reports and their maps
    "report-format": (
        "found a file {found}; expected a report as one of: {expected}. Save it in one of these forms.",
        "พบไฟล์ {found} รายงานควรเป็น: {expected} โปรดบันทึกเป็นรูปแบบใดรูปแบบหนึ่งนี้",
    ),
    "map-sheet": (
        "the report has no sheet {found}.{hint} Expected one of: {expected}. Correct the map's report.sheet.",
        "รายงานไม่มีแผ่นงาน {found}{hint} ควรเป็นหนึ่งใน: {expected} โปรดแก้ report.sheet ในไฟล์แผนที่คอลัมน์",
    ),
    "map-heading": (
        "the report has no heading {found}.{hint} Its headings: {expected}. Write one of these in the map.",
        "รายงานไม่มีหัวคอลัมน์ {found}{hint} หัวคอลัมน์ที่มี: {expected} โปรดใช้หัวคอลัมน์ใดหัวคอลัมน์หนึ่งนี้",
    ),
    "map-repeated": (
        "the report has the heading {found} more than once, in columns {expected}. Make the headings differ,"
        " or name all their rows in report.header.",
        "รายงานมีหัวคอลัมน์ {found} ซ้ำที่คอลัมน์ {expected} โปรดแก้หัวคอลัมน์ไม่ให้ซ้ำ"
        " หรือระบุแถวหัวคอลัมน์ทุกแถวใน report.header",
    ),
    "map-twice": (
        "the column {found} comes from a heading and from here. Keep one of the two.",
        "คอลัมน์ {found} มีทั้งหัวคอลัมน์และค่าคงที่ โปรดเก็บไว้อย่างเดียว",
    ),
    "map-needs": (
        "new activities ({expected}), {count} in all, get no value here. Map a heading to it, or give one"
        " for all of them under [new].",
        "กิจกรรมใหม่ ({expected}) รวม {count} กิจกรรม ไม่มีค่านี้ โปรดระบุหัวคอลัมน์ หรือกำหนดค่าสำหรับกิจกรรมใหม่ใน [new]",
    ),
    "map-test": (
        "found {count} conditions; expected one of: {expected}. Keep one.",
        "พบ {count} เงื่อนไข ควรมีหนึ่งเงื่อนไขใน: {expected} โปรดเก็บไว้เงื่อนไขเดียว",
    ),
    "map-no-rows": (
        "no row is left to import. Check the map's skip rules and report.header.",
        "ไม่เหลือแถวที่จะนำเข้า โปรดตรวจเงื่อนไข skip และ report.header ในไฟล์แผนที่คอลัมน์",
    ),
    "amount-empty": (
        'no amount is here. Fill it in, or write empty = "zero" under [report] in the map.',
        'ไม่มีจำนวนเงิน โปรดกรอก หรือเขียน empty = "zero" ใน [report] ของไฟล์แผนที่คอลัมน์',
    ),
    "rows-differ": (
        "found {found}, but {expected} in another row of the same id. Correct one of the rows, or write"
        ' differing = "first" under [report] in the map.',
        "พบ {found} แต่แถวอื่นของรหัสเดียวกันเป็น {expected} โปรดแก้แถวใดแถวหนึ่ง"
        ' หรือเขียน differing = "first" ใน [report] ของไฟล์แผนที่คอลัมน์',
    ),
    "code-digits": (
        "found the number {found}; a spreadsheet keeps 15 digits of a number, so part of the code is lost."
        " Format the column as text and enter the codes again.",
        "พบตัวเลข {found} โปรแกรมตารางคำนวณเก็บตัวเลขได้ 15 หลัก รหัสจึงขาดหายไปบางส่วน"
        " โปรดตั้งคอลัมน์เป็นข้อความแล้วใส่รหัสใหม่",
    ),
    "total-rows": (
        "found {count} rows that are the report's total ({expected}); expected one. Correct the condition.",
        "พบแถวยอดรวมของรายงาน {count} แถว ({expected}) ควรมีแถวเดียว โปรดแก้เงื่อนไข",
    ),
    "total-differs": (
        "the rows to import add up to {count}; the report's own total is {expected}. Check the skip rules and"
        " the amounts.",
        "แถวที่นำเข้ารวมได้ {count} แต่ยอดรวมของรายงานเป็น {expected} โปรดตรวจเงื่อนไข skip และจำนวนเงิน",
    ),
    "import-lost": (
        "the table would not read back as it was meant. Nothing was changed; import into a CSV table"
        " instead.",
        "ตารางที่เขียนอ่านกลับได้ไม่ตรงกับที่ตั้งใจ ยังไม่ได้แก้ไขสิ่งใด โปรดนำเข้าเป็นตาราง CSV แทน",
    ),
}
