"""An analyst who works with keys alone, and keeps a list of all that the screen called saved."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from random import Random

from bench.terminal import Late, Terminal

Steps = Iterator[None]

BACKSPACE, ENTER, KEEP = "\x7f", "\r", "\x13"
SAVED = re.compile(r"\b(saved|undone|redone): ([a-z ]+?)(?=;| {2}|$)")
PREFIXES = {"saved": "", "undone": "undo ", "redone": "redo "}
SECONDS = 60.0
"""How long the screen may take to say something."""
TRIES = 30
MEMO = "she said it twice, and then once more "


class Analyst:
    """Works in one terminal; each act is a run of steps, and between two of them the world may end."""

    def __init__(self, terminal: Terminal, random: Random, words: Iterator[str], said: list[str]) -> None:
        self.terminal = terminal
        self.random = random
        self.words = words
        self.said = said
        """The verbs of the acts that the screen called saved, as the log has them."""
        self.typed = ""
        """What stands in the memo that is being typed."""
        self._awaited = False
        self._undoable = 0

    # Acts

    def acts(self) -> list[Callable[[], Steps]]:
        """What may be done now."""
        every = [self.actor, self.actor, self.quote, self.stance, self.memo, self.suggestion]
        return every + ([self.undo, self.undo_and_redo] if self._undoable else [])

    def actor(self) -> Steps:
        """Tag a word as an actor."""
        yield from self._go_to(next(self.words))
        yield from self._ask("a", " actor ")
        yield from self._finish(ENTER)

    def quote(self) -> Steps:
        """Tag a word as a quote."""
        yield from self._go_to(next(self.words))
        self._press("v")
        self._until(lambda: " SELECT " in self._last)
        yield
        yield from self._ask("q", " speaker ")
        yield from self._finish(ENTER)

    def stance(self) -> Steps:
        """Say what somebody thinks of something."""
        yield from self._go_to(next(self.words))
        self._press("s")
        self._until(lambda: self._last.startswith(" holder ") or self._is_asked_for_target)
        yield
        if not self._is_asked_for_target:  # inside of a quote its speaker is the holder
            yield from self._type("Aldo Venn")
            self._press(ENTER)
            self._until(lambda: self._is_asked_for_target)
            yield
        yield from self._type("dam")
        yield from self._ask(ENTER, " position ")
        yield from self._finish("3")

    def memo(self) -> Steps:
        """Write a memo on a word that was tagged."""
        yield from self.actor()
        self._press("m")
        self._until(lambda: "MEMO" in self.terminal.text)
        for character in MEMO[: self.random.randint(5, len(MEMO))].rstrip():
            self.typed += character
            self._press(character)
            yield
        self._until(lambda: self.typed in " ".join(self.terminal.text.split()))
        yield from self._finish(KEEP)
        self.typed = ""

    def suggestion(self) -> Steps:
        """Accept what a rule proposes."""
        self._quiet()
        self._press("\t")
        self._until(lambda: " SUGGEST " in self._last or "no suggestion left" in self._last)
        yield
        if " SUGGEST " not in self._last:
            return
        self._awaited = True
        self._press(ENTER)
        self._until(lambda: bool(SAVED.search(self._last)) or self._is_asked)
        yield
        if self._is_asked:
            self._press("3" if self._last.startswith(" position ") else ENTER)
        self._settle()

    def undo(self) -> Steps:
        """Take the last act back."""
        self._quiet()
        yield
        yield from self._finish("u")

    def undo_and_redo(self) -> Steps:
        """Take the last act back, and do it again."""
        yield from self.undo()
        self._quiet()
        yield
        yield from self._finish("U")

    # What the screen says

    @property
    def _last(self) -> str:
        return self.terminal.emulator.line(-1)

    @property
    def _is_asked(self) -> bool:
        """Whether a question stands at the foot; a screen that is a few cells small for a moment shows neither."""
        return re.match(r" [a-z]", self._last) is not None

    @property
    def _is_asked_for_target(self) -> bool:
        return re.match(r" \S.* on  ", self._last) is not None

    def note(self) -> None:
        """Write down what the screen has called saved since the last key."""
        found = SAVED.search(self._last) if self._awaited else None
        if found:
            self._awaited = False
            self._undoable += -1 if found[1] == "undone" else 1
            self.said.append(PREFIXES[found[1]] + found[2])

    def _press(self, keys: str) -> None:
        self.terminal.press(keys)

    def _until(self, true: Callable[[], bool]) -> None:
        self.terminal.wait_until(true, SECONDS)

    def _settle(self) -> None:
        self._until(lambda: bool(SAVED.search(self._last)))
        self.note()

    def _quiet(self) -> None:
        """Let the foot say nothing any more, so that what it says next is new; a key pressed too early is too early."""
        for _ in range(TRIES):
            self._press(BACKSPACE)
            with suppress(Late):
                self.terminal.wait_until(lambda: " READ " in self._last and not SAVED.search(self._last), 1.0)
                return
        raise Late(f"never quiet; the screen:\n{self.terminal.text}")

    def _ask(self, key: str, title: str) -> Steps:
        self._press(key)
        self._until(lambda: self._last.startswith(title))
        yield

    def _type(self, text: str) -> Steps:
        for character in text:
            self._press(character)
            yield
        self._until(lambda: text in self._last)
        yield

    def _go_to(self, word: str) -> Steps:
        self._quiet()
        yield from self._ask("/", " find ")
        yield from self._type(word)
        self._press(ENTER)
        self._until(lambda: " READ " in self._last)
        yield

    def _finish(self, key: str) -> Steps:
        self._awaited = True
        self._press(key)
        yield
        self._settle()
        yield
