"""Questions that are answered in one line: a short list of options, a filter, and sometimes a new name."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, Literal, TypeVar

from tui.choices import MANY, Choices

T = TypeVar("T")

_BEFORE_A_DIGIT = re.compile(r"(?:^|\W)[A-Z]$|\d$|\w\W$")
"""What a name holds before a digit: a capital alone, another digit, or a sign or a space behind a word."""
MOST_PICKS = 9
"""How many options can be picked by one key."""


@dataclass(frozen=True, slots=True)
class Option(Generic[T]):
    """One answer that is offered."""

    value: T
    label: str
    hint: str = ""
    """What tells it apart, shown faintly behind the label."""
    also: str = ""
    """Other lines that find it: aliases, the label with the role."""


@dataclass(frozen=True, slots=True)
class Question(Generic[T]):
    """What to ask, what to offer, and what typing does."""

    title: str
    """What is asked for: "speaker"."""
    about: str = ""
    """What it is asked of, such as the quote's first words."""
    options: Sequence[Option[T]] = ()
    """The likeliest first."""
    keys: dict[str, T] = field(default_factory=dict)
    """Keys that answer at once; then nothing can be typed."""
    legend: Sequence[tuple[str, str]] = ()
    """What to show for `keys`: each key and what it answers."""
    typing: Callable[[str], Sequence[Option[T]]] | None = None
    """Makes further options of what was typed; they come last."""
    start: str = ""
    """What is typed already."""
    picks: dict[str, int] = field(default_factory=dict)
    """Keys that pick an option by its place, from 0."""
    nothing: str = "nothing fits"
    """What is said where nothing answers what is typed."""
    known: Choices | None = None
    """Where the options of such questions are indexed already."""

    @property
    def lines(self) -> list[str]:
        """What finds each option."""
        return [f"{option.label}\n{option.also}".rstrip() for option in self.options]

    @property
    def is_long(self) -> bool:
        """Whether its options are so many that they are better learnt before the first letter."""
        return self.known is not None and len(self.options) > max(MANY, len(self.known))

    def learn(self) -> None:
        """Index the options; it may be done in another thread."""
        if self.known is not None:
            self.known.take_in(self.lines)


@dataclass(frozen=True, slots=True)
class Answer(Generic[T]):
    """What a question was answered with."""

    value: T


class Asking(Generic[T]):
    """A question on its way to an answer: feed it keys."""

    def __init__(self, question: Question[T]) -> None:
        self.question = question
        self.typed = question.start
        self._is_fresh = bool(question.start)
        """Whether what is typed is still what the question started with, which typing replaces."""
        self.first = 0
        """The place of the first option in view among those that match."""
        self._matching: Sequence[Option[T]] = question.options
        self._letters: dict[int, Sequence[int]] = {}
        self._known = question.known or Choices()
        self._lines: list[str] = []
        if self.typed:
            self._filter()

    @property
    def options(self) -> list[Option[T]]:
        """The options that match, from the first in view on; then what typing makes, which is never crowded out."""
        made = self._made()
        return [*self._matching[self.first : self.first + MOST_PICKS - len(made)], *made]

    def letters(self, option: Option[T]) -> Sequence[int]:
        """The letters of an option's label that fit what is typed."""
        return self._letters.get(id(option), ())

    @property
    def hidden(self) -> int:
        """How many matching options stand behind `options`."""
        return max(0, len(self._matching) - self.first - (MOST_PICKS - len(self._made())))

    def _made(self) -> list[Option[T]]:
        text = self.typed.strip()
        if self.question.typing is None or any(option.label == text for option in self._matching):
            return []
        return list(self.question.typing(text))

    def feed(self, key: str, character: str | None, fitting: int = MOST_PICKS) -> Answer[T] | Literal["back"] | None:
        """Take one key; an Answer, or "back", when it ends the question. `fitting` options are in view."""
        question = self.question
        if key in question.keys:
            return Answer(question.keys[key])
        if key in ("escape", "ctrl+g") or (key == "backspace" and not self.typed):
            return "back"
        place = question.picks.get(key)
        if place is not None and place < min(len(self.options), fitting) and not self._is_within_a_name:
            return Answer(self.options[place].value)
        if key == "enter":
            return Answer(self.options[0].value) if self.options else None
        if key in ("down", "right", "tab"):
            self._turn(fitting)
        elif key in ("up", "left", "shift+tab"):
            self._turn(-fitting)
        elif not question.keys and not (place is not None and (self.is_closed or not self.typed)):
            self._type(key, character)
        return None

    @property
    def _is_within_a_name(self) -> bool:
        """Whether a digit goes on with a new name, such as G20, F-16 or Agenda 2030."""
        return not self.is_closed and _BEFORE_A_DIGIT.search(self.typed) is not None

    @property
    def is_closed(self) -> bool:
        """Whether only what is offered can be answered, so that a key for an option out of view means nothing."""
        return self.question.typing is None

    def paste(self, text: str) -> None:
        """Take pasted text as if it were typed, its line breaks as spaces, where anything can be typed."""
        if self.question.keys:
            return
        self.typed = " ".join([*([] if self._is_fresh else self.typed.split()), *text.split()])
        self._is_fresh = False
        self._filter()

    def _turn(self, count: int) -> None:
        if 0 <= self.first + count < len(self._matching):
            self.first += count
        elif count < 0:
            self.first = 0

    def _type(self, key: str, character: str | None) -> None:
        if key == "backspace":
            self.typed = self.typed[:-1]
        elif key == "ctrl+u":
            self.typed = ""
        elif key == "ctrl+w":
            self.typed = self.typed.rstrip().rpartition(" ")[0]
        elif character is not None and character.isprintable():
            self.typed = character if self._is_fresh else self.typed + character
        else:
            return
        self._is_fresh = False
        self._filter()

    def _filter(self) -> None:
        self.first = 0
        if not self.typed.strip():
            self._matching, self._letters = self.question.options, {}
            return
        self._lines = self._lines or self.question.lines
        found = self._known.rank(self.typed, self._lines, 5 * MOST_PICKS)
        self._matching = [self.question.options[match.index] for match in found]
        self._letters = {id(self.question.options[match.index]): match.positions for match in found}
