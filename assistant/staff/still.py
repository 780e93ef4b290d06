"""What a verdict rests on, held against what the documents say now."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.commitments.records import Trail
from assistant.verdicts.records import Judgement, Quoted
from assistant.verdicts.standing import Stands, stand_now
from assistant.web.commitment_view import QuotedView, Views, evidence_key, quoted_key
from corpus.generation import Generation

__all__ = ["Changed", "Choice", "Resting", "resting"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A quotation whose words are no longer there, as a page shows it."""

    was: QuotedView
    now: QuotedView | None
    """The words most like them; None where nothing like them stands there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A quotation that the verdict rests on and that the search does not find, to be ticked."""

    key: str
    view: QuotedView
    same: bool
    """Whether the verdict rests on these very words; else they stand in the place of others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resting:
    """What the quotations of a verdict have become."""

    stands: tuple[Stands, ...] = ()

    @property
    def now(self) -> tuple[Quoted, ...]:
        """What the verdict would rest on today: each once, at its present place."""
        return tuple(dict.fromkeys(each.now for each in self.stands if each.now is not None))

    @property
    def basis(self) -> str:
        """Letters that tell this state from any other: a form carries what its reader saw."""
        keys = "\n".join(quoted_key(each) for each in self.now)
        return hashlib.sha256(keys.encode()).hexdigest()[:16]

    def changed(self, views: Views) -> tuple[Changed, ...]:
        """Return the quotations that are gone, beside what stands in their place."""
        return tuple(
            Changed(was=views.quoted(each.was), now=views.quoted(each.now) if each.now else None)
            for each in self.stands
            if not each.same
        )

    def besides(self, trail: Trail | None, views: Views) -> tuple[Choice, ...]:
        """Return what can be ticked besides what the search finds."""
        found = {evidence_key(each) for each in trail.evidence} if trail else set()
        same = {quoted_key(each.now) for each in self.stands if each.now and each.same}
        keyed = ((quoted_key(each), each) for each in self.now)
        return tuple(
            Choice(key=key, view=views.quoted(each), same=key in same)
            for key, each in keyed
            if key not in found
        )


def resting(judged: Judgement | None, generation: Generation) -> Resting:
    """Return what the quotations of a verdict have become.

    Raises:
        IndexDamaged: A stored text is lost or altered.
    """
    quotations: Sequence[Quoted] = judged.evidence if judged else ()
    return Resting(stands=stand_now(quotations, generation))
