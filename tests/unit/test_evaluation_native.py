"""Gold in our own form: what `glossator export` writes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from corpus.evaluation import finding
from corpus.evaluation.gold import GoldDocument, GoldFault

TEXT = "“We stay,” Lena Orsini said. It rained."
CONTENT = {"role": "content", "start": 1, "end": 9, "exact": "We stay,"}
SOURCE = {"role": "source", "start": 11, "end": 22, "exact": "Lena Orsini"}


def export(folder: Path, *documents: Any) -> Path:
    path = folder / "gold.json"
    path.write_text(json.dumps({"format": "glossator", "version": 1, "documents": documents}), encoding="utf-8")
    return path


def document(*parts: Any, **changed: Any) -> dict[str, Any]:
    return {"file": "a.txt", "text": TEXT, "quotes": [{"type": "direct", "parts": list(parts)}], **changed}


def test_a_document_comes_with_its_quotes_and_their_types(tmp_path: Path) -> None:
    (found,) = finding.find([export(tmp_path, document(SOURCE, CONTENT))])
    assert isinstance(found, GoldDocument)
    assert (found.file, found.text, found.typed) == ("a.txt", TEXT, True)
    assert [quote.type for quote in found.quotes] == ["direct"]
    assert [part.role for part in found.quotes[0].parts] == ["content", "source"]


def test_an_orphan_is_left_out_and_with_its_last_content_the_quote(tmp_path: Path) -> None:
    lost = {**CONTENT, "exact": "gone", "orphan": True}
    path = export(tmp_path, document(lost, SOURCE), document({**SOURCE, "orphan": True}, CONTENT))
    first, second = finding.find([path])
    assert isinstance(first, GoldDocument)
    assert isinstance(second, GoldDocument)
    assert first.quotes == ()
    assert [part.role for part in second.quotes[0].parts] == ["content"]


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        (document({**CONTENT, "end": 99}), "quotes[0].parts[0]: 1 to 99 is no stretch of the text, which ends at 39"),
        (document({**CONTENT, "start": True}), "quotes[0].parts[0]: start is missing, or not what belongs there"),
        (document({**CONTENT, "exact": "x"}), "quotes[0].parts[0].exact: is not what the text has there"),
        (document({**CONTENT, "role": "x"}), "quotes[0].parts[0].role: is none of content, source, cue, addressee"),
        (document("x"), "quotes[0].parts[0]: role is missing, or not what belongs there"),
        (document(quotes=[{"type": "x", "parts": []}]), "quotes[0].type: is none of direct, indirect, mixed"),
        ({"text": TEXT}, " quotes is missing, or not what belongs there"),
        (None, " text is missing, or not what belongs there"),
    ],
)
def test_a_bad_document_is_told_with_its_place_and_the_rest_is_read(tmp_path: Path, bad: Any, told: str) -> None:
    path = export(tmp_path, document(CONTENT), bad, document(CONTENT))
    first, fault, last = finding.find([path])
    assert isinstance(first, GoldDocument)
    assert isinstance(last, GoldDocument)
    assert str(fault) == f"{path}: documents[1]{':' if told.startswith(' ') else '.'}{told}"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b'{"a": 1,\n\n x}', "line 3: no JSON: expecting property name enclosed in double quotes"),
        (b"[]", 'no export of Glossator: "format" is not "glossator"'),
        (b'{"format": "glossator"}', "documents is missing, or not what belongs there"),
        (b"\xff", "not UTF-8"),
        (b"[" * 100_000, "no export of Glossator: nested too deep"),
    ],
)
def test_a_file_that_is_no_export_is_told(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(content)
    (fault,) = finding.find([path])
    assert isinstance(fault, GoldFault)
    assert str(fault).startswith(f"{path}: {told}")
