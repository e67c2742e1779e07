from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from corpus.articles import Article
from corpus.files import Refusal, read_paths


def results(path: Path) -> list[tuple[str, str]]:
    """What an archive gave: names behind its own, with the start of the text or the reason."""
    found = []
    for result in read_paths([path]):
        name = result.file if isinstance(result, Article) else str(result.path)
        found.append(
            (name.removeprefix(f"{path.parent}/"), result.text if isinstance(result, Article) else result.reason)
        )
    return found


def zipped(members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return stream.getvalue()


def tarred(members: dict[str, bytes], mode: str = "w") -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=mode) as tar:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    return stream.getvalue()


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


MEMBERS = {
    "b/one.txt": b"One.",
    "a.md": b"Two.",
    "picture.png": b"\x89PNG",
    "__MACOSX/._a.md": b"x",
    ".hidden.txt": b"x",
}
GIVEN = [("b/one.txt", "One."), ("a.md", "Two.")]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.zip", zipped(MEMBERS)),
        ("x.tar", tarred(MEMBERS)),
        ("x.tar.gz", tarred(MEMBERS, "w:gz")),
        ("x.bin", zipped(MEMBERS)),
    ],
)
def test_the_articles_in_an_archive_are_read_in_their_order_behind_its_name(
    tmp_path: Path, name: str, data: bytes
) -> None:
    assert results(write(tmp_path / name, data)) == [(f"{name}/{member}", text) for member, text in GIVEN]


def test_a_gzip_file_holds_one_article(tmp_path: Path) -> None:
    assert results(write(tmp_path / "a.txt.gz", gzip.compress(b"One."))) == [("a.txt.gz/a.txt", "One.")]


def test_archives_inside_an_archive_are_read_to_a_small_depth(tmp_path: Path) -> None:
    data = zipped({"a.txt": b"One."})
    for _ in range(2):
        data = zipped({"in.zip": data})
    assert results(write(tmp_path / "x.zip", data)) == [("x.zip/in.zip/in.zip/a.txt", "One.")]
    ((name, reason),) = results(write(tmp_path / "y.zip", zipped({"in.zip": data})))
    assert name == "y.zip/in.zip/in.zip/in.zip"
    assert reason == "archives inside each other more than 3 deep: unpack them and add the folder"


def test_two_members_of_one_name_are_two_articles(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("a.txt", "One.")
        with pytest.warns(UserWarning, match="Duplicate"):
            package.writestr("a.txt", "Two.")
    found = results(write(tmp_path / "x.zip", stream.getvalue()))
    assert found == [("x.zip/a.txt", "One."), ("x.zip/a.txt (2)", "Two.")]


@pytest.mark.parametrize("name", ["../a.txt", "/etc/a.txt", "b/../../a.txt", "C:/a.txt", "..\\a.txt"])
@pytest.mark.parametrize("pack", [zipped, tarred])
def test_a_member_whose_name_leads_out_is_not_read_and_the_rest_is(tmp_path: Path, name: str, pack: object) -> None:
    assert callable(pack)
    found = results(write(tmp_path / "x.zip", pack({name: b"Out.", "good.txt": b"In."})))
    assert [reason for _, reason in found] == ["a name that leads out of the archive: not read", "In."]


def test_a_link_in_an_archive_is_not_followed(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("link.txt")
    info.external_attr = 0o120777 << 16
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr(info, "/etc/passwd")
    assert results(write(tmp_path / "x.zip", stream.getvalue())) == [
        ("x.zip/link.txt", "a link inside an archive, not followed")
    ]
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as tar:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE):
            member = tarfile.TarInfo(f"{kind.decode()}.txt")
            member.type, member.linkname = kind, "/etc/passwd"
            tar.addfile(member)
    assert {reason for _, reason in results(write(tmp_path / "x.tar", stream.getvalue()))} == {
        "a link inside an archive, not followed"
    }


def test_a_bomb_is_refused_and_its_neighbours_are_read(tmp_path: Path) -> None:
    found = results(write(tmp_path / "x.zip", zipped({"bomb.txt": b"a" * 2**24, "good.txt": b"In."})))
    assert found[0][1] == "packed more than 100 times smaller, as no text is: not unpacked"
    assert found[1:] == [("x.zip/good.txt", "In.")]


def test_a_header_that_lies_about_the_size_is_told(tmp_path: Path) -> None:
    data = zipped({"a.txt": b"One two three. " * 100})
    size = (1500).to_bytes(4, "little")
    ((_, reason),) = results(write(tmp_path / "x.zip", data.replace(size, (7).to_bytes(4, "little"))))
    assert reason.startswith("damaged in its archive: Bad CRC-32")


def test_an_encrypted_member_is_told(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": b"One."}))
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    ((_, reason),) = results(write(tmp_path / "x.zip", bytes(data)))
    assert reason == "encrypted: unpack the archive with its password and add the files"


def test_members_that_overlap_are_refused(tmp_path: Path) -> None:
    data = zipped({f"{number}.txt": b"One two. " * 200 for number in range(3)})
    start = data.index(b"PK\x01\x02")
    entry = data[start : data.index(b"PK\x01\x02", start + 4)]
    end = data.rindex(b"PK\x05\x06")
    count = 2000
    tail = bytearray(data[end:])
    tail[8:12] = count.to_bytes(2, "little") * 2
    tail[12:16] = (len(entry) * count).to_bytes(4, "little")
    ((_, reason),) = results(write(tmp_path / "x.zip", data[:start] + entry * count + bytes(tail)))
    assert "overlap" in reason


@pytest.mark.parametrize("pack", [zipped, tarred, lambda members: tarred(members, "w:gz")])
def test_an_archive_cut_anywhere_is_told_in_one_line(tmp_path: Path, pack: object) -> None:
    assert callable(pack)
    data = pack({"a.txt": b"One two three four five. " * 50, "b.txt": b"Two."})
    for cut in range(1, len(data), 37):
        for result in read_paths([write(tmp_path / "x.zip", data[:cut])]):
            assert isinstance(result, Article) or (result.reason and "\n" not in result.reason)


def test_a_gzip_bomb_is_refused(tmp_path: Path) -> None:
    ((_, reason),) = results(write(tmp_path / "a.txt.gz", gzip.compress(b"a" * 2**26)))
    assert reason == "unpacked larger than 32 MB: unpack it and add the file"


def test_an_archive_of_pictures_says_so(tmp_path: Path) -> None:
    found = results(write(tmp_path / "x.zip", zipped({"a.png": b"x"})))
    assert found == [("x.zip", "no file in this archive is of a kind that holds articles")]


def test_archives_in_a_folder_are_read(tmp_path: Path) -> None:
    write(tmp_path / "x.zip", zipped({"a.txt": b"One."}))
    assert [result for result in read_paths([tmp_path]) if isinstance(result, Refusal)] == []
