"""What is seen in a Word document: its tables and its other text, insertions in and deletions out."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from realloc.report.paper.reading import Pages, Passage, Table
from realloc.report.paper.refusing import damaged, unpacked


def read(content: bytes) -> Pages:
    """The tables and paragraphs of a .docx file, in order. Raises ValueError for what is no such file."""
    unpacked(content)
    try:
        body = Document(BytesIO(content)).element.body
    except Exception as error:  # python-docx breaks in as many ways as a file can be damaged
        raise damaged(error) from None
    tables, passages = [], []
    for block in _blocks(body):
        if block.tag == qn("w:tbl"):
            tables.append(Table(tuple(_row(row) for row in block.iterchildren(qn("w:tr")))))
        else:
            passages.append(Passage(_text(block)))
    return Pages(tuple(tables), tuple(passages))


def _blocks(holder: Any) -> Iterator[Any]:
    """Paragraphs and tables in order, also those within content controls."""
    for child in holder.iterchildren():
        if child.tag in (qn("w:p"), qn("w:tbl")):
            yield child
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")):
            yield from _blocks(child)


def _row(row: Any) -> tuple[str, ...]:
    return tuple("\n".join(_text(line) for line in cell.iter(qn("w:p"))) for cell in row.iter(qn("w:tc")))


def _text(line: Any) -> str:
    """The text of a paragraph as it is seen; deleted text has an element of its own, `w:delText`."""
    parts = []
    for run in line.iter(qn("w:r")):
        hidden = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
        if hidden is not None and hidden.get(qn("w:val")) not in ("0", "false", "off"):
            continue
        for child in run.iterchildren():
            if child.tag == qn("w:t"):
                parts.append(child.text or "")
            elif child.tag in (qn("w:tab"), qn("w:br"), qn("w:cr")):
                parts.append(" ")
    return "".join(parts)
