from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import names
from corpus.spans import Span


def spotted(text: str) -> list[str]:
    return [text[slice(*name.span)] for name in names.spot(text)]


def full(text: str) -> dict[str, str]:
    return {text[slice(*name.span)]: name.full for name in names.spot(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "French President Emmanuel Macron met Russia’s Vladimir Putin.",
            ["Emmanuel Macron", "Russia", "Vladimir Putin"],
        ),
        ("He met former Prime Minister Ann Roe and Dr. J. Doe.", ["Ann Roe", "J. Doe"]),
        ("Later Foreign Minister Jean-Yves Le Drian spoke.", ["Jean-Yves Le Drian"]),
        ("It was Bashar al-Assad and Ursula von der Leyen.", ["Bashar al-Assad", "Ursula von der Leyen"]),
        ("However, on Monday in March the French and Top-level Russians left.", []),
        (
            "They asked the European Union and the Russian Foreign Ministry.",
            ["European Union", "Russian Foreign Ministry"],
        ),
        ("The US, the EU and the OSCE in North Korea.", ["US", "EU", "OSCE", "North Korea"]),
        ("Then Secretary of State Ann Roe came.", ["Ann Roe"]),
        ("Anti-Russian and Franco-German ties with North Korean men.", []),
        ("Roe said so.", ["Roe"]),
        ("Relations were strained.", []),
        ("Вчера там был «Дмитрий Песков» и ушёл.", ["Дмитрий Песков"]),
    ],
)
def test_names_come_without_titles_and_other_capitals(text: str, expected: list[str]) -> None:
    assert spotted(text) == expected


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Ann Roe", "person"),
        ("Roe", "person"),
        ("France", "country"),
        ("United States", "country"),
        ("US", "country"),
        ("European Union", "organisation"),
        ("the Kremlin", "organisation"),
        ("NATO", "organisation"),
        ("Council of Ministers", "organisation"),
        ("source in the foreign ministry", "source"),
        ("sources close to Macron", "source"),
        ("von der Leyen", "person"),
        ("Харлан", "person"),
        ("مصر", "person"),
        ("", "person"),
    ],
)
def test_what_an_actor_of_a_name_is_can_be_told_from_its_words(name: str, kind: str) -> None:
    assert names.kind_of(name) == kind


def test_a_short_name_has_its_full_form() -> None:
    text = "Ann Roe met Bashar al-Assad. Then Roe left Assad. Le Pen and Marine Le Pen stayed, and Pen too."
    found = full(text)
    assert (found["Roe"], found["Assad"], found["Le Pen"]) == ("Ann Roe", "Bashar al-Assad", "Marine Le Pen")


def test_a_short_name_of_two_persons_stays_short() -> None:
    assert full("They are Ann Roe and Bob Roe. Later Roe left, Roe said.")["Roe"] == "Roe"


def test_a_longer_form_of_the_same_name_is_no_second_person() -> None:
    found = full("It is Ann Mary Roe. So Ann Roe left, and Roe said no.")
    assert found["Roe"] == "Ann Mary Roe"


def test_in_a_heading_only_names_known_from_the_text_count() -> None:
    text = "Roe Says France No Longer Wants To Talk\n\nPUTIN AND ROE\n\nAnn Roe of France met Vladimir Putin there."
    assert spotted(text) == ["Roe", "France", "PUTIN", "ROE", "Ann Roe", "France", "Vladimir Putin"]
    assert full(text)["PUTIN"] == "Vladimir Putin"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MERROW (Lodestar) – Lena Orsini left.", ["Lena Orsini"]),
        ("MERROW, August 27. /LODE/. Lena Orsini left.", ["Lena Orsini"]),
        ("See TODAY.AZ or the www.Merrow.example page.", []),
        ("I’m here, and We’ve seen Ann Roe.", ["Ann Roe"]),
        ("THIS IS WHAT WE WANT, said Ann Roe.", ["Ann Roe"]),
        ("It was the Cold War and the Orbin Treaty.", []),
        ("Crooked Ann Roe met Rep. Bob Doe (D-Iowa) on Good Friday.", ["Ann Roe", "Bob Doe"]),
        ("Theresa May spoke in May of New York.", ["Theresa May", "New York"]),
        (
            "The Centre for Orbin and Sellen Studies paid the Bank of Merrow.",
            ["Centre for Orbin and Sellen Studies", "Bank of Merrow"],
        ),
        ("a note from the Russian defence ministry", ["Russian defence ministry"]),
        ("So the Washington Post and the Department of Justice said.", ["Washington Post", "Department of Justice"]),
    ],
)
def test_what_is_written_with_capitals_for_another_reason_is_no_name(text: str, expected: list[str]) -> None:
    assert spotted(text) == expected


def test_an_acronym_in_brackets_is_known_by_the_words_before_it() -> None:
    text = "Then the Organisation for Security and Co-operation in Merrow (OSCM) met. OSCM left, and so did NGOs (NGO)."
    found = full(text)
    assert found["OSCM"] == found["Organisation for Security and Co-operation in Merrow"]
    assert found["OSCM"] == "Organisation for Security and Co-operation in Merrow"


def test_a_surname_after_mr_or_mrs_means_the_man_or_the_woman() -> None:
    text = "It was Anna Roe, and Peter Roe too. Then Mrs. Roe left Mr. Roe, and Roe wept."
    assert [name.full for name in names.spot(text)] == ["Anna Roe", "Peter Roe", "Anna Roe", "Peter Roe", "Roe"]


def test_a_short_form_means_the_one_whom_the_text_names_far_more_often() -> None:
    text = "It was Ann Roe. It was Ann Roe. It was Ann Roe with Bob Roe. Then Roe left."
    assert full(text)["Roe"] == "Ann Roe"


def test_a_name_is_told_as_it_is_written_most_and_not_mixed_with_another_middle_name() -> None:
    assert full("It is Ann B. Roe. Ann Roe and Ann Roe left, with Roe.")["Roe"] == "Ann Roe"
    found = full("It is Ann B. Roe, not Ann C. Roe, and Roe said so.")
    assert (found["Ann B. Roe"], found["Ann C. Roe"], found["Roe"]) == ("Ann B. Roe", "Ann C. Roe", "Roe")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("It was Ann Roe.", "person"),
        ("He met President Roe.", "person"),
        ("It was France.", "country"),
        ("It was the OSCE.", "organisation"),
        ("It was the Merrow Port Council.", "organisation"),
        ("It was the Dawn Guard group.", "organisation"),
        ("He works at the White House.", "organisation"),
    ],
)
def test_the_kind_of_a_name_is_told(text: str, kind: str) -> None:
    assert [name.kind for name in names.spot(text)] == [kind]


def test_a_line_of_names_with_a_verb_is_a_sentence() -> None:
    text = "Velmaran President Lena Orsini met Foreign Minister Aldo Venn of Sorrand on Monday."
    assert spotted(text) == ["Lena Orsini", "Aldo Venn", "Sorrand"]


def test_nothing_is_spotted_where_it_is_to_be_avoided() -> None:
    text = "It was Ann Roe. It was Bob Doe."
    assert [name.full for name in names.spot(text, [Span(0, 15)])] == ["Bob Doe"]


@settings(deadline=None)
@given(st.text(alphabet="AbC roe.,’'s-\n“”\u0301É", max_size=60))
def test_names_are_in_order_and_apart(text: str) -> None:
    found = names.spot(text)
    assert all(before.span.end <= after.span.start for before, after in pairwise(found))
    assert all(0 <= name.span.start < name.span.end <= len(text) and name.full for name in found)


@pytest.mark.parametrize(
    "piece", ["ABC DEF ", "Abc ", "A", "Ann Roe, aa said. ", "Abc Union of ", "Ann Roe\n", "(AB) Abc Bcd ", "“", "A. "]
)
def test_a_piece_repeated_without_end_is_read_to_its_end(piece: str) -> None:
    text = f"{piece * (300_000 // len(piece))}\n\nThe harbour is closed, Ilan Torvesk said."
    assert text[slice(*names.spot(text)[-1].span)] == "Ilan Torvesk"
