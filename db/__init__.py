"""Everything that is kept: tables, history, search, exchange; no Textual, no Rich. Importing it loads no SQLModel."""
