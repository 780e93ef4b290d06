"""What somebody typed on the page of a commitment, and what is wrong with it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from starlette.datastructures import QueryParams

from assistant.commitments.records import Evidence, Trail
from assistant.verdicts.records import Judgement, Quoted, Verdict
from assistant.verdicts.store import LONGEST_NOTE, LONGEST_WHY
from assistant.web.commitment_view import evidence_key, quoted_key
from assistant.web.words import say

__all__ = [
    "GIVEN",
    "Draft",
    "Problem",
    "chosen_evidence",
    "judged_by",
    "quoted_evidence",
    "read_draft",
]

GIVEN = tuple(verdict for verdict in Verdict if verdict is not Verdict.NOT_JUDGED)
"""What can be decided; that nobody has is not decided, but undone."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that has to be mended before anything is saved."""

    field: str
    """The element id of what it is about; "" where it is about none."""
    words: str
    """The link to it, where it is about an element."""
    before: str = ""
    """What is said before the link."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What was chosen and typed, so that the page can show it again."""

    action: str = ""
    """Which form was sent: "judge", "still", "undo", "note" or "confirm"; "" where none was."""
    verdict: Verdict | None = None
    why: str = ""
    rests: tuple[str, ...] = ()
    """Keys of the quotations that were ticked."""
    text: str = ""
    """Of a note."""
    seen: int | None = None
    """Number of the judgement that was the latest when the page was made."""
    basis: str = ""
    """Which quotations the page said that the verdict would rest on."""
    problems: tuple[Problem, ...] = ()

    def wrong(self, field: str) -> str:
        """Return what is wrong with a field; "" where nothing is."""
        return next((problem.words for problem in self.problems if problem.field == field), "")


def read_draft(fields: QueryParams) -> Draft:
    """Read what was sent, and say what is wrong with it by itself."""
    verdicts = {verdict.value: verdict for verdict in GIVEN}
    seen = fields.get("seen", "")
    draft = Draft(
        action=fields.get("action", ""),
        verdict=verdicts.get(fields.get("verdict", "")),
        why=fields.get("why", "").strip(),
        rests=tuple(dict.fromkeys(fields.getlist("rests"))),
        text=fields.get("text", "").strip(),
        basis=fields.get("basis", ""),
        seen=int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 19 else None,
    )
    return replace(draft, problems=tuple(_problems(draft)))


def _problems(draft: Draft) -> Sequence[Problem]:
    if draft.action == "note":
        return _text("note", draft.text, LONGEST_NOTE, say("Write the note."))
    if draft.action == "undo":
        return _text("undo-why", draft.why, LONGEST_WHY, say("Write why you take it back."))
    if draft.action == "judge":
        chosen = [] if draft.verdict else [Problem("verdict", say("Choose a verdict."))]
        return [*chosen, *_text("why", draft.why, LONGEST_WHY, say("Write the reason."))]
    return ()


def _text(field: str, text: str, longest: int, missing: str) -> list[Problem]:
    if not text:
        return [Problem(field, missing)]
    if len(text) > longest:
        words = say("Use at most {longest} characters; these are {number}.", longest=f"{longest:,}", number=f"{len(text):,}")  # fmt: skip
        return [Problem(field, words)]
    return []


def chosen_evidence(
    draft: Draft, trail: Trail, besides: Sequence[Quoted] = ()
) -> tuple[Quoted, ...] | None:
    """Return the quotations that were ticked; None where one of them is no longer there.

    Args:
        draft: What was sent.
        trail: What the search finds.
        besides: What the present verdict rests on, where it stands now.
    """
    known = {quoted_key(each): each for each in besides}
    known = {evidence_key(each): quoted_evidence(each) for each in trail.evidence} | known
    if not set(draft.rests) <= known.keys():
        return None
    return tuple(known[key] for key in known if key in draft.rests)


def quoted_evidence(each: Evidence) -> Quoted:
    """Return a quotation as a judgement keeps it."""
    return Quoted(
        document=each.document,
        title=each.title,
        published=each.published.in_words(),
        page=each.page,
        start=each.start,
        end=each.end,
        words=each.words,
    )


def judged_by(newer: Judgement | None, by: str, draft: Draft) -> bool:
    """Whether a judgement is what this form was sent for already, as by pressing twice."""
    return (
        newer is not None
        and newer.by == by
        and newer.verdict is draft.verdict
        and newer.why.split() == draft.why.split()
    )
