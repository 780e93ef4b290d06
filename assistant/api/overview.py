"""What there is: the start of the API, for programs that look around."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from fastapi import Request
from pydantic import ConfigDict, TypeAdapter

from assistant.answers import SCHEMA
from assistant.api.paging import MOST, NoQuery
from assistant.api.reading import read_query
from assistant.web.answerer import Answerer
from assistant.web.security import MAX_BODY_BYTES
from corpus.documents import Kind
from corpus.reader import OpenIndex

__all__ = ["PATH", "Overviews", "overview_schema"]

PATH = "/api/v1"
_DESCRIBED = ConfigDict(use_attribute_docstrings=True, extra="forbid")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanName:
    """One plan that questions and lists can be limited to."""

    __pydantic_config__ = _DESCRIBED

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MostAllowed:
    """The limits that hold for everybody."""

    __pydantic_config__ = _DESCRIBED

    questions_per_minute: int
    """That one address may ask, or a key without a limit of its own; 0 is no limit. The lists and
    documents are counted apart, by the same number."""
    question_characters: int
    """A longer question is answered with the status “error”."""
    body_bytes: int
    page_items: int
    """The most that a part of a list has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What there is."""

    __pydantic_config__ = _DESCRIBED

    body: str
    """The public body whose plans these are."""
    documents: int
    """Of which text is held."""
    originals: int
    digests: int
    years: tuple[int, int]
    """When the first and the last of them came out."""
    kinds: tuple[Kind, ...]
    plans: tuple[PlanName, ...]
    commitments: bool
    """Whether the commitments are published here."""
    model: str
    """The chat model that phrases answers; empty where answers are quotations alone."""
    limits: MostAllowed
    versions: Mapping[str, str]
    """Of the assistant, of the form of answers, of the documents and of their index."""
    links: Mapping[str, str]


_OVERVIEW = TypeAdapter(Overview)


def overview_schema() -> dict[str, Any]:
    """Return the JSON Schema of the overview."""
    return _OVERVIEW.json_schema(mode="serialization")


class Overviews:
    """Answers what there is."""

    def __init__(
        self,
        answerer: Answerer,
        index: Callable[[], OpenIndex],
        *,
        per_minute: int,
        longest: int,
        commitments: bool,
        root_path: str,
    ) -> None:
        """Prepare; the arguments are those of `build_api`."""
        self._answerer = answerer
        self._index = index
        self._limits = MostAllowed(
            questions_per_minute=per_minute,
            question_characters=longest,
            body_bytes=MAX_BODY_BYTES,
            page_items=MOST,
        )
        self._commitments = commitments
        self._root_path = root_path

    def tell(self, request: Request) -> Mapping[str, Any]:
        """Return what there is."""
        read_query(request, NoQuery)
        return self.now()

    def now(self) -> Mapping[str, Any]:
        """Return what there is now.

        Raises:
            PlansError: The index cannot be used.
        """
        about, index = self._answerer.about(), self._index()
        names = ("ask", "documents", "commitments", "openapi.json", "docs")
        kept = [name for name in names if self._commitments or name != "commitments"]
        overview = Overview(
            body=about.body,
            documents=about.documents,
            originals=about.originals,
            digests=about.digests,
            years=about.years,
            kinds=about.kinds,
            plans=tuple(PlanName(id=plan, name=name) for plan, name in about.plans),
            commitments=self._commitments,
            model=about.model,
            limits=self._limits,
            versions={
                "assistant": version("plans-assistant"),
                "answer": SCHEMA,
                "corpus": index.corpus_sha256[:12],
                "index": index.generation.folder.name,
            },
            links={name.partition(".")[0]: f"{self._root_path}{PATH}/{name}" for name in kept},
        )
        told: Mapping[str, Any] = _OVERVIEW.dump_python(overview, mode="json")
        return told
