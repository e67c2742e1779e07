from __future__ import annotations

import pytest

from corpus.dates import is_date, is_moment, leading, published, stamp_at


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("2018-08-27", "2018-08-27"),
        ("2018/08/27", "2018-08-27"),
        ("2024-04-08 22:51:46", "2024-04-08T22:51:46"),
        ("2018-08-27T14:15:00Z", "2018-08-27T14:15:00+00:00"),
        ("30 May 2017 [16:18]", "2017-05-30T16:18"),
        ("30th May, 2017", "2017-05-30"),
        ("May 30, 2017", "2017-05-30"),
        ("MAY 30, 2017, 8:51 am IST", "2017-05-30T08:51"),
        ("Aug. 27, 2018 at 12:05 p.m. EDT", "2018-08-27T12:05-04:00"),
        ("Monday, August 27, 2018 | 12:05 AM", "2018-08-27T00:05"),
        ("Mon, 27 Aug 2018 14:15:00 +0300", "2018-08-27T14:15:00+03:00"),
        ("27 August 2018, 14:15 UTC+3", "2018-08-27T14:15+03:00"),
        ("27 August 2018, 14:15 GMT-04:30", "2018-08-27T14:15-04:30"),
        ("30.05.2017", "2017-05-30"),
        ("30/05/2017", "2017-05-30"),
        ("05/30/2017", "2017-05-30"),
        ("Published: 30 May 2017", "2017-05-30"),
        ("Last updated on May 30, 2017", "2017-05-30"),
        ("29 February 2024", "2024-02-29"),
    ],
)
def test_a_printed_date_is_read(printed: str, iso: str) -> None:
    assert published(leading(printed)) == iso


@pytest.mark.parametrize(
    "printed", ["05/06/2017", "August 27", "30 February 2018", "2018-13-01", "May", "20180827", "14:15", ""]
)
def test_what_is_no_certain_date_stays_empty(printed: str) -> None:
    assert published(leading(printed)) == ""


def test_a_time_told_elsewhere_for_the_same_day_is_added() -> None:
    day, other, time = (leading(text)[0] for text in ("2018-08-27", "August 28, 10:00", "August 27, 14:15 UTC+3"))
    assert published([day, other, time]) == "2018-08-27T14:15+03:00"


def test_the_day_of_publication_goes_before_the_day_of_a_revision() -> None:
    stamps = leading("Updated: May 31, 2017 10:00 Published: May 30, 2017")
    assert published(stamps) == "2017-05-30"
    assert published(stamps[:1]) == "2017-05-31T10:00"


def test_a_date_knows_where_it_ends() -> None:
    text = "date 2018-08-27 MOSCOW"
    stamp = stamp_at(text, 5)
    assert stamp is not None
    assert text[stamp.start : stamp.end] == "2018-08-27"


@pytest.mark.parametrize("told", ["1000", "2018", "2018-08", "2018-08-27", "2024-02-29", "2999-12-31"])
def test_a_year_a_month_and_a_day_are_dates(told: str) -> None:
    assert is_date(told)
    assert is_moment(told)


@pytest.mark.parametrize(
    "told",
    [
        *("", "18", "0999", "3000", "2018-8", "2018-00", "2018-13", "2018-08-00", "2018-02-29", "2018-08-27-1"),
        *("20180827", "2018-W35-1", " 2018", "2018\n", "August 2018", "２０１８", "2018-08-27T", "2018T14:15"),
    ],
)
def test_what_is_not_in_the_calendar_or_written_otherwise_is_no_date(told: str) -> None:
    assert not is_date(told)
    assert not is_moment(told)


@pytest.mark.parametrize("time", ["14:15", "00:00:59", "23:59+03:00", "14:15:00Z", "14:15-04:30"])
def test_a_day_with_a_time_is_a_moment_and_no_date(time: str) -> None:
    assert is_moment(f"2018-08-27T{time}")
    assert not is_date(f"2018-08-27T{time}")


@pytest.mark.parametrize("time", ["24:00", "14", "14:60", "1:15", "14:15+3", "14:15+15:00", "14:15 ", "14:15:00:00"])
def test_a_time_that_no_clock_shows_makes_no_moment(time: str) -> None:
    assert not is_moment(f"2018-08-27T{time}")
