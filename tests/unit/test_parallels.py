from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.parallels import Comparer, Parallel, Statement

SAID = "Velmara will not sign the river treaty until Sorrand withdraws 40,000 men from the Orbin dam."
RETOLD = [
    "Velmara isn't going to sign the treaty on the river before Sorrand has withdrawn 40,000 men from the Orbin dam",
    "until Sorrand withdraws 40,000 men from the Orbin dam",
    "Velmara would not be signing the river treaty until forty thousand men were withdrawn by Sorrand, she said.",
    "VELMARA WILL NOT SIGN THE RIVER TREATY UNTIL SORRAND WITHDRAWS 40 000 MEN.",
    "No signature under the river accord as long as Sorrand's 40.000 soldiers stand at the Orbin dam, Orsini said.",
]
OTHERS = [
    "The grain quota was raised in Velmara.",
    "Sorrand and Velmara signed a treaty on pilots.",
    "The Orbin dam was opened on Monday by Lena Orsini.",
    "Nothing else happened in the valley.",
]


def best(said: str, text: str) -> Parallel | None:
    return Comparer(Statement(said), {}, 1000).best(text)


def score(said: str, text: str) -> float:
    found = best(said, text)
    return found.score if found else 0.0


def test_other_words_cuts_and_tenses_tell_more_of_a_statement_than_other_statements_do() -> None:
    assert min(score(SAID, text) for text in RETOLD) > max(score(SAID, text) for text in OTHERS)


@pytest.mark.parametrize("retold", RETOLD)
def test_the_stretch_that_tells_it_is_found_among_other_sentences(retold: str) -> None:
    text = f"{OTHERS[0]} {OTHERS[3]}\n\n{retold.removesuffix('.')}.\n\n{OTHERS[1]}"
    found = best(SAID, text)
    assert found is not None
    assert text[slice(*found.span)].startswith(retold.removesuffix("."))


def test_the_same_words_count_most() -> None:
    assert score(SAID, SAID) > max(score(SAID, text) for text in RETOLD)


def test_a_statement_of_two_sentences_is_found_as_two() -> None:
    first, second = "The dam at Orbin is closed.", "Nobody will open it before spring."
    found = best(f"{first} {second}", f"Prices rose. {first} {second} The ferry was late.")
    assert found is not None
    assert found.span.length == len(f"{first} {second}")


def test_a_cut_of_a_long_statement_is_found() -> None:
    said = f"{SAID} The pilots of Halven have waited for nine years. Bread costs two crowns in Port Else."
    assert score(said, "In Port Else, bread costs two crowns.") > score(said, OTHERS[3])


def test_what_shares_no_word_tells_nothing() -> None:
    assert best(SAID, OTHERS[3]) is None
    assert best(SAID, "") is None
    assert best("", SAID) is None
    assert best("the of and", "the of and") is None


def test_numbers_count_as_words_and_as_digits() -> None:
    assert score("10 ships came in", "Ten ships came in.") > score("10 ships came in", "12 ships came in.")


def test_words_that_stand_for_one_another_count() -> None:
    assert score("The troops will defend the accord", "The army is to protect the deal.") > 0.2
    assert score("The troops will defend the accord", "The mill is to bake the bread.") == 0.0


def test_a_script_without_spaces_is_compared_too() -> None:
    assert score("欧盟对俄罗斯的制裁将继续", "今天天气很好。欧盟将继续对俄罗斯实施制裁。") > 0.3


def test_what_is_looked_up_is_the_beginning_of_words_and_what_stands_for_them() -> None:
    needles = {(needle.text, needle.is_whole) for needle in Statement("Sorrand withdraws 40,000 men").needles()}
    assert {("sorra", False), ("withd", False), ("40000", True), ("40", True), ("men", True)} <= needles
    assert ("retre", False) in needles


@given(st.text(alphabet="abAB .,é\n10”", max_size=60), st.text(alphabet="abAB .,É\n10”", max_size=60))
def test_a_stretch_is_one_of_the_text_without_space_around_it(said: str, text: str) -> None:
    found = best(said, text)
    if found is not None:
        exact = text[slice(*found.span)]
        assert 0.0 < found.score <= 1.0
        assert exact
        assert exact == exact.strip()
