from __future__ import annotations

import subprocess
import sys

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import fuzzy, postings

NAMES = [
    "Emmanuel Macron",
    "Marine Le Pen",
    "Jean-Yves Le Drian",
    "Vladimir Putin",
    "European Union",
    "Stéphane Séjourné",
    "The Macron camp",
    "Macron",
    "Émile Zola",
]


WORDS = ["macron", "paris", "meets", "orban", "on", "sanctions", "sanction", "martin", "m", "in"]


def ranked(query: str) -> list[str]:
    return [NAMES[match.index] for match in fuzzy.rank(query, NAMES)]


def test_without_a_query_the_first_choices_come_in_their_order() -> None:
    assert fuzzy.rank("", NAMES, 2) == [fuzzy.Match(0, 0.0, ()), fuzzy.Match(1, 0.0, ())]
    assert fuzzy.rank(" - ", NAMES, 1) == [fuzzy.Match(0, 0.0, ())]


def test_the_exact_choice_comes_first_then_those_with_the_word() -> None:
    assert ranked("macron") == ["Macron", "Emmanuel Macron", "The Macron camp"]


def test_words_may_come_in_any_order_and_unfinished() -> None:
    assert ranked("drian jean") == ["Jean-Yves Le Drian"]
    assert ranked("pen le") == ["Marine Le Pen"]
    assert ranked("vla put") == ["Vladimir Putin"]


def test_a_typo_or_two_are_forgiven_also_while_typing() -> None:
    assert ranked("putni") == ["Vladimir Putin"]
    assert ranked("emanuel macr") == ["Emmanuel Macron"]
    assert ranked("sejuorn") == ["Stéphane Séjourné"]
    assert ranked("vladimmmir") == ["Vladimir Putin"]
    assert ranked("vladixyzmir") == []


def test_a_short_word_must_be_right() -> None:
    assert ranked("pan") == []


def test_what_is_typed_right_comes_before_what_is_typed_wrong() -> None:
    choices = ["Martin Roe", "Marten Roe"]
    assert [match.index for match in fuzzy.rank("marten", choices)] == [1, 0]


def test_case_and_diacritics_do_not_count() -> None:
    assert ranked("EMILE") == ["Émile Zola"]
    assert ranked("séjourne ste") == ["Stéphane Séjourné"]


def test_positions_are_the_matched_characters_of_the_choice() -> None:
    (match,) = fuzzy.rank("sej ste", ["Ste\u0301phane Séjourné"])
    assert match.positions == (0, 1, 2, 10, 11, 12)
    (typo,) = fuzzy.rank("putni", ["Vladimir Putin"])
    assert "".join("Vladimir Putin"[position] for position in typo.positions) in ("Puti", "Putn")


def test_one_word_of_the_choice_answers_only_one_of_the_query() -> None:
    assert fuzzy.rank("le le", ["Le Pen"]) == []
    assert len(fuzzy.rank("ma macron", ["Macron Mabel"])) == 1


def test_of_several_lines_the_best_one_counts_and_the_first_is_shown() -> None:
    choices = [
        "Netherlands\nHolland",
        "François Hollande\nPresident Hollande\nHollande",
        "Angela Merkel\nChancellor Merkel",
    ]
    index = fuzzy.Index(choices)
    assert [match.index for match in index.rank("holande")] == [1, 0]
    (match,) = index.rank("chancellor merkel")
    assert "".join(choices[2][position] for position in match.positions) == "Merkel"


def test_a_word_whole_in_its_line_comes_before_one_that_only_begins() -> None:
    assert fuzzy.rank("zarif", ["Zarifou Ayeva", "Mohammad Zarif", "Zarif"])[0].index == 2
    assert fuzzy.rank("zarif", ["Zarifou Ayeva", "Mohammad Zarif"])[0].index == 1


def test_of_equals_the_one_with_the_higher_prior_comes_first() -> None:
    choices = ["Mali", "Marine Le Pen", "Martin Roe"]
    assert [match.index for match in fuzzy.Index(choices, [0, 2, 1]).rank("ma")] == [1, 2, 0]


def test_names_are_found_as_they_sound_elsewhere() -> None:
    choices = ["Vladimir Putin", "Muammar Qaddafi", "Volodymyr Zelenskyy", "Nikita Khrushchev"]
    for query, place in (("poutine", 0), ("путин", 0), ("kadhafi", 1), ("selenski", 2), ("kruschev", 3)):
        assert fuzzy.rank(query, choices)[0].index == place


def test_a_space_may_be_missing_or_a_letter_further_on() -> None:
    choices = ["Ban Ki-moon", "Julia Ortega", "Attal meets Orban"]
    for query, place in (("ban kimoon", 0), ("ortegajulia", 1), ("attalxmeets", 2), ("atta lmeets", 2)):
        assert [match.index for match in fuzzy.rank(query, choices)] == [place]


def test_one_word_in_three_may_be_wrong_if_it_is_short_or_the_choice_long() -> None:
    title = "Macron meets Orban in Halven amid talks over the dam"
    assert fuzzy.rank("macron orban qqqqqq", [title])
    assert fuzzy.rank("macron qqqqqq", [title]) == []
    assert fuzzy.rank("jean qqqqqq drian", ["Jean-Yves Le Drian"]) == []
    assert fuzzy.rank("jean q drian", ["Jean-Yves Le Drian"])


def test_a_choice_that_comes_later_is_found_too() -> None:
    index = fuzzy.Index(NAMES)
    assert index.rank("velmarra") == []
    index.add("Velmara wants talks")
    assert [match.index for match in index.rank("velmarra")] == [len(NAMES)]
    assert len(index) == len(NAMES) + 1


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join), min_size=1, max_size=40),
    st.lists(st.sampled_from([*WORDS, "mxcron", "pariss", "me", "on", "macronparis"]), min_size=1, max_size=4),
)
def test_many_choices_are_ranked_as_few_are(choices: list[str], words: list[str]) -> None:
    many = fuzzy.Index([*choices, *["..."] * postings.FEW])
    few = fuzzy.Index(choices)
    query = " ".join(words)
    assert many.rank(query, 100) == few.rank(query, 100)


def test_the_limit_holds() -> None:
    assert len(fuzzy.rank("e", NAMES, 2)) == 2


def test_typos_are_forgiven_only_where_too_few_are_typed_right() -> None:
    choices = ["Martin Roe", "Marten Roe", "Marten Lee"]
    index = fuzzy.Index(choices)
    assert [match.index for match in index.rank("marten", 2)] == [1, 2]
    assert [match.index for match in index.rank("marten", 3)] == [1, 2, 0]


def test_a_limited_answer_is_the_beginning_of_the_whole_one() -> None:
    choices = [f"{a}{b} {c}" for a in ("an", "ban", "a") for b in ("", "d", "ana") for c in ("and", "ban", "x an")]
    index = fuzzy.Index(choices)
    for query in ("a", "an", "an b", "a n", "ban x"):
        whole = index.rank(query, len(choices))
        for limit in range(1, len(whole)):
            assert index.rank(query, limit) == whole[:limit]


def test_an_index_gives_the_same_answer_again() -> None:
    index = fuzzy.Index(NAMES)
    queries = ["macron", "putni", "e", *(f"word{number}" for number in range(100)), "macron", "putni", "e"]
    answers = [index.rank(query) for query in queries]
    assert answers[:3] == answers[-3:] == [fuzzy.rank(query, NAMES) for query in queries[:3]]


@settings(deadline=None)
@given(st.text(max_size=12), st.lists(st.text(max_size=15), max_size=5))
def test_matches_are_in_order_and_point_into_their_choices(query: str, choices: list[str]) -> None:
    matches = fuzzy.rank(query, choices)
    assert [match.score for match in matches] == sorted((match.score for match in matches), reverse=True)
    for match in matches:
        assert all(0 <= position < len(choices[match.index]) for position in match.positions)


@settings(deadline=None)
@given(st.lists(st.text(alphabet="abcdeé", min_size=1, max_size=6), min_size=1, max_size=4))
def test_a_choice_is_found_by_its_own_words_turned_round(words: list[str]) -> None:
    choice = " ".join(words)
    assert fuzzy.rank(" ".join(reversed(words)), ["zzz", choice])[0].index == 1


def test_a_short_list_is_ranked_without_numpy() -> None:
    code = (
        "import sys; from corpus import fuzzy, query, places, parallels;"
        "fuzzy.rank('mxcron', ['Emmanuel Macron'] * 100); query.parse('a b');"
        "print([name for name in ('numpy', 'regex') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
