"""What holds for all tests."""

from __future__ import annotations

from pathlib import Path

import pytest


def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str | None:
    """Long bytes are no name for a test; those of an archive hold the time, and every worker must collect the same."""
    return argname if isinstance(val, bytes) and len(val) > 40 else None


@pytest.fixture(scope="session")
def seed_folder() -> Path:
    """The folder of the real articles, which are not ours to ship."""
    folder = Path(__file__).parents[2] / "shared" / "seeds"
    if not folder.is_dir():
        pytest.skip("the seed articles are not beside this checkout")
    return folder
