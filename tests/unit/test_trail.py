"""The trail: back to places that were left, and on again."""

from __future__ import annotations

from db.records import Step
from tui.trail import Trail

HERE = [Step("d", 1000 * place) for place in range(5)]


def walked(trail: Trail, here: Step, *directions: int) -> list[int | None]:
    found: list[int | None] = []
    for direction in directions:
        step = trail.walk(here, direction)
        here = step or here
        found.append(step.start // 1000 if step else None)
    return found


def test_one_goes_back_step_by_step_and_on_again_to_where_one_was() -> None:
    trail = Trail()
    for step in HERE[:3]:
        trail.leave(step)
    assert walked(trail, HERE[3], -1, -1, 1, 1, 1, -1) == [2, 1, 2, 3, None, 2]


def test_at_the_start_there_is_nowhere_to_go() -> None:
    assert walked(Trail(), HERE[0], -1, 1) == [None, None]


def test_leaving_from_a_place_that_one_went_back_to_forgets_what_came_after() -> None:
    trail = Trail()
    for step in HERE[:3]:
        trail.leave(step)
    walked(trail, HERE[3], -1, -1)
    trail.leave(HERE[1])
    assert walked(trail, HERE[4], -1, -1, -1, 1, 1, 1) == [1, 0, None, 1, 4, None]


def test_places_close_together_are_one_and_the_same_one_is_passed_over() -> None:
    trail = Trail()
    for step in (HERE[0], Step("d", 30), Step("d", 60), Step("e", 60)):
        trail.leave(step)
    assert [(step.document, step.start) for step in trail.steps] == [("d", 60), ("e", 60)]
    assert walked(trail, Step("e", 90), -1) == [0]


def test_a_place_that_is_gone_is_passed_over_in_both_directions() -> None:
    trail = Trail()
    for step in HERE[:4]:
        trail.leave(step)
    assert trail.walk(HERE[4], -1) == HERE[3]
    trail.drop(-1)
    assert walked(trail, HERE[4], -1, -1, 1) == [2, 1, 2]
    trail = Trail(HERE, 0)
    assert trail.walk(HERE[0], 1) == HERE[1]
    trail.drop(1)
    assert walked(trail, HERE[0], 1, 1) == [2, 3]


def test_what_was_read_is_known_until_something_changes() -> None:
    trail = Trail(HERE, 2)
    assert trail.is_kept
    trail.walk(HERE[2], 1)
    assert not trail.is_kept
