"""What the pages say of themselves, first."""

from assistant.answers import About
from assistant.web.words import say

__all__ = ["what_it_is"]


def what_it_is(about: About) -> str:
    """Say in two sentences what is searched, whose words come back, and that it errs."""
    first, last = about.years
    if about.digests == about.documents:
        whose = say("our own summaries of {n} documents", n=about.documents)
    elif about.digests:
        whose = say(
            "{n} documents: {full} in full, {ours} as our own summaries",
            n=about.documents,
            full=about.originals,
            ours=about.digests,
        )
    else:
        whose = say("{n} documents", n=about.documents)
    return " ".join(
        [
            say(
                "Short quotations from {whose}, {first} to {last}.",
                whose=whose,
                first=first,
                last=last,
            ),
            say("It can miss things: check the source beside each answer."),
        ]
    )
