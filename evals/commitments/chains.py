"""`python -m evals.commitments.chains`: how well what followed from consultations is found."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from assistant.chains.chain import chains
from assistant.chains.records import Chain, Link, Topic
from assistant.settings import AssistantSettings
from corpus.errors import PlansError
from corpus.sources import index_reader
from corpus.yaml_lists import read_entries
from evals.commitments.sentences import rate

__all__ = ["Figures", "measure", "read_labelled"]

LABELLED = Path(__file__).with_name("chains-dev.yaml")


class _Links(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    right: tuple[tuple[str, str], ...] = ()
    fair: tuple[tuple[str, str], ...] = ()


class Labelled(BaseModel):
    """A topic of a consultation with the links that are right, by hand."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    document: str
    asked: str = Field(min_length=3)
    decided: _Links = _Links()
    reported: _Links = _Links()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Counts over the labelled topics."""

    topics: int
    found_topics: int
    shown: int
    """Links that are shown for the topics that were found."""
    wrong: tuple[str, ...]
    """Of those, the ones that no label allows."""
    wanted: int
    """Links that have to be found."""
    missed: tuple[str, ...]


def read_labelled(path: Path = LABELLED) -> tuple[Labelled, ...]:
    """Read the labels.

    Raises:
        PlansError: Something is wrong in the file.
    """
    read = read_entries(path, Labelled, "topic")
    if read.problems:
        raise PlansError("\n".join(read.problems))
    return tuple(entry for entry, _ in read.entries)


def measure(labelled: Sequence[Labelled], found: Sequence[Chain]) -> Figures:
    """Hold chains against the labels."""
    by_document = {chain.document: chain for chain in found}
    shown, wrong, wanted, missed, topics = 0, [], 0, [], 0
    for label in labelled:
        topic = _topic(label, by_document.get(label.document))
        topics += topic is not None
        steps = (
            ("decided", label.decided, topic.decided if topic else ()),
            ("reported", label.reported, topic.reported if topic else ()),
        )
        for name, links, got in steps:
            shown += len(got)
            wanted += len(links.right)
            where = f"{label.document}: {label.asked}: {name}"
            allowed = (*links.right, *links.fair)
            wrong += [f"{where}: {g.shown}" for g in got if not any(_is(g, a) for a in allowed)]
            missed += [f"{where}: {r}" for r in links.right if not any(_is(g, r) for g in got)]
    return Figures(
        topics=len(labelled),
        found_topics=topics,
        shown=shown,
        wrong=tuple(wrong),
        wanted=wanted,
        missed=tuple(missed),
    )


def _topic(label: Labelled, chain: Chain | None) -> Topic | None:
    topics = chain.topics if chain else ()
    return next((t for t in topics if t.asked.words.startswith(label.asked)), None)


def _is(link: Link, label: tuple[str, str]) -> bool:
    return link.document == label[0] and link.shown.startswith(label[1])


def main() -> int:
    """Print the figures and every error; returns the exit status."""
    settings = AssistantSettings()
    try:
        index = index_reader(settings).current()
        figures = measure(read_labelled(), chains(index))
    except PlansError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    right, got = figures.shown - len(figures.wrong), figures.wanted - len(figures.missed)
    print(f"dev: {figures.topics} topics, {figures.found_topics} of them found")
    for name, part, whole in (("precision", right, figures.shown), ("recall", got, figures.wanted)):
        share, interval = rate(part, whole)
        low, high = interval or (share, share)
        print(f"{name:<10} {part}/{whole} = {share:.2f} ({low:.2f} to {high:.2f})")
    print("\n".join([f"wrong:  {each}" for each in figures.wrong]))
    print("\n".join([f"missed: {each}" for each in figures.missed]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
