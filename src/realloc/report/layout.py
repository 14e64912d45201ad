"""Text in columns, for people who read Thai: display width, wrapping between words, widths of columns.

Widths are in terminal columns. Thai vowels above and below and tone marks take none. A line is broken
between words, and a word only where it alone is wider than its column, never inside a grapheme. Nothing
here knows what the text is about, and text is only ever data: no markup is read from it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from budoux import Parser

GAP = "  "
BREAK = "\u200b"  # a line may break here; never shown
TIE = "\u00a0"  # a blank at which no line breaks

# Thai vowels above and below, tone marks and other signs that share the column of their consonant.
_THAI_ABOVE_BELOW = frozenset("ัิีึืฺุู็่้๊๋์ํ๎")
_THAI_SYLLABLE = re.compile(r"[เแโใไ]?[ก-ฮ][ัิ-ฺ็-๎]*[ะาำๅ]?[ๆฯ]?|.[ัิ-ฺ็-๎]*", re.DOTALL)
_THAI_RUN = re.compile(r"[\u0e01-\u0e5b]+")
_CHUNK = re.compile(r"[\u0e01-\u0e5b]+|(?:[^\s\u0e01-\u0e5b]|\xa0)+|[^\S\n\xa0]+")
_NO_LINE_STARTS_WITH = frozenset("ะาำๅๆฯ)]}”’»,.:;!?%" + TIE) | _THAI_ABOVE_BELOW
_NO_LINE_ENDS_WITH = frozenset("เแโใไ([{“‘«" + TIE)
_JOINERS = frozenset("\u200c\u200d")  # letters and emoji are spelled with these; they are not tricks
_BREAKS = dict.fromkeys(map(ord, "\t\n\r\v\f\x85\u2028\u2029"), " ") | {ord(BREAK): None}

# Words of the budget, and names, that a general word breaker takes apart in the middle.
_BUDGET_WORDS = """
    งบเงินอุดหนุน งบรายจ่ายอื่น งบดำเนินงาน งบบุคลากร งบรายจ่าย งบประมาณ งบลงทุน งบอื่น โอนเปลี่ยนแปลง ดำเนินงาน ดำเนินการ
    สำนักงาน หน่วยงาน หลักเกณฑ์ รายจ่าย เบิกจ่าย ประเภท คัดกรอง กิจกรรม โครงการ จังหวัด อำเภอ ตำบล ผูกพัน คงเหลือ วงเงิน
    ทรัพยากร ธรรมชาติ สิ่งแวดล้อม ช่วยเหลือ ทางหลวง หมายเลข ควบคุม ไตรมาส ร้อยละ คะแนน สัดส่วน รหัส เอกสาร หมายเหตุ ตัวอย่าง
    ปัจจุบัน ตรวจสอบ ยืนยัน ถูกต้อง ผิดพลาด เปรียบเทียบ ใบรับรอง บังคับ ผ่อนปรน ยกเลิก บันทึก ข้อควรระวัง ขั้นต่ำ ภายใน ภายใต้
    สถานการณ์ ก่อสร้าง ปรับปรุง ฟื้นฟู ติดตั้ง ขุดลอก ลาดยาง สนับสนุน อุดหนุน ประชาสัมพันธ์ ยกระดับ รองรับ ป้องกัน กำจัด กำกับ กักกัน
    กักเก็บ เฝ้าระวัง จัดซื้อจัดจ้าง จัดหา ถ่ายทอดสด เสมือนจริง รวมกลุ่ม แล้วเสร็จ เข้าร่วม ผลกระทบ ทักษะ มาตรฐาน
    สุขอนามัย อุตสาหกรรม สถานประกอบการ สถานที่ สูงสุด ต่ำสุด รับรอง เมืองเพชรบุรี
    ผู้ประกอบการ ประกอบการ สัมมาชีพ เข้มแข็ง มั่นคง เทิดทูน ระบบนิเวศ วัชพืช ภูมิทัศน์ โทรทัศน์ แสงอาทิตย์ อุบัติเหตุ ชายหาด ชายฝั่ง
    ชายเลน แม่น้ำ ผังเมือง กันยายน เพชรบุรี เมืองเพชร พระนครคีรี ชะอำ บ้านแหลม บ้านลาด แหลมผักเบี้ย บางครก หนองหญ้าปล้อง
    แม่ประจันต์ เจ้าสำราญ ปึกเตียน ห้วยศาลา วังโปสถ์ หุบกะพง สระพัง
"""

_SIGNS = frozenset("─·…−–—×“”‘’→" + TIE)  # one column each

type Cell = tuple[str, int]


def visible(text: str) -> str:
    """`text` on one line, with control, bidi-override and other invisible characters spelled out.

    Line breaks and tabs become blanks; zero-width spaces, which only mark where a line may break, go.
    """
    if text.isprintable():
        return text
    return "".join(map(_visible, text.translate(_BREAKS)))


def _visible(char: str) -> str:
    if char < "\x20":
        return chr(0x2400 + ord(char))
    if char == "\x7f":
        return "\u2421"
    if unicodedata.category(char) in ("Cc", "Cf", "Cs") and char not in _JOINERS:
        return f"<U+{ord(char):04X}>"
    return char


def cells(text: str) -> list[Cell]:
    """The smallest pieces that a line may be broken into, each with its width."""
    if text.isascii():
        return [(char, 1) for char in text]
    if all(char < "\x7f" or "\u0e00" <= char <= "\u0e7f" or char in _SIGNS for char in text):
        return [(piece, _thai_width(piece)) for piece in _THAI_SYLLABLE.findall(text)]
    return _any_cells(text)


def width(text: str) -> int:
    """How many columns `text` takes."""
    return len(text) if text.isascii() else _width(text)


@lru_cache(maxsize=4096)
def _width(text: str) -> int:
    return sum(size for _, size in cells(text))


def _thai_width(piece: str) -> int:
    return sum(char not in _THAI_ABOVE_BELOW for char in piece)


def _any_cells(text: str) -> list[Cell]:
    from rich.cells import split_graphemes  # late: only for text beyond Thai and ASCII

    spans, _ = split_graphemes(text, "latest")
    pieces: list[Cell] = []
    for start, end, size in spans:
        piece = text[start:end]
        if pieces and _continues(pieces[-1][0], piece):
            piece, size = pieces[-1][0] + piece, pieces[-1][1] + size
            pieces.pop()
        pieces.append((piece, size))
    return pieces


def _continues(before: str, piece: str) -> bool:
    """Whether `piece` belongs to the grapheme before it: the second half of a flag, or a skin tone."""
    flag = "\U0001f1e6" <= piece[0] <= "\U0001f1ff"
    return (flag and len(before) == 1 and "\U0001f1e6" <= before <= "\U0001f1ff") or (
        "\U0001f3fb" <= piece[0] <= "\U0001f3ff"
    )


def wrap(text: str, columns: int) -> list[str]:
    """`text` as lines of at most `columns`, broken between words; its own line breaks are kept."""
    lines = []
    for line in text.split("\n"):
        whole = line.replace(BREAK, "")
        lines += [whole] if width(whole) <= columns else _wrap_line(line, columns)
    return [line.replace(TIE, " ") for line in lines]


def _wrap_line(text: str, columns: int) -> list[str]:
    lines: list[str] = []
    line, used = "", 0
    for word in _words(text):
        size = width(word)
        if used + size > columns:
            if line.strip():
                lines.append(line.rstrip())
            line, used = "", 0
            if word.isspace():
                continue
            while size > columns:
                head, word = _split(word, columns)
                lines.append(head)
                size = width(word)
        line, used = line + word, used + size
    if line.strip():
        lines.append(line.rstrip())
    return lines or [""]


def _split(word: str, columns: int) -> tuple[str, str]:
    """As much of `word` as fits, at least one grapheme, and the rest."""
    taken, used = 0, 0
    for piece, size in cells(word):
        if taken and used + size > columns:
            break
        taken, used = taken + len(piece), used + size
    return word[:taken], word[taken:]


def _words(text: str) -> list[str]:
    """Pieces between which a line may break: blanks, words, and the words inside a Thai phrase."""
    return [word for part in text.split(BREAK) for word in _words_of(part)]


def _words_of(text: str) -> list[str]:
    words: list[str] = []
    for chunk in _CHUNK.findall(text):
        pieces = _thai_words(chunk) if _THAI_RUN.fullmatch(chunk) else [chunk]
        for piece in pieces:
            if words and _stuck(words[-1], piece):
                words[-1] += piece
            else:
                words.append(piece)
    return words


def _stuck(before: str, after: str) -> bool:
    """Whether no line may break between the two: a sign never starts one, an opening never ends one."""
    if before.isspace() or after.isspace():
        return False
    thai = _THAI_RUN.fullmatch
    if not (thai(before[-1]) or thai(after[0])):
        return True
    return (
        before[-1] == "."  # within an abbreviation: nothing else ends in a full stop before a Thai letter
        or after[0] in _NO_LINE_STARTS_WITH
        or before[-1] in _NO_LINE_ENDS_WITH
        or unicodedata.combining(after[0]) != 0
        or after[0] in _JOINERS
        or before[-1] in _JOINERS
    )


@lru_cache(maxsize=4096)
def _thai_words(phrase: str) -> list[str]:
    """The words of a Thai phrase; the same in every run."""
    words: list[str] = []
    known = _budget_words()
    for part in known.split(phrase):
        words += [part] if known.fullmatch(part) else _thai_parser().parse(part)
    return words


@lru_cache(maxsize=1)
def _budget_words() -> re.Pattern[str]:
    longest_first = sorted(_BUDGET_WORDS.split(), key=len, reverse=True)
    return re.compile(f"({'|'.join(longest_first)})")


@lru_cache(maxsize=1)
def _thai_parser() -> Parser:
    from budoux import load_default_thai_parser  # late: only where a Thai text has to be wrapped

    return load_default_thai_parser()


@dataclass(frozen=True, slots=True)
class Column:
    """A table's column. A `whole` one is never wrapped or cut; any other may shrink to `least` columns."""

    heading: str
    right: bool = False
    whole: bool = False
    least: int = 12


def name(heading: str, *, right: bool = False, least: int = 12) -> Column:
    """A column headed by a name that may break after its hyphens."""
    return Column(heading.replace("-", f"-{BREAK}"), right=right, least=least)


def amount(heading: str) -> Column:
    """A column of figures: to the right, never wrapped."""
    return Column(heading, right=True, whole=True)


def fit(columns: Sequence[Column], rows: Sequence[Sequence[str]], total: int) -> list[int] | None:
    """A width for each column, or None where the table is too wide: the widest that wrap give way first."""
    natural = [
        max([_longest_line(row[i]) for row in rows] + [_heading_width(column)])
        for i, column in enumerate(columns)
    ]
    least = [
        size if column.whole else min(size, max(column.least, _heading_width(column)))
        for column, size in zip(columns, natural, strict=True)
    ]
    room = total - len(GAP) * (len(columns) - 1)
    if sum(least) > room:
        return None
    widths = list(least)
    room -= sum(least)
    # Level up: every column that wants more gets an equal part of what is left, until nobody does.
    while hungry := [i for i in range(len(widths)) if widths[i] < natural[i]]:
        share = room // len(hungry)
        if share == 0:
            for i in hungry[:room]:
                widths[i] += 1
            break
        for i in hungry:
            more = min(share, natural[i] - widths[i])
            widths[i] += more
            room -= more
    return widths


def _longest_line(text: str) -> int:
    return width(text) if "\n" not in text else max(map(width, text.split("\n")))


def _heading_width(column: Column) -> int:
    """What the heading needs when it is broken between its blanks."""
    return max(map(width, column.heading.replace(BREAK, " ").split()), default=0)


def stacked(columns: Sequence[Column], rows: Sequence[Sequence[str]], total: int) -> list[str]:
    """Each row as a few lines of `heading: cell`, for where a table is too wide."""
    lines = []
    for row in rows:
        for i, (column, text) in enumerate(zip(columns, row, strict=True)):
            indent = GAP if i else ""
            label = f"{column.heading}: " if column.heading and text else ""
            lines += [indent + line for line in wrap(label + text, total - len(indent)) if line]
    return lines
