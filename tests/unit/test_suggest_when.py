from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.dates import is_date
from corpus.spans import Span
from corpus.suggest.when import said_on

WEDNESDAY = "2018-08-29"


def told(text: str, published: str = WEDNESDAY, near: str = "said", content: str = "") -> str:
    start = text.index(near)
    contents = [Span(text.index(content), text.index(content) + len(content))] if content else []
    return said_on(text, Span(start, start + len(near)), published, contents)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We go,” Orsini said on Monday.", "2018-08-27"),
        ("“We go,” Orsini said Wednesday.", "2018-08-29"),
        ("“We go,” Orsini said last Wednesday.", "2018-08-22"),
        ("On Thursday evening Orsini said that it rains.", "2018-08-23"),
        ("Orsini said yesterday that it rains.", "2018-08-28"),
        ("Earlier in the day, Orsini said that it rains.", "2018-08-29"),
        ("Orsini said this morning that it rains.", "2018-08-29"),
        ("On May 29, Orsini said that it rains.", "2018-05-29"),
        ("On December 30, Orsini said that it rains.", "2017-12-30"),
        ("On 12 March 2017 Orsini said that it rains.", "2017-03-12"),
    ],
)
def test_a_day_beside_the_statement_is_counted_from_the_articles_date(text: str, expected: str) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Orsini said that it rains.",
        "Orsini said last week that it rains.",
        "“We go on Monday,” Orsini said.",
        "He left on Monday. Orsini said so.",
        "Orsini said so. He left on Monday.",
        "On Monday he left.\nOrsini said so.",
        "After the May 29 flood, Orsini said no.",
        "Since Monday it rains, Orsini said.",
        "Before Monday’s vote, Orsini said no.",
        "On February 31, Orsini said no.",
    ],
)
def test_a_day_of_something_else_or_no_single_day_is_none(text: str) -> None:
    assert told(text) == ""


def test_a_day_inside_of_what_was_said_is_none() -> None:
    text = "Orsini said that the gates open on Monday."
    assert told(text) == "2018-08-27"
    assert told(text, content="that the gates open on Monday") == ""


def test_the_nearest_of_two_days_counts() -> None:
    assert told("Asked on Monday, Orsini said on Tuesday that it rains.") == "2018-08-28"


@pytest.mark.parametrize("published", ["", "2018", "2018-08"])
def test_without_an_articles_day_only_a_full_date_counts(published: str) -> None:
    assert told("“We go,” Orsini said on Monday.", published) == ""
    assert told("On 12 March 2017 Orsini said no.", published) == "2017-03-12"


def test_a_time_of_day_in_the_articles_date_does_no_harm() -> None:
    assert told("“We go,” Orsini said on Monday.", "2018-08-29T22:51+03:00") == "2018-08-27"


PIECES = [
    "on Monday ",
    "said ",
    "“",
    "”",
    '"',
    ". ",
    "May 29 ",
    "31 February 2017 ",
    "yesterday",
    "\n",
    "0001-01-01 ",
    "é",
]


@given(
    st.lists(st.sampled_from(PIECES), max_size=20).map("".join),
    st.integers(0, 80),
    st.sampled_from(["0001-01-01", WEDNESDAY, ""]),
)
def test_whatever_the_text_the_answer_is_empty_or_a_day(text: str, start: int, published: str) -> None:
    found = said_on(text, Span(start, start + 4), published)
    assert found == "" or (is_date(found) and len(found) == 10)
