"""The lexicon of cues: its own file, a user's words in it, and what a bad file is told."""

from __future__ import annotations

import pytest

from corpus.spans import Span
from corpus.suggest import cues, engine, quoting
from corpus.suggest.cues import CueError
from corpus.suggest.records import Source


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("says", "say"),
        ("denied", "deny"),
        ("noting", "note"),
        ("stresses", "stress"),
        ("slammed", "slam"),
        ("admitted", "admit"),
        ("wrote", "write"),
    ],
)
def test_the_forms_of_a_verb_are_made_from_its_plain_one(form: str, lemma: str) -> None:
    assert lemma in {verb.lemma for verb in cues.builtin().verbs[form]}


def test_a_users_verb_is_known() -> None:
    text = "Orsini decreed that the bridge must stand."
    assert quoting.quotes_of(Source(text)) == []
    lexicon = cues.load('[[verbs]]\nwords = ["decree"]\ntakes = ["that"]\n', "cues.toml")
    (quote,) = quoting.quotes_of(Source(text), lexicon)
    assert quote.source == Span(0, 6)


def test_a_users_word_replaces_what_was_said_about_it() -> None:
    lexicon = cues.load('[[verbs]]\nwords = ["say"]\ntakes = ["quotation"]\n', "cues.toml")
    assert quoting.quotes_of(Source("Orsini said that it was late."), lexicon) == []


def test_a_phrase_of_the_users_leads_to_a_source() -> None:
    lexicon = cues.load('[[phrases]]\nwords = ["as told by"]\n', "cues.toml")
    (quote,) = quoting.quotes_of(Source("The bridge was late, as told by Orsini."), lexicon)
    assert quote.rule == "report.according_to"


def test_proposals_with_other_cues_are_of_another_version() -> None:
    lexicon = cues.load('[[verbs]]\nwords = ["decree"]\ntakes = ["that"]\n', "cues.toml")
    assert engine.version_with(lexicon) != engine.VERSION
    assert engine.version_with(None) == engine.version_with(cues.builtin()) == engine.VERSION


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("[[verbs]\n", "mine.toml: no valid TOML"),
        ("[[verb]]\nwords = ['say']\n", "mine.toml: verb: no such table"),
        ("verbs = 'say'\n", "mine.toml: verbs: must be written as [[verbs]]"),
        ("verbs = ['say']\n", "mine.toml: verbs 1: must be a table"),
        ("[[verbs]]\nwords = ['say']\ntake = ['that']\n", "mine.toml: verbs 1: take: no such key"),
        ("[[verbs]]\nwords = ['say']\n", "mine.toml: verbs 1: takes: must be a list of words"),
        ("[[verbs]]\nwords = ['say']\ntakes = ['that', 'clauses']\n", "mine.toml: verbs 1: takes: 'clauses'"),
        ("[[verbs]]\nwords = ['Say']\ntakes = ['that']\n", "mine.toml: verbs 1: words: 'Say' is no word"),
        ("[[verbs]]\nwords = ['say (it)']\ntakes = ['that']\n", "mine.toml: verbs 1: words: 'say (it)' is no word"),
        ("[[verbs]]\nwords = ['a b c d e']\ntakes = ['that']\n", "mine.toml: verbs 1: words: 'a b c d e' has more"),
        ("[irregular]\nsay = ['says']\n", "mine.toml: irregular: say: must have four forms"),
        ("irregular = 3\n", "mine.toml: irregular: must be a table"),
    ],
)
def test_a_bad_file_is_told_with_its_name_and_the_place(content: str, place: str) -> None:
    with pytest.raises(CueError) as caught:
        cues.load(content, "mine.toml")
    assert str(caught.value).startswith(place)
    assert "\n" not in str(caught.value)
