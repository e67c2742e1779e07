from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import fuzzy
from corpus.query import Completion, amended, complete, parse
from corpus.query_tree import And, Filter, Near, Node, Not, Or, Pattern, Phrase, QueryError, Word, wanted, write


@pytest.mark.parametrize(
    ("line", "tree"),
    [
        ("", None),
        (' - "" * % ', None),
        ("macron ", Word("macron")),
        ("macron", Word("macron", begun=True)),
        ("strat* ", Word("strat", begun=True)),
        ("Jean-Yves, ", Word("Jean-Yves")),
        ("a b ", And((Word("a"), Word("b")))),
        ("a AND b ", And((Word("a"), Word("b")))),
        ("a OR b c ", Or((Word("a"), And((Word("b"), Word("c")))))),
        ("(a OR b) c ", And((Or((Word("a"), Word("b"))), Word("c")))),
        ("a -b NOT c ", And((Word("a"), Not(Word("b")), Not(Word("c"))))),
        ('"new sanctions"', Phrase("new sanctions")),
        ('"new sanc', Phrase("new sanc", begun=True)),
        ('"new sanc*"', Phrase("new sanc", begun=True)),
        ('"rus"', Word("rus")),
        ("near(eu army, 5)", Near((Word("eu"), Word("army")), 5)),
        ('near("eu army" strat*)', Near((Phrase("eu army"), Word("strat", begun=True)))),
        ("eu NEAR/3 army ", Near((Word("eu"), Word("army")), 3)),
        ("eu NEAR army ", Near((Word("eu"), Word("army")))),
        (r"/sanction(s|ed)\/x/", Pattern(r"sanction(s|ed)\/x")),
        ("outlet:TASS", Filter("outlet", "TASS")),
        ('about:"EU sanctions"', Filter("about", "EU sanctions")),
        ("date:2017..2018-03", Filter("date", low="2017", high="2018-03")),
        ("date:>2018", Filter("date", low="2018", beyond=True)),
        ("date:<=2018", Filter("date", high="2018")),
        ("date:2018", Filter("date", "2018")),
        ("stance:>0", Filter("stance", low="0", beyond=True)),
        ("stance:support", Filter("stance", "support")),
        ("coder:me kind:quote", And((Filter("coder", "me"), Filter("kind", "quote")))),
        ("and/or ", Word("and/or")),
    ],
)
def test_a_line_becomes_a_tree(line: str, tree: Node | None) -> None:
    assert parse(line) == tree
    assert parse(write(tree)) == tree


@pytest.mark.parametrize(
    ("line", "place", "instead"),
    [
        ("a OR", 2, '"OR" in quotes'),
        ("AND b", 0, '"AND" in quotes'),
        ("a NOT", 2, "write a word"),
        ("a ) b", 2, "open one before"),
        ("a /b", 2, "ends with a slash"),
        ("/a(/", 0, "mend it"),
        ("a near(b)", 2, "near(eu army, 5)"),
        ("a near(b c", 2, "closing parenthesis"),
        ("a NEAR/x b", 2, "NEAR/5"),
        ("a NEAR outlet:b", 2, "between words"),
        ("a str*gic", 2, "strat*"),
        ("a outlt:TASS", 2, "outlet"),
        ("a outlet:", 2, "outlet:"),
        ("status:opened", 0, "open, done"),
        ("date:last", 0, "date:2018"),
        ("date:2018-02-31", 0, "date:2018"),
        ("stance:>7", 0, "stance:>0"),
        ("(" * 40 + "a", 30, "make it simpler"),
        ("a" * 2001, 2000, "make it shorter"),
    ],
)
def test_a_line_that_makes_no_sense_is_refused_with_the_place_and_what_to_write(
    line: str, place: int, instead: str
) -> None:
    with pytest.raises(QueryError) as caught:
        parse(line)
    assert caught.value.start == place
    assert f"at character {place + 1}: " in str(caught.value)
    assert instead in str(caught.value)


def test_what_is_ruled_out_is_not_wanted() -> None:
    tree = parse("a (b OR -c) outlet:TASS -d ")
    assert wanted(tree) == [Word("a"), Word("b"), Filter("outlet", "TASS")]


def values(name: str, typed: str) -> list[str]:
    known = {"outlet": ["TASS", "Sputnik", "NDTV"], "about": ["EU sanctions", "NATO"]}.get(name, [])
    return [known[match.index] for match in fuzzy.rank(typed, known)]


@pytest.mark.parametrize(
    ("line", "texts"),
    [
        ("macron ou", ["outlet:"]),
        ("macron s", ["section:", "stance:", "status:"]),
        ("outlet:", ["TASS ", "Sputnik ", "NDTV "]),
        ("outlet:sputnk", ["Sputnik "]),
        ("about:sanc", ['"EU sanctions" ']),
        ('about:"eu sa', ['"EU sanctions" ']),
        ("kind:q", ["quote "]),
        ("nothing:x", []),
        ("", []),
        ('"ou', []),
    ],
)
def test_a_filter_is_completed_as_it_is_typed(line: str, texts: list[str]) -> None:
    assert [completion.text for completion in complete(line, len(line), values)] == texts


def test_a_completion_tells_what_it_replaces() -> None:
    assert complete("a outlet:ndt b", 12, values) == [Completion("NDTV ", 9, 12)]


@pytest.mark.parametrize(
    ("line", "word", "expected"),
    [
        ("blocade ", "blockade", "blockade "),
        ("the blocade", "blockade", "the blockade "),
        ("blocade outlet:TASS ", "blockade", "blockade outlet:TASS "),
        ('"river dem" OR x', "dam", '"river dam" OR x'),
        ("", "dam", "dam "),
    ],
)
def test_a_word_takes_the_place_of_the_one_that_it_was_meant_for(line: str, word: str, expected: str) -> None:
    assert amended(line, word) == expected


WORDS = st.text(alphabet="abcdéñß漢x9", min_size=1, max_size=6).map(lambda text: f"w{text}")
WORD = st.builds(Word, WORDS, st.booleans())
PHRASE = st.builds(Phrase, st.lists(WORDS, min_size=2, max_size=4).map(" ".join), st.booleans())
LEAF = st.one_of(
    WORD,
    PHRASE,
    st.builds(Near, st.lists(WORD | PHRASE, min_size=2, max_size=3).map(tuple), st.integers(0, 1000)),
    st.builds(Pattern, st.sampled_from([r"a+", r"\/", r"(b|c)\\", "x y"])),
    st.builds(Filter, st.sampled_from(["outlet", "actor", "about"]), WORDS | PHRASE.map(lambda phrase: phrase.text)),
    st.builds(Filter, st.just("date"), st.just(""), st.just("2017"), st.just("2018-03")),
    st.builds(Filter, st.just("stance"), st.just(""), st.just("-1"), st.just(""), st.booleans()),
)


def composed(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(parts, min_size=2, max_size=4).map(tuple)
    return st.one_of(st.builds(Not, parts), st.builds(And, several), st.builds(Or, several))


@settings(deadline=None)
@given(st.recursive(LEAF, composed, max_leaves=12))
def test_a_tree_written_as_a_line_is_the_same_tree_again(tree: Node) -> None:
    assert parse(write(tree)) == tree


@settings(deadline=None)
@given(st.text(alphabet='ab"()/-*:,. NOTRANDEear5outlet', max_size=40) | st.text(max_size=30))
def test_any_line_is_a_tree_or_a_refusal(line: str) -> None:
    try:
        tree = parse(line)
    except QueryError as refusal:
        error = refusal
    else:
        assert parse(write(tree)) == tree
        return
    assert 0 <= error.start <= error.end <= len(line)
