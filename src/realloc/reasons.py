"""Why something could not be read, in Thai: what a library or the system says of it is in English.

Each returns what a planner can do something with, and a general word for what it does not know: English in
the middle of a Thai sentence would help nobody.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Iterable

_SYSTEM = {
    errno.ENOENT: "ไม่พบไฟล์หรือโฟลเดอร์นี้",
    errno.EACCES: "ไม่มีสิทธิ์เปิดหรือเขียน",
    errno.EPERM: "ไม่มีสิทธิ์เปิดหรือเขียน",
    errno.EISDIR: "เป็นโฟลเดอร์ ไม่ใช่ไฟล์",
    errno.ENOTDIR: "ไม่ใช่โฟลเดอร์",
    errno.EEXIST: "มีอยู่แล้ว",
    errno.ENOTEMPTY: "โฟลเดอร์ไม่ว่าง",
    errno.ENAMETOOLONG: "ชื่อยาวเกินไป",
    errno.ELOOP: "ลิงก์ชี้วนกันไปมา",
    errno.EINVAL: "ชื่อหรือตำแหน่งนี้ใช้ไม่ได้",
    errno.EFBIG: "ไฟล์ใหญ่เกินกว่าที่ระบบให้เขียน",
    errno.ENOSPC: "พื้นที่จัดเก็บเต็ม",
    errno.EDQUOT: "ใช้พื้นที่จัดเก็บเต็มโควตาแล้ว",
    errno.EROFS: "เขียนไม่ได้ เพราะเป็นที่เก็บแบบอ่านอย่างเดียว",
    errno.EBUSY: "มีโปรแกรมอื่นใช้งานอยู่",
    errno.ETXTBSY: "มีโปรแกรมอื่นใช้งานอยู่",
    errno.EMFILE: "เปิดไฟล์พร้อมกันมากเกินไป",
    errno.ENFILE: "เปิดไฟล์พร้อมกันมากเกินไป",
    errno.EIO: "อุปกรณ์จัดเก็บขัดข้อง",
    errno.ECONNREFUSED: "ไม่มีผู้รับการเชื่อมต่อ",
    errno.ETIMEDOUT: "รอนานเกินไปแล้วไม่มีคำตอบ",
}

# By the name of the exception, as most of the libraries are imported late.
_DAMAGES = (
    (("BadZipFile", "PackageNotFoundError", "InvalidFileException", "LargeZipFile"), "ไม่ใช่ไฟล์ Office ที่สมบูรณ์"),
    (("EntitiesForbidden", "DTDForbidden", "ExternalReferenceForbidden"), "มีส่วนของ XML ที่ไม่อนุญาตให้ใช้"),
    (("ParseError", "XMLSyntaxError", "ExpatError"), "ข้อมูล XML ภายในไฟล์เสียหาย"),
    (("ArrowInvalid", "ArrowException", "ArrowNotImplementedError"), "ไม่ใช่ไฟล์ Parquet ที่สมบูรณ์"),
    (("PdfiumError",), "ไม่ใช่ไฟล์ PDF ที่สมบูรณ์ หรือตั้งรหัสผ่านไว้"),
    (("UnicodeDecodeError",), "ไม่ใช่ข้อความแบบ UTF-8"),
    (("RecursionError",), "ซ้อนกันลึกเกินไป"),
    (("MemoryError",), "ต้องใช้หน่วยความจำมากเกินไป"),
)
_DAMAGED = "เนื้อหาไฟล์เสียหาย หรือไม่เป็นไปตามรูปแบบ"

_SYNTAX = (
    # csv
    (r"unexpected end of data", "เครื่องหมายคำพูดเปิดแล้วไม่ปิด"),
    (r"'(.+)' expected after '\"'", r"หลังเครื่องหมายคำพูดปิดควรเป็น {0}"),
    (r"new-line character seen in unquoted field.*", "พบการขึ้นบรรทัดใหม่นอกเครื่องหมายคำพูด"),
    # TOML
    (r"Invalid statement", "ไม่ใช่การกำหนดค่าหรือหัวตาราง"),
    (r"Expected newline or end of document after a statement", "หลังค่าควรขึ้นบรรทัดใหม่"),
    (r"Expected '=' after a key in a key/value pair", "หลังชื่อควรเป็นเครื่องหมาย ="),
    (r"Expected '\]+' at the end of an? (?:table|array) declaration", "หัวตารางควรปิดด้วย ]"),
    (r"(?:Found invalid|Illegal) character '(.+)'", "พบอักขระที่ใช้ไม่ได้ {0}"),
    (r"Cannot declare \((.+?),?\) twice", "ประกาศตาราง {0} ซ้ำ"),
    (r"Cannot (?:overwrite a value|mutate immutable namespace .+|redefine namespace .+)", "กำหนดค่าเดิมซ้ำ"),
    (r"Duplicate inline table key '(.+)'", "ชื่อ {0} ซ้ำ"),
    (r"Invalid initial character for a key part", "ชื่อขึ้นต้นด้วยอักขระที่ใช้ไม่ได้ ชื่อภาษาไทยให้ใส่เครื่องหมายคำพูด"),
    (r"Unclosed array", "วงเล็บ [ เปิดแล้วไม่ปิด"),
    (r"Unclosed inline table", "วงเล็บ {{ เปิดแล้วไม่ปิด"),
    (r"Unescaped '\\' in a string", r"เครื่องหมาย \ ในข้อความให้เขียนเป็น \\ หรือใช้อัญประกาศเดี่ยวคร่อมข้อความ"),
    (r"Unterminated string", "เครื่องหมายคำพูดเปิดแล้วไม่ปิด"),
    (r"Invalid date or datetime", "วันที่หรือเวลาไม่ถูกต้อง"),
    (r"Invalid value", "ค่าไม่ถูกต้อง ข้อความให้ใส่เครื่องหมายคำพูด"),
)  # fmt: skip
_WRONG_SYNTAX = "เขียนไม่ถูกรูปแบบ"

_TEMPLATE = (
    (r"'(.+)' is undefined", "ไม่มีช่องข้อมูล {0}"),
    (r"'.+ object' has no attribute '(.+)'", "ไม่มีช่องข้อมูล {0}"),
    (r"No filter named '(.+)'.*", "ไม่มีตัวกรอง {0}"),
    (r"Encountered unknown tag '(.+?)'.*", "ไม่มีคำสั่ง {0}"),
    (r"Unexpected end of template.*", "คำสั่งที่เปิดไว้ยังไม่ปิด เช่น {{% for %}} ต้องมี {{% endfor %}}"),
    (r"unexpected '(.+)'", "พบ {0} ผิดที่"),
    (r"Expected an expression, got .+", "ในวงเล็บปีกกายังไม่มีชื่อช่องข้อมูล"),
    (r"expected token '.+', got '(.+)'", "พบ {0} ผิดที่"),
)
_WRONG_TEMPLATE = "ช่องข้อมูลหรือคำสั่งในแม่แบบเขียนไม่ถูกต้อง หรือไม่อนุญาตให้ใช้"


def system(error: OSError) -> str:
    """Why the operating system refused; its number of the reason where there are no words for it."""
    number = error.errno or 0
    return _SYSTEM.get(number, f"ระบบปฏิบัติการไม่ยอมทำ (รหัส {number})" if number else "ระบบปฏิบัติการไม่ยอมทำ")


def damage(error: BaseException) -> str:
    """What is wrong with a file that a library gave up on."""
    if isinstance(error, OSError) and error.errno:  # libraries raise them, too, with words of their own
        return system(error)
    names = {kind.__name__ for kind in type(error).__mro__}
    return next((thai for kinds, thai in _DAMAGES if names & set(kinds)), _DAMAGED)


def syntax(problem: str) -> str:
    """What the parser of CSV or TOML says is wrong with a line."""
    return _said(problem, _SYNTAX, _WRONG_SYNTAX)


def template(problem: str) -> str:
    """What keeps a Word template from being filled."""
    return _said(problem, _TEMPLATE, _WRONG_TEMPLATE)


def _said(problem: str, known: Iterable[tuple[str, str]], otherwise: str) -> str:
    for pattern, thai in known:
        match = re.fullmatch(pattern, problem, re.DOTALL)
        if match:
            return thai.format(*match.groups())
    return otherwise
