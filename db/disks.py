"""On what kind of file system a project lies: over a network, SQLite's locks cannot be relied on."""

from __future__ import annotations

import re
from pathlib import Path

MOUNTS = Path("/proc/self/mounts")
"""Where Linux tells what is mounted; other systems do not have it."""

_NETWORK = re.compile(r"nfs\d?|cifs|smb\w*|afs|9p|ceph|glusterfs|lustre|gpfs|beegfs|davfs|ncpfs|fuse\.(?!.*portal).+")
_OCTAL = re.compile(r"\\([0-7]{3})")


def network_kind(path: Path, mounts: Path = MOUNTS) -> str:
    """The kind of the network file system that a path lies on, such as "nfs4"; empty where it is none or not known."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return ""
    above = {path, *path.parents}
    # The longest mount point wins, and of two at the same place the later one lies over the earlier.
    found = [(len(at.parts), number, kind) for number, (at, kind) in enumerate(map(_mount, lines)) if at in above]
    kind = max(found)[2] if found else ""
    return kind if _NETWORK.fullmatch(kind) else ""


def _mount(line: str) -> tuple[Path, str]:
    """Where a line says something is mounted, and of which kind that is."""
    _, at, kind, *_ = [*line.split(" "), "", "", ""]
    return Path(_OCTAL.sub(lambda found: chr(int(found[1], 8)), at)), kind
