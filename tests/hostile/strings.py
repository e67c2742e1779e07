"""Strings made to do harm where they are shown: each by a name, each with a word before and a word after the attack.

Two words that are seen on the screen say that nothing was hidden; `SEEN` tells what else must be.
"""

from __future__ import annotations

import unicodedata

from wcwidth import wcwidth

BEFORE, AFTER = "Orsini", "Halven"

_OBEYED = {
    "colour": "\x1b[31mred",
    "colour in C1": "\x9b31mred",
    "conceal": "\x1b[8mhidden\x1b[28m",
    "clear the screen": "\x1b[2J\x1b[H",
    "clear the line": "\x1b[2K\r",
    "clear what was scrolled": "\x1b[3J",
    "full reset": "\x1bc",
    "soft reset": "\x1b[!p",
    "cursor up and over": "\x1b[5A\x1b[20Dover",
    "cursor to a place": "\x1b[1;1Hcorner",
    "save and restore": "\x1b7\x1b[9;9H\x1b8",
    "scroll region": "\x1b[3;5r",
    "scroll up": "\x1b[9S",
    "insert lines": "\x1b[9L",
    "delete characters": "\x1b[9P",
    "repeat a character": "a\x1b[999b",
    "alternate screen": "\x1b[?1049l",
    "cursor off": "\x1b[?25l",
    "mouse on": "\x1b[?1003h\x1b[?1006h",
    "bracketed paste off": "\x1b[?2004l",
    "focus reports": "\x1b[?1004h",
    "synchronized output": "\x1b[?2026h",
    "wrap off": "\x1b[?7l",
    "insert mode": "\x1b[4h",
    "132 columns": "\x1b[?3h",
    "reverse the screen": "\x1b[?5h",
    "a report that types": "\x1b[6n\x1b[c\x1b[>c",
    "title reported as typed": "\x1b[21t",
    "window moved": "\x1b[3;0;0t\x1b[8;1;1t",
    "answerback": "\x05",
    "keyboard protocol": "\x1b[>1u",
    "modify other keys": "\x1b[>4;2m",
    "character set": "\x1b(0lqqk\x1b(B",
    "shift out": "\x0eqqq\x0f",
    "tab stops": "\x1b[3g\x1bH",
    "double height": "\x1b#3\x1b#8",
    "index and reverse": "\x1bM\x1bD\x1bE",
    "title": "\x1b]0;owned\x07",
    "title with ST": "\x1b]2;owned\x1b\\",
    "title in C1": "\x9d0;owned\x9c",
    "icon name": "\x1b]1;owned\x07",
    "title that never ends": "\x1b]0;owned",
    "clipboard": "\x1b]52;c;b3duZWQ=\x07",
    "clipboard read": "\x1b]52;c;?\x07",
    "hyperlink": "\x1b]8;;https://owned.example/\x07here\x1b]8;;\x07",
    "colours of the palette": "\x1b]4;1;?\x07\x1b]10;#000000\x07",
    "working folder": "\x1b]7;file:///owned\x07",
    "notification": "\x1b]9;owned\x07\x1b]777;notify;owned;owned\x07",
    "prompt marks": "\x1b]133;A\x07\x1b]633;E;owned\x07",
    "file download": "\x1b]1337;File=name=b3duZWQ=;inline=0:AAAA\x07",
    "DCS request": "\x1bP+q544e\x1b\\",
    "DCS of tmux": "\x1bPtmux;\x1b\x1b]52;c;b3duZWQ=\x07\x1b\\",
    "DCS in C1": "\x90$q\"p\x9c",
    "sixel": "\x1bPq#0;2;0;0;0#0~~\x1b\\",
    "APC of kitty": "\x1b_Ga=T,f=24;AAAA\x1b\\",
    "APC in C1": "\x9fowned\x9c",
    "PM": "\x1b^owned\x1b\\",
    "SOS": "\x1bXowned\x1b\\",
    "screen title": "\x1bkowned\x1b\\",
    "C1 in two bytes": "\x1b\x9b31m\xc2\x9b",
    "an escape at the end": "red\x1b",
    "an escape cut off": "\x1b[",
    "media copy": "\x1b[5iowned\x1b[4i",
    "bells": "\x07\x07\x07",
    "backspace over": "secret\x08\x08\x08\x08\x08\x08public",
    "carriage return over": "secret\rpublic",
    "tabs": "a\tb\t\tc",
    "vertical tab and form feed": "a\x0bb\x0cc",
    "all of C0": "".join(map(chr, (*range(1, 9), *range(11, 32)))),
    "all of C1": "".join(map(chr, range(0x80, 0xA0))),
    "delete": "a\x7f\x7fb",
    "next line": "a\x85b",
    "flow control": "\x13\x11",
    "end of file": "\x04\x1a\x03",
    "file separators": "a\x1cb\x1dc\x1ed\x1f",
}  # fmt: skip

_REORDERED_OR_HIDDEN = {
    "right to left override": "user\u202egpj.exe\u202c",
    "left to right override": "\u202d\u0634\u0645\u0633\u202c",
    "embeddings": "\u202a\u202b\u202bdeep\u202c",
    "isolates": "\u2066\u2067\u2068alone\u2069",
    "an isolate that never ends": "\u2067open",
    "direction marks": "\u200ea\u200fb\u061cc",
    "an attack on source code": "if \u202e\u2066admin\u2069\u2066 then",
    "zero width space": "Vel\u200bma\u200bra",
    "zero width joiner": "Vel\u200dma\u200dra",
    "zero width non-joiner": "Vel\u200cma\u200cra",
    "word joiner": "Vel\u2060mara\ufeff",
    "soft hyphens": "Vel\xadma\xadra",
    "invisible operators": "a\u2061b\u2062c\u2063d\u2064e",
    "tag characters": "\U000e0001\U000e0041\U000e0042\U000e007f",
    "a sentence in tags": "x" + "".join(chr(0xE0000 + ord(letter)) for letter in "owned"),
    "variation selectors": "\u2764\ufe0f\u2764\ufe0e\u6f22\ufe00",
    "variation selectors of the supplement": "\u845b\U000e0100",
    "Mongolian selectors": "\u1820\u180b\u180e",
    "grapheme joiner": "a\u034f\u0301",
    "Hangul fillers": "\u115f\u1160\u3164\uffa0",
    "Khmer vowels unseen": "\u1780\u17b4\u17b5",
    "interlinear notes": "\ufff9a\ufffab\ufffb",
    "shorthand controls": "a\U0001bca0b\U0001bca3",
    "musical controls": "\U0001d158\U0001d173\U0001d17a",
    "hieroglyph joiners": "\U00013000\U00013430\U00013001",
    "deprecated controls": "\u206a\u206b\u206c\u206d\u206e\u206f",
    "line separator": "one\u2028two",
    "paragraph separator": "one\u2029two",
    "private use": "\ue000\uf8ff\U000f0000\U0010fffd",
    "noncharacters": "\ufdd0\ufffe\uffff\U0001ffff",
    "unassigned": "\u0378\u2fe0\U000d0000",
    "replacement characters": "\ufffd\ufffc",
    "no-break and wide spaces": "a\xa0b\u2003c\u3000d\u205fe",
    "braille blank": "a\u2800b",
}  # fmt: skip

_WIDE_OR_STACKED = {
    "a mark at the start": "\u0301\u0302alone",
    "a mark on a space": "a \u0301b",
    "stacked marks": "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324a\u030d\u0349l\u0367go",
    "two hundred marks": "a" + "\u0300" * 200,
    "enclosing marks": "a\u20dd1\u20e3",
    "decomposed": "cafe\u0301 vie\u0302\u0323t",
    "wide letters": "日本語",
    "fullwidth and halfwidth": "ＡＢＣ ｱｲｳ",
    "ambiguous width": "±×÷°§¶…—“”αβγЯ①→■",
    "emoji": "😀🔥🗳",
    "emoji by selector": "☀️☎️✂️",
    "keycaps": "1️⃣#️⃣",
    "a family": "👨\u200d👩\u200d👧\u200d👦",
    "skin tones": "👍🏽👍🏿",
    "a tone alone": "🏽",
    "profession with a tone": "👩🏾\u200d🚀",
    "flags": "🇫🇷🇩🇪",
    "half a flag": "🇫",
    "a flag of tags": "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "a hundred joiners": "👩" + "\u200d👩" * 100,
    "conjoining jamo": "\u1112\u1161\u11ab\u1100\u1173\u11af",
    "jamo apart": "\u1161\u11ab",
    "Devanagari conjuncts": "क्ष्म्य स्त्री हिन्दी",
    "Devanagari joiners": "क्\u200dष क्\u200cष",
    "Sinhala joiners": "ශ්\u200dරී ලංකා",
    "Malayalam": "ന്\u200d മലയാളം",
    "Tamil": "நிர்வாகம் கொ",
    "Bengali": "র\u200d্য বাংলা",
    "Thai": "น้ำที่นี่",
    "Khmer": "ស្ត្រី",
    "Myanmar": "မြန်မာ",
    "Tibetan": "བོད་སྐད",
    "Arabic": "العربية لا",
    "Arabic with marks": "مُحَمَّدٌ",
    "Persian joiners": "می\u200cخواهم",
    "Hebrew points": "שָׁלוֹם",
    "Syriac": "ܣܘܪܝܝܐ",
    "N'Ko": "ߒߞߏ",
    "Cuneiform": "𒀀𒁀",
    "beyond the basic plane": "𝒜𝔅 𐍈 𠀀",
    "ligatures": "ﬁ ﬀ ﷽",
    "many vowel signs": "क" + "ी" * 30,
}  # fmt: skip

_READ_AS_CODE = {
    "a closing tag": "[/x]",
    "markup": "[bold]not bold[/bold]",
    "markup unclosed": "[red on blue",
    "an action": "[@click=app.quit]quit[/]",
    "a link in markup": "[link=https://owned.example]here[/link]",
    "a variable of markup": "$name [$error]x[/]",
    "escaped markup": "\\[bold\\]",
    "emoji code": ":smile: :warning:",
    "percent": "%s %d %n %(name)s %",
    "braces": "{} {0} {name!r} {{}}",
    "backslashes": "\\n\\t\\x1b[31m\\u202e\\",
    "SQL": "'; DROP TABLE document;--",
    "FTS": '"NEAR(a b)" AND * ^title:x NOT',
    "LIKE": "%_\\%",
    "shell": "$(reboot) `reboot` ; rm -rf ~ | cat && x",
    "a path": "../../etc/passwd /dev/null C:\\con",
    "an option": "--db=x -o -",
    "JSON": '{"id": null, "text": "\\u0000"}',
    "HTML": "<script>alert(1)</script>&lt;b&gt;&#27;[31m",
    "ANSI in HTML": "<b>\x1b[31m</b>&#x1b;",
    "Markdown": "# *x* [a](b) `c` | d |",
    "TOML": 'x = """\n[reading]',
    "a formula": "=HYPERLINK(A1) @SUM +1 -1",
    "a regular expression": "(a+)+$ [^]] (?P<x>",
    "a key": "ctrl+q escape <C-c>",
    "a date": "0000-00-00 9999-99-99",
    "numbers": "NaN Infinity -0 1e999 ٣٤ ⅷ",
    "a very long word": "w" * 300,
    "a very long wide word": "語" * 200,
    "quotes": "“‘«»’” \"' ''' ```",
    "nothing but spaces": " " * 40,
}  # fmt: skip

ATTACKS = {**_OBEYED, **_REORDERED_OR_HIDDEN, **_WIDE_OR_STACKED, **_READ_AS_CODE}

STRINGS = {name: f"{BEFORE} {attack} {AFTER}" for name, attack in ATTACKS.items()}

HARMFUL = frozenset(
    chr(code)
    for first, last in (
        (0x00, 0x1F), (0x7F, 0x9F), (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x180B, 0x180F),
        (0x200B, 0x200B), (0x200D, 0x200F), (0x2028, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164), (0xD800, 0xF8FF),
        (0xFDD0, 0xFDEF), (0xFE0E, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFFB), (0xFFFE, 0xFFFF),
        (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0x1F1E6, 0x1F1FF), (0x1F3FB, 0x1F3FF), (0xE0000, 0xE0FFF),
        (0xF0000, 0x10FFFF),
    )
    for code in range(first, last + 1)
)  # fmt: skip
"""What may be on no screen: it is obeyed, hidden, reordered, or of unknown width."""


def seen(text: str) -> list[str]:
    """The words of a text that must be seen whole: letters, digits and signs, as far as nothing harmful parts them."""
    apart = "".join(" " if character in HARMFUL or character.isspace() else character for character in text)
    return [word for word in apart.split() if not any(_combines(sign) for sign in word)]


def room(text: str) -> int:
    """How many cells a text takes in the terminal that gives it most."""
    return len(text) if text.isascii() else sum(map(_room, text))


def _room(sign: str) -> int:
    """xterm, VTE, tmux and glibc give a vowel that stands beside its letter a cell, and wcwidth none."""
    if unicodedata.category(sign) == "Mc":
        return 1
    return 2 if "\u3248" <= sign <= "\u324f" else wcwidth(sign)


def _combines(sign: str) -> bool:
    """Whether it may be drawn over what stands before it, or is only seen there."""
    return unicodedata.category(sign)[0] in "MC" or wcwidth(sign) == 0
