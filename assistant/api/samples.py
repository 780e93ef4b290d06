"""Examples for people and programs, taken from the documents that are held here."""

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from assistant.answers import to_json
from assistant.api.commitments import Commitments, CommitmentsQuery
from assistant.api.documents import Documents, DocumentsQuery
from assistant.api.overview import Overviews
from assistant.api.paging import PageQuery
from assistant.api.problems import Problem
from assistant.serving.gate import Busy
from assistant.web.answer_stream import AnswerStream
from assistant.web.answerer import Answerer
from corpus.documents import TextSource
from corpus.errors import PlansError
from corpus.reader import OpenIndex

__all__ = ["Sampled", "Samples"]

_FEW = 2
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sampled:
    """Examples of one index."""

    question: str
    document: str
    """Id of a document with text."""
    commitment: str
    """Id of a commitment; "" where none is published."""
    responses: Mapping[str, Any]
    """What comes back, by the name of its schema; some may be missing."""


class Samples:
    """Makes the examples, once for each index."""

    def __init__(
        self,
        answerer: Answerer,
        index: Callable[[], OpenIndex],
        overviews: Overviews,
        documents: Documents,
        commitments: Commitments,
    ) -> None:
        """Prepare.

        Args:
            answerer: Answers the question that is the example.
            index: Returns the index that answers now; raises PlansError.
            overviews: Tell what there is.
            documents: Tell of documents.
            commitments: Tell of commitments.
        """
        self._answerer = answerer
        self._index = index
        self._overviews = overviews
        self._documents = documents
        self._commitments = commitments
        self._known: tuple[OpenIndex, Sampled] | None = None

    def now(self) -> Sampled:
        """Return the examples of the index that answers now.

        Raises:
            PlansError: The index cannot be used.
        """
        index, known = self._index(), self._known
        if known is None or known[0] is not index:
            known = (index, self._made(index))
            if "Answer" in known[1].responses:  # nobody asks again where it was only busy
                self._known = known
        return known[1]

    def _made(self, index: OpenIndex) -> Sampled:
        question = next(iter(self._answerer.about().suggestions), "what does the plan say?")
        catalogue = index.generation.catalogue
        held = [each for each in catalogue.documents if each.text is not TextSource.NOT_HELD]
        document = held[0]
        few = PageQuery(limit=1)
        listed = DocumentsQuery(limit=1)
        made = {
            "Answer": self._tried(lambda: self._answer(question)),
            "Overview": self._tried(self._overviews.now),
            "DocumentList": self._tried(lambda: self._documents.found(listed)),
            "DocumentEntry": self._tried(lambda: self._documents.entry(document.id)),
            "PassageList": self._tried(lambda: self._documents.passages_of(document.id, few)),
            "CommitmentList": self._tried(
                lambda: self._commitments.found(CommitmentsQuery(limit=1))
            ),
            "CommitmentEntry": self._tried(self._commitments.sample),
        }
        responses = {name: value for name, value in made.items() if value is not None}
        commitment = responses.get("CommitmentEntry", {}).get("id", "")
        return Sampled(
            question=question, document=document.id, commitment=commitment, responses=responses
        )

    def _answer(self, question: str) -> Any:
        stream = AnswerStream(self._answerer.answers(question))
        stream.close()
        answer = stream.first
        few = replace(answer, hits=answer.hits[:_FEW], rejected=answer.rejected[:_FEW])
        return json.loads(to_json(few))

    def _tried(self, work: Callable[[], Any]) -> Any:
        """Return an example; None where there is none just now."""
        try:
            return work()
        except (Problem, Busy):
            return None
        except PlansError as error:
            _log.error("%s", error)
            return None
