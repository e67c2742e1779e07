from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def seeds() -> dict[str, bytes]:
    """The seed articles' bytes by the number that their names begin with."""
    folder = Path(__file__).parents[3] / "shared" / "seeds"
    if not folder.is_dir():
        pytest.skip("the seed articles are not beside the repository")
    return {path.name[:3]: path.read_bytes() for path in sorted(folder.glob("*.txt"))}
