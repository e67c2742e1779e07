from __future__ import annotations

import gzip
import pickle
import zlib
from pathlib import Path

import pytest

from corpus.articles import Article
from corpus.errors import CorpusError
from corpus.files import Refusal, find, read_one, split
from corpus.readers import warc
from corpus.readers.records import Fault, File, Options, Raw

SENTENCE = "Lena Orsini of Velmara said on Monday that the talks with Sorrand about the river would go on for weeks. "
PAGE = f"<html><head><title>Talks go on</title></head><body><article><p>{SENTENCE * 4}</p></article></body></html>"


def record(content: bytes, kind: str = "response", media: str = "application/http; msgtype=response") -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://post.example/1\r\nContent-Type: {media}\r\n"
        f"Content-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n\r\n"


def answer(body: bytes, headers: str = "Content-Type: text/html; charset=utf-8", status: str = "200 OK") -> bytes:
    return record(f"HTTP/1.1 {status}\r\n{headers}\r\n\r\n".encode() + body)


def read(data: bytes) -> list[Raw | Fault]:
    return list(warc.read(File("pages.warc", data), Options()))


def test_each_page_is_an_article_with_its_address_and_its_place() -> None:
    raws = read(record(b"software: x", "warcinfo", "application/warc-fields") + answer(PAGE.encode()) * 2)
    assert [raw.place for raw in raws] == ["record 2", "record 3"]
    assert isinstance(raws[0], Raw)
    assert raws[0].text == f"Talks go on\n\n{(SENTENCE * 4).strip()}\n"
    assert (raws[0].told["url"].value, raws[0].told["url"].source) == ("https://post.example/1", "record")


@pytest.mark.parametrize("pack", [gzip.compress, lambda data: b"".join(map(gzip.compress, [data[:300], data[300:]]))])
def test_a_packed_archive_is_read_whether_in_one_piece_or_many(pack: object) -> None:
    packed = pack(answer(PAGE.encode()))  # type: ignore[operator]
    assert warc.knows(File("pages.warc.gz", packed))
    assert len(read(packed)) == 1


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ("Content-Type: text/html\r\nContent-Encoding: gzip", gzip.compress(PAGE.encode())),
        ("Content-Type: text/html\r\nContent-Encoding: deflate", zlib.compress(PAGE.encode())),
        ("Content-Type: text/html\r\nTransfer-Encoding: chunked", f"{len(PAGE):x}\r\n{PAGE}\r\n0\r\n\r\n".encode()),
        ("Content-Type: text/html\r\nTransfer-Encoding: chunked", PAGE.encode()),
    ],
)
def test_a_page_is_read_however_it_was_packed_for_the_way(headers: str, body: bytes) -> None:
    (raw,) = read(answer(body, headers))
    assert isinstance(raw, Raw)
    assert SENTENCE.strip() in raw.text


def test_the_encoding_that_the_server_told_counts() -> None:
    text = "Переговоры о реке будут продолжаться, сказала министр в понедельник вечером. " * 4
    (raw,) = read(answer(f"<html><body><p>{text}".encode("cp1251"), "Content-Type: text/html; charset=windows-1251"))
    assert isinstance(raw, Raw)
    assert text.strip() in raw.text


def test_plain_texts_are_articles_and_pictures_errors_and_requests_are_passed_over() -> None:
    raws = read(
        record(b"GET / HTTP/1.1\r\n\r\n", "request")
        + answer(b"\x89PNG", "Content-Type: image/png")
        + answer(PAGE.encode(), status="404 Not Found")
        + record(SENTENCE.encode(), "conversion", "text/plain")
    )
    assert [raw.text for raw in raws if isinstance(raw, Raw)] == [SENTENCE]
    assert len(raws) == 1


def test_a_page_that_cannot_be_read_is_a_fault_and_the_others_go_in() -> None:
    odd = answer(b"x" * 10, "Content-Type: text/html\r\nContent-Encoding: br")
    broken = answer(b"no gzip", "Content-Type: text/html\r\nContent-Encoding: gzip")
    first, second, third = read(odd + broken + answer(PAGE.encode()))
    assert first == Fault("record 1", "a page that is packed as br: not read")
    assert second == Fault("record 2", "a page whose packing is damaged")
    assert isinstance(third, Raw)


def test_what_follows_damage_is_said_to_be_missing() -> None:
    raw, fault = read(answer(PAGE.encode()) + answer(PAGE.encode())[:-200])
    assert isinstance(raw, Raw)
    assert isinstance(fault, Fault)
    assert "ends in the middle of a record" in fault.reason
    assert fault.place == "record 2"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (record(b"x", "warcinfo"), "without pages"),
        (b"WARC/1.0\r\nContent-Length: -5\r\n\r\n", "tells no length"),
        (b"WARC/1.0\r\nContent-Length: many\r\n\r\n", "damaged"),
        (b"WARC/1.0\r\n" + b"A: b\r\n" * 100_000, "more than 200 headers"),
        (gzip.compress(answer(PAGE.encode()))[:-60], "damaged"),
        (gzip.compress(record(b"\0" * 300_000_000, "metadata"), 6), "packed more than 100 times smaller"),
    ],
)
def test_damaged_and_hostile_archives_are_refused_in_one_line(data: bytes, reason: str) -> None:
    with pytest.raises(CorpusError, match=reason) as caught:
        read(data)
    assert "\n" not in str(caught.value)


def test_a_page_that_unpacks_to_more_than_any_text_is_a_fault() -> None:
    (fault,) = read(answer(gzip.compress(b"a" * 40_000_000), "Content-Type: text/html\r\nContent-Encoding: gzip"))
    assert isinstance(fault, Fault)
    assert "more than 16 MB" in fault.reason


def test_an_archive_is_known_by_its_beginning() -> None:
    assert warc.knows(File("x", b"WARC/1.1\r\n"))
    assert not warc.knows(File("x.warc", b"Something else"))
    assert not warc.knows(File("x.gz", gzip.compress(b"Something else")))
    assert not warc.knows(File("x.gz", b"\x1f\x8b\x08damaged"))


def test_the_pages_of_an_archive_are_handed_on_unread_and_read_in_their_order_anywhere(tmp_path: Path) -> None:
    path = tmp_path / "pages.warc"
    filling = "<!-- " + "x" * 20_000 + " -->"
    wanted = [f"Orsini goes on for {number} weeks" for number in range(100)]
    pages = (PAGE.replace("Talks go on", title).replace("<article>", f"{filling}<article>") for title in wanted)
    path.write_bytes(b"".join(answer(page.encode()) for page in pages) + b"no record")
    (found,) = find([path])
    pieces = list(split(found))
    assert len(pieces) > 1
    sent = [pickle.loads(pickle.dumps(read_one(pickle.loads(pickle.dumps(piece))))) for piece in pieces]
    results = [result for piece in sent for result in piece]
    assert [result.title for result in results if isinstance(result, Article)] == wanted
    assert [result.reason for result in results if isinstance(result, Refusal)] == [
        "record 101: a record that does not begin as one: the archive is damaged here; what follows is not read"
    ]
