"""The small learner of positions: what it takes for a rule, what it leaves, and what it tells."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.suggest import positions
from corpus.suggest.positions import Example, Guess, learn, macro_f1

TOWNS = ("Halven", "Merrow", "Orrane", "Tessel", "Castev", "Dovan", "Lorvik", "Corwen", "Orbin", "Ister", "Neve", "Ulm")
PHRASES = st.lists(st.text(max_size=6) | st.sampled_from(("not", "dam", "river.", "ß")), max_size=6).map(" ".join)
WORDS = {
    "support": ("We welcome the dam of {} and praise it.", "The dam near {} is a blessing, Venn said."),
    "oppose": ("We reject the dam of {} and fear it.", "The dam near {} is a danger, Venn said."),
    "neutral": ("The dam of {} has nine gates.", "The dam near {} was counted, Venn said."),
}


def told(*kinds: str, towns: Sequence[str] = TOWNS) -> list[Example]:
    return [Example(words.format(town), kind) for town in towns for kind in kinds for words in WORDS[kind]]


def guessed(examples: Sequence[Example], text: str) -> Guess:
    learned = learn(examples)
    assert learned
    guess = learned.guess(text)
    assert guess
    return guess


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("Karel would welcome it, for it is a blessing.", "support"),
        ("They reject it as a danger.", "oppose"),
        ("It has nine gates.", "neutral"),
    ],
)
def test_what_words_always_told_is_guessed_with_those_words(text: str, position: str) -> None:
    guess = guessed(told("support", "oppose", "neutral"), text)
    assert guess.position == position
    assert 0.7 < guess.confidence < 1
    assert 1 <= len(guess.words) <= positions.MOST_WORDS
    assert all(word in text.casefold() for words in guess.words for word in words.split())


def test_no_word_is_told_twice() -> None:
    words = " ".join(guessed(told("support", "oppose"), "We welcome the dam and praise it").words).split()
    assert len(words) == len(set(words))


def test_a_negation_turns_the_words_behind_it() -> None:
    examples = [
        Example(words.format(town), position)
        for town in TOWNS
        for words, position in (
            ("We trust the plan for {}.", "support"),
            ("We do not trust the plan for {}.", "oppose"),
            ("We don’t trust the plan for {}, they say.", "oppose"),
            ("No, we trust the plan for {}.", "support"),
        )
    ]
    assert guessed(examples, "We trust it.").position == "support"
    assert guessed(examples, "We cannot trust it.").position == "oppose"
    assert guessed(examples, "We can't ever trust it.").words == ("not trust",)


def test_words_that_were_never_seen_get_no_guess() -> None:
    learned = learn(told("support", "oppose"))
    assert learned
    assert learned.guess("Boats sail slowly") is None
    assert learned.guess("") is None


@pytest.mark.parametrize("count", [0, 1, 5, 9])
def test_below_twenty_examples_nothing_is_learned(count: int) -> None:
    assert learn(told("support", "oppose", towns=TOWNS[:4])[:count]) is None
    assert learn(told("support", "oppose", towns=TOWNS[:4])) is None
    assert learn(told("support", "oppose", towns=TOWNS[:5]))


def test_examples_without_a_word_in_common_teach_nothing() -> None:
    alone = [Example(chr(0x561 + place), ("support", "oppose")[place % 2]) for place in range(30)]
    assert learn(alone) is None


def test_one_position_alone_teaches_nothing() -> None:
    assert learn(told("support")) is None


def test_a_position_with_too_few_examples_is_left_out() -> None:
    few = [Example("It has nine gates", "neutral"), Example("It was counted", "neutral")]
    assert guessed([*told("support", "oppose"), *few], "It has nine gates, a blessing").position == "support"
    only = [Example(f"We welcome {town}", "support") for town in TOWNS] * 3
    assert learn([*only, *few]) is None


def test_the_same_words_count_once_and_judged_differently_not_at_all() -> None:
    assert learn(told("support", "oppose", towns=TOWNS[:4]) * 5) is None
    examples = told("support", "oppose")
    contested = [Example(example.text.upper(), "unclear") for example in examples]
    assert learn([*examples, *contested]) is None


@pytest.mark.parametrize("count", [20, 40, 100])
def test_positions_that_words_do_not_tell_are_seldom_taken_for_a_rule(count: int) -> None:
    vocabulary = ("dam", "river", "treaty", "boat", "gate", "harbour", "minister", "border", "talks", "price", "bread")
    learned = 0
    for seed in range(40):
        draw = random.Random(seed)
        examples = [
            Example(" ".join(draw.choices(vocabulary, k=12)), draw.choice(("support", "oppose", "neutral")))
            for _ in range(count)
        ]
        learned += learn(examples) is not None
    assert learned <= 4


def test_a_frequent_position_alone_is_no_rule() -> None:
    many = [Example(f"The road to {one} passes {two}", "neutral") for one in TOWNS for two in TOWNS if one != two]
    few = [Example(f"The road from {town} ends", "support") for town in TOWNS[:4]]
    shuffled = random.Random(7).sample([example.text for example in (*many, *few)], len(many) + len(few))
    examples = [Example(text, example.position) for text, example in zip(shuffled, (*many, *few), strict=True)]
    assert learn(examples) is None


def test_macro_f1_is_the_mean_of_each_positions_f1() -> None:
    pairs = [("a", "a"), ("a", "a"), ("a", "b"), ("b", "b"), ("b", "a"), ("c", "a")]
    assert macro_f1(pairs) == pytest.approx((4 / 7 + 2 / 4 + 0) / 3)
    assert macro_f1([("a", "a")]) == 1


def test_the_same_examples_teach_the_same_in_every_process() -> None:
    code = (
        "import json, sys; from corpus.suggest.positions import *; examples, text = json.load(sys.stdin);"
        "guess = learn([Example(*each) for each in examples]).guess(text); print(guess)"
    )
    examples = [(example.text, example.position) for example in told("support", "oppose", "neutral")]
    given_in = json.dumps([examples, "We welcome the danger of nine gates"])
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            input=given_in,
            capture_output=True,
            text=True,
            check=True,
            cwd=Path(__file__).parents[2],
            env={"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(runs) == 1


@settings(max_examples=50)
@given(
    st.lists(
        st.builds(Example, st.text(max_size=60), st.sampled_from(("support", "oppose", "mixed", "unclear"))),
        max_size=60,
    ),
    st.text(max_size=60),
)
def test_whatever_the_texts_are_a_guess_is_one_of_the_positions(examples: list[Example], text: str) -> None:
    learned = learn(examples)
    if learned and (guess := learned.guess(text)):
        assert guess.position in {example.position for example in examples}
        assert 0 < guess.confidence < 1
