"""From what the rules propose to what the reader offers: found or taken from what is kept, linked, told in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial

from corpus.suggest import confidence, linking
from corpus.suggest.gathering import Crew, Gathered
from corpus.suggest.records import (
    Knowledge,
    MentionSuggestion,
    QuoteSuggestion,
    Speaker,
    StanceSuggestion,
    Suggestion,
)
from db import offers, phrases, proposals, suggestions
from db.codebook import Codebook
from db.engine import Project
from db.errors import ProjectError
from db.records import Annotations, Document
from tui import describe, proposer
from tui.clerk import Clerk
from tui.suggesting import Offer


async def find(clerk: Clerk, document: Document, crew: Crew) -> tuple[Gathered, str]:
    """What is proposed for a document, and the basis on which it is to be kept, empty where it is kept already."""
    source = proposals.source_of(document)
    basis = proposals.basis(source, crew.version)
    kept = await clerk.do(_kept, document, basis)
    if kept is not None:
        return Gathered(kept), ""
    gathered = await proposer.propose(source, crew)
    return gathered, basis if gathered.complete else ""


async def keep(clerk: Clerk, document: Document, basis: str, found: Sequence[Suggestion]) -> None:
    """Keep what was proposed, so that it need not be found again; where that cannot be, it is found again."""
    with suppress(ProjectError):
        await clerk.do(proposals.keep, document.sha256, basis, found)


def _kept(project: Project, document: Document, basis: str) -> tuple[Suggestion, ...] | None:
    with project.reading() as session:
        return proposals.find(session, document.sha256, basis, len(document.text))


async def standing(clerk: Clerk, document: Document) -> tuple[frozenset[str], Codebook]:
    """What the suggestions have to be held against: the keys of what this coder has rejected, and the codebook."""
    return await clerk.read_codebook(
        lambda session, book: (suggestions.rejected(session, clerk.coder, document.id), book)
    )


def link(document: Document, proposed: Sequence[Suggestion], knowledge: Knowledge) -> tuple[Suggestion, ...]:
    """The proposals with the codebook applied."""
    return linking.link(proposals.source_of(document), proposed, knowledge)


@dataclass(frozen=True, slots=True)
class Offering:
    """What offers are made with."""

    document: Document
    annotations: Annotations
    coder: str
    rejected: frozenset[str]
    knowledge: Knowledge

    def of(self, linked: Sequence[Suggestion]) -> list[Offer]:
        """The suggestions that are still open, in words."""
        names = self.knowledge.names
        chosen = phrases.chosen(self.document.text, self.annotations, linked)
        meant = [self._as_chosen(each, chosen, names) for each in linked]
        return [self._offer(each, names) for each in offers.still_open(meant, self.annotations, self.rejected)]

    def _as_chosen(self, each: Suggestion, chosen: Mapping[str, str], names: Mapping[str, str]) -> Suggestion:
        """A stance is held by who was chosen for its quote; an unknown speaker is whom the same words meant before."""
        if isinstance(each, StanceSuggestion):
            quote = offers.quote_under(self.annotations, each.span, self.coder)
            known = names.get(quote.speaker or "") if quote else None
            return replace(each, holder=Speaker(each.holder.span, known, quote.speaker)) if quote and known else each
        if not isinstance(each, QuoteSuggestion) or each.speaker is None or each.speaker.actor is not None:
            return each
        actor = chosen.get(phrases.folded(self.document.text, each.speaker.span))
        if actor is None or actor not in names:
            return each
        return replace(each, speaker=Speaker(each.speaker.span, names[actor], actor))

    def _offer(self, each: Suggestion, names: Mapping[str, str]) -> Offer:
        make = partial(
            Offer,
            key=offers.key(each),
            why=f"{each.why}, rule {each.rule}" if each.why else f"rule {each.rule}",
            is_guess=each.confidence < confidence.LIKELY,
            suggestion=each,
        )
        if isinstance(each, QuoteSuggestion):
            telling = tuple(part.span for part in each.parts if part.role != "content")
            return make(
                noun="quote", pieces=each.contents, words=self._quote(each), telling=telling, whom=_whom(each.speaker)
            )
        if isinstance(each, MentionSuggestion):
            whom = each.actor or each.name or f"? {' '.join(self._exact(each).split())}"
            return make(noun="mention", pieces=(each.span,), words=self._mention(each), whom=whom)
        words = f"stance of {each.holder.name} on {names.get(each.target, 'an unknown target')}, position asked"
        return make(noun="stance", pieces=(each.span,), words=words, telling=(each.target_span, *each.cues))

    def _quote(self, quote: QuoteSuggestion) -> str:
        day = describe.day(quote.said_on or self.document.published)
        return ", ".join(filter(None, [f"quote by {_speaker(quote.speaker)}", quote.type, day]))

    def _mention(self, mention: MentionSuggestion) -> str:
        exact = describe.quoted(self._exact(mention))
        if mention.name is None:
            return f"name {exact}: who is it? {len(mention.candidates)} may be meant"
        return f"name {exact} = {mention.name}" + ("" if mention.actor else f", new {mention.kind}")

    def _exact(self, mention: MentionSuggestion) -> str:
        return self.document.text[mention.span.start : mention.span.end]


def _speaker(speaker: Speaker | None) -> str:
    if speaker is None:
        return describe.NOBODY
    if speaker.actor is not None:
        return speaker.name
    if speaker.candidates:
        return f"{speaker.name}: who is it? {len(speaker.candidates)} may be meant"
    return f"{speaker.name} (new)" if phrases.is_telling(speaker.name) else f"{speaker.name}: who is it?"


def _whom(speaker: Speaker | None) -> str:
    return "" if speaker is None else speaker.actor or speaker.name.casefold()
