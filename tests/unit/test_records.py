"""The little that records know by themselves."""

from __future__ import annotations

import pytest

from db.records import Actor, Role

MINISTER = Role("foreign minister", "Velmara", "2014", "2018-10")
PRESIDENT = Role("president", "Velmara", "2018-11-02")


@pytest.mark.parametrize(
    ("date", "role"),
    [
        ("2016-05-01", MINISTER),
        ("2018-10-31", MINISTER),
        ("2018-11-02", PRESIDENT),
        ("2023", PRESIDENT),
        ("", PRESIDENT),
    ],
)
def test_an_actor_has_the_role_of_the_day(date: str, role: Role) -> None:
    assert Actor("a", "Mirela Dovan", roles=(MINISTER, PRESIDENT)).role_on(date) == role


def test_an_actor_without_roles_has_none() -> None:
    assert Actor("a", "Mirela Dovan").role_on("2016") is None
