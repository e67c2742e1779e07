"""`python -m bench.rules FOLDER...`: how often each rule for quotes is right, for `corpus.suggest.confidence`.

A piece of a proposed quote is right when it overlaps gold by half (IoU) and the text names the same speaker for both.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from corpus.evaluation import finding
from corpus.evaluation.gold import GoldFault
from corpus.evaluation.scoring import judged
from corpus.suggest import engine
from corpus.suggest.records import QuoteSuggestion, Source


def main() -> None:
    """Print one line for each rule: its name, its precision and how many pieces that is measured on."""
    seen: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for found in finding.find([Path(name) for name in sys.argv[1:]]):
        document = finding.read(found) if isinstance(found, finding.Pair) else found
        if isinstance(document, GoldFault):
            continue
        proposed = [each for each in engine.propose(Source(document.text)) if isinstance(each, QuoteSuggestion)]
        for rule, matches in judged(document, proposed):
            seen[rule] += 1
            right[rule] += "speaker" in matches
    for rule, count in sorted(seen.items()):
        print(f'    "{rule}": ({right[rule] / count:.3f}, {count}),')


if __name__ == "__main__":
    main()
