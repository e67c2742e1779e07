"""Tables of articles: which column holds what, told by usual names in several languages or by the user."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from corpus import dates
from corpus.encodings import REPLACEMENT
from corpus.errors import CorpusError
from corpus.readers.records import FIELDS, Fault, Options, Raw, Told
from corpus.text import MAX_BYTES, unified

TEXT = "text"
_NAMES = {
    TEXT: """text|body|content|fulltext|articletext|articlebody|article|maintext|story|bodytext|plaintext|newstext|texte
        |contenu|corps|texto|contenido|cuerpo|conteúdo|corpo|testo|contenuto|inhalt|volltext|artikeltext|artikel|tekst
        |treść|metin|içerik|haber|текст|текстстатьи|содержание|статья|матеріал|النص|المحتوى|متن|正文|内容|內容|全文|本文
        |본문|내용""",
    "title": """title|headline|articletitle|heading|newstitle|titre|título|titulo|titular|titolo|titel|überschrift
        |schlagzeile|tytuł|başlık|заголовок|название|العنوان|عنوان|标题|標題|タイトル|見出し|제목""",
    "published": """published|date|publishedat|publicationdate|datepublished|publisheddate|publishdate|pubdate|datetime
        |publicationdatetime|timestamp|datetimepublished|created|createdat|datecreated|day|fecha|fechadepublicación
        |datedepublication|datum|veröffentlicht|data|datapublikacji|datadepublicação|datadipubblicazione|tarih|дата
        |датапубликации|التاريخ|تاريخ|日期|发布时间|日付|날짜""",
    "outlet": """outlet|publication|newspaper|source|sourcename|publisher|media|mediaoutlet|medium|journal|site|website
        |domain|channel|média|périodique|fuente|medio|periódico|fonte|testata|jornal|quelle|zeitung|źródło|gazeta|kaynak
        |gazete|источник|издание|сми|المصدر|来源|來源|媒体|出典|매체|언론사""",
    "author": """author|authors|byline|writer|journalist|reporter|creator|auteur|auteurs|autor|autores|autora|autore
        |verfasser|yazar|автор|авторы|الكاتب|作者|著者|記者|기자""",
    "url": """url|link|weburl|sourceurl|articleurl|permalink|href|webaddress|uri|lien|enlace|ссылка|адрес|bağlantı
        |الرابط|链接|網址|링크""",
    "section": """section|category|sectionname|articlesection|desk|rubric|rubrique|sección|seção|sezione|ressort|rubryka
        |dział|kategori|kategorie|рубрика|раздел|القسم|栏目|版面|섹션""",
    "language": """language|lang|inlanguage|languagecode|langue|sprache|idioma|lingua|język|dil|язык|мова|اللغة|语言
        |言語|언어""",
    "place": "place|location|city|dateline|lieu|ort|lugar|luogo|miejsce|yer|место|город|المكان|地点|地點|場所|장소",
}
USUAL = {field: tuple(re.sub(r"\s", "", names).split("|")) for field, names in _NAMES.items()}
"""By field, what its column is called, without blanks and marks; the surest first."""

_ALIASES = {"date": "published"}
_SAMPLE = 200
"""So many rows show in which order a column's dates name day and month."""
_MARKUP = re.compile(r"</p\s*>|<br\s*/?>|</div\s*>|<p[\s>]", re.IGNORECASE)
_BLOCK = re.compile(r"</?(?:p|div|h[1-6]|li|ul|ol|blockquote|tr|table)\b[^<>]*>", re.IGNORECASE)
_LINE_BREAK = re.compile(r"<br\b[^<>]*>\n?", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^<>]*>|<!--[^<>]*-->", re.IGNORECASE)
_GAP = re.compile(r"\n[ \t\n]*\n")
_NUMBERS = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.]((?:\d{2})?\d{2})(?!\d)(.*)")
_EPOCH = re.compile(r"(1\d{9})(\d{3})?(?:\.\d+)?")
_LISTED = 30
"""So many columns are named in a refusal."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row and where it stands: its cells by the names of their columns."""

    place: str
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """What a format gives: the columns and, as a stream, the rows."""

    columns: Sequence[str]
    rows: Iterator[Row | Fault]
    encoding: str = "utf-8"
    remark: str = ""
    """What the coder should know about how the table was read, or empty."""


def chosen(columns: Sequence[str], options: Options) -> dict[str, str]:
    """Which column holds which field: as the user says, the others by their usual names.

    `CorpusError` says how to name the one of the text, where none has a usual name.
    """
    taken = {_field(field): _column(column, columns) for field, column in options.columns.items()}
    for field, column in options.remembered.items():
        if column in columns and column not in taken.values():
            taken.setdefault(_field(field), column)
    keys = {_key(column): column for column in reversed(columns)}
    for field in (TEXT, *FIELDS):
        if field not in taken:
            named = (keys[name] for name in USUAL[field] if name in keys and keys[name] not in taken.values())
            taken.update((field, column) for column in islice(named, 1))
    if TEXT not in taken and {"format", "generator", "documents"} <= set(columns):
        raise CorpusError("an export of Glossator, not articles: take it in with  glossator import")
    if TEXT not in taken:
        raise CorpusError(f"no column holds the text: name it with --map text=COLUMN; there are {_listed(columns)}")
    return taken


def has_text(columns: Sequence[str]) -> bool:
    """Whether the names are those of a table of articles: one of the text and of another field."""
    keys = set(map(_key, columns))
    return not keys.isdisjoint(USUAL[TEXT]) and any(not keys.isdisjoint(USUAL[field]) for field in FIELDS)


def is_text(column: str) -> bool:
    """Whether the column's name is a usual one of the text's."""
    return _key(column) in USUAL[TEXT]


def articles(table: Table, options: Options) -> Iterator[Raw | Fault]:
    """The articles of a table, and the rows that are none."""
    fields = chosen(table.columns, options)
    first = list(islice(table.rows, _SAMPLE))
    printed = [row.cells.get(fields.get("published", ""), "") for row in first if isinstance(row, Row)]
    day_first = _is_day_first(printed)
    if not first:
        raise CorpusError("a table without any row below the names of its columns: nothing to read")
    for row in chain(first, table.rows):
        yield row if isinstance(row, Fault) else _article(row, fields, table, day_first)


def _field(name: str) -> str:
    """A field by its name or what users call it."""
    field = _ALIASES.get(name, name)
    if field not in USUAL:
        raise CorpusError(f"no field is called {name!r}: columns can be named for {', '.join(USUAL)}")
    return field


def _column(name: str, columns: Sequence[str]) -> str:
    """A column by its name, or by the same name in other letters."""
    found = name if name in columns else next((column for column in columns if _key(column) == _key(name)), None)
    if found is None:
        raise CorpusError(f"no column is called {name!r}; there are {_listed(columns)}")
    return found


def _key(column: str) -> str:
    return "".join(filter(str.isalnum, column.casefold()))


def _listed(columns: Sequence[str]) -> str:
    printed = ("".join(filter(str.isprintable, " ".join(column.split()))) for column in columns[:_LISTED])
    names = [column[:40] or "(no name)" for column in printed]
    return ", ".join(names) + (f" and {len(columns) - _LISTED} more" if len(columns) > _LISTED else "")


def _article(row: Row, fields: Mapping[str, str], table: Table, day_first: bool | None) -> Raw | Fault:
    """The article of a row: its headline stands in front of its text, as it was printed."""
    values = {field: unified(row.cells.get(column, "")).strip() for field, column in fields.items()}
    text = values.pop(TEXT)
    if not text:
        return Fault(row.place, f"nothing in the column {fields[TEXT]}")
    if len(text) > MAX_BYTES:
        return Fault(row.place, f"a text larger than {MAX_BYTES // 2**20} MB: no article")
    remarks = [table.remark]
    if REPLACEMENT in text and not table.remark:
        remarks.append("unreadable bytes became U+FFFD")
    if _MARKUP.search(text):
        text = without_markup(text)
        remarks.append("its HTML tags were left out")
    title = values.get("title", "")
    if title and not _begins_with(text, title):
        text = f"{title}\n\n{text}"
    if printed := values.get("published", ""):
        values["published"] = _moment(printed, day_first)
        if not values["published"]:
            remarks.append(f"its date {printed[:40]!r} could be several days, or is none: left empty")
    told = {field: Told(value, f"column {fields[field]}") for field, value in values.items() if value}
    return Raw(f"{text}\n", table.encoding, told, row.place, "; ".join(filter(None, remarks)))


def _begins_with(text: str, title: str) -> bool:
    return "".join(text[: 2 * len(title)].split()).startswith("".join(title.split()))


def without_markup(text: str) -> str:
    """A text without its HTML tags: paragraphs are parted by a blank line, and entities are what they mean."""
    text = _TAG.sub("", _LINE_BREAK.sub("\n", _BLOCK.sub("\n\n", text)))
    return _GAP.sub("\n\n", unified(html.unescape(text))).strip()


def _is_day_first(printed: Iterable[str]) -> bool | None:
    """Whether dates in numbers name the day in front of the month; None where no date of them tells."""
    for value in printed:
        if found := _NUMBERS.match(value.strip()):
            first, second = int(found[1]), int(found[2])
            if first > 12 or second > 12:
                return first > 12
    return None


def _moment(printed: str, day_first: bool | None) -> str:
    """A date as tables write it, in ISO 8601; empty where it is not sure."""
    if found := _EPOCH.fullmatch(printed):
        # Late: hardly any table counts seconds.
        from datetime import UTC, datetime

        return datetime.fromtimestamp(int(found[1]), UTC).isoformat(timespec="seconds")
    found = _NUMBERS.match(printed)
    if found and day_first is not None:
        day, month = (found[1], found[2]) if day_first else (found[2], found[1])
        year = int(found[3]) if len(found[3]) == 4 else _century(int(found[3]))
        printed = f"{year}-{int(month):02}-{int(day):02}{found[4]}"
    return dates.moment(printed)


def _century(year: int) -> int:
    """A year of two digits as spreadsheets read it."""
    return year + (2000 if year < 69 else 1900)
