"""Gaps of a chain in words: what was searched, and what could not be."""

from collections.abc import Sequence

from assistant.chains.records import Gap, Missing, Step
from assistant.web.in_words import counted
from assistant.web.words import phrase, say
from corpus.catalogue import Catalogue
from corpus.documents import Document, Kind

__all__ = ["gap_in_words"]

_NOTHING = {
    Step.ANSWERED: phrase("Nothing found on how people answered."),
    Step.DECIDED: phrase("Nothing found about this in what was decided."),
    Step.REPORTED: phrase("Nothing found about this in later reports."),
}
_UNKNOWN = {
    Step.ANSWERED: phrase("No later document is known that would tell how people answered."),
    Step.DECIDED: phrase("No later document is known that would tell what was decided."),
    Step.REPORTED: phrase("No later report is known."),
}
_SEARCHED = {Step.ANSWERED: "document", Step.DECIDED: "document", Step.REPORTED: "later report"}
"""What is counted at each step."""


def gap_in_words(gap: Gap, catalogue: Catalogue) -> str:
    """Say what was searched at a step where nothing is shown, and what could not be."""
    lost = [catalogue.by_id[i] for i in gap.not_held]
    if gap.why is Missing.NOTHING_ASKED:
        return say("What was asked is not known, so nothing was looked for.")
    if gap.why is Missing.NO_DOCUMENT:
        return say(_UNKNOWN[gap.step])
    if gap.why is Missing.NO_TEXT:
        return say(
            "Nothing could be searched: the text of {which} is not held.", which=_which(lost)
        )
    plans = [catalogue.by_id[i] for i in gap.searched if catalogue.by_id[i].kind is Kind.PLAN]
    others = len(gap.searched) - len(plans)
    said = [say(_NOTHING[gap.step])]
    if plans and gap.step is Step.DECIDED:
        said[0] = say("Nothing found in {plan} about this.", plan=plans[0].short_name)
    if others:
        verb = say("was searched") if others == 1 else say("were searched")
        said.append(f"{counted(others, _SEARCHED[gap.step])} {verb}.")
    if lost:
        said.append(say("The text of {which} is not held.", which=_which(lost)))
    return " ".join(said)


def _which(documents: Sequence[Document]) -> str:
    plans = [d.short_name for d in documents if d.kind is Kind.PLAN]
    others = len(documents) - len(plans)
    if plans and others:
        return say(
            "{plan} and of {others}", plan=plans[0], others=counted(others, "other document")
        )
    return plans[0] if plans else counted(others, "document")
