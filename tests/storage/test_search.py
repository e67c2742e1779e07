"""Searching the corpus: words, phrases and beginnings of words, whatever their case and accents, at exact offsets."""

from __future__ import annotations

import pytest
from sqlmodel import select
from storage.samples import TEXT, article, span_of

from corpus.query_tree import FILTERS
from db import (
    actors,
    concepts,
    documents,
    history,
    mentions,
    quotes,
    search,
    search_marks,
    search_values,
    search_words,
    stances,
)
from db.engine import Project
from db.errors import ProjectError
from db.models import Document, Zone

TEXTS = {
    "sanctions": "The EU\u00a0sanctions on Russia hurt.\nNew sanctions were announced; the sanctioned banks protest.",
    "zurich": "Zürich banks obey. ZÜRICH is rich. One bank in Zu\u0308rich is not. The word Russia stands here too.",
    "virus": "A virus is no Russian. Nothing else. İstanbul! 'Quoted' AND (odd) OR \"words\" * NEAR ^ : -",
    "chinese": "欧盟对俄罗斯的制裁将继续。",
}


@pytest.fixture(params=[(search_words._CHEAP, 0), (-1, 500), (-1, 1)], ids=["index", "texts", "both"], autouse=True)
def asked(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is asked of an unfinished word: the index, or because it stands for too much the texts, or first a text."""
    cheap, unasked = request.param
    monkeypatch.setattr(search_words, "_CHEAP", cheap)
    monkeypatch.setattr(search, "_UNASKED", unasked)


@pytest.fixture
def corpus(project: Project) -> Project:
    with history.act(project, coder="anna", verb="add", undoable=False) as session:
        for title, text in TEXTS.items():
            documents.add(session, article(text, title=title, outlet="Herald", published="2018"))
    return project


def found(project: Project, query: str, limit: int = 200) -> list[tuple[str, str]]:
    with project.reading() as session:
        hits = search.find(session, query, limit)
    assert all(TEXTS[hit.title][hit.span.start : hit.span.end].split() == hit.exact.split() for hit in hits)
    return [(hit.title, " ".join(hit.exact.split())) for hit in hits]


@pytest.mark.parametrize(
    "query", ["announced", "ANNOUNCED", "announ", "new announced", '"new sanctions were" announced']
)
def test_a_text_that_has_all_words_is_found(corpus: Project, query: str) -> None:
    assert {title for title, _ in found(corpus, query)} == {"sanctions"}


def test_only_the_last_word_may_be_unfinished(corpus: Project) -> None:
    assert found(corpus, "annou hurt") == []
    assert {exact for _, exact in found(corpus, "hurt annou")} == {"hurt", "announced"}


def test_a_word_inside_another_is_not_found(corpus: Project) -> None:
    assert set(found(corpus, "rus")) == {("sanctions", "Russia"), ("zurich", "Russia"), ("virus", "Russian")}


def test_a_phrase_is_found_over_any_space(corpus: Project) -> None:
    assert found(corpus, '"eu sanctions"') == [("sanctions", "EU sanctions")]
    assert found(corpus, '"sanctions eu"') == []


def test_a_hit_has_its_document_and_its_context(corpus: Project) -> None:
    with corpus.reading() as session:
        (hit,) = search.find(session, "announced")
    assert (hit.title, hit.outlet, hit.published) == ("sanctions", "Herald", "2018")
    assert (hit.number, hit.file) == (1, "a.txt")
    assert (hit.before, hit.after) == (
        "The EU\u00a0sanctions on Russia hurt. New sanctions were ",
        "; the sanctioned banks protest.",
    )


def test_accents_count_neither_in_the_text_nor_in_the_query_of_an_index(corpus: Project) -> None:
    places = [("zurich", "Zürich"), ("zurich", "ZÜRICH"), ("zurich", "Zu\u0308rich")]
    assert found(corpus, "Zürich") == places
    if corpus.path:
        assert found(corpus, "zurich") == places


@pytest.mark.parametrize("query", ["", "  ", '"', '""', "*", "-", "^:", "%", "_", "'"])
def test_a_query_without_words_finds_nothing(corpus: Project, query: str) -> None:
    assert found(corpus, query) == []


@pytest.mark.parametrize("query", ['"AND"', '"NEAR"', '"odd"', 'quoted"', "words*", "virus -", '"text:virus"'])
def test_what_stands_in_quotes_is_read_as_no_operator(corpus: Project, query: str) -> None:
    expected = set() if "text" in query else {"virus"}
    assert {title for title, _ in found(corpus, query)} == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("sanctions OR virus", {"sanctions", "virus"}),
        ("russia -virus -hurt", {"zurich"}),
        ("russia NOT (hurt OR virus)", {"zurich"}),
        ("-russia -virus ", {"chinese"}),
        ("(bank OR banks) AND rich", {"zurich"}),
        ("sanction*", {"sanctions"}),
        ("near(eu hurt, 3)", {"sanctions"}),
        ("hurt NEAR/3 eu ", {"sanctions"}),
        ("near(eu hurt, 1)", set()),
        ('near("eu sanctions" protest, 12)', {"sanctions"}),
        ("near(eu prot*, 40)", {"sanctions"}),
        ("near(eu prot*, 2)", set()),
        ("russia -vir* ", {"sanctions", "zurich"}),
        ("-rus* ", {"chinese"}),
        ("rus* -russian rich", {"zurich"}),
        ("(hu* OR rich) AND rus*", {"sanctions", "zurich"}),
        ("zur* OR /nothing/", {"virus", "zurich"}),
        ('"eu sanct', {"sanctions"}),
        ('"sanctions eu', set()),
        ('"new sanctions w*" -bank*', set()),
        ("outlet:her* rus* -hurt", set()),
        ("/sanction(s|ed) ban/", {"sanctions"}),
        ("/NOTHING ELSE/ virus", {"virus"}),
        ("virus OR /rich[^.]/", {"virus", "zurich"}),
        ("-/russia/ ", {"chinese"}),
        ("制裁 OR virus", {"chinese", "virus"}),
        ("outlet:heráld virus", {"virus"}),
        ("outlet:other virus", set()),
        ("date:2017..2018 virus", {"virus"}),
        ("date:>2018 virus", set()),
        ("status:open language:en", set()),
        ("status:done", set()),
    ],
)
def test_operators_patterns_and_filters_mean_what_they_say(corpus: Project, query: str, expected: set[str]) -> None:
    assert {title for title, _ in found(corpus, query)} == expected


def test_places_near_each_other_are_told_and_others_not(project: Project) -> None:
    text = "The dam. " + "Other words stand here. " * 9 + "The dam of Orbin. The valley."
    with history.act(project, coder="anna", verb="add", undoable=False) as session:
        documents.add(session, article(text, title="dam"))
    with project.reading() as session:
        spans = [hit.span for hit in search.find(session, "near(dam orbin, 3)")]
    assert [text[start:end] for start, end in spans] == ["dam", "Orbin"]
    assert spans[0].start > 100


def test_a_line_that_makes_no_sense_is_refused_with_what_to_write(corpus: Project) -> None:
    for line, instead in (("outlt:TASS", "outlet"), ("virus OR", "in quotes"), ("/(/", "mend it"), ("()", "nothing")):
        with pytest.raises(ProjectError, match=instead):
            found(corpus, line)


def test_a_regular_expression_that_takes_too_long_is_stopped(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_words, "PATIENCE", 0.2)
    with history.act(project, coder="anna", verb="add", undoable=False) as session:
        documents.add(session, article("a" * 40 + "!", title="slow"))
    with project.reading() as session, pytest.raises(ProjectError, match="make it simpler"):
        search.find(session, "/(a|aa)+$|!/")


def test_the_nearest_words_are_offered_where_nothing_is_found(corpus: Project) -> None:
    with corpus.reading() as session:
        assert search.nearest(session, "sancions on") == ["sanctions", "sanctioned"]
        assert search.nearest(session, "anounced ")[0] == "announced"
        assert search.nearest(session, "virus outlet:TASS") == []
        assert search.nearest(session, "xqzw") == []
        assert search.nearest(session, "asnctions") == ["sanctions", "sanctioned"]


def test_where_words_stand_side_by_side_comes_first_unless_all_are_too_common(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    with history.act(project, coder="anna", verb="add", undoable=False) as session:
        documents.add(session, article("The gas stays, gas and gas. All that is new. Very new.", title="apart"))
        documents.add(
            session, article("There is new gas among very many other words that stand here.", title="together")
        )
    with project.reading() as session:
        assert search.find(session, "new gas ")[0].title == "together"
        monkeypatch.setattr(search, "_COMMON", 1)
        titles = {hit.title for hit in search.find(session, "new gas ")}
    assert titles == {"apart", "together"}


def test_hits_come_one_by_one_and_all_of_a_document_if_asked(project: Project) -> None:
    with history.act(project, coder="anna", verb="add", undoable=False) as session:
        documents.add(session, article("gas " * 30, title="gas"))
    with project.reading() as session:
        assert len(list(search.hits(session, "gas", per_document=None))) == 30
        assert len(next(search.hits(session, "gas", width=3)).after) == 3


def test_a_script_without_spaces_is_searched_too(corpus: Project) -> None:
    assert found(corpus, "俄罗斯") == [("chinese", "俄罗斯")]


def test_there_are_a_few_places_of_each_document_and_not_more_than_asked(project: Project) -> None:
    with history.act(project, coder="anna", verb="add", undoable=False) as session:
        for number in range(4):
            documents.add(session, article(f"{number} " + "gas " * 30, title=f"{number}"))
    with project.reading() as session:
        assert len(search.find(session, "gas")) == 4 * search.PLACES
        assert len(search.find(session, "gas", limit=7)) == 7


def test_better_documents_come_first(project: Project) -> None:
    with history.act(project, coder="anna", verb="add", undoable=False) as session:
        documents.add(session, article("gas once, and " + "many other words " * 50, title="worse"))
        documents.add(session, article("gas and gas", title="better"))
    with project.reading() as session:
        titles = list(dict.fromkeys(hit.title for hit in search.find(session, "gas ")))
    assert titles == (["better", "worse"] if project.path else ["worse", "better"])


def test_a_document_that_is_gone_is_not_found(corpus: Project) -> None:
    with history.act(corpus, coder="anna", verb="remove") as session:
        for row in [*session.exec(select(Zone)), *session.exec(select(Document))]:
            session.delete(row)
    assert found(corpus, "sanctions") == []
    history.undo(corpus, "anna")
    assert found(corpus, "announced") == [("sanctions", "announced")]


@pytest.fixture
def marked(project: Project) -> tuple[Project, dict[str, str]]:
    """An article with quotes, a mention and stances by two coders; the ids by names of ours."""
    with history.act(project, coder="anna", verb="add", undoable=False) as session:
        document = documents.add(session, article(title="Harlan", outlet="Herald", published="2018-08-27"))[0]
        documents.add(session, article("Nothing is marked here, but the delta is named.", title="bare"))
        harlan = actors.create(session, "Augustin Harlan", aliases=["President Harlán"])
        jensen = actors.create(session, "Jensen")
        water = concepts.create(session, "Water")
        canal = concepts.create(session, "EU canal", parent=water)
        whole, inner, last = "The delta digs its own canal", "the spade is in our shed", "Each spring belongs to us."
        ids = {"mention": mentions.add(session, document, jensen, span_of("Jensen"))}
        for name, words, speaker, type_ in (("whole", whole, harlan, "direct"), ("inner", inner, jensen, "mixed")):
            parts = [("content", span_of(words))]
            ids[name] = quotes.add(session, document, type=type_, parts=parts, speaker=speaker)
        known = {"holder": harlan, "position": "support", "strength": 2}
        ids["for"] = stances.add(session, document, target_concept=canal, evidence=[ids["whole"]], **known)
    with history.act(project, coder="ben", verb="mark") as session:
        parts = [("content", span_of(last))]
        ids["last"] = quotes.add(session, document, type="direct", parts=parts, speaker=harlan)
        against = {"holder": jensen, "position": "oppose", "strength": 1, "target_actor": harlan}
        ids["against"] = stances.add(session, document, evidence=[span_of("Lorvik")], **against)
    return project, ids


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("kind:quote", ["whole", "inner", "last"]),
        ("quote:direct", ["whole", "last"]),
        ("kind:quote actor:harlan", ["whole", "last"]),
        ("kind:quote actor:harlán coder:ben", ["last"]),
        ("kind:quote coder:me", ["whole", "inner"]),
        ("kind:quote canal", ["whole"]),
        ("kind:quote (coder:ben OR canal)", ["whole", "last"]),
        ("kind:quote (actor:jensen OR spring)", ["inner", "last"]),
        ("kind:quote (-actor:harlan OR spring)", ["inner", "last"]),
        ("kind:quote -(coder:ben OR canal)", ["inner"]),
        ("kind:quote (canal OR spring) -actor:jensen", ["whole", "last"]),
        ("kind:quote -canal ", ["inner", "last"]),
        ("kind:quote (-canal OR /own/) actor:harlan", ["whole", "last"]),
        ("kind:quote stance:>0", ["whole"]),
        ("kind:quote about:water", ["whole"]),
        ("kind:mention", ["mention"]),
        ("kind:mention actor:jensen outlet:herald", ["mention"]),
        ("stance:>0", ["for"]),
        ("stance:support", ["for"]),
        ("stance:-2..0", ["against"]),
        ("stance:2", ["for"]),
        ("NOT stance:2 kind:stance", ["against"]),
        ('about:"eu canal"', ["for"]),
        ("about:water", ["for"]),
        ("about:harlan", ["against"]),
        ("kind:stance actor:jensen", ["against"]),
        ("kind:stance lorvik", ["against"]),
        ("kind:stance date:2017", []),
        ("actor:harlan", ["whole", "for", "last", "against"]),
        ("actor:jensen", ["mention", "inner", "against"]),
        ("coder:ben", ["last", "against"]),
        ("kind:annotation spade", ["inner"]),
        ("kind:annotation lorvik", ["against"]),
    ],
)
def test_annotations_are_found_by_the_same_line(
    marked: tuple[Project, dict[str, str]], line: str, names: list[str]
) -> None:
    project, ids = marked
    with project.reading() as session:
        hits = search.find(session, line, me="anna")
    assert [hit.annotation for hit in hits] == [ids[name] for name in names]
    assert all(TEXT[hit.span.start : hit.span.end] == hit.exact.replace("\xa0", " ") for hit in hits)


def test_i_am_nobody_whose_name_holds_mine(marked: tuple[Project, dict[str, str]]) -> None:
    project, ids = marked
    with history.act(project, coder="Be", verb="mark") as session:
        document = documents.listing(session)[0].id
        mine = quotes.add(session, document, type="direct", parts=[("content", span_of("Lorvik"))])
    with project.reading() as session:
        assert [hit.annotation for hit in search.find(session, "kind:quote coder:me", me="Be")] == [mine]
        assert {hit.annotation for hit in search.find(session, "kind:quote coder:be")} == {ids["last"], mine}


@pytest.mark.parametrize(
    ("line", "titles"),
    [
        ("delta actor:harlan", {"Harlan"}),
        ("delta -actor:harlan", {"bare"}),
        ("delta kind:document stance:>0", {"Harlan"}),
        ("delta coder:ben", {"Harlan"}),
        ("kind:document quote:mixed", {"Harlan"}),
        ("status:open", {"Harlan", "bare"}),
    ],
)
def test_documents_are_found_by_what_is_marked_in_them(
    marked: tuple[Project, dict[str, str]], line: str, titles: set[str]
) -> None:
    with marked[0].reading() as session:
        assert {hit.title for hit in search.find(session, line)} == titles


def test_an_annotation_is_told_with_whose_it_is_and_what_it_says(marked: tuple[Project, dict[str, str]]) -> None:
    with marked[0].reading() as session:
        hits = {hit.annotation: hit for hit in search.find(session, "kind:annotation")}
    told = {name: hits[id_] for name, id_ in marked[1].items()}
    assert {hit.kind for hit in told.values()} == {"quote", "mention", "stance"}
    assert (told["inner"].actor, told["inner"].how) == ("Jensen", "mixed")
    assert told["mention"].actor == "Jensen"
    assert (told["for"].actor, told["for"].target) == ("Augustin Harlan", "EU canal")
    assert (told["for"].how, told["for"].strength) == ("support", 2)
    assert told["against"].target == "Augustin Harlan"


def test_all_annotations_are_listed_in_the_order_of_the_texts(marked: tuple[Project, dict[str, str]]) -> None:
    project, ids = marked
    with project.reading() as session:
        listed = search_marks.listing(session, 20)
        some = search_marks.listing(session, 2)
        asked = search.find(session, "kind:annotation")
    assert sorted(hit.annotation for hit in listed) == sorted(ids.values())
    assert [hit.span.start for hit in listed] == sorted(hit.span.start for hit in listed)
    assert [hit.annotation for hit in some] == [hit.annotation for hit in listed[:2]]
    told = {hit.annotation: hit for hit in asked}
    for hit in listed:
        found = told[hit.annotation]
        assert (hit.document, hit.number, hit.span, hit.exact) == (
            found.document,
            found.number,
            found.span,
            TEXT[found.span.start : found.span.end],
        )
        assert (hit.kind, hit.actor, hit.target, hit.how, hit.strength) == (
            found.kind,
            found.actor,
            found.target,
            found.how,
            found.strength,
        )


def test_a_section_is_a_filter(project: Project) -> None:
    with history.act(project, coder="anna", verb="add", undoable=False) as session:
        documents.add(session, article("The dam is closed.", title="a", section="Opinion"))
        documents.add(session, article("The dam is open.", title="b", section="World"))
    with project.reading() as session:
        assert [hit.title for hit in search.find(session, "dam section:opin")] == ["a"]
        assert search_values.values(session, "section") == ["Opinion", "World"]


def test_what_a_filter_can_be_is_told_the_commonest_first(marked: tuple[Project, dict[str, str]]) -> None:
    with marked[0].reading() as session:
        told = {name: search_values.values(session, name) for name in FILTERS}
    assert told["actor"] == ["Augustin Harlan\nPresident Harl\u00e1n", "Jensen"]
    assert told["about"] == ["EU canal", "Water", "Augustin Harlan", "Jensen"]
    assert told["coder"] == ["me", "anna", "ben"]
    assert (told["outlet"], told["date"], told["language"]) == (["Herald"], ["2018"], [])


def test_a_search_that_nobody_waits_for_ends(corpus: Project) -> None:
    told = []
    with corpus.reading() as session:
        for hit in search.hits(session, "russia", stopped=lambda: bool(told)):
            told.append(hit)  # noqa: PERF402 - the search looks at what was told
        assert len(told) == 1
        assert list(search.hits(session, "/(s|ss)+$/", stopped=lambda: True)) == []
