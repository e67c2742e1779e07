"""Planted defects: each is found by the check that is named for it, and mended where that is safe."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import stat
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from storage.exports import annotate, exported, value_of
from storage.samples import article, damage, span_of

from corpus.spans import Span
from db import backups, concepts, documents, history, quotes
from db.doctor import Finding, Repaired, checks, examine, repair
from db.engine import Project, open_project
from db.errors import ProjectError

Open = Callable[[str | Path], Project]


def faults(project: Project) -> list[Finding]:
    return [each for each in examine(project, read_data=True) if each.level != "ok" and each.subject != "SQLite"]


def rows(path: Path, query: str) -> list[Any]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


@dataclass(frozen=True)
class Defect:
    """Something that is planted, where it must be found, and what is left of it after a repair."""

    subject: str
    statements: tuple[str, ...]
    left: frozenset[str] = frozenset()
    as_before: bool = False
    """Whether the repair brings back the same export."""
    ruin: bool = False
    """Whether so much is lost that nothing is mended."""

    def __str__(self) -> str:
        return f"{self.subject}: {self.statements[0][:60]}"

    @property
    def kind(self) -> tuple[bool, bool, bool]:
        """What may be planted together."""
        return self.as_before, NO_LOG in self.statements, bool(self.left)

    @property
    def rows(self) -> str:
        """The table, or what else, that it spoils."""
        return re.findall(r"(?:UPDATE|FROM|INTO|TABLE|INDEX|TRIGGER) (\w+)", self.statements[0])[0]


def defect(subject: str, *statements: str, left: tuple[str, ...] = (), as_before: bool = False) -> Defect:
    return Defect(subject, statements, frozenset(left), as_before)


def ruin(subject: str, *statements: str) -> Defect:
    return Defect(subject, statements, ruin=True)


def together(defects: Sequence[Defect]) -> list[list[Defect]]:
    """The defects in a few groups that do not get in each other's way: no two in one table."""
    groups: list[list[Defect]] = []
    for one in defects:
        alone = one.rows in ("act", "text")
        fitting = (group for group in groups if group[0].kind == one.kind and _fits(one, group))
        group = None if alone else next(fitting, None)
        if group is None:
            groups.append([one])
        else:
            group.append(one)
    return groups


def _fits(one: Defect, group: list[Defect]) -> bool:
    return not {one.rows, "act", "text"} & {other.rows for other in group}


NO_LOG = "DELETE FROM change"
"""Lets a row be wrong in the log's eyes too: what the log has good is simply put back."""
HERE = "(SELECT id FROM document LIMIT 1)"
DEFECTS = [
    # Orphan rows: of each table
    defect("references", "UPDATE mention SET coder = 'nobody'", as_before=True),
    defect("references", "DELETE FROM coder WHERE name = 'anna'"),
    defect("references", "DELETE FROM actor WHERE name = 'Ingrid Jensen'", as_before=True),
    defect("references", "DELETE FROM actor WHERE name = 'Ingrid Jensen'", NO_LOG),
    defect("references", "DELETE FROM concept WHERE parent IS NOT NULL", NO_LOG),
    defect("references", "UPDATE concept SET parent = 'nothing' WHERE parent IS NOT NULL", NO_LOG),
    defect("references", "UPDATE quote SET inside = 'nothing' WHERE inside IS NOT NULL", NO_LOG),
    defect("references", "UPDATE quote_part SET quote = 'nothing' WHERE role = 'source'", NO_LOG),
    defect("references", "UPDATE evidence SET stance = 'nothing'", NO_LOG),
    defect("references", "UPDATE evidence SET quote = 'nothing' WHERE quote IS NOT NULL", NO_LOG),
    defect("references", "UPDATE alias SET actor = 'nobody'", NO_LOG),
    defect("references", "UPDATE role SET actor = 'nobody'", NO_LOG),
    defect("references", "UPDATE zone SET document = 'nothing'", NO_LOG),
    defect("references", "INSERT INTO source VALUES ('s', 'nothing', '', '', '', '', '', '', '2026-01-01T00:00:00Z')"),
    defect("references", "INSERT INTO edition VALUES ('e', 'nothing', 1, 'none', '', '', '', '2026-01-01T00:00:00Z')"),
    defect("references", "INSERT INTO near VALUES (999, 998, 0.9)"),
    defect("references", "INSERT INTO shingle VALUES (7, 999)"),
    defect("references", "INSERT INTO proposals VALUES ('none', '', '[]', '2026-01-01T00:00:00Z')"),
    defect("references", f"INSERT INTO place VALUES ('nobody', {HERE}, 0, 0, '2026-01-01T00:00:00Z')"),
    defect("references", "INSERT INTO place SELECT id, 'nothing', 0, 0, '2026-01-01T00:00:00Z' FROM coder LIMIT 1"),
    defect("references", "INSERT INTO draft VALUES ('nobody', 'quote x', 'words', '2026-01-01T00:00:00Z')"),
    defect("references", "UPDATE change SET act = 999 WHERE seq = 1"),
    defect("references", "UPDATE act SET reverts = 999 WHERE seq = 1"),
    defect(
        "references",
        f"INSERT INTO suggestion SELECT 's', {HERE}, 'mention', '[]', 'r', 0.5, 'rejected', 'nobody',"
        " '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', 1",
    ),
    defect("references", "DELETE FROM text", left=("references", "annotations")),
    # Spans and words
    defect("annotations", 'UPDATE mention SET "end" = 100000', as_before=True),
    defect("annotations", 'UPDATE mention SET "end" = 100000', NO_LOG),
    defect("annotations", "UPDATE mention SET start = start + 1", NO_LOG, as_before=True),
    defect("annotations", "UPDATE mention SET exact = 'words that nobody wrote'", NO_LOG, left=("orphans",)),
    defect("annotations", "UPDATE mention SET prefix = 'something else'", NO_LOG, as_before=True),
    defect("annotations", "UPDATE quote_part SET suffix = 'something else'", NO_LOG, as_before=True),
    defect("annotations", "UPDATE evidence SET exact = 'else' WHERE exact IS NOT NULL", as_before=True),
    defect("zones", 'UPDATE zone SET "end" = 100000', NO_LOG),
    defect("zones", 'UPDATE zone SET start = 90000, "end" = 100000', NO_LOG),
    # Values
    defect("values", "UPDATE document SET status = 'lost'", as_before=True),
    defect("values", "UPDATE document SET status = 'lost'", NO_LOG, as_before=True),
    defect("values", "UPDATE document SET told = '{broken'", NO_LOG),
    defect("values", "UPDATE stance SET position = 'friendly'", as_before=True),
    defect("values", "UPDATE stance SET position = 'friendly'", NO_LOG, left=("values",)),
    defect("values", "UPDATE quote SET version = 0", NO_LOG, as_before=True),
    defect("values", "UPDATE mention SET created = 'yesterday'", as_before=True),
    defect("values", "UPDATE mention SET created = 'yesterday'", NO_LOG, left=("values",)),
    defect("values", "UPDATE act SET state = 'half'"),
    defect("kinds", "UPDATE zone SET kind = 'horoscope'", NO_LOG, left=("kinds",)),
    defect("clock", "UPDATE act SET at = '2999-01-01T00:00:00.000000Z'", left=("clock",), as_before=True),
    # Trees
    defect("concepts", "UPDATE concept SET parent = (SELECT id FROM concept WHERE parent IS NOT NULL)", NO_LOG),
    defect("quotes", "UPDATE quote SET inside = (SELECT max(id) FROM quote)", NO_LOG),
    defect("quotes", "DELETE FROM quote_part WHERE role = 'content'", as_before=True),
    defect("quotes", "DELETE FROM quote_part WHERE role = 'content'", NO_LOG),
    # What is found anew
    defect("proposals", "INSERT INTO proposals SELECT sha256, '', 'no json', '2026-01-01T00:00:00Z' FROM text"),
    defect("copies", "INSERT INTO near SELECT number, number, 0.9 FROM text"),
    defect(
        "editions",
        f"INSERT INTO edition SELECT 'e', {HERE}, 7, sha256, '', '', '', '2026-01-01T00:00:00Z' FROM text",
    ),
    defect(
        "suggestions",
        f"INSERT INTO suggestion SELECT 's', {HERE}, 'mention', '[]', 'r', 0.5, 'rejected', id,"
        " '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', 1 FROM coder LIMIT 1",
    ),
    # The index of words, and the schema
    defect("search", "INSERT INTO text_index (text_index) VALUES ('delete-all')", as_before=True),
    defect("search", "INSERT INTO text_index (rowid, text) VALUES (999, 'no such text')", as_before=True),
    defect("search", "UPDATE text_index_docsize SET id = id + 50", as_before=True),
    defect("tables", "DROP INDEX ix_mention_document_start", as_before=True),
    defect("tables", "DROP TABLE text_index_places", as_before=True),
    defect("tables", "DROP TABLE text_index_words", as_before=True),
    ruin("tables", "DROP TABLE place"),
    ruin("tables", "ALTER TABLE project DROP COLUMN columns"),
    defect("tables", "CREATE TABLE _alembic_tmp_zone (id)", left=("tables",), as_before=True),
    ruin("schema", "INSERT INTO alembic_version VALUES ('0001')"),
    # The log
    defect("log", "UPDATE mention SET note = 'written past the log'"),
    defect("log", "DELETE FROM mention", as_before=True),
    defect("log", "DELETE FROM change", as_before=True),
    defect("undo", "UPDATE act SET state = 'undone' WHERE seq = 1", as_before=True),
    defect(
        "undo", 'UPDATE change SET before = \'{"id": "other"}\' WHERE seq = 99 OR before IS NOT NULL', left=("undo",)
    ),
    # Texts
    defect(
        "texts",
        "UPDATE text SET text = replace(text, 'Lorvik', 'Lurvik')",
        NO_LOG,
        left=("texts", "annotations"),
    ),
]


@pytest.fixture(scope="module")
def template(blank: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with something of everything in it, and a row that was changed twice."""
    path = Path(shutil.copy(blank, tmp_path_factory.mktemp("template") / "project.db"))
    with closing(open_project(str(path))) as project:
        annotate(project)
        with history.act(project, coder="anna", verb="concept") as session:
            defence = concepts.find_by_name(session, "Defence")
            assert defence is not None
            concepts.edit(session, defence.id, defence.version, definition="What an army is for.")
    return path


@pytest.fixture
def path(template: Path, tmp_path: Path) -> Path:
    """The project, of which a test spoils one thing."""
    tmp_path.chmod(0o700)
    path = Path(shutil.copy(template, tmp_path / "project.db"))
    path.chmod(0o600)
    return path


def test_nothing_is_wrong_before(path: Path, opened: Open) -> None:
    assert faults(opened(path)) == []
    before = path.read_bytes()
    assert repair(opened(path), "doctor") == Repaired()
    assert path.read_bytes() == before
    assert not backups.folder(path).exists()


@pytest.mark.parametrize("planted", DEFECTS, ids=str)
def test_a_defect_is_found_by_the_check_of_its_name(path: Path, opened: Open, planted: Defect) -> None:
    damage(path, *planted.statements)
    spoilt = path.read_bytes()
    project = opened(path)
    (check,) = [check for check in checks(project, read_data=True) if check.name == planted.subject]
    found = [finding for finding in check.look(project) if finding.level != "ok"]
    assert {finding.subject for finding in found} == {planted.subject}
    assert all(finding.remedy for finding in found)
    assert path.read_bytes() == spoilt, "looking changes nothing"


@pytest.mark.parametrize(
    "planted", together([each for each in DEFECTS if not each.ruin]), ids=lambda group: f"{len(group)} {group[0]}"
)
def test_defects_are_mended_once_and_for_all(path: Path, opened: Open, planted: list[Defect]) -> None:
    before = export_of(path)
    for each in planted:
        damage(path, *each.statements)
    project = opened(path)
    done = repair(project, "doctor")
    assert {finding.subject for finding in faults(project)} == {subject for each in planted for subject in each.left}
    if planted[0].as_before:
        assert {**export_of(path), "exported": ""} == {**before, "exported": ""}
    if done.done:
        assert_kept(done, path)
    settled = log_of(path)
    again = repair(project, "doctor")
    assert (again.done, log_of(path)) == ([], settled)


@pytest.mark.parametrize("planted", [each for each in DEFECTS if each.ruin], ids=str)
def test_where_the_ground_is_lost_nothing_is_written(path: Path, opened: Open, planted: Defect) -> None:
    damage(path, *planted.statements, "UPDATE mention SET note = 'written past the log'")
    before = path.read_bytes()
    with pytest.raises(ProjectError, match=r"cannot be mended: .*Put a backup back"):
        repair(opened(path), "doctor")
    assert path.read_bytes() == before


def export_of(path: Path) -> dict[str, Any]:
    with closing(open_project(str(path))) as project:
        return value_of(project)


def log_of(path: Path) -> list[Any]:
    return rows(path, "SELECT * FROM act") + rows(path, "SELECT * FROM change")


def assert_kept(repaired: Repaired, path: Path) -> None:
    """There is a copy of the project as it was, and a report that nobody else can read."""
    assert repaired.backup is not None
    assert repaired.report is not None
    assert rows(repaired.backup, "SELECT count(*) FROM document")
    told = json.loads(repaired.report.read_text())
    assert [each["message"] for each in told["done"]] == [each.message for each in repaired.done]
    assert stat.S_IMODE(repaired.report.stat().st_mode) == 0o600


def test_what_is_taken_out_stands_in_the_report(path: Path, opened: Open) -> None:
    (lost,) = rows(path, "SELECT id, exact FROM quote_part WHERE role = 'source'")
    damage(path, "UPDATE quote_part SET quote = 'nothing' WHERE role = 'source'", NO_LOG)
    repaired = repair(opened(path), "doctor")
    assert repaired.report is not None
    told = json.loads(repaired.report.read_text())
    kept = [each["before"] for each in told["done"] if each["subject"] == "references"]
    assert [(row["id"], row["exact"]) for row in kept] == [lost]


def test_a_repair_that_cannot_be_saved_changes_nothing(
    path: Path, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    damage(path, "UPDATE mention SET note = 'written past the log'", "DROP INDEX ix_mention_document_start")
    before = rows(path, "SELECT * FROM act"), rows(path, "SELECT name FROM sqlite_master")

    def refuse(*_: object) -> None:
        raise ProjectError("no")

    monkeypatch.setattr(history, "_write_act", refuse)
    with pytest.raises(ProjectError, match="no"):
        repair(opened(path), "doctor")
    assert (rows(path, "SELECT * FROM act"), rows(path, "SELECT name FROM sqlite_master")) == before


def test_what_others_may_read_is_taken_away_from_them(path: Path, opened: Open) -> None:
    kept = backups.make(path).path
    for file in (path, kept):
        file.chmod(0o644)
    kept.parent.chmod(0o755)
    repaired = repair(opened(path), "doctor")
    assert {each.subject for each in repaired.done} == {"permissions"}
    assert {finding.subject for finding in faults(opened(path))} == set()
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700


def test_after_a_repair_work_goes_on_and_can_be_undone(path: Path, opened: Open) -> None:
    damage(path, "UPDATE mention SET exact = 'nothing of the kind'", "DELETE FROM alias", NO_LOG)
    project = opened(path)
    repair(project, "doctor")
    before = exported(project)
    with history.act(project, coder="anna", verb="quote") as session:
        (document,) = documents.listing(session)
        quotes.add(session, document.id, type="indirect", parts=[("content", span_of("Lorvik"))])
    history.undo(project, "anna")
    assert json.loads(exported(project)) | {"exported": ""} == json.loads(before) | {"exported": ""}
    assert [finding.subject for finding in faults(project)] == ["orphans"]


@pytest.mark.parametrize(
    ("cut", "level"), [((0, 1), "cut a character"), ((0, 2), "")], ids=["through a letter with its accent", "whole"]
)
def test_a_span_that_cuts_a_character_in_two_is_widened(
    blank: Path, tmp_path: Path, opened: Open, cut: tuple[int, int], level: str
) -> None:
    told = "E\u0301tienne Marl spoke in Halven.\n"
    path = Path(shutil.copy(blank, tmp_path / "accents.db"))
    project = opened(path)
    with history.act(project, coder="anna", verb="work") as session:
        document, _ = documents.add(session, article(told))
        quotes.add(session, document, type="indirect", parts=[("content", Span(*cut))])
    found = [finding.message for finding in faults(project) if finding.subject == "annotations"]
    assert len(found) == bool(level)
    repair(project, "doctor")
    assert rows(path, 'SELECT start, "end" FROM quote_part') == [(0, 2)]
    assert not [finding for finding in faults(project) if finding.subject == "annotations"]


def test_postgresql_is_repaired_when_somebody_says_that_there_is_a_copy(own: str, opened: Open) -> None:
    project = opened(own)
    if project.path is not None:
        pytest.skip("this is about PostgreSQL")
    annotate(project)
    with project.writing() as session:
        session.connection().exec_driver_sql("UPDATE mention SET exact = 'nothing of the kind'")
        session.connection().exec_driver_sql("DROP INDEX ix_zone_document")
    assert {finding.subject for finding in faults(project)} == {"annotations", "log", "tables"}
    with pytest.raises(ProjectError, match="pg_dump"):
        repair(project, "doctor")
    repaired = repair(project, "doctor", backed_up=True)
    assert (repaired.backup, repaired.report) == (None, None)
    assert faults(project) == []
    assert repair(project, "doctor") == Repaired()
