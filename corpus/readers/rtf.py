"""RTF: the text between its control words, in the code pages that they name."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.errors import CorpusError
from corpus.readers.records import File, Options, Raw, Told
from corpus.text import unified

name = "RTF"
_MAGIC = b"{\\rtf"
_MAX_DEPTH = 200
_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|(?P<hex>(?:\\'[0-9a-fA-F]{2})+)|\\(?P<sign>[^a-zA-Z\r\n])"
    rb"|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)|\\?[\r\n]+|\\"
)
_LEFT_OUT = frozenset(
    (
        *(
            "fonttbl",
            "colortbl",
            "stylesheet",
            "listtable",
            "listoverridetable",
            "revtbl",
            "rsidtbl",
            "generator",
            "info",
        ),
        *("pict", "object", "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"),
        *("footnote", "annotation", "fldinst", "bkmkstart", "bkmkend", "pntext", "nonshppict", "shpinst", "xmlnstbl"),
    )
)
_SAID = {
    **dict.fromkeys(("par", "sect", "page", "row"), "\n\n"),
    **{"line": "\n", "tab": "\t", "cell": "\t", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’"},
    **{"ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": "\u2003", "enspace": "\u2002"},
}
_SIGNS = {b"~": "\xa0", b"_": "\u2011", b"\\": "\\", b"{": "{", b"}": "}"}
_CHARSETS = {
    **{0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5", 161: "cp1253"},
    **{
        162: "cp1254",
        163: "cp1258",
        177: "cp1255",
        178: "cp1256",
        186: "cp1257",
        204: "cp1251",
        222: "cp874",
        238: "cp1250",
    },
}
_PROPERTY = re.compile(rb"\{\\(title|author) ([^{}]{1,2000})\}")
_GAP = re.compile(r"[ \t]*\n[ \t\n]*\n")
_MOST_TOKENS = 400_000


def knows(file: File) -> bool:
    """By how every RTF file begins."""
    return file.data[:64].lstrip().startswith(_MAGIC)


def read(file: File, options: Options) -> Iterator[Raw]:
    """Its one article."""
    text, codec = _text(file.data)
    if not text:
        raise CorpusError("a document without text: nothing to read")
    head = file.data[: 64 * 1024]
    told = {
        found[1].decode(): Told(_text(found[2], codec)[0], "document properties", guessed=True)
        for found in _PROPERTY.finditer(head)
    }
    yield Raw(f"{text}\n", codec, told)


@dataclass(slots=True)
class _Group:
    """What holds until a brace closes."""

    codec: str
    is_left_out: bool = False
    skip: int = 1
    """So many characters behind one in Unicode repeat it for older programs."""


class _Reading:
    """A text as its tokens come in."""

    def __init__(self, codec: str) -> None:
        self.codec = codec
        """What the file says its text is encoded in, where no font says otherwise."""
        self.said: list[str] = []
        self.jump = 0
        """So many bytes behind the token are no text."""
        self._groups = [_Group(codec)]
        self._fonts: dict[int, str] = {}
        self._font = 0
        self._bytes = bytearray()
        self._skipped = 0

    def take(self, token: re.Match[bytes]) -> None:
        """Take the next token in."""
        kind = token.lastgroup
        if kind == "text":
            self._add(token[0])
        elif kind == "hex":
            self._add(bytes.fromhex(token[0].replace(b"\\'", b"").decode()))
        elif kind == "brace":
            self._turn(token[0])
        elif kind in ("word", "number"):
            self._obey(token["word"].decode(), int(token["number"]) if token["number"] else None)
        elif token["sign"] == b"*":
            self._groups[-1].is_left_out = True
        elif token["sign"] in _SIGNS:
            self._say(_SIGNS[token["sign"]])

    def flush(self) -> None:
        """Decode the bytes that stand together; a character may be two of them."""
        if self._bytes:
            self.said.append(self._bytes.decode(self._groups[-1].codec, "replace"))
            self._bytes.clear()

    def _add(self, data: bytes) -> None:
        skipped = min(self._skipped, len(data))
        self._skipped -= skipped
        if not self._groups[-1].is_left_out:
            self._bytes += data[skipped:]

    def _say(self, text: str) -> None:
        self.flush()
        if not self._groups[-1].is_left_out:
            self.said.append(text)

    def _turn(self, brace: bytes) -> None:
        self.flush()
        self._skipped = 0
        if brace == b"{":
            if len(self._groups) == _MAX_DEPTH:
                raise CorpusError(f"groups inside each other more than {_MAX_DEPTH} deep: no RTF of an article")
            self._groups.append(replace(self._groups[-1]))
        elif len(self._groups) > 1:
            self._groups.pop()

    def _obey(self, word: str, number: int | None) -> None:
        """Do what a control word says."""
        group = self._groups[-1]
        if word in _SAID:
            self._say(_SAID[word])
        elif word == "u" and number is not None:
            self._say(chr(number % 0x10000))
            self._skipped = group.skip
        elif word == "bin":
            self.jump = max(0, number or 0)
        elif word == "uc":
            group.skip = min(max(0, number or 0), 8)
        elif word in ("f", "plain"):
            self._change_font(number or 0)
        elif word == "fcharset":
            self._fonts[self._font] = _CHARSETS.get(number or 0, self.codec)
        elif word == "ansicpg":
            self.codec = group.codec = _known(f"cp{number}")
        elif word in _LEFT_OUT or (word in ("v", "deleted") and number != 0):
            self.flush()
            group.is_left_out = True
        elif word == "v":
            group.is_left_out = False

    def _change_font(self, number: int) -> None:
        self.flush()
        self._font = number
        if not self._groups[-1].is_left_out:
            self._groups[-1].codec = self._fonts.get(number, self.codec)


def _text(data: bytes, codec: str = "cp1252") -> tuple[str, str]:
    """The text between control words, and the encoding that the file tells."""
    reading = _Reading(codec)
    position = 0
    for _ in range(_MOST_TOKENS):
        token = _TOKEN.match(data, position)
        if token is None:
            break
        reading.take(token)
        position = token.end() + reading.jump
        reading.jump = 0
    else:
        raise CorpusError("too many control words for an article: save its text and add that")
    reading.flush()
    # Characters beyond the first 65,536 come as two halves.
    said = "".join(reading.said).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _GAP.sub("\n\n", unified(said)).strip(), reading.codec


def _known(codec: str) -> str:
    """The code page, or that of Western Europe where nobody knows it."""
    try:
        return codecs.lookup(codec).name
    except LookupError:
        return "utf-8" if codec == "cp65001" else "cp1252"
