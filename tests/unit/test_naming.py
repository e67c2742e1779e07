from __future__ import annotations

import pytest

from corpus.articles import article_of
from corpus.errors import CorpusError
from corpus.naming import compiled, told
from corpus.readers.records import Raw


@pytest.mark.parametrize(
    ("file", "pattern", "values"),
    [
        ("2018-08-27_TASS_Talks_go_on.txt", "{date}_{outlet}_{title}", ("2018-08-27", "TASS", "Talks go on")),
        ("in/TASS/20180827 - Talks-go-on.html", "{outlet}/{date} - {title}", ("2018-08-27", "TASS", "Talks go on")),
        ("Talks_go_on_2018_08_27.txt", "{title}_{date}", ("2018-08-27", "", "Talks go on")),
        ("20180827TASS.txt", "{date}{outlet}", ("2018-08-27", "TASS", "")),
        ("TASS20180827.txt", "{outlet}{date}", ("2018-08-27", "TASS", "")),
        ("Talks, they say_27.08.2018_TASS.txt", "{title}_{date}_{outlet}", ("2018-08-27", "TASS", "Talks, they say")),
        ("7_TASS_x_y.txt", "{*}_{outlet}_{*}", ("", "TASS", "")),
        ("[TASS] Talks go on.txt", "[{outlet}] {title}", ("", "TASS", "Talks go on")),
        ("exports.zip/2018-08-27_Talks.txt", "{date}_{title}", ("2018-08-27", "", "Talks")),
        ("2018_Talks.txt", "{date}_{title}", ("2018", "", "Talks")),
    ],
)
def test_a_file_name_tells_what_its_pattern_names(file: str, pattern: str, values: tuple[str, str, str]) -> None:
    found = told(file, pattern)
    assert tuple(found[name].value if name in found else "" for name in ("published", "outlet", "title")) == values
    assert {value.source for value in found.values()} == {"file name"}


@pytest.mark.parametrize("file", ["talks.txt", "2018-08-27.txt", "2018-13-99_x.txt", "_.txt", "", "2018-08-27_.txt"])
def test_a_name_that_is_made_otherwise_tells_nothing(file: str) -> None:
    assert "title" not in told(file, "{date}_{title}")


def test_a_name_that_is_made_otherwise_is_said() -> None:
    article = article_of(Raw("Talks go on.\n", "utf-8"), "talks.txt", pattern="{date}_{title}")
    assert article.remark == "its name is not made as {date}_{title}"


def test_a_day_that_could_be_another_stays_empty() -> None:
    assert "published" not in told("05-06-2018_x.txt", "{date}_{title}")


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("{dat}_{title}", r"no field \{dat\}; there are \{date\}"),
        ("{date}_{title", "that no other closes or opens"),
        ("date_title", "has no field"),
        ("", "has no field"),
        ("{outlet}{title}", r"something between \{outlet\} and \{title\}"),
        ("{title}_{title}", "twice"),
    ],
)
def test_a_bad_pattern_is_refused_in_one_line(pattern: str, reason: str) -> None:
    with pytest.raises(CorpusError, match=reason) as refusal:
        compiled(pattern)
    assert "\n" not in str(refusal.value)


def test_a_long_name_of_nothing_but_marks_is_matched_at_once() -> None:
    assert told("_" * 20_000 + "x", "{outlet}_{date}_{author}_{title}_{section}") == {}
