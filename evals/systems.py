"""What is measured: the assistant, and what a user would otherwise have.

`plain` is what LangChain and Chroma tutorials build: texts cut at 1,000 characters with 150 of
overlap, the same embedding model, the five nearest shown. `bm25` shows the five best passages by
words alone. Neither has a scope, and neither ever declines.
"""

import re
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol

from assistant.answers import Answer, Citation
from assistant.pipeline import Assistant
from assistant.settings import AssistantSettings
from corpus.generation import Generation
from corpus.reader import IndexReader, OpenIndex
from corpus.text import normalise
from evals.shown import Shown, ShownCitation, ShownHit

__all__ = [
    "SYSTEMS",
    "AssistantSystem",
    "Bm25System",
    "Contestant",
    "PlainSystem",
    "System",
    "open_systems",
]

_SHOWN, _DEPTH = 5, 12
_CHUNK, _OVERLAP = 1000, 150
_IN_MARKS = re.compile(r"“([^”]+)”")
_BULLETS = re.compile(r"(?m)^• ")


class System(Protocol):
    """Something that answers questions."""

    @property
    def passages(self) -> Sequence[ShownHit]:
        """All that it can retrieve."""
        ...

    def ask(self, question: str, history: Sequence[str] = ()) -> Shown:
        """Answer a question."""
        ...


class Contestant:
    """A system with a name that answers each question once: several tasks ask the same."""

    def __init__(self, name: str, system: System) -> None:
        self.name = name
        self.system = system
        self.passages = system.passages
        self._asked: dict[tuple[str, tuple[str, ...]], Shown] = {}

    def ask(self, question: str, history: Sequence[str] = ()) -> Shown:
        """Answer a question, with the time it took the first time."""
        key = (question, tuple(history))
        if key not in self._asked:
            began = time.perf_counter()
            shown = self.system.ask(question, history)
            taken = (time.perf_counter() - began) * 1000
            self._asked[key] = replace(shown, milliseconds=round(taken, 2))
        return self._asked[key]


class AssistantSystem:
    """The assistant, with an independent look at each citation."""

    def __init__(self, assistant: Assistant, index: OpenIndex) -> None:
        self.assistant = assistant
        self._generation = index.generation
        self.passages = _passages(index)
        self._by_id = {passage.id: passage for passage in self.passages}

    def ask(self, question: str, history: Sequence[str] = ()) -> Shown:
        """Answer a question."""
        answer = self.assistant.answer(question, history)
        honest = self._says_only_what_is_cited(answer)
        ranked = sorted((*answer.hits, *answer.rejected), key=lambda hit: hit.rank)
        return Shown(
            status=answer.status.value,
            text=answer.text,
            words=sum(len(citation.shown.split()) for citation in answer.citations),
            citations=tuple(self._citation(c, answer, honest=honest) for c in answer.citations),
            hits=tuple(self._by_id[hit.passage] for hit in ranked),
            plans=answer.scope.plans,
            support=answer.support,
            milliseconds=0,
        )

    def _says_only_what_is_cited(self, answer: Answer) -> bool:
        """Whether all that stands in quotation marks stands in a cited text, or is a title."""
        texts = [c.shown for c in answer.citations] + [c.title for c in answer.citations]
        texts += [self._generation.text(c.document) for c in answer.citations]
        said = [normalise(_BULLETS.sub("", text)) for text in texts]
        quoted = [normalise(_BULLETS.sub("", words)) for words in _IN_MARKS.findall(answer.text)]
        return all(any(words in text for text in said) for words in quoted)

    def _citation(self, citation: Citation, answer: Answer, *, honest: bool) -> ShownCitation:
        stored = self._generation.text(citation.document)
        return ShownCitation(
            document=citation.document,
            start=citation.start,
            end=citation.end,
            shown=citation.shown,
            verified=honest
            and bool(citation.shown.strip())
            and _is_quoted(citation, stored)
            and _is_marked(citation, answer.text),
        )


def _is_quoted(citation: Citation, stored: str) -> bool:
    """Whether each line of what is shown stands at the place that the citation names.

    A table row is shown with the names of its columns; its words must all be the document's.
    """
    place = stored[citation.start : citation.end]
    if place != citation.quotation:
        return False
    shown = _BULLETS.sub("", citation.shown).split("\n")
    if place.lstrip().startswith("|"):
        return _words(" ".join(shown)) <= _words(stored)
    return all(normalise(line) in normalise(place) for line in shown)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", normalise(text)))


def _is_marked(citation: Citation, text: str) -> bool:
    """Whether the marker in the text follows these words."""
    before, marker, _ = text.partition(f"[{citation.marker}]")
    words = re.split(r"\[\d+\]", before)[-1]
    shown = normalise(_BULLETS.sub("", citation.shown))
    return bool(marker) and shown in normalise(_BULLETS.sub("", words))


class Bm25System:
    """The best passages by words alone."""

    def __init__(self, index: OpenIndex) -> None:
        self._index = index
        self.passages = _passages(index)

    def ask(self, question: str, history: Sequence[str] = ()) -> Shown:
        """Show the best passages for the last question."""
        del history
        found = self._index.words.search(question, top_k=_DEPTH)
        hits = [self.passages[hit.position] for hit in found]
        return _unjudged(hits, found[0].score if found else 0.0, self._index.generation)


class PlainSystem:
    """LangChain's splitter and Chroma store over the same texts, with the same model."""

    def __init__(self, index: OpenIndex) -> None:
        from langchain_chroma import Chroma
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        self._generation = index.generation
        splitter = RecursiveCharacterTextSplitter(
            chunk_size=_CHUNK, chunk_overlap=_OVERLAP, add_start_index=True
        )
        documents = list(self._generation.manifest.documents)
        chunks = splitter.create_documents(
            [self._generation.text(document) for document in documents],
            [{"document": document} for document in documents],
        )
        self._folder = tempfile.TemporaryDirectory(prefix="plans-plain-")
        self._store = Chroma(persist_directory=self._folder.name, embedding_function=index.embedder)
        self._store.add_documents(chunks)
        self.passages = [_chunk_hit(chunk.page_content, chunk.metadata) for chunk in chunks]

    def ask(self, question: str, history: Sequence[str] = ()) -> Shown:
        """Show the nearest chunks for the last question."""
        del history
        found = self._store.similarity_search_with_score(question, k=_DEPTH)
        hits = [_chunk_hit(chunk.page_content, chunk.metadata) for chunk, _ in found]
        return _unjudged(hits, _cosine(found[0][1]) if found else 0.0, self._generation)


def _cosine(distance: float) -> float:
    """From the squared distance between unit vectors, which Chroma gives unless told otherwise."""
    return 1 - distance / 2


def _passages(index: OpenIndex) -> list[ShownHit]:
    return [
        ShownHit(id=p.id, document=p.document, start=p.start, end=p.end, text=p.text)
        for p in index.generation.passages
    ]


def _chunk_hit(text: str, metadata: Mapping[str, Any]) -> ShownHit:
    start = int(metadata["start_index"])
    document = str(metadata["document"])
    return ShownHit(
        id=f"{document}/{start}", document=document, start=start, end=start + len(text), text=text
    )


def _unjudged(hits: Sequence[ShownHit], support: float, generation: Generation) -> Shown:
    """Show the first few hits whole, whatever they are worth."""
    shown = hits[:_SHOWN]
    return Shown(
        status="answered" if shown else "not_found",
        text="\n\n".join(hit.text for hit in shown),
        words=sum(len(hit.text.split()) for hit in shown),
        citations=tuple(
            ShownCitation(
                document=hit.document,
                start=hit.start,
                end=hit.end,
                shown=hit.text,
                verified=generation.text(hit.document)[hit.start : hit.end] == hit.text,
            )
            for hit in shown
        ),
        hits=tuple(hits),
        plans=(),
        support=support,
        milliseconds=0,
    )


SYSTEMS = ("assistant", "plain", "bm25")


def open_systems(settings: AssistantSettings, names: Sequence[str] = SYSTEMS) -> list[Contestant]:
    """Open systems on the current index.

    Raises:
        PlansError: The index or the embedding model cannot be used.
    """
    index = IndexReader(settings.data, settings.embedding_model).current()
    made: dict[str, Callable[[], System]] = {
        "assistant": lambda: AssistantSystem(Assistant(settings), index),
        "plain": lambda: PlainSystem(index),
        "bm25": lambda: Bm25System(index),
    }
    contestants = []
    for name in names:
        system = made[name]()
        system.ask("a first question, so that nothing is loaded while time is taken")
        contestants.append(Contestant(name, system))
    return contestants
