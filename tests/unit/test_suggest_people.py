from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import names
from corpus.spans import Span
from corpus.suggest.people import identify

ARTICLE = (
    "Velmaran President Lena Orsini met Foreign Minister Aldo Venn of Sorrand in Merrow on Monday.\n\n"
    "“It is late,” Orsini said. She added that the talks go on.\n\n"
    "Venn thanked her. He said that Sorrand was ready.\n\n"
)


def speakers(text: str, *phrases: str) -> list[str]:
    """Who is meant by each of the phrases, which stand in the text in this order."""
    sources, place = [], 0
    for phrase in phrases:
        found = re.compile(rf"\b{re.escape(phrase)}").search(text, place)
        assert found, phrase
        sources.append(Span(*found.span()))
        place = found.end()
    return identify(text, names.spot(text), sources)


@pytest.mark.parametrize(
    ("words", "phrase", "expected"),
    [
        ("“We go,” said Orsini.", "Orsini", "Lena Orsini"),
        ("“We go,” said President Lena Orsini, who smiled.", "President Lena Orsini, who smiled", "Lena Orsini"),
        ("“We go,” the Velmaran leader said.", "the Velmaran leader", "Lena Orsini"),
        ("“We go,” Velmara’s president said.", "Velmara’s president", "Lena Orsini"),
        ("“We go,” the foreign minister said.", "the foreign minister", "Aldo Venn"),
        ("“We go,” said a senior official in Merrow.", "a senior official in Merrow", "a senior official in Merrow"),
        ("“We go,” the local mayor said.", "the local mayor", "the local mayor"),
        ("“We go,” Venn’s ministry said.", "Venn’s ministry", "Venn’s ministry"),
        ("“We go,” the Orsini camp said.", "the Orsini camp", "the Orsini camp"),
        ("“We go,” said a spokesman for Orsini.", "a spokesman for Orsini", "a spokesman for Orsini"),
        ("“We go,” said Bo Lind, a friend of Venn,", "Bo Lind, a friend of Venn", "Bo Lind"),
        ("“We go,” said a neighbour, Bo Lind.", "a neighbour, Bo Lind", "Bo Lind"),
        ("“We go,” said Orsini and Venn.", "Orsini and Venn", "Lena Orsini and Aldo Venn"),
        ("It rains, says a note from Orsini.", "a note from Orsini", "Lena Orsini"),
        ("“We go,” said port chief Bo Lind in Merrow.", "port chief Bo Lind in Merrow", "Bo Lind"),
        ("“We go,” said the Dawn Guard group.", "the Dawn Guard group", "Dawn Guard"),
        ("“We go,” the two leaders said.", "the two leaders", "the two leaders"),
        ("“We go,” we said.", "we", "we"),
    ],
)
def test_a_phrase_gives_the_fullest_name_that_the_text_tells_or_stays_itself(
    words: str, phrase: str, expected: str
) -> None:
    assert speakers(ARTICLE + words, phrase) == [expected]


def test_he_and_she_are_who_spoke_last_or_the_subject_of_a_newer_sentence() -> None:
    found = speakers(ARTICLE, "Lena Orsini", "She", "Venn", "He")
    assert found[1] == "Lena Orsini"
    assert found[3] == "Aldo Venn"


def test_she_is_nobody_whom_the_text_calls_a_man() -> None:
    text = "Lena Orsini spoke. “No,” said Orsini. Mr. Bo Lind disagreed. “Yes,” she said."
    assert speakers(text, "Lena Orsini", "she") == ["Lena Orsini", "Lena Orsini"]


def test_a_name_in_a_quotation_or_beside_a_noun_is_no_antecedent() -> None:
    text = "“No,” said Aldo Venn. “Bo Lind will leave,” he said. A Lind supporter left. “Good,” he said."
    assert speakers(text, "Aldo Venn", "he", "he") == ["Aldo Venn"] * 3


def test_according_to_him_is_said_by_who_spoke_last() -> None:
    text = "Aldo Venn said no to Bo Lind. According to him, it rains."
    assert speakers(text, "Aldo Venn", "him") == ["Aldo Venn", "Aldo Venn"]


def test_him_inside_a_sentence_is_the_person_named_before_it() -> None:
    text = "Aldo Venn said no.\n\nLind’s ministry reported him as saying yes, after Bo Lind left."
    assert speakers(text, "Aldo Venn", "him") == ["Aldo Venn", "Bo Lind"]


def test_they_and_it_are_no_person() -> None:
    text = "Aldo Venn said no. The diplomats agreed. They warned of rain. The Merrow Port Council met. It said yes."
    found = speakers(text, "Aldo Venn", "The diplomats", "They", "The Merrow Port Council", "It")
    assert found[2:] == ["The diplomats", "Merrow Port Council", "Merrow Port Council"]


def test_a_pronoun_without_anybody_before_it_stays_itself_and_is_no_antecedent() -> None:
    assert speakers("“Yes,” he said. “No,” he said.", "he", "he") == ["he", "he"]


def test_a_paper_is_known_by_what_it_was_called() -> None:
    text = "It rains, according to the Velmaran daily Die Glocke. More rain is to come, the daily said."
    assert speakers(text, "the Velmaran daily Die Glocke", "the daily") == ["Die Glocke", "Die Glocke"]


def test_a_role_that_opens_the_article_is_whoever_then_speaks_without_a_title() -> None:
    text = "Sorrand’s foreign minister said it rains.\n\n“It is wet,” Aldo Venn told reporters."
    assert speakers(text, "Sorrand’s foreign minister", "Aldo Venn") == ["Aldo Venn", "Aldo Venn"]
    titled = text.replace("Aldo Venn", "President Aldo Venn")
    assert speakers(titled, "Sorrand’s foreign minister", "President Aldo Venn")[0] == "Sorrand’s foreign minister"


def test_a_former_holder_of_an_office_is_meant_only_where_nobody_holds_it() -> None:
    text = "Former President Bo Lind met President Lena Orsini. “No,” the president said."
    assert speakers(text, "the president") == ["Lena Orsini"]
    assert speakers("Former President Bo Lind left. “No,” the president said.", "the president") == ["Bo Lind"]


def test_a_vice_president_is_not_the_president() -> None:
    text = "Vice President Bo Lind left. “No,” the president said."
    assert speakers(text, "the president") == ["the president"]


PIECES = [
    "Lena Orsini",
    "he",
    "She",
    "the Velmaran minister",
    "Minister Bo Lind",
    " said. ",
    "“",
    "”",
    "\n",
    ", who ",
    "’s ",
]


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join), st.data())
def test_whatever_the_phrases_each_gives_one_name_of_the_text_and_always_the_same(
    text: str, data: st.DataObject
) -> None:
    offsets = st.integers(0, len(text))
    pairs = data.draw(st.lists(st.tuples(offsets, offsets), max_size=6))
    sources = sorted(Span(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1])
    spotted = names.spot(text)
    found = identify(text, spotted, sources)
    assert len(found) == len(sources)
    assert found == identify(text, spotted, sources)
