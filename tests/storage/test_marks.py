"""Mentions, quotes and stances: what is marked is read back in text order, and no mark is ever lost or left hanging."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlmodel import Session, select
from storage.samples import TEXT, article, span_of, state

from corpus.spans import Span
from db import actors, annotations, concepts, documents, history, mentions, quotes, stances
from db.engine import Project
from db.errors import ConflictError, ProjectError
from db.models import Evidence as EvidenceRow
from db.models import QuotePart
from db.records import Annotations, Evidence, Part, Quote

OUTER = span_of(
    "The delta digs its own canal from now on. As Jensen put it, 'the spade is in our shed', and she was right,"
)
INNER = span_of("the spade is in our shed")
SECOND = span_of("Each spring belongs to us.")
SECOND_PART = Part("content", SECOND, TEXT[SECOND.start : SECOND.end])


@pytest.fixture
def marks(project: Project, document: str) -> Callable[[], Annotations]:
    """Reads what is marked in the article now."""

    def read() -> Annotations:
        with project.reading() as session:
            return annotations.of_document(session, document)

    return read


@pytest.fixture
def write(project: Project) -> Callable[..., Any]:
    """Calls one function of a noun as an act of anna."""

    def call(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        with history.act(project, coder="anna", verb="mark") as session:
            return function(session, *args, **kwargs)

    return call


def quote_of(session: Session, document: str, *content: Span, **known: Any) -> str:
    known = {"type": "direct", **known}
    return quotes.add(session, document, parts=[("content", span) for span in content], **known)


def test_a_mention_is_read_with_its_words_and_its_coder(write: Any, marks: Any, document: str) -> None:
    actor = write(actors.create, "Jensen")
    write(mentions.add, document, actor, span_of("Jensen"), origin="rule:names")
    (mention,) = marks().mentions
    assert (mention.actor, mention.span, mention.exact) == (actor, span_of("Jensen"), "Jensen")
    assert (mention.coder, mention.origin, mention.note, mention.version) == ("anna", "rule:names", "", 1)
    assert marks().names == {actor: "Jensen"}


def test_marks_come_in_text_order_however_they_were_made(write: Any, marks: Any, document: str) -> None:
    actor = write(actors.create, "someone")
    for word in ("Lorvik", "Harlan", "Jensen"):
        write(mentions.add, document, actor, span_of(word))
    late, early = write(quote_of, document, SECOND), write(quote_of, document, INNER)
    by_quote = write(stances.add, document, holder=actor, target_actor=actor, position="mixed", evidence=[late])
    by_span = write(stances.add, document, holder=actor, target_actor=actor, position="mixed", evidence=[Span(0, 6)])
    by_nothing = write(stances.add, document, holder=actor, target_actor=actor, position="mixed")
    assert [mention.exact for mention in marks().mentions] == ["Harlan", "Jensen", "Lorvik"]
    assert [quote.id for quote in marks().quotes] == [early, late]
    assert [stance.id for stance in marks().stances] == [by_span, by_quote, by_nothing]


@pytest.mark.parametrize("span", [Span(5, 5), Span(9, 3), Span(-1, 4), Span(0, len(TEXT) + 1)])
def test_a_span_outside_the_text_is_refused_for_every_noun(write: Any, document: str, span: Span) -> None:
    actor = write(actors.create, "Harlan")
    quote = write(quote_of, document, SECOND)
    for refused in (
        lambda: write(mentions.add, document, actor, span),
        lambda: write(quote_of, document, span),
        lambda: write(quotes.add_part, quote, 1, "cue", span),
        lambda: write(stances.add, document, holder=actor, target_actor=actor, position="mixed", evidence=[span]),
    ):
        with pytest.raises(ProjectError, match="no stretch of a text"):
            refused()


def test_a_mention_is_recoded_moved_and_deleted_under_its_version(write: Any, marks: Any, document: str) -> None:
    one, two = write(actors.create, "one"), write(actors.create, "two")
    mention = write(mentions.add, document, one, span_of("Harlan"))
    write(mentions.recode, mention, 1, two)
    write(mentions.move, mention, 2, span_of("Augustin Harlan"))
    read = marks().mentions[0]
    assert (read.actor, read.exact, read.version) == (two, "Augustin Harlan", 3)
    with pytest.raises(ConflictError, match=r"This mention was changed by anna on .* UTC"):
        write(mentions.move, mention, 2, span_of("Lorvik"))
    write(mentions.delete, mention)
    assert marks().mentions == ()
    with pytest.raises(ConflictError, match=r"This mention was deleted by anna"):
        write(mentions.delete, mention)


def test_a_split_quote_keeps_its_parts_in_order(write: Any, marks: Any, document: str) -> None:
    parts = [
        ("content", OUTER),
        ("source", span_of("Tessalian President Augustin Harlan")),
        ("cue", span_of("said")),
        ("content", SECOND),
    ]
    speaker = write(actors.create, "Harlan")
    write(quotes.add, document, type="direct", parts=parts, speaker=speaker, said_on="2018-08-27")
    (quote,) = marks().quotes
    assert quote.parts == tuple(Part(role, span, TEXT[span.start : span.end]) for role, span in parts)
    assert (quote.speaker, quote.said_on, quote.inside, quote.coder) == (speaker, "2018-08-27", None, "anna")


def test_a_quote_needs_content(write: Any, marks: Any, document: str) -> None:
    quote = write(quote_of, document, SECOND)
    with pytest.raises(ProjectError, match="at least one piece of content"):
        write(quotes.add, document, type="direct", parts=[("cue", SECOND)])
    with pytest.raises(ProjectError, match="at least one piece of content"):
        write(quotes.drop_part, quote, 1, marks().quotes[0].parts[0])


def test_a_quote_is_recoded_in_what_is_given_only(write: Any, marks: Any, document: str) -> None:
    speaker = write(actors.create, "Harlan")
    quote = write(quote_of, document, SECOND, speaker=speaker, said_on="2018")
    write(quotes.recode, quote, 1, type="mixed", speaker=None)
    read = marks().quotes[0]
    assert (read.type, read.speaker, read.said_on, read.version) == ("mixed", None, "2018", 2)
    with pytest.raises(ConflictError, match="by anna"):
        write(quotes.recode, quote, 1, said_on="2019")


def test_a_type_that_does_not_exist_is_refused_by_the_database(write: Any, document: str) -> None:
    with pytest.raises(ProjectError, match="ck_quote_type"):
        write(quote_of, document, SECOND, type="whispered")


def test_a_piece_is_moved_and_dropped_alone(write: Any, marks: Any, document: str) -> None:
    parts = [("source", span_of("Jensen")), ("content", SECOND), ("cue", span_of("said"))]
    quote = write(quotes.add, document, type="direct", parts=parts)
    source, content, cue = marks().quotes[0].parts
    write(quotes.move_part, quote, 1, content, INNER)
    write(quotes.move_part, quote, 2, replace(content, span=INNER), INNER)  # it stands there already
    write(quotes.drop_part, quote, 2, source)
    read = marks().quotes[0]
    assert [(part.role, part.exact) for part in read.parts] == [
        ("content", "the spade is in our shed"),
        ("cue", "said"),
    ]
    assert read.version == 3
    for change in ((quotes.drop_part, quote, 3, source), (quotes.move_part, quote, 3, content, SECOND)):
        with pytest.raises(ConflictError, match="gone from the quote"):
            write(*change)
    write(quotes.add_part, quote, 3, "content", SECOND)
    write(quotes.drop_part, quote, 4, cue)
    assert [part.role for part in marks().quotes[0].parts] == ["content", "content"]


def test_an_added_part_takes_its_place_in_the_text(write: Any, marks: Any, document: str) -> None:
    quote = write(quote_of, document, INNER)
    added = (("content", SECOND), ("source", span_of("Jensen")), ("cue", span_of("put it")))
    for version, (role, span) in enumerate(added, 1):
        write(quotes.add_part, quote, version, role, span)
    assert [part.exact for part in marks().quotes[0].parts] == [
        "Jensen",
        "put it",
        "the spade is in our shed",
        "Each spring belongs to us.",
    ]


def test_a_part_is_taken_once(write: Any, marks: Any, document: str) -> None:
    quote = write(quote_of, document, INNER)
    write(quotes.add_part, quote, 1, "cue", span_of("put it"))
    with pytest.raises(ProjectError, match="The quote has this content already"):
        write(quotes.add_part, quote, 2, "content", INNER)
    assert [part.role for part in marks().quotes[0].parts] == ["cue", "content"]


def inside(quotes: tuple[Quote, ...]) -> dict[str, str | None]:
    return {quote.id: quote.inside for quote in quotes}


def test_a_new_quote_stands_inside_the_smallest_that_holds_it(write: Any, marks: Any, document: str) -> None:
    outer = write(quote_of, document, OUTER, SECOND)
    middle = write(quote_of, document, span_of("As Jensen put it, 'the spade is in our shed', and she was right,"))
    inner = write(quote_of, document, INNER)
    second = write(quote_of, document, span_of("belongs to us"))
    assert inside(marks().quotes) == {outer: None, middle: outer, inner: middle, second: outer}


def test_a_new_quote_around_others_takes_those_that_nothing_holds(write: Any, marks: Any, document: str) -> None:
    inner = write(quote_of, document, INNER)
    word = write(quote_of, document, span_of("the spade"))
    outer = write(quote_of, document, OUTER)
    assert inside(marks().quotes) == {outer: None, inner: outer, word: inner}


def test_a_quote_of_the_same_words_is_not_inside(write: Any, marks: Any, document: str) -> None:
    first, second = write(quote_of, document, INNER), write(quote_of, document, INNER)
    assert inside(marks().quotes) == {first: None, second: None}


def test_quotes_of_another_coder_are_not_nested(project: Project, write: Any, marks: Any, document: str) -> None:
    outer = write(quote_of, document, OUTER)
    with history.act(project, coder="ben", verb="quote") as session:
        inner = quote_of(session, document, INNER)
    assert inside(marks().quotes) == {outer: None, inner: None}


def test_a_quote_never_stands_inside_itself_or_another_document(project: Project, write: Any, document: str) -> None:
    outer, inner = write(quote_of, document, OUTER), write(quote_of, document, INNER)
    with pytest.raises(ProjectError, match="inside another quote"):
        write(quotes.recode, outer, 1, inside=inner)
    with pytest.raises(ProjectError, match="inside another quote"):
        write(quotes.recode, inner, 1, inside=inner)
    other = write(documents.add, article("Elsewhere he spoke."))[0]
    elsewhere = write(quote_of, other, Span(0, 9))
    with pytest.raises(ProjectError, match="inside another quote"):
        write(quotes.recode, inner, 1, inside=elsewhere)


def test_deleting_a_quote_keeps_what_stood_inside_and_what_rested_on_it(
    project: Project, write: Any, marks: Any, document: str
) -> None:
    actor = write(actors.create, "Harlan")
    outer = write(quote_of, document, OUTER, SECOND)
    middle = write(quote_of, document, span_of("As Jensen put it, 'the spade is in our shed', and she was right,"))
    inner = write(quote_of, document, INNER)
    write(
        stances.add,
        document,
        holder=actor,
        target_actor=actor,
        position="support",
        strength=2,
        evidence=[Span(0, 6), outer, inner],
    )
    before = state(project)
    write(quotes.delete, middle)
    assert inside(marks().quotes) == {outer: None, inner: outer}
    write(quotes.delete, outer)
    assert inside(marks().quotes) == {inner: None}
    assert marks().stances[0].evidence == (
        Evidence(None, Span(0, 6), "Harlan"),
        Evidence(None, OUTER, TEXT[OUTER.start : OUTER.end]),
        Evidence(None, SECOND, "Each spring belongs to us."),
        Evidence(inner, None, "the spade is in our shed"),
    )
    history.undo(project, "anna")
    history.undo(project, "anna")
    assert state(project) == before


def test_evidence_by_quote_shows_its_content(write: Any, marks: Any, document: str) -> None:
    actor = write(actors.create, "Harlan")
    quote = write(quote_of, document, INNER, SECOND)
    stance = write(stances.add, document, holder=actor, target_actor=actor, position="mixed", evidence=[quote])
    write(stances.add_evidence, stance, 1, span_of("Lorvik"))
    assert [piece.exact for piece in marks().stances[0].evidence] == [
        "the spade is in our shed … Each spring belongs to us.",
        "Lorvik",
    ]
    assert marks().stances[0].version == 2


def test_evidence_comes_from_the_same_document(write: Any, document: str) -> None:
    actor = write(actors.create, "Harlan")
    other = write(documents.add, article("Elsewhere he spoke."))[0]
    quote = write(quote_of, other, Span(0, 9))
    with pytest.raises(ProjectError, match="own document"):
        write(stances.add, document, holder=actor, target_actor=actor, position="mixed", evidence=[quote])


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"position": "support"}, "needs a strength"),
        ({"position": "oppose", "strength": 3}, "needs a strength"),
        ({"position": "neutral", "strength": 1}, "has no strength"),
        ({"position": "mixed", "target_concept": "another"}, "one target"),
        ({"position": "mixed", "target_actor": None}, "one target"),
        ({"position": "mixed", "holder": "nobody"}, "no actor 'nobody'"),
        ({"position": "mixed", "modality": "dreamt"}, "ck_stance_modality"),
        ({"position": "mixed", "origin": "guess"}, "ck_stance_origin"),
    ],
)
def test_what_no_stance_can_be_is_refused(write: Any, document: str, values: dict[str, Any], message: str) -> None:
    actor = write(actors.create, "Harlan")
    with pytest.raises(ProjectError, match=message):
        write(stances.add, document, **{"holder": actor, "target_actor": actor, **values})


def test_a_stance_is_recoded_in_what_is_given(write: Any, marks: Any, document: str) -> None:
    actor, concept = write(actors.create, "Harlan"), write(concepts.create, "sovereignty")
    stance = write(stances.add, document, holder=actor, target_actor=actor, position="support", strength=2)
    write(stances.recode, stance, 1, target_concept=concept, modality="demanded", explicit=False)
    read = marks().stances[0]
    assert (read.target_actor, read.target_concept, read.strength) == (None, concept, 2)
    assert (read.modality, read.explicit) == ("demanded", False)
    write(stances.recode, stance, 2, position="neutral", target_actor=actor)
    read = marks().stances[0]
    assert (read.position, read.strength, read.target_actor, read.target_concept) == ("neutral", None, actor, None)
    with pytest.raises(ProjectError, match="needs a strength"):
        write(stances.recode, stance, 3, position="support")
    with pytest.raises(ConflictError, match="by anna"):
        write(stances.recode, stance, 2, position="mixed")


def test_further_evidence_comes_behind_the_evidence_that_is_there(write: Any, marks: Any, document: str) -> None:
    actor = write(actors.create, "Harlan")
    known = {"holder": actor, "target_actor": actor, "position": "neutral"}
    write(stances.add, document, evidence=[SECOND, INNER, Span(0, 6)], **known)
    bare = write(stances.add, document, **known)
    for version, span in enumerate((SECOND, Span(0, 6), INNER), 1):
        write(stances.add_evidence, bare, version, span)
    (found,) = (stance for stance in marks().stances if stance.id == bare)
    assert [piece.span for piece in found.evidence] == [SECOND, Span(0, 6), INNER]
    assert found.version == 4


@pytest.mark.parametrize("noun", ["mention", "quote", "stance"])
def test_what_somebody_else_has_changed_meanwhile_is_neither_recoded_nor_deleted(
    project: Project, write: Any, document: str, noun: str
) -> None:
    actor, other = write(actors.create, "Harlan"), write(actors.create, "Jensen")
    made = {
        "mention": lambda: write(mentions.add, document, actor, Span(0, 6)),
        "quote": lambda: write(quote_of, document, SECOND, speaker=actor),
        "stance": lambda: write(stances.add, document, holder=actor, target_actor=actor, position="neutral"),
    }[noun]()
    write(annotations.write_note, noun, made, 1, "seen by ben")
    late: dict[str, list[tuple[Any, ...]]] = {
        "mention": [(mentions.recode, made, 1, other), (mentions.delete, made, 1)],
        "quote": [
            (quotes.move_part, made, 1, SECOND_PART, INNER),
            (quotes.drop_part, made, 1, SECOND_PART),
            (quotes.delete, made, 1),
        ],
        "stance": [(stances.delete, made, 1)],
    }
    before = state(project)
    for job, *arguments in late[noun]:
        with pytest.raises(ConflictError):
            write(job, *arguments)
    assert state(project) == before


def test_deleting_a_stance_takes_its_evidence_and_leaves_its_quotes(
    project: Project, write: Any, marks: Any, document: str
) -> None:
    actor = write(actors.create, "Harlan")
    quote = write(quote_of, document, SECOND)
    stance = write(stances.add, document, holder=actor, target_actor=actor, position="mixed", evidence=[quote])
    write(stances.delete, stance)
    assert (len(marks().quotes), marks().stances) == (1, ())
    with project.reading() as session:
        assert session.get(EvidenceRow, stance) is None
        assert state(project)["evidence"] == []


def test_memos_are_written_on_every_noun(write: Any, marks: Any, document: str) -> None:
    actor = write(actors.create, "Harlan")
    ids = {
        "mention": write(mentions.add, document, actor, span_of("Harlan")),
        "quote": write(quote_of, document, SECOND),
        "stance": write(stances.add, document, holder=actor, target_actor=actor, position="mixed"),
    }
    for noun, id_ in ids.items():
        write(annotations.write_note, noun, id_, 1, f"memo of a {noun}\n[/x]")
    read = marks()
    assert [read.mentions[0].note, read.quotes[0].note, read.stances[0].note] == [
        f"memo of a {noun}\n[/x]" for noun in ids
    ]
    assert read.mentions[0].version == 2


def test_what_another_coder_changed_since_gets_no_part_no_evidence_and_no_memo(
    project: Project, write: Any, marks: Any, document: str
) -> None:
    actor = write(actors.create, "Harlan")
    mention = write(mentions.add, document, actor, span_of("Harlan"))
    quote = write(quote_of, document, SECOND)
    stance = write(stances.add, document, holder=actor, target_actor=actor, position="mixed")
    with history.act(project, coder="ben", verb="recode") as session:
        mentions.move(session, mention, 1, span_of("Augustin Harlan"))
        quotes.recode(session, quote, 1, type="mixed")
        stances.recode(session, stance, 1, position="unclear")
    before = marks()
    for refused in (
        lambda: write(quotes.add_part, quote, 1, "cue", span_of("adding")),
        lambda: write(stances.add_evidence, stance, 1, quote),
        lambda: write(annotations.write_note, "mention", mention, 1, "mine"),
        lambda: write(annotations.write_note, "quote", quote, 1, "mine"),
        lambda: write(annotations.write_note, "stance", stance, 1, "mine"),
    ):
        with pytest.raises(ConflictError, match=r"was changed by ben on .* UTC"):
            refused()
    assert marks() == before


def test_anchors_keep_what_stands_around(project: Project, write: Any, document: str) -> None:
    write(quote_of, document, INNER)
    with project.reading() as session:
        part = session.exec(select(QuotePart)).one()
    assert part.exact == "the spade is in our shed"
    assert TEXT[: part.start].endswith(part.prefix)
    assert TEXT[part.end :].startswith(part.suffix)
    assert (len(part.prefix), len(part.suffix)) == (32, 32)
