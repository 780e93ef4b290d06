"""One subject in the plans that are asked for: a quotation of each, or that nothing was found."""

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType

from assistant.across.grid import LONGEST_SUBJECT, grid
from assistant.across.records import Outcome
from assistant.mcp.asked import CompareArguments, WrongArguments
from assistant.mcp.linking import Links
from assistant.mcp.records import Compared, InPlan
from corpus.reader import OpenIndex

__all__ = ["compared"]

_MEANINGS: Mapping[Outcome, str] = MappingProxyType(
    {
        Outcome.SAYS: "The plan itself is quoted.",
        Outcome.REPORTED: "The plan's text is not held; another document is quoted where it says "
        "what is in the plan.",
        Outcome.ALONGSIDE: "The plan's text is not held; a document about it is quoted, which does "
        "not tell what is in the plan.",
        Outcome.NOTHING: "The plan's text is held, and nothing on the subject was found in it.",
        Outcome.NOTHING_REPORTED: "The plan's text is not held, and nothing on the subject was "
        "found in what speaks of it.",
        Outcome.NOT_HELD: "Neither the plan's text nor anything that speaks of it is held.",
    }
)


def compared(asked: CompareArguments, index: OpenIndex, links: Links, as_of: dt.date) -> Compared:
    """Look for a subject in what is held of plans.

    Args:
        asked: The subject, and the plans.
        index: What is searched.
        links: Makes the addresses.
        as_of: The day that "current" means.

    Raises:
        WrongArguments: A plan is not known, or the subject says nothing; the message says what to do.
        IndexDamaged: The vector store fails, or a stored text is lost or altered.
    """
    known = [plan.id for plan in index.generation.catalogue.plans]
    if set(asked.plans) - set(known):
        raise WrongArguments(f"“plans”: one is not known. The plans known: {', '.join(known)}.")
    if len(asked.subject) > LONGEST_SUBJECT:
        raise WrongArguments(
            f"“subject”: at most {LONGEST_SUBJECT} characters are taken; a few words do. For a "
            "question use ask."
        )
    found = grid(index, asked.subject, as_of=as_of)
    if not (found.terms or found.theme or found.name):
        raise WrongArguments(
            "“subject”: it names nothing that could be looked for; try a few plain words, such as "
            "cybercrime."
        )
    plans = tuple(
        InPlan(
            plan=cell.plan.id,
            name=cell.plan.short_name,
            outcome=cell.outcome,
            meaning=_MEANINGS[cell.outcome],
            quoted=links.quoted(cell.citation, marked=False) if cell.citation else None,
            more=cell.more,
        )
        for cell in found.cells
        if not asked.plans or cell.plan.id in asked.plans
    )
    return Compared(
        notice="",
        subject=found.theme or found.name or found.read_as,
        plans=plans,
        elsewhere=tuple(links.quoted(cited, marked=False) for cited in found.elsewhere),
    )
