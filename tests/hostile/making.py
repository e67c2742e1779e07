"""About two hundred files that mean no good, or look so, made in a folder; and what a good one among them says."""

from __future__ import annotations

import codecs
import gzip
import io
import json
import os
import socket
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from unit.packed import open_text, package, pdf, word, workbook

GOOD = "The minister of Velmara said that the talks in Orbin would go on."
"""What every good file says, so that each that went in can be told."""
MADE = tuple[str, bytes]


def make(folder: Path) -> set[str]:
    """Make the files; the names, from the folder on, of those whose article must go in."""
    good = set()
    for name, data in _bad():
        _write(folder / "bad" / name, data)
    for name, data in good_files():
        _write(folder / "good" / name, data)
        good.add(name)
    _links_and_devices(folder)
    return good


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    """A ZIP archive whose members may have one name."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return stream.getvalue()


def tarred(*members: tuple[tarfile.TarInfo, bytes], mode: Literal["w", "w:gz"] = "w") -> bytes:
    """A tar file of the members."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=mode) as tar:
        for info, data in members:
            info.size = len(data) or info.size
            tar.addfile(info, io.BytesIO(data) if data else None)
    return stream.getvalue()


def good_files() -> Iterator[MADE]:
    """Files that look odd and hold an article."""
    for codec in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"):
        yield f"{codec}.txt", GOOD.encode(codec)
    for name in (
        "a\nb.txt",
        "-rf.txt",
        "con.txt",
        "a\x1b[31m.txt",
        "A.TXT",
        "a.txt",
        "é.txt",
        " .txt",
        "x" * 250 + ".txt",
        "'\"`$(x).txt",
    ):
        yield name, f"{GOOD} {name!r}".encode()
    yield "long-line.txt", (GOOD + " " + "word " * 2_000_000).encode()
    yield "many-lines.txt", (GOOD + "\n" + "Short line.\n" * 500_000).encode()
    yield "stray-nuls.txt", GOOD.encode() + b" \0 and \0 more words"
    yield "carriage-returns.txt", GOOD.encode() + b"\r" * 100_000
    yield "combining.txt", (GOOD + " e" + "\u0301" * 100_000).encode()
    yield "bidi.txt", (GOOD + "\u202e\u2066\u200f" * 1000).encode()
    yield "escapes.txt", GOOD.encode() + b"\x1b[2J\x1b]0;x\x07"
    yield "damaged.txt", ("Ä" * 40 + GOOD).encode() + b"\xff\xc3"
    yield "rows.csv", f'title,text\nx,"{GOOD}"\n'.encode()
    yield "nuls.csv", f"title;text\n\0x;{GOOD}\n".encode()
    yield "bad-rows.csv", f'title,text\na,b,c\n"",\n,{GOOD}\n'.encode()
    yield "utf16.csv", f"title\ttext\nx\t{GOOD}\n".encode("utf-16")
    yield "bad-lines.jsonl", ("[" * 50_000 + "\n{x}\n\n" + json.dumps({"text": GOOD}) + '\n{"text":').encode()
    yield "surrogates.jsonl", b'{"text": "\\ud800 ' + GOOD.encode() + b'", "n": ' + b"9" * 9999 + b"}"
    yield "twice.json", f'[{{"text": "x", "text": "{GOOD}", "n": NaN, "m": 1e999}}]'.encode()
    yield "sheet.xlsx", workbook({"S": [("Text", "Date"), (GOOD, (1e308,)), ("x", (-5,))]})
    yield "paper.docx", word(f"<w:p><w:r><w:t>{GOOD}</w:t></w:r></w:p>" + "<w:p/>" * 1000)
    yield "paper.odt", open_text(f"<text:p>{GOOD}</text:p>")
    yield "paper.rtf", rb"{\rtf1\ansi " + GOOD.encode() + rb"\u99999999 \bin5 xxxxx}"
    yield "paper.pdf", pdf([[(72, 700, GOOD)]])
    yield "word-as.txt", word(f"<w:p><w:r><w:t>{GOOD}</w:t></w:r></w:p>")
    yield "packed.txt.gz", gzip.compress(GOOD.encode())
    out = ("../../out.txt", b"Out."), ("/etc/out.txt", b"Out."), ("..\\out.txt", b"Out."), ("C:\\out.txt", b"Out.")
    bomb = ("bomb.txt", b"a" * 2**24), ("bomb.html", b"<p>" * 2**22)
    yield "mixed.zip", zipped(*out, *bomb, ("in.zip", zipped(("a.txt", GOOD.encode()))), ("dir/", b""))
    yield "odd-names.zip", zipped(("a\nb\x1b.txt", GOOD.encode()), ("x" * 5000 + ".txt", b"Long name."))
    yield "linked.tar", tarred(*_odd_members(), (tarfile.TarInfo("a.txt"), GOOD.encode()))
    yield "linked.tar.gz", tarred(*_odd_members(), (tarfile.TarInfo("a.txt"), GOOD.encode()), mode="w:gz")


def _odd_members() -> Iterator[tuple[tarfile.TarInfo, bytes]]:
    """What a tar file may hold that is no file."""
    for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE):
        info = tarfile.TarInfo(f"odd{kind.decode()}.txt")
        info.type, info.linkname = kind, "/etc/passwd"
        yield info, b""
    yield tarfile.TarInfo("../out.txt"), b"Out."


def _bad() -> Iterator[MADE]:
    """Files that hold no article, or one that must not be read."""
    yield from _bad_texts()
    yield from _bad_tables()
    yield from _bad_archives()
    yield from _bad_documents()
    yield from _bad_pages()


def _bad_texts() -> Iterator[MADE]:
    blanks = ("", " " * 1_000_000, "\n" * 1_000_000, "\xa0\u200b", "\0" * 100_000, "\ufeff")
    for number, text in enumerate(blanks):
        yield f"blank{number}.txt", text.encode()
    for number, mark in enumerate((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF32_BE)):
        yield f"mark{number}.txt", mark
        yield f"odd{number}.txt", mark + b"\x00\xd8\x00"
    yield "every-byte.txt", bytes(range(256)) * 1000
    yield "too-large.txt", b"word " * 4_000_000
    yield "no-utf8.txt", b"\xff" * 1_000_000
    yield "shift-out.txt", b"\x1b$B" * 100_000
    for name, magic in (
        ("elf", b"\x7fELF"),
        ("png", b"\x89PNG\r\n"),
        ("ole", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("xz", b"\xfd7zXZ\0"),
    ):
        yield f"{name}.txt", magic + bytes(5000)


def _bad_tables() -> Iterator[MADE]:
    yield "quote.csv", b'title,text\nx,"' + b"word " * 1_500_000
    yield "quotes.csv", b"title,text\n" + b'"' * 3_000_000
    yield "columns.csv", b"text," * 500_000 + b"\nx"
    yield "cells.csv", b"title,text\n" + b"," * 4_000_000
    yield "blank-rows.csv", b"title,text\n" + b",\n" * 500_000
    yield "header.csv", b"title,text\n"
    yield "no-header.csv", b"1,2,3\n4,5,6\n"
    yield "binary.csv", bytes(range(256)) * 500
    yield "pdf.csv", b"%PDF-1.4 nothing"
    yield "deep.json", b"[" * 1_000_000
    yield "deeper.json", b'{"a":' * 300_000
    yield "empties.json", b'[{"text": [' + b"{}," * 1_500_000
    yield "numbers.json", b"[" + b"1," * 2_000_000 + b"1]"
    yield "number.json", b"[" + b"9" * 3_000_000 + b"]"
    yield "text.json", b'"' + b"a" * 5_000_000
    yield "cut.json", b'{"text": "abc'
    yield "keys.json", b"[{" + b",".join(b'"k%d":1' % number for number in range(200_000)) + b"}]"
    yield "line.jsonl", b'{"text": "' + b"a" * 6_000_000 + b'"}'
    yield "nothing.jsonl", b"null\n" * 50_000
    yield "cell.xlsx", _sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    yield (
        "strings.xlsx",
        _sheet('<row r="1"><c t="s"><v>99999999999999</v></c><c t="s"><v>-1</v></c><c t="s"><v>x</v></c></row>'),
    )
    yield "rows.xlsx", _sheet("<row/>" * 300_000)
    yield "cells.xlsx", _sheet("<row>" + "<c><v>1</v></c>" * 200_000 + "</row>")
    yield "number.xlsx", _sheet(f'<row r="{"9" * 5000}"><c r="{"Z" * 5000}1"><v>{"9" * 5000}</v></c></row>')
    yield "laughs.xlsx", package({"xl/workbook.xml": _laughs("workbook")})
    yield (
        "no-parts.xlsx",
        package({"xl/workbook.xml": "<workbook><sheets><sheet name='a' id='r1'/></sheets></workbook>"}),
    )


def _sheet(rows: str) -> bytes:
    return package(
        {
            "xl/workbook.xml": "<workbook><sheets><sheet name='a' id='r1'/></sheets></workbook>",
            "xl/_rels/workbook.xml.rels": "<Relationships><Relationship Id='r1' Target='sheet.xml'/></Relationships>",
            "xl/sheet.xml": f"<worksheet><sheetData>{rows}</sheetData></worksheet>",
        }
    )


def _laughs(root: str) -> str:
    """XML whose entities grow a thousand million times when they are expanded."""
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE {root} [<!ENTITY e0 "ha">{entities}]><{root}>&e9;</{root}>'


def _fetching(root: str) -> str:
    return f'<!DOCTYPE {root} [<!ENTITY x SYSTEM "file:///etc/passwd">]><{root}><p><r><t>&x;</t></r></p></{root}>'


def _bad_archives() -> Iterator[MADE]:
    whole = zipped(("a.txt", b"One. " * 500), ("b.txt", b"Two. " * 500))
    for step in range(1, 16):
        yield f"cut{step}.zip", whole[: len(whole) * step // 16]
        yield f"flipped{step}.zip", whole[: step * 9] + bytes([whole[step * 9] ^ 0xFF]) + whole[step * 9 + 1 :]
    yield "bomb.zip", zipped(("bomb.txt", b"\0" * 50_000_000))
    deep = zipped(("a.txt", b"Deep."))
    for _ in range(20):
        deep = zipped(("in.zip", deep))
    yield "deep.zip", deep
    yield "empty.zip", zipped()
    yield "folders.zip", zipped(*((f"d{number}/", b"") for number in range(500)))
    yield "many.zip", zipped(*((f"{number}.txt", b"") for number in range(3000)))
    yield "locked.zip", _patched(whole, flags=1)
    yield "method.zip", _patched(whole, method=99)
    yield "lying-small.zip", _patched(whole, size=3)
    yield "lying-large.zip", _patched(whole, size=0x7FFFFFFF)
    yield "lying-packed.zip", _patched(whole, packed=0x7FFFFFFF)
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    yield "link.zip", zipped((link, b"/etc/passwd"))
    entry = whole[whole.index(b"PK\1\2") : whole.index(b"PK\1\2", whole.index(b"PK\1\2") + 4)]
    tail = b"PK\5\6" + struct.pack("<4H2LH", 0, 0, 65535, 65535, len(entry) * 65535, whole.index(b"PK\1\2"), 0)
    yield "overlapping.zip", whole[: whole.index(b"PK\1\2")] + entry * 65535 + tail
    yield "directory.zip", b"PK\3\4" + b"PK\5\6" + struct.pack("<4H2LH", 0, 0, 9, 9, 0xFFFFFFFE, 0, 0)
    yield "bomb.gz", gzip.compress(bytes(100_000_000))
    yield "cut.gz", gzip.compress(b"One. " * 5000)[:-9]
    yield "bomb.tar.gz", gzip.compress(_header("a.txt", 2**33) + bytes(50_000_000))
    yield "pax.tar", _header("x", 2**34, b"x") + b"99999999999 path=a\n" + bytes(2000)
    yield "negative.tar", _header("a.txt", 0).replace(b"00000000000\0", b"\xff" * 12, 1)
    tar = tarred((tarfile.TarInfo("a.txt"), b"One. " * 900))
    for step in range(1, 6):
        yield f"cut{step}.tar", tar[: len(tar) * step // 7]


def _patched(data: bytes, **fields: int) -> bytes:
    """A ZIP archive with other values in all of its headers."""
    made = bytearray(data)
    places = {"flags": (6, 8, 2), "method": (8, 10, 2), "packed": (18, 20, 4), "size": (22, 24, 4)}
    for field, value in fields.items():
        local, central, width = places[field]
        for magic, offset in ((b"PK\3\4", local), (b"PK\1\2", central)):
            at = made.find(magic)
            while at >= 0:
                made[at + offset : at + offset + width] = value.to_bytes(width, "little")
                at = made.find(magic, at + 4)
    return bytes(made)


def _header(name: str, size: int, kind: bytes = b"0") -> bytes:
    info = tarfile.TarInfo(name)
    info.size, info.type = size, kind
    return info.tobuf(tarfile.GNU_FORMAT)


def _bad_documents() -> Iterator[MADE]:
    for part, name in (("word/document.xml", "docx"), ("content.xml", "odt")):
        kind = {"mimetype": "application/vnd.oasis.opendocument.text"} if name == "odt" else {}
        for number, xml in enumerate(
            (_laughs("document"), _fetching("document"), "", "<a", "<a>" * 500_000, "\0" * 999)
        ):
            yield f"xml{number}.{name}", package({**kind, part: xml}, zipfile.ZIP_STORED)
        utf16 = _fetching("document").encode("utf-16")
        yield f"utf16.{name}", package({**kind, part: utf16}, zipfile.ZIP_STORED)
        yield f"bomb.{name}", package({**kind, part: "<p/>" * 5_000_000})
    whole = word("<w:p><w:r><w:t>Words</w:t></w:r></w:p>" * 200)
    for step in range(1, 9):
        yield f"cut{step}.docx", whole[: len(whole) * step // 9]
    for number, body in enumerate(
        (b"", b"{" * 100_000, b"{}" * 400_000, b"\\bin99999999999 ", b"\\'", b"\\u", b"\\" * 100_000)
    ):
        yield f"odd{number}.rtf", b"{\\rtf1 " + body
    whole = pdf([[(72, 700, "Words")]] * 3)
    for step in range(1, 8):
        yield f"cut{step}.pdf", whole[: len(whole) * step // 9]
    yield "loop.pdf", whole.replace(b"/Kids [4 0 R", b"/Kids [2 0 R")
    yield "pages.pdf", whole.replace(b"/Count 3", b"/Count 999999999")
    yield "length.pdf", whole.replace(b"/Length ", b"/Length 99999999")
    packer = zlib.compressobj()
    bomb = b"".join(packer.compress(b"0 " * 500_000) for _ in range(300)) + packer.flush()
    start = whole.index(b"/Length", whole.index(b"5 0 obj"))
    end = whole.index(b"endstream", start)
    stream = b"/Length %d /Filter /FlateDecode >> stream\n%b\n" % (len(bomb), bomb)
    yield "bomb.pdf", whole[:start] + stream + whole[end:]


def _bad_pages() -> Iterator[MADE]:
    """Pages, feeds and messages that go deep, declare entities or lie about themselves."""
    yield "deep.html", b"<html><body>" + b"<div>" * 200_000
    yield "attributes.html", b"<html " + b"a='b' " * 300_000 + b">"
    yield "comment.html", b"<html><!--" + b"-" * 2_000_000
    yield "scripts.html", b"<html>" + b"<script>" * 200_000
    yield "blank.html", b"<html><body></body></html>"
    for root, ending in (("rss", "rss"), ("feed", "atom"), ("html", "xhtml")):
        yield f"laughs.{ending}", _laughs(root).encode()
        yield f"fetching.{ending}", _fetching(root).encode()
    yield "deep.rss", b"<rss>" + b"<channel>" * 200_000
    parts = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(2000))
    yield "deep.eml", b"From: a@b.example\nSubject: x\n" + parts.encode()
    yield "base64.eml", b"From: a@b.example\nSubject: x\nContent-Transfer-Encoding: base64\n\n" + b"!" * 1_000_000
    yield "headers.eml", b"From: a@b.example\n" + b"X: y\n" * 200_000
    record = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999\r\n\r\nHTTP/1.1 200 OK\r\n\r\n<p>x"
    yield "lying.warc", record
    yield "bomb.warc.gz", gzip.compress(record + bytes(50_000_000))
    yield "cut.warc.gz", gzip.compress(record * 50)[:-20]
    yield "laughs.epub", package({"mimetype": "application/epub+zip", "META-INF/container.xml": _laughs("container")})
    yield "empty.epub", package({"mimetype": "application/epub+zip"})


def _links_and_devices(folder: Path) -> None:
    """What is no file, in a folder of its own."""
    odd = folder / "odd"
    odd.mkdir()
    os.mkfifo(odd / "pipe.txt")
    (odd / "device.txt").symlink_to("/dev/zero")
    (odd / "loop.txt").symlink_to(odd / "loop.txt")
    (odd / "gone.txt").symlink_to(odd / "no.txt")
    (odd / "out.txt").symlink_to("/etc/passwd")
    (odd / "folder").symlink_to(folder)
    here = Path.cwd()
    os.chdir(odd)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket.txt")
    os.chdir(here)
    (Path(os.fsdecode(os.fsencode(odd) + b"/\xff\xfe.txt"))).write_text(GOOD)
