"""Question sets: what is asked, and what a right answer has. The guide is `questions/README.md`."""

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from assistant.answers import Status
from corpus.catalogue import Catalogue
from corpus.errors import PlansError
from corpus.yaml_lists import read_entries
from evals.facts import holds

__all__ = [
    "CATEGORIES",
    "FOLDER",
    "SPLITS",
    "WRITTEN",
    "Category",
    "Sample",
    "Split",
    "check_samples",
    "load_samples",
    "read_samples",
]

Split = Literal["dev", "test"]
SPLITS: tuple[Split, ...] = get_args(Split)
Category = Literal[
    "fact",
    "figure",
    "when",
    "who",
    "list",
    "theme",
    "plan-by-year",
    "compare-years",
    "commitment",
    "delivery-evidence",
    "yes-no",
    "count",
    "time",
    "words",
    "follow-up",
    "changed-subject",
    "contradiction",
    "unanswerable-near",
    "unanswerable-far",
    "wrong-premise",
    "not-held",
    "clarification",
    "emergency",
    "not-an-emergency",
    "injection",
    "out-of-scope",
]
CATEGORIES: tuple[Category, ...] = get_args(Category)
WRITTEN = dt.date(2026, 11, 1)
"""The day on which "current" and "last year" are meant in the sets that ship."""
FOLDER = Path(__file__).parent / "questions"
"""Where the sets lie."""


class Sample(BaseModel):
    """One question with what is expected of its answer."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)
    question: str = Field(pattern=r"\S")
    history: tuple[str, ...] = ()
    """Earlier questions of the same person, oldest first."""
    in_full: str | None = None
    """A follow-up asked so that it needs no history."""
    category: Category
    answerable: bool = True
    status: tuple[Status, ...] = ()
    """Statuses that would be right; `answered` where nothing else is said."""
    documents: tuple[tuple[str, ...], ...] = ()
    """Documents to cite; of each group, one is enough."""
    may_cite: tuple[str, ...] = ()
    """Documents that may be cited as well."""
    contains: tuple[tuple[str, ...], ...] = ()
    """Facts that a right answer states; of each group, one wording is enough."""
    not_contains: tuple[Annotated[str, Field(pattern=r"\S")], ...] = ()
    """What a right answer does not state."""
    plans: tuple[str, ...] | None = None
    """The plans that the answer's scope must be; empty: no plan limits it; None: not judged."""
    note: str = ""

    @field_validator("documents", "contains", mode="before")
    @classmethod
    def _groups(cls, value: object) -> object:
        if not isinstance(value, list):
            raise ValueError("must be a list, in square brackets or a line each")
        groups = [part if isinstance(part, list) else [part] for part in value]
        if any(not group or any(not str(words).strip() for words in group) for group in groups):
            raise ValueError("must not be empty")
        return groups

    @model_validator(mode="after")
    def _is_consistent(self) -> "Sample":
        if self.answerable and not (self.documents and self.contains):
            raise ValueError("an answerable question needs documents and contains")
        if not self.answerable and not self.status:
            raise ValueError("a question that is not answerable needs a status")
        if not self.answerable and (self.documents or Status.ANSWERED in self.status):
            raise ValueError("not answerable, but has documents or the status answered")
        if len({d for g in self.documents for d in g}) < sum(map(len, self.documents)):
            raise ValueError("documents: one stands in two groups; use may_cite")
        if (self.category == "emergency") != (Status.EMERGENCY in self.status):
            raise ValueError("an emergency, and nothing else, has the status emergency")
        if self.category == "follow-up" and not (self.history and self.in_full):
            raise ValueError("a follow-up needs history and in_full")
        if self.in_full and not self.history:
            raise ValueError("in_full is for follow-ups, which have a history")
        return self

    @property
    def right_documents(self) -> frozenset[str]:
        """All documents that a right answer may cite."""
        return frozenset(d for group in self.documents for d in group) | {*self.may_cite}

    @property
    def right_statuses(self) -> tuple[Status, ...]:
        """Statuses that would be right."""
        return self.status or (Status.ANSWERED,)


def load_samples(split: Split) -> list[Sample]:
    """Read a set: tune on `dev`, only report on `test`.

    Raises:
        PlansError: An entry is not valid; the message has every problem with its line.
    """
    return read_samples(FOLDER / f"{split}.yaml")


def read_samples(path: Path) -> list[Sample]:
    """Read the entries of a file.

    Raises:
        PlansError: An entry is not valid; the message has every problem with its line.
    """
    read = read_entries(path, Sample, "sample")
    lines: dict[str, int] = {}
    for sample, at in read.entries:
        if sample.id in lines:
            read.problems.append(f"{path}:{at['']}: id {sample.id!r} is used before")
        lines.setdefault(sample.id, at[""])
    if read.problems:
        raise PlansError("\n".join(read.problems))
    return [sample for sample, _ in read.entries]


def check_samples(
    samples: Sequence[Sample], catalogue: Catalogue, texts: Mapping[str, str]
) -> list[str]:
    """Hold samples against a corpus; returns a line for each problem.

    Args:
        samples: What is asked.
        catalogue: The documents that are known.
        texts: Their texts, by id.
    """
    plans = {plan.id for plan in catalogue.plans}
    problems = []
    for sample in samples:
        for document in (*(d for group in sample.documents for d in group), *sample.may_cite):
            if document not in texts:
                problems.append(f"{sample.id}: documents: no text of {document!r} is held")
        for plan in sample.plans or ():
            if plan not in plans:
                problems.append(f"{sample.id}: plans: no plan has the id {plan!r}")
        named = [texts.get(d, "") for group in sample.documents for d in group]
        # Of a count, the figure stands in no document: it is counted over them.
        for fact in sample.contains if sample.answerable and sample.category != "count" else ():
            if not any(holds(text, wording) for text in named for wording in fact):
                problems.append(
                    f"{sample.id}: contains: {fact[0]!r} stands in none of its documents"
                )
    return problems
