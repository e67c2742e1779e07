"""Text in, and everything that is computed from a text alone; no SQL, no Textual, no Rich."""
