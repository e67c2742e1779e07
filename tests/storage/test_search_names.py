"""Names that a search line cannot hold as they are."""

from __future__ import annotations

from storage.samples import article, span_of

from db import actors, concepts, documents, history, quotes, search, stances
from db.engine import Project


def test_a_name_that_no_line_can_hold_as_it_is_is_found(project: Project) -> None:
    names = 'Ivo "the Mill"\nKarel', "Ada  \u00a0Venn"
    with history.act(project, coder="anna", verb="mark") as session:
        document = documents.add(session, article())[0]
        ivo, ada = (actors.create(session, name) for name in names)
        topic = concepts.create(session, '"Free"  trade')
        quote = quotes.add(session, document, type="direct", parts=[("content", span_of("Lorvik"))], speaker=ivo)
        known = {"holder": ada, "position": "neutral", "evidence": [span_of("Jensen")]}
        on_topic = stances.add(session, document, target_concept=topic, **known)
        on_ivo = stances.add(session, document, target_actor=ivo, **known)
    with project.reading() as session:
        found_by = {
            line: {hit.annotation for hit in search.find(session, line)}
            for line in (
                'kind:quote actor:"Ivo the Mill Karel"',
                'actor:"Ada Venn"',
                'about:"Free trade"',
                'about:"Ivo the Mill Karel"',
            )
        }
    assert [*found_by.values()] == [{quote}, {on_topic, on_ivo}, {on_topic}, {on_ivo}]
