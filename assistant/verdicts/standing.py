"""Which of a commitment's judgements holds, after some were taken back."""

from collections.abc import Sequence

from assistant.verdicts.records import Judgement

__all__ = ["standing"]


def standing(history: Sequence[Judgement]) -> Judgement | None:
    """Return the judgement whose verdict holds, with the reason that was given for it.

    That is the latest, or what the latest brought back by undoing another.

    Args:
        history: All judgements of one commitment, the oldest first.

    Returns:
        None where nothing was judged, or all of it was taken back.
    """
    places = {each.number: place for place, each in enumerate(history)}
    place = len(history) - 1
    while place >= 0 and (undone := history[place].undoes) is not None:
        place = places[undone] - 1
    return history[place] if place >= 0 else None
