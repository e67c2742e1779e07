"""Mails as programs save them, the plain text before the HTML, and pages that browsers save in one file (MHTML)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr

from corpus.dates import moment
from corpus.encodings import Coding
from corpus.errors import CorpusError
from corpus.readers import html, markup
from corpus.readers.records import File, Options, Raw, Told
from corpus.text import unified

name = "mail"

_ENDINGS = (".eml", ".mht", ".mhtml")
_HEADERS = re.compile(rb"(?:[A-Za-z][\w-]{1,60}:[^\r\n]{0,4000}\r?\n(?:[ \t][^\r\n]{0,4000}\r?\n){0,200}){1,100}")
_TELLING = re.compile(
    rb"^(?:received|message-id|mime-version|return-path|content-type|content-transfer-encoding|dkim-signature"
    rb"|delivered-to|x-mailer|snapshot-content-location):",
    re.IGNORECASE | re.MULTILINE,
)
_DATED = re.compile(rb"^(?:from|date|subject):", re.IGNORECASE | re.MULTILINE)
_HEAD = 64 * 1024
_LONGEST_HEADER = 2000
_MOST_PARTS = 1000
_NAMED = 5


def knows(file: File) -> bool:
    """Whether the file begins with a mail's headers; one that is named as a mail needs fewer of them."""
    headers = _HEADERS.match(file.data[:_HEAD].lstrip(b"\r\n"))
    telling = len(_TELLING.findall(headers[0])) if headers else 0
    named = file.name.lower().endswith(_ENDINGS)
    return telling > 1 or bool(named and headers and (telling or _DATED.search(headers[0])))


def read(file: File, options: Options) -> Iterator[Raw]:
    """The mail's text, its subject in front; or the article of a saved page."""
    # The older policy reads headers only where they are asked for: the newer one takes hostile ones apart at length.
    message = message_from_bytes(file.data.lstrip(b"\r\n"), policy=policy.compat32)
    parts = _parts(message)
    saved = _saved_from(message, parts)
    if saved is not None:
        page, coding = markup.decode(_payload(saved), _charset(saved))
        address = _header(message, "Snapshot-Content-Location") or _header(saved, "Content-Location")
        yield html.article(page, coding, address)
    else:
        yield _mail(message, parts)


def _parts(message: Message) -> list[Message]:
    """The parts that hold no others, in order."""
    parts, waiting = [], [message]
    while waiting:
        part = waiting.pop()
        inner = part.get_payload()
        if part.is_multipart() and isinstance(inner, list):
            waiting += reversed([one for one in inner if isinstance(one, Message)])
        else:
            parts.append(part)
        if len(parts) + len(waiting) > _MOST_PARTS:
            raise CorpusError(f"a mail of more than {_MOST_PARTS:,} parts: save its text alone and add that")
    return parts


def _saved_from(message: Message, parts: list[Message]) -> Message | None:
    """The page itself, where a browser has saved one with its pictures."""
    is_page = message.get_content_type() == "multipart/related" and (
        message.get("Snapshot-Content-Location") or not message.get("To")
    )
    return next((part for part in parts if part.get_content_type() == "text/html"), None) if is_page else None


def _mail(message: Message, parts: list[Message]) -> Raw:
    """The text of a mail: what is meant to be read in it, plain if it has both."""
    shown = [part for part in parts if part.get_content_disposition() != "attachment"]
    plain = [_text(part) for part in shown if part.get_content_type() == "text/plain"]
    found = [one for one in plain if one[0].strip()]
    if not found:
        pages = [
            markup.decode(_payload(part), _charset(part)) for part in shown if part.get_content_type() == "text/html"
        ]
        texts = [("\n\n".join(markup.plain(markup.relieved(page))), coding) for page, coding in pages]
        found = [one for one in texts if one[0].strip()]
    if not found:
        raise CorpusError("a mail without text: save its attachments and add those")
    title = " ".join(_header(message, "Subject").split())
    text = "\n\n".join(unified(text).strip("\n") for text, _ in found)
    told = {name: Told(value, f"mail {header}") for name, header, value in _told(message, title) if value}
    remarks = [found[0][1].remark, _left_out(parts)]
    return Raw(html.headed(title, text), found[0][1].name, told, remark="; ".join(filter(None, remarks)))


def _told(message: Message, title: str) -> Iterator[tuple[str, str, str]]:
    """The metadata that a mail has: field, header, value."""
    yield "title", "Subject", title
    yield "author", "From", parseaddr(_header(message, "From"))[0]
    yield "published", "Date", moment(_header(message, "Date"))
    yield "language", "Content-Language", _header(message, "Content-Language").partition(",")[0]


def _header(message: Message, field: str) -> str:
    """A header in words; empty where there is none or it makes no sense."""
    value = message.get(field)
    if value is None:
        return ""
    try:
        return unified(str(make_header(decode_header(str(value)[:_LONGEST_HEADER]))))
    except (HeaderParseError, LookupError, ValueError):
        return unified(str(value)[:_LONGEST_HEADER])


def _charset(part: Message) -> str:
    charset = part.get_param("charset")
    return charset if isinstance(charset, str) else ""


def _payload(part: Message) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _text(part: Message) -> tuple[str, Coding]:
    """A plain part's text, its soft line ends taken back where it says that it has such."""
    text, coding = markup.decode(_payload(part), _charset(part))
    if str(part.get_param("format") or "").lower() != "flowed":
        return text, coding
    lines: list[str] = []
    goes_on = False
    for line in text.splitlines():
        line = line.removeprefix(" ")
        if goes_on:
            lines[-1] += line
        else:
            lines.append(line)
        goes_on = line.endswith(" ") and line != "-- "
    return "\n".join(lines), coding


def _left_out(parts: list[Message]) -> str:
    """Which attachments were not read, by their names."""
    names = [" ".join(str(part.get_filename()).split())[:80] for part in parts if part.get_filename()]
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"attachments not read: {', '.join(names[:_NAMED])}{more}" if names else ""
