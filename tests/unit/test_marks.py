"""Marks are found by place, whatever lies over what."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus.spans import Span
from db.records import Annotations, Evidence, Mention, Part, Quote, Stance
from tui.marks import Mark, MarkMap, of_annotations

SPANS = st.tuples(st.integers(0, 40), st.integers(1, 15)).map(lambda pair: Span(pair[0], sum(pair)))
MARKS = st.lists(SPANS, max_size=12).map(
    lambda spans: [Mark(str(place), "quote", (span,), "Q") for place, span in enumerate(sorted(spans))]
)


@given(MARKS, st.integers(0, 60))
def test_the_marks_at_an_offset_are_those_whose_span_holds_it(marks: list[Mark], offset: int) -> None:
    found = {mark.id for mark in MarkMap(marks).at(offset)}
    assert found == {mark.id for mark in marks if mark.spans[0].at(offset)}


@given(MARKS)
def test_walking_on_visits_every_mark_once(marks: list[Mark]) -> None:
    lookup = MarkMap(marks)
    visited, mark = [], lookup.following(-1, None)
    while mark is not None:
        visited.append(mark.id)
        mark = lookup.following(mark.start, mark.id)
    assert visited == [mark.id for mark in lookup.marks]


def test_the_innermost_mark_comes_first() -> None:
    outer = Mark("outer", "quote", (Span(0, 50),), "Q")
    inner = Mark("inner", "quote", (Span(10, 20),), "Q")
    name = Mark("name", "mention", (Span(12, 15),), "A")
    assert [mark.id for mark in MarkMap([outer, inner, name]).at(13)] == ["name", "inner", "outer"]


def test_a_quote_in_pieces_is_not_over_the_gap() -> None:
    quote = Mark("split", "quote", (Span(0, 5), Span(10, 15)), "Q")
    lookup = MarkMap([quote])
    assert lookup.at(2) == lookup.at(12) == [quote]
    assert lookup.at(7) == []
    assert [(run.start, run.end) for run in lookup.runs(0, 20)] == [(0, 5), (10, 15)]


def annotated() -> Annotations:
    part = Part("content", Span(10, 30), "x" * 20)
    outer = Quote("q1", "direct", (part,), "a1", "", None, "me")
    inner = Quote("q2", "direct", (Part("content", Span(12, 20), "x" * 8),), None, "", "q1", "me")
    lost = Mention("m1", "a1", Span(0, 5), "Perra", "me", orphan=True)
    evidence = (Evidence("q1", None, ""), Evidence(None, Span(40, 45), "x" * 5))
    stance = Stance("s1", "a1", None, "c1", "oppose", 2, "actual", True, "", evidence, "me")
    return Annotations((lost,), (outer, inner), (stance,), {"a1": "Ana", "c1": "sanctions"})


def test_annotations_become_marks_where_their_evidence_stands() -> None:
    marks = {mark.id: mark for mark in of_annotations(annotated())}
    assert marks["s1"].spans == (Span(10, 30), Span(40, 45))
    assert marks["s1"].glyph == "-"
    assert (marks["q1"].depth, marks["q2"].depth) == (0, 1)


def test_an_orphan_is_nowhere_in_the_text() -> None:
    assert "m1" not in {mark.id for mark in of_annotations(annotated())}
