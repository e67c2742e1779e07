from __future__ import annotations

import json

import pytest
from unit.packed import workbook

from corpus.errors import CorpusError
from corpus.readers import choosing
from corpus.readers.records import Fault, File, Options, Raw, Told


def read(name: str, data: bytes, **mapped: str) -> list[Raw | Fault]:
    return list(choosing.read(File(name, data), Options(mapped)))


def article(name: str, data: bytes, **mapped: str) -> Raw:
    (found,) = read(name, data, **mapped)
    assert isinstance(found, Raw), found
    return found


def reason(name: str, data: bytes, **mapped: str) -> str:
    with pytest.raises(CorpusError) as refusal:
        read(name, data, **mapped)
    assert "\n" not in str(refusal.value)
    return str(refusal.value)


CSV = 'Date,Headline,Source,Body\n2018-08-27,Talks go on,Velmara Post,"He said ""yes"",\nand left."\n'


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("name", ["a.csv", "standard input"])
def test_the_mark_and_the_encoding_of_a_table_are_told_by_its_content(mark: str, codec: str, name: str) -> None:
    row = ["2018-08-27", "Talks go on", "Velmara Post", '"He said ""yes"",\nand left."']
    data = f"{mark.join(['Date', 'Headline', 'Source', 'Body'])}\n{mark.join(row)}\n".encode(codec)
    found = article(name, data)
    assert found.text == 'Talks go on\n\nHe said "yes",\nand left.\n'
    assert found.told == {
        "title": Told("Talks go on", "column Headline"),
        "published": Told("2018-08-27", "column Date"),
        "outlet": Told("Velmara Post", "column Source"),
    }
    assert found.place == "row 2"


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        ("title,text,url,author,language", {"title", "url", "author", "language"}),
        ("Titre,Texte,Rubrique,Auteur,Lieu", {"title", "section", "author", "place"}),
        ("Заголовок,Текст,Источник,Ссылка,Раздел", {"title", "outlet", "url", "section"}),
        ("标题,正文,来源,作者,链接", {"title", "outlet", "author", "url"}),
        ("Titel,Volltext,Quelle,Autor,Sprache", {"title", "outlet", "author", "language"}),
        ("العنوان,النص,المصدر,الكاتب,القسم", {"title", "outlet", "author", "section"}),
        ("article_title,Full Text,Publication,by-line,web_url", {"title", "outlet", "author", "url"}),
    ],
)
def test_columns_are_known_by_usual_names_in_several_languages(header: str, fields: set[str]) -> None:
    found = article("a.csv", f"{header}\none,A long text.,three,four,five\n".encode())
    assert "A long text." in found.text
    assert set(found.told) == fields


def test_columns_can_be_named_by_the_user() -> None:
    data = b"A,B,Title\nTalks go on,They went on.,Other\n"
    found = article("a.csv", data, text="B", title="a")
    assert (found.text, found.told) == ("Talks go on\n\nThey went on.\n", {"title": Told("Talks go on", "column A")})


def test_columns_of_earlier_tables_are_remembered_and_passed_over_where_there_are_none() -> None:
    options = Options(remembered={"text": "B", "title": "A", "date": "C"})
    (found,) = choosing.read(File("a.csv", b"A,B,Title\nTalks go on,They went on.,Other\n"), options)
    assert isinstance(found, Raw)
    assert (found.text, found.told["title"].source) == ("Talks go on\n\nThey went on.\n", "column A")
    (found,) = choosing.read(File("a.csv", CSV.encode()), options)
    assert isinstance(found, Raw)
    assert found.told["title"].source == "column Headline"


def test_a_table_without_a_column_of_texts_is_refused_with_its_columns_and_how_to_name_one() -> None:
    assert reason("a.csv", b"Headline,Foo,Bar\n1,2,3\n") == (
        "no column holds the text: name it with --map text=COLUMN; there are Headline, Foo, Bar"
    )
    assert reason("a.csv", CSV.encode(), text="Foo") == (
        "no column is called 'Foo'; there are Date, Headline, Source, Body"
    )
    assert reason("a.csv", CSV.encode(), foo="Body").startswith("no field is called 'foo'")


def test_a_bad_row_is_told_and_the_rest_is_read() -> None:
    data = b"title,text\na,\n\n,Good.\nb,c,d\nlast,Good too.\n"
    found = read("a.csv", data)
    assert [(row.place, row.reason if isinstance(row, Fault) else row.text) for row in found] == [
        ("row 2", "nothing in the column text"),
        ("row 4", "Good.\n"),
        ("row 5", "3 cells under 2 columns: a quotation mark is missing"),
        ("row 6", "last\n\nGood too.\n"),
    ]


def test_a_very_long_cell_is_read_and_a_quotation_mark_that_is_never_closed_is_told() -> None:
    long = "word " * 200_000
    assert len(article("a.csv", f'title,text\nx,"{long}"\n'.encode()).text) > 999_999
    found = read("a.csv", f'title,text\nx,"{long * 5}'.encode())
    assert [row.reason for row in found if isinstance(row, Fault)][:1] == [
        "a cell larger than 4 MB: a quotation mark is not closed"
    ]


def test_quotation_marks_with_a_backslash_are_understood() -> None:
    assert (
        article("a.csv", b'title,text\n"x","He said \\"yes\\", and left."\n').text == 'x\n\nHe said "yes", and left.\n'
    )


def test_a_line_that_names_the_mark_is_passed_over() -> None:
    assert article("a.csv", b"sep=;\ntitle;text\nx;A, b; c\n".replace(b"; c", b"")).text == "x\n\nA, b\n"


@pytest.mark.parametrize(
    ("days", "kept"),
    [
        (["27/08/2018", "05/06/2017"], ["2018-08-27", "2017-06-05"]),
        (["08/27/2018", "05/06/2017"], ["2018-08-27", "2017-05-06"]),
        (["05/06/2017", "07/08/2017"], [None, None]),
        (["27.8.18 14:15"], ["2018-08-27T14:15"]),
        (["1535379300", "1535379300000"], ["2018-08-27T14:15:00+00:00"] * 2),
        (["yesterday"], [None]),
    ],
)
def test_the_order_of_day_and_month_is_told_by_the_whole_column(days: list[str], kept: list[str | None]) -> None:
    data = "date,text\n" + "".join(f"{day},Talks went on.\n" for day in days)
    found = read("a.csv", data.encode())
    told = [row.told["published"].value if "published" in row.told else None for row in found if isinstance(row, Raw)]
    assert told == kept
    assert [bool(row.remark) for row in found if isinstance(row, Raw)] == [day is None for day in kept]


def test_html_in_a_column_is_left_out_and_said() -> None:
    found = article("a.csv", b'title;text\nx;"<p>One&nbsp;&amp; two</p><p>Three<br>four</p>"\n')
    assert found.text == "x\n\nOne\xa0& two\n\nThree\nfour\n"
    assert found.remark == "its HTML tags were left out"


def test_nuls_and_bad_bytes_in_a_table_are_told() -> None:
    found = article("a.csv", b"title,text\nx," + "Škoda a č. ".encode() * 9 + b"\xff \0\n")
    assert "\ufffd \ufffd" in found.text
    assert "U+FFFD" in found.remark


def test_a_list_in_a_text_is_no_table() -> None:
    for text in ("Talks, they say, go on\n\nBody.\n", "Source: Post | Body of the text\n", "a;b\n"):
        assert choosing.reader_of(File("a.txt", text.encode())).name == "plain text"
    table = "| title | text |\n| - | - |\n| a | b |\n"
    assert choosing.reader_of(File("a.md", table.encode())).name == "plain text"


LINES = [
    {"headline": "Talks go on", "articleBody": "One.", "author": [{"name": "Ana"}, "Bo"], "year": 2018},
    {"articleBody": ["One.", "Two."]},
]


@pytest.mark.parametrize(
    "data",
    [
        "\n".join(map(json.dumps, LINES)),
        json.dumps(LINES),
        json.dumps(LINES, indent=2),
        json.dumps({"status": "ok", "total": 2, "articles": LINES}),
        "".join(json.dumps(line, indent=1) for line in LINES),
        json.dumps({"hits": [{"_source": line} for line in LINES]}),
    ],
)
@pytest.mark.parametrize("name", ["a.json", "standard input"])
def test_json_by_line_in_an_array_or_in_an_object_is_read(name: str, data: str) -> None:
    first, second = read(name, data.encode())
    assert isinstance(first, Raw)
    assert (first.text, first.told["author"].value) == ("Talks go on\n\nOne.\n", "Ana, Bo")
    assert isinstance(second, Raw)
    assert second.text == "One.\n\nTwo.\n"


def test_a_bad_line_of_json_is_told_and_the_rest_is_read() -> None:
    deep = '{"text": ' + "[" * 100_000
    huge = '{"text": "Big.", "n": ' + "9" * 100_000 + "}"
    data = "\n".join(['{"text": "One."}', "{nonsense", deep, "[1]", huge, '{"text": "Two."}'])
    found = read("a.jsonl", data.encode())
    assert [row.text if isinstance(row, Raw) else row.reason.split(":")[0] for row in found] == [
        "One.\n",
        "no JSON",
        "objects inside each other too deep to be an article",
        "no object with the names of an article's parts",
        "Big.\n",
        "Two.\n",
    ]
    assert [row.place for row in found] == [f"line {number}" for number in range(1, 7)]


def test_an_array_that_breaks_off_gives_what_is_in_front_of_the_break() -> None:
    found = read("a.json", (json.dumps(LINES)[:-9]).encode())
    assert [type(row) for row in found] == [Raw, Fault]


@pytest.mark.parametrize("data", [b"[]", b"{}", b"[1, 2]", b'"text"', b"nonsense", b"[" * 100_000, b"\x00\x01"])
def test_json_that_holds_no_article_is_refused(data: bytes) -> None:
    assert reason("a.json", data)


def test_an_article_in_square_brackets_is_no_json() -> None:
    for text in ("[Sputnik] Talks go on.\n", "{Talks} go on.\n"):
        assert choosing.reader_of(File("a.txt", text.encode())).name == "plain text"


ROWS = [("Title", "Date", "Text"), ("Talks go on", (43339,), "One."), ("More", (43339.59375,), "Two."), (None, 5, None)]


def test_a_spreadsheet_is_read_with_its_dates() -> None:
    first, second, third = read("a.xlsx", workbook({"Sheet1": ROWS}))
    assert isinstance(first, Raw)
    assert (first.text, first.told["published"]) == ("Talks go on\n\nOne.\n", Told("2018-08-27", "column Date"))
    assert isinstance(second, Raw)
    assert second.told["published"].value == "2018-08-27T14:15"
    assert third == Fault("row 4", "nothing in the column Text")


def test_a_spreadsheet_that_counts_from_1904_says_other_days() -> None:
    first = read("a.xlsx", workbook({"Sheet1": [("Text", "Date"), ("One.", (41877,))]}, dated_1904=True))[0]
    assert isinstance(first, Raw)
    assert first.told["published"].value == "2018-08-27"


def test_sheets_with_the_same_columns_are_one_table_and_others_are_told() -> None:
    found = read(
        "a.xlsx",
        workbook(
            {"Notes": [("a", "b"), ("c", "d")], "2017": ROWS[:2], "2018": ROWS[:2], "x": [("Body", "Link"), ("y", "z")]}
        ),
    )
    assert [row.place for row in found] == ["sheet 2017 row 2", "sheet 2018 row 2", "sheet x"]
    assert isinstance(found[-1], Fault)


def test_a_spreadsheet_without_texts_is_refused() -> None:
    assert "there are a, b" in reason("a.xlsx", workbook({"S": [("a", "b"), ("c", "d")]}))
    assert reason("a.xlsx", workbook({"S": []})).startswith("a spreadsheet without names of columns")
