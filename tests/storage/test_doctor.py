from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from storage.samples import TEXT, article, damage, span_of, steps

from corpus.spans import Span
from db import actors, documents, history, mentions, quotes, stances
from db.checks import log
from db.disks import network_kind
from db.doctor import SAFE_SQLITE, Finding, examine, sqlite_finding
from db.engine import Project
from db.models import Act, table

Open = Callable[[str | Path], Project]


def annotate(project: Project) -> None:
    with history.act(project, coder="anna", verb="work") as session:
        document, _ = documents.add(session, article(title="Harlan says"))
        harlan = actors.create(session, "Augustin Harlan")
        mentions.add(session, document, harlan, span_of("Augustin Harlan"))
        quote = quotes.add(
            session, document, type="direct", parts=[("content", span_of("The delta digs its own canal"))]
        )
        evidence: list[str | Span] = [quote, span_of("Lorvik welcomed the words.")]
        stances.add(session, document, holder=harlan, target_actor=harlan, position="neutral", evidence=evidence)


@pytest.fixture
def healthy(path: Path, opened: Open) -> Project:
    """An annotated project in a file, of which a test spoils one thing."""
    path.parent.chmod(0o700)
    project = opened(path)
    annotate(project)
    return project


def bad(project: Project, *, read_data: bool = False) -> list[Finding]:
    """What is not in order, apart from the version of SQLite and from the log, which notices all that tests damage."""
    found = examine(project, read_data=read_data)
    return [finding for finding in found if finding.level != "ok" and finding.subject not in ("SQLite", "log")]


def only(project: Project, *, read_data: bool = False) -> Finding:
    """The one thing that is not in order, which must come with a remedy."""
    (finding,) = bad(project, read_data=read_data)
    assert finding.remedy
    return finding


@pytest.mark.parametrize("read_data", [False, True])
def test_a_healthy_project_has_no_faults(project: Project, read_data: bool) -> None:
    annotate(project)
    assert bad(project, read_data=read_data) == []


def test_an_empty_project_has_no_faults(project: Project) -> None:
    assert bad(project, read_data=True) == []


def test_each_coder_is_counted(healthy: Project) -> None:
    with history.act(healthy, coder="bert", verb="quote") as session:
        (document,) = documents.listing(session)
        quotes.add(session, document.id, type="indirect", parts=[("content", span_of("Lorvik"))])
    (finding,) = [finding for finding in examine(healthy) if finding.subject == "coders"]
    assert finding.message == "anna 3 annotations, bert 1 annotation"


def test_an_old_sqlite_is_named_with_its_bug() -> None:
    finding = sqlite_finding((3, 51, 2))
    assert (finding.level, "3.51.2" in finding.message, "3.51.3" in finding.remedy) == ("warning", True, True)
    assert sqlite_finding(SAFE_SQLITE).level == "ok"


def test_the_version_of_sqlite_is_looked_at(healthy: Project) -> None:
    (finding,) = [finding for finding in examine(healthy) if finding.subject == "SQLite"]
    assert finding == sqlite_finding(sqlite3.sqlite_version_info)


@pytest.mark.parametrize(("version", "word"), [("9999", "newer"), ("0000", "older")])
def test_another_schema_is_found(healthy: Project, path: Path, version: str, word: str) -> None:
    damage(path, f"UPDATE alembic_version SET version_num = '{version}'")
    finding = only(healthy)
    assert (finding.level, finding.subject, word in finding.message) == ("fault", "schema", True)


def test_a_journal_that_is_not_wal_is_found(healthy: Project) -> None:
    with closing(healthy.engine.raw_connection()) as connection:
        connection.cursor().execute("PRAGMA journal_mode = DELETE")
    finding = only(healthy)
    assert (finding.level, finding.subject) == ("warning", "journal")


def test_a_row_that_breaks_the_rules_of_its_table_is_found(healthy: Project, path: Path) -> None:
    damage(path, "UPDATE document SET status = 'lost'")
    finding = only(healthy)
    assert (finding.level, finding.subject) == ("fault", "values")
    assert finding.message.startswith("1 row of document with a wrong status: ")


def test_an_index_without_a_row_is_found_when_the_data_are_read(healthy: Project, path: Path) -> None:
    damage(
        path,
        "CREATE TABLE spare (id, document, start)",
        "CREATE INDEX spare_index ON spare (document, start)",
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_master SET rootpage = (SELECT rootpage FROM sqlite_master WHERE name = 'spare_index')"
        " WHERE name = 'ix_mention_document_start'",
        "DELETE FROM sqlite_master WHERE name LIKE 'spare%'",
    )
    healthy.close()
    assert {finding.subject for finding in bad(healthy, read_data=True)} == {"integrity"}


def test_a_reference_to_nothing_is_found(healthy: Project, path: Path) -> None:
    damage(path, "UPDATE mention SET coder = 'nobody'")
    finding = only(healthy)
    assert (finding.level, finding.subject) == ("fault", "references")
    assert "coder" in finding.message


def test_a_file_that_others_may_read_is_found(healthy: Project, path: Path) -> None:
    path.chmod(0o644)
    finding = only(healthy)
    assert (finding.level, finding.remedy) == ("warning", f"chmod 600 {path}")


def test_a_folder_that_everybody_may_write_to_is_found(healthy: Project, path: Path) -> None:
    path.parent.chmod(0o777)
    assert only(healthy).subject == "folder"
    path.parent.chmod(0o1777)
    assert bad(healthy) == []


def test_a_file_that_is_gone_is_found(healthy: Project, path: Path) -> None:
    path.unlink()
    assert "permissions" in {finding.subject for finding in bad(healthy)}


def test_a_backup_next_to_the_project_is_named(healthy: Project, path: Path) -> None:
    backup = path.with_name(f"{path.name}.before-0003")
    backup.write_bytes(b"x" * 10)
    backup.chmod(0o600)
    (finding,) = [finding for finding in examine(healthy) if finding.subject == "backup"]
    assert finding.message == f"1 backup, the newest 0 days old: {backup}"


@pytest.mark.parametrize(("ending", "mode"), [("", 0o644), (".unfinished", 0o600)])
def test_a_backup_that_is_open_or_unfinished_is_found(healthy: Project, path: Path, ending: str, mode: int) -> None:
    backup = path.with_name(f"{path.name}.before-0003{ending}")
    backup.write_bytes(b"x")
    backup.chmod(mode)
    assert only(healthy).subject == "backup"


def test_an_orphan_is_found(healthy: Project, path: Path) -> None:
    damage(path, "UPDATE quote_part SET orphan = 1, exact = 'words that nobody said'")
    finding = only(healthy)
    assert (finding.level, finding.subject) == ("warning", "orphans")
    assert "1 annotation" in finding.message


@pytest.mark.parametrize(("table", "noun"), [("mention", "mention"), ("quote_part", "quote"), ("evidence", "stance")])
def test_words_that_do_not_stand_there_are_found(healthy: Project, path: Path, table: str, noun: str) -> None:
    damage(path, f"UPDATE {table} SET exact = 'something else' WHERE exact IS NOT NULL")
    finding = only(healthy)
    assert (finding.level, finding.subject) == ("fault", "annotations")
    assert f"{noun} " in finding.message
    assert "does not say" in finding.message


def test_a_span_outside_of_its_text_is_found(healthy: Project, path: Path) -> None:
    damage(path, 'UPDATE mention SET "end" = 100000')
    assert f"has {len(TEXT)} characters" in only(healthy).message


def test_many_faults_of_one_kind_are_told_in_a_few_lines(healthy: Project, path: Path) -> None:
    with history.act(healthy, coder="anna", verb="actor") as session:
        (document,) = documents.listing(session)
        (harlan,) = actors.listing(session)
        for _ in range(20):
            mentions.add(session, document.id, harlan.id, span_of("Lorvik"))
    damage(path, "UPDATE mention SET exact = 'something else'")
    findings = bad(healthy)
    assert len(findings) == 6
    assert findings[-1].message == "and 16 more."


def test_a_zone_outside_of_its_text_is_found(healthy: Project, path: Path) -> None:
    damage(path, 'UPDATE zone SET "end" = 100000')
    assert only(healthy).subject == "zones"


def test_a_changed_letter_is_found_when_the_data_are_read(healthy: Project, path: Path) -> None:
    damage(path, "UPDATE text SET text = replace(text, 'welcomed', 'welcomes')", "DELETE FROM evidence")
    assert bad(healthy) == []
    assert [finding.subject for finding in bad(healthy, read_data=True)] == ["search", "texts"]


def test_a_file_of_noise_ends_in_findings_and_no_traceback(healthy: Project, path: Path) -> None:
    healthy.close()
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(os.urandom(size - 4096))
    assert {finding.level for finding in bad(healthy, read_data=True)} == {"fault"}


def test_a_network_file_system_is_named(healthy: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "mounts").write_text("server:/home / nfs4 rw 0 0\n")
    monkeypatch.setattr("db.disks.network_kind", partial(network_kind, mounts=tmp_path / "mounts"))
    (finding,) = [each for each in examine(healthy) if each.subject == "disk"]
    assert (finding.level, "nfs4" in finding.message) == ("warning", True)
    assert finding.remedy


def test_acts_that_were_taken_back_and_done_again_are_in_order_and_others_are_told(project: Project) -> None:
    annotate(project)
    for turn in (history.undo, history.redo, history.undo):
        turn(project, "anna")
    assert bad(project, read_data=True) == []
    with project.writing() as session:
        session.connection().execute(table(Act).update().where(table(Act).c.undoable).values(state="done"))
    finding = only(project, read_data=True)
    assert (finding.subject, finding.message[:6]) == ("undo", "1 act ")


def test_to_look_at_twice_as_many_acts_takes_twice_as_long(healthy: Project, path: Path) -> None:
    def cost(first: int, last: int) -> int:
        """Of all acts, of which every second one is the undo of the one before."""
        numbers = (
            f"WITH RECURSIVE n(i) AS (SELECT {first} UNION ALL SELECT i + 2 FROM n WHERE i < {last}) INSERT INTO act"
        )
        told = "(seq, coder, verb, at, state, undoable, reverts)"
        damage(
            path,
            f"{numbers} {told} SELECT i, coder, verb, at, 'undone', 1, NULL FROM n, act WHERE seq = 1",
            f"{numbers} {told} SELECT i + 1, coder, 'undo', at, 'done', 0, i FROM n, act WHERE seq = 1",
        )
        with healthy.reading() as session:
            return steps(session, lambda: session.execute(log._WRONG_STATES).all())

    few = cost(2, 500)
    assert cost(502, 1000) < 2.5 * few
