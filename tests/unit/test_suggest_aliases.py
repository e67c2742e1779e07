"""What is learned as a further name of an actor, and what is not."""

from __future__ import annotations

import pytest

from corpus.suggest.aliases import further_name

ORSINI = ("Lena Orsini",)


@pytest.mark.parametrize(
    ("form", "known", "name"),
    [
        ("Leni", ORSINI, "Leni"),
        ("L. Orsini-Vale", ORSINI, "L. Orsini-Vale"),
        ("Leni's", ORSINI, "Leni"),
        ("VFM", ("Velmaran Foreign Ministry",), "VFM"),
        ("Bank of Halven", ("Halven Central Bank",), "Bank of Halven"),
        ("European Union", ("EU",), "European Union"),
        ("General Mills", ("GM",), "General Mills"),
        ("Palais\nVenn", ("Presidency",), "Palais Venn"),
        ("Aldo van der Venn", ("A. Venn",), "Aldo van der Venn"),
    ],
)
def test_a_name_that_was_not_known_is_learned(form: str, known: tuple[str, ...], name: str) -> None:
    assert further_name(form, known) == name


@pytest.mark.parametrize(
    "form",
    [
        *("", "  ", "“…”", "she", "She", "They", "his", "the minister", "The Minister", "Minister", "President"),
        *("French President", "French", "Foreign Ministry", "Government", "Friday", "a spokesman for the bank"),
        *("Orsini", "ORSINI", "Lena  Orsini", "Orsini’s", "Minister Orsini", "Mrs. Orsini", "Lena"),
        *("Velmara " * 20, "the ministry", "Orsini said", "said Orsini"),
    ],
)
def test_what_is_no_name_or_part_of_a_known_one_is_not(form: str) -> None:
    assert further_name(form, ORSINI) == ""
