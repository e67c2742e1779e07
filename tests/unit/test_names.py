from __future__ import annotations

import time
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


def test_nothing_is_spotted_where_it_is_to_be_avoided() -> None:
    text = "It was Ann Roe. It was Bob Doe."
    assert [name.full for name in names.spot(text, [Span(0, 15)])] == ["Bob Doe"]


@settings(deadline=None)
@given(st.text(alphabet="AbC roe.,’'s-\n“”\u0301É", max_size=60))
def test_names_are_in_order_and_apart(text: str) -> None:
    found = names.spot(text)
    assert all(before.span.end <= after.span.start for before, after in pairwise(found))
    assert all(0 <= name.span.start < name.span.end <= len(text) and name.full for name in found)


@pytest.mark.parametrize("piece", ["ABC DEF ", "Abc ", "A", "Ann Roe, aa said. ", "Abc Union of "])
def test_a_megabyte_of_capitals_takes_no_longer_than_other_text(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    started = time.perf_counter()
    names.spot(text)
    assert time.perf_counter() - started < 10
