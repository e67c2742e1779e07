from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import names
from corpus.spans import Span
from corpus.suggest.linking import link
from corpus.suggest.mentions import propose_mentions
from corpus.suggest.records import (
    Knowledge,
    KnownActor,
    KnownConcept,
    Part,
    QuoteSuggestion,
    Source,
    Speaker,
    StanceSuggestion,
    Suggestion,
)

BOOK = Knowledge(
    (
        KnownActor("orsini", "Lena Orsini"),
        KnownActor("venn", "Aldo Venn"),
        KnownActor("velmara", "Velmara", "country", ("Calvessa",)),
        KnownActor("union", "Meridian Union", "organisation", ("MU",)),
    ),
    (
        KnownConcept("sanctions", "MU sanctions on Velmara"),
        KnownConcept("dam", "Opening the Sellen gates"),
        KnownConcept("sovereignty", "sovereignty"),
    ),
)
SAID = "Lena Orsini said that "


def stances(text: str, content: str = "", book: Knowledge = BOOK) -> list[StanceSuggestion]:
    """The stances of a text in which Lena Orsini says the content."""
    source = Source(text)
    proposed: list[Suggestion] = [*propose_mentions(source, names.spot(text))]
    if content:
        span = Span(text.index(content), text.index(content) + len(content))
        parts = (Part("source", Span(0, 11)), Part("cue", Span(12, 16)), Part("content", span))
        proposed.append(QuoteSuggestion("indirect", parts, Speaker(Span(0, 11), "Lena Orsini"), "", "quote.x", 0.9, ""))
    return [each for each in link(source, proposed, book) if isinstance(each, StanceSuggestion)]


def targets(content: str) -> list[str]:
    return [each.target for each in stances(f"{SAID}{content}.", content)]


@pytest.mark.parametrize(
    "content",
    [
        "it wants the removal of MU sanctions on Velmara",
        "sanctions against Velmara must end",
        "one must lift the Velmaran sanctions",
        "the sanction that MU and Velmara fight over is wrong",
    ],
)
def test_a_concept_is_found_by_the_words_of_its_name(content: str) -> None:
    assert "sanctions" in targets(content)


@pytest.mark.parametrize("content", ["sanctions must end", "Velmara must talk to the MU", "the gates of heaven"])
def test_a_part_of_its_name_is_no_concept(content: str) -> None:
    assert {"sanctions", "dam"}.isdisjoint(targets(content))


def test_a_concept_comes_before_the_actors_in_its_name() -> None:
    assert targets("one must end MU sanctions on Velmara") == ["sanctions", "union", "velmara"]


def test_the_words_that_may_tell_the_position_are_shown() -> None:
    text = f"{SAID}she must condemn Aldo Venn, a threat to sovereignty."
    found = stances(text, "she must condemn Aldo Venn, a threat to sovereignty")
    assert {each.target for each in found} == {"venn", "sovereignty"}
    assert [text[slice(*cue)] for cue in found[0].cues] == ["must", "condemn", "threat"]


def test_the_holder_is_the_speaker_and_never_the_target() -> None:
    found = stances(f"{SAID}Lena Orsini must praise Aldo Venn.", "Lena Orsini must praise Aldo Venn")
    assert [(each.holder.actor, each.target) for each in found] == [("orsini", "venn")]


def test_an_actor_that_is_only_named_is_a_target_where_there_is_no_better_one() -> None:
    assert targets("the rain comes from the west of Velmara and from the Meridian Union") == ["velmara"]


def test_at_most_three_targets_are_proposed_for_a_quote() -> None:
    assert (
        len(targets("one must condemn Aldo Venn, Velmara, the MU, sanctions of MU and Velmara, and sovereignty")) == 3
    )


def test_a_sentence_whose_subject_takes_a_position_is_evidence_itself() -> None:
    text = "It rained. President Aldo Venn has again condemned Velmara for it. Aldo Venn visited Velmara."
    found = stances(text)
    assert [(each.holder.actor, each.target, each.rule) for each in found] == [("venn", "velmara", "stance.subject")]
    assert text[slice(*found[0].span)] == "Aldo Venn has again condemned Velmara for it"


def test_an_unknown_speaker_holds_a_stance_too() -> None:
    text = "Bo Lind said that Velmara must pay"
    quote = QuoteSuggestion(
        "indirect",
        (Part("source", Span(0, 7)), Part("content", Span(13, 34))),
        Speaker(Span(0, 7), "Bo Lind"),
        "",
        "q",
        1,
        "",
    )
    proposed: list[Suggestion] = [quote, *propose_mentions(Source(text), names.spot(text))]
    found = [each for each in link(Source(text), proposed, BOOK) if isinstance(each, StanceSuggestion)]
    assert [(each.holder.name, each.holder.actor, each.target) for each in found] == [("Bo Lind", None, "velmara")]


PIECES = ["Lena Orsini", " must ", "sanctions on ", "Velmara", ". ", "Aldo Venn condemned ", "MU ", "\n", "sovereignty"]


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_whatever_is_said_targets_and_cues_stand_in_the_text(content: str) -> None:
    text = SAID + content
    found = stances(text, content) if content else []
    for each in found:
        assert text[slice(*each.target_span)].strip()
        assert each.target != each.holder.actor
        assert all(text[slice(*cue)].strip() for cue in each.cues)
    assert found == (stances(text, content) if content else [])
