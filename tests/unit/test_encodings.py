from __future__ import annotations

import codecs

import pytest

from corpus.encodings import tell
from corpus.text import decode

TEXTS = {
    "ar": "قال رئيس فلمارا يوم الاثنين إن المحادثات مع سوراند ستستمر رغم الخلافات، وأضاف أن الوزيرة ستسافر.\n",
    "cs": "Prezidentka Velmary v pondělí prohlásila, že jednání se Sorrandem budou pokračovat navzdory rozporům.\n",
    "de": "Der Präsident erklärte am Montag, die Gespräche würden trotz großer Unterschiede fortgeführt.\n",
    "el": "Ο πρόεδρος της Βελμάρα δήλωσε τη Δευτέρα ότι οι συνομιλίες θα συνεχιστούν παρά τις διαφωνίες.\n",
    "es": "El presidente añadió que seguirán las negociaciones — «no hay otra opción», señaló la señora Orsini.\n",
    "he": "נשיא ולמרה אמר ביום שני כי השיחות עם סורנד יימשכו למרות חילוקי הדעות בין הצדדים.\n",
    "is": "Forseti Velmöru sagði á mánudag að viðræðum við Sorrand yrði haldið áfram þrátt fyrir ágreining.\n",
    "ja": "ヴェルマラの大統領は月曜日、意見の相違があるにもかかわらず、ソランドとの協議は続くと述べた。\n",
    "ko": "벨마라 대통령은 월요일 의견 차이에도 불구하고 소란드와의 회담이 계속될 것이라고 말했다.\n",
    "pl": "Prezydent Velmary oświadczył w poniedziałek, że rozmowy będą kontynuowane mimo wielu różnic.\n",
    "ru": "Президент Велмары заявил в понедельник, что переговоры с Соррандом будут продолжены.\n",
    "th": "ประธานาธิบดีกล่าวเมื่อวันจันทร์ว่าการเจรจาจะดำเนินต่อไป\n",
    "tr": "Velmara Cumhurbaşkanı pazartesi günü yaptığı açıklamada görüşmelerin süreceğini söyledi.\n",
    "zh": "维尔马拉总统星期一表示，尽管存在分歧，与索兰德的谈判仍将继续。\n",
    "zh-hant": "維爾馬拉總統星期一表示，儘管存在分歧，與索蘭德的談判仍將繼續。\n",
}
CODE_PAGES = [
    *[("ar", "cp1256"), ("cs", "cp1250"), ("cs", "iso8859_2"), ("de", "cp1252"), ("el", "cp1253"), ("es", "cp1252")],
    *[("he", "cp1255"), ("is", "cp1252"), ("ja", "cp932"), ("ja", "euc_jp"), ("ja", "iso2022_jp"), ("ko", "cp949")],
    *[("pl", "cp1250"), ("pl", "iso8859_2"), ("ru", "cp1251"), ("ru", "koi8_r"), ("ru", "cp866"), ("ru", "iso8859_5")],
    *[("th", "cp874"), ("tr", "cp1254"), ("zh", "gb18030"), ("zh-hant", "big5")],
]


@pytest.mark.parametrize(("language", "codec"), CODE_PAGES)
def test_a_code_page_is_told_by_its_words_and_said(language: str, codec: str) -> None:
    text = TEXTS[language] * 3
    decoded = decode(text.encode(codec))
    assert (decoded.text, decoded.encoding) == (text, codec)
    assert decoded.remark.startswith("not UTF-8: read as ")


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("language", TEXTS)
def test_utf16_without_a_byte_order_mark_is_recognised_in_any_script(language: str, codec: str) -> None:
    decoded = decode(TEXTS[language].encode(codec))
    assert (decoded.text, decoded.encoding) == (TEXTS[language], codec)
    assert decoded.remark == f"no byte order mark: read as {codec.upper()}"


@pytest.mark.parametrize("codec", ["utf-32-le", "utf-32-be"])
def test_utf32_is_told_from_utf16_by_its_mark(codec: str) -> None:
    mark = {"utf-32-le": codecs.BOM_UTF32_LE, "utf-32-be": codecs.BOM_UTF32_BE}[codec]
    decoded = decode(mark + TEXTS["ru"].encode(codec))
    assert (decoded.text, decoded.encoding, decoded.remark) == (TEXTS["ru"], codec, "")


def test_a_few_bad_bytes_do_not_make_utf8_a_code_page() -> None:
    decoded = decode(TEXTS["ru"].encode() + b"\xff\n" + TEXTS["cs"].encode())
    assert decoded.text == f"{TEXTS['ru']}\ufffd\n{TEXTS['cs']}"
    assert decoded.remark == "damaged UTF-8: unreadable bytes became U+FFFD"


def test_with_few_bytes_outside_ascii_nothing_is_guessed_but_windows_1252() -> None:
    assert decode("Škoda – €5, a café".encode("cp1252")).text == "Škoda – €5, a café"


def test_a_beginning_may_end_in_the_middle_of_a_character() -> None:
    data = TEXTS["zh"].encode()
    assert tell(data[:-2], is_cut=True).remark == ""
    assert tell(data[:-2]).remark == "damaged UTF-8: unreadable bytes became U+FFFD"


def test_a_letter_far_into_a_long_text_still_tells_the_encoding() -> None:
    data = b"Talks go on.\n" * 20_000 + TEXTS["ru"].encode("koi8_r")
    assert decode(data).text.endswith(TEXTS["ru"])


def test_two_stray_nuls_do_not_make_a_text_utf16() -> None:
    assert decode(b"Paris\0 says \0 no").text == "Paris\ufffd says \ufffd no"
