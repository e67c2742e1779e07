"""The analyst's own suggesters, as the commands use them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from terminal.pty_session import QUIT, add_text, reader_of
from unit.scripted_server import ScriptedServer, hang, quotes

if TYPE_CHECKING:
    from terminal.conftest import Glossator

TEXT = "Talks end\n\nVelmara's minister let it be known through an aide that boats are out of the question.\n"
QUOTE = {"content": ["boats are out of the question"], "source": "Velmara's minister", "cue": "let it be known"}


@pytest.fixture
def article(glossator: Glossator) -> Path:
    path = glossator.home / "talks.txt"
    path.write_text(TEXT)
    return path


def settle(glossator: Glossator, text: str) -> Path:
    """Write the analyst's settings."""
    path = glossator.home / ".config" / "glossator" / "suggesters.toml"
    path.parent.mkdir(parents=True)
    path.write_text(text)
    return path


def endpoint(server: ScriptedServer, **options: float) -> str:
    lines = [f"{name} = {value}\n" for name, value in options.items()]
    return f'[endpoint]\nurl = "{server.url}"\nmodel = "m"\n' + "".join(lines)


def test_suggest_asks_the_model_that_the_settings_name(glossator: Glossator, article: Path) -> None:
    with ScriptedServer(quotes(QUOTE, {"content": "We surrender"})) as server:
        settle(glossator, endpoint(server))
        done = glossator("suggest", article)
    assert done.returncode == 0, done.stderr
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert "endpoint.model" in [record["rule"] for record in told]
    assert "endpoint: 1 strings or quotes dropped" in done.stderr
    assert len(server.requests) == 1


def test_suggest_goes_on_without_a_model_that_hangs(glossator: Glossator, article: Path) -> None:
    with ScriptedServer(hang) as server:
        settle(glossator, endpoint(server, timeout=0.2))
        done = glossator("suggest", article)
    assert "endpoint: the server took too long" in done.stderr
    assert "Traceback" not in done.stderr


def test_suggest_with_faulty_settings_is_refused_in_one_line(glossator: Glossator, article: Path) -> None:
    path = settle(glossator, "[endpont]\n")
    done = glossator("suggest", article)
    assert done.returncode != 0
    assert done.stdout == ""
    assert f"{path}: [endpont] there is no such suggester; did you mean endpoint?" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_the_reader_ends_at_once_while_a_model_hangs(glossator: Glossator) -> None:
    add_text(glossator, TEXT)
    with ScriptedServer(hang) as server:
        settle(glossator, endpoint(server, timeout=3_600, deadline=3_600))
        with reader_of(glossator) as terminal:
            terminal.wait_until(server.asked.is_set)
            terminal.press(QUIT)
            assert terminal.wait() == 0


def test_a_verb_of_the_analysts_own_cues_tells_a_speaker(glossator: Glossator, article: Path) -> None:
    article.write_text('Talks end\n\n"The boats stay where they are," trumpeted Aldo Venn.\n')
    assert "quote.inverted" not in glossator("suggest", article).stdout
    path = glossator.home / ".config" / "glossator" / "cues.toml"
    path.parent.mkdir(parents=True)
    path.write_text('[[verbs]]\nwords = ["trumpet"]\ntakes = ["quotation", "inverted"]\n')
    assert "quote.inverted" in glossator("suggest", article).stdout
    assert f"cues of {path}" in line_of(glossator("doctor").stdout)


def test_a_faulty_file_of_cues_is_refused_in_one_line(glossator: Glossator, article: Path) -> None:
    path = glossator.home / ".config" / "glossator" / "cues.toml"
    path.parent.mkdir(parents=True)
    path.write_text('[[verbs]]\nwords = ["trumpet"]\ntakes = ["applause"]\n')
    done = glossator("suggest", article)
    assert done.returncode == 2
    assert done.stdout == ""
    assert f"{path}: verbs 1: takes: 'applause' is none of" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_doctor_tells_which_suggesters_are_in_use_and_what_is_wrong_with_them(glossator: Glossator) -> None:
    assert line_of(glossator("doctor").stdout) == "ok        suggesters    none"
    path = settle(glossator, '[endpoint]\nurl = "http://127.0.0.1:9/v1"\nmodel = "m"\n')
    assert line_of(glossator("doctor").stdout) == "ok        suggesters    endpoint 1 http://127.0.0.1:9/v1 m"
    path.write_text('[endpoint]\nurl = "http://192.0.2.7/v1"\nmodel = "m"\n')
    done = glossator("doctor")
    assert done.returncode == 1
    assert line_of(done.stdout).startswith(f"fault     suggesters    {path}: [endpoint] url: 192.0.2.7 is another")


def line_of(told: str) -> str:
    """What the doctor says of suggesters."""
    return next(line for line in told.splitlines() if line[10:].startswith("suggesters "))
