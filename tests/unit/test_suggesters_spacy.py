"""The spaCy suggester, on a real pipeline with rules of its own, kept in a folder."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus.spans import Span
from corpus.suggest import checking, plugins
from corpus.suggest.records import MentionSuggestion, Source, Suggester, SuggesterError

RULES = [
    {"label": "PERSON", "pattern": "Lena Orsini"},
    {"label": "PERSON", "pattern": "Orsini's"},
    {"label": "GPE", "pattern": "Velmara"},
    {"label": "ORG", "pattern": [{"LOWER": "river"}, {"IS_SPACE": True, "OP": "?"}, {"LOWER": "board"}]},
    {"label": "NORP", "pattern": "Sorrandi"},
    {"label": "DATE", "pattern": "Friday"},
    {"label": "ORG", "pattern": [{"TEXT": "Board"}, {"TEXT": "."}, {"TEXT": "Venn"}]},
]
TEXT = (
    "🌊 Lena Orsini of Velmara met the River\nBoard on Friday. Orsini's Sorrandi guests left.\n\n"
    "They came from the Board. Venn did not."
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    spacy = pytest.importorskip("spacy", reason="spaCy is not installed (the extra: glossator[spacy])")
    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")
    pipeline.add_pipe("entity_ruler").add_patterns(RULES)
    path = tmp_path_factory.mktemp("spacy") / "rules"
    pipeline.to_disk(path)
    return path


@pytest.fixture(scope="module")
def suggester(folder: Path) -> Suggester:
    return plugins.load("spacy", {"pipeline": str(folder)})


def told(source: Source, suggester: Suggester) -> list[tuple[str, str | None, str, str]]:
    checked = checking.run(suggester, source)
    assert checked.remarks == ()
    assert checked.complete
    return [
        (source.text[each.span.start : each.span.end], each.name, each.kind, each.rule)
        for each in checked.suggestions
        if isinstance(each, MentionSuggestion)
    ]


def test_entities_become_mentions_with_the_kind_of_their_label(suggester: Suggester) -> None:
    assert told(Source(TEXT), suggester) == [
        ("Lena Orsini", "Lena Orsini", "person", "spacy.person"),
        ("Velmara", "Velmara", "country", "spacy.gpe"),
        ("River\nBoard", "River Board", "organisation", "spacy.org"),
        ("Orsini", "Orsini", "person", "spacy.person"),
        ("Sorrandi", "Sorrandi", "group", "spacy.norp"),
    ]


def test_nothing_is_proposed_in_what_is_to_be_avoided(suggester: Suggester) -> None:
    avoid = Span(0, TEXT.index("Orsini's"))
    assert [exact for exact, *_ in told(Source(TEXT, (avoid,)), suggester)] == ["Orsini", "Sorrandi"]


def test_a_text_longer_than_the_pipeline_takes_is_read_in_stretches(folder: Path) -> None:
    suggester: Any = plugins.load("spacy", {"pipeline": str(folder)})
    suggester._pipeline.max_length = 60
    text = "Rain fell on the harbour and on the hills.\n\n" * 40 + "Lena Orsini saw Velmara."
    assert [exact for exact, *_ in told(Source(text), suggester)] == ["Lena Orsini", "Velmara"]


def test_a_text_without_anything_is_no_trouble(suggester: Suggester) -> None:
    assert told(Source(""), suggester) == told(Source(" \n"), suggester) == []


def test_the_version_tells_one_pipeline_from_another(suggester: Suggester, folder: Path) -> None:
    assert str(folder) in suggester.version
    assert "en_" in suggester.version


def test_a_pipeline_that_is_not_there_is_one_line(folder: Path) -> None:
    with pytest.raises(SuggesterError, match=r"pipeline: 'en_velmara' cannot be loaded .* give an installed pipeline"):
        plugins.load("spacy", {"pipeline": "en_velmara"})


@pytest.fixture
def without_spacy(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(sys.modules, "spacy", None)
    kept = sys.modules.pop("corpus.suggesters.spacy_pipeline", None)
    yield
    sys.modules.pop("corpus.suggesters.spacy_pipeline", None)
    if kept is not None:
        sys.modules["corpus.suggesters.spacy_pipeline"] = kept


@pytest.mark.usefixtures("without_spacy")
def test_without_spacy_one_line_says_how_to_get_it() -> None:
    with pytest.raises(SuggesterError, match=r"needs spaCy, which is not installed: pip install 'glossator\[spacy\]'"):
        plugins.load("spacy", {"pipeline": "en_core_web_sm"})
