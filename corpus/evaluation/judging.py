"""The engine judged on one gold document, by itself and in a process of its own."""

from __future__ import annotations

import time

from corpus.articles import read_article
from corpus.evaluation.finding import Found, Pair, read
from corpus.evaluation.gold import GoldFault
from corpus.evaluation.scoring import Scores, score
from corpus.suggest import engine
from corpus.suggest.records import QuoteSuggestion
from corpus.suggest.sources import source_of


def judge(found: Found) -> Scores | GoldFault:
    """The scores of what the built-in rules propose for a document, without a codebook, or why it is no gold.

    The rules get the text as `glossator suggest` gives it to them: nothing is proposed in boilerplate and captions.
    """
    gold = read(found) if isinstance(found, Pair) else found
    if isinstance(gold, GoldFault):
        return gold
    source = source_of(read_article(gold.text.encode(), gold.file))
    begun = time.process_time()
    proposed = engine.propose(source)
    took = time.process_time() - begun
    scores = score(gold, [each for each in proposed if isinstance(each, QuoteSuggestion)])
    scores.seconds = took
    return scores
