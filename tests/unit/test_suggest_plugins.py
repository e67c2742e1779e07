"""Suggesters of other packages: found by entry point, made when the analyst's file names them, or one line why not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from corpus.suggest import checking, plugins
from corpus.suggest.records import Source, SuggesterError
from tui import suggesters

MODULE = '''
from corpus.spans import Span
from corpus.suggest.records import MentionSuggestion, SuggesterError

class Harbours:
    """Proposes a word as a place."""
    name = "harbours"
    version = "1"

    def __init__(self, word: str = "Harbour", share: float = 0.5, most: int = 3, loud: bool = False, any=None):
        if share > 1:
            raise SuggesterError("share: is from 0 to 1, not more")
        if most < 0:
            raise ValueError("so few?")
        self.word, self.share = word, share

    def suggest(self, source):
        start = source.text.find(self.word)
        if start >= 0:
            yield MentionSuggestion(Span(start, start + len(self.word)), self.word, "place", self.share, "a harbour")

class Needy(Harbours):
    name = "needy"
    def __init__(self, word: str):
        super().__init__(word)

class Greedy(Harbours):
    name = "greedy"
    def __init__(self, **options):
        super().__init__(**options)

class Masked(Harbours):
    """Its name is another's."""

class Hollow:
    name = "hollow"
    version = "1"

number = 7
'''
POINTS = """
[glossator.suggesters]
harbours = harbours:Harbours
needy = harbours:Needy
greedy = harbours:Greedy
masked = harbours:Masked
hollow = harbours:Hollow
number = harbours:number
absent = harbours:Nothing
missing = no_such_module_here:Thing
broken = harbours_broken:Thing
leaving = harbours_leaving:Thing
"""


def package(folder: Path, name: str, points: str) -> None:
    """An installed package, as pip leaves it."""
    folder.mkdir(exist_ok=True)
    info = folder / f"{name}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(points)


@pytest.fixture(autouse=True)
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "site"
    package(folder, "velmara-harbours", POINTS)
    (folder / "harbours.py").write_text(MODULE)
    (folder / "harbours_broken.py").write_text("1 / 0\n")
    (folder / "harbours_leaving.py").write_text("import sys\nsys.exit('bye')\n")
    monkeypatch.syspath_prepend(str(folder))
    for module in [name for name in sys.modules if name.startswith("harbours")]:
        monkeypatch.delitem(sys.modules, module)
    return folder


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "suggesters.toml"
    monkeypatch.setenv("GLOSSATOR_SUGGESTERS", str(path))
    return path


def test_what_is_installed_is_listed_without_importing_it() -> None:
    assert {"endpoint", "spacy", "harbours", "broken", "missing"} <= set(plugins.installed())
    assert "harbours_broken" not in sys.modules


def test_what_the_file_names_is_made_with_its_options_and_nothing_else_is(file: Path) -> None:
    file.write_text('[harbours]\nword = "Port Else"\nshare = 1\n')
    (suggester,) = suggesters.active()
    checked = checking.run(suggester, Source("Ships left Port Else."))
    assert [(each.rule, each.confidence) for each in checked.suggestions] == [("harbours.place", 1.0)]
    assert "harbours_broken" not in sys.modules


def test_without_the_file_or_with_an_empty_one_there_are_only_the_rules(file: Path) -> None:
    assert suggesters.active() == ()
    file.write_text("# nothing yet\n")
    assert suggesters.active() == ()


def test_the_file_is_looked_for_beside_the_key_bindings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("GLOSSATOR_SUGGESTERS", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert suggesters.path() == tmp_path / "glossator" / "suggesters.toml"


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("[harbors]", "[harbors]", "there is no such suggester; did you mean harbours?"),
        ("[qqq]", "[qqq]", "there is no such suggester; installed are absent, broken, "),
        ("[harbours]\nwrd = 'x'", "[harbours]", "wrd: there is no such option; did you mean word?"),
        ("[harbours]\nqqq = 'x'", "[harbours]", "qqq: there is no such option; it takes word, share, most, loud, any"),
        ("[harbours]\nword = 7", "[harbours]", "word: is a string, not 7"),
        ("[harbours]\nmost = 'x'", "[harbours]", "most: is a whole number, not 'x'"),
        ("[harbours]\nmost = 2.5", "[harbours]", "most: is a whole number, not 2.5"),
        ("[harbours]\nmost = true", "[harbours]", "most: is a whole number, not True"),
        ("[harbours]\nshare = true", "[harbours]", "share: is a number, not True"),
        ("[harbours]\nloud = 1", "[harbours]", "loud: is true or false, not 1"),
        ("[harbours]\nshare = 2.0", "[harbours]", "share: is from 0 to 1, not more"),
        (
            "[harbours]\nmost = -1",
            "[harbours]",
            "cannot be made: it failed with ValueError: so few?; check its options",
        ),
        ("[greedy]\nqqq = 1", "[greedy]", "cannot be made: it failed with TypeError: "),
        ("[needy]", "[needy]", "word: is missing; add a line  word = …"),
        ("[masked]", "[masked]", "calls itself 'harbours', which is not its own short name; tell its authors"),
        ("[hollow]", "[hollow]", "is no suggester: it lacks `suggest` or a `version`; tell its authors"),
        ("[number]", "[number]", "is no suggester: harbours:number cannot be called; tell the authors of velmara-harb"),
        ("[absent]", "[absent]", "cannot be imported: it failed with AttributeError: "),
        ("[missing]", "[missing]", "cannot be imported: it failed with ModuleNotFoundError: No module named 'no_such_"),
        (
            "[broken]",
            "[broken]",
            "cannot be imported: it failed with ZeroDivisionError: division by zero; install velm",
        ),
        ("[leaving]", "[leaving]", "cannot be imported: it failed with SystemExit: bye; install velmara-harbours anew"),
        ("harbours = true", "harbours:", "stands in no table; write [NAME OF A SUGGESTER] on a line above it"),
        ("[harbours]\nword = x", "is not TOML:", "at line 2"),
    ],
)
def test_what_cannot_be_used_is_one_line_with_file_place_and_remedy(
    file: Path, text: str, place: str, words: str
) -> None:
    file.write_text(text)
    with pytest.raises(SuggesterError) as raised:
        suggesters.active()
    message = str(raised.value)
    assert message.startswith(f"{file}: {place}")
    assert words in message
    assert message.isprintable()


def test_a_file_that_is_no_text_or_cannot_be_read_is_one_line(file: Path) -> None:
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(SuggesterError, match="is not UTF-8 at byte 0; save it as UTF-8"):
        suggesters.active()
    file.unlink()
    file.mkdir()
    with pytest.raises(SuggesterError, match=r"cannot be read \(Is a directory\)"):
        suggesters.active()


def test_a_name_that_two_packages_offer_is_refused(site: Path) -> None:
    package(site, "other-harbours", "[glossator.suggesters]\nharbours = harbours:Harbours\n")
    with pytest.raises(SuggesterError, match="uninstall one of other-harbours and velmara-harbours"):
        plugins.load("harbours", {})


def test_the_example_in_the_documentation_works(site: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "plugins.md").read_text()
    module = page.partition("```python\n")[2].partition("```")[0]
    points = page.partition("```toml\n[project.")[2].partition("```")[0]
    assert 'shouting = "glossator_shouting:Shouting"' in points
    (site / "glossator_shouting.py").write_text(module)
    package(site, "glossator-shouting", "[glossator.suggesters]\nshouting = glossator_shouting:Shouting\n")
    text = "The crowd cried STOP THE DAM as the minister left."
    checked = checking.run(plugins.load("shouting", {"least": 3}), Source(text))
    assert [text[slice(*each.span)] for each in checked.suggestions] == ["STOP THE DAM"]
    assert checked.remarks == ()


def test_without_a_file_nothing_of_the_door_is_imported(tmp_path: Path) -> None:
    code = "import sys; from tui import suggesters; suggesters.active(); print(*sys.modules)"
    environment = {"GLOSSATOR_SUGGESTERS": str(tmp_path / "none.toml")}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert not {"corpus.suggest.plugins", "importlib.metadata", "http.client"} & set(done.stdout.split())
