"""Direct quotes: the quotations of a paragraph that are speech, and the pieces of one quote together."""

from __future__ import annotations

from corpus.suggest import attributing, grammar
from corpus.suggest.drafts import Attribution, Draft, Story
from corpus.suggest.passages import Passage
from corpus.suggest.tokens import Kind

ALONE = "quote.alone"
"""The rule of a quotation beside which no speaker is named."""

_ENDS = frozenset(".,!?…—–-")
_SENTENCE_ENDS = _ENDS - {","}
_FRAGMENT = 4
"""Fewer words between marks, in the middle of a sentence, are no speech of their own."""
_CLAUSE = 7
"""So many words between marks may be speech without a comma at their end."""
_STATEMENT = 3
"""Fewer words between marks need a verb of speech to be speech."""
_ASIDE = 14
"""How many tokens between two pieces of a quote may tell to whom, where and when it was said."""
_BEHIND = frozenset({"quote.after", "quote.inverted", "quote.according_to", "quote.verb"})
"""The rules by which the speaker is named behind the quotation."""


def find(passage: Passage, story: Story) -> list[Draft]:
    """The direct quotes of a paragraph, in text order; the cues that they use are taken in the passage.

    A quote that runs on from the paragraph before is lengthened, and is the first of them.
    """
    found: list[Draft] = []
    story.lengthened = None
    last: Attribution | None = None
    for index in passage.quotations:
        attribution = _attribution(passage, index)
        if attribution is None and not _stands_alone(passage, index, last):
            continue
        draft = _draft(passage, index, attribution)
        passage.spoken.add(index)
        running = story.running if index == 0 else None
        earlier = running or (found[-1] if found else None)
        if earlier and _belongs(draft, earlier):
            _join(earlier, draft)
            if running:
                found.append(running)
                story.lengthened = running
        else:
            found.append(draft)
        last = attribution
    return found


def _belongs(draft: Draft, earlier: Draft) -> bool:
    """Whether a quotation goes on with the quote before it."""
    return draft.source is None or (earlier.source is None and draft.rule in _BEHIND)


def _join(earlier: Draft, draft: Draft) -> None:
    """Lengthen a quote by what follows, and name its speaker where that does."""
    earlier.contents += draft.contents
    if draft.source:
        earlier.source, earlier.rule, earlier.cue = draft.source, draft.rule, draft.cue


def _draft(passage: Passage, index: int, attribution: Attribution | None) -> Draft:
    quotation = passage.tokens[index].quotation
    assert quotation
    if attribution is None:
        return Draft("direct", [quotation.inner], None, ALONE)
    cue = attribution.cue
    if cue:
        passage.taken.add(cue.first)
    span = passage.span_of(cue.first, cue.last) if cue else None
    return Draft("direct", [quotation.inner], passage.span_of(*attribution.source), attribution.rule, span)


def _attribution(passage: Passage, index: int) -> Attribution | None:
    """Who says the quotation, if it is speech of its own and somebody is named beside it."""
    long = _words(passage, index) >= _FRAGMENT
    if _is_ended(passage, index) and _begins_sentence(passage, index):
        found = attributing.after(passage, index)
        if found:
            return found
    found = attributing.before(passage, index)
    if found and not passage.begins_with_capital(index) and _goes_on(passage, found):
        return None
    return found if found and _is_speech(passage, index, found, long=long) else None


def _goes_on(passage: Passage, found: Attribution) -> bool:
    """Whether what was said begins before the attribution: "Late, she added, “is better than never”."""
    comma = found.source.first - 1
    if comma <= passage.sentence_of(found.source.first)[0] or found.rule != "quote.before":
        return False
    before = passage.tokens[comma]
    first = passage.sentence_of(comma)[0]
    if comma == first + 1 and (
        passage.tokens[first].lower in grammar.OPENERS or grammar.is_adverb(passage.tokens[first].lower)
    ):
        return False
    return before.word == "," or (before.quotation is not None and comma not in passage.spoken)


def _stands_alone(passage: Passage, index: int, last: Attribution | None) -> bool:
    """Whether a quotation beside which nobody is named is speech: a sentence of its own, or the rest of one."""
    tokens = passage.tokens
    if last and _resumes(passage, index, last):
        return True
    if not _begins_sentence(passage, index):
        return False
    quotation = tokens[index].quotation
    assert quotation
    if not quotation.closed:
        return True
    least = 1 if last else _STATEMENT
    ended = tokens[index].last in _SENTENCE_ENDS or (_closes(passage, index) and tokens[index].last == ",")
    return ended and _words(passage, index) >= least


def _resumes(passage: Passage, index: int, last: Attribution) -> bool:
    """Whether a quotation goes on with the one before, behind its attribution: "We," she said, "agree"."""
    tokens = passage.tokens
    if last.end == index or (last.end == index - 1 and tokens[index - 1].word in ",—–"):
        return True
    near = 0 < index - last.end <= _ASIDE and tokens[index - 1].word == ","
    return near and not passage.begins_with_capital(index) and not passage.cues_within(last.end, index)


def _is_speech(passage: Passage, index: int, found: Attribution, *, long: bool) -> bool:
    """Whether a quotation behind an attribution is all that was said, and not words within a report."""
    previous = passage.tokens[index - 1]
    if previous.kind is Kind.MARK:
        return long or _closes(passage, index)
    whole = found.cue is not None and "clause" not in found.cue.verb.takes and long
    return previous.lower != "that" and (whole or _closes(passage, index))


def _closes(passage: Passage, index: int) -> bool:
    """Whether the sentence ends with the quotation."""
    tokens = passage.tokens
    if index + 1 == passage.sentence_of(index)[1]:
        return True
    return tokens[index + 1].word in ".!?;"


def _is_ended(passage: Passage, index: int) -> bool:
    """Whether a comma or the end of a sentence stands at the end of the quotation, inside or outside of its marks."""
    tokens = passage.tokens
    if tokens[index].last in _ENDS or _words(passage, index) >= _CLAUSE:
        return True
    return index + 1 < len(tokens) and tokens[index + 1].word in ",—–"


def _begins_sentence(passage: Passage, index: int) -> bool:
    """Whether a sentence begins with the quotation, but for a colon or a bullet."""
    first = passage.sentence_of(index)[0]
    return (
        index == first
        or passage.tokens[index - 1].word == ":"
        or (index == first + 1 and passage.tokens[first].kind is Kind.MARK)
    )


def _words(passage: Passage, index: int) -> int:
    quotation = passage.tokens[index].quotation
    return len(passage.text[quotation.inner.start : quotation.inner.end].split()) if quotation else 0
