"""Taking what staff decide and remark: each leaves a line in the log."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.commitments.records import Commitment
from assistant.staff.desk import Desk, Visit
from assistant.staff.drafts import Draft, Problem, chosen_evidence, judged_by
from assistant.staff.still import Resting, resting
from assistant.verdicts.board import Board, Row, quoted
from assistant.verdicts.records import Judgement, NewJudgement, Quoted, Verdict
from assistant.verdicts.store import Conflict, NewEvent, NewNote, NoteConflict
from assistant.web.commitment_view import in_local_time
from assistant.web.trails import Trails
from assistant.web.words import say

__all__ = ["Judging", "Outcome"]

_TRIES = 5
"""How often a note is kept anew that others' notes overtook."""


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
            "still": self._still,
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
        besides = self.resting(row).now
        evidence = chosen_evidence(draft, self._trails.of(row.commitment), besides)
        if evidence is None:
            words = say(
                "The documents have changed since you opened this page. Tick the quotations again."
            )
            return _wrong(draft, "found", words)
        new = _given(visit, row.commitment, draft.verdict, draft.why, evidence)
        event = _event(visit, "judged", row.id, draft.verdict.in_words())
        self._store.keep([(new, draft.seen)], event=event)
        return Outcome(done="judged")

    def _still(self, visit: Visit, _: Board, row: Row, draft: Draft) -> Outcome:
        """Give the same verdict anew on the quotations as they stand now."""
        judged = row.judgement
        if row.commitment is None or judged is None or judged.number != draft.seen:
            return self._overtaken(visit, draft, judged)
        rests = self.resting(row)
        if rests.basis != draft.basis:
            words = say("The documents have changed since you opened this page. Compare again.")
            return _wrong(draft, "changed", words)
        new = _given(visit, row.commitment, judged.verdict, judged.why, rests.now)
        event = _event(visit, "judged", row.id, judged.verdict.in_words())
        self._store.keep([(new, draft.seen)], event=event)
        return Outcome(done="judged")

    def _undo(self, visit: Visit, _: Board, row: Row, draft: Draft) -> Outcome:
        judged = row.judgement
        if judged is None or judged.number != draft.seen:
            return self._overtaken(visit, draft, judged)
        person = visit.person
        event = _event(visit, "undone", row.id, judged.verdict.in_words())
        self._store.undo(
            judged.number, by=person.name, office=person.office, why=draft.why, event=event
        )
        return Outcome(done="undone")

    def _note(self, visit: Visit, _: Board, row: Row, draft: Draft) -> Outcome:
        name = visit.person.name
        for _turn in range(_TRIES):
            before = self._store.notes(row.id)
            if before and (before[-1].by, before[-1].text) == (name, draft.text):
                return Outcome(done="noted")  # pressed twice
            new = NewNote(commitment=row.id, text=draft.text, by=name, counted=len(before))
            try:
                self._store.keep(notes=[new], event=_event(visit, "noted", row.id))
            except NoteConflict as conflict:
                overtaken = conflict  # perhaps by this one, pressed twice at the same moment
            else:
                return Outcome(done="noted")
        raise overtaken

    def _confirm(self, visit: Visit, board: Board, row: Row, draft: Draft) -> Outcome:
        """Give the verdict on words that are gone to the words that stand in their place."""
        present = board.row(row.review.like) if row.review else None
        judged = row.judgement
        if present is None or present.commitment is None or judged is None:
            return _wrong(draft, "", say("No present commitment is near to these words."))
        if judged.number != draft.seen:
            return self._overtaken(visit, draft, judged)
        rests = self.resting(row)
        if rests.basis != draft.basis:
            words = say("The documents have changed since you opened this page. Compare again.")
            return _wrong(draft, "changed", words)
        new = _given(visit, present.commitment, judged.verdict, judged.why, rests.now)
        new = replace(new, continues=row.id)
        # What is gone has no verdict from now on, or it would be marked for review for ever.
        moved = NewJudgement(
            commitment=row.id,
            verdict=Verdict.NOT_JUDGED,
            why=say("The verdict was given to the words as they stand now."),
            by=visit.person.name,
            office=visit.person.office,
            promise=judged.promise,
        )
        event = _event(visit, "judged", present.id, judged.verdict.in_words())
        self._store.keep([(new, None), (moved, judged.number)], event=event)
        return Outcome(done="confirmed", at=present.id)

    def resting(self, row: Row) -> Resting:
        """Return what the quotations have become that the verdict of a row rests on."""
        return resting(row.judgement, self._desk.index().generation)

    def _overtaken(self, visit: Visit, draft: Draft, newer: Judgement | None) -> Outcome:
        if draft.action == "judge" and judged_by(newer, visit.person.name, draft):
            return Outcome(done="judged")  # pressed twice
        words, before = (
            say("Look at the history, and decide again."),
            say("The verdict was changed meanwhile. Nothing was saved."),
        )
        if newer is not None:
            words = say("Look at the reason, and decide again.")
            before = say(
                "{who} decided “{verdict}” on {when}, after you opened this page. Nothing was saved.",
                who=newer.by,
                verdict=say(newer.verdict.in_words()),
                when=in_local_time(newer.at),
            )
        problem = Problem("history", words, before)
        return Outcome(draft=replace(draft, problems=(problem,)), conflict=True)


def _given(
    visit: Visit, commitment: Commitment, verdict: Verdict, why: str, evidence: Sequence[Quoted]
) -> NewJudgement:
    """Return a verdict of whoever is signed in, on the words as they stand."""
    return NewJudgement(
        commitment=commitment.id,
        verdict=verdict,
        why=why,
        by=visit.person.name,
        office=visit.person.office,
        promise=quoted(commitment),
        evidence=tuple(evidence),
    )


def _event(visit: Visit, action: str, commitment: str, verdict: str = "") -> NewEvent:
    detail = f"{commitment}: {verdict}" if verdict else commitment
    return NewEvent(action=action, by=visit.person.name, detail=detail)


def _wrong(draft: Draft, field: str, words: str) -> Outcome:
    return Outcome(draft=replace(draft, problems=(Problem(field, words),)))
