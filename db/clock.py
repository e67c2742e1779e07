"""The one way in which this package writes down a time."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> str:
    """The present in UTC, ISO 8601 with microseconds: texts of one length that sort by time."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
