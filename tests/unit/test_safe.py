"""The safe door: nothing passes that a terminal obeys, hides or reorders."""

from __future__ import annotations

import re
import sys
import unicodedata

import pytest
from hostile.strings import room
from hypothesis import given
from hypothesis import strategies as st
from rich.segment import ControlType, Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.color import Color
from textual.widgets import Static

from tui import safe as door
from tui.safe import safe
from tui.wall import SafeFilter
from tui.widths import cell_len

HARMFUL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\u00ad\ufff0-\ufffb\ufffe\uffff"
    "\ud800-\uf8ff\ufdd0-\ufdef\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
ANYTHING = st.text(st.characters())
HOSTILE = st.text(
    st.sampled_from("a é’ \n\t\x1b\x9b\u202e\u200b\u200c\u200d\ufe0f\u0301\u0300\u20ddनि्क👩🔥\ud800\ue000\U000e0041·")
)

COMBINING = [chr(code) for code in range(sys.maxunicode) if unicodedata.category(chr(code)) in ("Mn", "Me")]


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("\x1b[31mred", "␛[31mred"),
        ("\x1b]52;c;ZXZpbA==\x07", "␛]52;c;ZXZpbA==␇"),
        ("\x1b]0;title\x1b\\", "␛]0;title␛\\"),
        ("\x9b2J\x9d52\x9c", "\ufffd2J\ufffd52\ufffd"),
        ("a\x00b\x08c\rd\x7f", "a␀b␈c␍d␡"),
        ("one\ttwo\nthree", "one␉two␊three"),
        ("abc\u202edef\u2066g\u200f", "abc◇def◇g◇"),
        ("Mac\u200bron \u2060\ufeff\u00ad", "Mac·ron ···"),
        ("Mac\u200cron Mac\u200dron", "Mac·ron Mac·ron"),
        ("line\u2028par\u2029", "line␤par␤"),
        ("tag\U000e0041\U000e007f", "tag··"),
        ("\ud800 \ufffe \uffff \ufdd0 \U0001fffe", "\ufffd \ufffd \ufffd \ufffd \ufffd"),
        ("\ue000 \U000f0000 \U0010fffd", "\ufffd \ufffd \ufffd"),
        ("z" + "\u0301" * 7, "z" + "\u0301" * 4 + "···"),
        ("\u0301first", "·first"),
        ("z" + "\u0301\u200d" * 4, "z\u0301\u200c\u0301\u200c····"),
        ("\u200dfirst \u200d", "·first ·"),
        ("कि" + "\u0940" * 6, "कि\u0940\u0940\u0940···"),
        ("\u1161 \u1112\u1161\u11ab", "· \u1112\u1161\u11ab"),
    ],
)  # fmt: skip
def test_what_a_terminal_would_obey_hide_or_reorder_is_shown(hostile: str, shown: str) -> None:
    assert safe(hostile) == shown


@pytest.mark.parametrize(
    "text",
    [
        "“The delta digs its own canal,” l’été, Łódź – “Москва” … €5 30 May 2017\u00a0[16:18]",
        "[/x] [bold]not bold[/bold] [European countries] $var @click=app.quit",
        "cafe\u0301 vie\u0302\u0323t",
        "हिन्दी की ख़बरें",
        "می\u200cخواهم",
        "ไทยรัฐ ข่าว",
        "日本語 한국어 العربية עברית",
        "👩🔥❤ ☀ 한",
        "",
    ],
)
def test_ordinary_text_in_any_script_passes_as_it_is(text: str) -> None:
    assert safe(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("👨\u200d👩\u200d👧!", "👨·👩·👧!"),
        ("❤\ufe0f 1\ufe0f\u20e3 ☀\ufe0e", "❤· 1·\u20e3 ☀·"),
        ("👍\U0001f3fd", "👍·"),
        ("🇫🇷", "ⒻⓇ"),
        ("ශ්\u200dරී", "ශ්\u200cරී"),
    ],
)
def test_what_terminals_give_different_widths_is_shown_so_that_all_agree(text: str, shown: str) -> None:
    assert safe(text) == shown


@given(ANYTHING | HOSTILE)
def test_the_width_is_the_sum_of_the_characters_widths_for_us_and_for_a_terminal(text: str) -> None:
    shown = safe("".join(character for character in text if unicodedata.category(character) != "Cn"))
    assert cell_len(shown) == room(shown)


@given(ANYTHING | HOSTILE, st.integers(0, 40))
def test_what_is_shown_does_not_depend_on_what_comes_after(text: str, end: int) -> None:
    assert safe(text[:end]) == safe(text)[:end]


def test_line_breaks_pass_only_when_asked_for() -> None:
    assert safe("“a”\nb\tc\r", lines=True) == "“a”\nb␉c␍"
    assert safe("a\n\u0301b", lines=True) == "a\n·b"


@given(ANYTHING | HOSTILE)
def test_every_character_keeps_its_place(text: str) -> None:
    assert len(safe(text)) == len(safe(text, lines=True)) == len(text)


@given(ANYTHING | HOSTILE)
def test_nothing_harmful_leaves(text: str) -> None:
    assert not HARMFUL.search(safe(text))
    assert not HARMFUL.search(safe(text, lines=True).replace("\n", ""))


@given(ANYTHING | HOSTILE)
def test_what_is_safe_stays_as_it_is(text: str) -> None:
    assert safe(safe(text)) == safe(text)
    assert safe(safe(text, lines=True), lines=True) == safe(text, lines=True)


@given(ANYTHING | HOSTILE)
def test_marks_neither_lead_nor_pile_up(text: str) -> None:
    run = 0
    for place, character in enumerate(shown := safe(text)):
        run = run + 1 if cell_len(character) == 0 else 0
        assert run <= door.MOST_MARKS
        assert run == 0 or place > 0, shown


def test_what_is_let_through_unseen_neither_combines_nor_controls() -> None:
    let_through = [chr(code) for code in range(sys.maxunicode + 1) if door._is_plain(chr(code))]
    assert not HARMFUL.search("".join(let_through))
    assert not set(let_through) & set(COMBINING)
    assert {unicodedata.category(character) for character in let_through}.isdisjoint({"Cc", "Cs", "Co"})


def test_the_wall_makes_every_segment_safe_and_lets_control_segments_pass() -> None:
    style = Style(bold=True)
    control = Segment("\x1b[2J", None, [(ControlType.CLEAR,)])
    plain = Segment("plain", style)
    out = SafeFilter().apply([plain, Segment("a\x1bb", style), control], Color(0, 0, 0))
    assert out == [plain, Segment("a␛", style), control]
    assert out[0] is plain


def test_the_wall_keeps_each_segment_as_wide_as_the_layout_counts_it() -> None:
    segments = [Segment("\u0007\u0007ab|"), Segment("漢\x9b|"), Segment("👨\u200d👩|")]
    shown = SafeFilter().apply(segments, Color(0, 0, 0))
    assert [cell_len(segment.text) for segment in shown] == [3, 3, 3]


def test_a_mark_at_the_start_of_a_segment_stands_on_the_letter_before_it() -> None:
    segments = [Segment("caf\x1be", Style(bold=True)), Segment("\u0301s", Style())]
    shown = SafeFilter().apply(segments, Color(0, 0, 0))
    assert shown[1].text == "\u0301s"


async def test_no_widget_gets_an_escape_past_the_wall() -> None:
    class Hostile(App[None]):
        def get_line_filters(self) -> list[SafeFilter]:
            return [SafeFilter()]

        def compose(self) -> ComposeResult:
            yield Static("evil \x1b]52;c;AAAA\x07 \u202e text", markup=False)

    app = Hostile()
    async with app.run_test():
        strips = app.screen._compositor.render_strips(app.size)
        shown = "".join(strip.text for strip in strips)
    assert "evil ␛]52;c;AAAA" in shown
    assert not HARMFUL.search(shown)
