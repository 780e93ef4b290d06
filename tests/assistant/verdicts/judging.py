"""Judgements made by hand, and a ledger to judge."""

import dataclasses

from assistant.verdicts.records import NewJudgement, Note, Quoted, Verdict
from assistant.verdicts.store import NewNote, VerdictStore

__all__ = ["QUOTED", "noted", "quoted", "verdict_on"]

QUOTED = Quoted(
    document="plan-2013",
    title="Safer Together (2013-2016)",
    published="April 2013",
    page=3,
    start=10,
    end=45,
    words="We will recruit 20 more officers.",
)


def quoted(**changes: object) -> Quoted:
    """A quotation, with any field changed."""
    return dataclasses.replace(QUOTED, **changes)  # type: ignore[arg-type]


def verdict_on(commitment: str, **changes: object) -> NewJudgement:
    """A verdict on a commitment, with any field changed."""
    new = NewJudgement(
        commitment=commitment,
        verdict=Verdict.KEPT,
        why="The report of 2015 counts them.",
        by="Ada Early",
        office="the Commissioner’s office",
        promise=QUOTED,
        evidence=(quoted(document="report-2015", words="We recruited 20 officers.", page=None),),
    )
    return dataclasses.replace(new, **changes)  # type: ignore[arg-type]


def noted(store: VerdictStore, commitment: str, text: str, *, by: str) -> Note:
    """Keep a note; returns it as it is kept."""
    store.keep(notes=[NewNote(commitment=commitment, text=text, by=by)])
    return store.notes(commitment)[-1]
