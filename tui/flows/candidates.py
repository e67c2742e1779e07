"""Who or what an answer may be: the likeliest first, new ones in the same step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from corpus import speakers
from corpus.names import ActorKind, Name, kind_of
from corpus.spans import Span
from db import actors, concepts, phrases
from db.engine import Session
from db.records import Actor, Concept, Use
from tui import describe, keymap
from tui.asking import Option, Question
from tui.choices import Choices
from tui.desk import Desk
from tui.flows import acts

NOBODY_PLACE = 2
"""Where "nobody named" stands at the latest, so that one key reaches it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An actor or a concept, known or to be made; without a name it is nobody."""

    name: str = ""
    id: str | None = None
    noun: str = "actor"
    kind: ActorKind = "person"
    """What a new actor is."""


@dataclass(frozen=True, slots=True)
class People:
    """The actors with how they have been used."""

    actors: Sequence[Actor]
    uses: Sequence[Use]


@dataclass(frozen=True, slots=True)
class Targets:
    """The actors and concepts with how they have been used as targets."""

    actors: Sequence[Actor]
    concepts: Sequence[Concept]
    uses: Sequence[Use]


def speaker_id(session: Session, choice: Choice) -> str | None:
    """The chosen speaker's id; None for nobody."""
    return actor_id(session, choice) if choice.name else None


def actor_id(session: Session, choice: Choice) -> str:
    """The chosen actor's id, making the actor if it is new; one merged meanwhile is who goes by the name now."""
    if choice.id and actors.is_there(session, choice.id):
        return choice.id
    known = actors.find_by_name(session, choice.name)
    if known:
        return known.id
    return choice.id or actors.create(session, choice.name, choice.kind)


def concept_id(session: Session, choice: Choice) -> str:
    """The chosen concept's id, making the concept if it is new."""
    if choice.id:
        return choice.id
    known = concepts.find_by_name(session, choice.name)
    return known.id if known else concepts.create(session, choice.name)


async def _people(desk: Desk) -> People:
    """Read the actors as they are used in the open document."""
    document = acts.opened(desk).id
    return await desk.clerk.read_codebook(lambda session, book: People(book.actors, book.actor_uses(session, document)))


async def _targets(desk: Desk) -> Targets:
    """Read the codebook as it is spoken about in the open document."""
    document = acts.opened(desk).id
    return await desk.clerk.read_codebook(
        lambda session, book: Targets(book.actors, book.concepts, book.target_uses(session, document))
    )


async def speaker_question(
    desk: Desk, content: Span, title: str = "speaker", first: Sequence[Choice] = ()
) -> Question[Choice]:
    """Who said it: whom the same words meant before, names near the quote, actors of this document, those used lately.

    Those given as `first` come before all others.
    """
    people = await _people(desk)
    every = await desk.names()
    near = speakers.likely_speakers(desk.reader.text, every, content)
    options = actor_options(people, near, every, acts.opened(desk).published)
    options.insert(min(NOBODY_PLACE, len(options)), Option(Choice(), describe.NOBODY, also="unnamed unsourced unknown"))
    about = describe.quoted(desk.reader.text[content.start : content.end])
    return _question(desk, title, about, _led_by(first or _chosen_before(desk, content), options))


def _chosen_before(desk: Desk, content: Span) -> list[Choice]:
    """Whom the words that name the speaker here meant before in this document."""
    text, proposed = desk.reader.text, desk.proposals.linked
    phrase = phrases.phrase_of(text, [content], proposed)
    actor = phrases.chosen(text, desk.annotations, proposed).get(phrase) if phrase else None
    return [Choice(desk.annotations.names.get(actor, ""), actor)] if actor else []


def _led_by(first: Sequence[Choice], options: Sequence[Option[Choice]]) -> list[Option[Choice]]:
    """The options with those for some choices before all others."""
    led = [next((option for option in options if means(option.value, choice)), _new(choice)) for choice in first]
    return [*led, *(option for option in options if option not in led)]


def means(one: Choice, other: Choice) -> bool:
    """Whether two choices are the same."""
    return one.id == other.id if one.id or other.id else one.name.casefold() == other.name.casefold()


async def actor_question(
    desk: Desk, span: Span, title: str = "actor", first: Sequence[Choice] = ()
) -> Question[Choice]:
    """Whom the name means: what it says itself, then actors of this document, then the lately used ones.

    Those given as `first` come before all others.
    """
    people = await _people(desk)
    exact = desk.reader.text[span.start : span.end]
    every = await desk.names()
    words = " ".join(exact.split())
    own = [name for name in every if name.span.meets(span)] or [Name(span, words, kind_of(words))]
    options = actor_options(people, own, every, acts.opened(desk).published)
    return _question(desk, title, describe.quoted(exact), _led_by(first, options))


async def target_question(desk: Desk, evidence: str, holder: str, first: Sequence[Choice] = ()) -> Question[Choice]:
    """What the stance is about: what was a target lately, then names in this text; new ones are concepts or actors."""
    book = await _targets(desk)
    on, places = acts.opened(desk).published, _places(book.uses)
    found = [(concept.id, _concept(concept)) for concept in book.concepts]
    found += [(actor.id, _known(actor, on)) for actor in book.actors if actor.name != holder]
    options = [option for _, option in sorted(found, key=lambda pair: places.get(pair[0], len(places)))]
    known = {holder.casefold(), *(option.label.casefold() for option in options)}
    options += [_spotted(name) for name in _frequent(await desk.names()) if name.full.casefold() not in known]
    return _question(desk, f"{holder} on", evidence, _led_by(first, options), may_be_concept=True)


def actor_options(people: People, near: Sequence[Name], every: Sequence[Name], on: str) -> list[Option[Choice]]:
    """Actors for a list: whom the names near by mean, then the actors by use, then all other names of the text."""
    by_name = _by_name(people.actors)
    options: dict[str, Option[Choice]] = {}

    def offer(name: Name) -> None:
        actor = by_name.get(name.full.casefold())
        options.setdefault(actor.id if actor else name.full, _known(actor, on) if actor else _spotted(name))

    for name in near:
        offer(name)
    places = _places(people.uses)
    for actor in sorted(people.actors, key=lambda actor: places.get(actor.id, len(places))):
        options.setdefault(actor.id, _known(actor, on))
    for name in _frequent(every):
        offer(name)
    return list(options.values())


def _by_name(actors: Sequence[Actor]) -> dict[str, Actor]:
    """Whom a name means: the first actor whose own name it is, or else the first who has it as an alias."""
    own = [(actor.name, actor) for actor in actors]
    aliases = [(alias, actor) for actor in actors for alias in actor.aliases]
    found: dict[str, Actor] = {}
    for name, actor in (*own, *aliases):
        found.setdefault(name.casefold(), actor)
    return found


def _known(actor: Actor, on: str) -> Option[Choice]:
    """An actor with the role that they had on the day, or the last one told."""
    role = actor.role_on(on)
    hint = ", ".join(filter(None, [role.title, role.organisation])) if role else ""
    told = [f"{actor.name} {hint}"] if hint else []
    return Option(Choice(actor.name, actor.id), actor.name, hint, "\n".join((*actor.aliases, *told)))


def _concept(concept: Concept) -> Option[Choice]:
    told = f"{concept.name} {concept.definition}" if concept.definition else ""
    return Option(Choice(concept.name, concept.id, "concept"), concept.name, also=told)


def _spotted(name: Name) -> Option[Choice]:
    return _new(Choice(name.full, kind=name.kind))


def _new(choice: Choice) -> Option[Choice]:
    """Somebody who is not in the codebook; most are persons, who need no word for it."""
    return Option(choice, choice.name, "new" if choice.kind == "person" else f"new {choice.kind}")


def _places(uses: Sequence[Use]) -> dict[str, int]:
    """Each one's place by use, the most useful first; what was never used has none."""
    return {use.id: place for place, use in enumerate(uses)}


def _frequent(found: Sequence[Name]) -> list[Name]:
    """The first of each full name, by how often they stand in the text."""
    firsts: dict[str, Name] = {}
    for name in found:
        firsts.setdefault(name.full, name)
    counts = Counter(name.full for name in found)
    return sorted(firsts.values(), key=lambda name: -counts[name.full])


def _question(
    desk: Desk, title: str, about: str, options: Sequence[Option[Choice]], *, may_be_concept: bool = False
) -> Question[Choice]:
    """A question for an actor or a target; what is typed makes a new one."""

    def make(typed: str) -> list[Option[Choice]]:
        if not typed:
            return []
        concept = [Option(Choice(typed, noun="concept"), typed, "new concept")] if may_be_concept else []
        kind = kind_of(typed)
        return [*concept, Option(Choice(typed, kind=kind), typed, f"new {kind}")]

    desk.lists.choices = desk.lists.choices or Choices()
    return Question(title, about, options, typing=make, picks=keymap.picks(), known=desk.lists.choices)
