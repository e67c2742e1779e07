from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus import concordance
from corpus.concordance import Place
from tui.safe import safe
from tui.widths import cell_len

PLACES = [
    Place("the old ", "treaty", " was signed", "2018-03", "Herald", (1, 5)),
    Place("a new ", "Treaty", " is ready", "", "", (2, 9)),
    Place("the new ", "treaty", " was broken", "2017", "Échos", (1, 90)),
    Place("", "treaty", "", "2018-03", "Herald", (1, 2)),
]


def test_keywords_stand_below_each_other_and_lines_fill_the_width() -> None:
    for width in (20, 41, 80):
        told = concordance.lines(PLACES, width, cell_len)
        assert {cell_len(line.left) for line in told} == {concordance.keyword_column(width)}
        assert {cell_len(line.left + line.keyword + line.right) for line in told} == {width}


def test_what_does_not_fit_is_cut_at_both_ends_and_the_cut_is_shown() -> None:
    line = concordance.line(Place("one two three four ", "dam", " five six seven eight"), 30, cell_len)
    assert (line.left, line.keyword, line.right) == ("…hree four ", "dam", " five six seven…")


def test_wide_and_joined_letters_are_never_halved() -> None:
    place = Place("制裁将继续制裁将继续", "e\u0301cole", "制裁👩‍👩‍👧‍👧制裁")
    for width in range(12, 40):
        line = concordance.line(place, width, cell_len)
        assert cell_len(line.left + line.keyword + line.right) == width
        assert not line.right.strip(" …").endswith("\u200d")


def test_lines_are_sorted_by_the_words_on_the_left_the_nearest_first() -> None:
    told = [place.before for place in concordance.sort(PLACES, "left")]
    assert told == ["", "a new ", "the new ", "the old "]


def test_lines_are_sorted_by_what_follows() -> None:
    assert [place.after for place in concordance.sort(PLACES, "right")] == [
        "",
        " is ready",
        " was broken",
        " was signed",
    ]


def test_of_lines_with_the_same_date_the_next_order_decides_and_no_date_comes_last() -> None:
    told = concordance.sort(PLACES, "date", "right")
    assert [place.published for place in told] == ["2017", "2018-03", "2018-03", ""]
    assert [place.after for place in told][1:3] == ["", " was signed"]


def test_lines_are_sorted_by_outlet_whatever_its_accents_and_then_by_their_place() -> None:
    assert [place.key for place in concordance.sort(PLACES, "outlet")] == [(1, 90), (1, 2), (1, 5), (2, 9)]


@given(
    st.text(alphabet="ab é漢e\u0301👩\u200d", max_size=20),
    st.text(alphabet="ab漢", min_size=1, max_size=12),
    st.integers(0, 40),
)
def test_a_line_is_never_wider_than_asked(around: str, exact: str, width: int) -> None:
    line = concordance.line(Place(safe(around), safe(exact), safe(around)), width, cell_len)
    assert cell_len(line.left) + cell_len(line.keyword) + cell_len(line.right) == width
