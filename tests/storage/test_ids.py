"""Ids: UUID version 7, in the order in which they were made."""

from __future__ import annotations

import time
from uuid import RFC_4122, UUID

from db import clock, ids


def test_an_id_is_a_uuid_of_version_7_with_its_time() -> None:
    before = time.time_ns() // 1_000_000
    made = UUID(ids.new())
    after = time.time_ns() // 1_000_000
    assert (made.version, made.variant) == (7, RFC_4122)
    assert before <= made.int >> 80 <= after


def test_ids_are_all_different_and_sort_by_time() -> None:
    earlier = {ids.new() for _ in range(1000)}
    moment = time.time_ns()
    while time.time_ns() - moment < 1000:
        pass
    later = {ids.new() for _ in range(1000)}
    assert len(earlier | later) == 2000
    assert max(earlier) < min(later)


def test_times_are_texts_of_one_length_in_utc() -> None:
    times = [clock.now() for _ in range(3)]
    assert times == sorted(times)
    assert {len(at) for at in times} == {len("2026-01-31T12:00:00.000000Z")}
