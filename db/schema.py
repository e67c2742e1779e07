"""Which schema this program knows; asked before anything heavy is imported."""

from __future__ import annotations

from pathlib import Path

MIGRATIONS = Path(__file__).parent / "migrations"
"""The folder of the schema's steps; each file in `versions/` begins with its number."""


def newest(migrations: Path = MIGRATIONS) -> str:
    """The number of the last step, such as "0001"."""
    return max(step.name[:4] for step in (migrations / "versions").glob("[0-9][0-9][0-9][0-9]_*.py"))
