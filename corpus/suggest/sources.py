"""From an article as it was read to the text as the rules read it."""

from __future__ import annotations

from corpus.articles import Article
from corpus.suggest.records import Source

AVOIDED = frozenset(("boilerplate", "caption", "date", "dateline", "byline"))
"""The kinds of zones in which nothing is proposed."""


def source_of(article: Article) -> Source:
    """An article for the rules, with what they may not touch."""
    avoid = tuple(zone.span for zone in article.zones if zone.kind in AVOIDED)
    return Source(article.text, avoid, article.published, article.language)
