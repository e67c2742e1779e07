"""Before the first paint: which call means the reader, which project and coder, what kind of terminal."""

from __future__ import annotations

import base64
import re
import shutil
import stat
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from db import actors, history, location
from db.engine import open_project
from db.errors import ProjectError
from tui import samples, settings, start, terminal
from tui.__main__ import reader_options


@pytest.fixture(autouse=True)
def _fresh_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATA", "STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    for name in ("GLOSSATOR_DB", "GLOSSATOR_CODER"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("arguments", "options"),
    [
        ([], {}),
        (["--db", "a.db"], {"--db": "a.db"}),
        (["--db=a.db", "--coder", "bob"], {"--db": "a.db", "--coder": "bob"}),
        (["--db", "postgresql://u:p@h/d?x=y"], {"--db": "postgresql://u:p@h/d?x=y"}),
        (["--db=postgresql://h/d?x=y"], {"--db": "postgresql://h/d?x=y"}),
        (["docs"], None),
        (["--db", "a.db", "docs"], None),
        (["--db"], None),
        (["--db="], None),
        (["--db", "--coder"], None),
        (["--help"], None),
    ],
)
def test_a_call_without_a_command_goes_straight_to_the_reader(
    arguments: list[str], options: dict[str, str] | None
) -> None:
    assert reader_options(arguments) == options


# Which project, and who


def test_the_option_goes_before_the_environment_and_that_before_the_last_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    last = tmp_path / "last.db"
    last.touch()
    settings.remember(str(last))
    assert start.project_path() == str(last)
    monkeypatch.setenv("GLOSSATOR_DB", "environment.db")
    assert start.project_path() == "environment.db"
    assert start.project_path("option.db") == "option.db"


@pytest.mark.parametrize("where", ["here.db", "sqlite:///here.db"])
def test_a_project_is_remembered_by_its_full_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    (tmp_path / "here.db").touch()
    monkeypatch.chdir(tmp_path)
    settings.remember(where)
    monkeypatch.chdir("/")
    assert settings.last_project() == str(tmp_path / "here.db")


def test_a_url_is_remembered_where_only_its_owner_can_read_it() -> None:
    settings.remember("postgresql://ada:secret@host/project")
    assert settings.last_project() == "postgresql://ada:secret@host/project"
    (note,) = settings.state_folder().iterdir()
    assert stat.S_IMODE(note.stat().st_mode) == 0o600


def test_a_project_that_was_never_made_is_not_remembered(tmp_path: Path) -> None:
    settings.remember(str(tmp_path / "nothing.db"))
    assert settings.last_project() is None


def test_a_home_that_cannot_be_written_does_no_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    settings.remember(str(tmp_path / "file"))
    assert settings.last_project() is None


def test_a_project_that_is_gone_is_told_once(tmp_path: Path) -> None:
    gone = tmp_path / "gone.db"
    gone.touch()
    settings.remember(str(gone))
    gone.unlink()
    with pytest.raises(ProjectError, match=re.escape(f"the project opened last is gone: {gone}; name one with --db")):
        start.project_path()
    assert settings.last_project() is None


def test_the_first_project_is_the_sample_corpus_and_it_is_never_the_last_one() -> None:
    where = start.project_path()
    assert where == str(settings.samples_path())
    assert stat.S_IMODE(Path(where).stat().st_mode) == 0o600
    assert [path.name for path in Path(where).parent.iterdir()] == ["samples.db"]
    settings.remember(where)
    assert settings.last_project() is None


def test_the_coder_is_the_one_named_or_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("USER", "ada")
    assert settings.default_coder() == "ada"
    monkeypatch.setenv("GLOSSATOR_CODER", "bob")
    assert settings.default_coder() == "bob"


def test_there_is_a_coder_even_for_a_user_without_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("USER", "LOGNAME", "LNAME", "USERNAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("os.getuid", lambda: 987654321)
    assert settings.default_coder() == "anonymous"


# The terminal


@pytest.mark.parametrize(
    ("environ", "name"),
    [({}, None), ({"TMUX": "/tmp/t,1,0"}, "tmux"), ({"STY": "1.pts"}, "screen"), ({"TMUX": "x", "STY": "y"}, "tmux")],
)
def test_the_multiplexer_is_known_by_its_variable(environ: dict[str, str], name: str | None) -> None:
    assert terminal.multiplexer(environ) == name


@pytest.mark.parametrize(
    ("environ", "hint"),
    [
        ({"LANG": "de_DE.UTF-8"}, ""),
        ({"LANG": "C.utf8"}, ""),
        ({}, "the locale (none is set) does not say UTF-8"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "C"}, "the locale (C) does not say UTF-8"),
    ],
)
def test_a_locale_that_does_not_say_utf_8_gets_a_hint(environ: dict[str, str], hint: str) -> None:
    told = terminal.locale_hint(environ)
    assert told.startswith(hint)
    assert bool(told) == bool(hint)


@pytest.mark.parametrize("length", [0, 1, 150, 5000])
def test_the_clipboard_gets_the_text_also_through_gnu_screen(length: int) -> None:
    text = ("“Macron” said\n" * length)[:length]
    plain = terminal.clipboard_sequences(text, {})
    assert plain.startswith(b"\x1b]52;c;")
    assert plain.endswith(b"\x07")
    assert base64.b64decode(plain[7:-1]).decode() == text
    chunks = terminal.clipboard_sequences(text, {"STY": "1.pts"}).split(b"\x1b\\")
    assert chunks.pop() == b""
    assert all(chunk.startswith(b"\x1bP") and len(chunk) <= 256 for chunk in chunks)
    assert b"".join(chunk[2:] for chunk in chunks) == plain


@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
def test_tmux_takes_the_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMUX_TMPDIR", str(tmp_path))
    monkeypatch.delenv("TMUX", raising=False)
    subprocess.run(["tmux", "-f", "/dev/null", "new-session", "-d", "cat"], check=True)
    try:
        assert terminal.tmux_load("“Macron” said\nno")
        shown = subprocess.run(["tmux", "show-buffer"], capture_output=True, check=True, encoding="utf-8").stdout
    finally:
        subprocess.run(["tmux", "kill-server"], check=True)
    assert shown == "“Macron” said\nno"


def test_without_tmux_the_text_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert not terminal.tmux_load("text")


def test_a_sample_corpus_that_another_program_has_just_made_stays(tmp_path: Path) -> None:
    path = tmp_path / "samples.db"
    samples.build(path)
    with closing(open_project(str(path))) as project:
        assert project.name == "samples"
        with history.act(project, coder="ada", verb="actor") as session:
            actors.create(session, "Harlan")
        samples.build(path)
        with project.reading() as session:
            assert actors.find_by_name(session, "Harlan")
        assert project.identity == location.identity(path)
    assert [each.name for each in tmp_path.iterdir()] == ["samples.db"]
