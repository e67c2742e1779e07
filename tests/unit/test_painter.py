"""Rows as they are drawn: what a painter keeps from earlier may never be told from a row drawn anew."""

from __future__ import annotations

from collections.abc import Sequence

from fuzzing import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.spans import Span
from db.opened import Zone
from tui.marks import SUGGESTED, Mark, MarkMap
from tui.page import Page
from tui.widgets.painter import Painter, View

TEXT = "Orsini said: “We will go.”\n\nNobody went, e\u0301ven so. 漢字 and more\n" * 4
WIDTHS = (12, 30)

SPANS = st.tuples(st.integers(0, len(TEXT) - 2), st.integers(1, 30)).map(
    lambda drawn: Span(drawn[0], min(drawn[0] + drawn[1], len(TEXT)))
)
MARKS = st.builds(
    Mark,
    st.sampled_from(["one", "two", "three"]),
    st.sampled_from(["quote", "mention", "stance"]),
    SPANS.map(lambda span: (span,)),
    st.sampled_from(["Q", "A", SUGGESTED]),
)
MAPS = st.lists(MARKS, max_size=3, unique_by=lambda mark: mark.id).map(sorted).map(MarkMap)
VIEWS = st.builds(View, suggested=MAPS) | st.builds(
    View,
    st.none() | SPANS,
    st.none() | SPANS,
    SPANS.map(lambda span: [span]) | st.just([]),
    st.dictionaries(st.integers(0, len(TEXT) - 1), st.sampled_from(["a", "ab"]), max_size=2),
    MAPS,
    st.lists(SPANS, max_size=1),
    st.lists(SPANS, max_size=1),
)


@settings(max_examples=examples(60), deadline=None)
@given(MAPS, st.lists(VIEWS, min_size=2, max_size=3), st.lists(st.integers(0, 2), min_size=1, max_size=6))
def test_a_row_kept_from_earlier_looks_as_one_drawn_now(
    marks: MarkMap, views: Sequence[View], turns: Sequence[int]
) -> None:
    zones = [Zone("headline", 0, 20)]
    keeping = Painter(TEXT, zones, marks)
    pages = [Page(TEXT, 12), Page(TEXT, 30), Page(TEXT, 30, [Span(0, TEXT.index("\n"))])]
    for turn in range(len(turns) + 1):  # each turn changes one of the three
        page, view, width = (
            each[turns[:turn].count(which) % len(each)] for which, each in enumerate((pages, views, WIDTHS))
        )
        for row in page.visible(page.row_at(0), 50):
            kept, fresh = (painter.strip(page, row, view, width) for painter in (keeping, Painter(TEXT, zones, marks)))
            assert kept == fresh


def test_a_row_over_which_nothing_lies_is_drawn_once() -> None:
    page, painter = Page(TEXT, 30), Painter(TEXT, (), MarkMap())
    first, second = page.visible(page.row_at(0), 2)
    view = View(cursor=Span(0, 6))
    assert painter.strip(page, second, view, 40) is painter.strip(page, second, view, 40)
    assert painter.strip(page, first, view, 40) is not painter.strip(page, first, view, 40)
