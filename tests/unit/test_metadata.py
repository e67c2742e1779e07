from __future__ import annotations

import pytest

from corpus.articles import read_article
from corpus.text import digest

BODY = "\n\nThe minister said on Monday that the talks would go on.\n"
SEEDS = {
    "000": {"outlet": "Sputnik", "published": "2018-08-27", "place": "Moscow"},
    "001": {
        "title": "Macron says EU … 7c3c290035c3",
        "outlet": "TASS",
        "published": "2018-08-27T14:15+03:00",
        "place": "Paris",
    },
    "002": {"title": "Despite Trump’s pressure, … 8a05810aadc1", "place": "Paris"},
    "003": {
        "title": "Putin, Macron meet … 14340d53f70f",
        "outlet": "TODAY.AZ",
        "author": "Kamila Aliyeva",
        "published": "2017-05-30T16:18",
        "url": "http://www.today.az/news/regions/161776.html",
    },
    "004": {
        "title": "France Says No … 311055747822",
        "outlet": "NDTV",
        "published": "2024-04-08T22:51:46",
        "place": "Paris",
    },
}


def told(text: str) -> dict[str, str]:
    """The metadata that is not empty."""
    article = read_article(text.encode())
    names = ("title", "outlet", "author", "published", "place", "url", "language")
    return {name: value for name in names if (value := getattr(article, name))}


def unquoted(title: str) -> str:
    """A title told without its words: how it begins, and its SHA-256."""
    return f"{' '.join(title.split()[:3])} … {digest(title)[:12]}"


@pytest.mark.parametrize("number", SEEDS)
def test_a_seed_tells_this_and_nothing_else(seeds: dict[str, bytes], number: str) -> None:
    found = told(seeds[number].decode())
    if "title" in found:
        found["title"] = unquoted(found["title"])
    assert found == SEEDS[number]


def test_what_is_not_told_stays_empty() -> None:
    assert told("the talks would go on, the minister said.\n") == {}


@pytest.mark.parametrize(
    ("opening", "place", "outlet"),
    [
        ("MOSCOW (Sputnik) - ", "Moscow", "Sputnik"),
        ("MOSCOW, (Sputnik) – ", "Moscow", "Sputnik"),
        ("PARIS, August 27. /TASS/. ", "Paris", "TASS"),
        ("ST. PETERSBURG, June 1 /TASS/. ", "St. Petersburg", "TASS"),
        ("PARIS, May 30 (Reuters) - ", "Paris", "Reuters"),
        ("BEIJING, Aug. 27 (Xinhua) -- ", "Beijing", "Xinhua"),
        ("MOSCOW. Aug 27 (Interfax) - ", "Moscow", "Interfax"),
        ("KYIV, Ukraine (AP) — ", "Kyiv, Ukraine", "AP"),
        ("WASHINGTON, D.C. (AP) — ", "Washington, D.C.", "AP"),
        ("Paris (AFP) - ", "Paris", "AFP"),
        ("MOSCOW/PARIS (Reuters) - ", "Moscow/Paris", "Reuters"),
        ("RIO DE JANEIRO, May 30 – ", "Rio de Janeiro", ""),
        ("N'DJAMENA – ", "N'Djamena", ""),
        ("PORT-AU-PRINCE – ", "Port-au-Prince", ""),
        ("PARIS – ", "Paris", ""),
        ("NEW DELHI: ", "New Delhi", ""),
        ("Paris:\n\n", "Paris", ""),
        ("KYIV, Ukraine, May 30, 2017\n\n", "Kyiv, Ukraine", ""),
    ],
)
def test_a_dateline_tells_the_place_and_the_agency(opening: str, place: str, outlet: str) -> None:
    found = told(f"Minister wants talks to go on\n\n{opening}{BODY.strip()}")
    assert (found.get("place", ""), found.get("outlet", "")) == (place, outlet)


@pytest.mark.parametrize(
    "paragraph",
    [
        "NATO – the alliance of the West – is not amused.",
        "BREAKING: The minister wants the talks to go on.",
        "Macron (LREM) said on Monday that he would go.",
        "Macron – He who laughs last – went on with the talks.",
        "QUESTION: Will they go on?\n\nPUTIN: We hope that they will.",
    ],
)
def test_what_is_no_dateline_tells_no_place(paragraph: str) -> None:
    assert "place" not in told(f"Minister wants talks to go on\n\n{paragraph}")


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Kamila Aliyeva", "Kamila Aliyeva"),
        ("By\xa0Kamila Aliyeva", "Kamila Aliyeva"),
        ("By Azernews\n\nBy Kamila Aliyeva", "Kamila Aliyeva"),
        ("By AFP", "AFP"),
        ("Written by Élodie de la Tour and Jane Doe", "Élodie de la Tour and Jane Doe"),
        ("By Jane Doe, Reuters", "Jane Doe"),
        ("By Jane Doe, Moscow correspondent", "Jane Doe"),
        ("By JANE DOE | May 30, 2017", "JANE DOE"),
        ("May 30, 2017 | By Jane Doe", "Jane Doe"),
        ("Author: J. K. Doe", "J. K. Doe"),
    ],
)
def test_a_byline_tells_the_author(line: str, author: str) -> None:
    assert told(f"Minister wants talks to go on\n\n{line}{BODY}")["author"] == author


def test_the_reporters_under_an_article_are_its_authors_where_no_other_is_named() -> None:
    tail = "\n(Reporting by Jane Doe and John Roe; Editing by Ann Poe)\n"
    assert told(f"Minister wants talks{BODY}{tail}")["author"] == "Jane Doe and John Roe"
    assert told(f"Minister wants talks\n\nBy Max Moe{BODY}{tail}")["author"] == "Max Moe"


@pytest.mark.parametrize("line", ["By Backing Macron, Merkel Risks Split", "By Monday", "By the numbers"])
def test_what_is_no_byline_tells_no_author(line: str) -> None:
    assert "author" not in told(f"{line}{BODY}")


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        (f"Home > World > Europe\n\nA headline{BODY}", None),
        (f"DAILY.EXAMPLE / World news\n\nA headline{BODY}", "DAILY.EXAMPLE"),
        (f"A headline\n\n30 May 2017 - DAILY.EXAMPLE{BODY}", "DAILY.EXAMPLE"),
        (f"A headline\n\n30 May 2017 - Five Questions{BODY}", None),
        (f"A headline{BODY}\nSource: Daily Bugle", "Daily Bugle"),
        (f"A headline\n\nSource: Xinhua| 2018-08-27 04:12:54|Editor: yan{BODY}", "Xinhua"),
        (f"A headline{BODY}\n(This report has not been created by Bugle staff; it came as it is.)", "Bugle"),
        (f"A headline{BODY}\n© 2018 The Daily Bugle. All rights reserved.", "The Daily Bugle"),
        (f"A headline\n\nPARIS (AFP) - {BODY.strip()}\n\nPublisher: Daily Bugle", "Daily Bugle"),
    ],
)
def test_the_outlet_is_told_in_many_places_and_never_guessed(text: str, outlet: str | None) -> None:
    assert told(text).get("outlet") == outlet


def test_a_header_of_fields_is_read() -> None:
    header = "Title: Talks go on\nDate: 30 May 2017\nAuthor: Jane Doe\nOutlet: Bugle\n"
    header += "URL: https://bugle.example/1\nLanguage: English"
    assert told(f"{header}{BODY}") == {
        "title": "Talks go on",
        "published": "2017-05-30",
        "author": "Jane Doe",
        "outlet": "Bugle",
        "url": "https://bugle.example/1",
        "language": "en",
    }


def test_a_dateline_with_a_year_tells_the_date_where_nothing_else_does() -> None:
    assert told(f"PARIS, May 30, 2017 (AFP) - {BODY.strip()}")["published"] == "2017-05-30"


def test_a_date_that_could_be_two_days_is_left_empty() -> None:
    assert "published" not in told(f"A headline\n\n05/06/2017{BODY}")


def test_the_days_of_a_chronicle_are_not_its_date() -> None:
    text = "A year in review\n\nIt was long.\n\nMay 30, 2017\n\nThey met.\n\nJune 1, 2017\n\nThey parted.\n"
    assert told(text) == {"title": "A year in review"}


def test_white_space_in_a_title_becomes_a_blank() -> None:
    assert told(f"Talks\xa0go \t on{BODY}")["title"] == "Talks go on"
