"""Articles from 5 KB to 10 MB, and from 10 to 10,000 marks in one: what grows with them and what must not."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from bench import articles, keys
from bench.bed import Bed
from bench.figures import Figure
from bench.terminal import Terminal

LENGTHS = (5_000, 50_000, 500_000, 5_000_000, 10_000_000)
MARKS = (10, 100, 1_000, 10_000)
MARKED = 200_000
"""The length of the article that the marks are in."""
COUNT = 30
TAGS = 12
OPENING_SECONDS = 20.0
SAVED_MS = 20
LINEAR = 1.5
"""Up to so many times its share of the length opening may cost."""


def figures(bed: Bed) -> Iterator[Figure]:
    """Articles of 5 KB to 10 MB; 10 to 10,000 marks in one."""
    for length in LENGTHS:
        texts = [bed.small, articles.article(3, length)]
        articles.make_project(bed.project(f"length-{length}"), texts)
    yield from _moves(bed, {f"length-{length}": f"{length / 1000:,.0f} KB" for length in LENGTHS})
    articles.make_project(bed.project("unmarked"), [bed.small, articles.article(4, MARKED)])
    for count in MARKS:
        articles.marked_copy(bed.project("unmarked"), bed.project(f"marks-{count}"), count)
    names = {f"marks-{count}": f"{count:,} marks" for count in MARKS}
    yield from _moves(bed, names)
    yield from _tags(bed, names)


def _moves(bed: Bed, names: dict[str, str]) -> Iterator[Figure]:
    """Opening, moving and paging in each, in turns with the first."""
    base = next(iter(names))
    for name, words in names.items():
        with bed.reader(base) as small, bed.reader(name) as other:
            _open(small)
            opened = _open(other)
            yield Figure(f"{words}: opening, key to complete paint", opened, "ms")
            if name == base:
                continue
            programs = {base: small, name: other}
            _settle(other, small)
            for act, pressed in (("word move", ("l",)), ("page", keys.PAGING)):
                answers = keys.in_turns(programs, pressed, COUNT)
                cost = keys.ratio(answers, name, base)
                yield Figure(f"{words}: {act}, against {names[base]}", cost, "x", keys.SAME)
            yield Figure(f"{words}: memory", other.megabytes, "MB")


def _tags(bed: Bed, names: dict[str, str]) -> Iterator[Figure]:
    """Tagging and undoing in each, in turns with the first."""
    base = next(iter(names))
    for name, words in names.items():
        with bed.reader(name) as alone:  # with a second screen on the project, that one follows each tag
            _open(alone)
            _settle(alone)
            yield Figure(f"{words}: tag: called saved", _called_saved(alone), "ms", SAVED_MS)
        with bed.reader(base) as small, bed.reader(name) as other:
            programs = {base: small, name: other}
            for reader in programs.values():
                _open(reader)
            _settle(other, small)
            for act, took in tag_times(programs, TAGS).items():
                if name == base:
                    yield Figure(f"{words}: {act}", took[base], "ms")
                else:
                    yield Figure(f"{words}: {act}, against {names[base]}", took[name] / took[base], "x")


def _settle(reader: Terminal, *others: Terminal) -> None:
    """Let names and suggestions be found: meanwhile keys share the processor with that."""
    reader.show(reader.collect(2.0, keys.FINDING_SECONDS))
    for other in others:
        other.show(other.collect(1.0, 1.0))


def _open(reader: Terminal) -> float:
    answer = reader.key("J", 0.5, OPENING_SECONDS)
    reader.wait_for("2 of 2", seconds=OPENING_SECONDS)
    return answer.last


def _called_saved(reader: Terminal) -> float:
    """The median time from the last key of a tag until the screen says that it is saved."""
    times = []
    for _ in range(TAGS):
        reader.show(reader.collect(0.5, 0.5))
        reader.time_to("Enter: first", "a")
        reader.show(reader.collect(0.5, 0.5))
        times.append(reader.time_to("saved", "\r"))
        reader.show(reader.collect(0.5, 0.5))
        reader.time_to("undone", "u")
    return median(times)


def tag_times(programs: dict[str, Terminal], count: int) -> dict[str, dict[str, float]]:
    """The medians of tagging a name and of undoing it, to the complete answer, in programs that take turns."""
    acts = {"tag: question": "a", "tag: saved": "\r", "undo": "u"}
    times: dict[str, dict[str, list[float]]] = {act: {name: [] for name in programs} for act in acts}
    for _ in range(count):
        for name, terminal in programs.items():
            for act, key in acts.items():
                times[act][name].append(terminal.key(key, 0.5, 5).last)
    return {act: {name: sorted(each)[len(each) // 2] for name, each in found.items()} for act, found in times.items()}
