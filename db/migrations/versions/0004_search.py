"""What searching needs: the list of all words (SQLite), an index of words (PostgreSQL)."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE text_index_words USING fts5vocab('text_index', 'row')")
        return
    # The words of a text as FTS5 has them: without accents, at marks of punctuation parted. PostgreSQL keeps a megabyte
    # of them at most, so that of a book only the beginning is in the index.
    op.execute(
        r"""
        CREATE FUNCTION glossator_words(told text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT to_tsvector('simple', regexp_replace(
                regexp_replace(normalize(left(told, 200000), NFD), '[\u0300-\u036f]', '', 'g'),
                '[!-/:-@[-`{-~‘’“”„«»…–—\u00a0]+', ' ', 'g'))
        $$
        """
    )
    op.execute("CREATE INDEX text_index ON text USING gin (glossator_words(text))")
