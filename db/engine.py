"""Opening a project: an SQLite file or a PostgreSQL database, with transactions of our own."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import uniform
from time import monotonic, sleep
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import NullPool, QueuePool
from sqlmodel import Session as Session
from sqlmodel import select

from db import clock, ids, location, models, schema, upgrade
from db.errors import ProjectError, StorageError
from db.refusals import SAFE, told

BUSY_MILLISECONDS = 5000
"""How long SQLite itself waits for another writer."""
RETRY_SECONDS = 0.01
"""After how long at most a writer asks again for its turn; the longer it has waited, the sooner."""
PATIENCE = 15.0
"""After so many seconds in which no other writer got on we give up."""
HASTE = 0.2
"""The same for what is mere convenience, and for which nothing may wait."""
CROWD_PATIENCE = 120.0
"""After so many seconds we give up in any case."""
CONNECT_SECONDS = 10
"""How long a PostgreSQL server has to answer."""
_ADDRESS = "give the path of a file, or postgresql://USER@HOST/NAME"
"""How a project is named."""
_MUCH = ("PRAGMA wal_autocheckpoint = 25000", "PRAGMA cache_size = -32768")
"""For an import: up to 100 MB in the log, 32 MB of pages in memory; commits go to the disk all the same."""
_POSTGRESQL_LOCK = 7_105_867_410
"""The advisory lock of writers; any number that no other program uses in the same database."""


@dataclass(frozen=True)
class Project:
    """An open project; `path` is None where it is no file. May be used from several threads."""

    name: str
    engine: Engine
    path: Path | None = None
    identity: location.FileIdentity | None = None
    journal: location.FileIdentity | None = None
    """The file of its write-ahead log, which must stay beside it while it is open; None where there is none."""
    written: set[int] = field(default_factory=set, compare=False)
    """The acts of this program, which are no news to it."""

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session in which nothing changes while it is read."""
        with told(self.name), Session(self.engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def writing(self, *, patience: float | None = None) -> Iterator[Session]:
        """A session that is the only writer, committed on leaving; `history.act` is the way to one that logs.

        After so many seconds without its turn it gives up; by default after `PATIENCE`.
        """
        self.refuse_another_file()
        engine = self.engine.execution_options(writing=True, patience=patience)
        with told(self.name, writing=True), Session(engine, expire_on_commit=False) as session:
            session.connection()
            self.refuse_another_file()  # while it waited for its turn much can have happened
            yield session
            session.commit()
        if act := session.info.get("act"):
            self.written.add(act)

    def for_much(self) -> Project:
        """The same project for whoever writes very much of it.

        What SQLite has committed to its log goes into the file's pages only now and then: a large index changes a
        little nearly everywhere with each batch, and would be written over and over.
        """
        return replace(self, engine=self.engine.execution_options(much=True))

    def close(self) -> None:
        """Close every connection."""
        with suppress(StorageError):
            self.refuse_another_file()
        self.engine.dispose()

    def refuse_another_file(self) -> None:
        """A file that was deleted or replaced under an open WAL database would swallow all writes in silence.

        Raises:
            StorageError: If that has happened.
        """
        if self.path is None:
            return
        found, journal = location.identity(self.path), location.journal(self.path)
        is_ours = self.journal is None or location.identity(journal) == self.journal
        if found != self.identity:
            if is_ours:
                self._empty_journal(journal)
            what = "its file is gone" if found is None else "another file was put in its place"
            raise StorageError(f"{self.name}: {what}: {SAFE}. Put it back: {self.path}")
        if not is_ours:
            raise StorageError(f"{self.name}: its journal was taken away: {SAFE}. Leave, and start again: {journal}")

    def _empty_journal(self, journal: Path) -> None:
        """Take the journal into the file that is open: it would damage the one beside which it lies now."""
        pool = self.engine.pool
        if location.is_empty(journal) or not (isinstance(pool, QueuePool) and pool.checkedin()):
            return  # a new connection would open that one
        with suppress(sqlite3.Error), closing(self.engine.raw_connection()) as connection:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")


def open_project(where: str, *, create: bool = True, migrations: Path = schema.MIGRATIONS) -> Project:
    """Open a path or an SQLAlchemy URL, made or upgraded where needed; ProjectError says why it cannot be."""
    path = location.sqlite_path(where)
    if path is None:
        url = _postgresql_url(where)
        return _open(url, str(url.database), None, create, migrations)
    made = location.prepare(path, create=create)
    try:
        return _open(URL.create("sqlite", database=str(path)), location.title(path), path, create, migrations)
    except BaseException:
        if made:
            path.unlink(missing_ok=True)
        raise


def _open(url: URL, title: str, path: Path | None, create: bool, migrations: Path) -> Project:
    label = str(path or url.render_as_string())
    with told(label):
        engine = _engine(url)
        try:
            with engine.connect() as connection:
                found = upgrade.version_of(connection, label)
            if found is None and not create:
                raise ProjectError(location.missing(label))
            if found != schema.newest(migrations):
                _bring_up(url, label, path, migrations)
            name = _name(engine, title)
        except BaseException:
            engine.dispose()
            raise
    project = Project(name, engine)
    if path is None:
        return project
    journal = location.identity(location.journal(path))
    return replace(project, path=path, identity=location.identity(path), journal=journal)


def _bring_up(url: URL, label: str, path: Path | None, migrations: Path) -> None:
    """Upgrade on an engine of its own: steps that rebuild a table need foreign keys off, which is per connection."""
    engine = _engine(url, upgrading=True)
    try:
        upgrade.bring_up(engine.execution_options(writing=True), label, path, migrations)
    finally:
        engine.dispose()


def _name(engine: Engine, title: str) -> str:
    """The project's name; a new project gets its row here."""
    with Session(engine) as session:
        if name := session.exec(select(models.Project.name)).first():
            return name
    with Session(engine.execution_options(writing=True)) as session:
        project = session.exec(select(models.Project)).first()
        if project is None:
            at = clock.now()
            project = models.Project(id=ids.new(), name=title, created=at, changed=at)
            session.add(project)
        name = project.name
        session.commit()
    return name


def _postgresql_url(where: str) -> URL:
    try:
        url = make_url(where)
    except ArgumentError as error:
        raise ProjectError(f"{where!r} is neither a path nor a database URL; {_ADDRESS}.") from error
    if url.get_backend_name() not in ("postgresql", "postgres"):
        raise ProjectError(f"{url.render_as_string()}: a project is an SQLite file or on PostgreSQL; {_ADDRESS}.")
    try:
        (url.host or "").encode("idna")
    except UnicodeError as error:
        raise ProjectError(f"{url.render_as_string()}: {url.host!r} can be no host; {_ADDRESS}.") from error
    return url.set(drivername="postgresql+psycopg")


def _engine(url: URL, *, upgrading: bool = False) -> Engine:
    sqlite = url.get_backend_name() == "sqlite"
    pool: dict[str, Any] = (
        {"poolclass": NullPool} if upgrading else {"poolclass": QueuePool, "pool_pre_ping": not sqlite}
    )
    options = {"check_same_thread": False} if sqlite else {"connect_timeout": CONNECT_SECONDS}
    try:
        engine = create_engine(url, connect_args=options, **pool)
    except ImportError as error:
        raise ProjectError("PostgreSQL needs the driver psycopg: pip install 'glossator[postgres]'.") from error
    if sqlite:
        event.listen(engine, "do_connect", _connect)
        event.listen(engine, "connect", _prepare_upgrade if upgrading else _prepare_sqlite)
        event.listen(engine, "reset", _end_refused)
    event.listen(engine, "begin", _begin_sqlite if sqlite else _begin_postgresql)
    return engine


def _connect(_dialect: object, _record: object, arguments: list[str], options: dict[str, Any]) -> sqlite3.Connection:
    """Open the file that is there: SQLite would make an empty one in the place of a project that is gone."""
    where = location.file_uri(Path(arguments[0]), "mode=rw")
    connection: sqlite3.Connection = sqlite3.connect(where, uri=True, **options)
    return connection


def _prepare_sqlite(connection: Any, _record: object) -> None:
    """Switch the driver's own transactions off, and durability and foreign keys on."""
    _prepare_upgrade(connection, _record)
    connection.execute("PRAGMA foreign_keys = ON")


def _prepare_upgrade(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")


def _end_refused(connection: Any, _record: object, _state: object) -> None:
    """SQLite keeps a transaction open whose COMMIT it refused, which SQLAlchemy takes for ended."""
    if connection.in_transaction:
        connection.rollback()


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at once where it will be needed: a transaction that asks for it later may be refused."""
    if connection.get_execution_options().get("much"):
        for pragma in _MUCH:
            connection.exec_driver_sql(pragma)
    if not connection.get_execution_options().get("writing"):
        connection.exec_driver_sql("BEGIN")
        return
    raw: Any = connection.connection.driver_connection
    connection.exec_driver_sql("PRAGMA busy_timeout = 0")
    try:
        _wait_for_turn(raw, _patience(connection))
        if not raw.in_transaction:
            connection.exec_driver_sql("BEGIN IMMEDIATE")  # the last time, to be told why not
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")


def _patience(connection: Connection) -> float:
    """How many seconds a writer waits while no other one gets on."""
    asked = connection.get_execution_options().get("patience")
    return PATIENCE if asked is None else float(asked)


def _wait_for_turn(connection: Any, patience: float) -> None:
    """Become the writer, unless those before us do not get on.

    SQLite itself asks less and less often, so that in a crowd those who have waited longest never get their turn; here
    they ask most often.
    """
    began = moved = monotonic()
    seen = _data_version(connection)
    while _is_locked_out(connection):
        now = monotonic()
        if (version := _data_version(connection)) != seen:
            seen, moved = version, now
        if now - moved > patience or now - began > CROWD_PATIENCE:
            break
        sleep(uniform(0.1, 1.0) * RETRY_SECONDS / (1.0 + now - began))


def _data_version(connection: Any) -> int | None:
    """A number that grows with each commit of others; None while it cannot be read."""
    try:
        return int(connection.execute("PRAGMA data_version").fetchone()[0])
    except sqlite3.DatabaseError:
        return None


def _is_locked_out(connection: Any) -> bool:
    """Try once to become the writer; whether another one is at work. What no waiting mends is told by the next try."""
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.DatabaseError as error:
        return "locked" in str(error)
    return False


def _begin_postgresql(connection: Connection) -> None:
    """One writer at a time here too, and readers who see one moment."""
    if connection.get_execution_options().get("writing"):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{_patience(connection) * 1000:.0f}ms'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_POSTGRESQL_LOCK})")
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
