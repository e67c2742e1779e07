"""Reading: moving, selecting, jumping, finding, the panes."""

from __future__ import annotations

import pytest
from screen.driving import Opening, Program
from textual import events
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Region


async def test_the_first_article_is_on_the_screen(opened: Opening) -> None:
    async with opened() as program:
        screen = program.screen()
        assert "Velmara will not wait for the river treaty" in screen[0]
        assert "1 of 3" in screen[0]
        assert any("We have waited for nine years" in line for line in screen)
        assert "READ" in screen[-1]


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50), (40, 12)])
async def test_no_line_is_wider_than_the_screen(opened: Opening, size: tuple[int, int]) -> None:
    async with opened(size) as program:
        lines = program.screen()
        assert len(lines) == size[1]
        assert all(len(line) <= size[0] for line in lines)


async def test_narrow_screens_show_the_text_alone_and_wide_ones_all_panes(opened: Opening) -> None:
    async with opened((80, 24)) as program:
        assert not any("Sorrand closes" in line for line in program.screen())
    async with opened((120, 40)) as program:
        assert any("Sorrand closes" in line for line in program.screen())


async def test_panes_are_shown_and_hidden_by_keys(opened: Opening) -> None:
    async with opened((80, 24)) as program:
        await program.press("z")
        assert any("Sorrand closes" in line for line in program.screen())
        await program.press("z")
        assert not any("Sorrand closes" in line for line in program.screen())


async def test_the_sidebar_tells_what_is_under_the_cursor(opened: Opening) -> None:
    async with opened((120, 40)) as program:
        await program.find("We have waited")
        await program.press("q", "enter")
        assert any("Q Lena Orsini" in line for line in program.screen())
        assert any("1 of 1" in line for line in program.foot())


async def test_a_resize_keeps_the_place(opened: Opening) -> None:
    async with opened((80, 24)) as program:
        await program.find("reckless")
        await program.pilot.resize_terminal(50, 12)
        await program.settle()
        assert program.cursor() == "reckless"
        assert any("reckless" in line for line in program.screen())


async def test_words_lines_and_ends(opened: Opening) -> None:
    async with opened() as program:
        await program.press("g")
        assert program.cursor() == "Velmara"
        await program.press("l", "l", "h")
        assert program.cursor() == "will"
        await program.press("G")
        assert program.cursor() == "open"
        await program.press("g", "j")
        assert program.cursor() == "HALVEN"


async def test_a_selection_moves_at_both_edges(opened: Opening) -> None:
    async with opened() as program:
        await program.find("We have waited")
        await program.press("V", "l", "l")
        assert program.selected() == "We have waited"
        await program.press("L")
        assert program.selected() == "have waited"
        assert "SELECT" in program.foot()[1]
        await program.press("backspace")
        assert program.selected() is None


async def test_a_label_jumps_to_its_place(opened: Opening) -> None:
    async with opened() as program:
        await program.press("f")
        assert "JUMP" in program.foot()[1]
        label, target = next(iter(program.desk.reader.labels.items()))
        await program.press(*label)
        assert program.desk.reader.cursor.start == target
        assert "READ" in program.foot()[1]


async def test_any_other_key_puts_the_labels_away(opened: Opening) -> None:
    async with opened() as program:
        await program.press("f", "escape")
        assert "READ" in program.foot()[1]


async def test_finding_in_the_text_goes_from_match_to_match(opened: Opening) -> None:
    async with opened() as program:
        await program.press("slash")
        await program.type("river")
        await program.press("enter")
        first = program.desk.reader.cursor.start
        await program.press("n")
        assert program.cursor().casefold() == "river"
        assert program.desk.reader.cursor.start > first
        await program.press("N")
        assert program.desk.reader.cursor.start == first


async def test_what_is_not_there_is_said(opened: Opening) -> None:
    async with opened() as program:
        await program.press("slash")
        await program.type("zebra")
        await program.press("enter")
        assert "not in this text: zebra" in program.foot()[1]


async def test_documents_are_stepped_through_and_marked_done(opened: Opening) -> None:
    async with opened() as program:
        await program.press("J")
        assert "2 of 3" in program.screen()[0]
        await program.press("D")
        assert "3 of 3" in program.screen()[0]
        await program.press("K")
        assert "✓ done" in program.screen()[0]
        await program.press("u")
        assert "✓ done" not in program.screen()[0]


async def test_a_document_is_opened_by_a_part_of_its_title(opened: Opening) -> None:
    async with opened() as program:
        await program.press("o")
        await program.type("harbour")
        await program.press("enter")
        assert "Sorrand closes" in program.screen()[0]


async def test_words_are_found_in_the_whole_corpus(opened: Opening) -> None:
    async with opened() as program:
        await program.press("F")
        await program.type("blockade")
        await until(program, "blockade")
        await program.press("enter")
        assert "Sorrand closes" in program.screen()[0]
        assert program.cursor() == "blockade"


async def until(program: Program, words: str) -> None:
    while not any(words in line for line in program.screen()[2:]):
        await program.pilot.pause()


async def test_the_next_session_starts_at_the_same_place(opened: Opening) -> None:
    async with opened() as program:
        await program.press("J")
        await program.find("blockade")
    async with opened() as program:
        assert "2 of 3" in program.screen()[0]
        assert program.cursor() == "blockade"


async def test_boilerplate_is_folded_to_one_line(opened: Opening) -> None:
    async with opened() as program:
        assert any("READ MORE" in line for line in program.screen())
        await program.press("b")
        assert not any("READ MORE" in line for line in program.screen())
        assert any("1 line of boilerplate" in line for line in program.screen())


async def test_keys_keep_their_order_where_the_terminal_is_said_to_be_left(opened: Opening) -> None:
    async with opened() as program:
        program.app.post_message(events.AppBlur())
        await program.burst("slash", *"Brandt", "enter", "v")
        assert "Brandt" in (program.selected() or "")


async def test_what_was_drawn_while_the_line_was_behind_is_drawn_whole_when_it_is_free(opened: Opening) -> None:
    async with opened() as program:
        await program.press("i")
        screen = program.app.screen
        with program.app.batch_update():  # as the driver does
            screen.refresh(Region(0, 1, 80, 1))
            screen._compositor.update_widgets({screen})
            screen._compositor_refresh()
        update = screen._compositor.render_update()
        assert isinstance(update, LayoutUpdate)
        assert update.region == screen.size.region


@pytest.mark.parametrize("keys", ["", "m", "?"])
async def test_what_was_to_be_drawn_where_the_window_has_no_room_any_more_is_left_out(
    opened: Opening, keys: str
) -> None:
    async with opened() as program:
        await program.press("q", "1", *keys)
        compositor = program.app.screen._compositor
        compositor._dirty_regions |= {Region(0, 20, 100, 60), Region(0, 70, 80, 1)}
        update = compositor.render_update()
        assert isinstance(update, ChopsUpdate)
        assert list(update.spans) == [(y, 0, 80) for y in range(20, 24)]
