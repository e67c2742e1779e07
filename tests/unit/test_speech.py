from __future__ import annotations

import pytest

from corpus.names import Name
from corpus.segments import Segments
from corpus.spans import Span
from corpus.speech import likeliest_part, report_of

TEXT = "Ann Roe told them “we will go” and that it was, in her words, ‘too late’.\n\nThey left."


def span_of(piece: str) -> Span:
    return Span(TEXT.index(piece), TEXT.index(piece) + len(piece))


@pytest.mark.parametrize(
    ("selected", "content", "kind"),
    [
        ("“we will go”", "we will go", "direct"),
        (" “we will go” ", "we will go", "direct"),
        ("we will go", "we will go", "direct"),
        (" will ", "will", "direct"),
        ("that it was, in her words, ‘too late’", "that it was, in her words, ‘too late’", "mixed"),
        ("told them “we will", "told them “we will", "mixed"),
        ("‘too late’.\n\nThey left", "‘too late’.\n\nThey left", "mixed"),
        ("and that it was", "and that it was", "indirect"),
        ("They left", "They left", "indirect"),
    ],
)
def test_speech_is_direct_between_quote_marks_mixed_across_them_and_else_indirect(
    selected: str, content: str, kind: str
) -> None:
    assert report_of(Segments(TEXT), span_of(selected)) == (span_of(content), kind)


def test_white_space_reports_nothing() -> None:
    found, _ = report_of(Segments(TEXT), span_of("\n\n"))
    assert found.length == 0


def test_only_the_paragraphs_of_the_selection_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(Segments, "quotations")
    assert report_of(Segments(TEXT), span_of("They left"))[1] == "indirect"


@pytest.mark.parametrize(
    ("selected", "part"),
    [
        ("will", "content"),
        ("and that it was", "content"),
        ("Ann Roe", "source"),
        ("Roe", "source"),
        ("They", "source"),
        ("told", "cue"),
        ("told them", "cue"),
    ],
)
def test_a_piece_is_content_by_quote_marks_or_length_a_source_by_its_name_and_else_a_cue(
    selected: str, part: str
) -> None:
    assert likeliest_part(TEXT, Segments(TEXT), span_of(selected), [Name(span_of("Ann Roe"), "Ann Roe")]) == part
