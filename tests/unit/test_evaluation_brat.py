"""Gold in brat's standoff form: what is read, how files find each other, and how a bad one is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.evaluation import finding
from corpus.evaluation.finding import Pair
from corpus.evaluation.gold import GoldDocument, GoldFault
from corpus.spans import Span

TEXT = "“Stay 🙂 calm,” Lena Orsini said. “All of you.”\n\nSorrand is ready, Aldo Venn said.\n"
ANNOTATIONS = (
    "T1\tSource 15 26\tLena Orsini\n"
    "T2\tCue 27 31\tsaid\n"
    "T3\tContent 0 14;33 46\t“Stay 🙂 calm,” “All of you.”\n"
    "T4\tDiscuss 48 55\tSorrand\n"
    "E1\tAttribution:T2 Content:T3 Cue:T2 Source:T1\n"
    "#1\tAnnotatorNotes T3\tIs this\none quote?\n"
    "T5\tContent 48 64\tSorrand is ready\n"
    "T6\tCue 76 80\tsaid\n"
    "E2\tAttribution-no-source:T6 Content:T5 Cue:T6\n"
    "E3\tAttribution:T6 Cue:T6\n"
)


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def gold(folder: Path, annotations: str = ANNOTATIONS, text: str | bytes = TEXT) -> GoldDocument | GoldFault:
    pair = Pair(write(folder / "a.txt", text), write(folder / "a.ann", annotations))
    return finding.read(pair)


def document(folder: Path, annotations: str = ANNOTATIONS, text: str | bytes = TEXT) -> GoldDocument:
    found = gold(folder, annotations, text)
    assert isinstance(found, GoldDocument)
    return found


def test_an_event_is_a_quote_with_its_pieces_in_text_order(tmp_path: Path) -> None:
    first, second = document(tmp_path).quotes
    assert [TEXT[start:end] for start, end in first.spans("content")] == ["“Stay 🙂 calm,”", "“All of you.”"]
    assert [TEXT[start:end] for start, end in first.spans("source")] == ["Lena Orsini"]
    assert [TEXT[start:end] for start, end in first.spans("cue")] == ["said"]
    assert second.spans("source") == ()


def test_an_event_without_content_and_what_no_event_names_are_no_quotes(tmp_path: Path) -> None:
    assert len(document(tmp_path).quotes) == 2


def test_a_second_content_of_an_event_is_another_piece(tmp_path: Path) -> None:
    lines = "T1\tContent 0 14\t“Stay 🙂 calm,”\nT2\tContent 33 46\t“All of you.”\nE1\tX:T1 Content:T1 Content2:T2\n"
    (quote,) = document(tmp_path, lines).quotes
    assert quote.spans("content") == (Span(0, 14), Span(33, 46))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("“We wait,”", "direct"),
        ("'We wait.'", "direct"),
        ("''We wait,''", "direct"),
        ("«We wait», ", "direct"),
        ("that they “wait” there", "mixed"),
        ("“Wait” and see", "mixed"),
        ("that they're waiting", "indirect"),
        ("they wait", "indirect"),
    ],
)
def test_the_type_is_told_from_the_quote_marks(tmp_path: Path, content: str, kind: str) -> None:
    lines = f"T1\tContent 0 {len(content)}\t{content}\nE1\tX:T1 Content:T1\n"
    assert [quote.type for quote in document(tmp_path, lines, f"{content} - she said.").quotes] == [kind]


def test_marks_right_outside_of_a_content_count(tmp_path: Path) -> None:
    lines = "T1\tContent 1 13\tStay 🙂 calm,\nE1\tX:T1 Content:T1\n"
    assert [quote.type for quote in document(tmp_path, lines).quotes] == ["direct"]


def test_offsets_count_windows_line_ends_and_a_byte_order_mark_and_the_text_is_kept_without_them(
    tmp_path: Path,
) -> None:
    raw = "\ufeffTitle\r\n\r\nIt rains, she said.\r\n"
    start = raw.index("It rains")
    lines = f"T1\tContent {start} {start + 8}\tIt rains\r\nE1\tX:T1 Content:T1\r\n"
    found = document(tmp_path, lines, raw.encode())
    assert found.text == "Title\n\nIt rains, she said.\n"
    assert [found.text[start:end] for quote in found.quotes for start, end in quote.spans("content")] == ["It rains"]


@pytest.mark.parametrize(
    ("annotations", "place", "reason"),
    [
        ("T1\tContent 0 x\t“\n", "line 1", "'0 x' are no offsets"),
        ("T1\tContent\t“\n", "line 1", "'' are no offsets"),
        ("T1\tContent 0 1;2\t“\n", "line 1", "'0 1;2' are no offsets"),
        ("\nT1\tContent 5 5\t\n", "line 2", "5 5 is no stretch of the text, which ends at 82"),
        ("T1\tContent 5 999\tX\n", "line 1", "5 999 is no stretch of the text, which ends at 82"),
        ("T1\tContent 0 5\tLeave\n", "line 1", "the text has '“Stay' there, not 'Leave'"),
        ("T1\tCue 0 5\t“Stay\nE1\tX:T1 Content:T9\n", "line 2", "Content:T9 names no annotation of this file"),
        ("hello\n", "line 1", "neither an annotation nor the rest of one"),
        ("E1\tX:T1\nhello\n", "line 2", "neither an annotation nor the rest of one"),
    ],
)
def test_a_bad_line_is_told_with_file_line_and_reason(
    tmp_path: Path, annotations: str, place: str, reason: str
) -> None:
    assert gold(tmp_path, annotations) == GoldFault(tmp_path / "a.ann", place, reason)
    assert str(gold(tmp_path, annotations)) == f"{tmp_path / 'a.ann'}: {place}: {reason}"


def test_annotations_that_are_not_utf_8_and_texts_that_are_none_are_told(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", TEXT)
    write(tmp_path / "a.ann", b"T1\tCue 0 1\t\xff\n")
    write(tmp_path / "b.txt", "")
    write(tmp_path / "b.ann", "")
    faults = [finding.read(found) for found in finding.find([tmp_path]) if isinstance(found, Pair)]
    assert list(map(str, faults)) == [
        f"{tmp_path / 'a.ann'}: not UTF-8",
        f"{tmp_path / 'b.txt'}: the file is empty: nothing to read",
    ]


# Which files belong together


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """PolNeAR's two folders, with one text that three people have annotated, and a text without annotations."""
    for name in ("text/b.txt", "text/a.txt", "text/lonely.txt", "attributions/a_4e07.ann", "corenlp/a.xml"):
        write(tmp_path / name, TEXT if name.endswith(".txt") else "")
    for annotator in ("ef2d", "4b22", "5fec"):
        write(tmp_path / f"attributions/b_{annotator}.ann", ANNOTATIONS)
    return tmp_path


def test_a_text_is_found_once_with_the_first_annotator(corpus: Path) -> None:
    texts, attributions = corpus / "text", corpus / "attributions"
    assert list(finding.find([corpus])) == [
        Pair(texts / "a.txt", attributions / "a_4e07.ann"),
        Pair(texts / "b.txt", attributions / "b_4b22.ann"),
    ]
    assert list(finding.find([texts])) == list(finding.find([corpus]))


@pytest.mark.parametrize("named", ["text/b.txt", "attributions/b_4b22.ann"])
def test_either_file_of_a_pair_may_be_named(corpus: Path, named: str) -> None:
    assert list(finding.find([corpus / named])) == [Pair(corpus / "text/b.txt", corpus / "attributions/b_4b22.ann")]


def test_a_named_annotator_is_the_one_that_counts(corpus: Path) -> None:
    named = corpus / "attributions/b_ef2d.ann"
    assert list(finding.find([named])) == [Pair(corpus / "text/b.txt", named)]


def test_a_pair_side_by_side_is_found(tmp_path: Path) -> None:
    pair = Pair(write(tmp_path / "deep/a_1.txt", TEXT), write(tmp_path / "deep/a_1.ann", ""))
    assert list(finding.find([tmp_path])) == [pair]
    assert list(finding.find([pair.annotations])) == [pair]


def test_what_has_no_partner_is_told(tmp_path: Path) -> None:
    text, lonely = write(tmp_path / "a.txt", TEXT), write(tmp_path / "b.ann", "")
    told = [str(found) for found in finding.find([text, lonely, tmp_path, tmp_path / "none"])]
    assert told == [
        f"{text}: no annotations (.ann) belong to it",
        f"{lonely}: no text (.txt) belongs to these annotations",
        f"{tmp_path}: no gold here: neither exports of Glossator nor texts with annotations (.ann)",
        f"{tmp_path / 'none'}: no such file or folder",
    ]
