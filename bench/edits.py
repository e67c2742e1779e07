"""Random edits under many annotations: `python -m bench.edits 10000` tells how many are found, and that none is wrong.

The edits remember which character came from where.
"""

from __future__ import annotations

import sys
import unicodedata
from dataclasses import dataclass
from random import Random

from bench.articles import article
from corpus.revisions import Revision
from corpus.spans import Span

_STYLES = (
    str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'"}),
    str.maketrans({"“": "«", "”": "»"}),
    str.maketrans({'"': "”", "'": "’"}),
)
_WORDS = ("river", "treaty", "said that", "on Monday", "the", "minister of Velmara", "“not”", "agree, she", "é ö ", "")


@dataclass
class Edited:
    """A text being edited: each character with its offset in the original, -1 where it was put in."""

    signs: list[tuple[str, int]]

    @classmethod
    def of(cls, text: str) -> Edited:
        return cls([(sign, offset) for offset, sign in enumerate(text)])

    @property
    def text(self) -> str:
        return "".join(sign for sign, _ in self.signs)

    def edit(self, random: Random) -> None:
        """Insert, delete or replace a stretch, or change the whole text's line ends, accents or quote marks."""
        kind = random.choice(("insert", "delete", "replace", "copy", "lines", "form", "quotes"))
        start = random.randint(0, len(self.signs))
        size = random.choice((1, 2, 5, 12, 40, 150))
        if kind in ("delete", "replace"):
            del self.signs[start : start + size]
        if kind in ("insert", "replace"):
            self._put(start, " ".join(random.choices(_WORDS, k=random.randint(1, 8))))
        if kind == "copy":  # of a few words: a whole passage that takes the place of its original is the original
            self._put(random.randint(0, len(self.signs)), self.text[start : start + min(size, 20)])
        if kind in ("lines", "form", "quotes"):
            self._respell(kind, random)

    def _put(self, start: int, text: str) -> None:
        self.signs[start:start] = [(sign, -1) for sign in text]

    def _respell(self, kind: str, random: Random) -> None:
        if kind == "lines":
            self.signs = [(each, offset) for sign, offset in self.signs for each in ("\r\n" if sign == "\n" else sign)]
        elif kind == "quotes":
            style = random.choice(_STYLES)
            self.signs = [(sign.translate(style), offset) for sign, offset in self.signs]
        elif random.random() < 0.5:
            self.signs = [(each, at) for sign, at in self.signs for each in unicodedata.normalize("NFD", sign)]
        else:
            self._compose()

    def _compose(self) -> None:
        composed: list[tuple[str, int]] = []
        for sign, offset in self.signs:
            joined = unicodedata.normalize("NFC", composed[-1][0] + sign) if composed else sign
            if composed and unicodedata.combining(sign) and len(joined) == 1:
                composed[-1] = (joined, composed[-1][1])
            else:
                composed.append((sign, offset))
        self.signs = composed

    def is_right(self, span: Span, found: Span) -> bool:
        """Whether the found span holds most of what is left of the original one, and nothing that stood outside."""
        offsets = [offset for _, offset in self.signs[found.start : found.end] if offset >= 0]
        inside = {offset for offset in offsets if span.start <= offset < span.end}
        left = {offset for _, offset in self.signs if span.start <= offset < span.end}
        return len(inside) == len(set(offsets)) and len(inside) >= 0.7 * len(left) > 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the annotations of one article."""

    found: int
    wrong: tuple[str, ...]
    """What was found at a place that is not its own."""


def try_edits(seed: int, annotations: int = 50) -> Outcome:
    """Edit an article of this seed, and follow annotations through the edits."""
    random = Random(seed)
    text = article(seed % 97, 3_000)
    text = text.replace("a", "á", 40) if seed % 3 else text
    spans = [_span(random, text) for _ in range(annotations)]
    edited = Edited.of(text)
    for _ in range(random.randint(1, 6)):
        edited.edit(random)
    revision = Revision.of(text, edited.text)
    found = [(span, there) for span in spans if (there := revision.follow(span))]
    wrong = [text[slice(*span)] for span, there in found if not edited.is_right(span, there)]
    return Outcome(len(found), tuple(wrong))


def _span(random: Random, text: str) -> Span:
    start = random.randrange(len(text) - 1)
    return Span(start, min(len(text), start + random.choice((1, 3, 7, 15, 40, 120))))


def main(count: int) -> int:
    """Try many edits; the exit code tells whether every annotation was right or lost."""
    outcomes = {seed: try_edits(seed) for seed in range(count)}
    found = sum(outcome.found for outcome in outcomes.values())
    wrong = {seed: outcome.wrong for seed, outcome in outcomes.items() if outcome.wrong}
    print(f"{count} edited articles, 50 annotations each: {found / count / 50:.1%} found, {len(wrong)} wrong {wrong}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000))
