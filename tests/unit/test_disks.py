"""What is mounted where, as Linux tells it."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.disks import network_kind

MOUNTS = r"""/dev/sda1 / ext4 rw 0 0
server:/home /home nfs4 rw 0 0
/dev/sdb1 /home/local xfs rw 0 0
//server/share /mnt/my\040share cifs rw 0 0
ada@host:/ /mnt/far fuse.sshfs rw 0 0
portal /run/user/1/doc fuse.portal rw 0 0
tmpfs /mnt/far tmpfs rw 0 0
damaged
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/srv/p.db", ""),
        ("/home/ada/p.db", "nfs4"),
        ("/homes/ada/p.db", ""),
        ("/home/local/ada/p.db", ""),
        ("/mnt/my share/p.db", "cifs"),
        ("/run/user/1/doc/p.db", ""),
        ("/mnt/far/p.db", ""),
    ],
)
def test_a_network_file_system_is_known_by_its_kind(tmp_path: Path, path: str, kind: str) -> None:
    (tmp_path / "mounts").write_text(MOUNTS)
    assert network_kind(Path(path), tmp_path / "mounts") == kind


def test_a_file_over_ssh_is_on_a_network(tmp_path: Path) -> None:
    (tmp_path / "mounts").write_text("ada@host:/ /mnt/far fuse.sshfs rw 0 0\n")
    assert network_kind(Path("/mnt/far/p.db"), tmp_path / "mounts") == "fuse.sshfs"


def test_a_system_that_tells_nothing_of_its_mounts_is_no_fault(tmp_path: Path) -> None:
    assert network_kind(Path("/srv/p.db"), tmp_path / "none") == ""
