"""The keys: the shipped files, the analyst's own file, and how Textual takes them."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest
from textual.app import App
from textual.keys import _character_to_key
from textual.widget import Widget

from tui import keymap, keynames
from tui.commands import BY_ID


@pytest.fixture
def keys_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of the analyst's own, which counts."""
    path = tmp_path / "keybindings.toml"
    monkeypatch.setenv("GLOSSATOR_KEYS", str(path))
    return path


def faults(path: Path, text: str | bytes) -> list[str]:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return [str(problem).removeprefix(f"{path}:") for problem in keymap.check(path)]


# The shipped files


def test_every_command_has_a_default_key_and_nothing_else_has() -> None:
    assert set(keymap.defaults()) == set(BY_ID)
    assert all(keymap.defaults().values())


def test_no_key_of_the_defaults_means_two_things() -> None:
    assert list(keymap.clashes(keymap.defaults())) == []


def test_azerty_ships_and_is_without_faults(tmp_path: Path) -> None:
    assert "azerty" in keymap.presets()
    assert faults(tmp_path / "keys.toml", 'preset = "azerty"') == []


@pytest.mark.parametrize("name", keymap.presets())
def test_no_preset_has_a_fault_of_its_own(name: str) -> None:
    assert keymap.check(keymap.presets()[name]) == []


def test_on_azerty_everything_can_be_typed_without_alt_gr_and_tagging_without_shift(keys_file: Path) -> None:
    plain = {*string.ascii_lowercase} | {keynames.of_character(c) for c in "&é\"'(-è_çà)=^$ù*,;:!<"}
    shifted = {"shift+tab", *string.ascii_uppercase, *string.digits} | {keynames.of_character(c) for c in "°+¨£%µ?./§>"}
    named = {
        "up",
        "down",
        "left",
        "right",
        "home",
        "end",
        "pageup",
        "pagedown",
        "space",
        "enter",
        "escape",
        "backspace",
        "tab",
    }
    keys_file.write_text('preset = "azerty"')
    for id_, keys in keymap.in_force().items():
        simple = {key for key in keys if key in plain | named or re.fullmatch(r"f\d+", key)}
        assert simple or {*keys} & shifted or keys[0].startswith("ctrl+"), id_
        if BY_ID[id_].group in ("Tag", "Position") and id_ != "reading.redo":
            assert keys[0] in simple, id_


# What a file may say


def test_a_user_key_replaces_the_default_and_leaves_the_rest(keys_file: Path) -> None:
    keys_file.write_text('[reading]\ntag_quote = "c"\n')
    keys = keymap.in_force()
    assert keys["reading.tag_quote"] == ("c",)
    assert {id_ for id_, each in keys.items() if each != keymap.defaults()[id_]} == {"reading.tag_quote"}
    assert keymap.overrides() == {"reading.tag_quote": "c"}


def test_the_file_that_the_guide_shows_is_sound(keys_file: Path) -> None:
    guide = (Path(__file__).parents[2] / "docs" / "guide.md").read_text(encoding="utf-8")
    chapter = guide.partition("## Keys of your own\n")[2]
    keys_file.write_text(chapter.partition("```toml\n")[2].partition("```")[0], encoding="utf-8")
    assert keymap.check(keys_file) == []
    assert keymap.in_force()["reading.undo"] == ("u", "ctrl+t")


def test_without_a_file_the_defaults_are_in_force(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GLOSSATOR_KEYS", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert keymap.in_force() == keymap.defaults()
    assert keymap.overrides() == {}


def test_the_file_in_the_config_folder_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GLOSSATOR_KEYS", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "glossator").mkdir()
    (tmp_path / "glossator" / "keybindings.toml").write_text('[app]\nquit = "ctrl+x"')
    assert keymap.in_force()["app.quit"] == ("ctrl+x",)


def test_a_file_that_is_named_must_be_there(keys_file: Path) -> None:
    with pytest.raises(keymap.KeymapError, match="cannot be read"):
        keymap.in_force()


def test_keys_may_be_written_as_characters_or_as_names(keys_file: Path) -> None:
    keys_file.write_text(
        '[reading]\nyank = ["?", "question_mark", ",", "solidus"]\nfind_in_text = "-"\n[app]\nhelp = "f1"'
    )
    keys = keymap.in_force()
    assert keys["reading.yank"] == ("question_mark", "comma", "slash")
    assert keys["reading.find_in_text"] == ("minus",)


def test_the_users_keys_stand_on_the_preset(keys_file: Path) -> None:
    keys_file.write_text('preset = "azerty"\n[position]\nneutral = "n"\n')
    assert keymap.keys_of("position")["oppose"] == ("z", "2")
    assert keymap.keys_of("position")["neutral"] == ("n",)


def test_two_commands_may_swap_their_keys(keys_file: Path) -> None:
    keys_file.write_text('[reading]\ntag_quote = "a"\ntag_actor = "q"\n')
    assert keymap.overrides() == {"reading.tag_quote": "a", "reading.tag_actor": "q"}


def test_the_same_key_may_mean_two_things_where_the_scopes_never_meet(keys_file: Path) -> None:
    keys_file.write_text('[position]\nneutral = "q"\n')
    assert keymap.keys_of("position")["neutral"] == ("q",)


def test_picks_count_from_the_first_and_their_twins_again() -> None:
    assert keymap.picks() == {str(number): number - 1 for number in range(1, 10)}


def test_the_function_keys_pick_on_azerty(keys_file: Path) -> None:
    keys_file.write_text('preset = "azerty"')
    assert keymap.picks()["f2"] == keymap.picks()["2"] == 1


# What is refused, with its line and the remedy


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ('\n[reading]\ntag_qote = "x"', 3, "reading.tag_qote: there is no such command; did you mean tag_quote?"),
        ('[reader]\nundo = "x"', 2, "reader.undo: there is no such command here; it belongs below [reading]"),
        ('[reader]\nnext_docment = "x"', 2, "did you mean next_document of [reading]?"),
        ('[reader]\nxyzzy = "x"', 2, "`glossator keys` lists them all"),
        ('[readr]\nlabels = "x"', 1, "readr: there is no such table; did you mean [reader]?"),
        ('labels = "x"', 1, "labels: stands in no table; move it below [reader]"),
        ("app = 3", 1, "app: is a table; write [app] on a line of its own"),
        ('[app]\n# keys\nquit = "ctrl-q"', 3, "app.quit: 'ctrl-q' is no key; did you mean 'ctrl+q'?"),
        ('[app]\nquit = "Ctrl+X"', 2, "did you mean 'ctrl+x'?"),
        ('[app]\nquit = "^X"', 2, "did you mean 'ctrl+x'?"),
        ('[panel]\nclose = "esc"', 2, "did you mean 'escape'?"),
        ('[app]\nhelp = "qestion_mark"', 2, "did you mean 'question_mark'?"),
        ('[reading]\nundo = "shift+u"', 2, "did you mean 'U'?"),
        ('[reading]\nundo = "ctrl+shift+x"', 2, "did you mean 'ctrl+x'?"),
        ('[reading]\nundo = "nonsense"', 2, "'nonsense' is no key; write a character, or a name"),
        ('[reading]\nundo = "ctrl+i"', 2, "'ctrl+i' reaches the program as 'tab'; write that"),
        ('[reading]\nundo = "ctrl+m"', 2, "as 'enter'; write that"),
        ('[reading]\nundo = "ctrl+h"', 2, "as 'backspace'; write that"),
        ('[reading]\nundo = "ctrl+["', 2, "as 'escape'; write that"),
        ('[reading]\nundo = "ctrl+slash"', 2, "as 'ctrl+underscore'; write that"),
        ('[reader]\ntext_start = "g g"', 2, "'g g' is a sequence of keys and there are none here; name a single key"),
        ('[reader]\nline_down = "j,down"', 2, '\'j,down\' is several keys in one string; write ["j", "down"]'),
        ('[reading]\nundo = ""', 2, "reading.undo: no key is named; name one, a command cannot be without"),
        ("[reading]\nundo = []", 2, "reading.undo: no key is named"),
        ("[reading]\nundo = 5", 2, "reading.undo: 5 is no key; write a string"),
        ('[reading]\nundo = ["u", 5]', 2, "is no key; write a string"),
        ("preset = 5", 1, "preset: is the name of a layout such as"),
        ('preset = "dvorak"', 1, "preset: there is no layout 'dvorak'; there is azerty"),
        ('[app]\npreset = "azerty"', 2, "app.preset: stands in a table; move it to the top of the file"),
        ('[panel]\ntake = "t"', 2, "panel.take: t is for typing in the filter there"),
        ('[picker]\npick = ["1", "2"]', 2, "picker.pick: names 2 keys; name nine"),
        ('[app]\nquit = "ctrl+x"\n[reading\n', 3, "is not TOML: Expected ']'"),
        ('[app]\nquit "x"', 2, "is not TOML: Expected '='"),
        (b'[app]\n# caf\xe9\nquit = "x"', 2, "is not UTF-8 at byte 11; save it as UTF-8"),
        ('reading.undo = "ctrl-x"', 1, "did you mean 'ctrl+x'?"),
        ('[app]\r\nquit = "ctrl-x"\r\n', 2, "did you mean 'ctrl+x'?"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_line_command_and_remedy(
    tmp_path: Path, text: str | bytes, line: int, says: str
) -> None:
    (fault,) = faults(tmp_path / "keys.toml", text)
    assert fault.startswith(f"{line}: ")
    assert says in fault


@pytest.mark.parametrize(
    "key",
    ["alt+x", "meta+x", "ctrl+enter", "shift+enter", "ctrl+tab", "ctrl+space", "ctrl+a", "ctrl+b", "shift+f1", "f13",
     "ctrl+1", "ctrl+alt+x", "ctrl+backspace", "shift+space"],
)  # fmt: skip
def test_a_key_that_gets_lost_on_the_way_is_refused(tmp_path: Path, key: str) -> None:
    (fault,) = faults(tmp_path / "keys.toml", f'[reading]\nundo = "{key}"')
    assert f"'{key}' does not survive SSH, tmux and GNU screen: " in fault


def test_a_clash_with_a_default_names_both_commands_and_a_free_key(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path / "keys.toml", '\n[reader]\nlabels = "q"')
    assert fault.startswith(
        "3: reader.labels: q runs reading.tag_quote too, by default; give one of the two another key"
    )
    assert "such as 'c'" in fault


def test_a_clash_of_two_lines_names_both(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path / "keys.toml", '[app]\nquit = "c"\n[reader]\nlabels = "c"')
    assert fault.startswith("4: reader.labels: c runs app.quit too, on line 2; ")


def test_all_faults_are_told_at_once_in_the_order_of_their_lines(tmp_path: Path) -> None:
    text = '[reader]\nlabels = "q"\nfly = "x"\n[app]\nquit = "alt+x"\n'
    told = faults(tmp_path / "keys.toml", text)
    assert [fault.partition(":")[0] for fault in told] == ["2", "3", "5"]


def test_a_bad_file_is_refused_with_its_name(keys_file: Path) -> None:
    keys_file.write_text('[app]\nquit = ""')
    with pytest.raises(keymap.KeymapError) as caught:
        keymap.in_force()
    assert str(caught.value).startswith(f"{keys_file}:2: app.quit: ")


def test_a_folder_in_the_files_place_is_refused(tmp_path: Path) -> None:
    (problem,) = keymap.check(tmp_path)
    assert str(problem).startswith(f"{tmp_path}: cannot be read")


# Names


def test_characters_have_the_names_that_textual_gives_them() -> None:
    characters = [*string.punctuation, *string.ascii_letters, *string.digits, *"éèçà§£µ«»“”", " "]
    assert [keynames.of_character(c) for c in characters] == [_character_to_key(c) for c in characters]


@pytest.mark.parametrize(
    ("key", "shown"),
    [("question_mark", "?"), ("ctrl+p", "Ctrl+P"), ("space", "Space"), ("pagedown", "PgDn"), ("G", "G"), ("down", "↓"),
     ("shift+tab", "Shift+Tab"), ("f1", "F1"), ("full_stop", "."), ("ctrl+left", "Ctrl+←"), ("minus", "-")],
)  # fmt: skip
def test_keys_have_short_names_on_screens(key: str, shown: str) -> None:
    assert keynames.display(key) == shown


# Textual


class Pad(Widget, can_focus=True, inherit_bindings=False):
    """Stands for the reading screen and notes what its commands are asked to do."""

    BINDINGS = keymap.bindings("reading")

    def __init__(self) -> None:
        super().__init__()
        self.ran: list[str] = []

    def action_flow(self, name: str) -> None:
        self.ran.append(name)

    def action_toggle_sidebar(self) -> None:
        self.ran.append("toggle_sidebar")


async def pressed(*keys: str) -> list[str]:
    """What the commands of the reading screen do under the keys in force."""
    app: App[None] = App()
    app.set_keymap(keymap.overrides())
    async with app.run_test() as pilot:
        pad = Pad()
        await app.mount(pad)
        pad.focus()
        await pilot.press(*keys)
        return pad.ran


async def test_textual_runs_each_default_key(keys_file: Path) -> None:
    keys_file.write_text("")
    ran = await pressed("q", "slash", "full_stop", "J", "Z")
    assert ran == ["tag_quote", "find_in_text", "repeat", "next_document", "toggle_sidebar"]


async def test_textual_runs_the_users_key_and_no_longer_the_default(keys_file: Path) -> None:
    keys_file.write_text('[reading]\ntag_quote = ["c", "ctrl+t"]\n')
    assert await pressed("q", "c", "ctrl+t") == ["tag_quote", "tag_quote"]


async def test_textual_runs_swapped_keys(keys_file: Path) -> None:
    keys_file.write_text('[reading]\ntag_quote = "a"\ntag_actor = "q"\n')
    assert await pressed("a", "q") == ["tag_quote", "tag_actor"]


async def test_textual_runs_keys_that_move_on_in_a_circle(keys_file: Path) -> None:
    keys_file.write_text('[reading]\ntag_quote = "a"\ntag_actor = "s"\ntag_stance = ["q", "?"]\n[app]\nhelp = "f1"\n')
    assert await pressed("a", "s", "q", "question_mark") == ["tag_quote", "tag_actor", "tag_stance", "tag_stance"]


async def test_textual_runs_the_azerty_preset(keys_file: Path) -> None:
    keys_file.write_text('preset = "azerty"')
    assert await pressed("semicolon", "full_stop", "exclamation_mark") == ["repeat", "repeat", "find_in_text"]
