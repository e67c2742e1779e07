from __future__ import annotations

import sys
import zlib

import pytest
from unit.packed import open_text, package, pdf, word

from corpus.errors import CorpusError
from corpus.readers import choosing
from corpus.readers.records import File, Options, Raw, Told


def read(data: bytes, name: str = "a.bin") -> Raw:
    (found,) = choosing.read(File(name, data), Options())
    assert isinstance(found, Raw), found
    return found


def reason(data: bytes, name: str = "a.bin") -> str:
    with pytest.raises(CorpusError) as refusal:
        read(data, name)
    assert "\n" not in str(refusal.value)
    return str(refusal.value)


def paragraph(text: str, style: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def test_the_paragraphs_of_a_word_document_are_parted_by_a_blank_line() -> None:
    body = paragraph("Talks go on", "Title") + paragraph("") + paragraph("One.\xa0")
    body += "<w:p><w:r><w:t>Two</w:t><w:br/><w:t>lines,</w:t><w:tab/><w:t>a tab.</w:t></w:r></w:p>"
    found = read(word(body))
    assert found.text == "Talks go on\n\nOne.\xa0\n\nTwo\nlines,\ta tab.\n"
    assert found.told == {"title": Told("Talks go on", "style of the headline")}


def test_what_was_deleted_moved_or_hidden_in_a_word_document_is_left_out() -> None:
    body = "<w:p><w:r><w:t>Kept</w:t></w:r><w:del><w:r><w:delText>gone</w:delText><w:t>gone</w:t></w:r></w:del>"
    body += "<w:ins><w:r><w:t> and added</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom>"
    body += "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:instrText>FIELD</w:instrText></w:r></w:p>"
    assert read(word(body)).text == "Kept and added\n"


def test_a_table_of_figures_is_a_row_a_line_and_one_for_layout_is_paragraphs() -> None:
    cells = "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in ("1", "2"))
    layout = f"<w:tc>{paragraph('One.')}{paragraph('Two.')}</w:tc><w:tc>{paragraph('Three.')}</w:tc>"
    assert read(word(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>")).text == "1\t2\n"
    assert read(word(f"<w:tbl><w:tr>{layout}</w:tr></w:tbl>")).text == "One.\n\nTwo.\n\nThree.\n"


def test_the_properties_of_a_document_count_as_guessed() -> None:
    told = {
        "title": Told("Talks", "document properties", guessed=True),
        "author": Told("Lena Orsini", "document properties", guessed=True),
    }
    assert read(word(paragraph("One."), title="Talks", creator="Lena Orsini")).told == told
    assert read(open_text("<text:p>One.</text:p>", title="Talks", creator="Lena Orsini")).told == told


def test_an_opendocument_text_is_read() -> None:
    body = '<text:h text:outline-level="1">Talks</text:h><text:p>One <text:span>span</text:span><text:s/>and\n'
    body += "more<text:line-break/>line<office:annotation><text:p>note</text:p></office:annotation></text:p>"
    body += "<text:tracked-changes><text:p>gone</text:p></text:tracked-changes>"
    found = read(open_text(body))
    assert found.text == "Talks\n\nOne span and more\nline\n"
    assert found.told["title"].value == "Talks"


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("", "a document without text: nothing to read"),
        ("<w:p>", "damaged XML"),
        ("<w:p/>" * 3, "a document without text: nothing to read"),
    ],
)
def test_a_document_without_text_or_damaged_is_refused(body: str, why: str) -> None:
    assert reason(word(body)).startswith(why)


def test_entities_in_a_document_are_not_expanded() -> None:
    declared = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "&a;&a;">]>'
    data = package({"word/document.xml": f"{declared}<document><body><p><r><t>&b;</t></r></p></body></document>"})
    assert reason(data) == "XML that declares a document type, which may hide anything: not read"


def test_a_bomb_in_a_document_is_refused() -> None:
    assert reason(word("<w:p/>" * 5_000_000)).startswith("packed more than 100 times smaller")


RTF = (
    rb"{\rtf1\ansi\ansicpg1251{\fonttbl{\f0 Times;}{\f1\fcharset238 Arial;}}{\info{\title Talks}{\author Lena Orsini}}"
    rb"\f0\b Talks\b0\par \'cf\'f0\'e8\'e2\'e5\'f2 \u8220?yes\u8221? \line next {\f1\'b9\'e6}\par{\*\generator x;}"
    rb"{\deleted gone}\u-10179?\u-8704? {\v hidden}\~\{x\}\emdash{\pict 00ff}"
    rb"{\field{\*\fldinst HYPERLINK x}{\fldrslt link}}}"
)


def test_an_rtf_document_is_read_in_the_code_pages_of_its_fonts() -> None:
    found = read(RTF)
    assert found.text == "Talks\n\nПривет “yes” \nnext ąć\n\n😀 \xa0{x}—link\n"
    assert {field: value.value for field, value in found.told.items()} == {"title": "Talks", "author": "Lena Orsini"}


def test_rtf_in_two_byte_characters_is_read() -> None:
    data = "ソランド".encode("cp932")
    shown = "".join(f"\\'{byte:02x}" if byte > 127 else chr(byte) for byte in data)
    assert read(
        rb"{\rtf1{\fonttbl{\f0\fcharset128 X;}}\f0 " + shown.replace("\\'83\\", "\\'83\\\\").encode() + b"}"
    ).text


@pytest.mark.parametrize(
    ("body", "times"), [("", 1), ("{", 9999), ("{}", 999_999), ("\\bin999999999 x", 1), ("{\\*\\x y}", 1)]
)
def test_an_rtf_document_without_text_or_too_deep_is_refused(body: str, times: int) -> None:
    assert reason(b"{\\rtf1" + body.encode() * times)


LINES = [
    "The minister said on Monday that the nego-",
    "tiations would go on, although a well-",
    "known man left. The man is well known.",
]
PAGE = [(72, 770 - 14 * row, line) for row, line in enumerate(LINES)]


def test_the_lines_of_a_pdf_are_joined_to_paragraphs_and_hyphens_go_where_that_is_sure() -> None:
    found = read(pdf([[*PAGE, (72, 714, "Another paragraph.")]]))
    assert found.text == (
        "The minister said on Monday that the negotiations would go on, although a well-known man left. "
        "The man is well known.\n\nAnother paragraph.\n"
    )


def test_a_sentence_goes_on_over_the_end_of_a_page() -> None:
    found = read(pdf([[(72, 700, "The talks will")], [(72, 770, "go on. They said so.")]]))
    assert found.text == "The talks will go on. They said so.\n"


def test_what_is_printed_on_each_page_of_a_pdf_is_left_out_and_said() -> None:
    head, words = (72, 800, "Velmara Post, 27 August"), ("One", "Two", "Three", "Four")
    pages = [
        [head, (72, 770, f"{word}."), (72, 742, f"And {word}."), (300, 30, f"{n}")] for n, word in enumerate(words)
    ]
    found = read(pdf(pages))
    assert found.text.split("\n\n")[:3] == ["One.", "And One.", "Two."]
    assert found.remark == "left out what is printed on each page: 'Velmara Post, 27 August', page numbers"


def test_the_title_of_a_pdf_counts_as_guessed_and_not_when_a_program_made_it() -> None:
    assert read(pdf([PAGE], "Talks go on")).told == {"title": Told("Talks go on", "document properties", guessed=True)}
    assert read(pdf([PAGE], "Microsoft Word - talks.doc")).told == {}


def test_a_pdf_of_pictures_and_a_damaged_one_are_refused() -> None:
    assert reason(pdf([[]])).startswith("only pictures of pages, no text")
    assert reason(b"%PDF-1.7 and more").startswith("a damaged PDF")


def test_a_pdf_that_unpacks_without_end_is_refused() -> None:
    packer = zlib.compressobj()
    bomb = b"".join(packer.compress(b"0 " * 500_000) for _ in range(300)) + packer.flush()
    data = pdf([PAGE])
    start = data.index(b"/Length", data.index(b"5 0 obj"))
    end = data.index(b"endstream", start)
    made = data[:start] + b"/Length %d /Filter /FlateDecode >> stream\n%b\n" % (len(bomb), bomb) + data[end:]
    assert reason(made) == "a PDF that takes too much time or memory: save its text and add that"


def test_without_its_library_a_pdf_is_refused_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    assert reason(pdf([PAGE])) == "a PDF needs `pip install 'glossator[pdf]'` to be read"
