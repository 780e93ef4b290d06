"""The words around promises in an answer: how many, which, and that there are none."""

from collections.abc import Sequence

from assistant.commitments.books import Known
from assistant.text import listed
from assistant.verdicts.records import Verdict
from corpus.catalogue import Body

__all__ = [
    "NONE_MADE",
    "UNREAD",
    "WHAT_WAS_NOT",
    "WHICH",
    "none_judged",
    "of_another_area",
    "opening",
]

NONE_MADE = (
    "No promise on this was found in the documents held. Promises are found by rule, so one may "
    "be missed."
)
UNREAD = "The verdicts that people gave cannot be read now. Please try again later."
WHICH = "Which promise do you mean? Name what was promised, such as more officers, and ask again."
WHAT_WAS_NOT = (
    "What was not promised cannot be found in documents. Ask what was promised on a subject: where "
    "nothing was found, the answer says so."
)


def of_another_area(area: str, body: Body) -> str:
    """Say that the promises asked for are those of another police area."""
    return (
        f"The promises found here are those of the {body.name} and the police there, not of "
        f"{area}. Ask the police or the Commissioner there."
    )


def opening(
    years: Sequence[int],
    made: int,
    *,
    verdicts: Sequence[Verdict],
    only_open: bool,
    followed: bool,
    subject: str,
    theme: str,
) -> str:
    """Say how many promises were found and how, before they are quoted.

    Args:
        years: When each of those that are meant was made, in order of time.
        made: How many were found, whatever people judged.
        verdicts: Which verdicts were asked for; empty for any.
        only_open: Whether only those that nobody has closed were asked for.
        followed: Whether what came of them is shown.
        subject: What they are about; "" where that is open.
        theme: The theme that they share, where none names the subject itself.
    """
    on = f" on the theme “{theme}”" if theme else " on this" if subject else ""
    when = f"of {years[0]}" if years[0] == years[-1] else f"of {years[0]} to {years[-1]}"
    one = len(years) == 1
    if verdicts or only_open:
        state = "still open" if only_open else f"judged {_either(verdicts)} by people"
        many = f"{len(years)} of the {made} promise{'' if made == 1 else 's'}{on} that were found "
        said = f"{many}{'is' if one else 'are'} {state}."
    else:
        many = f"{len(years)} promise{'' if one else 's'}{on} {'was' if one else 'were'} found"
        rule = "It was found" if one else "They are found"
        said = f"{many}, in documents {when}. {rule} by rule, so others may be missed."
    if theme:
        said = f"No promise names “{subject}” itself. {said}"
    if followed:
        under = "it" if one else "each"
        said += f" Later passages that may bear on it stand under {under}; they are no verdict."
    return said


def none_judged(made: int, verdicts: Sequence[Verdict], known: Known, *, subject: bool) -> str:
    """Say that no promise has the verdict that is asked for."""
    on = " on this" if subject else ""
    many = f"{made} promise{'' if made == 1 else 's'}{on} {'was' if made == 1 else 'were'} found."
    if not verdicts:
        return f"{many} None of them is open: people have judged each."
    if known is Known.UNPUBLISHED:
        return f"{many} Verdicts of people are not shown here, so nothing says which were {_either(verdicts)}."
    return f"{many} Nobody has judged any of them as {_either(verdicts)}."


def _either(verdicts: Sequence[Verdict]) -> str:
    return listed([verdict.in_words() for verdict in verdicts]).replace(" and ", " or ")
