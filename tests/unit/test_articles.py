from __future__ import annotations

import subprocess
import sys
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from corpus.articles import read_article
from corpus.errors import CorpusError
from corpus.text import digest


def test_the_text_of_a_seed_is_the_decoded_file(seeds: dict[str, bytes]) -> None:
    for data in seeds.values():
        article = read_article(data)
        assert article.text == data.decode()
        assert article.sha256 == article.file_sha256 == digest(data.decode())
        assert (article.encoding, article.remark) == ("utf-8", "")


def test_the_same_bytes_give_the_same_article() -> None:
    data = b"Talks go on\n\nPARIS (AFP) - The talks go on.\n"
    assert read_article(data, "a.txt") == read_article(data, "a.txt")


def test_a_name_that_is_no_text_becomes_one() -> None:
    assert read_article(b"Talks go on.", "a\udcff\0.txt").file == "a\ufffd\ufffd.txt"


def test_the_remark_of_the_decoder_is_kept() -> None:
    article = read_article("Café".encode("cp1252"))
    assert (article.text, article.encoding, article.remark) == ("Café", "cp1252", "not UTF-8: read as Windows-1252")


def test_no_text_is_no_article() -> None:
    with pytest.raises(CorpusError, match="empty"):
        read_article(b"")


def test_an_article_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        read_article(b"Talks go on.").text = "No talks."  # type: ignore[misc]


def test_importing_articles_does_not_compile_the_rules() -> None:
    code = (
        "import sys, corpus.files; print(any(name in sys.modules for name in ('corpus.zones', 'corpus.boilerplate')))"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
