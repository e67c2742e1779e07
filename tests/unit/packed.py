"""Small packed files for tests of readers: office documents made of their parts."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def package(parts: Mapping[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP file of the parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def workbook(sheets: Mapping[str, Sequence[Sequence[object]]], *, dated_1904: bool = False) -> bytes:
    """An XLSX file: texts are shared, numbers are numbers, and those in a tuple `(number,)` are shown as dates."""
    strings: list[str] = []
    parts: dict[str, str | bytes] = {}
    for number, rows in enumerate(sheets.values(), start=1):
        lines = "".join(f'<row r="{at}">{_cells(row, at, strings)}</row>' for at, row in enumerate(rows, start=1))
        parts[f"xl/worksheets/sheet{number}.xml"] = (
            f'{_HEAD}<worksheet xmlns="{_SHEET}"><sheetData>{lines}</sheetData></worksheet>'
        )
    names = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="r{number}"/>'
        for number, name in enumerate(sheets, start=1)
    )
    targets = "".join(
        f'<Relationship Id="r{number}" Target="worksheets/sheet{number}.xml"/>' for number in range(1, len(sheets) + 1)
    )
    date = '<workbookPr date1904="1"/>' if dated_1904 else ""
    shared = "".join(f"<si><t>{escape(text)}</t><rPh><t>sound</t></rPh></si>" for text in strings)
    shown = '<numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
    styles = '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs>'
    parts |= {
        "xl/workbook.xml": f'<workbook xmlns="{_SHEET}" xmlns:r="urn:r">{date}<sheets>{names}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f"<Relationships>{targets}</Relationships>",
        "xl/sharedStrings.xml": f'{_HEAD}<sst xmlns="{_SHEET}">{shared}</sst>',
        "xl/styles.xml": f'{_HEAD}<styleSheet xmlns="{_SHEET}">{shown}{styles}</styleSheet>',
    }
    return package(parts)


def _cells(row: Sequence[object], at: int, strings: list[str]) -> str:
    """A row's cells; None is a cell that is not there."""
    made = []
    for index, value in enumerate(row):
        place = f'r="{chr(ord("A") + index)}{at}"'
        if isinstance(value, str):
            strings.append(value)
            made.append(f'<c {place} t="s"><v>{len(strings) - 1}</v></c>')
        elif isinstance(value, tuple):
            made.append(f'<c {place} s="1"><v>{value[0]}</v></c>')
        elif value is not None:
            made.append(f"<c {place}><v>{value}</v></c>")
    return "".join(made)


_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word(body: str, **properties: str) -> bytes:
    """A DOCX file: the XML of its body, and its properties, as `title`."""
    told = "".join(f"<dc:{name}>{escape(value)}</dc:{name}>" for name, value in properties.items())
    return package(
        {
            "[Content_Types].xml": f"{_HEAD}<Types/>",
            "word/document.xml": f'{_HEAD}<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>',
            "docProps/core.xml": f'<cp:core xmlns:cp="urn:cp" xmlns:dc="urn:dc">{told}</cp:core>',
        }
    )


def open_text(body: str, **properties: str) -> bytes:
    """An ODT file: the XML of its body, and its properties."""
    told = "".join(f"<dc:{name}>{escape(value)}</dc:{name}>" for name, value in properties.items())
    spaces = 'xmlns:office="urn:o" xmlns:text="urn:t" xmlns:table="urn:b"'
    content = f"<office:document-content {spaces}><office:text>{body}</office:text></office:document-content>"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
        archive.writestr(
            "meta.xml", f'<office:document-meta xmlns:office="urn:o" xmlns:dc="urn:dc">{told}</office:document-meta>'
        )
    return stream.getvalue()


def pdf(pages: Sequence[Sequence[tuple[int, int, str]]], title: str = "") -> bytes:
    """A PDF of the pages, each of lines: where they begin, in points from the lower left corner, and their text."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, lines in enumerate(pages):
        shown = b"".join(b"1 0 0 1 %d %d Tm (%b) Tj " % (x, y, _escaped(text)) for x, y, text in lines)
        content = zlib.compress(b"BT /F1 12 Tf " + shown + b"ET")
        parts = f"/MediaBox [0 0 595 842] /Contents {5 + 2 * number} 0 R /Resources << /Font << /F1 3 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R {parts} >>".encode())
        objects.append(b"<< /Length %d /Filter /FlateDecode >> stream\n%b\nendstream" % (len(content), content))
    objects.append(b"<< /Title (%b) >>" % _escaped(title))
    made = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = b"trailer << /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF" % (size, size - 1, len(made))
    return made + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + end


def _escaped(text: str) -> bytes:
    data = text.encode("cp1252")
    return data.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
