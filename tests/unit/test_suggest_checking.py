"""What a suggester may yield, and what becomes of the rest."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import repeat
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import graphemes
from corpus.spans import Span
from corpus.suggest import checking, engine, gathering
from corpus.suggest.gathering import Crew
from corpus.suggest.records import (
    MentionSuggestion,
    Part,
    QuoteSuggestion,
    Remark,
    Source,
    Speaker,
    StanceSuggestion,
    SuggesterError,
)

TEXT = "Lena Orsini said the dam of Velmara 🇫🇷 would stand. “We build it,” she added."
NAME = MentionSuggestion(Span(0, 11), "Lena Orsini", "name", 0.7, "a name")
SPEAKER = Speaker(Span(0, 11), "Lena Orsini")
QUOTE = QuoteSuggestion(
    "indirect",
    (Part("source", Span(0, 11)), Part("cue", Span(12, 16)), Part("content", Span(17, 51))),
    SPEAKER,
    "2018-03-02",
    "said",
    0.6,
    "a speech verb",
)
FLAG = TEXT.index("🇫🇷")


@dataclass
class Demo:
    """A plug-in that yields what it is given, or raises it."""

    gives: list[Any]
    name: str = "demo"
    version: str = "3"

    def suggest(self, source: Source) -> Iterator[Any]:
        for each in self.gives:
            if isinstance(each, BaseException):
                raise each
            yield each


def run(*gives: Any, source: Source | None = None) -> checking.Checked:
    return checking.run(Demo(list(gives)), source or Source(TEXT))


def test_sound_proposals_pass_and_their_rules_are_told_with_the_name() -> None:
    checked = run(NAME, QUOTE, replace(NAME, rule="demo.other", confidence=1))
    assert checked.suggestions == (
        replace(NAME, rule="demo.name"),
        replace(QUOTE, rule="demo.said"),
        replace(NAME, rule="demo.other", confidence=1.0),
    )
    assert checked.remarks == ()
    assert checked.complete


def content(*spans: tuple[int, int], role: Any = "content") -> tuple[Part, ...]:
    return tuple(Part(role, Span(*span)) for span in spans)


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (None, "neither quote nor mention"),
        ("Lena Orsini", "neither quote nor mention"),
        (
            StanceSuggestion(Span(0, 4), SPEAKER, "id", "actor", Span(0, 4), (), "r", 0.5, ""),
            "neither quote nor mention",
        ),
        (replace(NAME, span=Span(0, len(TEXT) + 1)), "outside the text"),
        (replace(NAME, span=Span(-4, 4)), "outside the text"),
        (replace(NAME, span=Span(8, 4)), "outside the text"),
        (replace(NAME, span=Span(4, 4)), "empty"),
        (replace(NAME, span=Span(4, 5)), "empty"),
        (replace(NAME, span=Span(FLAG, FLAG + 1)), "within a character"),
        (replace(NAME, span=Span(FLAG + 1, FLAG + 2)), "within a character"),
        (replace(NAME, span=(0, 11)), "without a sound span"),
        (replace(NAME, span=Span(0.0, 11)), "without a sound span"),  # type: ignore[arg-type]
        (replace(NAME, span=Span(False, 11)), "without a sound span"),
        (replace(NAME, confidence=1.01), "with a confidence"),
        (replace(NAME, confidence=-0.01), "with a confidence"),
        (replace(NAME, confidence=float("nan")), "with a confidence"),
        (replace(NAME, confidence=float("inf")), "with a confidence"),
        (replace(NAME, confidence="high"), "with a confidence"),
        (replace(NAME, confidence=True), "with a confidence"),
        (replace(NAME, rule=""), "without a sound rule name"),
        (replace(NAME, rule="a rule"), "without a sound rule name"),
        (replace(NAME, rule="r" * 61), "without a sound rule name"),
        (replace(NAME, name=None), "with words that are no line"),
        (replace(NAME, name=" "), "with words that are no line"),
        (replace(NAME, name="x" * 301), "with words that are no line"),
        (replace(NAME, name="\x1b[2J"), "with words that are no line"),
        (replace(NAME, why="two\nlines"), "with words that are no line"),
        (replace(NAME, why=None), "with words that are no line"),
        (replace(NAME, kind="robot"), "of an unknown kind"),
        (replace(NAME, kind=[]), "of an unknown kind"),
        (replace(NAME, actor="an-id"), "with an id of the codebook"),
        (replace(NAME, candidates=("an-id",)), "with an id of the codebook"),
        (replace(QUOTE, type="shouted"), "of an unknown type"),
        (replace(QUOTE, said_on="yesterday"), "with a date that is none"),
        (replace(QUOTE, said_on="2018-02-30"), "with a date that is none"),
        (replace(QUOTE, said_on=None), "with a date that is none"),
        (replace(QUOTE, parts=None), "without parts"),
        (replace(QUOTE, parts=[*QUOTE.parts]), "without parts"),
        (replace(QUOTE, parts=(Span(0, 4),)), "without parts"),
        (replace(QUOTE, parts=()), "with no or too many parts"),
        (replace(QUOTE, parts=content((0, 4)) * 101), "with no or too many parts"),
        (replace(QUOTE, parts=QUOTE.parts[:2]), "without content"),
        (replace(QUOTE, parts=QUOTE.parts[::-1]), "with parts out of order"),
        (replace(QUOTE, parts=content((0, 11), (5, 16))), "with pieces of content that overlap"),
        (replace(QUOTE, parts=content((0, 4), (17, 400))), "outside the text"),
        (replace(QUOTE, parts=content((0, 4), role="noise")), "with a part of an unknown role"),
        (replace(QUOTE, speaker="Orsini"), "with a speaker that is none"),
        (replace(QUOTE, speaker=replace(SPEAKER, span=Span(0, 400))), "outside the text"),
        (replace(QUOTE, speaker=replace(SPEAKER, name="")), "with words that are no line"),
        (replace(QUOTE, speaker=replace(SPEAKER, actor="an-id")), "with an id of the codebook"),
    ],
)
def test_what_is_not_sound_is_dropped_and_counted_with_its_reason(bad: Any, reason: str) -> None:
    checked = run(bad, NAME)
    assert [each.span for each in checked.suggestions] == [NAME.span]
    (remark,) = checked.remarks
    assert remark.startswith(f"demo: 1 proposal dropped: 1 {reason}")
    assert checked.complete


def test_nothing_is_proposed_in_what_is_to_be_avoided() -> None:
    checked = run(NAME, QUOTE, source=Source(TEXT, (Span(11, 13), Span(40, 45))))
    assert [type(each) for each in checked.suggestions] == [MentionSuggestion]
    assert checked.remarks == ("demo: 1 proposal dropped: 1 in boilerplate or captions",)


def test_reasons_are_counted_the_most_frequent_first() -> None:
    empty, outside = replace(NAME, span=Span(4, 4)), replace(NAME, span=Span(0, 999))
    assert run(empty, outside, outside).remarks == ("demo: 3 proposals dropped: 2 outside the text, 1 empty",)


def test_only_so_many_are_taken_for_one_text_and_the_stream_may_have_no_end() -> None:
    class Endless(Demo):
        def suggest(self, source: Source) -> Iterator[Any]:
            return repeat(NAME)

    checked = checking.run(Endless([]), Source(TEXT))
    assert len(checked.suggestions) == checking.MOST
    assert checked.remarks == ("demo: more than 10,000 proposals for one text; the rest is left out",)


class Mute(Exception):
    """An exception that cannot even be told."""

    def __str__(self) -> str:
        raise ValueError


@pytest.mark.parametrize(
    ("error", "remark"),
    [
        (SuggesterError("no model here;\n  start one"), "demo: no model here; start one"),
        (ZeroDivisionError("division\nby zero"), "demo: failed with ZeroDivisionError: division by zero"),
        (RecursionError(), "demo: failed with RecursionError"),
        (SystemExit(3), "demo: failed with SystemExit: 3"),
        (Mute(), "demo: failed with Mute: (it cannot be told what)"),
    ],
)
def test_an_exception_becomes_one_line_and_what_came_before_it_stays(error: BaseException, remark: str) -> None:
    checked = run(NAME, error, QUOTE)
    assert [each.span for each in checked.suggestions] == [NAME.span]
    assert checked.remarks == (remark,)
    assert not checked.complete


def test_a_long_message_is_cut() -> None:
    (remark,) = run(ValueError("x" * 5_000)).remarks
    assert len(remark) < 400


def test_control_characters_of_a_message_are_no_part_of_the_line() -> None:
    (remark,) = run(ValueError("red \x1b[31m\x07 alert")).remarks
    assert remark.isprintable()


@pytest.mark.parametrize("gives", [None, 7])
def test_what_is_no_stream_is_one_line(gives: Any) -> None:
    class Silent(Demo):
        def suggest(self, source: Source) -> Any:
            return gives

    checked = checking.run(Silent([]), Source(TEXT))
    assert checked.suggestions == ()
    assert checked.remarks[0].startswith("demo: failed with TypeError")


def test_a_user_who_stops_the_program_stops_it() -> None:
    with pytest.raises(KeyboardInterrupt):
        run(KeyboardInterrupt())


def test_remarks_of_a_suggester_are_passed_on_but_not_without_end() -> None:
    checked = run(Remark("two strings\nwere not found"), NAME, *[Remark("more")] * 50)
    assert checked.remarks[0] == "demo: two strings were not found"
    assert len(checked.remarks) == checking.MOST_REMARKS
    assert len(checked.suggestions) == 1


@given(
    st.text(st.sampled_from("ab \n🇫🇷é\u0301\u200d👩\x1b\u2028"), max_size=40),
    st.lists(st.tuples(st.integers(-3, 45), st.integers(-3, 45)), max_size=12),
    st.tuples(st.integers(0, 20), st.integers(0, 20)),
)
def test_whatever_passes_is_a_piece_of_the_text(
    text: str, pairs: list[tuple[int, int]], avoid: tuple[int, int]
) -> None:
    avoided = Span(*sorted(avoid))
    gives = [replace(NAME, span=Span(*pair)) for pair in pairs]
    for each in run(*gives, source=Source(text, (avoided,))).suggestions:
        start, end = each.span
        assert text[start:end].strip()
        assert {start, end} <= set(graphemes.borders(text))
        assert not each.span.meets(avoided)


RIVER = "HALVEN - “We have waited for nine years, and the river has not,” Lena Orsini said on Friday."


def test_gathering_adds_what_the_rules_did_not_propose_and_goes_on_when_one_fails() -> None:
    source = Source(RIVER)
    built_in = engine.propose(source)
    place = RIVER.index("years")
    years = MentionSuggestion(Span(place, place + 5), "years", "time", 0.5, "no name at all")
    failing = Demo([ValueError("broken")], name="broken")
    gathered = gathering.gather(
        source,
        Crew(
            (
                failing,
                Demo([years]),
            )
        ),
    )
    assert {*built_in, replace(years, rule="demo.time")} == set(gathered.suggestions)
    assert list(gathered.suggestions) == sorted(gathered.suggestions, key=lambda each: each.span)
    assert gathered.remarks == ("broken: failed with ValueError: broken",)
    assert not gathered.complete


def test_gathering_does_not_propose_twice_what_is_much_alike() -> None:
    source = Source(RIVER)
    built_in = engine.propose(source)
    (quote,) = (each for each in built_in if isinstance(each, QuoteSuggestion))
    inner = Span(quote.span.start + 1, quote.span.end)
    half = Span(quote.span.start, quote.span.start + quote.span.length // 2)
    alike = QuoteSuggestion("direct", (Part("content", inner),), None, "", "q", 0.5, "")
    other = replace(alike, parts=(Part("content", half),))
    as_mention = MentionSuggestion(inner, "We", "m", 0.5, "")
    gathered = gathering.gather(source, Crew((Demo([alike, other, as_mention, as_mention]),)))
    added = [each for each in gathered.suggestions if each not in built_in]
    assert sorted(added, key=lambda each: each.rule) == [
        replace(as_mention, rule="demo.m"),
        replace(other, rule="demo.q"),
    ]


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)), max_size=15))
def test_of_proposals_much_alike_exactly_the_first_is_kept(drawn: list[tuple[int, int]]) -> None:
    text = "x" * 100
    spans = [Span(start, start + length) for start, length in drawn]
    kept: list[Span] = []
    for span in spans:
        if not any(len({*range(*span)} & {*range(*k)}) >= 0.8 * len({*range(*span)} | {*range(*k)}) for k in kept):
            kept.append(span)
    gathered = gathering.gather(Source(text), Crew((Demo([replace(NAME, span=span) for span in spans]),)))
    assert [each.span for each in gathered.suggestions] == sorted(kept)


def test_the_version_grows_with_the_rules_and_with_each_suggester() -> None:
    assert gathering.RULES.version == f"{engine.NAME} {engine.VERSION}"
    assert Crew((Demo([], version="3"), Demo([], "other", "1 m"))).version.endswith("; demo 3; other 1 m")


def test_the_rules_load_no_network_and_no_plugin() -> None:
    import subprocess

    code = "import sys, corpus.suggest.gathering; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"http.client", "ssl", "spacy", "numpy", "importlib.metadata", "sqlalchemy"} & set(loaded)
