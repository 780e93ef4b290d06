"""One question on one state of the index: understand, scope, search, decide, select, compose."""

import datetime as dt
from collections.abc import Callable, Sequence

from assistant.absent import absence_of, near_citations
from assistant.abstention import is_foreign, read_weights
from assistant.answers import Answer, Citation, Part, Status
from assistant.commitments.books import Books
from assistant.composing import cite
from assistant.count_answers import count_in_each
from assistant.count_questions import counts
from assistant.coverage import coverage_notes
from assistant.deciding import chance, that_answer
from assistant.delivery import PROMISED, REPORTED, asks_for_delivery, with_later_evidence
from assistant.follow_ups import is_vague
from assistant.limit_words import only_searched
from assistant.limiting import chosen_plan, leaves_nothing, limit_problem, within_limits
from assistant.listings import LISTS_ALL, asks_for_list, listing
from assistant.messages import (
    elsewhere,
    fixed_message,
    no_such_document,
    not_answered,
    opening,
    plan_notes,
    read_as,
    understood,
)
from assistant.office import asks_only_who, names_one, office_holders
from assistant.other_areas import other_area
from assistant.promised import answer_promises
from assistant.scope import Search, SearchPlan, in_every_plan, newest_first, plan_search, scope_of
from assistant.scoring import Candidate
from assistant.searching import Found, search_all
from assistant.selection import select
from assistant.settings import AssistantSettings
from assistant.stopping import Stops
from assistant.understanding import TURNS, Understanding, understand
from assistant.writing import Writing
from corpus.catalogue import Body
from corpus.documents import TextSource
from corpus.reader import OpenIndex

__all__ = ["Answering"]

_LEAST_ROOM = 40
"""Words that each part of an answer may have, however many parts there are."""


class Answering:
    """One question on one state of the index."""

    def __init__(
        self,
        settings: AssistantSettings,
        index: OpenIndex,
        writing: Writing,
        body: Body,
        books: Callable[[], Books],
    ) -> None:
        self._settings = settings
        self._books = books
        self._body = body
        self._index = index
        self._writing = writing
        self._catalogue = index.generation.catalogue
        self._as_of = settings.as_of or dt.date.today()
        self._weights = read_weights()
        manifest = index.generation.manifest
        writing.versions |= {
            "corpus": index.corpus_sha256[:12],
            "index": index.generation.folder.name,
            "model": f"{manifest.model}@{manifest.model_sha256[:12]}",
        }
        writing.lap("open")

    def run(self, history: Sequence[str], routed: Status | None) -> Answer:
        """Answer, step by step; `routed` is how the question ends if no search is needed."""
        stops = Stops(self._index, self._settings, self._body, self._as_of)
        if (stopped := stops.stopped(self._writing, routed)) is not None:
            return stopped
        if wrong := limit_problem(self._writing.limits, self._catalogue):
            return self._writing.finish(Status.ERROR, wrong)
        history = stops.kept(history[-TURNS:])
        promised = answer_promises(history, self._index, self._writing, self._books, self._as_of)
        if promised is not None:
            return promised
        asked, searching = self._understand(history)
        ended = self._without_search(asked, searching)
        if ended is not None:
            return ended
        found = self._search(asked, searching)
        answering = that_answer(found, self._weights)
        if not answering and history and asked.earlier is None:
            linked, widened = self._understand(history, linked=True)
            again = self._search(linked, widened) if linked.earlier and not widened.missing else []
            if answering := that_answer(again, self._weights):
                asked, searching, found = linked, widened, again
                self._say_how_it_was_read(asked, searching)
        self._note_search(found, answering)
        citations, parts = (
            self._compose(asked, searching, found, answering) if answering else ([], [])
        )
        self._writing.lap("compose")
        if not citations:
            return self._decline(asked, searching, found)
        return self._finish(asked, searching, citations, parts)

    def _understand(
        self, history: Sequence[str], *, linked: bool = False
    ) -> tuple[Understanding, SearchPlan]:
        asked = understand(
            self._writing.question,
            history,
            self._catalogue,
            self._index.words,
            self._index.near_words,
            self._as_of,
            linked=linked,
        )
        limits = self._writing.limits
        asked, plan = chosen_plan(asked, limits)
        searching = plan_search([plan] if plan else asked.references, self._catalogue)
        if asks_for_delivery(asked.question):
            searching = with_later_evidence(searching, self._catalogue)
        searching = within_limits(searching, limits, self._index, chosen=plan is not None)
        self._writing.lap("understand")
        return asked, searching

    def _say_how_it_was_read(self, asked: Understanding, searching: SearchPlan) -> None:
        self._writing.understood = understood(asked, self._catalogue)
        self._writing.read_as = read_as(asked, self._catalogue)
        self._writing.scope = scope_of(searching, self._index)

    def _without_search(self, asked: Understanding, searching: SearchPlan) -> Answer | None:
        """Answer what needs no search: what does not exist, what is too vague, what is counted."""
        writing = self._writing
        self._say_how_it_was_read(asked, searching)
        people = [person.surname for person in self._catalogue.body.commissioners]
        if kind := asks_for_list(writing.question, people):
            whole = [LISTS_ALL] if writing.limits else []
            return writing.finish(Status.ANSWERED, listing(kind, self._catalogue), notes=whole)
        own = self._catalogue.body.area
        if area := other_area(asked.question, self._index.words.words, own):
            message = elsewhere(area, self._body)
            return writing.finish(Status.OUT_OF_SCOPE, message, notes=self._if_in_danger())
        if searching.missing:
            message = no_such_document(searching, self._catalogue)
            return writing.finish(Status.NO_SUCH_DOCUMENT, message)
        alone = not asked.references and asked.earlier is None
        vague = alone and is_vague(asked.question, asked.concepts)
        needs_more = vague or not (asked.concepts or searching.subjects)
        in_office = office_holders(writing.question, self._catalogue, searching.years)
        if in_office and (needs_more or asks_only_who(writing.question)):
            return writing.finish(Status.ANSWERED, in_office)
        if needs_more:
            message = fixed_message(Status.NEEDS_CLARIFICATION, self._body)
            return writing.finish(Status.NEEDS_CLARIFICATION, message)
        if nothing := leaves_nothing(searching, writing.limits, self._index, asked.references):
            return writing.finish(Status.NOT_FOUND, nothing, notes=self._if_in_danger())
        thing = counts(writing.question)
        return self._count(thing, asked, searching) if thing else None

    def _search(self, asked: Understanding, searching: SearchPlan) -> list[Found]:
        return search_all(
            asked, searching, self._index, top_k=self._settings.top_k, lap=self._writing.lap
        )

    def _note_search(self, found: Sequence[Found], answering: Sequence[Found]) -> None:
        """Keep what a reader of the JSON sees of the searches that the answer rests on."""
        writing = self._writing
        writing.support = round(max((chance(one, self._weights) for one in found), default=0.0), 4)
        writing.hits = [hit for one in found if one in answering for hit in one.hits]
        writing.rejected = [hit for one in found if one not in answering for hit in one.hits]

    def _compose(
        self,
        asked: Understanding,
        searching: SearchPlan,
        found: Sequence[Found],
        answering: Sequence[Found],
    ) -> tuple[list[Citation], list[Part]]:
        """Quote from each search; several searches make parts, those without an answer too."""
        room = max(_LEAST_ROOM, self._settings.max_words // len(found))
        citations: list[Citation] = []
        parts: list[Part] = []
        quoted: list[Candidate] = []
        for one in found:
            own: list[Citation] = []
            if one in answering:
                chosen = select(one.candidates, asked, max_words=room, quoted=quoted)
                quoted += chosen
                own = cite(
                    chosen,
                    self._index.generation,
                    asked.wanted,
                    first=len(citations) + 1,
                    newest_first=newest_first(searching, asked.question),
                )
            citations += own
            markers = tuple(citation.marker for citation in own)
            note = "" if own else self._nothing_found(one.search)
            parts.append(Part(name=one.search.name, markers=markers, note=note))
        return citations, parts if len(found) > 1 else []

    def _nothing_found(self, search: Search) -> str:
        """Say why a part of an answer is empty."""
        within = [search.within] if search.within and self._writing.limits else []
        if within and not self._index.documents_within(within):
            return "The limits that you chose leave nothing to search here."
        named = search.name not in (PROMISED, REPORTED)
        return f"Nothing on this was found{f' about {search.name}' if named else ''}."

    def _count(self, thing: str, asked: Understanding, searching: SearchPlan) -> Answer:
        """Count over all passages; first mentions are quoted."""
        counted = count_in_each(thing, asked, searching, self._index)
        notes = [*counted.notes]
        notes += plan_notes(searching, self._catalogue, self._as_of)
        notes += coverage_notes(self._writing.scope.documents, self._index.generation)
        lacking = any(subject.text is TextSource.NOT_HELD for subject in searching.subjects)
        none = Status.NOT_HELD if lacking else Status.NOT_FOUND
        status = Status.ANSWERED if counted.citations else none
        said = f"{only_searched(searching.limited_to)} {counted.said}".strip()
        return self._writing.finish(status, said, counted.citations, notes)

    def _decline(
        self, asked: Understanding, searching: SearchPlan, found: Sequence[Found]
    ) -> Answer:
        """Say that nothing answers, what was searched, and what is near."""
        writing, catalogue = self._writing, self._catalogue
        candidates = [candidate for one in found for candidate in one.candidates]
        # Within limits nothing may be near what the documents as a whole are about.
        whole = not (searching.subjects or searching.limited_to)
        if candidates and whole and is_foreign(candidates, asked):
            return writing.finish(
                Status.OUT_OF_SCOPE,
                fixed_message(Status.OUT_OF_SCOPE, self._body),
                notes=self._if_in_danger(),
            )
        in_office = office_holders(writing.question, catalogue, searching.years)
        if in_office and names_one(writing.question, catalogue):
            return writing.finish(Status.ANSWERED, in_office)
        status, message = not_answered(searching, writing.scope, catalogue)
        notes = [*plan_notes(searching, catalogue, self._as_of)]
        notes += coverage_notes(writing.scope.documents, self._index.generation)
        return writing.finish(
            status,
            message,
            notes=[*notes, *self._if_in_danger()],
            near=near_citations(candidates, asked, self._index.generation),
            absence=absence_of(asked, searching, writing.scope, self._index),
        )

    def _if_in_danger(self) -> list[str]:
        return self._writing.danger_notes()

    def _finish(
        self,
        asked: Understanding,
        searching: SearchPlan,
        citations: Sequence[Citation],
        parts: Sequence[Part],
    ) -> Answer:
        writing, catalogue = self._writing, self._catalogue
        writing.phrasable = not parts  # each part names its plan; a sentence could not
        cited = [catalogue.by_id[citation.document] for citation in citations]
        notes = [*plan_notes(searching, catalogue, self._as_of)]
        concerned = [document.id for document in (*searching.subjects, *cited)]
        if searching.limited_to:
            concerned = [document for document in concerned if document in writing.scope.documents]
        notes += coverage_notes(concerned, self._index.generation)
        lacking = any(not part.markers for part in parts)
        status = Status.PARTLY_ANSWERED if lacking else Status.ANSWERED
        newest = newest_first(searching, asked.question)
        first = opening(searching, writing.scope, cited, newest_first=newest)
        if parts and parts[-1].name == REPORTED:
            later = "only there too" if searching.limited_to else "in everything later"
            first = f"{first} What came of it is looked for {later}."
        first = f"{office_holders(writing.question, catalogue, searching.years)} {first}".strip()
        return writing.finish(
            status,
            first,
            citations,
            notes,
            parts=parts,
            more=in_every_plan(asked.concepts, searching),
        )
