"""How suggestions are told from annotations."""

from __future__ import annotations

import pytest

from tui import look
from tui.look import Layer

SUGGESTED = (Layer.SUGGESTED, Layer.SUGGESTED_NAME)
KEPT = (Layer.QUOTE, Layer.NESTED, Layer.EVIDENCE, Layer.MENTION)


@pytest.mark.parametrize("suggested", SUGGESTED)
@pytest.mark.parametrize("kept", KEPT)
def test_a_suggestion_differs_from_an_annotation_without_any_colour(suggested: Layer, kept: Layer) -> None:
    assert look.style(suggested).without_color != look.style(kept).without_color


@pytest.mark.parametrize("suggested", SUGGESTED)
def test_a_suggestion_can_be_seen_without_any_colour(suggested: Layer) -> None:
    assert look.style(suggested).without_color != look.style(Layer.NONE).without_color


@pytest.mark.parametrize("kept", KEPT)
def test_what_is_kept_is_bold_or_in_italics(kept: Layer) -> None:
    assert look.style(kept).bold or look.style(kept).italic
