"""Which automatic backups go as they grow old, and which stay."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from db import backups
from db.backups import AUTOMATIC, Backup


def ages() -> st.SearchStrategy[list[float]]:
    return st.lists(st.floats(0, 24 * 400), min_size=1, max_size=80, unique=True).map(sorted)


def listed(hours: list[float], size: int = 1, why: str = AUTOMATIC) -> list[Backup]:
    now = datetime(2026, 6, 15, 12, tzinfo=UTC)
    return [Backup(Path(f"{n}.db"), (now - timedelta(hours=h)).isoformat(), why, size) for n, h in enumerate(hours)]


@given(ages())
def test_thinning_keeps_the_newest_and_a_bounded_number_and_is_done_at_once(hours: list[float]) -> None:
    found = listed(hours)
    gone = backups.surplus(found, 2000)
    left = [backup for backup in found if backup not in gone]
    assert left[0] == found[0]
    assert len(left) <= 24 + 14 + 8
    assert backups.surplus(left, 2000) == []


@given(ages())
def test_each_hour_day_and_week_that_is_kept_keeps_its_newest(hours: list[float]) -> None:
    found = listed(hours)
    gone = {backup.path for backup in backups.surplus(found, 2000)}
    days: dict[object, Path] = {}
    for backup in found:
        days.setdefault(datetime.fromisoformat(backup.made).date(), backup.path)
    assert not gone & set([*days.values()][:14])


@given(ages(), st.integers(0, 100))
def test_the_room_is_bounded_but_for_the_last_two(hours: list[float], megabytes: int) -> None:
    found = listed(hours, size=3_000_000)
    gone = backups.surplus(found, megabytes)
    left = [backup for backup in found if backup not in gone]
    assert len(left) <= 2 or sum(backup.bytes for backup in left) <= megabytes * 1_000_000
    assert left[:1] == found[:1]


@given(ages())
def test_only_automatic_backups_ever_go(hours: list[float]) -> None:
    assert backups.surplus(listed(hours, size=10**9, why="asked for"), 0) == []
