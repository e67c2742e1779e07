from __future__ import annotations

import pytest

from corpus.articles import article_of, read_article
from corpus.readers.records import FIELDS, Raw, Told

BODY = "The minister said on Monday that the talks would go on.\n"
TEXT = f"Talks go on\n\nBy Lena Orsini\n\nORBIN, May 30, 2017 (AFP) - {BODY}"


def test_each_value_tells_where_it_came_from() -> None:
    article = article_of(Raw(TEXT, "utf-8", {"outlet": Told("Velmara Post", "meta og:site_name")}), "a.html")
    assert article.told == {
        "title": Told("Talks go on", "text"),
        "author": Told("Lena Orsini", "text"),
        "published": Told("2017-05-30", "text"),
        "place": Told("Orbin", "text"),
        "outlet": Told("Velmara Post", "meta og:site_name"),
    }
    values = {name: getattr(article, name) for name in FIELDS}
    assert values == {name: article.told[name].value if name in article.told else "" for name in FIELDS}


def test_what_a_format_tells_comes_before_the_text_and_the_text_before_the_name_of_the_file() -> None:
    raw = Raw(TEXT, "utf-8", {"title": Told("The talks go on", "JSON-LD")})
    article = article_of(raw, "2018-08-27_Other.txt", pattern="{date}_{title}")
    assert (article.title, article.published) == ("The talks go on", "2017-05-30")


def test_what_is_guessed_gives_way_to_all_that_is_told() -> None:
    assert read_article(TEXT.encode()).told["outlet"] == Told("AFP", "dateline", guessed=True)
    assert article_of(Raw(TEXT, "utf-8"), "Post_1.txt", pattern="{outlet}_{*}").outlet == "Post"
    raw = Raw(TEXT, "utf-8", {"author": Told("admin", "meta author", guessed=True)})
    assert article_of(raw).author == "Lena Orsini"


def test_a_title_that_the_file_tells_shows_which_line_is_the_headline() -> None:
    text = f"velmara post.\n\nMinister: talks “go on.”\n\n{BODY}"
    raw = Raw(text, "utf-8", {"title": Told('Minister: talks "go on."', "JSON-LD")})
    headlines = [text[zone.span.start : zone.span.end] for zone in article_of(raw).zones if zone.kind == "headline"]
    assert "Minister: talks “go on.”" in headlines


def test_a_section_is_told_by_a_path_a_label_or_a_line() -> None:
    for line in ("POST.EXAMPLE / World news", "Section: World news", "World news"):
        assert (
            read_article(f"{line}\n\nTalks go on in Orbin\n\nBy Lena Orsini\n\n{BODY}".encode()).section == "World news"
        )


@pytest.mark.parametrize(
    ("field", "printed", "kept"),
    [
        ("published", "Mon, 27 Aug 2018 14:15:00 +0300", "2018-08-27T14:15:00+03:00"),
        ("published", "20180827", "2018-08-27"),
        ("published", "2018-08-27T14:15:00.000Z", "2018-08-27T14:15:00+00:00"),
        ("published", "05/06/2017", ""),
        ("published", "yesterday", ""),
        ("language", "en_GB", "en-GB"),
        ("language", "French", "fr"),
        ("language", "no language", ""),
        ("title", "Talks\xa0go\n on\0", "Talks go on\ufffd"),
    ],
)
def test_what_a_format_tells_is_kept_in_one_form(field: str, printed: str, kept: str) -> None:
    article = article_of(Raw(BODY, "utf-8", {field: Told(printed, "column x")}))
    assert getattr(article, field) == kept
    assert (field in article.told) == bool(kept)


def test_a_row_is_told_behind_its_file() -> None:
    article = article_of(Raw(BODY, "utf-8", place="row 12"), "exports.csv")
    assert (article.file, article.part) == ("exports.csv row 12", "row 12")
