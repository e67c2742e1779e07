"""A PostgreSQL server for tests, where its programs are installed."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from pathlib import Path

import psycopg


class Server:
    """A PostgreSQL server of our own, in a folder of its own, on a socket there."""

    def __init__(self, folder: Path, programs: Path) -> None:
        self.folder = folder
        self.programs = programs
        self.user: str | None = None
        if os.getuid() == 0:
            self.user = next(name for name in ("postgres", "nobody") if _is_user(name))
            shutil.chown(folder, self.user)

    def start(self) -> None:
        """Make the cluster and start it; nothing needs to survive a crash."""
        self._run("initdb", "-D", "data", "-U", "test", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        options = f"-c fsync=off -c listen_addresses='' -k {self.folder} -c max_connections=40"
        self._run("pg_ctl", "-D", "data", "-w", "-l", "log", "-o", options, "start")

    def stop(self) -> None:
        """Stop it at once."""
        self._run("pg_ctl", "-D", "data", "-w", "-m", "immediate", "stop")

    def url(self, database: str) -> str:
        """The address of a database, in the short form that people type."""
        return f"postgresql://test@/{database}?host={self.folder}"

    def create(self, name: str, template: str = "template0") -> str:
        """Make a database; its address."""
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.url(name)

    def empty(self, name: str) -> None:
        """Empty a project's tables: much cheaper than a new database."""
        kept = ("project", "alembic_version")
        tables = f"SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT IN {kept}"
        with self._connect(name) as connection:
            found = [name for (name,) in connection.execute(tables.encode())]
            connection.execute(f"TRUNCATE {', '.join(found)} RESTART IDENTITY".encode())

    def execute(self, statement: str) -> None:
        """Run a statement of the server's administration."""
        with self._connect("postgres") as connection:
            connection.execute(statement.encode())

    def _connect(self, database: str) -> psycopg.Connection:
        return psycopg.connect(host=str(self.folder), user="test", dbname=database, autocommit=True)

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self.programs / program), *arguments]
        subprocess.run(command, cwd=self.folder, user=self.user, check=True, capture_output=True, timeout=60)


def _is_user(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def server_programs() -> Path | None:
    """The folder of the newest installed server's own programs."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    on_path = shutil.which("initdb")
    found = installed[-1] if installed else Path(on_path).resolve() if on_path else None
    return found.parent if found else None
