"""Small packed files for tests of readers: office documents made of their parts."""

from __future__ import annotations

import io
import zipfile
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
