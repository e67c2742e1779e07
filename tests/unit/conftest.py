from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def seeds(seed_folder: Path) -> dict[str, bytes]:
    """The seed articles' bytes by the number that their names begin with."""
    return {path.name[:3]: path.read_bytes() for path in sorted(seed_folder.glob("*.txt"))}
