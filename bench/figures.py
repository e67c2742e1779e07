"""A measured figure with its limit, and the table of all of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table."""

    what: str
    value: float
    unit: str
    limit: float | None = None
    """The most that it may be; None for a figure that only tells how things are."""
    missing: str = ""
    """Why it could not be measured, or empty."""

    @classmethod
    def absent(cls, what: str, why: str) -> Figure:
        """A figure that could not be measured here."""
        return cls(what, 0, "", missing=why)

    @property
    def holds(self) -> bool:
        """Whether the figure keeps its limit."""
        return self.limit is None or self.value <= self.limit


def table(figures: Iterable[Figure]) -> str:
    """The figures as a Markdown table."""
    rows = [("figure", "measured", "limit", ""), *map(_row, figures)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    rule = tuple("-" * width for width in widths)
    return "\n".join(_line(row, widths) for row in (rows[0], rule, *rows[1:]))


def _row(figure: Figure) -> tuple[str, str, str, str]:
    if figure.missing:
        return figure.what, f"({figure.missing})", "", ""
    if figure.limit is None:
        return figure.what, _amount(figure.value, figure.unit), "", ""
    verdict = "ok" if figure.holds else "MISSED"
    return figure.what, _amount(figure.value, figure.unit), _amount(figure.limit, figure.unit), verdict


def _amount(value: float, unit: str) -> str:
    shown = f"{value:,.0f}" if value == int(value) or value >= 100 else f"{value:.2f}"
    return f"{shown} {unit}".strip()


def _line(row: tuple[str, ...], widths: list[int]) -> str:
    first, *numbers = (
        cell.ljust(width) if not place else cell.rjust(width)
        for place, (cell, width) in enumerate(zip(row, widths, strict=True))
    )
    return f"| {' | '.join((first, *numbers))} |"
