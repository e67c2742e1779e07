"""Two hundred files made to do harm: every one is read or refused in a line, with bounded memory."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hostile.making import GOOD, make

from corpus.readers.choosing import ENDINGS

READ = """
import json, resource, sys
from pathlib import Path
from corpus.articles import Article
from corpus.files import read_paths

for result in read_paths([Path(sys.argv[1])]):
    is_read = isinstance(result, Article)
    name, said = (result.file, result.text[:400_000]) if is_read else (str(result.path), result.reason)
    print(json.dumps([is_read, name, GOOD in said if is_read else said]))
# Not the resource usage of this process itself: that of the tests' own process, before it became this one, is in it.
status = Path("/proc/self/status")
told = dict(line.split(":", 1) for line in status.read_text().splitlines()) if status.exists() else {"VmHWM": "0 kB"}
own = int(told["VmHWM"].split()[0])
print(json.dumps([peak // 1024 for peak in (own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)]))
"""
MOST = 256
"""So many MB may reading take, whatever is read."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, set[str]]:
    folder = tmp_path_factory.mktemp("hostile")
    return folder, make(folder)


@pytest.fixture(scope="module")
def read(made: tuple[Path, set[str]]) -> tuple[list[tuple[bool, str, object]], list[int], str]:
    """What came of all files, read in a process of its own: results, the peaks of its memory, and its errors."""
    code = READ.replace("GOOD", repr(GOOD))
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code, str(made[0])], cwd=root, capture_output=True, text=True, check=False, timeout=110
    )
    assert done.returncode == 0, done.stderr[-2000:]
    *results, peaks = map(json.loads, done.stdout.splitlines())
    return [(is_read, name.removeprefix(f"{made[0]}/"), said) for is_read, name, said in results], peaks, done.stderr


def test_there_are_about_two_hundred(made: tuple[Path, set[str]]) -> None:
    assert sum(1 for path in made[0].rglob("*") if not path.is_dir()) >= 200


def test_nothing_is_said_beside_the_results(read: tuple[list[tuple[bool, str, object]], list[int], str]) -> None:
    assert read[2] == ""


def test_all_good_files_go_in(
    made: tuple[Path, set[str]], read: tuple[list[tuple[bool, str, object]], list[int], str]
) -> None:
    taken = {name for is_read, name, said in read[0] if is_read and said}
    missing = {file for file in made[1] if not any(name.startswith(f"good/{file}") for name in taken)}
    assert missing == set()


def test_every_file_is_read_or_refused_in_one_line(
    made: tuple[Path, set[str]], read: tuple[list[tuple[bool, str, object]], list[int], str]
) -> None:
    reasons = [str(said) for is_read, _, said in read[0] if not is_read]
    assert [reason for reason in reasons if not reason or "\n" in reason or len(reason) > 400] == []
    told = "\n".join(name for _, name, _ in read[0])
    files = [path.name for path in (made[0] / "bad").iterdir() if path.name.endswith(tuple(ENDINGS))]
    assert [name for name in files if name not in told] == []


def test_nothing_outside_the_folder_or_its_archives_is_read(
    read: tuple[list[tuple[bool, str, object]], list[int], str],
) -> None:
    odd = {name: str(said) for is_read, name, said in read[0] if name.startswith("odd/") and not is_read}
    assert odd == {
        "odd/device.txt": "a device, not a file",
        "odd/folder": "a link to a folder, not followed: add that folder itself",
        "odd/gone.txt": "a link that leads nowhere",
        "odd/loop.txt": "cannot be read: too many levels of symbolic links",
        "odd/out.txt": "a link out of the folder, not followed: add that file itself",
        "odd/pipe.txt": "a named pipe, not a file",
        "odd/socket.txt": "a socket, not a file",
    }
    assert not [name for is_read, name, _ in read[0] if is_read and "out.txt" in name]


def test_the_memory_stays_small(read: tuple[list[tuple[bool, str, object]], list[int], str]) -> None:
    assert max(read[1]) < MOST
