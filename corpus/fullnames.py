"""From the forms of a name in one text to its fullest one."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence

from corpus import lexicon
from corpus.runs import ARTICLE, Kind

_ARTICLE = re.compile(ARTICLE)


def known(sure: Sequence[tuple[str, Kind]]) -> dict[str, tuple[str, Kind]]:
    """The fullest form and the kind for each form of a name."""
    counts = Counter(form for form, _ in sure)
    kinds: dict[str, Kind] = {}
    for form, kind in sure:
        if form not in kinds or kind == ("organisation" if " " in form else "person"):
            kinds[form] = kind
    persons = [form for form in counts if kinds[form] == "person" and " " in form]
    merged = _merged(persons, counts)
    told = {form: (merged.get(form, form), kinds[form]) for form in counts}
    for short, full in _short_forms(merged, counts).items():
        if kinds.get(short) != "country":
            told[short] = (full, "person")
    return told


def addressed(told: Iterable[tuple[str, Kind]]) -> dict[tuple[str, str], tuple[str, Kind]]:
    """The full name for each surname after Mr. ("m") or Mrs. ("f"), where first names tell the bearers apart."""
    bearers: dict[tuple[str, str], set[tuple[str, Kind]]] = defaultdict(set)
    for full, kind in told:
        first = full.partition(" ")[0].lower() if kind == "person" and " " in full else ""
        gender = "f" if first in lexicon.WOMEN else "m" if first in lexicon.MEN else ""
        if gender:
            bearers[gender, full.rpartition(" ")[2]].add((full, kind))
    return {key: next(iter(fulls)) for key, fulls in bearers.items() if len(fulls) == 1}


def _merged(persons: Iterable[str], counts: Counter[str]) -> dict[str, str]:
    """For each full name the commonest of those that begin and end alike, unless their middle names differ."""
    alike: dict[tuple[str, str], list[str]] = defaultdict(list)
    for form in persons:
        first, *_, last = form.split()
        alike[first, last].append(form)
    merged: dict[str, str] = {}
    for forms in alike.values():
        best = max(forms, key=lambda form: (counts[form], len(form)))
        one = _is_one(forms)
        merged.update((form, best if one else form) for form in forms)
    return merged


def _short_forms(merged: dict[str, str], counts: Counter[str]) -> dict[str, str]:
    """The full name for each surname or first name that can mean only one, or one far more often than all others."""
    bearers: dict[str, Counter[str]] = defaultdict(Counter)
    for form, full in merged.items():
        words = form.split()
        for index in range(1, len(words)):
            ending = " ".join(words[index:])
            for short in {ending, _ARTICLE.sub("", ending)}:
                bearers[short][full] += counts[form]
        if words[0].lower() in lexicon.MEN or words[0].lower() in lexicon.WOMEN:
            bearers[words[0]][full] += counts[form]
    return {short: full for short, fulls in bearers.items() if (full := _meant(fulls))}


def _meant(fulls: Counter[str]) -> str:
    """Whom a short form means; empty where that cannot be told."""
    if _is_one(fulls):
        return max(fulls, key=len)
    first = next(iter(fulls))
    return first if fulls[first] >= 3 * (fulls.total() - fulls[first]) else ""


def _is_one(forms: Collection[str]) -> bool:
    """Whether all forms are parts of the longest one."""
    longest = set(max(forms, key=len).split())
    return len(forms) == 1 or all(longest.issuperset(form.split()) for form in forms)
