"""What `corpus` raises."""


class CorpusError(Exception):
    """A text that cannot be taken in; the message says what is wrong and what to do, in one line."""
