"""Articles that run from right to left, or that put no space between words: read, walked, tagged, exported."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from screen.driving import Opening, Program, make_project
from textual.pilot import Pilot

from db.glance import glance
from tui.app import Glossator
from tui.clerk import Clerk
from tui.widths import cell_len

CHINESE = (
    "维尔马拉不再等待河流条约，奥尔西尼说\n\n"
    "哈尔文，3月3日（子午线社）——维尔马拉外交部长莱娜·奥尔西尼周五说：“我们等了九年，而河流没有等待。”"
    "她补充说，政府将独自修建大坝；索兰德表示反对。这份 2018 年签署的条约 Treaty of Halven 没有得到批准！谁来负责？\n"
)
JAPANESE = (
    "ベルマラは川の条約をもう待たないとオルシーニ外相\n\n"
    "【ハルベン3日】ベルマラのレナ・オルシーニ外相は金曜日、「我々は九年間待った。川は待たなかった」と記者団に語った。\n"
)
ARABIC = (
    "فلمارا لن تنتظر معاهدة النهر، تقول أورسيني\n\n"
    "هالفن، 3 مارس - قالت وزيرة الخارجية لينا أورسيني يوم الجمعة: «لقد انتظرنا تسع سنوات، والنهر لم ينتظر». "
    "وأضافت أن الحكومة ستبني السد وحدها؛ ورفضت سوراند ذلك. من المسؤول؟\n"
)
HEBREW = (
    "ולמארה לא תחכה לאמנת הנהר, אומרת אורסיני\n\n"
    'הלבן, 3 במרץ - שרת החוץ לנה אורסיני אמרה: "חיכינו תשע שנים, והנהר לא חיכה". צה"ל לא יתערב.\u200f סוף.\n'
)


async def tag(program: Program, words: str, speaker: str) -> Any:
    """Tag the quotation around some words with a speaker, and export."""
    await program.find(words)
    await program.press("q")
    await program.type(speaker)
    await program.press("enter")
    (document,) = program.export()["documents"]
    return document["quotes"]


@pytest.mark.parametrize(
    ("text", "words", "exact"),
    [
        (CHINESE, "九年", "我们等了九年，而河流没有等待。"),
        (JAPANESE, "九年間", "我々は九年間待った。川は待たなかった"),
        (ARABIC, "سنوات", "لقد انتظرنا تسع سنوات، والنهر لم ينتظر"),
        (HEBREW, "שנים", "חיכינו תשע שנים, והנהר לא חיכה"),
    ],
    ids=["Chinese", "Japanese", "Arabic", "Hebrew"],
)
async def test_a_quotation_is_tagged_by_one_key_and_a_name_in_any_script(
    opened: Opening, tmp_path: Path, text: str, words: str, exact: str
) -> None:
    path = make_project(tmp_path / "project.db", {"article.txt": text})
    async with opened((60, 24), path) as program:
        (quote,) = await tag(program, words, "Orsini")
        (content,) = quote["parts"]
        assert content["exact"] == exact == text[content["start"] : content["end"]]
        assert all(cell_len(line) <= 60 for line in program.screen())
        await program.press("u")
        assert program.export()["documents"][0]["quotes"] == []


async def test_where_words_are_not_spaced_a_row_is_full_and_begins_with_no_closing_mark(
    opened: Opening, tmp_path: Path
) -> None:
    path = make_project(tmp_path / "project.db", {"article.txt": CHINESE})
    async with opened((40, 24), path) as program:
        rows = [line.strip() for line in program.screen()[2:-3] if line.strip()]
        paragraph = rows[1:-1] if cell_len(rows[0]) < 30 else rows[2:-1]
        assert all(cell_len(row) >= 30 for row in paragraph[:-1])
        assert not any(row[0] in "，。；：！？）”" for row in rows)


async def test_the_cursor_walks_signs_and_foreign_names_and_expands_to_the_clause(
    opened: Opening, tmp_path: Path
) -> None:
    path = make_project(tmp_path / "project.db", {"zh.txt": CHINESE, "ja.txt": JAPANESE})
    async with opened((80, 24), path) as program:
        await program.find("政府将")
        assert program.cursor() == "政"
        await program.press("l")
        assert program.cursor() == "府"
        await program.press("v")
        assert program.selected() == "政府将独自修建大坝"
        await program.press("v")
        assert program.selected() == "她补充说，政府将独自修建大坝；索兰德表示反对。"
        await program.press("J")
        await program.find("レナ")
        assert program.cursor() == "レナ・オルシーニ"


async def test_a_direction_mark_is_seen_and_an_acronym_is_one_word(opened: Opening, tmp_path: Path) -> None:
    path = make_project(tmp_path / "project.db", {"he.txt": HEBREW, "ar.txt": ARABIC})
    async with opened((80, 24), path) as program:
        assert any("יתערב.◇" in line for line in program.screen())
        await program.find('צה"ל')
        assert program.cursor() == 'צה"ל'
        await program.press("J")
        await program.find("السد")
        await program.press("v")
        assert program.selected() == "وأضافت أن الحكومة ستبني السد وحدها"


@pytest.fixture
def looks(snap_compare: Any, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[bool]:
    """Compares the screen, a quotation selected, with the picture that is kept."""
    path = make_project(tmp_path / "project.db", {"article.txt": request.param})
    clerk = Clerk(str(path), "ann")
    app = Glossator(clerk, glance(str(path), "ann"))

    async def run(pilot: Pilot[None]) -> None:
        program = Program(app, pilot, path)
        await program.settle()
        await tag(program, "九年" if request.param == CHINESE else "سنوات", "Orsini")

    yield bool(snap_compare(app, terminal_size=(60, 20), run_before=run))
    clerk.close()


@pytest.mark.parametrize("looks", [CHINESE], indirect=True, ids=["Chinese"])
def test_a_quote_in_a_text_without_spaces(looks: bool) -> None:
    """Rows are full to the edge, and the quote's marks stand where its words are."""
    assert looks


@pytest.mark.parametrize("looks", [ARABIC], indirect=True, ids=["Arabic"])
def test_a_quote_in_a_text_from_right_to_left(looks: bool) -> None:
    """The text goes out in the order in which it is read; the terminal turns it."""
    assert looks
