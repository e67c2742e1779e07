"""Quotes in text that is no article: every span stays inside of it and on grapheme borders."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus import graphemes
from corpus.spans import Span
from corpus.suggest import quoting
from corpus.suggest.records import Source

PIECES = [
    *"\"'“”‘’«»„(),.:;!?—-… \n\t",
    *("''", "``", " he said ", " Orsini ", " said Orsini", " told ", " that ", " according to ", " and added ", "Mr. "),
    *("e\u0301", "\u0301", "🇸🇪", "👩‍👩‍👧", "\u200d", "\u202e", "\x00", "ก็", "각", "ß", "İ", " the minister of ", "42 "),
]
HOSTILE = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


@given(HOSTILE | st.text(max_size=200), st.lists(st.tuples(st.integers(0, 200), st.integers(0, 60)), max_size=3))
@example("to …„42 percent 👩\u200d👩\u200d👧said: ''as saying ?''‘👩\u200d👩\u200d👧,.\n ß”“… that :”\x00:", [])
def test_all_spans_lie_in_the_text_and_on_grapheme_borders(text: str, cut: list[tuple[int, int]]) -> None:
    avoid = tuple(Span(min(at, len(text)), min(at + length, len(text))) for at, length in cut)
    borders = set(graphemes.borders(text))
    for draft in quoting.quotes_of(Source(text, avoid)):
        spans = [*draft.contents, *(span for span in (draft.source, draft.cue) if span)]
        assert draft.contents == sorted(draft.contents)
        for span in spans:
            assert 0 <= span.start < span.end <= len(text)
            assert set(span) <= borders
            assert graphemes.joining(text) or not any(span.meets(other) for other in avoid if other.length)


@given(HOSTILE)
def test_contents_do_not_overlap(text: str) -> None:
    plain = "".join(sign for sign in text if graphemes.is_plain(sign))
    contents = sorted(content for draft in quoting.quotes_of(Source(plain)) for content in draft.contents)
    assert all(one.end <= other.start for one, other in pairwise(contents))


@pytest.mark.parametrize(
    "piece", ["he said ", '"', "“", "(", "a, ", '"a b" ', "Venn: “a ", "and said ", "he, who said, ", "\n", "''a "]
)
def test_a_piece_repeated_without_end_is_read_to_its_end(piece: str) -> None:
    text = f'{piece * (200_000 // len(piece))}\n\n"We will build the bridge," Orsini said.'
    quotes = quoting.quotes_of(Source(text))
    dense = '"' in piece or "“" in piece or "''" in piece
    assert dense or any(text[slice(*draft.contents[0])] == "We will build the bridge," for draft in quotes)
