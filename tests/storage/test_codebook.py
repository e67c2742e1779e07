"""The codebook: actors with aliases and roles, concepts in a tree; both can be merged, and all of it undone."""

from __future__ import annotations

import pytest
from storage.samples import span_of, state

from db import (
    actors,
    annotations,
    concepts,
    history,
    mentions,
    quotes,
    stances,
)
from db.engine import Project
from db.errors import ConflictError, ProjectError
from db.records import Role

MINISTER = Role("foreign minister", "France", "2018-10", "2022-05")


def test_an_actor_has_aliases_and_dated_roles(project: Project) -> None:
    with history.act(project, coder="anna", verb="actor") as session:
        actor = actors.create(session, " Jean-Yves Le Drian ", aliases=["Le Drian", " ", "Le Drian"], roles=[MINISTER])
        actors.create(session, "Élysée", "organisation", note="the palace")
    with project.reading() as session:
        first, second = actors.listing(session)
    assert (first.id, first.name, first.kind) == (actor, "Jean-Yves Le Drian", "person")
    assert first.aliases == ("Le Drian",)
    assert first.roles == (MINISTER,)
    assert (second.kind, second.note) == ("organisation", "the palace")


def test_an_actor_is_found_by_name_or_alias_in_any_case(project: Project) -> None:
    with history.act(project, coder="anna", verb="actor") as session:
        le_drian = actors.create(session, "Jean-Yves Le Drian", aliases=["Élysée"])
        palace = actors.create(session, "élysée")
    with project.reading() as session:
        found = [actors.find_by_name(session, name) for name in ("JEAN-YVES LE DRIAN", " Élysée ", "Harlan")]
    assert [actor.id if actor else None for actor in found] == [le_drian, palace, None]


def test_of_two_of_one_name_the_first_is_found(project: Project) -> None:
    with history.act(project, coder="anna", verb="new") as session:
        ids = sorted(actors.create(session, "Harlan") for _ in range(3))
        canals = sorted(concepts.create(session, "canal") for _ in range(3))
        concepts.create(session, "gas")
    with project.reading() as session:
        actor, concept = actors.find_by_name(session, "HARLAN"), concepts.find_by_name(session, " Canal ")
        assert concepts.find_by_name(session, "dam") is None
        assert [actors.is_there(session, one) for one in (ids[0], "nobody")] == [True, False]
    assert actor is not None
    assert concept is not None
    assert (actor.id, concept.id) == (ids[0], canals[0])


def test_one_actor_is_read_with_what_is_its_own(project: Project) -> None:
    with history.act(project, coder="anna", verb="actor") as session:
        actors.create(session, "Harlan", aliases=["the other"], roles=[Role("speaker")])
        le_drian = actors.create(session, "Le Drian", aliases=["z", "a"], roles=[Role("deputy"), MINISTER])
    with project.reading() as session:
        found = actors.find(session, le_drian)
        assert found in actors.listing(session)
        assert actors.find(session, "nobody") is None
    assert found is not None
    assert (found.aliases, found.roles) == (("z", "a"), (Role("deputy"), MINISTER))


def test_editing_an_actor_replaces_what_is_given_and_undo_brings_it_back(project: Project) -> None:
    with history.act(project, coder="anna", verb="actor") as session:
        actor = actors.create(session, "Le Drian", aliases=["the minister"], roles=[MINISTER])
    before = state(project)
    with history.act(project, coder="anna", verb="edit actor") as session:
        actors.edit(session, actor, 1, name="Jean-Yves Le Drian", aliases=["Le Drian"], note="x")
    with project.reading() as session:
        (edited,) = actors.listing(session)
    assert (edited.name, edited.aliases, edited.roles, edited.note, edited.version) == (
        "Jean-Yves Le Drian",
        ("Le Drian",),
        (MINISTER,),
        "x",
        2,
    )
    history.undo(project, "anna")
    assert state(project) == before


def test_kind_and_roles_of_an_actor_are_edited_and_each_alone_counts_as_an_edit(project: Project) -> None:
    speaker = Role("speaker", "Tessalia")
    with history.act(project, coder="anna", verb="actor") as session:
        actor = actors.create(session, "Le Drian", roles=[MINISTER])
    with history.act(project, coder="anna", verb="edit actor") as session:
        actors.edit(session, actor, 1, kind="organisation")
    with history.act(project, coder="anna", verb="edit actor") as session:
        actors.edit(session, actor, 2, roles=[MINISTER, speaker])
    with history.act(project, coder="anna", verb="edit actor") as session:
        actors.edit(session, actor, 3, roles=[MINISTER, speaker])  # the same again
    with project.reading() as session:
        (edited,) = actors.listing(session)
    assert (edited.kind, edited.roles, edited.version) == ("organisation", (MINISTER, speaker), 3)


def test_editing_only_the_aliases_counts_as_an_edit(project: Project) -> None:
    with history.act(project, coder="anna", verb="actor") as session:
        actor = actors.create(session, "Le Drian")
    with history.act(project, coder="anna", verb="edit actor") as session:
        actors.edit(session, actor, 1, aliases=["JYLD"])
    with (
        pytest.raises(ConflictError, match="by anna"),
        history.act(project, coder="ben", verb="edit actor") as session,
    ):
        actors.edit(session, actor, 1, aliases=[])


@pytest.mark.parametrize("name", ["", "  "])
def test_actors_and_concepts_need_a_name(project: Project, name: str) -> None:
    with history.act(project, coder="anna", verb="actor") as session:
        with pytest.raises(ProjectError, match="actor needs a name"):
            actors.create(session, name)
        with pytest.raises(ProjectError, match="concept needs a name"):
            concepts.create(session, name)


def test_merging_actors_moves_all_their_marks_names_and_roles(project: Project, document: str) -> None:
    with history.act(project, coder="anna", verb="mark") as session:
        source = actors.create(session, "Harlan", aliases=["A. Harlan", "the President"], roles=[MINISTER])
        kept = actors.create(session, "Augustin Harlan", aliases=["the President"])
        mentions.add(session, document, source, span_of("Harlan"))
        quotes.add(session, document, type="direct", parts=[("content", span_of("Each spring"))], speaker=source)
        stances.add(session, document, holder=source, target_actor=source, position="unclear")
    before = state(project)
    with history.act(project, coder="anna", verb="merge actors") as session:
        actors.merge(session, source, kept)
    with project.reading() as session:
        (actor,) = actors.listing(session)
        marks = annotations.of_document(session, document)
    assert actor.aliases == ("the President", "Harlan", "A. Harlan")
    assert actor.roles == (MINISTER,)
    assert marks.names == {kept: "Augustin Harlan"}
    assert (marks.mentions[0].actor, marks.quotes[0].speaker) == (kept, kept)
    assert (marks.stances[0].holder, marks.stances[0].target_actor) == (kept, kept)
    history.undo(project, "anna")
    assert state(project) == before


def test_marking_with_an_actor_that_was_merged_away_tells_who_did_it(project: Project, document: str) -> None:
    with history.act(project, coder="anna", verb="actor") as session:
        gone, kept = actors.create(session, "Harlan"), actors.create(session, "Augustin Harlan")
    with history.act(project, coder="ben", verb="merge actors") as session:
        actors.merge(session, gone, kept)
    with (
        pytest.raises(ConflictError, match=r"This actor was deleted by ben on .* UTC"),
        history.act(project, coder="anna", verb="mention") as session,
    ):
        mentions.add(session, document, gone, span_of("Harlan"))


def test_concepts_form_a_tree_without_circles(project: Project) -> None:
    with history.act(project, coder="anna", verb="concept") as session:
        top = concepts.create(session, "sanctions")
        middle = concepts.create(session, "EU sanctions", parent=top)
        low = concepts.create(session, "EU sanctions on Russia", middle, "since 2014")
    for parent in (top, middle, low):
        with (
            pytest.raises(ProjectError, match="below itself"),
            history.act(project, coder="anna", verb="edit concept") as session,
        ):
            concepts.edit(session, top, 1, parent=parent)
    with history.act(project, coder="anna", verb="edit concept") as session:
        concepts.edit(session, low, 1, parent=None)
    with project.reading() as session:
        found = {concept.name: (concept.parent, concept.definition) for concept in concepts.listing(session)}
    assert found == {
        "EU sanctions": (top, ""),
        "EU sanctions on Russia": (None, "since 2014"),
        "sanctions": (None, ""),
    }


def test_merging_concepts_moves_stances_and_children(project: Project, document: str) -> None:
    with history.act(project, coder="anna", verb="mark") as session:
        source, kept = concepts.create(session, "sanctions"), concepts.create(session, "Sanctions on Russia")
        child = concepts.create(session, "gas embargo", source)
        holder = actors.create(session, "Harlan")
        stances.add(session, document, holder=holder, target_concept=source, position="oppose", strength=1)
    before = state(project)
    with history.act(project, coder="anna", verb="merge concepts") as session:
        concepts.merge(session, source, kept)
    with project.reading() as session:
        assert {concept.id: concept.parent for concept in concepts.listing(session)} == {kept: None, child: kept}
        assert annotations.of_document(session, document).stances[0].target_concept == kept
    history.undo(project, "anna")
    assert state(project) == before


def test_a_concept_merged_into_one_below_it_leaves_a_tree(project: Project) -> None:
    with history.act(project, coder="anna", verb="concepts") as session:
        root = concepts.create(session, "policy")
        source = concepts.create(session, "sanctions", root)
        middle = concepts.create(session, "EU sanctions", source)
        kept = concepts.create(session, "EU gas sanctions", middle)
    with history.act(project, coder="anna", verb="merge concepts") as session:
        concepts.merge(session, source, kept)
    with project.reading() as session:
        found = {concept.id: concept.parent for concept in concepts.listing(session)}
    assert found == {root: None, kept: root, middle: kept}


def test_nothing_is_merged_into_itself(project: Project) -> None:
    with history.act(project, coder="anna", verb="codebook") as session:
        actor, concept = actors.create(session, "Harlan"), concepts.create(session, "gas")
        with pytest.raises(ProjectError, match="into itself"):
            actors.merge(session, actor, actor)
        with pytest.raises(ProjectError, match="into itself"):
            concepts.merge(session, concept, concept)


def test_only_what_is_used_nowhere_can_be_deleted_and_undo_brings_it_back(project: Project, document: str) -> None:
    with history.act(project, coder="anna", verb="actor") as session:
        spoken = actors.create(session, "Lena Orsini")
        unused = actors.create(session, "Aldo Venn", aliases=["Venn"], roles=[MINISTER])
        trade = concepts.create(session, "Trade")
        tolls = concepts.create(session, "Tolls", trade)
        tea = concepts.create(session, "Tea", tolls)
        mentions.add(session, document, spoken, span_of("Augustin Harlan"))
    before = state(project)
    with (
        pytest.raises(ProjectError, match=r"^Lena Orsini is used 1 times: "),
        history.act(project, coder="anna", verb="x") as session,
    ):
        actors.delete(session, spoken, 1)
    with history.act(project, coder="anna", verb="delete") as session:
        actors.delete(session, unused, 1)
        concepts.delete(session, tolls, 1)
    with project.reading() as session:
        assert [actor.id for actor in actors.listing(session)] == [spoken]
        assert {concept.id: concept.parent for concept in concepts.listing(session)} == {tea: trade, trade: None}
        assert actors.totals(session) == {spoken: 1}
    history.undo(project, "anna")
    assert state(project) == before


def test_what_somebody_else_has_edited_meanwhile_is_not_deleted(project: Project, document: str) -> None:
    with history.act(project, coder="anna", verb="actor") as session:
        actor, concept = actors.create(session, "Lena Orsini"), concepts.create(session, "Trade")
        other, used = actors.create(session, "Aldo Venn"), concepts.create(session, "Tolls")
        stances.add(session, document, holder=other, target_concept=used, position="neutral")
    with history.act(project, coder="ben", verb="edit") as session:
        actors.edit(session, actor, 1, note="of the treasury")
        concepts.edit(session, concept, 1, definition="of goods")
    before = state(project)
    for delete, id_ in ((actors.delete, actor), (concepts.delete, concept)):
        with pytest.raises(ConflictError), history.act(project, coder="anna", verb="delete") as session:
            delete(session, id_, 1)
    with (
        pytest.raises(ProjectError, match=r"^Tolls is used 1 times: "),
        history.act(project, coder="anna", verb="delete") as session,
    ):
        concepts.delete(session, used, 1)
    assert state(project) == before
    with history.act(project, coder="anna", verb="delete") as session:
        actors.delete(session, actor, 2)
        concepts.delete(session, concept, 2)
    with project.reading() as session:
        assert [each.id for each in actors.listing(session)] == [other]
        assert [each.id for each in concepts.listing(session)] == [used]


def test_a_name_is_learned_once_and_undone_with_its_act(project: Project) -> None:
    with history.act(project, coder="anna", verb="actor") as session:
        harlan = actors.create(session, "Augustin Harlan", aliases=["Gus"])
        lorvik = actors.create(session, "Lorvik", "country")
    before = state(project)
    with history.act(project, coder="anna", verb="actor") as session:
        for form in ("Gus", "HARLAN", "he", "the president", "President", "Lorvik"):
            actors.learn(session, harlan, form)
    assert state(project) == before
    with history.act(project, coder="anna", verb="actor") as session:
        actors.learn(session, harlan, "Harlan-Vale")
        actors.learn(session, lorvik, "Gus")
    with project.reading() as session:
        assert [actor.aliases for actor in actors.listing(session)] == [("Gus", "Harlan-Vale"), ()]
    history.undo(project, "anna")
    assert state(project) == before
