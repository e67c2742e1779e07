"""Near copies by the runs of words that two texts share."""

from __future__ import annotations

import unicodedata
from random import Random

import pytest

from corpus import doubles
from corpus.spans import Span, Zone

WORDS = ("alder", "birch", "cedar", "dune", "ember", "fjord", "grove", "heath", "islet", "jetty", "knoll", "lagoon")


def text(seed: int, length: int = 400) -> str:
    """A text of words that no other seed's text has in this order."""
    random = Random(seed)
    return " ".join(f"{random.choice(WORDS)}{random.choice(WORDS)}" for _ in range(length))


def rewritten(original: str, seed: int, changed: float, kept: float = 1.0) -> str:
    """The text with some words dropped, replaced or put in, and then cut."""
    random, words = Random(seed), []
    for word in original.split():
        fate = random.random()
        if fate > changed:
            words.append(word)
        elif fate > changed / 3:
            words += [word, random.choice(WORDS)] if fate > changed * 2 / 3 else [random.choice(WORDS)]
    return " ".join(words[: int(len(words) * kept)])


def like(one: str, other: str) -> float:
    return doubles.likeness(doubles.runs(one), doubles.runs(other))


def shared(one: str, other: str) -> int:
    sketches = [doubles.sketch(doubles.runs(each)) for each in (one, other)]
    return len(set(sketches[0]) & set(sketches[1]))


def test_white_space_case_punctuation_and_the_spelling_of_accents_do_not_count() -> None:
    one = "“Café owners won,” said Lena Orsini.\nNobody else did."
    other = unicodedata.normalize("NFD", '"CAFÉ  owners won" - said Lena Orsini: nobody else did')
    assert like(one, other) == 1


def test_a_text_without_words_is_like_no_other() -> None:
    assert like("…", "…") == 0
    assert doubles.sketch(doubles.runs("")) == ()
    assert like("One", "One") == 1
    assert like("One", "Two") == 0


@pytest.mark.parametrize("kept", [1.0, 0.5])
@pytest.mark.parametrize("seed", range(20))
def test_a_copy_with_every_tenth_word_changed_is_found_whole_and_halved(seed: int, kept: float) -> None:
    copy = rewritten(text(seed), seed, 0.1, kept)
    assert like(text(seed), copy) >= doubles.NEAR
    assert shared(text(seed), copy) >= doubles.TOGETHER


def test_articles_that_share_words_and_no_sentences_are_not_near() -> None:
    found = [doubles.runs(text(seed)) for seed in range(40)]
    assert max(doubles.likeness(one, other) for one in found for other in found if one is not other) < 0.02


def test_what_an_outlet_repeats_makes_no_copies() -> None:
    tag = "Read more and subscribe to the newsletter of the Halven Courier for a daily look at the harbour. " * 5
    one, other = (words + tag for words in ("Lena Orsini has won the vote. ", "The dam was opened on Monday. "))
    zones = [[Zone("boilerplate", Span(len(each) - len(tag), len(each)))] for each in (one, other)]
    assert like(one, other) > doubles.NEAR
    assert doubles.likeness(doubles.runs(one, zones[0]), doubles.runs(other, zones[1])) == 0


def test_scripts_without_spaces_are_compared_sign_by_sign() -> None:
    one = "维尔马拉政府星期一宣布河流条约将在冬季之前重新谈判"
    assert like(one, one.replace("星期一", "周二")) > doubles.NEAR
    assert like(one, "港口费用的争论已经分裂了内阁多数成员都反对") == 0


def test_a_sketch_is_the_same_on_every_machine() -> None:
    assert doubles.sketch(doubles.runs("Lena Orsini said that all is well.")) == (
        385160260,
        1091338999,
        1582182209,
        1756536072,
    )
