from __future__ import annotations

import string
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from corpus.articles import read_article
from corpus.repeats import Repeats, ends, zones_with
from corpus.spans import Span, Zone

HEAD = "Velmara Post, the paper of the capital since 1901"
TAIL = "Our readers hold that the Post is theirs.\n\n{number} people read it in Orbin."


def text_of(number: int) -> str:
    return (
        f"{HEAD}\n\nArticle {'abcdefghij'[number]} begins so.\n\nIt goes on and ends.\n\n{TAIL.format(number=number)}\n"
    )


def counted(*texts: str) -> Repeats:
    repeats = Repeats()
    for text in texts:
        repeats.add(ends(text))
    return repeats


def stretches(text: str, zones: tuple[Zone, ...], kind: str) -> list[str]:
    return [text[zone.span.start : zone.span.end] for zone in zones if zone.kind == kind and zone.rule == "repeats"]


def marked(text: str, repeats: Repeats) -> tuple[Zone, ...]:
    return zones_with(text, (Zone("body", Span(0, len(text.rstrip()))),), repeats.lines())


def test_lines_at_the_ends_of_an_outlets_articles_are_boilerplate_whatever_number_they_tell() -> None:
    texts = [f"{HEAD}\n\nArticle {word} begins.\n\n{word} ends.\n\n{TAIL.format(number=word)}\n" for word in "abcd"]
    texts = [
        text.replace(f"{word} people", f"{number} people")
        for number, (text, word) in enumerate(zip(texts, "abcd", strict=True))
    ]
    zones = marked(texts[0], counted(*texts))
    assert stretches(texts[0], zones, "boilerplate") == [HEAD, TAIL.format(number=0)]
    assert [zone.kind for zone in zones] == ["boilerplate", "body", "boilerplate"]


def test_two_articles_are_too_few_and_so_is_a_small_share_of_many() -> None:
    assert counted(text_of(1), text_of(2)).lines() == frozenset()
    others = [f"Words of {word} alone.\n\nMore of {word}.\n" for word in ("x" * size for size in range(1, 40))]
    assert counted(text_of(1), text_of(2), text_of(3), *others).lines() == frozenset()


def test_what_repeats_in_the_middle_of_an_article_stays_body() -> None:
    texts = [f"Start of {word}.\n\nThe minister said so.\n\nEnd of {word}.\n" for word in ("one", "two", "six", "ten")]
    assert all(zone.kind == "body" for zone in marked(texts[0], counted(*texts)))


def test_an_article_that_repeats_as_a_whole_stays_body() -> None:
    text = "Talks go on.\n\nThey will go on.\n"
    assert [zone.kind for zone in marked(text, counted(text, text, text))] == ["body"]


def test_zones_that_other_rules_made_are_kept() -> None:
    text = f"Talks go on in Orbin\n\nBy Lena Orsini\n\n{text_of(1)}"
    zones = read_article(text.encode()).zones
    repeats = counted(*(f"Talks go on in Orbin\n\nBy Lena Orsini\n\n{text_of(number)}" for number in (1, 2, 3, 4)))
    kept = [zone for zone in zones if zone.kind != "body"]
    found = zones_with(text, zones, repeats.lines())
    assert set(kept) <= set(found)
    assert all(above.span.end <= below.span.start for above, below in pairwise(found))


def test_the_count_stays_small_however_many_lines_come() -> None:
    repeats = counted(
        *(
            f"Line {'x' * (number % 97)} {chr(19968 + number % 20000)} {'y' * (number // 97)}.\n"
            for number in range(3000)
        )
    )
    assert len(repeats.lines()) == 0
    assert repeats.articles == 3000


@given(st.text(string.printable, max_size=80).filter(lambda line: len(line.splitlines()) < 2))
def test_a_line_is_the_same_line_with_a_hyphen_or_a_dash(line: str) -> None:
    assert ends(f"{line} - Orbin") == ends(f"{line} – Orbin")
