"""The paper as a Word document, in the form of a government memo (บันทึกข้อความ).

Everything is set in TH Sarabun New, 16 points, in the settings of complex scripts too, from which Word takes
the font, size and language of Thai; where that font is missing Word takes TH SarabunPSK or Sarabun. Lines are
left to the word processor to break, which knows Thai words by the text's language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.opc.oxml import serialize_part_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.shared import Cm, Emu, Pt

from realloc.report.paper.archive import timeless
from realloc.report.paper.content import Paper, Signature
from realloc.report.paper.grids import Grid
from realloc.report.paper.memo import (
    Block,
    Heading,
    Letterhead,
    Paragraph,
    Remark,
    Section,
    Signatures,
    blocks,
)
from realloc.report.paper.widths import widths

if TYPE_CHECKING:
    from docx.document import Document as Doc
    from docx.section import Section as PageSection
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph as Para
    from docx.text.run import Run

FONT = "TH Sarabun New"
INSTEAD = ("TH SarabunPSK", "Sarabun")
BODY, SMALL, TINY, TITLE, LABEL = 16, 14, 12, 29, 20
_LONG, _SHORT = Cm(29.7), Cm(21.0)
_NARROWER = 0.85  # between TH Sarabun New, at 0.68 of the width of Sarabun, and what may stand in for it
_FILLS = {
    (True, False): '<w:shd w:val="clear" w:color="auto" w:fill="E7E6E6"/>',
    (False, True): '<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>',
}
_SIDES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="595959"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_BORDERS = f"<w:tblBorders>{_SIDES}</w:tblBorders>"
_MADE = datetime(1980, 1, 1)  # a date of its own would be a clock; the paper's is in its text
_DOTS = "…" * 16


def write(paper: Paper) -> bytes:
    """The paper as a .docx file; the same paper gives the same bytes."""
    document = Document()
    _set_up(document, paper)
    add_blocks(document, paper, blocks(paper), empty=True)
    return saved(document)


def saved(document: Doc) -> bytes:
    """A document's bytes, without a clock in them."""
    properties = document.core_properties
    properties.created = properties.modified = _MADE
    properties.last_modified_by = properties.author = "realloc"
    properties.revision = 1
    stream = BytesIO()
    document.save(stream)
    return timeless(stream.getvalue())


def add_blocks(document: Doc, paper: Paper, all_blocks: Iterable[Block], *, empty: bool) -> None:
    """Append blocks to a document: to its own first page where it is `empty`, else on new pages."""
    writer = _Writer(document, paper, empty=empty)
    for block in all_blocks:
        writer.add(block)
    writer.finish()


def _set_up(document: Doc, paper: Paper) -> None:
    properties = document.core_properties
    properties.title, properties.subject = paper.head.subject[:255], paper.title[:255]
    properties.comments = properties.keywords = ""
    properties.language = "th-TH" if paper.lang == "th" else "en-GB"
    normal = document.styles["Normal"]
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = 1.0
    set_font(normal.element.get_or_add_rPr(), BODY, paper.lang)
    add_styles(document, paper)
    _name_fallbacks(document)


def add_styles(document: Doc, paper: Paper) -> None:
    """Give a document the styles that the paper's blocks are written in, unless it has them."""
    if "PaperText" in {style.name for style in document.styles}:
        return
    for level, size in ((1, BODY + 2), (2, BODY)):
        heading = _style(document, paper, f"PaperHeading{level}", size, bold=True)
        heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(6), Pt(2)
        heading.paragraph_format.keep_with_next = True
        if level == 1:
            heading.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
        outline = OxmlElement("w:outlineLvl")  # what makes it a heading in the navigation, and to readers
        outline.set(qn("w:val"), str(level - 1))
        heading.element.get_or_add_pPr().append(outline)
    text = _style(document, paper, "PaperText", BODY)
    text.paragraph_format.first_line_indent, text.paragraph_format.space_after = Cm(2.5), Pt(3)
    if paper.lang == "th":
        _even_out(text.element.get_or_add_pPr())
    remark = _style(document, paper, "PaperRemark", SMALL, bold=True)
    remark.paragraph_format.space_before = remark.paragraph_format.space_after = Pt(4)
    for size in (SMALL, TINY):
        _style(document, paper, f"PaperCell{size}", size)
        _style(document, paper, f"PaperCell{size}Strong", size, bold=True)


def _style(document: Doc, paper: Paper, name: str, size: float, *, bold: bool = False) -> Any:
    """A new paragraph style, named like its id, so that rows can be written with it."""
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing = 1.0
    set_font(style.element.get_or_add_rPr(), size, paper.lang, bold=bold)
    return style


def _even_out(properties: Any) -> None:
    """Even out both edges the way Thai is set: between clusters, not between words."""
    align = OxmlElement("w:jc")
    align.set(qn("w:val"), "thaiDistribute")
    properties._insert_jc(align)


def _name_fallbacks(document: Doc) -> None:
    """Say in the font table which fonts stand in where this one is missing."""
    table = next(p for p in document.part.package.iter_parts() if p.partname.endswith("fontTable.xml"))
    fonts = parse_xml(table.blob)
    font = OxmlElement("w:font")
    font.set(qn("w:name"), FONT)
    other = OxmlElement("w:altName")
    other.set(qn("w:val"), ",".join(INSTEAD))
    font.append(other)
    fonts.append(font)
    table._blob = serialize_part_xml(fonts)


def set_font(properties: Any, size: float, lang: str, *, bold: bool = False) -> None:
    """Font, size and language in run properties, for Latin letters and for Thai alike."""
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    for slot in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{slot}"), FONT)
    _replace(properties, "w:sz", "w:val", str(round(size * 2)))
    _replace(properties, "w:szCs", "w:val", str(round(size * 2)))
    if bold:
        for name in ("w:b", "w:bCs"):
            if properties.find(qn(name)) is None:
                _insert(properties, OxmlElement(name))
    language = _replace(properties, "w:lang", "w:val", "en-US")
    language.set(qn("w:bidi"), "th-TH")
    if lang == "th":
        language.set(qn("w:eastAsia"), "th-TH")


# The order that the schema asks of what stands in run properties.
_ORDER = (
    "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "color", "spacing", "sz",
    "szCs", "highlight", "u", "shd", "vertAlign", "rtl", "cs", "lang",
)  # fmt: skip


def _insert(properties: Any, element: Any) -> None:
    rank = _ORDER.index(element.tag.rpartition("}")[2])
    for place, other in enumerate(properties):
        name = other.tag.rpartition("}")[2]
        if name in _ORDER and _ORDER.index(name) > rank:
            properties.insert(place, element)
            return
    properties.append(element)


def _replace(properties: Any, name: str, attribute: str, value: str) -> Any:
    element = properties.find(qn(name))
    if element is None:
        element = OxmlElement(name)
        _insert(properties, element)
    element.set(qn(attribute), value)
    return element


class _Writer:
    """Adds blocks to a document, one after the other."""

    def __init__(self, document: Doc, paper: Paper, *, empty: bool) -> None:
        self.document = document
        self.empty = empty
        self.paper = paper
        self.thai = paper.lang == "th"
        self.section: PageSection | None = None
        self.landscape = self.page_break_due = False
        self.end = document.element.body.sectPr
        self.written: list[str] = []
        self.parts: dict[str, str] = {}
        self.adders: dict[type, Callable[[Any], None]] = {
            Section: self._section,
            Letterhead: self._letterhead,
            Heading: self._heading,
            Paragraph: self._paragraph,
            Remark: self._remark,
            Signatures: self._signatures,
            Grid: self._grid,
        }

    def add(self, block: Block) -> None:
        self.adders[type(block)](block)

    def _section(self, block: Section) -> None:
        landscape = block.landscape
        if self.section is not None and self.landscape == landscape:
            self.page_break_due = True  # a page of the same kind needs no section of its own
            return
        self._flush()
        if self.section is None and self.empty:
            self.section = self.document.sections[-1]
        else:
            self.section = self.document.add_section(WD_SECTION.NEW_PAGE)
        self.landscape, self.page_break_due = landscape, False
        section = self.section
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (_LONG, _SHORT) if landscape else (_SHORT, _LONG)
        section.left_margin = Cm(1.5) if landscape else Cm(3)
        section.right_margin = Cm(1.5) if landscape else Cm(2)
        section.top_margin, section.bottom_margin = Cm(2 if landscape else 2.5), Cm(2)
        section.different_first_page_header_footer = False
        section.header_distance = section.footer_distance = Cm(1)
        self._footer(section)

    @property
    def width(self) -> int:
        """Of the text, in EMU."""
        s = self.section
        assert s is not None
        return int(s.page_width or 0) - int(s.left_margin or 0) - int(s.right_margin or 0)

    def _footer(self, section: PageSection) -> None:
        """Which plan this is, and page x of y, on every page."""
        section.footer.is_linked_to_previous = False
        line = section.footer.paragraphs[0]
        line.style = self.document.styles[f"PaperCell{SMALL}"]  # a footer's own has tab stops in the way
        _tabs(line, (self.width, WD_TAB_ALIGNMENT.RIGHT))
        paper = self.paper
        self._run(line, paper.say("p-footer", plan=paper.audit.plan_fingerprint[7:19]) + "\t", SMALL)
        before, _, rest = paper.say("p-page", page="\0", pages="\1").partition("␀")
        between, _, after = rest.partition("␁")
        switch = r" \* ThaiArabic" if paper.voice.thai_digits else ""
        self._run(line, before, SMALL)
        self._field(line, f"PAGE{switch}")
        self._run(line, between, SMALL)
        self._field(line, f"NUMPAGES{switch}")
        self._run(line, after, SMALL)

    def _field(self, line: Para, instruction: str) -> None:
        """A field that the word processor fills in."""
        for kind in ("begin", None, "separate", "text", "end"):
            run = self._run(line, self.paper.count(1) if kind == "text" else "", SMALL)
            if kind == "text":
                continue
            if kind is None:
                code = OxmlElement("w:instrText")
                code.set(qn("xml:space"), "preserve")
                code.text = f" {instruction} "
                run._r.append(code)
            else:
                mark = OxmlElement("w:fldChar")
                mark.set(qn("w:fldCharType"), kind)
                run._r.append(mark)

    def _new(self, style: str = "Normal") -> Para:
        line = self.document.add_paragraph(style=style)
        if self.page_break_due:
            line.paragraph_format.page_break_before = True
            self.page_break_due = False
        return line

    def _run(self, line: Para, text: str, size: float = BODY, *, bold: bool = False) -> Run:
        run = line.add_run(text)
        if size != BODY or bold:
            set_font(run._r.get_or_add_rPr(), size, self.paper.lang, bold=bold)
        return run

    def _dotted(self, line: Para, text: str) -> None:
        """Text on a dotted line that goes on to the next tab stop."""
        run = line.add_run(f" {text}\t")
        set_font(run._r.get_or_add_rPr(), BODY, self.paper.lang)
        _replace(run._r.get_or_add_rPr(), "w:u", "w:val", "dotted")

    def _letterhead(self, block: Letterhead) -> None:
        self._flush()
        paper, head = self.paper, block.head
        title = self._new()
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
        self._run(title, block.title, TITLE, bold=True)
        half, end = self.width // 2, self.width
        rows = (
            (("p-office", head.office, int(end * 0.68)), ("p-telephone", head.telephone, end)),
            (("p-reference", head.reference, half), ("p-date", head.date, end)),
            (("p-subject-label", head.subject, end),),
        )
        for row in rows:
            line = self._new()
            _tabs(line, *((stop, WD_TAB_ALIGNMENT.LEFT) for _, _, stop in row))
            for key, text, _ in row:
                self._run(line, paper.say(key), LABEL, bold=True)
                self._dotted(line, text)
        line = self._new()
        line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(6)
        _tabs(line, (half if head.addressee else end, WD_TAB_ALIGNMENT.LEFT))
        self._run(line, paper.say("p-to"), BODY)
        if head.addressee:
            self._run(line, f"  {head.addressee}", BODY)
        else:
            self._dotted(line, "")

    def _heading(self, block: Heading) -> None:
        self._append(self._line(f"PaperHeading{block.level}", block.text))

    def _paragraph(self, block: Paragraph) -> None:
        self._append(self._line("PaperText", f"{block.number}  {block.text}" if block.number else block.text))

    def _remark(self, block: Remark) -> None:
        self._append(self._line("PaperRemark", block.text))

    def _line(self, style: str, text: str, align: str = "") -> str:
        """A paragraph as XML, on a new page where one is due."""
        page = "<w:pageBreakBefore/>" if self.page_break_due else ""
        self.page_break_due = False
        side = f'<w:jc w:val="{align}"/>' if align else ""
        return (
            f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{page}{side}</w:pPr>'
            f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
        )

    def _append(self, xml: str) -> None:
        """Add what is written as XML; a thousand rows made one by one with python-docx take a minute."""
        self.written.append(xml)

    def _flush(self) -> None:
        """Mark where what was written as XML belongs, before anything else is added to the document."""
        if self.written:
            name = f"realloc{len(self.parts)}"
            self.parts[name] = "".join(self.written)
            self.written.clear()
            self.end.addprevious(parse_xml(f'<w:p {nsdecls("w")}><w:bookmarkEnd w:id="{name}"/></w:p>'))

    def finish(self) -> None:
        """Put what was written as XML in its places. Moved as elements, a large table takes half a minute."""
        self._flush()
        xml = serialize_part_xml(self.document.element).decode()
        for name, part in self.parts.items():
            xml = xml.replace(f'<w:p><w:bookmarkEnd w:id="{name}"/></w:p>', part, 1)
        self.document.part._element = parse_xml(xml.encode())

    def _signatures(self, block: Signatures) -> None:
        self._flush()
        signed = block.signatures
        rows = -(-len(signed) // 2)
        table = self.document.add_table(rows, 2)
        _fix_widths(table, [self.width // 2] * 2)
        for place in range(rows * 2):
            # Whoever stands alone signs on the right, as a memo has it.
            alone = len(signed) % 2 == 1 and place // 2 == rows - 1
            number = place - 1 if alone else place
            if alone and place % 2 == 0:
                continue
            self._signature(table.cell(place // 2, place % 2), signed[number])
        for row in table.rows:
            _keep_whole(row)

    def _signature(self, cell: _Cell, who: Signature) -> None:
        paper = self.paper
        lines = [paper.say("p-approves", n=who.lines, amount=who.amount, in_words=paper.words(who.amount))]
        if not who.level:
            lines = []
        lines += [
            "",
            f"{paper.say('p-signed')} {_DOTS}",
            f"( {who.name or _DOTS} )",
            f"{paper.say('p-position')} {who.position or _DOTS}",
            f"{paper.say('p-date')} {'…' * 4}/{'…' * 4}/{'…' * 4}",
        ]
        title = cell.paragraphs[0]
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
        title.paragraph_format.space_before = Pt(6)
        title.paragraph_format.keep_with_next = True
        self._run(title, who.level_name, bold=True)
        for text in lines:
            line = cell.add_paragraph()
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER
            line.paragraph_format.keep_with_next = True
            self._run(line, text)

    def _grid(self, grid: Grid) -> None:
        if self.page_break_due:
            self._append(self._line(f"PaperCell{TINY}", ""))
        size = SMALL if len(grid.columns) <= 7 else TINY
        sizes = [Emu(round(part)).twips for part in widths(grid, self.width, Pt(size) * _NARROWER)]
        style = f"PaperCell{size}"
        headings = [column.heading for column in grid.columns]
        rows = [self._row(grid, sizes, headings, f"{style}Strong", heading=True)]
        for number, cells in enumerate(grid.rows):
            strong = number in grid.strong
            rows.append(self._row(grid, sizes, cells, f"{style}{'Strong' * strong}", strong=strong))
        columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in sizes)
        self._append(
            f'<w:tbl><w:tblPr><w:tblW w:w="{sum(sizes)}" w:type="dxa"/>{_BORDERS}'
            f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{"".join(rows)}</w:tbl>'
        )

    def _row(
        self,
        grid: Grid,
        sizes: Sequence[int],
        cells: Sequence[str],
        style: str,
        *,
        heading: bool = False,
        strong: bool = False,
    ) -> str:
        """A row that stays on one page; the heading's comes again on each."""
        fill = _FILLS.get((heading, strong), "")
        made = []
        for column, width, text in zip(grid.columns, sizes, cells, strict=True):
            centred = heading or column.kind == "number"
            align = "center" if centred else "right" if column.right else "left"
            made.append(
                f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{fill}</w:tcPr>'
                f"{self._line(style, text, align)}</w:tc>"
            )
        again = "<w:tblHeader/>" if heading else ""
        return f"<w:tr><w:trPr><w:cantSplit/>{again}</w:trPr>{''.join(made)}</w:tr>"


def _tabs(line: Para, *stops: tuple[int, WD_TAB_ALIGNMENT]) -> None:
    for place, alignment in stops:
        line.paragraph_format.tab_stops.add_tab_stop(Emu(place), alignment)


def _fix_widths(table: Table, widths: list[int]) -> None:
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Emu(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Emu(width)


def _keep_whole(row: Any) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
