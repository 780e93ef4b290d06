"""What is measured: the assistant, without a chat model and with one, and what else there is.

`plain` is what LangChain and Chroma tutorials build: texts cut at 1,000 characters with 150 of
overlap, the same embedding model, the five nearest shown. `bm25` shows the five best passages by
words alone. Neither has a scope, and neither ever declines.

`writer` is the assistant with a chat model above the quotations: the one that is set, otherwise a
script that tells the truth.
"""

import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

from langchain_core.documents import Document as LangChainDocument

from assistant.answers import Answer, Status
from assistant.pipeline import Assistant
from assistant.settings import AssistantSettings
from corpus.index import Found
from corpus.langchain_embeddings import LangChainEmbeddings
from corpus.reader import OpenIndex
from evals.citations import StoredText, check_citations
from evals.index import stored_texts
from evals.plain import SHOWN, nearest, open_store, splitter
from evals.shown import Shown, ShownCitation, ShownHit, ranked_hits

__all__ = [
    "SYSTEMS",
    "AssistantSystem",
    "Bm25System",
    "Contestant",
    "PlainSystem",
    "System",
    "close_systems",
    "open_systems",
]

_DEPTH = 12
_Texts = Mapping[str, StoredText]


class System(Protocol):
    """Something that answers questions."""

    @property
    def passages(self) -> Sequence[ShownHit]:
        """All that it can retrieve."""
        ...

    def answer(self, question: str, history: Sequence[str] = ()) -> Any:
        """Answer a question; this alone is what a person would wait for."""
        ...

    def show(self, answer: Any) -> Shown:
        """Put an answer into the form in which it is scored, and look at each citation."""
        ...


class Contestant:
    """A system with a name that answers each question once: several tasks ask the same."""

    def __init__(
        self,
        name: str,
        system: System,
        *,
        made_with: str = "",
        close: Callable[[], None] = lambda: None,
    ) -> None:
        """Take a system.

        Args:
            name: What tables call it.
            system: It.
            made_with: What a run must record of it besides settings and versions.
            close: Stops what was started for it.
        """
        self.name = name
        self.system = system
        self.passages = system.passages
        self.made_with = made_with
        self.close = close
        self._asked: dict[tuple[str, tuple[str, ...]], Shown] = {}

    def ask(self, question: str, history: Sequence[str] = ()) -> Shown:
        """Answer a question, with the time that answering took the first time."""
        key = (question, tuple(history))
        if key not in self._asked:
            began = time.perf_counter()
            answer = self.system.answer(question, history)
            taken = (time.perf_counter() - began) * 1000
            shown = self.system.show(answer)
            self._asked[key] = replace(shown, milliseconds=round(taken, 2))
        return self._asked[key]


class AssistantSystem:
    """The assistant, with an independent look at each citation."""

    def __init__(self, assistant: Assistant, index: OpenIndex, texts: _Texts) -> None:
        self._assistant = assistant
        self._texts = texts
        self.passages = _passages(index)
        self._by_id = {passage.id: passage for passage in self.passages}

    def answer(self, question: str, history: Sequence[str] = ()) -> Answer:
        """Answer a question."""
        return self._assistant.answer(question, history)

    def show(self, answer: Answer) -> Shown:
        """Put an answer into the form in which it is scored, and look at each citation."""
        written = " ".join(sentence.text for sentence in answer.written)
        quoted = " ".join(citation.shown for citation in answer.citations)
        writer = answer.writer
        return Shown(
            status=answer.status.value,
            text=answer.text,
            words=len(f"{written} {quoted}".split()),
            citations=check_citations(answer, self._texts),
            hits=tuple(self._by_id[hit.passage] for hit in ranked_hits(answer)),
            plans=answer.scope.plans,
            support=answer.support,
            milliseconds=0,
            written=written if writer else None,
            sentences=writer.sentences if writer else 0,
            dropped=sum(writer.dropped.values()) if writer else 0,
            ended=str(writer.ended or "") if writer else "",
        )


class Bm25System:
    """The best passages by words alone."""

    def __init__(self, index: OpenIndex, texts: _Texts) -> None:
        self._words = index.words
        self._texts = texts
        self.passages = _passages(index)

    def answer(self, question: str, history: Sequence[str] = ()) -> list[Found]:
        """Find the best passages for the last question."""
        del history
        return self._words.search(question, top_k=_DEPTH)

    def show(self, answer: Sequence[Found]) -> Shown:
        """Show the first few."""
        hits = [self.passages[found.position] for found in answer]
        return _unjudged(hits, answer[0].score if answer else 0.0, self._texts)


class PlainSystem:
    """LangChain's splitter and Chroma store over the same texts, with the same model."""

    def __init__(self, index: OpenIndex, texts: _Texts) -> None:
        self._texts = texts
        chunks = splitter(add_start_index=True).create_documents(
            [stored.text for stored in texts.values()],
            [{"document": document} for document in texts],
        )
        self._folder = tempfile.TemporaryDirectory(prefix="plans-plain-")
        embedder = LangChainEmbeddings(index.embedder)
        self._store = open_store(Path(self._folder.name), embedder)
        self._store.add_documents(chunks)
        self.passages = [_chunk_hit(chunk) for chunk in chunks]

    def answer(
        self, question: str, history: Sequence[str] = ()
    ) -> list[tuple[LangChainDocument, float]]:
        """Find the nearest chunks for the last question."""
        del history
        return nearest(self._store, question, top_k=_DEPTH)

    def show(self, answer: Sequence[tuple[LangChainDocument, float]]) -> Shown:
        """Show the first few."""
        hits = [_chunk_hit(chunk) for chunk, _ in answer]
        return _unjudged(hits, answer[0][1] if answer else 0.0, self._texts)


def _passages(index: OpenIndex) -> list[ShownHit]:
    return [
        ShownHit(id=p.id, document=p.document, start=p.start, end=p.end, text=p.text)
        for p in index.generation.passages
    ]


def _chunk_hit(chunk: LangChainDocument) -> ShownHit:
    text = chunk.page_content
    start = int(chunk.metadata["start_index"])
    document = str(chunk.metadata["document"])
    return ShownHit(
        id=f"{document}/{start}", document=document, start=start, end=start + len(text), text=text
    )


def _unjudged(hits: Sequence[ShownHit], support: float, texts: _Texts) -> Shown:
    """Show the first few hits whole, whatever they are worth."""
    shown = hits[:SHOWN]
    return Shown(
        status=Status.ANSWERED.value if shown else Status.NOT_FOUND.value,
        text="\n\n".join(hit.text for hit in shown),
        words=sum(len(hit.text.split()) for hit in shown),
        citations=tuple(
            ShownCitation(
                document=hit.document,
                start=hit.start,
                end=hit.end,
                shown=hit.text,
                verified=texts[hit.document].text[hit.start : hit.end] == hit.text,
            )
            for hit in shown
        ),
        hits=tuple(hits),
        plans=(),
        support=support,
        milliseconds=0,
    )


SYSTEMS = ("assistant", "writer", "plain", "bm25")


def open_systems(
    settings: AssistantSettings,
    index: OpenIndex,
    names: Sequence[str] = SYSTEMS,
    environment: Mapping[str, str] | None = None,
) -> list[Contestant]:
    """Open systems on an index; whoever does closes them.

    Args:
        settings: Of the assistant.
        index: The current index of these settings.
        names: Which of `SYSTEMS`.
        environment: Where a chat model's own key may stand; nowhere if not given.

    Raises:
        PlansError: A stored text is lost or altered, or the chat model cannot be used.
    """
    stored = stored_texts(index.generation)
    texts = {document: StoredText(text) for document, text in stored.items()}
    alone = settings.model_copy(update={"model": ""})
    made: dict[str, Callable[[], Contestant]] = {
        "assistant": lambda: Contestant(
            "assistant", AssistantSystem(Assistant(alone), index, texts)
        ),
        "writer": lambda: _with_a_model(settings, index, texts, environment or {}),
        "plain": lambda: Contestant("plain", PlainSystem(index, texts)),
        "bm25": lambda: Contestant("bm25", Bm25System(index, texts)),
    }
    contestants: list[Contestant] = []
    try:
        for name in names:
            contestants.append(made[name]())
            contestants[-1].system.answer(
                "a first question, so that nothing is loaded while time is taken"
            )
    except BaseException:
        close_systems(contestants)
        raise
    return contestants


def close_systems(contestants: Sequence[Contestant]) -> None:
    """Stop what was started for them."""
    for contestant in contestants:
        contestant.close()


def _with_a_model(
    settings: AssistantSettings,
    index: OpenIndex,
    texts: _Texts,
    environment: Mapping[str, str],
) -> Contestant:
    from evals.modelled import open_model

    opened = open_model(settings, environment)
    try:
        system = AssistantSystem(opened.assistant, index, texts)
    except BaseException:
        opened.close()
        raise
    return Contestant("writer", system, made_with=opened.made_with, close=opened.close)
