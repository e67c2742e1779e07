from __future__ import annotations

import pytest

from corpus.spans import Span, trimmed


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        (Span(0, 9), Span(2, 7)),
        (Span(1, 9), Span(2, 7)),
        (Span(3, 6), Span(3, 5)),
        (Span(7, 9), Span(7, 7)),
        (Span(0, 2), Span(0, 0)),
        (Span(4, 4), Span(4, 4)),
    ],
)
def test_a_span_is_trimmed_of_white_space_and_empty_at_its_start_without_anything_else(
    span: Span, expected: Span
) -> None:
    assert trimmed(" \u2003one\xa0z\n ", span) == expected


def test_a_span_holds_what_lies_inside_of_it_its_own_borders_included() -> None:
    span = Span(3, 7)
    assert span.holds(span)
    assert span.holds(Span(4, 6))
    assert not span.holds(Span(2, 7))
    assert not span.holds(Span(3, 8))


def test_spans_meet_where_they_share_a_character_and_not_where_they_touch() -> None:
    span = Span(3, 7)
    assert [other for other in (Span(0, 3), Span(0, 4), Span(6, 9), Span(7, 9)) if span.meets(other)] == [
        Span(0, 4),
        Span(6, 9),
    ]


def test_a_span_covers_its_first_character_and_not_the_one_behind_its_last() -> None:
    assert [offset for offset in range(10) if Span(3, 7).at(offset)] == [3, 4, 5, 6]
    assert Span(3, 7).length == 4
