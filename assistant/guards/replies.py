"""What is said where a guard stops a question: short, without reasons that teach an attacker."""

from assistant.guards.kinds import Guard
from corpus.catalogue import Body

__all__ = ["reply"]

_ABOUT = "It shows what the documents say"
_REPLIES = {
    Guard.FABRICATION: f"This assistant adds nothing to the documents. {_ABOUT}",
    Guard.OPINION: f"This assistant gives no opinions. {_ABOUT}",
    Guard.CAMPAIGN: f"This assistant writes nothing for campaigns and gives no advice on voting. {_ABOUT}",
    Guard.JOKE: f"This assistant writes no jokes, verses or stories. {_ABOUT}",
    Guard.LEGAL: (
        "This assistant gives no legal advice: ask a solicitor or Citizens Advice. "
        "To report a crime, call 101, or 999 in an emergency."
    ),
    Guard.OPERATIONAL: (
        "This assistant cannot reach the police or say what they should do. "
        "Call 101, or 999 in an emergency, or use the website of the police."
    ),
    Guard.PERSONAL: (
        "This assistant holds no data on people. "
        "To ask what the police hold about you, write to the police."
    ),
    Guard.BROKEN: (
        "This question cannot be answered now. "
        "If you or someone else is in danger, call 999; otherwise try again later."
    ),
}


def reply(guard: Guard, body: Body) -> str | None:
    """Return what is said, in one or two sentences; None where the message of the status is.

    Args:
        guard: What stopped the question.
        body: Whose first suggestion is the example of what can be asked.
    """
    words = _REPLIES.get(guard)
    if words is None or not words.endswith(_ABOUT):
        return words
    return f"{words}, for example “{body.suggestions[0]}”" if body.suggestions else f"{words}."
