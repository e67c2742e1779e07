"""All tables. Times are ISO 8601 in UTC, offsets are code points, ids are texts made by the client.

Foreign keys are checked at commit, so that undo may write the rows of an act in any order.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, MetaData, Table
from sqlmodel import Field, SQLModel

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


def _key() -> Any:
    return Field(default_factory=ids.new, primary_key=True)


def _reference(target: str, **options: Any) -> Any:
    return Field(sa_column_args=[ForeignKey(target, deferrable=True, initially="DEFERRED")], **options)


def _spanned() -> CheckConstraint:
    return CheckConstraint('0 <= start AND start < "end"', name="span")


def _one_of(column: str, *values: str, name: str | None = None) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=name or column)


def _origin() -> CheckConstraint:
    return CheckConstraint("origin = 'hand' OR origin LIKE 'rule:%'", name="origin")


class Base(SQLModel):
    """What all tables share: one metadata."""

    metadata = METADATA


class Edited(Base):
    """What is edited: `version` grows with each edit, so that nobody overwrites what they have not seen."""

    created: str = ""
    updated: str = ""
    version: int = 1


class Marked(Edited):
    """What a coder marked: by hand or by accepting the rule that `origin` names."""

    origin: str = "hand"
    note: str = ""


class Anchored(Base):
    """A span with what is needed to find it again in a changed text; `orphan` when that failed."""

    start: int
    end: int
    exact: str
    prefix: str = ""
    suffix: str = ""
    orphan: bool = False


class Project(Base, table=True):
    """The project itself: one row; `changed` is the time of the last change."""

    id: str = _key()
    name: str
    created: str
    changed: str


class Coder(Base, table=True):
    """A person who annotates."""

    id: str = _key()
    name: str = Field(unique=True)
    created: str


class Text(Base, table=True):
    """A text, kept once and for ever: documents come and go with undo, texts stay."""

    number: int | None = Field(default=None, primary_key=True)
    sha256: str = Field(unique=True)
    text: str


class Document(Base, table=True):
    """One article: its metadata and which text it is."""

    __table_args__ = (_one_of("status", "open", "done"), CheckConstraint("number >= 1", name="number"))

    id: str = _key()
    sha256: str = _reference("text.sha256", unique=True)
    number: int = Field(unique=True)
    title: str = ""
    outlet: str = ""
    author: str = ""
    published: str = ""
    place: str = ""
    url: str = ""
    language: str = ""
    file: str = ""
    file_sha256: str = ""
    encoding: str = ""
    status: str = "open"
    version: int = 1
    added: str


class Zone(Base, table=True):
    """A labelled stretch of a document."""

    __table_args__ = (_spanned(),)

    id: str = _key()
    document: str = _reference("document.id", index=True)
    kind: str
    start: int
    end: int


class Actor(Edited, table=True):
    """A person, organisation, country, group or unnamed source of the codebook."""

    __table_args__ = (CheckConstraint("name <> ''", name="name"),)

    id: str = _key()
    name: str
    kind: str = "person"
    note: str = ""


class Alias(Base, table=True):
    """Another name of an actor."""

    id: str = _key()
    actor: str = _reference("actor.id", index=True)
    position: int
    name: str


class Role(Base, table=True):
    """What an actor was, where, and from when to when."""

    id: str = _key()
    actor: str = _reference("actor.id", index=True)
    position: int
    title: str
    organisation: str = ""
    start: str = ""
    end: str = ""


class Concept(Edited, table=True):
    """What a stance is about when it is no actor; a tree."""

    __table_args__ = (CheckConstraint("name <> ''", name="name"), CheckConstraint("parent <> id", name="parent"))

    id: str = _key()
    name: str
    parent: str | None = _reference("concept.id", default=None, index=True)
    definition: str = ""


class Mention(Marked, Anchored, table=True):
    """A span that names an actor."""

    __table_args__ = (_spanned(), _origin(), Index(None, "document", "start"), Index(None, "actor", "created"))

    id: str = _key()
    document: str = _reference("document.id")
    actor: str = _reference("actor.id")
    coder: str = _reference("coder.id")


class Quote(Marked, table=True):
    """Reported speech; its words are in its parts."""

    __table_args__ = (
        _one_of("type", "direct", "indirect", "mixed"),
        _origin(),
        CheckConstraint("inside <> id", name="inside"),
        Index(None, "speaker", "created"),
    )

    id: str = _key()
    document: str = _reference("document.id", index=True)
    type: str
    speaker: str | None = _reference("actor.id", default=None)
    said_on: str = ""
    inside: str | None = _reference("quote.id", default=None, index=True)
    coder: str = _reference("coder.id")


class QuotePart(Anchored, table=True):
    """One piece of a quote: of its content, or its source, cue or addressee."""

    __tablename__ = "quote_part"
    __table_args__ = (
        _spanned(),
        _one_of("role", "content", "source", "cue", "addressee"),
        Index(None, "quote", "position"),
    )

    id: str = _key()
    quote: str = _reference("quote.id")
    position: int
    role: str


class Stance(Marked, table=True):
    """A holder's position toward an actor or a concept."""

    __table_args__ = (
        _one_of("position", "oppose", "neutral", "support", "mixed", "unclear"),
        _one_of("modality", "actual", "conditional", "demanded", "denied"),
        CheckConstraint("(target_actor IS NULL) <> (target_concept IS NULL)", name="target"),
        CheckConstraint(
            "CASE WHEN position IN ('support', 'oppose') THEN strength IS NOT NULL AND strength IN (1, 2)"
            " ELSE strength IS NULL END",
            name="strength",
        ),
        _origin(),
        Index(None, "holder", "created"),
        Index(None, "target_actor", "created"),
        Index(None, "target_concept", "created"),
    )

    id: str = _key()
    document: str = _reference("document.id", index=True)
    holder: str = _reference("actor.id")
    target_actor: str | None = _reference("actor.id", default=None)
    target_concept: str | None = _reference("concept.id", default=None)
    position: str
    strength: int | None = None
    modality: str = "actual"
    explicit: bool = True
    date: str = ""
    coder: str = _reference("coder.id")


class Evidence(Base, table=True):
    """What a stance rests on: a quote, or a span of its own."""

    __table_args__ = (
        CheckConstraint("(quote IS NULL) <> (start IS NULL)", name="kind"),
        CheckConstraint(
            '(start IS NULL) = ("end" IS NULL) AND (start IS NULL) = (exact IS NULL) AND (start IS NULL OR'
            ' (0 <= start AND start < "end"))',
            name="span",
        ),
        Index(None, "stance", "position"),
    )

    id: str = _key()
    stance: str = _reference("stance.id")
    position: int
    quote: str | None = _reference("quote.id", default=None, index=True)
    start: int | None = None
    end: int | None = None
    exact: str | None = None
    prefix: str | None = None
    suffix: str | None = None
    orphan: bool = False


class Suggestion(Base, table=True):
    """What a rule proposes, and what became of it."""

    __table_args__ = (
        _one_of("kind", "quote", "mention", "stance"),
        _one_of("outcome", "accepted", "edited", "rejected"),
        CheckConstraint("0 <= confidence AND confidence <= 1", name="confidence"),
    )

    id: str = _key()
    document: str = _reference("document.id", index=True)
    kind: str
    payload: str
    rule: str
    confidence: float
    outcome: str | None = None
    coder: str | None = _reference("coder.id", default=None)
    created: str
    updated: str
    version: int = 1


class Proposals(Base, table=True):
    """What was proposed for a text, so that it need not be found again: no annotation and nobody's history."""

    sha256: str = _reference("text.sha256", primary_key=True)
    basis: str
    """The rules' version and what else the proposals depend on; those of another basis are void."""
    payload: str
    made: str


class Act(Base, table=True):
    """One transaction of a coder, in the words of the screen; `reverts` is the act that an undo or redo took back."""

    __table_args__ = (
        _one_of("state", "done", "undone", "dropped"),
        CheckConstraint('(start IS NULL) = ("end" IS NULL)', name="span"),
        Index(None, "coder", "state", "seq"),
    )

    seq: int | None = Field(default=None, primary_key=True)
    verb: str
    document: str | None = None
    start: int | None = None
    end: int | None = None
    coder: str = _reference("coder.id")
    at: str
    state: str = "done"
    undoable: bool = True
    reverts: int | None = _reference("act.seq", default=None)


class Change(Base, table=True):
    """One row that an act wrote: as it was before and after, as JSON; null where there was none."""

    seq: int | None = Field(default=None, primary_key=True)
    act: int = _reference("act.seq", index=True)
    table_name: str
    row_id: str = Field(index=True)
    before: str | None = None
    after: str | None = None


class Place(Base, table=True):
    """Where a coder stood last in a document."""

    coder: str = _reference("coder.id", primary_key=True)
    document: str = _reference("document.id", primary_key=True)
    cursor: int
    top: int
    updated: str


class Draft(Base, table=True):
    """What a coder is typing, kept until it is saved or given up."""

    coder: str = _reference("coder.id", primary_key=True)
    subject: str = Field(primary_key=True)
    text: str
    updated: str


def table(model: type[Base]) -> Table:
    """The SQLAlchemy table of a model, for queries in Core."""
    return METADATA.tables[str(model.__tablename__)]
