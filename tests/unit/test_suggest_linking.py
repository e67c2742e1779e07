from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

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
    KnownRole,
    MentionSuggestion,
    Part,
    QuoteSuggestion,
    Source,
    Speaker,
    Suggestion,
)

ORSINI = KnownActor(
    "a1", "Lena Orsini", "person", ("La Jefa",), (KnownRole("foreign minister", "Velmara", "2018-01", "2021-05"),), 3
)
VENN = KnownActor("a2", "Aldo Venn", "person", (), (KnownRole("president", "Sorrand", "2019"),))
UNION = KnownActor("a3", "Meridian Union", "organisation", ("the Union", "MU"))
VELMARA = KnownActor("a4", "Velmara", "country", ("Calvessa",))
BOOK = Knowledge((ORSINI, VENN, UNION, VELMARA))


def linked(text: str, book: Knowledge = BOOK, published: str = "2019-06-03") -> list[MentionSuggestion]:
    source = Source(text, (), published)
    found = link(source, propose_mentions(source, names.spot(text)), book)
    return [each for each in found if isinstance(each, MentionSuggestion)]


def told(
    text: str, book: Knowledge = BOOK, published: str = "2019-06-03"
) -> list[tuple[str, str | None, tuple[str, ...]]]:
    """What is linked or asked in the text, leaving out what the codebook does not touch."""
    found = [each for each in linked(text, book, published) if each.actor or each.candidates]
    return [(text[slice(*each.span)], each.actor, each.candidates) for each in found]


def speaker(name: str, published: str = "2019-06-03", book: Knowledge = BOOK) -> Speaker:
    text = f"“It rains,” said {name}."
    content, source = Span(1, 10), Span(17, 17 + len(name))
    quote = QuoteSuggestion(
        "direct", (Part("content", content), Part("source", source)), Speaker(source, name), "", "quote.x", 0.9, ""
    )
    found = [each for each in link(Source(text, (), published), [quote], book) if isinstance(each, QuoteSuggestion)]
    assert found[0].speaker
    return found[0].speaker


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lena Orsini left. Then Orsini came.", [("Lena Orsini", "a1", ()), ("Orsini", "a1", ())]),
        ("They call her La Jefa there.", [("La Jefa", "a1", ())]),
        ("Minister LENA ORSINI spoke.", [("LENA ORSINI", "a1", ())]),
        ("Léna Orsini left.", [("Léna Orsini", "a1", ())]),
        (
            "It was the Union that asked, and the Meridian Union paid.",
            [("the Union", "a3", ()), ("Meridian Union", "a3", ())],
        ),
        ("He told the MU and the mu.", [("MU", "a3", ())]),
        ("It rains in Calvessa.", [("Calvessa", "a4", ())]),
        ("The Calvessan gates and union men.", []),
    ],
)
def test_a_name_or_alias_of_the_codebook_is_linked_where_it_stands_as_a_whole(
    text: str, expected: list[tuple[str, str | None, tuple[str, ...]]]
) -> None:
    assert told(text) == expected


def test_a_bare_surname_that_only_the_codebook_completes_is_a_question() -> None:
    found = linked("Then Orsini said no.")
    assert [(each.name, each.actor, each.candidates, each.rule) for each in found] == [
        (None, None, ("a1",), "name.surname")
    ]


def test_a_surname_is_a_question_even_where_the_codebook_has_it_as_an_alias() -> None:
    book = Knowledge((replace(ORSINI, aliases=("Orsini",)),))
    assert told("Then Orsini said no.", book) == [("Orsini", None, ("a1",))]


def test_a_surname_of_two_actors_asks_for_both_the_most_used_first() -> None:
    other = KnownActor("a9", "Marco Orsini", "person", uses=8)
    book = Knowledge((ORSINI, other))
    assert told("Then Orsini said no.", book) == [("Orsini", None, ("a9", "a1"))]
    assert told("Lena Orsini came. Then Orsini said no.", book)[1] == ("Orsini", "a1", ())


def test_a_stranger_with_a_known_surname_is_not_the_known_actor() -> None:
    assert told("Bo Orsini came. Then Orsini said no.") == []


def test_a_name_of_two_actors_is_a_question() -> None:
    book = Knowledge((UNION, KnownActor("a8", "Miners’ Union", "organisation", ("the Union",), (), 2)))
    assert told("It was the Union that asked.", book) == [("the Union", None, ("a8", "a3"))]


def test_a_slightly_different_spelling_is_a_question() -> None:
    book = Knowledge((KnownActor("a7", "Serhiy Tarnovsky"),))
    assert told("Then Serhij Tarnovsky left.", book) == [("Serhij Tarnovsky", None, ("a7",))]
    assert told("Then Petro Tarnovsky left.", book) == []


@pytest.mark.parametrize(("published", "expected"), [("2019-06-03", ("a1",)), ("2022-01-01", ()), ("", ("a1",))])
def test_a_description_asks_for_who_had_the_role_on_that_day(published: str, expected: tuple[str, ...]) -> None:
    text = "It rains, the Velmaran foreign minister said."
    assert [each[2] for each in told(text, published=published)] == ([expected] if expected else [])
    assert speaker("the Velmaran foreign minister", published).candidates == expected
    assert speaker("Velmara’s foreign minister", published).candidates == expected


def test_an_office_alone_describes_nobody() -> None:
    assert told("It rains, the president said, and so did the foreign minister.") == []


@pytest.mark.parametrize(
    ("name", "actor", "candidates"),
    [
        ("Lena Orsini", "a1", ()),
        ("LA JEFA", "a1", ()),
        ("Orsini", None, ("a1",)),
        ("Lena Orsinni", None, ("a1",)),
        ("the Sorrandian leader", None, ("a2",)),
        ("Sorrand’s leader", None, ("a2",)),
        ("a senior official", None, ()),
        ("he", None, ()),
    ],
)
def test_a_speaker_is_linked_by_name_and_asked_for_otherwise(
    name: str, actor: str | None, candidates: tuple[str, ...]
) -> None:
    found = speaker(name)
    assert (found.actor, found.candidates) == (actor, candidates)


def test_nothing_is_added_where_it_is_to_be_avoided() -> None:
    text = "Calvessa is wet. Calvessa is dry."
    found = link(Source(text, (Span(0, 16),)), [], BOOK)
    assert [each.span for each in found] == [Span(17, 25)]


def test_a_place_in_a_dateline_is_no_mention() -> None:
    assert told("CALVESSA (Lodestar) - It rains in Calvessa.") == [("Calvessa", "a4", ())]


def test_without_a_codebook_the_proposals_stay_as_they_are() -> None:
    source = Source("Lena Orsini left.")
    proposed = propose_mentions(source, names.spot(source.text))
    assert link(source, proposed, Knowledge()) == tuple(proposed)


WORDS = st.sampled_from(
    ["Orsini", "Lena Orsini", "Venn", "he", "said", ".", "the", "Velmaran", "foreign minister", "MU"]
)


@settings(deadline=None)
@given(st.lists(WORDS, max_size=25).map(" ".join))
def test_whatever_the_text_its_spans_are_right_and_apart_and_the_same_again(text: str) -> None:
    found = linked(text)
    assert found == linked(text)
    assert all(before.span.end <= after.span.start for before, after in pairwise(found))
    assert all(0 <= each.span.start < each.span.end <= len(text) for each in found)
    assert all((each.name is None) == bool(each.candidates) for each in found)


@settings(deadline=None)
@given(
    st.lists(WORDS.filter(lambda word: " " not in word), max_size=25).map(" ".join),
    st.sampled_from(["Orsini", "Venn"]),
)
def test_no_text_with_bare_surnames_alone_links_a_person(text: str, name: str) -> None:
    content, place = Span(0, len(text)), Span(len(text) + 1, len(text) + 1 + len(name))
    quote = QuoteSuggestion(
        "indirect", (Part("content", content), Part("source", place)), Speaker(place, name), "", "quote.x", 0.5, ""
    )
    source = Source(f"{text} {name}")
    proposed: list[Suggestion] = [quote, *propose_mentions(source, names.spot(source.text))]
    for each in link(source, proposed, BOOK):
        if isinstance(each, MentionSuggestion):
            assert each.actor not in ("a1", "a2")
        if isinstance(each, QuoteSuggestion):
            assert each.speaker
            assert each.speaker.actor is None
