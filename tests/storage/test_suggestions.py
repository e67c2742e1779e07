"""What is kept of suggestions: what was proposed, what was decided, what was learned."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text
from storage.exports import exported
from storage.samples import TEXT, article, span_of, state

from corpus.spans import Span
from corpus.suggest.records import (
    MentionSuggestion,
    Part,
    QuoteSuggestion,
    Source,
    Speaker,
    StanceSuggestion,
)
from db import (
    actors,
    annotations,
    concepts,
    doctor,
    documents,
    history,
    mentions,
    offers,
    phrases,
    proposals,
    quotes,
    stances,
    suggestions,
)
from db.engine import Project
from db.errors import ConflictError
from db.records import Annotations, RuleRecord

Open = Callable[[str | Path], Project]

DIGS = span_of("The delta digs its own canal from now on.")
SPRING = span_of("Each spring belongs to us.")
HARLAN = MentionSuggestion(span_of("Harlan"), "Augustin Harlan", "name.short", 0.9, "short for Augustin Harlan")
QUOTE = QuoteSuggestion(
    "direct",
    (Part("source", span_of("Harlan")), Part("content", DIGS), Part("content", SPRING)),
    Speaker(span_of("Harlan"), "Augustin Harlan"),
    "2018-08-27",
    "quote.before",
    0.8,
    "speech verb before the quotation",
)


def stance(target: str) -> StanceSuggestion:
    return StanceSuggestion(
        DIGS,
        Speaker(span_of("Harlan"), "Augustin Harlan"),
        *(target, "concept", span_of("canal"), (span_of("digs"),), "target.word", 0.6, "names it"),
    )


def decide(project: Project, document: str, *decisions: suggestions.Decision, coder: str = "anna") -> None:
    with history.act(project, coder=coder, verb="reject", document=document) as session:
        suggestions.decide(session, document, decisions)


def rejected(project: Project, document: str, coder: str = "anna") -> frozenset[str]:
    with project.reading() as session:
        return suggestions.rejected(session, coder, document)


def records(project: Project) -> list[RuleRecord]:
    with project.reading() as session:
        return suggestions.records(session)


# What is accepted


def test_what_is_marked_meanwhile_is_refused_with_all_that_was_accepted_with_it(
    project: Project, document: str
) -> None:
    def refuse(*accepted: MentionSuggestion | QuoteSuggestion) -> None:
        with project.reading() as session:
            suggestions.refuse_marked(session, document, accepted)

    refuse(HARLAN, QUOTE)
    refuse(HARLAN, HARLAN)  # the same twice is nobody else's
    with history.act(project, coder="berta", verb="quote", document=document) as session:
        quotes.add(session, document, type="direct", parts=[("content", DIGS), ("content", SPRING)])
    refuse(HARLAN)
    for accepted in ([QUOTE], [HARLAN, QUOTE], [QUOTE, HARLAN]):
        with pytest.raises(ConflictError, match=r"^another screen has marked that meanwhile; nothing was written$"):
            refuse(*accepted)


# What was proposed


def kept(project: Project, document: str, version: str = "rules 1") -> object:
    """What is found again of the proposals for a document."""
    with project.reading() as session:
        read = documents.read(session, document)
        basis = proposals.basis(proposals.source_of(read), version)
        return proposals.find(session, read.sha256, basis, len(read.text))


def keep(project: Project, document: str, *found: MentionSuggestion | QuoteSuggestion, version: str = "1") -> None:
    with project.reading() as session:
        read = documents.read(session, document)
    proposals.keep(project, read.sha256, proposals.basis(proposals.source_of(read), f"rules {version}"), found)


def test_proposals_are_found_again(project: Project, document: str) -> None:
    assert kept(project, document) is None
    keep(project, document, HARLAN, QUOTE)
    assert kept(project, document) == (HARLAN, QUOTE)


def test_no_proposals_are_an_answer_too(project: Project, document: str) -> None:
    keep(project, document)
    assert kept(project, document) == ()


def test_proposals_of_other_rules_are_void_and_make_room(project: Project, document: str) -> None:
    keep(project, document, HARLAN)
    assert kept(project, document, "rules 2") is None
    keep(project, document, QUOTE, version="2")
    assert kept(project, document, "rules 2") == (QUOTE,)
    assert kept(project, document, "rules 1") is None
    with project.reading() as session:
        assert session.execute(text("SELECT count(*) FROM proposals")).scalar() == 1


def test_proposals_depend_on_the_date_and_on_what_was_avoided() -> None:
    told = Source(TEXT, (Span(0, 5),), "2018-08-27", "en")
    others = [Source(TEXT, (), "2018-08-27", "en"), Source(TEXT, (Span(0, 5),), "2018", "en"), Source(TEXT)]
    bases = {proposals.basis(source, "1") for source in (told, *others)} | {proposals.basis(told, "2")}
    assert len(bases) == 5


def test_a_new_date_of_the_document_voids_its_proposals(project: Project, document: str) -> None:
    keep(project, document, HARLAN)
    with history.act(project, coder="anna", verb="metadata") as session:
        documents.edit(session, document, 1, published="2019-01-01")
    assert kept(project, document) is None


@pytest.mark.parametrize("payload", ["", "[", "{}", "[1]", '[{"noun":"mention"}]', "null"])
def test_damaged_proposals_are_found_anew(project: Project, document: str, payload: str) -> None:
    keep(project, document, HARLAN)
    with project.writing() as session:
        session.execute(text("UPDATE proposals SET payload = :payload"), {"payload": payload})
    assert kept(project, document) in (None, ())
    keep(project, document, HARLAN)
    assert kept(project, document) == (HARLAN,)


def test_proposals_outside_of_the_text_are_damaged(project: Project, document: str) -> None:
    far = Span(len(TEXT) - 3, len(TEXT) + 1)
    keep(project, document, MentionSuggestion(far, "Harlan", "name.full", 0.9, ""))
    assert kept(project, document) is None


def test_proposals_are_no_change_of_the_project(project: Project, document: str) -> None:
    before = exported(project), state(project)
    keep(project, document, HARLAN)
    assert (exported(project), state(project)) == before
    assert history.undo(project, "librarian") is None


# What was decided


def test_one_undo_takes_back_the_annotation_and_the_decision(project: Project, document: str) -> None:
    before = state(project)
    with history.act(project, coder="anna", verb="actor", document=document) as session:
        harlan = actors.create(session, "Augustin Harlan")
        mentions.add(session, document, harlan, HARLAN.span, origin="rule:name.short")
        suggestions.decide(session, document, [(HARLAN, "accepted")])
    after = state(project)
    history.undo(project, "anna")
    assert state(project) == before
    assert records(project) == []
    history.redo(project, "anna")
    assert state(project) == after
    assert records(project) == [RuleRecord("name.short", "mention", 1, 0, 0)]


def test_what_was_rejected_is_told_until_that_is_undone(project: Project, document: str) -> None:
    decide(project, document, (QUOTE, "rejected"), (HARLAN, "rejected"))
    assert rejected(project, document) == {offers.key(QUOTE), offers.key(HARLAN)}
    history.undo(project, "anna")
    assert rejected(project, document) == frozenset()


def test_what_one_coder_rejects_is_offered_to_others(project: Project, document: str) -> None:
    decide(project, document, (QUOTE, "rejected"))
    assert rejected(project, document, "bela") == frozenset()


def test_the_last_decision_on_a_suggestion_counts(project: Project, document: str) -> None:
    decide(project, document, (QUOTE, "rejected"))
    decide(project, document, (QUOTE, "accepted"))
    assert rejected(project, document) == frozenset()
    assert records(project) == [RuleRecord("quote.before", "quote", 1, 0, 0)]
    history.undo(project, "anna")
    assert rejected(project, document) == {offers.key(QUOTE)}


def test_each_rule_has_its_record(project: Project, document: str) -> None:
    other = MentionSuggestion(SPRING, None, "name.alias", 0.4, "a question")
    with history.act(project, coder="anna", verb="concept") as session:
        target = concepts.create(session, "canal")
    decide(project, document, (QUOTE, "edited"), (HARLAN, "accepted"), (other, "rejected"), (stance(target), "edited"))
    decide(project, document, (HARLAN, "rejected"), coder="bela")
    assert records(project) == [
        RuleRecord("name.short", "mention", 1, 0, 1),
        RuleRecord("name.alias", "mention", 0, 0, 1),
        RuleRecord("quote.before", "quote", 0, 1, 0),
        RuleRecord("target.word", "stance", 0, 1, 0),
    ]


def test_a_rule_that_proposes_several_nouns_has_a_record_for_each(project: Project, document: str) -> None:
    name = MentionSuggestion(SPRING, "Spring", QUOTE.rule, 0.4, "of a model")
    decide(project, document, (QUOTE, "accepted"), (name, "accepted"))
    assert records(project) == [RuleRecord(QUOTE.rule, "mention", 1, 0, 0), RuleRecord(QUOTE.rule, "quote", 1, 0, 0)]


def test_suggestions_are_held_against_what_this_coder_rejected_in_this_document(
    project: Project, document: str
) -> None:
    with history.act(project, coder="librarian", verb="add", undoable=False) as session:
        other, _ = documents.add(session, article("Nothing is said.", title="other"))
    decide(project, document, (QUOTE, "rejected"), (HARLAN, "accepted"))
    decide(project, document, (HARLAN, "rejected"), coder="bela")
    with project.reading() as session:
        told = [suggestions.rejected(session, *whose) for whose in (("anna", document), ("anna", other))]
    assert told == [{offers.key(QUOTE)}, frozenset()]


def test_a_decision_that_cannot_be_read_is_passed_over_and_told_by_the_doctor(project: Project, document: str) -> None:
    decide(project, document, (QUOTE, "rejected"))
    with project.writing() as session:
        session.execute(text("UPDATE suggestion SET payload = '[7]'"))
    assert rejected(project, document) == frozenset()
    decide(project, document, (QUOTE, "rejected"))
    assert rejected(project, document) == {offers.key(QUOTE)}
    told = [finding for finding in doctor.examine(project) if finding.subject == "suggestions"]
    assert [(finding.level, document in finding.message) for finding in told] == [("warning", True)]


def test_the_doctor_counts_decisions(project: Project, document: str) -> None:
    decide(project, document, (QUOTE, "rejected"))
    told = [finding for finding in doctor.examine(project) if finding.subject == "suggestions"]
    assert [(finding.level, finding.message) for finding in told] == [("ok", "1 decision kept")]


# What is still open


def marked(project: Project, document: str) -> Annotations:
    with project.reading() as session:
        return annotations.of_document(session, document)


def test_a_marked_quote_is_not_offered_even_where_its_borders_differ_a_little(project: Project, document: str) -> None:
    with history.act(project, coder="bela", verb="quote") as session:
        pieces = Span(DIGS.start + 4, DIGS.end), Span(SPRING.start, SPRING.end - 1)
        quotes.add(session, document, type="direct", parts=[("content", piece) for piece in pieces])
    assert offers.still_open([QUOTE], marked(project, document), ()) == []


def test_a_quote_within_a_longer_one_is_offered(project: Project, document: str) -> None:
    with history.act(project, coder="anna", verb="quote") as session:
        quotes.add(session, document, type="direct", parts=[("content", Span(DIGS.start, SPRING.end))])
    inner = QuoteSuggestion("direct", (Part("content", span_of("the spade is in our shed")),), None, "", "a", 1, "")
    assert offers.still_open([inner], marked(project, document), ()) == [inner]


def test_a_name_that_is_linked_in_part_is_not_offered(project: Project, document: str) -> None:
    full = MentionSuggestion(span_of("Augustin Harlan"), "Augustin Harlan", "name.full", 0.9, "")
    with history.act(project, coder="bela", verb="actor") as session:
        surname = Span(full.span.end - 6, full.span.end)
        mentions.add(session, document, actors.create(session, "Harlan"), surname)
    assert offers.still_open([full, HARLAN], marked(project, document), ()) == [HARLAN]


def test_a_stance_on_the_same_target_is_not_offered_again_another_target_is(project: Project, document: str) -> None:
    with history.act(project, coder="anna", verb="stance") as session:
        canal, shed = concepts.create(session, "canal"), concepts.create(session, "shed")
        harlan = actors.create(session, "Augustin Harlan")
        quote = quotes.add(session, document, type="direct", parts=[("content", DIGS)])
        stances.add(
            session, document, holder=harlan, target_concept=canal, position="neutral", evidence=[quote, SPRING]
        )
    open_ones = offers.still_open([stance(canal), stance(shed)], marked(project, document), ())
    assert [each.target for each in open_ones if isinstance(each, StanceSuggestion)] == [shed]


def test_what_was_rejected_is_not_offered_whichever_rule_proposes_it() -> None:
    later = QuoteSuggestion("mixed", QUOTE.parts, None, "", "quote.new", 0.7, "")
    assert offers.still_open([HARLAN, later], Annotations(), {offers.key(QUOTE)}) == [HARLAN]


def test_what_two_rules_propose_is_offered_once_from_the_better_one() -> None:
    worse = QuoteSuggestion("direct", QUOTE.parts, None, "", "quote.new", 0.7, "")
    assert offers.still_open([worse, QUOTE, worse], Annotations(), ()) == [QUOTE]


# What speakers were called before


def test_words_for_a_speaker_mean_whom_they_meant_before(project: Project, document: str) -> None:
    source = span_of("Lorvik")
    with history.act(project, coder="anna", verb="quote") as session:
        lorvik, harlan = actors.create(session, "Lorvik Office"), actors.create(session, "Augustin Harlan")
        parts = [("content", DIGS), ("source", source)]
        quotes.add(session, document, type="direct", parts=parts, speaker=harlan)
        quotes.add(session, document, type="direct", parts=parts, speaker=lorvik)
        quotes.add(session, document, type="direct", parts=[("content", SPRING)], speaker=harlan)
        he = span_of("he said")
        quotes.add(session, document, type="direct", parts=[("content", DIGS), ("source", Span(*he[:1], he.start + 2))])
    annotated = marked(project, document)
    assert phrases.chosen(TEXT, annotated, []) == {"lorvik": lorvik}
    by_rule = QuoteSuggestion(
        "direct", (Part("content", SPRING),), Speaker(span_of("Jensen"), "Jensen"), "", "a", 1, ""
    )
    assert phrases.chosen(TEXT, annotated, [by_rule]) == {"lorvik": lorvik, "jensen": harlan}
    assert phrases.phrase_of(TEXT, [SPRING], [by_rule]) == "jensen"
    assert phrases.phrase_of(TEXT, [DIGS], [by_rule]) == ""
