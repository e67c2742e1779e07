from __future__ import annotations

import pytest

from corpus.spans import Span, trimmed


@pytest.mark.parametrize(
    ("span", "expected"),
    [(Span(0, 9), Span(2, 7)), (Span(3, 6), Span(3, 5)), (Span(7, 9), Span(7, 7)), (Span(4, 4), Span(4, 4))],
)
def test_a_span_is_trimmed_of_white_space_and_empty_at_its_start_without_anything_else(
    span: Span, expected: Span
) -> None:
    assert trimmed(" \u2003one\xa0z\n ", span) == expected
