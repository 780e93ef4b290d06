"""One commitment: the promise beside what was reported since, to be judged."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import Response
from fastapi.responses import RedirectResponse

from assistant.commitments.records import Trail
from assistant.staff.desk import Desk, Visit, page, refused
from assistant.staff.drafts import GIVEN, Draft, read_draft
from assistant.staff.export_rows import searched_in_words
from assistant.staff.judging import Judging
from assistant.staff.still import Choice, Resting
from assistant.verdicts.board import Board, Row
from assistant.verdicts.store import LONGEST_NOTE, LONGEST_WHY
from assistant.web.commitment_filters import Filters, Lists, read_filters
from assistant.web.commitment_view import EvidenceView, JudgementView, Views, in_local_time, path_of
from assistant.web.trails import Trails
from assistant.web.words import phrase, say
from corpus.text import readable

__all__ = ["CommitmentPage"]

_DONE = {
    "judged": phrase("The verdict was saved."),
    "undone": phrase("The verdict was taken back."),
    "noted": phrase("The note was saved."),
    "confirmed": phrase("The verdict was saved for these words."),
}
_AT = "/staff/commitments"


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """How a promise was judged in other words, which are gone."""

    path: str
    words: str
    history: Sequence[JudgementView]
    """The last verdict first."""


class CommitmentPage:
    """Answers at /staff/commitments/ID."""

    def __init__(self, desk: Desk, lists: Lists, trails: Trails) -> None:
        self._desk = desk
        self._lists = lists
        self._trails = trails
        self._judging = Judging(desk, trails)

    def look(self, visit: Visit) -> Response:
        """Show a commitment."""
        board = self._desk.boards.board()
        row = board.row(visit.request.path_params["commitment"])
        return self._missing() if row is None else self._shown(visit, board, row)

    def send(self, visit: Visit) -> Response:
        """Take a verdict, an undoing or a note."""
        board = self._desk.boards.board()
        row = board.row(visit.request.path_params["commitment"])
        if row is None:
            return self._missing()
        outcome = self._judging.take(visit, board, row, read_draft(visit.fields))
        if outcome.draft is None:
            query = read_filters(visit.asked).query()
            path = f"{_AT}/{path_of(outcome.at or row.id)}"
            return RedirectResponse(self._desk.shell.url(path, **query, done=outcome.done), 303)
        if outcome.conflict:
            board = self._desk.boards.board()
            row = board.row(row.id) or row
        return self._shown(visit, board, row, outcome.draft, conflict=outcome.conflict)

    def _shown(
        self,
        visit: Visit,
        board: Board,
        row: Row,
        draft: Draft | None = None,
        *,
        conflict: bool = False,
    ) -> Response:
        filters = read_filters(visit.asked)
        views = Views(self._desk.shell, self._desk.index().generation)
        trail = self._trails.of(row.commitment) if row.commitment else None
        evidence = views.evidence(trail, row.judgement) if trail else ()
        resting = self._judging.resting(row)
        title = _title(row)
        latest = row.judgement.number if row.judgement else None
        history = self._desk.store.history(row.id)
        return page(
            self._desk,
            visit,
            "staff_commitment.html",
            title=say("Error: {title}", title=title) if draft else title,
            status=409 if conflict else 400 if draft else 200,
            here="/staff",
            heading=title,
            view=views.row(row),
            evidence=evidence,
            besides=resting.besides(trail, views),
            searched=_searched(trail),
            given=GIVEN,
            draft=draft or _started(row, evidence, resting.besides(trail, views)),
            seen=draft.seen if draft and not conflict else latest,
            judged=views.judgement(row.judgement) if row.judgement else None,
            can_undo=row.judgement is not None and row.judgement.undoes is None,
            history=[views.judgement(each) for each in reversed(history)],
            notes=[(note, in_local_time(note.at)) for note in self._desk.store.notes(row.id)],
            longest_why=LONGEST_WHY,
            longest_note=LONGEST_NOTE,
            context=views.sentence_before(row.commitment) if row.commitment else "",
            earlier=self._earlier(board, row, views),
            **self._resting(row, resting, views),
            **self._around(visit, board, row, filters, views),
        )

    def _around(
        self, visit: Visit, board: Board, row: Row, filters: Filters, views: Views
    ) -> dict[str, object]:
        """Return what leads on from here: the list, what was just done, words that took the place."""
        around = self._lists.neighbours(board, filters, row.id)
        query = filters.query()
        like = board.row(row.review.like) if row.review and row.commitment is None else None
        moved = board.follow(row.id) if row.commitment is None else None
        return {
            "query": query,
            "before": path_of(around.before.id) if around.before else "",
            "after": path_of(around.after.id) if around.after else "",
            "place": around.place,
            "of": around.of,
            "here_path": self._desk.shell.url(f"{_AT}/{path_of(row.id)}", **query),
            "done": say(_DONE[visit.asked["done"]]) if visit.asked.get("done") in _DONE else "",
            "nearest": views.row(like) if like else None,
            "nearest_seen": like.judgement.number if like and like.judgement else None,
            "moved": views.row(moved) if moved else None,
        }

    def _resting(self, row: Row, resting: Resting, views: Views) -> dict[str, object]:
        """Return what a page says of quotations that are no longer there."""
        judged = row.judgement
        changed = resting.changed(views) if row.review else ()
        return {
            "changed": changed,
            "basis": resting.basis,
            "kept": len(resting.now),
            "can_stay": bool(row.commitment and row.review and judged),
        }

    def _earlier(self, board: Board, row: Row, views: Views) -> list[Earlier]:
        """Return how a promise was judged in words that are gone, the last ones first."""
        found = []
        for old in board.before(row.id):
            history = self._desk.store.history(old)
            given = [views.judgement(each) for each in reversed(history)]
            if history:
                words = readable(history[-1].promise.words)
                found.append(Earlier(path=path_of(old), words=words, history=given))
        return found

    def _missing(self) -> Response:
        words = say(
            "There is no such commitment. The documents may have changed since the link was made."
        )
        return refused(self._desk, say("Not found"), words, status=404)


def _title(row: Row) -> str:
    return say("Promised: {published}", published=row.quoted.published)


def _searched(trail: Trail | None) -> str:
    return searched_in_words(trail.searched) if trail else ""


def _started(row: Row, evidence: tuple[EvidenceView, ...], besides: tuple[Choice, ...]) -> Draft:
    """Return what the form starts with: what is to be reviewed can be confirmed as it was."""
    judged = row.judgement
    if row.review is None or judged is None or judged.verdict not in GIVEN:
        return Draft()
    rests = [each.key for each in evidence if each.rested]
    rests += [each.key for each in besides if each.same]
    return Draft(verdict=judged.verdict, why=judged.why, rests=tuple(rests))
