"""How text is encoded: told by a mark, by what only one encoding can hold, or by likelihood, which is then said."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

REPLACEMENT = "\ufffd"
# Backspace, tabulators, line ends, form feed and escape do occur in plain text (old listings, coloured logs).
CONTROLS = "".join(map(chr, (*range(7), *range(14, 27), *range(28, 32), 127)))
"""What no text has much of."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
)
_ESCAPES = ((b"\x1b$B", "iso2022_jp"), (b"\x1b$@", "iso2022_jp"), (b"\x1b$)C", "iso2022_kr"))
_NAMES = {
    "cp1250": "Windows-1250 (Central European)",
    "cp1251": "Windows-1251 (Cyrillic)",
    "cp1252": "Windows-1252",
    "cp1253": "Windows-1253 (Greek)",
    "cp1254": "Windows-1254 (Turkish)",
    "cp1255": "Windows-1255 (Hebrew)",
    "cp1256": "Windows-1256 (Arabic)",
    "cp1257": "Windows-1257 (Baltic)",
    "cp866": "CP866 (Cyrillic, DOS)",
    "cp874": "Windows-874 (Thai)",
    "cp932": "Shift-JIS (Japanese)",
    "cp949": "EUC-KR (Korean)",
    "big5": "Big5 (traditional Chinese)",
    "euc_jp": "EUC-JP (Japanese)",
    "gb18030": "GB18030 (simplified Chinese)",
    "iso2022_jp": "ISO-2022-JP (Japanese)",
    "iso2022_kr": "ISO-2022-KR (Korean)",
    "iso8859_2": "ISO-8859-2 (Central European)",
    "iso8859_5": "ISO-8859-5 (Cyrillic)",
    "iso8859_7": "ISO-8859-7 (Greek)",
    "koi8_r": "KOI8-R (Cyrillic)",
    "koi8_u": "KOI8-U (Cyrillic)",
}
_CANDIDATES = (
    *("cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp866", "cp874", "cp932"),
    *("cp949", "big5", "euc_jp", "gb18030", "iso8859_2", "iso8859_5", "koi8_r", "koi8_u"),
)
_LATIN = ("cp1252", "cp1250", "iso8859_2", "cp1254", "cp1257")
"""Code pages whose letters only a language's own can tell apart; the likeliest first."""
_LETTERS = (
    *("äöüß", "àâæçèéêëîïôùûüÿœ", "ªºáéíñóúü", "àáâãçéêíóôõúü", "àèéìòóù", "ëéïöüè", "åäöæøé", "áæðéíóöúýþ", "äõöüšž"),
    *(
        "ąćęłńóśźż",
        "áčďéěíňóřšťúůýž",
        "áäčďéíĺľňóôŕšťúýž",
        "áéíóöőúüű",
        "âîăşţ",
        "ćčđšž",
        "âçîöüğıİş",
        "ąčėęįšųūž",
        "āčēģīķļņōŗšūž",
    ),
)
"""Those outside ASCII, a language (or two that share them) each."""
_COMMON = re.compile(
    "[\\t\\n\\r\x20-\x7e\xa0-\u02ff\u0370-\u06ff\u0900-\u0e7f\u10a0-\u11ff\u1e00-\u206f\u20a0-\u20bf\u2100-\u214f"
    "\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7af\uff00-\uffee]"
)
_LETTER = re.compile(rb"[\xa1-\xff]")
_HIGH = re.compile(rb"[\x80-\xff]")
_OUTSIDE = bytes(range(128, 256))
_MARKS = frozenset("\xa0«»‹›“”„‘’‚–—…€§°©®™¿¡·•")
_FEW = 8
"""With fewer letters outside ASCII nothing can be told by likelihood."""
_SAMPLE = 64 * 1024
_UNITS = 4 * 1024


@dataclass(frozen=True, slots=True)
class Coding:
    """How the bytes of a file are to be decoded."""

    codec: str
    name: str
    """What is kept as the document's encoding: the codec, or utf-8-sig for UTF-8 with a mark."""
    mark: int = 0
    """So many bytes at the start are a byte order mark."""
    errors: str = "strict"
    remark: str = ""
    """What the coder should know, or empty."""

    def decode(self, data: bytes) -> str:
        """The text; only where `tell` has seen all of the data is it sure to hold no unreadable bytes."""
        return data[self.mark :].decode(self.codec, self.errors)


def tell(data: bytes, *, is_cut: bool = False) -> Coding:
    """How the data is encoded; `is_cut` when it is only the beginning, which may end in the middle of a character."""
    marked = next((Coding(codec, name, len(bom)) for bom, name, codec in _BOMS if data.startswith(bom)), None)
    found = marked or _escaped(data) or _utf8(data, is_cut) or _utf16(data) or _likely(data)
    if found.errors == "strict" and not _decodes(data[found.mark :], found.codec, is_cut=is_cut):
        name = found.codec.removesuffix("-le").removesuffix("-be").upper()
        said = f"{found.remark}; unreadable" if found.remark else f"damaged {name}: unreadable"
        return Coding(found.codec, found.name, found.mark, "replace", f"{said} bytes became U+FFFD")
    return found


def _decodes(data: bytes, codec: str, *, is_cut: bool, errors: str = "strict") -> bool:
    """Whether all of it can be decoded."""
    try:
        codecs.getincrementaldecoder(codec)(errors).decode(data, final=not is_cut)
    except UnicodeError:
        return False
    return True


def _escaped(data: bytes) -> Coding | None:
    """The seven-bit encodings of East Asia, which escape sequences give away."""
    if b"\x1b$" not in data or not data.isascii():
        return None
    for escape, codec in _ESCAPES:
        if escape in data and _decodes(data, codec, is_cut=True):
            return Coding(codec, codec, remark=_said(codec))
    return None


def _utf8(data: bytes, is_cut: bool) -> Coding | None:
    """UTF-8, also with lone surrogates or a few damaged places; UTF-16 without a mark may pass for it."""
    if _decodes(data, "utf-8", is_cut=is_cut):
        return None if _looks_binary(data) and _utf16(data) else Coding("utf-8", "utf-8")
    if _decodes(data, "utf-8", is_cut=is_cut, errors="surrogatepass"):
        return Coding("utf-8", "utf-8", 0, "surrogatepass", "lone surrogates in the file became U+FFFD")
    text = data.decode(errors="replace")
    damaged = text.count(REPLACEMENT)
    if damaged * 4 <= len(text) - len(data.translate(None, _OUTSIDE)):
        return Coding("utf-8", "utf-8", 0, "replace", "damaged UTF-8: unreadable bytes became U+FFFD")
    return None


def _looks_binary(data: bytes) -> bool:
    """Whether so many bytes are control characters that it is no text in UTF-8."""
    units = data[: 2 * _UNITS]
    return len(units) - len(units.translate(None, CONTROLS.encode())) > 2 + len(units) // 20


def _utf16(data: bytes) -> Coding | None:
    """UTF-16 without a mark: ASCII characters in it show which way round it is, and nearly all others make sense."""
    units = data[: _UNITS * 2]
    units = units[: len(units) // 2 * 2]
    found = []
    for codec in ("utf-16-le", "utf-16-be"):
        text = units.decode(codec, "replace")
        if any(char.isascii() for char in text):
            found.append((len(_COMMON.findall(text)), codec))
    count, codec = max(found, default=(0, ""))
    if not count or count * 100 < 97 * (len(units) // 2):
        return None
    return Coding(codec, codec, remark=f"no byte order mark: read as {codec.upper()}")


def _likely(data: bytes) -> Coding:
    """What is neither UTF-8 nor UTF-16: a code page, by how likely its words are."""
    sample = b"" if _looks_binary(data) else _sample(data)
    codec = "cp1252" if _is_nearly_ascii(sample) else _guessed(sample)
    codec = _by_letters(sample) if codec in _LATIN else codec
    return Coding(codec, codec, remark=_said(codec))


def _guessed(sample: bytes) -> str:
    """The likeliest code page for text that is not nearly ASCII."""
    # Late: most files are UTF-8, and nobody should wait for tables of frequencies then.
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=list(_CANDIDATES)).best()
    return best.encoding if best else "cp1252"


def _is_nearly_ascii(sample: bytes) -> bool:
    """Whether letters outside ASCII are so rare that only quotation marks, dashes and a few accents are printed."""
    letters = len(_LETTER.findall(sample))
    return letters < _FEW or letters * 40 < len(sample)


def _sample(data: bytes) -> bytes:
    """The lines that hold bytes outside ASCII: others say nothing and would outweigh them."""
    lines: list[bytes] = []
    size = position = 0
    while size < _SAMPLE and (found := _HIGH.search(data, position)):
        start = max(position, data.rfind(b"\n", position, found.start()) + 1, found.start() - _SAMPLE)
        end = data.find(b"\n", found.start(), found.start() + _SAMPLE)
        position = end if end >= 0 else min(found.start() + _SAMPLE, len(data))
        lines.append(data[start:position])
        size += len(lines[-1])
    return b"\n".join(lines)


def _by_letters(sample: bytes) -> str:
    """The code page in which the letters outside ASCII are those of one language."""
    known = {}
    for codec in _LATIN:
        letters = [char for char in sample.decode(codec, "replace").lower() if char > "\x7f" and char not in _MARKS]
        known[codec] = max(sum(map(letters.count, language)) for language in _LETTERS) - len(letters)
    return max(known, key=lambda codec: known[codec])


def _said(codec: str) -> str:
    return f"not UTF-8: read as {_NAMES.get(codec, codec)}"
