"""What the tables are made of: keys, references and rules about values, each with a name for later migrations."""

from __future__ import annotations

from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, MetaData
from sqlmodel import Field

from db import ids

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
"""Every constraint has a name, so that later migrations can speak of it."""


def key() -> Any:
    """The id of a row, made by the client."""
    return Field(default_factory=ids.new, primary_key=True)


def reference(target: str, **options: Any) -> Any:
    """The id of another row, checked at commit."""
    return Field(sa_column_args=[ForeignKey(target, deferrable=True, initially="DEFERRED")], **options)


def spanned() -> CheckConstraint:
    """That a stretch of a text is one."""
    return CheckConstraint('0 <= start AND start < "end"', name="span")


def one_of(column: str, *values: str, name: str | None = None) -> CheckConstraint:
    """That a column holds one of these values."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=name or column)


def origin() -> CheckConstraint:
    """That a mark was made by hand or by a rule that is named."""
    return CheckConstraint("origin = 'hand' OR origin LIKE 'rule:%'", name="origin")
