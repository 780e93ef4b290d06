"""From a question to an answer: understand, scope, retrieve, select, compose, verify."""

import datetime as dt
import logging
import uuid
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from assistant.abstention import read_weights
from assistant.answering import Answering
from assistant.answers import About, Answer, Status
from assistant.commitments.books import Books, Known, evidence_of, ledger_of
from assistant.commitments.relation_words import relation_words
from assistant.commitments.themes import read_themes
from assistant.commitments.topic_words import evidence_words
from assistant.commitments.words import grammar_words
from assistant.danger_model import DangerModel
from assistant.danger_model import read_weights as read_danger_weights
from assistant.everyday_words import everyday_words
from assistant.help_lines import read_help_lines
from assistant.limits import NO_LIMITS, Limits
from assistant.next_questions import next_questions
from assistant.routing import route
from assistant.settings import AssistantSettings
from assistant.site import read_site
from assistant.spelling import rarity
from assistant.verdicts.records import Judgement
from assistant.writing import Writing
from corpus.documents import TextSource
from corpus.errors import PlansError
from corpus.generation import Generation
from corpus.index import Filter
from corpus.reader import IndexReader, OpenIndex
from corpus.text import without_controls

__all__ = ["Assistant", "check_shipped_data"]

_READ_FOR_DANGER = 2_000
"""Characters of a question that are read for danger, however long it is."""
_LOG = logging.getLogger(__name__)


class Assistant:
    """Answers questions from the current index; safe to call from several threads."""

    def __init__(
        self,
        settings: AssistantSettings,
        verdicts: Callable[[], Mapping[str, Judgement]] | None = None,
    ) -> None:
        """Prepare; `open` does what takes long.

        Args:
            settings: How to answer.
            verdicts: Returns what people decided of commitments, by their ids, where answers may
                say so.

        Raises:
            PlansError: The site file cannot be used.
        """
        self._settings = settings
        self.site = read_site(settings.site)
        """What the pages say of the website; answers take its names, contacts and help lines."""
        self._about: tuple[OpenIndex, About] | None = None
        self._verdicts = verdicts
        self._reader = IndexReader(settings.data, settings.embedding_model)

    def open(self) -> None:
        """Open the index now, so that what is wrong with it is said before the first question.

        Raises:
            PlansError: The index or the embedding model cannot be used.
        """
        self._reader.current()
        check_shipped_data()
        read_help_lines(self.site.help_lines)
        rarity("the")  # reads the spelling dictionary, which the first question would wait for

    def about(self) -> About:
        """Say what the page is about; worked out once for each index, since every page asks.

        Raises:
            PlansError: The index cannot be used.
        """
        index = self._reader.current()
        known = self._about
        if known is None or known[0] is not index:
            known = self._about = (index, self._about_index(index))
        return known[1]

    def _about_index(self, index: OpenIndex) -> About:
        catalogue = index.generation.catalogue
        texts = [document.text for document in catalogue.documents]
        with_text = [d for d in catalogue.documents if d.text is not TextSource.NOT_HELD]
        held = [document.published.year for document in with_text]
        kinds = Counter(document.kind for document in with_text)
        return About(
            body=catalogue.body.name,
            documents=len(texts) - texts.count(TextSource.NOT_HELD),
            originals=texts.count(TextSource.ORIGINAL),
            digests=texts.count(TextSource.DIGEST),
            years=(min(held), max(held)),
            kinds=tuple(kind for kind, _ in kinds.most_common()),
            plans=tuple(
                (plan.id, plan.short_name)
                for plan in catalogue.plans
                if index.admission.positions(Filter(plans=frozenset({plan.id}))).size
            ),
            suggestions=catalogue.body.suggestions,
        )

    def index(self) -> OpenIndex:
        """Return the index that answers now; raises PlansError where it cannot be used."""
        return self._reader.current()

    def generation(self) -> Generation:
        """Return what that index holds; raises PlansError where it cannot be used."""
        return self.index().generation

    def answer(
        self,
        question: str,
        history: Sequence[str] = (),
        *,
        name: str | int | None = None,
        limits: Limits = NO_LIMITS,
        longest: int | None = None,
    ) -> Answer:
        """Answer a question in the documents' own words, or say why not.

        Args:
            question: As typed.
            history: The asker's earlier questions, oldest first.
            name: The answer's id; one is made up if there is none.
            limits: What the search is limited to.
            longest: The longest question that is taken, in characters, where that is less than
                the setting; danger is found in a longer one too.
        """
        question = _readable(question)
        history = [_readable(earlier)[: self._settings.max_question] for earlier in history]
        name = _readable(name) if isinstance(name, str) else name
        name = uuid.uuid4().hex[:12] if name is None else name
        writing = Writing(name, question, limits, help_lines=self.site.help_lines)
        routed = route(_ends(question))
        if routed is Status.EMERGENCY:
            return writing.emergency()
        try:
            if problem := self._unanswerable(question, longest):
                danger = question.strip() and self._describes_danger(question)
                return writing.emergency() if danger else writing.finish(Status.ERROR, problem)
            index = self._reader.current()
            body = self.site.named(index.generation.catalogue.body)
            books = partial(self._books, index)
            return Answering(self._settings, index, writing, body, books).run(history, routed)
        except PlansError as error:
            _LOG.error("%s", error)
            return writing.finish(
                Status.ERROR,
                "The assistant cannot answer now: its index is missing or damaged. "
                "Please try again later; whoever runs it finds the remedy in its log.",
                notes=writing.danger_notes(),
            )

    def _books(self, index: OpenIndex) -> Books:
        """Return what answers on promises rest on."""
        ledger, evidence = ledger_of(index), evidence_of(index)
        if self._verdicts is None:
            return Books(ledger=ledger, evidence=evidence, verdicts={}, known=Known.UNPUBLISHED)
        try:
            verdicts = self._verdicts()
        except PlansError as error:  # promises and evidence are answered without them
            _LOG.error("%s", error)
            return Books(ledger=ledger, evidence=evidence, verdicts={}, known=Known.UNREAD)
        return Books(ledger=ledger, evidence=evidence, verdicts=verdicts, known=Known.PUBLISHED)

    def _describes_danger(self, question: str) -> bool:
        """Say whether a question that is too long to be searched for tells of danger."""
        index = self._reader.current()
        danger = DangerModel(index.embedder, index.generation.manifest.model_sha256)
        return danger.describes_danger(_ends(question))

    def needs_index(self, question: str) -> bool:
        """Say whether a question is searched for at all: danger and empty questions are not."""
        return not self._unanswerable(question) and route(question) is not Status.EMERGENCY

    def problem(self, name: str | int, message: str) -> Answer:
        """Make an answer that says that a question could not be read."""
        safe = _readable(name) if isinstance(name, str) else name
        return Writing(safe, "").finish(Status.ERROR, message)

    def suggest(self, answer: Answer) -> tuple[str, ...]:
        """Return at most three questions to go on with, each of which the documents answer.

        After an answer they are answered within its limits; where nothing was found, without any.

        Raises:
            PlansError: The index cannot be used.
        """
        return next_questions(answer, self._reader.current(), self._as_of(), self.answer)

    def _as_of(self) -> dt.date:
        return self._settings.as_of or dt.date.today()

    def _unanswerable(self, question: str, longest: int | None = None) -> str | None:
        longest = min(longest or self._settings.max_question, self._settings.max_question)
        if not question.strip():
            return "The question is empty. Type a question, for example about a plan or a year."
        if len(question) > longest:
            return (
                f"The question is {len(question):,} characters long; at most {longest:,} are taken. "
                "Ask it in a sentence or two."
            )
        return None


def _ends(question: str) -> str:
    """Return as much of a long question as is read for danger: how it begins and how it ends."""
    if len(question) <= _READ_FOR_DANGER:
        return question
    half = _READ_FOR_DANGER // 2
    return f"{question[:half]} {question[-half:]}"


def _readable(text: str) -> str:
    """Replace what is not Unicode, and take off what no one sees: controls, tags, joiners."""
    return without_controls(text.encode("utf-8", "replace").decode("utf-8"))


def check_shipped_data() -> None:
    """Read what ships beside the code, so that a broken installation is said at the start.

    Raises:
        PlansError: A file is missing or damaged; the message names it.
    """
    answers = (read_weights, everyday_words, read_help_lines, read_danger_weights)
    promises = (read_themes, grammar_words, evidence_words, relation_words)
    for read in (*answers, *promises):
        try:
            read()
        except (OSError, ValueError, KeyError) as error:
            raise PlansError(
                f"the installation is not whole: {error}; install the assistant again"
            ) from error
