from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus.parallels import Difference, Index, differences

SAID = "Velmara will not sign the river treaty until Sorrand withdraws 40,000 men from the Orbin dam."
OTHERS = [
    "The grain quota was raised in Velmara.",
    "Sorrand and Velmara signed a treaty on pilots.",
    "The Orbin dam was opened on Monday by Lena Orsini.",
    "Nothing else happened in the valley.",
]
RETOLD = [
    "Velmara isn't going to sign the treaty on the river before Sorrand has withdrawn 40,000 men from the Orbin dam",
    "until Sorrand withdraws 40,000 men from the Orbin dam",
    "Velmara would not be signing the river treaty until forty thousand men were withdrawn by Sorrand, she said.",
    "VELMARA WILL NOT SIGN THE RIVER TREATY UNTIL SORRAND WITHDRAWS 40 000 MEN.",
    "No signature under the river treaty as long as Sorrand's 40.000 men stand at the Orbin dam, Orsini said.",
]


def test_a_statement_is_found_in_other_words_cuts_and_tenses() -> None:
    index = Index([*OTHERS, *RETOLD])
    found = [parallel.index for parallel in index.find(SAID)]
    assert set(found[: len(RETOLD)]) == set(range(len(OTHERS), len(OTHERS) + len(RETOLD)))


def test_the_same_words_come_first() -> None:
    index = Index([*RETOLD, *OTHERS, SAID])
    (first, *_) = index.find(SAID, 1)
    assert first.index == len(RETOLD) + len(OTHERS)


def test_a_statement_is_found_among_very_many() -> None:
    index = Index(f"{first} {second} {number}" for number in range(300) for first, second in [OTHERS[:2]])
    place = len(index)
    index.add(RETOLD[0])
    assert [parallel.index for parallel in index.find(SAID, 1)] == [place]


def test_what_shares_no_word_is_no_parallel() -> None:
    assert Index(["Nothing else happened."]).find(SAID) == []
    assert Index([]).find(SAID) == []
    assert Index(OTHERS).find("") == []


def test_numbers_count_as_words_and_as_digits() -> None:
    index = Index(["Ten ships came in.", "12 ships came in."])
    assert index.find("10 ships came in")[0].index == 0


def test_a_script_without_spaces_is_compared_too() -> None:
    index = Index(["欧盟将继续对俄罗斯实施制裁", "今天天气很好"])
    assert [parallel.index for parallel in index.find("欧盟对俄罗斯的制裁将继续")] == [0]


def test_differences_are_told_word_by_word() -> None:
    assert differences("We will not sign the treaty.", "we do not sign a treaty.") == [
        Difference("same", "We "),
        Difference("gone", "will"),
        Difference("new", "do"),
        Difference("same", " not sign "),
        Difference("gone", "the"),
        Difference("new", "a"),
        Difference("same", " treaty."),
    ]


@given(st.text(alphabet="ab .,é\n", max_size=30), st.text(alphabet="ab .,É\n", max_size=30))
def test_the_pieces_of_a_difference_are_both_texts(first: str, second: str) -> None:
    told = differences(first, second)
    assert "".join(piece.text for piece in told if piece.kind != "new") == first
    theirs = "".join(piece.text for piece in told if piece.kind != "gone")
    assert "".join(theirs.casefold().split()) == "".join(second.casefold().split())
