"""From a question to an answer: understand, scope, retrieve, select, compose, verify."""

import logging
import uuid
from collections.abc import Sequence

from assistant.abstention import read_weights
from assistant.answering import Answering
from assistant.answers import About, Answer, Status
from assistant.danger_model import read_weights as read_danger_weights
from assistant.everyday_words import everyday_words
from assistant.help_lines import danger_notes, emergency_text, read_help_lines
from assistant.routing import route
from assistant.settings import AssistantSettings
from assistant.spelling import rarity
from assistant.writing import Writing
from corpus.documents import TextSource
from corpus.errors import PlansError
from corpus.generation import Generation
from corpus.reader import IndexReader
from corpus.text import without_controls

__all__ = ["Assistant", "check_shipped_data"]

_READ_FOR_DANGER = 2_000
"""Characters of a question that are read for danger, however long it is."""
_LOG = logging.getLogger(__name__)


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
        check_shipped_data()
        rarity("the")  # reads the spelling dictionary, which the first question would wait for

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
        routed = route(question[:_READ_FOR_DANGER])
        if routed is Status.EMERGENCY:
            return writing.finish(Status.EMERGENCY, emergency_text(question))
        if problem := self._unanswerable(question):
            return writing.finish(Status.ERROR, problem)
        try:
            return Answering(self._settings, self._reader.current(), writing).run(history, routed)
        except PlansError as error:
            _LOG.error("%s", error)
            return writing.finish(
                Status.ERROR,
                "The assistant cannot answer now: its index is missing or damaged. "
                "Please try again later; whoever runs it finds the remedy in its log.",
                notes=danger_notes(question),
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
    """Replace what is not Unicode, and take off what no one sees: controls, changes of direction."""
    return without_controls(text.encode("utf-8", "replace").decode("utf-8"))


def check_shipped_data() -> None:
    """Read what ships beside the code, so that a broken installation is said at the start.

    Raises:
        PlansError: A file is missing or damaged; the message names it.
    """
    for read in (read_weights, everyday_words, read_help_lines, read_danger_weights):
        try:
            read()
        except (OSError, ValueError, KeyError) as error:
            raise PlansError(
                f"the installation is not whole: {error}; install the assistant again"
            ) from error
