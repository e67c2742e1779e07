"""The names of keys: as people write them, as Textual knows them, as screens show them.

Textual takes any string as a key and says nothing when no terminal ever sends it, so this is where a name is judged.
"""

from __future__ import annotations

import re
import unicodedata
from difflib import get_close_matches

_NAMED = {
    "backspace": "Backspace",
    "delete": "Del",
    "down": "↓",
    "end": "End",
    "enter": "Enter",
    "escape": "Esc",
    "home": "Home",
    "insert": "Ins",
    "left": "←",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "right": "→",
    "space": "Space",
    "tab": "Tab",
    "up": "↑",
} | {f"f{number}": f"F{number}" for number in range(1, 13)}
"""The keys that are no character, with what screens call them."""

_RENAMED = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
"""Where Textual departs from the Unicode name."""

_SYNONYMS = {
    "esc": "escape",
    "return": "enter",
    "cr": "enter",
    "del": "delete",
    "ins": "insert",
    "bs": "backspace",
    "pgdn": "pagedown",
    "page_down": "pagedown",
    "pgup": "pageup",
    "page_up": "pageup",
    "spacebar": "space",
    "period": "full_stop",
    "dot": "full_stop",
    "backtab": "shift+tab",
    "question": "question_mark",
}
"""What other programs call the same keys."""

_ALIASES = {
    "ctrl+i": "tab",
    "ctrl+m": "enter",
    "ctrl+h": "backspace",
    "ctrl+[": "escape",
    "ctrl+left_square_bracket": "escape",
    "ctrl+left_square_brace": "escape",
    "ctrl+slash": "ctrl+underscore",
    "ctrl+/": "ctrl+underscore",
    "newline": "ctrl+j",
}
"""Keys that a terminal sends as another key."""

_LOST = {
    "ctrl+a": "it is the prefix of GNU screen",
    "ctrl+b": "it is the prefix of tmux",
    "ctrl+space": "many terminals and multiplexers do not send it",
    "ctrl+at": "many terminals and multiplexers do not send it",
    "ctrl+@": "many terminals and multiplexers do not send it",
}
"""Keys that something on the way swallows."""

_NO_CODE = "terminals have no code of its own for it"
_LOST_MODIFIERS = {"alt", "meta", "super", "hyper"}
_ARROWS = {"left", "right", "up", "down", "home", "end", "pageup", "pagedown", "insert", "delete"}
_CONTROL_CHARACTERS = {"backslash", "right_square_bracket", "circumflex_accent", "underscore"}


class UnknownKeyError(ValueError):
    """A name that is no usable key; the message says why, and what to write instead where that is known."""


def of_character(character: str) -> str:
    """Textual's name for the key that types the character."""
    if character.isalnum():
        return character
    name = unicodedata.name(character, "").lower().replace("-", "_").replace(" ", "_")
    return _RENAMED.get(name, name)


_CHARACTERS = {of_character(c): c for c in map(chr, range(0x20, 0x250)) if c.isprintable() and not c.isalnum()}
"""The characters that have names as keys, by Textual's name."""


def types_character(key: str) -> bool:
    """Whether the key types a character, so that a text field would take it."""
    return key in _CHARACTERS or (len(key) == 1 and key.isalnum())


def normal(written: str) -> str:
    """Textual's name for a key written as a character or as a name.

    Raises:
        UnknownKeyError: If there is no such key, or none that arrives.
    """
    if len(written) == 1 and written.isprintable():
        return of_character(written)
    if types_character(written) or written in _NAMED or written == "shift+tab":
        return written
    if written in _RENAMED:
        return _RENAMED[written]
    if not written.strip():
        raise UnknownKeyError("no key is named; name one, a command cannot be without")
    if re.search(r"\s", written.strip()):
        raise UnknownKeyError(f"{written!r} is a sequence of keys and there are none here; name a single key")
    if "," in written:
        each = ", ".join(f'"{part.strip()}"' for part in written.split(","))
        raise UnknownKeyError(f"{written!r} is several keys in one string; write [{each}]")
    return _combined(written)


def display(key: str) -> str:
    """The key as screens and tables show it: `?`, `Ctrl+P`, `Space`, `↓`."""
    *modifiers, name = key.split("+")
    name = _NAMED.get(name) or _CHARACTERS.get(name, name)
    if not modifiers:
        return name
    return "+".join([*(modifier.capitalize() for modifier in modifiers), name.upper() if len(name) == 1 else name])


def _combined(written: str) -> str:
    """The name of a key with modifiers, or the reason why it is none."""
    if written in _ALIASES:
        raise UnknownKeyError(f"{written!r} reaches the program as {_ALIASES[written]!r}; write that")
    if why := _loss(written):
        raise UnknownKeyError(f"{written!r} does not survive SSH, tmux and GNU screen: {why}")
    *modifiers, name = written.split("+")
    if _arrives(modifiers, name):
        return written
    remedy = "" if modifiers and name in _NAMED else _remedy(written)
    if remedy:
        raise UnknownKeyError(f"{written!r} is no key; did you mean {remedy!r}?")
    if modifiers and set(modifiers) <= {"ctrl", "shift"} and (name in _NAMED or types_character(name)):
        raise UnknownKeyError(f"{written!r} does not survive SSH, tmux and GNU screen: {_NO_CODE}")
    raise UnknownKeyError(f'{written!r} is no key; write a character, or a name such as "f5", "ctrl+t" or "pagedown"')


def _loss(key: str) -> str:
    """Why the key gets lost on the way, or an empty string."""
    if not _LOST_MODIFIERS.isdisjoint(key.split("+")[:-1]):
        return "Alt and its like are lost there"
    return _LOST.get(key, "") or (_NO_CODE if re.fullmatch(r"f(1[3-9]|2[0-4])", key) else "")


def _arrives(modifiers: list[str], name: str) -> bool:
    """Whether terminals have a code of their own for the combination."""
    if modifiers == ["ctrl"]:
        return name in _CONTROL_CHARACTERS or name in _ARROWS or bool(re.fullmatch(r"[a-z]", name))
    return modifiers in (["shift"], ["ctrl", "shift"]) and name in _ARROWS


def _remedy(written: str) -> str:
    """The usable key that was probably meant, or an empty string."""
    plain = re.sub(r"^\^(?=.)|^<?[Cc]-(?=.)", "ctrl+", written).rstrip(">") if len(written) > 1 else written
    plain = re.sub(r"^(ctrl|control|shift|strg|c)[-_+ ]", _modifier, plain.lower())
    plain = _SYNONYMS.get(plain, plain)
    if match := re.fullmatch(r"(?:ctrl\+)?shift\+([a-z])", plain):
        plain = f"ctrl+{match[1]}" if plain.startswith("ctrl") else match[1].upper()
    if match := re.fullmatch(r"ctrl\+(.)", plain):
        plain = f"ctrl+{of_character(match[1])}"
    candidates = [plain, *get_close_matches(plain, [*_NAMED, *_CHARACTERS, "shift+tab"], n=1, cutoff=0.75)]
    return next((key for key in candidates if key != written and _is_usable(key)), "")


def _modifier(match: re.Match[str]) -> str:
    return "shift+" if match[1] == "shift" else "ctrl+"


def _is_usable(key: str) -> bool:
    *modifiers, name = key.split("+")
    if key in _ALIASES or key in _LOST or not name:
        return False
    return key in _NAMED or key == "shift+tab" or types_character(key) or _arrives(modifiers, name)
