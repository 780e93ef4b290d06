"""Pre-election periods: when they are, and what is then not answered.

In one, public bodies take no side. The assistant goes on quoting published documents; what it
declines is to speak of candidates, of parties' promises, or of who may win.
"""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.dates import PartialDate

__all__ = [
    "Period",
    "asks_about_candidates",
    "candidates_message",
    "current",
    "election_now",
    "periods_from",
]

LONGEST = 183
"""Days; what is longer is a slip of the pen, and would keep the banner up for years."""

_WRITTEN = re.compile(r"(\d{4}-\d{2}-\d{2})/(\d{4}-\d{2}-\d{2})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Days before an election, the first and the last among them."""

    start: dt.date
    end: dt.date

    @property
    def until(self) -> str:
        """The last day, in words: "4 May 2028"."""
        return PartialDate.parse(self.end.isoformat()).in_words()


def periods_from(values: Iterable[str]) -> tuple[Period, ...]:
    """Read periods written like "2028-03-20/2028-05-04"; returns them in the order of time.

    Raises:
        ValueError: One is not written so, ends before it starts, or is longer than `LONGEST`.
    """
    return tuple(sorted(map(_period_from, values), key=lambda period: period.start))


def _period_from(value: str) -> Period:
    written = _WRITTEN.fullmatch(value)
    if written is None:
        raise ValueError(f"{value}: must be the first and the last day, like 2028-03-20/2028-05-04")
    try:
        start, end = map(dt.date.fromisoformat, written.groups())
    except ValueError:
        raise ValueError(f"{value}: there is no such day") from None
    days = (end - start).days + 1
    if days < 1:
        raise ValueError(f"{value}: ends before it starts")
    if days > LONGEST:
        raise ValueError(f"{value}: lasts {days} days; at most {LONGEST} are taken")
    return Period(start=start, end=end)


def current(periods: Sequence[Period], day: dt.date) -> Period | None:
    """Return the period that a day is in; where several overlap, the one that ends last."""
    now = [period for period in periods if period.start <= day <= period.end]
    return max(now, key=lambda period: period.end, default=None)


def election_now(values: Iterable[str], as_of: dt.date) -> Period | None:
    """Return the period, of those that the settings name, that it is now.

    Args:
        values: As `periods_from` takes them.
        as_of: The day that “current” is meant on; where that is set, today counts as well.
    """
    periods = periods_from(values)
    return current(periods, as_of) or current(periods, dt.date.today())


def candidates_message(body: str, period: Period) -> str:
    """Say that candidates are not spoken of, and who tells about them.

    Args:
        body: The name of the public body whose documents these are.
        period: The period in force.
    """
    whose = body if body[:4].lower() == "the " else f"the {body}" if body else "this body"
    return (
        f"An election is being held. Until {period.until} this assistant says nothing about "
        f"candidates, parties or who may win: it speaks only from published documents of and "
        f"about {whose}, and takes no side.\n"
        "Who is standing, and how to vote, you learn from the returning officer, on your council’s "
        "website, and from the Electoral Commission: https://www.electoralcommission.org.uk"
    )


_PARTY = (
    r"(?:(?:political|main|other|big|different) )*part(?:y|ies)|labour(?: party)?"
    r"|conservatives?(?: party)?|tor(?:y|ies)|lib(?:eral)?[ -]?dem(?:ocrat)?s?|greens|green party"
    r"|reform uk|reform party|ukip"
)
_PROMISING = (
    r"(?:promis|pledg|offer|propos|stand|say|think|want|plan|differ|compar|campaign|going to)\w*"
)
_STANDING = (
    r"(?:stand(?:ing)?|running|run|campaigning) (?:again|(?:for|in(?! for\b)|as|at) (?:the |a |an )?(?:\w+ ){0,3}?"
    r"(?:pcc|commissioner|election|office|re-?election))"
)
_NOT_OF_A_PARTY = (
    r"(?! (?:commissioners?|pccs?|police|estimates?|exploitation|abuse|markets?|force|costs?)\b)"
)
_OFFICE = r"(?:(?:police|and|&|crime|county|\w{3,14}shire|\w{3,10}s) ){0,5}(?:pcc|commissioner)"
_SURVEYED = (
    r"(?:did|was|were|ran|run|held|commissioned|carried|conducted|residents?|surveys?|precept|"
    r"budgets?|consultations?|stations?)"
)
"""Words of what people were asked by the body itself, which stands in its documents."""
_NOW = re.compile(
    "|".join(
        (
            # whom to vote for
            r"\b(?:should|shall|do|would|could|can|will|must) (?:i|we|you|people|one|they|residents) "
            r"(?:\w+ ){0,2}?vote\b(?! on\b)",
            r"\b(?:who|whom|which (?:one|party|candidate)|what party|how|where) (?:\w+ ){0,3}?to vote\b",
            r"\b(?:am|are|is) (?:i|we|you|everyone|everybody|people) (?:all )?voting for\b",
            r"\b(?:worth|deserves?|gets?|has|have|win|earn) (?:\w+ ){0,2}?(?:my|your|our) votes?\b",
            # who will win
            r"\b(?:will|going to|gonna|likely to|expected to|should|could|might|can) "
            r"(?:be )?(?:win|winning|lose)\b[^.?!]*\b(?:election|vote|pcc|commissioner|race|seat|this time)\b",
            r"\bwho(?:['’]s| is| will| do you think will|ever)? (?:going to |gonna |likely to |be )*"
            r"(?:win|elected|get elected|get in|ahead|favourite)\b",
            r"\b(?:will|going to|should|does|do|could|would|might|likely|hopes?|wants?|deserves?|chances?) "
            r"[^.?!]{0,50}?\bre-?elect(?:ed|ion)?\b",
            r"\b(?:should|shall|will|would|could|might|must) [^.?!]{0,60}?\b"
            r"(?:get|have|serve|win|seek|deserve|be given|stand for|run for) "
            r"(?:a |an )?(?:second|2nd|third|3rd|another|further|new) term\b(?! of (?!office\b))",
            r"\bdeserves? (?:a |an )?(?:second|2nd|third|3rd|another|further|new) term\b",
            rf"\bwho(?:['’]s| is| will| might| could| should)? (?:going to |likely to )?"
            rf"(?:be |become )(?:the |our )?(?:next|new) {_OFFICE}\b",
            rf"\bwho(?:['’]s| is) (?:the |our )?next {_OFFICE}\b",
            # who is standing
            rf"\b(?:who(?:['’]s| is| are| will(?: be)?)?|is|are|will) (?:[\w-]+ ){{0,5}}?{_STANDING}\b",
            r"\bwho(?:['’]s| is| are) (?:all )?(?:standing|running)\b"
            r"(?! (?:the|a|an|it|this|beacon|in for|by|up(?! for (?:the )?(?:\w+ )?(?:pcc|commissioner|election)\b))\b)",
            rf"\bwho(?:['’]s| is| are| will be)? (?:all )?up for (?:the )?(?:\w+ )?"
            rf"(?:{_OFFICE}|elections?|re-?election)\b",
            r"\bwho (?:are|is|will be) (?:\w+ ){0,4}?candidates?\b",
        )
    ),
    re.IGNORECASE,
)
_OF_ANY_TIME = re.compile(
    "|".join(
        (
            r"\bcandidates?\b",
            r"\b(?:compare|which|whose|their|each|party|all(?: the)?) (?:\w+ )?manifestos?\b",
            rf"\b(?:do|does|will|would|has|have|are|is) (?:the |each |all |any )*(?:{_PARTY}) "
            rf"(?:\w+ ){{0,3}}?{_PROMISING}",
            rf"\b(?:{_PARTY})(?:['’]s?)? (?:manifestos?|pledges?|promises?|polic(?:y|ies)|candidates?)\b",
            rf"\b(?:manifestos?|pledges?|promises?|polic(?:y|ies)) (?:of|by|from) "
            rf"(?:the |each |all |any )*(?:{_PARTY})\b{_NOT_OF_A_PARTY}",
            # "Reform" alone is a party only beside its manifesto.
            r"\bmanifestos? (?:pledges? |promises? )?(?:of|by|from) reform\b"
            r"|\breform(?:['’]s)? manifestos?\b",
            r"\b(?:which|what|best|better) political party\b|\b(?:best|better) party\b",
            r"\b(?:which|what) party\b(?! (?:is |was |are |will be |would be )?"
            r"(?:responsible|accountable|liable|in charge|at fault|to blame|pays?|funds?|owns?|"
            r"holds?|signs?|signed|runs?|provides?|delivers?)\b)",
            # what the polls say
            rf"^(?!.*\b{_SURVEYED}\b)(?:.*\b(?:the polls|(?:opinion|election|exit|latest) "
            rf"poll(?:s|ing)?)\b|(?=.*\b(?:polls|polling)\b)"
            rf".*\b(?:pcc|commissioner|elections?|{_PARTY})\b)",
        )
    ),
    re.IGNORECASE,
)
_THEN = re.compile(
    r"\b(?:1[89]|20)\d\d\b"
    r"|\b(?:previous|former|past|earlier|first|last) (?:\w+ )?(?:elections?|contests?|time)\b",
    re.IGNORECASE,
)
_FOR_A_POST = re.compile(
    r"\b(?:chief constable|recruit\w*|jobs?|posts?|vacanc\w+|interview\w*|applicants?|apply|"
    r"officers?|specials?|cadets?|volunteers?|visitors?|apprentice\w*|deputy|panel|staff|training)\b",
    re.IGNORECASE,
)
_PAST = re.compile(r"\b(?:did|was|were|had|won|stood|ran)\b", re.IGNORECASE)


def asks_about_candidates(question: str) -> bool:
    """Say whether a question is about an election that is being held: who stands, who to vote for.

    How to vote is taken for one too, since the reply says who tells about it.

    Earlier elections are history, and stand in the documents: a year, or "the last election", in
    the past tense. So are candidates for other posts.
    """
    words = " ".join(question.split())
    then = bool(_THEN.search(words))
    if _NOW.search(words):
        return not (then and _PAST.search(words))
    return bool(_OF_ANY_TIME.search(words)) and not then and not _FOR_A_POST.search(words)
