"""How text and marks look: every kind by an attribute as well as by a hue, so that 16 colours and none at all do.

What is kept is bold or in italics; what is only suggested is underlined and neither. Only the terminal's own colours
are used: they cost few bytes on the line and keep the analyst's theme.
"""

from __future__ import annotations

from enum import IntFlag
from functools import cache

from rich.style import Style


class Layer(IntFlag):
    """What lies over a stretch of text; later ones win where they disagree."""

    NONE = 0
    HEADLINE = 1
    BOILERPLATE = 2
    SUGGESTED = 4
    SUGGESTED_NAME = 8
    QUOTE = 16
    NESTED = 32
    EVIDENCE = 64
    MENTION = 128
    MATCH = 256
    SELECTED = 512
    CURSOR = 1024
    TELLING = 2048
    LABEL = 4096


_STYLES = {
    Layer.HEADLINE: Style(bold=True),
    Layer.BOILERPLATE: Style(dim=True),
    Layer.SUGGESTED: Style(underline=True),
    Layer.SUGGESTED_NAME: Style(color="yellow", underline=True),
    Layer.QUOTE: Style(color="cyan", bold=True),
    Layer.NESTED: Style(color="magenta", italic=True),
    Layer.EVIDENCE: Style(color="green", italic=True),
    Layer.MENTION: Style(color="yellow", bold=True, underline=True),
    Layer.MATCH: Style(color="black", bgcolor="yellow", underline=True),
    Layer.SELECTED: Style(reverse=True),
    Layer.CURSOR: Style(reverse=True),
    Layer.TELLING: Style(bold=True, underline=True),
    Layer.LABEL: Style(color="black", bgcolor="green", bold=True, reverse=False),
}

GLYPHS = {
    "Q": Style(color="cyan", bold=True),
    "A": Style(color="yellow", bold=True),
    "+": Style(color="green", bold=True),
    "-": Style(color="red", bold=True),
    "=": Style(bold=True),
    "±": Style(color="yellow", bold=True),
    "?": Style(color="magenta", bold=True),
    "!": Style(color="red", bold=True),
    "│": Style(color="cyan"),
    "·": Style(),
}
"""The style of each sign of the gutter and of the sidebar; `!` stands for an orphan, `·` for what is only suggested."""

PLAIN = Style()
STRONG = Style(bold=True)
FAINT = Style(dim=True)
REVERSE = Style(reverse=True)
HAIRLINE = Style(dim=True)
KEY = Style(bold=True)
WARNING = Style(color="red", bold=True)
FOUND = Style(bold=True, underline=True)


@cache
def style(layers: Layer) -> Style:
    """The style of a stretch of text over which these layers lie."""
    return Style.combine([PLAIN, *(_STYLES[layer] for layer in Layer if layer and layer in layers)])
