from __future__ import annotations

import codecs
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import CorpusError
from corpus.text import MAX_BYTES, clean, decode, digest

# Words with all that a page may hold: marks, NBSP, wide characters, line ends of three kinds.
PROSE = st.lists(
    st.sampled_from(
        [
            "Macron",
            "«oui»",
            "a\xa0b",
            "\u2028",
            "日本",
            "e\u0301",
            "👩\u200d👩",
            "\ufeff",
            "\r\n",
            "\r",
            "\n",
            " ",
            "\t",
        ]
    ),
    min_size=1,
    max_size=60,
).map(lambda words: "Paris\0 says " + "".join(words))


def unified(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")


@given(PROSE)
def test_utf8_comes_out_character_for_character(text: str) -> None:
    decoded = decode(text.encode())
    assert (decoded.text, decoded.encoding, decoded.remark) == (unified(text), "utf-8", "")


@given(
    PROSE,
    st.sampled_from(
        [("utf-8", codecs.BOM_UTF8), ("utf-16-le", codecs.BOM_UTF16_LE), ("utf-16-be", codecs.BOM_UTF16_BE)]
    ),
)
def test_a_byte_order_mark_is_believed_and_dropped(text: str, coding: tuple[str, bytes]) -> None:
    codec, mark = coding
    decoded = decode(mark + text.encode(codec))
    assert (decoded.text, decoded.remark) == (unified(text), "")
    assert decoded.encoding.startswith(codec)


@given(PROSE)
def test_a_kept_text_is_kept_as_it_is_when_it_is_read_again(text: str) -> None:
    kept = decode(text.encode()).text
    assert decode(kept.encode()).text == kept
    assert clean(kept) == kept


@given(st.text(max_size=200))
def test_an_offset_in_the_text_is_an_offset_in_the_decoded_file(text: str) -> None:
    text = "".join(char for char in text if char.isprintable())
    whole = f"  {text}\xa0 Lempereur \t\n"
    offset = whole.index("Lempereur")
    assert decode(whole.encode()).text[offset : offset + 9] == "Lempereur"


@given(st.binary(max_size=400))
def test_any_bytes_give_a_clean_text_or_one_line_why_not(data: bytes) -> None:
    try:
        outcome = decode(data).text
    except CorpusError as error:
        outcome = str(error).replace("\n", "\0")
    assert outcome
    assert not set("\0\r").intersection(outcome)
    assert outcome.encode().decode() == outcome


def test_windows_1252_is_read_and_said() -> None:
    decoded = decode("“Œuvre”, said Škoda – €5".encode("cp1252"))
    assert decoded.text == "“Œuvre”, said Škoda – €5"
    assert (decoded.encoding, decoded.remark) == ("cp1252", "not UTF-8: read as Windows-1252")


def test_bytes_that_windows_1252_does_not_define_become_replacement_characters() -> None:
    assert decode(b"caf\xe9 \x81 bar").text == "café \ufffd bar"


def test_lone_surrogates_become_replacement_characters_one_for_one() -> None:
    decoded = decode(b"a\xed\xa0\x80b caf\xc3\xa9")
    assert (decoded.text, decoded.encoding) == ("a\ufffdb café", "utf-8")
    assert "surrogates" in decoded.remark


def test_damaged_utf16_is_read_as_far_as_it_goes_and_said() -> None:
    decoded = decode(codecs.BOM_UTF16_LE + "Paris".encode("utf-16-le") + b"\x00")
    assert decoded.text == "Paris\ufffd"
    assert decoded.remark == "damaged UTF-16: unreadable bytes became U+FFFD"


def test_nothing_is_stripped_or_normalised() -> None:
    text = " \u2002 e\u0301\u212b\xa0\u200b \n\n"
    assert decode(text.encode()).text == text


def test_both_digests_are_told() -> None:
    data = codecs.BOM_UTF8 + "Pâris\r\n".encode()
    decoded = decode(data)
    assert decoded.sha256 == digest("Pâris\n") == hashlib.sha256("Pâris\n".encode()).hexdigest()
    assert decoded.file_sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (codecs.BOM_UTF8, "white space"),
        (b" \n\t \r\n", "white space"),
        ("\xa0\u200b\ufeff".encode(), "white space"),
        (b"%PDF-1.7 and more", "PDF"),
        (b"PK\x03\x04 and more", "office document"),
        (b"{\\rtf1 Paris}", "RTF"),
        (b"\x7fELF and more", "program"),
        (bytes(range(256)) * 4, "binary"),
        (b"\x00\x01\x02\x03", "binary"),
        (b"a\0b\0\0\0c\0\0\0" * 40, "NUL"),
    ],
)
def test_what_is_no_text_is_refused_in_one_line(data: bytes, reason: str) -> None:
    with pytest.raises(CorpusError, match=reason) as refusal:
        decode(data)
    assert "\n" not in str(refusal.value)


def test_a_file_above_the_limit_is_refused() -> None:
    with pytest.raises(CorpusError, match="larger than 16 MB"):
        decode(b"a" * (MAX_BYTES + 1))


def test_a_few_stray_control_characters_do_not_make_a_text_binary() -> None:
    assert decode(b"Paris\x00 says \x1b[1mno\x1b[0m\x07\x0c").text == "Paris\ufffd says \x1b[1mno\x1b[0m\x07\x0c"
