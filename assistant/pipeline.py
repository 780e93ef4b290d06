"""From a question to an answer: understand, scope, retrieve, select, compose, verify."""

import datetime as dt
import logging
import uuid
from collections.abc import Sequence

from assistant.abstention import adds_to_it, answers_it, is_foreign, support
from assistant.answers import About, Answer, Citation, Status
from assistant.composing import cite
from assistant.coverage import coverage_notes
from assistant.danger import speaks_of_self
from assistant.messages import (
    EMERGENCY,
    IN_DANGER,
    asks_for_commissioner,
    commissioners,
    fixed_message,
    no_such_document,
    not_answered,
    opening,
    plan_notes,
    understood,
)
from assistant.retrieval import HybridRetriever
from assistant.routing import route
from assistant.scope import SearchPlan, plan_search, scope_of
from assistant.scoring import Candidate, score_spans
from assistant.selection import overlap, select
from assistant.settings import AssistantSettings
from assistant.understanding import Understanding, understand
from assistant.writing import Writing
from corpus.documents import TextSource
from corpus.errors import PlansError
from corpus.generation import Generation
from corpus.reader import IndexReader, OpenIndex

__all__ = ["Assistant"]

_LOG = logging.getLogger(__name__)
_LEAST, _MOST = 0.7, 4
"""Quotations weaker than this part of the best are left out; so are more than so many."""


class Assistant:
    """Answers questions from the current index; safe to call from several threads."""

    def __init__(self, settings: AssistantSettings) -> None:
        self._settings = settings
        self._reader = IndexReader(settings.data, settings.embedding_model)

    def open(self) -> None:
        """Open the index now, so that what is wrong with it is said before the first question.

        Raises:
            PlansError: The index or the embedding model cannot be used.
        """
        self._reader.current()

    def about(self) -> About:
        """Say what the page is about.

        Raises:
            PlansError: The index cannot be used.
        """
        catalogue = self._reader.current().generation.catalogue
        texts = [document.text for document in catalogue.documents]
        held = [d.published.year for d in catalogue.documents if d.text is not TextSource.NOT_HELD]
        return About(
            body=catalogue.body.name,
            documents=len(texts) - texts.count(TextSource.NOT_HELD),
            originals=texts.count(TextSource.ORIGINAL),
            digests=texts.count(TextSource.DIGEST),
            years=(min(held), max(held)),
            suggestions=catalogue.body.suggestions,
        )

    def generation(self) -> Generation:
        """Return the index that answers now; raises PlansError where it cannot be used."""
        return self._reader.current().generation

    def answer(
        self, question: str, history: Sequence[str] = (), *, name: str | int | None = None
    ) -> Answer:
        """Answer a question in the documents' own words, or say why not.

        Args:
            question: As typed.
            history: The asker's earlier questions, oldest first.
            name: The answer's id; one is made up if there is none.
        """
        question = _readable(question)
        history = [_readable(earlier)[: self._settings.max_question] for earlier in history]
        name = _readable(name) if isinstance(name, str) else name
        writing = Writing(uuid.uuid4().hex[:12] if name is None else name, question)
        if problem := self._unanswerable(question):
            return writing.finish(Status.ERROR, problem)
        routed = route(question)
        if routed is Status.EMERGENCY:
            return writing.finish(Status.EMERGENCY, EMERGENCY)
        try:
            return _Answering(self._settings, self._reader.current(), writing).run(history, routed)
        except PlansError as error:
            _LOG.error("%s", error)
            return writing.finish(
                Status.ERROR,
                "The assistant cannot answer now: its index is missing or damaged. "
                "Please try again later; whoever runs it finds the remedy in its log.",
            )

    def needs_index(self, question: str) -> bool:
        """Say whether a question is searched for at all: danger and empty questions are not."""
        return not self._unanswerable(question) and route(question) is not Status.EMERGENCY

    def problem(self, name: str | int, message: str) -> Answer:
        """Make an answer that says that a question could not be read."""
        safe = _readable(name) if isinstance(name, str) else name
        return Writing(safe, "").finish(Status.ERROR, message)

    def _unanswerable(self, question: str) -> str | None:
        longest = self._settings.max_question
        if not question.strip():
            return "The question is empty. Type a question, for example about a plan or a year."
        if len(question) > longest:
            return (
                f"The question is {len(question):,} characters long; at most {longest:,} are taken. "
                "Ask it in a sentence or two."
            )
        return None


def _readable(text: str) -> str:
    """Replace what is not Unicode, such as halves of characters, which nothing else can store."""
    return text.encode("utf-8", "replace").decode("utf-8")


class _Answering:
    """One question on one state of the index."""

    def __init__(self, settings: AssistantSettings, index: OpenIndex, writing: Writing) -> None:
        self._settings = settings
        self._index = index
        self._writing = writing
        self._catalogue = index.generation.catalogue
        self._as_of = settings.as_of or dt.date.today()
        self._foreign = False
        manifest = index.generation.manifest
        writing.versions |= {
            "corpus": manifest.corpus_sha256[:12],
            "index": index.generation.folder.name,
            "model": f"{manifest.model}@{manifest.model_sha256[:12]}",
        }
        writing.lap("open")

    def run(self, history: Sequence[str], routed: Status | None) -> Answer:
        """Answer, step by step; `routed` is how the question ends if no search is needed."""
        writing, catalogue = self._writing, self._catalogue
        if routed:
            return writing.finish(routed, fixed_message(routed, catalogue))
        asked = understand(
            writing.question,
            [earlier for earlier in history if route(earlier) is None],
            catalogue,
            self._index.words,
            self._index.near_words,
            self._as_of,
        )
        searching = plan_search(asked.references, catalogue)
        writing.understood = understood(asked)
        if searching.missing:
            return writing.finish(Status.NO_SUCH_DOCUMENT, no_such_document(searching, catalogue))
        if not asked.concepts and not searching.subjects:
            return writing.finish(
                Status.NEEDS_CLARIFICATION, fixed_message(Status.NEEDS_CLARIFICATION, catalogue)
            )
        writing.scope = scope_of(searching, self._index)
        writing.lap("understand")
        chosen, unanswered = self._search(asked, searching)
        citations = cite(chosen, self._index.generation, asked.form)
        writing.lap("compose")
        return self._finish(searching, citations, unanswered)

    def _search(
        self, asked: Understanding, searching: SearchPlan
    ) -> tuple[list[Candidate], list[str]]:
        """Search for each subject by itself; returns what is quoted and which subjects lack it."""
        retriever = HybridRetriever(self._index)
        vectors = retriever.embed(asked.queries)
        self._writing.lap("embed")
        chosen: list[Candidate] = []
        unanswered: list[str] = []
        share = len(searching.searches)
        for search in searching.searches:
            hits = retriever.retrieve(
                asked.queries, vectors, top_k=self._settings.top_k, within=search.within
            )
            self._writing.lap("retrieve")
            candidates = score_spans(hits, asked, vectors, self._index, search.within)
            self._foreign = not searching.subjects and is_foreign(candidates, asked)
            best = support(candidates, asked)
            self._writing.support = round(max(best, self._writing.support or 0.0), 4)
            quotable = [c for c in candidates if adds_to_it(c, asked)]
            if quotable and answers_it(candidates, asked):
                self._writing.hits += hits
                chosen += select(
                    [c for c in quotable if not any(overlap(c, other) for other in chosen)],
                    asked.form,
                    max_words=self._settings.max_words // share,
                    least=_LEAST,
                    most=max(1, _MOST // share),
                )
            else:
                self._writing.rejected += hits
                unanswered.append(search.name)
            self._writing.lap("select")
        return chosen, unanswered

    def _finish(
        self,
        searching: SearchPlan,
        citations: Sequence[Citation],
        unanswered: Sequence[str],
    ) -> Answer:
        writing, catalogue = self._writing, self._catalogue
        if not citations:
            status, message = not_answered(searching, writing.scope, catalogue)
            notes = [] if self._foreign else [*plan_notes(searching, catalogue, self._as_of)]
            if self._foreign:
                status = Status.OUT_OF_SCOPE
                message = fixed_message(status, catalogue)
            notes += coverage_notes(writing.scope.documents, self._index.generation)
            if speaks_of_self(writing.question.lower().replace("’", "'")):
                notes.append(IN_DANGER)
            return writing.finish(status, message, notes=notes)
        cited = [catalogue.by_id[citation.document] for citation in citations]
        notes = [f"Nothing on this was found about {name}." for name in unanswered]
        notes += plan_notes(searching, catalogue, self._as_of)
        concerned = [document.id for document in (*searching.subjects, *cited)]
        notes += coverage_notes(concerned, self._index.generation)
        status = Status.PARTLY_ANSWERED if unanswered else Status.ANSWERED
        first = opening(searching, writing.scope, cited)
        if asks_for_commissioner(writing.question):
            first = f"{commissioners(catalogue)} {first}"
        return writing.finish(status, first, citations, notes)
