"""Gold in brat's standoff form, as PolNeAR has it: `Source`, `Cue` and `Content`, tied together by events.

A text stands in `NAME.txt`, its annotations beside it in `NAME.ann`, or, where the texts lie in a folder `text`, in the
folder `attributions` next to that, with the annotator's sign behind the name: `NAME_5fec.ann`. Where several people
have annotated a text, the first of them by name counts, so that each text counts once. Offsets are code points of the
decoded file, with its line ends as they are. An event without content is no quote; annotations of other types and
those that no event names say nothing about quotes, and are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.evaluation.gold import GoldDocument, GoldError, GoldQuote, told_type
from corpus.spans import Span
from corpus.suggest.records import Part, PartRole
from corpus.text import MAX_BYTES, decode

_ID = re.compile(r"(?:[TERAMN]\d+|#\d+|\*)\t")
_ANNOTATOR = re.compile(r"_[0-9a-f]+\Z")
_ROLES: Mapping[str, PartRole] = {"Content": "content", "Source": "source", "Cue": "cue", "Addressee": "addressee"}


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str


def pair_of(path: Path) -> tuple[Path, Path] | None:
    """The text and the annotations that belong together, of which the path is one; None when the other is missing."""
    if path.suffix == ".ann":
        folders = {path.parent, _beside(path.parent, "attributions", "text")}
        names = (path.stem, _ANNOTATOR.sub("", path.stem))
        texts = (folder / f"{name}.txt" for name in names for folder in folders)
        text = next((text for text in texts if text.exists()), None)
        return (text, path) if text else None
    annotations = _Annotations().of(path)
    return (path, annotations) if annotations else None


def pairs_below(folder: Path) -> Iterator[tuple[Path, Path]]:
    """The annotated texts in a folder and below it, sorted, each with its annotations."""
    annotations = _Annotations()
    for text in sorted(folder.rglob("*.txt")):
        if found := annotations.of(text):
            yield text, found


class _Annotations:
    """The files of annotations, each folder listed once."""

    def __init__(self) -> None:
        self._known: dict[Path, dict[str, Path]] = {}

    def of(self, text: Path) -> Path | None:
        """The annotations of a text, the first annotator's where there are several."""
        beside = text.with_suffix(".ann")
        home = _beside(text.parent, "text", "attributions")
        if home not in self._known:
            found = sorted(home.glob("*.ann"), reverse=True)
            self._known[home] = {name: path for path in found for name in (path.stem, _ANNOTATOR.sub("", path.stem))}
        return beside if beside.exists() else self._known[home].get(text.stem)


def _beside(folder: Path, named: str, other: str) -> Path:
    """The other folder next to one of this name; a folder of another name itself."""
    return folder.parent / other if folder.name == named else folder


def read(text_file: Path, annotations: Path) -> GoldDocument:
    """The gold of one text.

    Raises:
        GoldError: If the annotations cannot be read, naming the line.
        CorpusError: If the text cannot.
        OSError: If a file cannot be opened.
    """
    raw = _bytes(text_file)
    decoded = decode(raw)
    verbatim = raw.decode(decoded.encoding.removesuffix("-sig"), errors="replace")
    try:
        lines = list(_lines(_bytes(annotations).decode("utf-8-sig")))
    except UnicodeDecodeError:
        raise GoldError("", "not UTF-8") from None
    spans = {}
    for line in lines:
        if line.text.startswith("T"):
            name, _, rest = line.text.partition("\t")
            spans[name] = _spans(line, rest, verbatim)
    if "\r\n" in verbatim or verbatim.startswith("\ufeff"):
        spans = {name: [_as_kept(verbatim, span) for span in pieces] for name, pieces in spans.items()}
    quotes = [quote for line in lines if line.text.startswith("E") for quote in _quote(line, spans, decoded.text)]
    return GoldDocument(str(text_file), decoded.text, tuple(sorted(quotes, key=lambda quote: quote.spans("content"))))


def _bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _lines(content: str) -> Iterator[_Line]:
    """The annotations; the text of one may run over lines of the file."""
    begun: _Line | None = None
    for number, line in enumerate(content.split("\n"), 1):
        if _ID.match(line):
            if begun:
                yield begun
            begun = _Line(number, line.removesuffix("\r"))
        elif begun and begun.text.startswith(("T", "#")):
            begun = _Line(begun.number, f"{begun.text}\n{line}")
        elif line.strip():
            raise GoldError(f"line {number}", "neither an annotation nor the rest of one")
    if begun:
        yield begun


def _spans(line: _Line, rest: str, text: str) -> list[Span]:
    """The pieces of a text-bound annotation, in text order."""
    place = f"line {line.number}"
    told, _, exact = rest.partition("\t")
    _, _, offsets = told.partition(" ")
    try:
        pieces = [Span(*map(int, piece.split())) for piece in offsets.split(";")]
    except (TypeError, ValueError):
        raise GoldError(place, f"{offsets!r} are no offsets") from None
    for piece in pieces:
        if not 0 <= piece.start < piece.end <= len(text):
            raise GoldError(place, f"{piece.start} {piece.end} is no stretch of the text, which ends at {len(text)}")
    stands = " ".join(text[start:end] for start, end in pieces)
    if exact.split() != stands.split():
        raise GoldError(place, f"the text has {_short(stands)} there, not {_short(exact)}")
    return sorted(pieces)


def _as_kept(verbatim: str, span: Span) -> Span:
    """The span in the text as `decode` gives it: without a byte order mark, and with line ends of one character."""
    start, end = (
        offset - verbatim.count("\r\n", 0, offset) - verbatim.startswith("\ufeff", 0, offset) for offset in span
    )
    return Span(start, end)


def _quote(line: _Line, spans: Mapping[str, list[Span]], text: str) -> Iterator[GoldQuote]:
    """The quote that an event makes, if it has content."""
    parts: list[Part] = []
    for argument in line.text.partition("\t")[2].split():
        name, _, target = argument.partition(":")
        if role := _ROLES.get(name.rstrip("0123456789")):
            if target not in spans:
                raise GoldError(f"line {line.number}", f"{argument} names no annotation of this file")
            parts += [Part(role, span) for span in spans[target]]
    parts.sort(key=lambda part: part.span)
    if contents := tuple(part.span for part in parts if part.role == "content"):
        yield GoldQuote(told_type(text, contents), tuple(parts))


def _short(text: str) -> str:
    words = " ".join(text.split())
    return repr(words if len(words) <= 40 else f"{words[:39]}…")
