from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import names
from corpus.suggest import confidence
from corpus.suggest.mentions import WHY, propose_mentions
from corpus.suggest.records import MentionSuggestion, Source


def mentions(text: str) -> list[MentionSuggestion]:
    return propose_mentions(Source(text), names.spot(text))


def test_each_place_of_a_name_is_proposed_with_its_fullest_form_and_its_rule() -> None:
    text = (
        "Lena Orsini met the Organisation for River Peace (ORP) in Paris. Orsini left ORP; so did Venn. Venn said no."
    )
    found = [(text[slice(*each.span)], each.name, each.rule) for each in mentions(text)]
    assert found == [
        ("Lena Orsini", "Lena Orsini", "name.full"),
        ("Organisation for River Peace", "Organisation for River Peace", "name.full"),
        ("ORP", "Organisation for River Peace", "name.acronym"),
        ("Paris", "Paris", "name.place"),
        ("Orsini", "Lena Orsini", "name.short"),
        ("ORP", "Organisation for River Peace", "name.acronym"),
        ("Venn", "Venn", "name.single"),
        ("Venn", "Venn", "name.single"),
    ]


def test_a_name_of_one_word_that_stands_once_is_the_least_certain() -> None:
    by_rule = {each.rule: each.confidence for each in mentions("He saw Gorrin. Then Lena Orsini left for France.")}
    assert min(by_rule, key=lambda rule: by_rule[rule]) == "name.once"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("He met President Lena Orsini.", "person"),
        ("He met the Merrow Port Council.", "organisation"),
        ("He reads the daily Die Glocke.", "organisation"),
        ("He went to France.", "country"),
    ],
)
def test_what_a_new_actor_would_be_is_told(text: str, kind: str) -> None:
    assert [each.kind for each in mentions(text)] == [kind]


def test_every_rule_has_a_measured_confidence_and_a_reason() -> None:
    assert set(WHY) <= set(confidence.MEASURED)
    assert all(WHY.values())


@settings(deadline=None)
@given(st.text(alphabet="AbC roe.,’'s-\n“”()\u0301É", max_size=60))
def test_whatever_the_text_a_mention_covers_its_form(text: str) -> None:
    for each in mentions(text):
        assert 0 <= each.span.start < each.span.end <= len(text)
        assert each.name
        assert each.actor is None
        assert not each.candidates
