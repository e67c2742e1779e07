from __future__ import annotations

import io
import os
import pickle
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest

from corpus.articles import Article
from corpus.files import Refusal, find, read_one, read_paths, split
from corpus.readers.choosing import ENDINGS
from corpus.readers.records import MAX_HELD, Options
from corpus.text import MAX_BYTES

NOBODY = 65534


def results(*paths: Path) -> list[tuple[str, str]]:
    """What each path gave: its last name, with the reason where it was refused."""
    return [
        (result.path.name, result.reason) if isinstance(result, Refusal) else (Path(result.file).name, "")
        for result in read_paths(paths)
    ]


def write(path: Path, text: str = "Talks go on.\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


@contextmanager
def without_privileges() -> Iterator[None]:
    """Root may read everything: be somebody else for as long as it lasts."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that another user can enter; those of pytest are closed to all but its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


def test_a_folder_is_walked_in_sorted_order_and_only_its_texts_are_read(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.TXT", "a/c.md", "c.text", "picture.png", ".hidden.txt", ".git/x.txt"):
        write(tmp_path / name, f"Text of {name}.")
    assert results(tmp_path) == [("c.md", ""), ("z.TXT", ""), ("b.txt", ""), ("c.text", "")]


def test_a_file_that_is_named_is_read_whatever_its_ending(tmp_path: Path) -> None:
    path = write(tmp_path / "article.html")
    (article,) = read_paths([path])
    assert isinstance(article, Article)
    assert (article.text, article.file) == ("Talks go on.\n", str(path))


def test_one_bad_file_does_not_stop_the_rest(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "")
    (tmp_path / "b.txt").write_bytes(bytes(range(256)))
    write(tmp_path / "c.txt")
    write(tmp_path / "d.txt", " \n")
    found = results(tmp_path)
    assert [name for name, reason in found if not reason] == ["c.txt"]
    assert [reason.split(":")[0] for _, reason in found if reason] == [
        "the file is empty",
        "a binary file, not plain text",
        "nothing but white space",
    ]


def test_a_path_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    assert results(tmp_path / "no.txt") == [("no.txt", "no such file or folder")]


def test_a_folder_without_texts_says_what_is_looked_for(tmp_path: Path) -> None:
    write(tmp_path / "picture.png")
    assert results(tmp_path) == [
        (tmp_path.name, f"no file here ends in {', '.join(sorted(ENDINGS))}: name the file itself to read it")
    ]


def test_pipes_sockets_and_devices_are_refused_and_never_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A socket's name may have 107 bytes at most: hence a relative one.
    monkeypatch.chdir(tmp_path)
    os.mkfifo("a.txt")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("b.txt")
        found = results(Path(), Path(os.devnull))
    assert found == [
        ("a.txt", "a named pipe, not a file"),
        ("b.txt", "a socket, not a file"),
        ("null", "a device, not a file"),
    ]


def test_a_link_inside_the_folder_is_followed_and_one_to_nowhere_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    target = write(folder / "elsewhere" / "real.txt")
    (folder / "a.txt").symlink_to(target)
    (folder / "b.txt").symlink_to(tmp_path / "gone.txt")
    (folder / "c.txt").symlink_to(folder / "c.txt")
    (first, second, third, _) = results(folder)
    assert first == ("a.txt", "")
    assert second == ("b.txt", "a link that leads nowhere")
    assert third[1].startswith("cannot be read: too many levels of symbolic links")


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    target = write(tmp_path / "elsewhere.txt")
    write(tmp_path / "corpus" / "b.txt")
    (tmp_path / "corpus" / "a.txt").symlink_to(target)
    assert results(tmp_path / "corpus") == [
        ("a.txt", "a link out of the folder, not followed: add that file itself"),
        ("b.txt", ""),
    ]


def test_a_link_that_is_named_is_followed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(write(tmp_path / "real.txt"))
    assert results(tmp_path / "a.txt") == [("a.txt", "")]


def test_the_folder_of_a_saved_page_is_passed_over_and_any_other_is_not(tmp_path: Path) -> None:
    for name in ("Talks.html", "Talks_files/frame.html", "Other_files/frame.html"):
        write(tmp_path / name, f"Text of {name}.")
    assert results(tmp_path) == [("frame.html", ""), ("Talks.html", "")] if ".html" in ENDINGS else True


def test_standard_input_is_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("Talks go on.\n".encode("utf-16"))))
    (article,) = read_paths([Path("-")])
    assert isinstance(article, Article)
    assert (article.text, article.file, article.encoding) == ("Talks go on.\n", "standard input", "utf-16-le")


def test_empty_and_endless_standard_input_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for data, reason in ((b"", "the file is empty"), (b"a" * (MAX_HELD + 1), "more than 32 MB")):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        (refusal,) = read_paths([Path("-")])
        assert isinstance(refusal, Refusal)
        assert refusal.reason.startswith(reason)


def test_what_is_found_can_be_read_in_another_process(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        write(tmp_path / name, f"Text of {name}.")
    pieces = [piece for found in find([tmp_path, tmp_path / "no.txt"]) for piece in split(found)]
    assert [found.size for found in pieces] == [14, 14, 0]
    sent = [pickle.loads(pickle.dumps(read_one(pickle.loads(pickle.dumps(piece))))) for piece in pieces]
    assert [result for results in sent for result in results] == list(read_paths([tmp_path, tmp_path / "no.txt"]))


def test_a_link_to_a_folder_cannot_make_the_walk_go_round(tmp_path: Path) -> None:
    write(tmp_path / "a" / "x.txt")
    (tmp_path / "a" / "again").symlink_to(tmp_path)
    assert results(tmp_path) == [("again", "a link to a folder, not followed: add that folder itself"), ("x.txt", "")]


def test_a_link_to_a_folder_that_is_named_is_followed(tmp_path: Path) -> None:
    write(tmp_path / "real" / "x.txt")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert results(tmp_path / "link") == [("x.txt", "")]


def test_what_may_not_be_read_is_refused_and_the_rest_goes_in(open_folder: Path) -> None:
    write(open_folder / "a.txt").chmod(0)
    write(open_folder / "b" / "x.txt")
    (open_folder / "b").chmod(0)
    write(open_folder / "c.txt").chmod(0o644)
    with without_privileges():
        found = results(open_folder)
    (open_folder / "b").chmod(0o755)
    assert found == [("a.txt", "no permission to read it"), ("b", "no permission to read it"), ("c.txt", "")]


def test_a_file_above_the_limit_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "big.txt")
    os.truncate(path, MAX_BYTES + 1)
    assert results(path) == [("big.txt", "larger than 16 MB: split it into one file for each article")]


@pytest.mark.parametrize("name", ["x" * 300, "a\0b"])
def test_a_name_that_no_file_can_have_is_refused_in_one_line(name: str) -> None:
    ((_, reason),) = results(Path(name))
    assert reason in ("cannot be read: file name too long", "not a possible name for a file")


def test_a_name_that_is_not_utf8_becomes_text(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    write(path)
    (article,) = read_paths([tmp_path])
    assert isinstance(article, Article)
    assert article.file == str(tmp_path / "caf\ufffd.txt")


def test_a_very_deep_folder_is_walked(tmp_path: Path) -> None:
    deep = tmp_path
    for _ in range(300):
        deep = deep / "d"
    write(deep / "x.txt")
    assert results(tmp_path) == [("x.txt", "")]


def test_a_table_is_read_in_pieces_of_bounded_size_with_the_columns_asked_for(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "A,B\n" + "".join(f"Title {row},Text {row}.\n" for row in range(5000)))
    options = Options({"text": "B", "title": "A"})
    (found,) = find([path])
    pieces = list(split(found, options))
    assert len(pieces) > 10
    assert sum(piece.size for piece in pieces) == path.stat().st_size
    read = [result for piece in pieces for result in read_one(piece, options)]
    assert [result.title for result in read if isinstance(result, Article)] == [f"Title {row}" for row in range(5000)]
    assert [result.file for result in read if isinstance(result, Article)][-1] == f"{path} row 5001"
    assert {result.file_sha256 for result in read if isinstance(result, Article)} == {
        sha256(path.read_bytes()).hexdigest()
    }


def test_old_and_packed_formats_in_a_folder_are_refused_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "a.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(999))
    (tmp_path / "b.7z").write_bytes(b"7z\xbc\xaf\x27\x1c" + bytes(99))
    assert results(tmp_path) == [
        ("a.doc", "an office document from before 2007, not plain text: save it as DOCX or XLSX"),
        ("b.7z", "a compressed file, not plain text: unpack it and add what is in it"),
    ]
