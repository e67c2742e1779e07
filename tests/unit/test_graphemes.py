from __future__ import annotations

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import graphemes
from corpus.spans import Span
from tui.widths import cell_len

MESSY = st.text(alphabet="ab \n.“’é\u0301\u200d🇫🇷👍🏻👩क्षि\u0600ำเ가각ᅡ漢か゛❤\ufe0f©\u20e3", max_size=12)


def true_borders(text: str) -> list[int]:
    return [0, *(match.end() for match in regex.finditer(r"\X", text))]


@settings(deadline=None)
@given(MESSY)
def test_borders_are_those_of_unicode(text: str) -> None:
    assert list(graphemes.borders(text)) == true_borders(text)


@settings(deadline=None)
@given(MESSY, st.integers(0, 12))
def test_an_offset_snaps_to_the_borders_around_it(text: str, offset: int) -> None:
    offset = min(offset, len(text))
    borders = true_borders(text)
    assert graphemes.snap_start(text, offset) == max(border for border in borders if border <= offset)
    assert graphemes.snap_end(text, offset) == min(border for border in borders if border >= offset)


def test_an_offset_outside_the_text_snaps_to_its_ends() -> None:
    assert graphemes.snap_start("abc", -5) == 0
    assert graphemes.snap_end("abc", 9) == 3


def test_borders_of_a_span_begin_and_end_with_it() -> None:
    assert list(graphemes.borders("xe\u0301y", Span(1, 4))) == [1, 3, 4]


@pytest.mark.parametrize("text", ["“Ja” – ‘no’…\xa0é", "Ελλάδα, Москва", "« Ça »\t5 €\n", ""])
def test_a_news_text_is_plain(text: str) -> None:
    assert graphemes.is_plain(text)


@pytest.mark.parametrize("text", ["e\u0301", "漢", "👍", "a\u200bb", "soft\xadhyphen", "\x1b[1m", "ไทย", "\u202e"])
def test_what_combines_hides_or_is_wide_is_not_plain(text: str) -> None:
    assert not graphemes.is_plain(text)


def test_every_plain_character_is_one_cell_wide() -> None:
    plain = (sign for sign in map(chr, range(0x10000)) if sign not in "\t\n" and graphemes.is_plain(sign))
    assert [hex(ord(sign)) for sign in plain if cell_len(sign) != 1] == []


def test_between_characters_that_join_nothing_is_always_a_border() -> None:
    alone = "".join(sign for sign in map(chr, range(0xD800)) if not graphemes.joining(sign))
    assert len(true_borders(alone)) == len(alone) + 1


def test_a_hundred_thousand_flags_are_no_trouble() -> None:
    text = "🇫🇷" * 100_000
    assert len(graphemes.borders(text)) == 100_001
