"""New versions of a text: kept beside the old one, with every annotation in its place or known to be lost."""

from __future__ import annotations

import pytest
from storage.exports import SCHEMA, annotate, exported, value_of
from storage.samples import TEXT, article, span_of, state

from corpus.articles import Article
from corpus.readers.records import Told
from corpus.spans import Span
from corpus.spans import Zone as ArticleZone
from db import annotations, documents, editions, history, models, quotes, taking, zones
from db.engine import Project
from db.errors import ConflictError, ProjectError
from db.records import Annotations

NEW = "Correction appended.\n\n" + TEXT.replace("Each spring belongs to us.", "No spring is anybody's.")


def update(project: Project, new: Article) -> editions.Updated:
    with history.act(project, coder="ben", verb="new version") as session:
        document = editions.match(session, new, last=9)
        assert document is not None
        return editions.update(session, document, taking.prepared(new))


def marks(project: Project) -> Annotations:
    with project.reading() as session:
        (row,) = documents.listing(session)
        return annotations.of_document(session, row.id)


def matched(project: Project, new: Article) -> bool:
    with project.reading() as session:
        return editions.match(session, new, last=9) is not None


def test_each_annotation_is_in_its_place_or_an_orphan(project: Project) -> None:
    annotate(project)
    updated = update(project, article(NEW))
    assert (updated.stayed, updated.moved, updated.orphans) == (0, 5, 1)
    found = marks(project)
    for piece in (*found.mentions, *(part for quote in found.quotes for part in quote.parts)):
        assert not piece.orphan
        assert NEW[slice(*piece.span)] == piece.exact
    (evidence,) = [piece for stance in found.stances for piece in stance.evidence if piece.span]
    assert evidence.orphan
    assert (evidence.exact, evidence.span) == ("Each spring belongs to us.", span_of("Each spring belongs to us."))


def test_the_earlier_text_is_kept_and_one_undo_brings_it_back(project: Project) -> None:
    annotate(project)
    before = state(project)
    update(project, article(NEW))
    with project.reading() as session:
        (row,) = documents.listing(session)
        (edition,) = documents.editions(session, row.id)
        assert documents.read(session, row.id).text == NEW
        assert editions.is_newest(session, article(NEW).sha256)
        assert not editions.is_newest(session, article().sha256)
    assert edition.number == 1
    assert history.undo(project, "ben") is not None
    of_texts = {"text": [], "shingle": [], "near": []}
    assert state(project) | of_texts == before | of_texts


def test_a_text_that_comes_back_is_a_version_too_and_orphans_find_their_words(project: Project) -> None:
    annotate(project)
    update(project, article(NEW))
    assert update(project, article()).orphans == 0
    with project.reading() as session:
        (row,) = documents.listing(session)
        assert [edition.number for edition in documents.editions(session, row.id)] == [1, 2]
        assert documents.read(session, row.id).text == TEXT
    assert editions_of(project) == []


def editions_of(project: Project) -> list[str]:
    with project.reading() as session:
        return [orphan.exact for orphan in editions.orphans(session)]


def test_an_orphan_is_listed_with_its_context_and_put_into_place_by_hand(project: Project) -> None:
    annotate(project)
    update(project, article(NEW))
    with project.reading() as session:
        (orphan,) = editions.orphans(session)
    assert (orphan.noun, orphan.exact) == ("stance", "Each spring belongs to us.")
    assert orphan.prefix.endswith('adding: "')
    words = "No spring is anybody's."
    with history.act(project, coder="ben", verb="attach") as session:
        editions.attach(session, orphan.noun, orphan.piece, span_of(words, NEW))
    (evidence,) = [piece for stance in marks(project).stances for piece in stance.evidence if piece.span]
    assert (evidence.exact, evidence.orphan) == (words, False)
    assert editions_of(project) == []
    history.undo(project, "ben")
    assert editions_of(project) == ["Each spring belongs to us."]


REWRITTEN = (
    "Nothing of what was said is left in this text.\n\n"
    "The head of state spoke of a delta. A spade was named. He said so.\n"
)
PLACES = {
    "Tessalian President Augustin Harlan": ("mention", "head of state"),
    "The delta digs its own canal from now on.": ("quote", "spoke of a delta"),
    "Each spring belongs to us.": ("stance", "He said so."),
}


def test_orphans_of_every_noun_are_listed_in_text_order_and_get_their_places(project: Project) -> None:
    annotate(project)
    before = marks(project)
    update(project, article(REWRITTEN))
    with project.reading() as session:
        lost = editions.orphans(session)
        (document,) = documents.listing(session)
        assert editions.orphans(session, document.id) == lost
        assert editions.orphans(session, "another") == []
    assert [orphan.start for orphan in lost] == sorted(TEXT.index(orphan.exact) for orphan in lost)
    assert all(orphan.document == document.id for orphan in lost)
    assert all(TEXT[: orphan.start].endswith(orphan.prefix) for orphan in lost)
    assert all(TEXT[orphan.start + len(orphan.exact) :].startswith(orphan.suffix) for orphan in lost)
    owners = {
        "mention": {mention.id for mention in before.mentions},
        "quote": {quote.id for quote in before.quotes},
        "stance": {stance.id for stance in before.stances},
    }
    assert all(orphan.id in owners[orphan.noun] for orphan in lost)
    chosen = {orphan.exact: orphan for orphan in lost if orphan.exact in PLACES}
    assert {exact: orphan.noun for exact, orphan in chosen.items()} == {key: noun for key, (noun, _) in PLACES.items()}
    with history.act(project, coder="ben", verb="attach") as session:
        for exact, (_, words) in PLACES.items():
            editions.attach(session, chosen[exact].noun, chosen[exact].piece, span_of(words, REWRITTEN))
    after = marks(project)
    pieces = [*after.mentions, *(part for quote in after.quotes for part in quote.parts)]
    pieces += [piece for stance in after.stances for piece in stance.evidence if piece.span]
    placed = {piece.exact: piece.span for piece in pieces if not piece.orphan}
    assert {words: span_of(words, REWRITTEN) for _, words in PLACES.values()}.items() <= placed.items()
    versions = {each.id: each.version for each in (*after.mentions, *after.quotes, *after.stances)}
    for exact in PLACES:
        found = chosen[exact]
        old = next(each for each in (*before.mentions, *before.quotes, *before.stances) if each.id == found.id)
        assert versions[found.id] > old.version


def test_what_has_found_its_place_meanwhile_is_not_attached_again(project: Project) -> None:
    annotate(project)
    update(project, article(NEW))
    with project.reading() as session:
        (orphan,) = editions.orphans(session)
    span = span_of("No spring is anybody's.", NEW)
    with history.act(project, coder="ben", verb="attach") as session:
        editions.attach(session, orphan.noun, orphan.piece, span)
    before = state(project)
    with pytest.raises(ConflictError) as refusal, history.act(project, coder="anna", verb="attach") as session:
        editions.attach(session, orphan.noun, orphan.piece, span_of("Lorvik", NEW))
    assert str(refusal.value) == "This annotation has found its place meanwhile."
    assert state(project) == before


def test_what_was_written_by_hand_outlives_a_new_version(project: Project) -> None:
    told = {"title": Told("First", "text"), "outlet": Told("Herald", "text")}
    with history.act(project, coder="anna", verb="add", undoable=False) as session:
        document, _ = documents.add(session, article(title="First", outlet="Herald", place="Lorvik", told=told))
    drawn = span_of("Lorvik welcomed the words.")
    with history.act(project, coder="anna", verb="edit") as session:
        documents.edit(session, document, 1, outlet="Meridian")
        session.add(models.Zone(document=document, kind="boilerplate", start=drawn[0], end=drawn[1], rule="hand"))
    new = article(NEW, title="Second", outlet="Courier", told={"title": Told("Second", "text")}, zones=())
    update(project, new)
    with project.reading() as session:
        found = documents.read(session, document)
    assert (found.title, found.outlet, found.place) == ("Second", "Meridian", "Lorvik")
    assert [NEW[zone.start : zone.end] for zone in found.zones] == ["Lorvik welcomed the words."]


def test_a_zone_drawn_by_hand_is_not_overruled_by_the_new_texts_zones(project: Project) -> None:
    def body(text: str) -> tuple[ArticleZone, ...]:
        return ArticleZone("headline", Span(0, 20), "first line"), ArticleZone("body", Span(20, len(text)), "rest")

    with history.act(project, coder="anna", verb="add", undoable=False) as session:
        document, _ = documents.add(session, article(zones=body(TEXT)))
    drawn = "Lorvik welcomed the words."
    with history.act(project, coder="anna", verb="zone") as session:
        zones.label(session, document, span_of(drawn), "boilerplate")
    update(project, article(NEW, zones=body(NEW)))
    start, end = span_of(drawn, NEW)
    with project.reading() as session:
        found = [(zone.kind, zone.start, zone.end) for zone in documents.read(session, document).zones]
    assert found == [
        ("headline", 0, 20),
        ("body", 20, start),
        ("boilerplate", start, end),
        ("body", end, len(NEW)),
    ]


def test_the_new_texts_zones_take_the_place_of_the_old_ones(project: Project, document: str) -> None:
    update(project, article(NEW, zones=(ArticleZone("deck", Span(0, 20), "first line"),)))
    with project.reading() as session:
        assert [(zone.kind, zone.rule) for zone in documents.read(session, document).zones] == [("deck", "first line")]


@pytest.mark.parametrize(
    ("known", "is_found"),
    [
        ({"file": "a.txt"}, True),
        ({"file": "b.txt"}, False),
        ({"file": "b.txt", "url": "https://herald.example/1"}, True),
        ({"file": "b.txt", "url": "https://herald.example/2"}, False),
        ({"file": "b.txt", "title": "Harlan says", "outlet": "Herald", "published": "2018-08-27"}, True),
        ({"file": "b.txt", "title": "Harlan says", "outlet": "Herald"}, False),
        ({"file": "a.txt", "part": "row 2"}, False),
        ({"file": "a.txt", "part": "row 2", "title": "Harlan says"}, True),
    ],
)
def test_a_new_version_is_told_by_file_address_or_outlet_title_and_date(
    project: Project, known: dict[str, str], is_found: bool
) -> None:
    told = {"title": "Harlan says", "outlet": "Herald", "published": "2018-08-27", "url": "https://herald.example/1"}
    with history.act(project, coder="anna", verb="add", undoable=False) as session:
        documents.add(session, article(**told))
    assert matched(project, article(NEW, **known)) is is_found


def test_where_two_documents_could_be_meant_none_is(project: Project) -> None:
    with history.act(project, coder="anna", verb="add", undoable=False) as session:
        for number in (1, 2):
            documents.add(session, article(f"{TEXT}{number}", file=f"{number}.txt", url="https://herald.example/1"))
    assert not matched(project, article(NEW, file="3.txt", url="https://herald.example/1"))


def test_the_text_of_another_document_is_no_version(project: Project, document: str) -> None:
    with history.act(project, coder="anna", verb="add", undoable=False) as session:
        documents.add(session, article("Another text.", file="b.txt"))
    with (
        pytest.raises(ProjectError, match="the text of document 2"),
        history.act(project, coder="anna", verb="new version") as session,
    ):
        editions.update(session, document, taking.prepared(article("Another text.")))


def test_earlier_texts_and_orphans_with_their_context_are_exported(project: Project) -> None:
    annotate(project)
    update(project, article(NEW))
    value = value_of(project)
    SCHEMA.validate(value)
    (document,) = value["documents"]
    assert [edition["text"] for edition in document["editions"]] == [TEXT]
    (orphan,) = [piece for stance in document["stances"] for piece in stance["evidence"] if "orphan" in piece]
    assert orphan["prefix"].endswith('adding: "')
    assert exported(project) == exported(project)


def test_a_piece_that_lost_its_place_stays_lost_when_another_is_changed_and_holds_no_new_quote(
    project: Project,
) -> None:
    spring, source = "Each spring belongs to us.", span_of("Augustin Harlan")
    with history.act(project, coder="anna", verb="add") as session:
        document, _ = documents.add(session, article())
        parts = [("content", span_of(spring)), ("source", source), ("cue", span_of("said"))]
        quote = quotes.add(session, document, type="direct", parts=parts)
    update(project, article(NEW))
    (read,) = marks(project).quotes
    lost = read.parts[0]
    assert (lost.orphan, lost.exact) == (True, spring)
    with history.act(project, coder="anna", verb="drop piece") as session:
        quotes.drop_part(session, quote, read.version, read.parts[1])
    (read,) = marks(project).quotes
    assert read.parts[0] == lost
    with history.act(project, coder="anna", verb="extent") as session:
        quotes.move_part(session, quote, read.version, read.parts[1], span_of("adding", NEW))
    (read,) = marks(project).quotes
    assert read.parts[0] == lost
    with history.act(project, coder="anna", verb="quote") as session:
        within = Span(lost.span.start + 1, lost.span.end - 1)
        new = quotes.add(session, document, type="direct", parts=[("content", within)])
    assert next(each for each in marks(project).quotes if each.id == new).inside is None
