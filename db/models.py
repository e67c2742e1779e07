"""All tables, in one module however long, as they refer to one another.

Times are ISO 8601 in UTC, offsets are code points, ids are texts made by the client. Foreign keys are checked at
commit, so that undo may write the rows of an act in any order.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import CheckConstraint, Index, Table
from sqlmodel import Field, SQLModel

from db import fields
from db.fields import METADATA as METADATA


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
    """The project itself: one row; `columns` remembers as JSON which column of a table holds which field."""

    id: str = fields.key()
    name: str
    created: str
    changed: str
    columns: str = "{}"


class Coder(Base, table=True):
    """A person who annotates."""

    id: str = fields.key()
    name: str = Field(unique=True)
    created: str


class Text(Base, table=True):
    """A text, kept once and for ever: documents come and go with undo, texts stay."""

    number: int | None = Field(default=None, primary_key=True)
    sha256: str = Field(unique=True)
    text: str


class Document(Base, table=True):
    """One article: its metadata and which text it is; `told` keeps as JSON where each value came from."""

    __table_args__ = (
        fields.one_of("status", "open", "done"),
        CheckConstraint("number >= 1", name="number"),
        Index(None, "status", "number"),
    )

    id: str = fields.key()
    sha256: str = fields.reference("text.sha256", unique=True)
    number: int = Field(unique=True)
    title: str = Field(default="", index=True)
    outlet: str = ""
    author: str = ""
    published: str = ""
    place: str = ""
    section: str = ""
    url: str = Field(default="", index=True)
    language: str = ""
    told: str = "{}"
    file: str = Field(default="", index=True)
    file_sha256: str = ""
    encoding: str = ""
    status: str = "open"
    version: int = 1
    added: str


class Source(Base, table=True):
    """Another file or address that a document's text came from, besides the one in its own row."""

    id: str = fields.key()
    document: str = fields.reference("document.id", index=True)
    file: str = Field(default="", index=True)
    file_sha256: str = ""
    encoding: str = ""
    outlet: str = ""
    url: str = ""
    published: str = ""
    added: str


class Edition(Base, table=True):
    """An earlier text of a document; the newest is in the document's own row."""

    __table_args__ = (CheckConstraint("number >= 1", name="number"), Index(None, "document", "number"))

    id: str = fields.key()
    document: str = fields.reference("document.id")
    number: int
    sha256: str = fields.reference("text.sha256", index=True)
    file: str = ""
    file_sha256: str = ""
    encoding: str = ""
    replaced: str


class File(Base, table=True):
    """A file that was taken in whole; while its `stamp` is the same, nothing in it need be read again."""

    path: str = Field(primary_key=True)
    name: str
    stamp: str
    articles: int


class Shingle(Base, table=True):
    """Which texts have a run of words in their sketch; texts are there for ever, and so are these."""

    __table_args__: Any = {"sqlite_with_rowid": False}

    hash: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    text: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})


class Near(Base, table=True):
    """Two texts that are nearly the same; a fact about texts, which no undo changes."""

    __table_args__ = (
        CheckConstraint("0 <= likeness AND likeness <= 1", name="likeness"),
        {"sqlite_with_rowid": False},
    )

    text: int = fields.reference("text.number", primary_key=True)
    earlier: int = fields.reference("text.number", primary_key=True, index=True)
    likeness: float


class Zone(Base, table=True):
    """A labelled stretch of a document; `rule` is "hand" where a coder drew it, or what told it, or empty."""

    __table_args__ = (fields.spanned(),)

    id: str = fields.key()
    document: str = fields.reference("document.id", index=True)
    kind: str
    start: int
    end: int
    rule: str = ""


class Actor(Edited, table=True):
    """A person, organisation, country, group or unnamed source of the codebook."""

    __table_args__ = (CheckConstraint("name <> ''", name="name"),)

    id: str = fields.key()
    name: str
    kind: str = "person"
    note: str = ""


class Alias(Base, table=True):
    """Another name of an actor."""

    id: str = fields.key()
    actor: str = fields.reference("actor.id", index=True)
    position: int
    name: str


class Role(Base, table=True):
    """What an actor was, where, and from when to when."""

    id: str = fields.key()
    actor: str = fields.reference("actor.id", index=True)
    position: int
    title: str
    organisation: str = ""
    start: str = ""
    end: str = ""


class Concept(Edited, table=True):
    """What a stance is about when it is no actor; a tree."""

    __table_args__ = (CheckConstraint("name <> ''", name="name"), CheckConstraint("parent <> id", name="parent"))

    id: str = fields.key()
    name: str
    parent: str | None = fields.reference("concept.id", default=None, index=True)
    definition: str = ""


class Mention(Marked, Anchored, table=True):
    """A span that names an actor."""

    __table_args__ = (
        fields.spanned(),
        fields.origin(),
        Index(None, "document", "start"),
        Index(None, "actor", "created"),
    )

    id: str = fields.key()
    document: str = fields.reference("document.id")
    actor: str = fields.reference("actor.id")
    coder: str = fields.reference("coder.id")


class Quote(Marked, table=True):
    """Reported speech; its words are in its parts."""

    __table_args__ = (
        fields.one_of("type", "direct", "indirect", "mixed"),
        fields.origin(),
        CheckConstraint("inside <> id", name="inside"),
        Index(None, "speaker", "created"),
    )

    id: str = fields.key()
    document: str = fields.reference("document.id", index=True)
    type: str
    speaker: str | None = fields.reference("actor.id", default=None)
    said_on: str = ""
    inside: str | None = fields.reference("quote.id", default=None, index=True)
    coder: str = fields.reference("coder.id")


class QuotePart(Anchored, table=True):
    """One piece of a quote: of its content, or its source, cue or addressee."""

    __tablename__ = "quote_part"
    __table_args__ = (
        fields.spanned(),
        fields.one_of("role", "content", "source", "cue", "addressee"),
        Index(None, "quote", "position"),
    )

    id: str = fields.key()
    quote: str = fields.reference("quote.id")
    position: int
    role: str


class Stance(Marked, table=True):
    """A holder's position toward an actor or a concept."""

    __table_args__ = (
        fields.one_of("position", "oppose", "neutral", "support", "mixed", "unclear"),
        fields.one_of("modality", "actual", "conditional", "demanded", "denied"),
        CheckConstraint("(target_actor IS NULL) <> (target_concept IS NULL)", name="target"),
        CheckConstraint(
            "CASE WHEN position IN ('support', 'oppose') THEN strength IS NOT NULL AND strength IN (1, 2)"
            " ELSE strength IS NULL END",
            name="strength",
        ),
        fields.origin(),
        Index(None, "holder", "created"),
        Index(None, "target_actor", "created"),
        Index(None, "target_concept", "created"),
    )

    id: str = fields.key()
    document: str = fields.reference("document.id", index=True)
    holder: str = fields.reference("actor.id")
    target_actor: str | None = fields.reference("actor.id", default=None)
    target_concept: str | None = fields.reference("concept.id", default=None)
    position: str
    strength: int | None = None
    modality: str = "actual"
    explicit: bool = True
    date: str = ""
    coder: str = fields.reference("coder.id")


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

    id: str = fields.key()
    stance: str = fields.reference("stance.id")
    position: int
    quote: str | None = fields.reference("quote.id", default=None, index=True)
    start: int | None = None
    end: int | None = None
    exact: str | None = None
    prefix: str | None = None
    suffix: str | None = None
    orphan: bool = False


class Parallel(Base, table=True):
    """Two places that tell the same statement: a quote, and another quote or a span of a document."""

    __table_args__ = (
        CheckConstraint("(other IS NULL) <> (document IS NULL)", name="kind"),
        CheckConstraint("other <> quote", name="other"),
        CheckConstraint(
            '(document IS NULL) = (start IS NULL) AND (start IS NULL) = ("end" IS NULL) AND (start IS NULL) ='
            ' (exact IS NULL) AND (start IS NULL OR (0 <= start AND start < "end"))',
            name="span",
        ),
    )

    id: str = fields.key()
    quote: str = fields.reference("quote.id", index=True)
    other: str | None = fields.reference("quote.id", default=None, index=True)
    document: str | None = fields.reference("document.id", default=None, index=True)
    start: int | None = None
    end: int | None = None
    exact: str | None = None
    prefix: str | None = None
    suffix: str | None = None
    orphan: bool = False
    coder: str = fields.reference("coder.id")
    created: str


class Suggestion(Base, table=True):
    """What a rule proposes, and what became of it."""

    __table_args__ = (
        fields.one_of("kind", "quote", "mention", "stance"),
        fields.one_of("outcome", "accepted", "edited", "rejected"),
        CheckConstraint("0 <= confidence AND confidence <= 1", name="confidence"),
    )

    id: str = fields.key()
    document: str = fields.reference("document.id", index=True)
    kind: str
    payload: str
    rule: str
    confidence: float
    outcome: str | None = None
    coder: str | None = fields.reference("coder.id", default=None)
    created: str
    updated: str
    version: int = 1


class Proposals(Base, table=True):
    """What was proposed for a text, so that it need not be found again: no annotation and nobody's history."""

    sha256: str = fields.reference("text.sha256", primary_key=True)
    basis: str
    """The rules' version and what else the proposals depend on; those of another basis are void."""
    payload: str
    made: str


class Act(Base, table=True):
    """One transaction of a coder, in the words of the screen; `reverts` is the act that an undo or redo took back."""

    __table_args__ = (
        fields.one_of("state", "done", "undone", "dropped"),
        CheckConstraint('(start IS NULL) = ("end" IS NULL)', name="span"),
        Index(None, "coder", "state", "seq"),
    )

    seq: int | None = Field(default=None, primary_key=True)
    verb: str
    document: str | None = None
    start: int | None = None
    end: int | None = None
    coder: str = fields.reference("coder.id")
    at: str
    state: str = "done"
    undoable: bool = True
    reverts: int | None = fields.reference("act.seq", default=None)


class Change(Base, table=True):
    """One row that an act wrote: as it was before and after, as JSON; null where there was none."""

    seq: int | None = Field(default=None, primary_key=True)
    act: int = fields.reference("act.seq", index=True)
    table_name: str
    row_id: str = Field(index=True)
    before: str | None = None
    after: str | None = None


class Place(Base, table=True):
    """Where a coder stood last in a document."""

    coder: str = fields.reference("coder.id", primary_key=True)
    document: str = fields.reference("document.id", primary_key=True)
    cursor: int
    top: int
    updated: str


class Draft(Base, table=True):
    """What a coder is typing, kept until it is saved or given up."""

    coder: str = fields.reference("coder.id", primary_key=True)
    subject: str = Field(primary_key=True)
    text: str
    updated: str


class Search(Edited, table=True):
    """A search line that is kept under a name, for all coders; a key from 1 to 9 opens it at once."""

    __table_args__ = (
        CheckConstraint("name <> ''", name="name"),
        CheckConstraint("1 <= key AND key <= 9", name="key"),
    )

    id: str = fields.key()
    name: str
    line: str
    key: int | None = None


class Trail(Base, table=True):
    """The places that a coder left to go elsewhere, as JSON, the oldest first; `at` is where among them they are."""

    coder: str = fields.reference("coder.id", primary_key=True)
    places: str
    at: int
    updated: str


def table(model: type[Base]) -> Table:
    """The SQLAlchemy table of a model, for queries in Core."""
    return METADATA.tables[str(model.__tablename__)]
