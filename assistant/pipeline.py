"""From a question to an answer: understand, scope, retrieve, select, compose, verify."""

import datetime as dt
import logging
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from assistant.answering import Answering
from assistant.answers import About, Answer, Status
from assistant.commitments.books import Books, Known, evidence_of, ledger_of
from assistant.danger_model import DangerModel
from assistant.english import rarity
from assistant.help_lines import read_help_lines
from assistant.limits import NO_LIMITS, Limits
from assistant.next_questions import next_questions
from assistant.office import names_one
from assistant.pre_election import Period, election_now
from assistant.proposing import Quoted, as_proposed, may_propose
from assistant.routing import route
from assistant.settings import AssistantSettings
from assistant.shipped import check_shipped_data
from assistant.site import read_site
from assistant.stopping import Stops
from assistant.typed import ends, readable_question
from assistant.understanding import TURNS
from assistant.verdicts.records import Judgement
from assistant.writer.writing import Writer
from assistant.writing import Writing
from corpus.documents import TextSource
from corpus.errors import PlansError
from corpus.generation import Generation
from corpus.index import Filter
from corpus.reader import OpenIndex
from corpus.sources import index_reader

__all__ = ["Assistant"]

_LOG = logging.getLogger(__name__)


class Assistant:
    """Answers questions from the current index; safe to call from several threads."""

    def __init__(
        self,
        settings: AssistantSettings,
        verdicts: Callable[[], Mapping[str, Judgement]] | None = None,
        writer: Writer | None = None,
    ) -> None:
        """Prepare; `open` does what takes long.

        Args:
            settings: How to answer.
            verdicts: Returns what people decided of commitments, by their ids, where answers may
                say so.
            writer: Phrases answers by a chat model; without it they are quotations alone.

        Raises:
            PlansError: The site file cannot be used.
        """
        self._settings = settings
        self.site = read_site(settings.site)
        """What the pages say of the website; answers take its names, contacts and help lines."""
        self._about: tuple[OpenIndex, About] | None = None
        self._verdicts = verdicts
        self._writer = writer
        self._reader = index_reader(settings)

    def open(self) -> None:
        """Open the index now, so that what is wrong with it is said before the first question.

        Raises:
            PlansError: The index or the embedding model cannot be used.
        """
        self._reader.current()
        check_shipped_data()
        read_help_lines(self.site.help_lines)
        rarity("the")  # reads the list of English words, which the first question would wait for

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
            model=self._writer.name if self._writer else "",
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

        With a chat model this waits until its short answer is written, too.

        Args:
            question: As typed.
            history: The asker's earlier questions, oldest first.
            name: The answer's id; one is made up if there is none.
            limits: What the search is limited to.
            longest: The longest question that is taken, in characters, where that is less than
                the setting; danger is found in a longer one too.
        """
        *_, last = self.answers(question, history, name=name, limits=limits, longest=longest)
        return last

    def answers(
        self,
        question: str,
        history: Sequence[str] = (),
        *,
        name: str | int | None = None,
        limits: Limits = NO_LIMITS,
        longest: int | None = None,
    ) -> Iterator[Answer]:
        """Yield the answer as it grows; takes what `answer` takes, and ends with its answer.

        The first is whole in the documents' own words. With a chat model each that follows has one
        sentence more or says how the writing ended; nothing is taken back.
        """
        answer, phrasable = self._quoted(question, history, name, limits, longest)
        if self._writer is None or self.election():
            yield answer
            return
        if read := self._as_proposed(self._writer, answer, history):
            answer, phrasable = read
        if phrasable:
            yield from self._writer.write(answer)
        else:
            yield answer

    def _as_proposed(self, writer: Writer, answer: Answer, history: Sequence[str]) -> Quoted | None:
        """Answer a follow-up as the chat model reads it, where the rules could not."""
        if not history or not may_propose(answer):
            return None
        try:
            index = self._reader.current()
            body = self.site.named(index.generation.catalogue.body)
            stops = Stops(index, self._settings, body, self.as_of())
            kept = stops.kept([ends(readable_question(h)) for h in history[-TURNS:]])
            return as_proposed(
                answer,
                kept,
                writer.propose,
                lambda asked: self._quoted(asked, (), answer.id, answer.limits),
            )
        except PlansError as error:
            _LOG.error("%s", error)
            return None

    def election(self) -> Period | None:
        """Return the pre-election period that it is now; nothing is phrased in it."""
        return election_now(self._settings.pre_election, self.as_of())

    def _quoted(
        self,
        question: str,
        history: Sequence[str] = (),
        name: str | int | None = None,
        limits: Limits = NO_LIMITS,
        longest: int | None = None,
    ) -> tuple[Answer, bool]:
        """Answer by quotations alone, and say whether a chat model may phrase the answer."""
        question = readable_question(question)
        history = [readable_question(earlier)[: self._settings.max_question] for earlier in history]
        name = readable_question(name) if isinstance(name, str) else name
        name = uuid.uuid4().hex[:12] if name is None else name
        writing = Writing(name, question, limits, help_lines=self.site.help_lines)
        routed = route(ends(question))
        if routed is Status.EMERGENCY:
            return writing.emergency(), False
        try:
            if problem := self._unanswerable(question, longest):
                danger = question.strip() and self._describes_danger(question)
                ended = writing.emergency() if danger else writing.finish(Status.ERROR, problem)
                return ended, False
            index = self._reader.current()
            body = self.site.named(index.generation.catalogue.body)
            books = partial(self._books, index)
            answer = Answering(self._settings, index, writing, body, books).run(history, routed)
            return answer, writing.phrasable
        except PlansError as error:
            _LOG.error("%s", error)
            message = (
                "The assistant cannot answer now: its index is missing or damaged. "
                "Please try again later; whoever runs it finds the remedy in its log."
            )
            return writing.finish(Status.ERROR, message, notes=writing.danger_notes()), False

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
        return danger.describes_danger(ends(question))

    def needs_index(self, question: str) -> bool:
        """Say whether a question is searched for at all: danger and empty questions are not."""
        return not self._unanswerable(question) and route(question) is not Status.EMERGENCY

    def problem(self, name: str | int, message: str) -> Answer:
        """Make an answer that says that a question could not be read."""
        safe = readable_question(name) if isinstance(name, str) else name
        return Writing(safe, "").finish(Status.ERROR, message)

    def suggest(self, answer: Answer) -> tuple[str, ...]:
        """Return at most three questions to go on with, each of which the documents answer.

        After an answer they are answered within its limits; where nothing was found, without any.

        Raises:
            PlansError: The index cannot be used.
        """
        index = self._reader.current()
        questions = next_questions(answer, index, self.as_of(), self._answer_quoted)
        if self.election():
            catalogue = index.generation.catalogue
            questions = tuple(q for q in questions if not names_one(q, catalogue))
        return questions

    def _answer_quoted(
        self, question: str, history: Sequence[str] = (), *, limits: Limits = NO_LIMITS
    ) -> Answer:
        return self._quoted(question, history, limits=limits)[0]

    def as_of(self) -> dt.date:
        """Return the day on which "current" is meant."""
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
