"""What people read who have to come again later."""

from assistant.serving.gate import Busy
from assistant.web.words import say

__all__ = ["busy_words"]


def busy_words(busy: Busy) -> str:
    """Say why a question was not answered, when to ask it again, and where help is meanwhile."""
    seconds = max(2, busy.seconds)  # "1 seconds" is no English
    if busy.too_often:
        words = say(
            "Many questions came from you, or from the network that you share, in a short time. "
            "Please ask this one again in {seconds} seconds.",
            seconds=seconds,
        )
    else:
        words = say(
            "Many people are asking just now, so this question was not answered. Please ask it "
            "again in {seconds} seconds.",
            seconds=seconds,
        )
    return f"{words} {say('If you are in danger, call 999.')}"
