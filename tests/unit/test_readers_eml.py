from __future__ import annotations

from email.message import EmailMessage

import pytest

from corpus.errors import CorpusError
from corpus.readers import eml
from corpus.readers.records import File, Options, Raw

SENTENCE = "Lena Orsini of Velmara said on Monday that the talks with Sorrand about the river would go on for weeks. "


def mail(subject: str = "Talks go on") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Ada Venn <ada@post.example>"
    message["To"] = "desk@post.example"
    message["Date"] = "Mon, 27 Aug 2018 14:15:00 +0300"
    message["Subject"] = subject
    return message


def read(data: bytes, name: str = "a.eml") -> Raw:
    (raw,) = eml.read(File(name, data), Options())
    return raw


def test_a_mail_is_its_subject_and_its_plain_text() -> None:
    message = mail("Переговоры продолжаются: что дальше?")
    message.set_content("Первый абзац [1].\n\nВторой\xa0абзац.\n", charset="koi8-r")
    raw = read(bytes(message))
    assert raw.text == "Переговоры продолжаются: что дальше?\n\nПервый абзац [1].\n\nВторой\xa0абзац.\n"
    assert raw.encoding == "koi8-r"
    assert {name: (one.value, one.source) for name, one in raw.told.items()} == {
        "title": ("Переговоры продолжаются: что дальше?", "mail Subject"),
        "author": ("Ada Venn", "mail From"),
        "published": ("2018-08-27T14:15:00+03:00", "mail Date"),
    }


def test_plain_text_comes_before_html_and_html_is_read_where_there_is_no_other() -> None:
    message = mail()
    message.set_content("The plain one.")
    message.add_alternative("<p>The other one.</p>", subtype="html")
    assert read(bytes(message)).text == "Talks go on\n\nThe plain one.\n"
    message = mail()
    message.set_content("<style>p{}</style><p>First &amp; last.</p><p>Second.</p>", subtype="html")
    assert read(bytes(message)).text == "Talks go on\n\nFirst & last.\n\nSecond.\n"


def test_attachments_are_named_and_not_read() -> None:
    message = mail()
    message.set_content("See below.")
    for number in range(7):
        message.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename=f"report {number}.pdf")
    names = ", ".join(f"report {number}.pdf" for number in range(5))
    assert read(bytes(message)).remark == f"attachments not read: {names} and 2 more"


def test_soft_line_ends_are_taken_back() -> None:
    flowed = (
        b"Subject: Talks\nMIME-Version: 1.0\nContent-Type: text/plain; format=flowed\n\nOne line \ngoes on.\nNext.\n"
    )
    assert read(flowed).text == "Talks\n\nOne line goes on.\nNext.\n"


def test_a_page_saved_in_one_file_is_read_as_a_page() -> None:
    data = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://post.example/river\r\nSubject: Talks go on\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\n'
        "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        f"<html><head><title>Talks go on</title></head><body><nav>Menu</nav><article><p>{SENTENCE * 4}</p></article>"
        "</body></html>\r\n--b\r\nContent-Type: image/png\r\nContent-Location: https://x.example/a.png\r\n\r\nx\r\n--b--\r\n"
    )
    raw = read(data.encode(), "river.mhtml")
    assert raw.text == f"Talks go on\n\n{(SENTENCE * 4).strip()}\n"
    assert raw.told["url"].value == "https://post.example/river"


def test_odd_headers_do_not_stop_the_reading() -> None:
    raw = read(b"From: =?no-such?B?AAAA?=\nSubject: =?utf-8?B?!!!?= x\nDate: never\nMIME-Version: 1.0\n\nThe text.\n")
    assert "The text." in raw.text
    assert "published" not in raw.told


def test_a_mail_without_text_is_refused() -> None:
    message = mail()
    message.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="a.pdf")
    with pytest.raises(CorpusError, match="without text: save its attachments"):
        read(bytes(message))


def test_a_mail_of_too_many_parts_is_refused() -> None:
    head = b"MIME-Version: 1.0\nFrom: a\nContent-Type: multipart/mixed; boundary=b\n\n"
    with pytest.raises(CorpusError, match="more than 1,000 parts"):
        read(head + b"--b\n\nx\n" * 5000 + b"--b--\n")


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.eml", b"From: a@b.example\nSubject: x\n\ntext", True),
        ("a", b"Received: by x\n\tfor y\nMessage-ID: <1>\nSubject: x\n\ntext", True),
        ("a.txt", b"Title: Talks go on\nDate: 27 August 2018\nFrom: Velmara\n\nThe talks", False),
        ("a.eml", b"no headers here", False),
    ],
)
def test_a_mail_is_known_by_its_headers(name: str, data: bytes, expected: bool) -> None:
    assert eml.knows(File(name, data)) is expected
