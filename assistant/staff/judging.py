"""Taking what staff decide and remark: each leaves a line in the log."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from assistant.staff.desk import Desk, Visit
from assistant.staff.drafts import Draft, Problem, chosen_evidence, judged_by, quoted_evidence
from assistant.verdicts.board import Board, Row, quoted
from assistant.verdicts.records import Judgement, NewJudgement, Quoted, Verdict
from assistant.verdicts.store import Conflict
from assistant.web.commitment_view import Views, in_local_time
from assistant.web.trails import Trails
from assistant.web.words import say

__all__ = ["Judging", "Outcome"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a form."""

    done: str = ""
    """What was done: "judged", "undone", "noted" or "confirmed"; "" where nothing was saved."""
    at: str = ""
    """Id of the commitment whose page is shown next, where it is another."""
    draft: Draft | None = None
    """What was typed, and what is wrong with it, where nothing was saved."""
    conflict: bool = False
    """Whether somebody else was faster."""


class Judging:
    """Keeps verdicts and notes."""

    def __init__(self, desk: Desk, trails: Trails) -> None:
        self._desk = desk
        self._store = desk.store
        self._trails = trails

    def take(self, visit: Visit, board: Board, row: Row, draft: Draft) -> Outcome:
        """Keep what a form brings, or say why it is not kept.

        Raises:
            PlansError: The index or the database cannot be used; nothing was saved.
        """
        work: Mapping[str, Callable[[Visit, Board, Row, Draft], Outcome]] = {
            "judge": self._judge,
            "undo": self._undo,
            "note": self._note,
            "confirm": self._confirm,
        }
        if draft.problems:
            return Outcome(draft=draft)
        if draft.action not in work:
            return _wrong(draft, "", say("This is not what the form on our page sends."))
        try:
            return work[draft.action](visit, board, row, draft)
        except Conflict as conflict:
            return self._overtaken(visit, draft, conflict.newer)

    def _judge(self, visit: Visit, _: Board, row: Row, draft: Draft) -> Outcome:
        if row.commitment is None or draft.verdict is None:
            return _wrong(draft, "", say("The documents no longer hold this commitment."))
        evidence = chosen_evidence(draft, self._trails.of(row.commitment))
        if evidence is None:
            words = say(
                "The documents have changed since you opened this page. Tick the quotations again."
            )
            return _wrong(draft, "found", words)
        new = NewJudgement(
            commitment=row.id,
            verdict=draft.verdict,
            why=draft.why,
            by=visit.person.name,
            office=visit.person.office,
            promise=quoted(row.commitment),
            evidence=evidence,
        )
        self._store.judge(new, seen=draft.seen)
        self._log(visit, "judged", row.id, draft.verdict.in_words())
        return Outcome(done="judged")

    def _undo(self, visit: Visit, _: Board, row: Row, draft: Draft) -> Outcome:
        judged = row.judgement
        if judged is None or judged.number != draft.seen:
            return self._overtaken(visit, draft, judged)
        person = visit.person
        self._store.undo(judged.number, by=person.name, office=person.office, why=draft.why)
        self._log(visit, "undone", row.id, judged.verdict.in_words())
        return Outcome(done="undone")

    def _note(self, visit: Visit, _: Board, row: Row, draft: Draft) -> Outcome:
        before = self._store.notes(row.id)
        twice = before and (before[-1].by, before[-1].text) == (visit.person.name, draft.text)
        if not twice:
            self._store.note(row.id, draft.text, by=visit.person.name)
            self._log(visit, "noted", row.id)
        return Outcome(done="noted")

    def _confirm(self, visit: Visit, board: Board, row: Row, draft: Draft) -> Outcome:
        """Give the verdict on words that are gone to the words that stand in their place."""
        present = board.row(row.review.like) if row.review else None
        judged = row.judgement
        if present is None or present.commitment is None or judged is None:
            return _wrong(draft, "", say("No present commitment is near to these words."))
        if judged.number != draft.seen:
            return self._overtaken(visit, draft, judged)
        new = NewJudgement(
            commitment=present.id,
            verdict=judged.verdict,
            why=judged.why,
            by=visit.person.name,
            office=visit.person.office,
            promise=quoted(present.commitment),
            evidence=self.still_there(judged, present),
        )
        # What is gone has no verdict from now on, or it would be marked for review for ever.
        moved = NewJudgement(
            commitment=row.id,
            verdict=Verdict.NOT_JUDGED,
            why=say("The verdict was given to the words as they stand now."),
            by=visit.person.name,
            office=visit.person.office,
            promise=judged.promise,
        )
        self._store.judge_all([(new, None), (moved, judged.number)])
        self._log(visit, "judged", present.id, f"{judged.verdict.in_words()}, as {row.id} was")
        return Outcome(done="confirmed", at=present.id)

    def still_there(self, judged: Judgement, present: Row) -> tuple[Quoted, ...]:
        """Return the quotations of a verdict that documents still hold, where they stand now."""
        if present.commitment is None:
            return ()
        views = Views(self._desk.shell, self._desk.index().generation)
        trail = self._trails.of(present.commitment)
        now = {(each.document, each.words): quoted_evidence(each) for each in trail.evidence}
        kept = ((now.get((one.document, one.words)), one) for one in judged.evidence)
        found = (moved or (one if views.stands(one) else None) for moved, one in kept)
        return tuple(one for one in found if one is not None)

    def _overtaken(self, visit: Visit, draft: Draft, newer: Judgement | None) -> Outcome:
        if draft.action == "judge" and judged_by(newer, visit.person.name, draft):
            return Outcome(done="judged")  # pressed twice
        if newer is None:
            words = say("The verdict was changed meanwhile. Look at the history, and decide again.")
        else:
            words = say(
                "{who} decided “{verdict}” on {when}, after you opened this page. Look at the reason below, and decide again. Nothing was saved.",
                who=newer.by,
                verdict=say(newer.verdict.in_words()),
                when=in_local_time(newer.at),
            )
        return Outcome(draft=replace(draft, problems=(Problem("history", words),)), conflict=True)

    def _log(self, visit: Visit, action: str, commitment: str, verdict: str = "") -> None:
        detail = f"{commitment}: {verdict}" if verdict else commitment
        self._store.record(action, by=visit.person.name, detail=detail)


def _wrong(draft: Draft, field: str, words: str) -> Outcome:
    return Outcome(draft=replace(draft, problems=(Problem(field, words),)))
