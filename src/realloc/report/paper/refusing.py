"""What keeps a paper from being read: damage, or far more than a paper holds, seen before it is unpacked."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile
from zlib import decompressobj
from zlib import error as ZlibError

from realloc import reasons
from realloc.errors import visible

LARGEST_MB = 50  # of a file; a paper of thousands of transfers has a tenth of it, of whatever kind
UNPACKED = 200_000_000  # bytes
MOST_PARTS = 10_000
UNPACKED_PDF = 50_000_000  # bytes: each few of them may draw a line
MOST_TAGS = 5_000_000  # their opening and closing ones: each may take hundreds of bytes of memory
MOST_FORMATS = 150_000  # of a workbook, in one part: more than Excel takes
MOST_CELLS = 1_000_000  # of a workbook, those of merged ranges and blank ones between others, too

_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b[^>]*?\bref\s*=\s*[\"']([^\"']*)")
_RANGE = re.compile(rb"\$?([A-Za-z]{1,3})\$?([0-9]{1,7}):\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_CELL = re.compile(rb"<(?:\w+:)?c[ >/]")
_FORMAT = re.compile(rb"<(?:\w+:)?(?:xf|font|fill|border|dxf|numFmt|cellStyle|definedName|col)\b")
_STREAM = re.compile(rb"stream\r?\n")
_ZLIB = b"\x08\x18\x28\x38\x48\x58\x68\x78"  # how packed bytes begin
_CHUNK = 16_384


class NotRead(ValueError):
    """Why a paper cannot be read, in English and in Thai."""

    def __init__(self, english: str, thai: str) -> None:
        super().__init__(english)
        self.thai = thai


def damaged(error: Exception) -> NotRead:
    """What the library of its kind says of a file that is none, or is damaged."""
    return NotRead(visible(str(error) or type(error).__name__, 200).rstrip("."), reasons.damage(error))


def too_much() -> NotRead:
    return NotRead("it holds more than a paper ever needs", "มีเนื้อหามากเกินกว่าที่เอกสารจะมี")


def unpacked(content: bytes) -> dict[str, bytes]:
    """The XML parts of a Word file or a workbook. Raises NotRead for what no parser should be given.

    A few bytes can stand for millions of tags, entities for more, and text in another encoding hides both.
    """
    try:
        with ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > UNPACKED:
                raise too_much()
            found = {part.filename: archive.read(part) for part in parts}
    except NotRead:
        raise
    except Exception as error:  # zipfile raises many kinds of its own and of zlib's
        raise damaged(error) from None
    found = {name: part for name, part in found.items() if name.endswith((".xml", ".rels"))}
    if sum(part.count(b"<") for part in found.values()) > MOST_TAGS:
        raise too_much()
    if any(b"\0" in part or b"<!DOCTYPE" in part or b"<!ENTITY" in part for part in found.values()):
        raise NotRead("its XML is not as Office writes it", "ข้อมูล XML ภายในไม่เป็นอย่างที่โปรแกรม Office บันทึก")
    return found


def check_cells(parts: dict[str, bytes]) -> None:
    """Raises NotRead for a workbook of more cells or formats than a paper has, merged ranges spread out."""
    for part in parts.values():
        cells = sum(1 for _ in _CELL.finditer(part))
        for reference in _MERGED.findall(part):
            corners = _RANGE.fullmatch(reference)
            if corners is None:
                raise NotRead("a merged range has no corners", "ช่วงเซลล์ที่ผสานไม่มีมุม")
            left, top, right, bottom = corners.groups()
            cells += (abs(int(bottom) - int(top)) + 1) * (abs(_column(right) - _column(left)) + 1)
        if cells > MOST_CELLS or sum(1 for _ in _FORMAT.finditer(part)) > MOST_FORMATS:
            raise too_much()


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def check_streams(content: bytes) -> None:
    """Raises NotRead for a PDF whose streams, once and again, unpack to more than a paper needs."""
    left = UNPACKED_PDF
    for match in _STREAM.finditer(content):
        packed = memoryview(content)[match.end() :]
        while packed[:1] and packed[0] in _ZLIB:
            packed = memoryview(_inflated(packed, left))
            left -= len(packed)
            if left < 0:
                raise too_much()


def _inflated(packed: memoryview, most: int) -> bytes:
    """What packed bytes come to, as far as they are sound; little more than `most` of it."""
    unpacking, made = decompressobj(), bytearray()
    try:
        for start in range(0, len(packed), _CHUNK):  # in pieces, as the rest is copied where it ends
            piece = packed[start : start + _CHUNK]
            while piece and len(made) <= most:
                made += unpacking.decompress(piece, most + 1 - len(made))
                piece = memoryview(unpacking.unconsumed_tail)
            if unpacking.eof or len(made) > most:
                break
    except ZlibError:
        pass
    return bytes(made)
