"""Labelled examples of what a later sentence reports of a promise, and what is suggested."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.commitments.records import Relation
from assistant.commitments.relations import Suggested, suggest
from corpus.errors import PlansError
from evals.commitments.sentences import Interval, rate

__all__ = [
    "Example",
    "RelationFigures",
    "Said",
    "measure_relations",
    "read_examples",
    "suggest_all",
]


class Example(BaseModel):
    """One entry of a file of examples; its README explains the fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    promise: str = Field(min_length=1)
    promised_in: str | None
    """The document in which the promise stands; None where it is made up."""
    words: str = Field(min_length=1)
    document: str | None
    """The document in which the later words stand; None where they are made up."""
    relation: Relation
    reason: str
    held_out: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """An example, and what is suggested of it."""

    example: Example
    suggested: Suggested

    @property
    def told(self) -> bool:
        """Whether anything but "unclear" is suggested."""
        return self.suggested.relation is not Relation.UNCLEAR

    @property
    def right(self) -> bool:
        """Whether the suggestion is the label."""
        return self.suggested.relation is self.example.relation


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationFigures:
    """What the suggestions are worth on a set of examples; each figure with its 95% interval."""

    examples: int
    told: int
    """Examples of which anything but "unclear" is suggested."""
    right_when_told: tuple[float, Interval]
    """Of those, how many are labelled so."""
    unclear: tuple[float, Interval]
    """How many of all are left unclear."""
    precision: Mapping[Relation, tuple[float, Interval]]
    recall: Mapping[Relation, tuple[float, Interval]]
    confusion: Mapping[tuple[Relation, Relation], int]
    """How often a labelled relation was suggested to be another; the label first."""


def read_examples(path: Path, *, held_out: bool) -> tuple[Example, ...]:
    """Read the part of a file of examples that is held out, or the other one.

    Raises:
        PlansError: It cannot be read, or an entry is not whole.
    """
    try:
        entries = yaml.safe_load(path.read_text("utf-8"))
        examples = tuple(Example.model_validate(entry) for entry in entries)
    except FileNotFoundError:
        raise PlansError(f"{path}: not found") from None
    except (yaml.YAMLError, ValidationError, TypeError) as error:
        raise PlansError(f"{path}: {error}") from None
    return tuple(each for each in examples if each.held_out is held_out)


def suggest_all(examples: Sequence[Example]) -> tuple[Said, ...]:
    """Suggest what each later sentence reports of its promise."""
    return tuple(
        Said(example=each, suggested=suggest(each.words, each.promise)) for each in examples
    )


def measure_relations(said: Sequence[Said]) -> RelationFigures:
    """Count how often a suggestion is the label, and how often none is made."""
    confusion = Counter((each.example.relation, each.suggested.relation) for each in said)
    told = [each for each in said if each.told]
    labelled = Counter(each.example.relation for each in said)
    suggested = Counter(each.suggested.relation for each in said)
    return RelationFigures(
        examples=len(said),
        told=len(told),
        right_when_told=rate(sum(each.right for each in told), len(told)),
        unclear=rate(len(said) - len(told), len(said)),
        precision={one: rate(confusion[one, one], suggested[one]) for one in Relation},
        recall={one: rate(confusion[one, one], labelled[one]) for one in Relation},
        confusion=confusion,
    )
