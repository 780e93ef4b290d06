"""What a later passage reports of a promise, by the words that it uses: a suggestion, no verdict.

The first of these that a passage has decides: not yet, changed, done, on the way, promised anew.
"""

import re
from dataclasses import dataclass

from assistant.commitments.records import Relation

__all__ = ["Suggested", "suggest"]


@dataclass(frozen=True, slots=True)
class Suggested:
    """A relation, and the words of the passage that it rests on; "" where it rests on none."""

    relation: Relation
    because: str = ""


_DONE_VERBS = (
    r"launched|opened|reopened|started|began|begun|set up|created|established|formed|founded|recruited|appointed|hired|employed|built|rebuilt|completed|finished|"
    r"delivered|introduced|installed|published|commissioned|implemented|carried out|rolled out|brought in|put in place|honoured|fulfilled|achieved|kept|protected|"
    r"maintained|reached|passed(?! (?:on|to|through|by)\b)|exceeded|met|froze|frozen|doubled|trebled|increased|reduced|cut|lowered|refurbished|redeveloped|relocated|merged|adopted|obtained|secured|"
    r"trained|purchased|bought|ensured|enlarged|extended|expanded|invested|reviewed|visited|investigated"
)
_PAID = r"granted|awarded|paid|gave|given|allocated|put|spent|invested|contributed|funded|provided"
_NOT_DONE_YET = re.compile(
    r"\b(?:has|have|had|is|are|was|were)(?:n['’]t| not)(?: yet| so far)? (?:been |be )?\w+|\bnot yet\b|\byet to \w+|\bstill (?:to be|awaits?|waiting|waits)\b|"
    r"\bno (?:decision|progress) (?:has|had|was)\b|\bremains? to be\b",
    re.IGNORECASE,
)
_NOT_RAISED = re.compile(
    r"\b(?:has|have|had|did|was|were)(?:n['’]t| not)(?: been)? (?:go up|gone up|rise|risen|raised?|increased?|fall|fallen|closed?|cut|changed?)\b",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"\bno longer\b|\babandon(?:s|ed|ing)?\b|\b(?:withdrew|withdrawn|withdraws|withdrawal of)\b|\bsuspend(?:s|ed)?\b|\bscrapped\b|\bdropped (?:the|its|his|her|their|plans?|from)\b|"
    r"\breplac(?:ed|es) (?:by|with|it|the)\b|\binstead of\b|\bcancelled\b|\bpostponed\b|\b(?:was|were|been|is|are) delayed\b|\ba delay to\b|\bshelved\b|\bgave up\b|\bgiven up\b|"
    r"\bput on hold\b|\bfell short\b|\b(?:has|have|had|was|were) (?:since )?(?:closed|ended|abolished|renamed|wound up|disbanded|discontinued)\b|\bwill not (?:go ahead|proceed|be)\b|"
    r"\bset (?:out )?to end\b|\bfailed to\b|\breversed\b|\brather than\b(?= (?:recruit|open|build))|\bonly if\b",
    re.IGNORECASE,
)
_COUNTED_ON = re.compile(
    r"\b(?:\w+ )?(?:year|time|month)s?(?: in a row| running)\b|\bin a row\b|\bfor the (?:\w+) (?:year|time) running\b|\bwithout an increase\b|\bunchanged since\b",
    re.IGNORECASE,
)
_ACTIVE = re.compile(
    rf"\b(?P<verb>(?:(?:has|have|had) (?:now |already |since |also |recently |successfully )?)?(?:{_DONE_VERBS}))\b",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    rf"\b(?:was|were|has been|have been|had been|is now|are now) (?:now |already |since |also |recently |successfully |formally )?(?:{_DONE_VERBS}|decided on)\b",
    re.IGNORECASE,
)
_IS_KEPT = re.compile(
    r"\b(?:is|are) (?:kept|protected|maintained|in place|up and running|in operation|now (?:open|in use|in post))\b|\b(?:now|already) (?:has|have|employs?|runs?)\b|\b(?:more|bigger|higher|fewer|lower) than ever(?: before)?\b",
    re.IGNORECASE,
)
_GIVEN = re.compile(
    rf"\b(?:(?:has|have|had|was|were) (?:already |now |since )?)?(?:{_PAID})\b[^.;]{{0,60}}?£\s?[\d.,]+(?: ?(?:million|m|bn|k))?"
    rf"|£\s?[\d.,]+(?: ?(?:million|m|bn|k))?\b[^.;]{{0,25}}? (?:(?:was|were|has been|have been) )?(?:{_PAID}|went)\b|\breceived £[\d.,]+",
    re.IGNORECASE,
)
_STEP = re.compile(
    r"\b(?:first|second|third|fourth|fifth|latest) (?:round|phase|stage|wave|year) of\b|\bannounced (?:grants|awards|funding)\b|\bso far\b|\bto date\b|\bsince (?:19|20)\d\d\b|\b(?:under way|underway|in progress|on track)\b|\b(?:has|have|had) (?:begun|started|helped|produced|led|brought|supported|contributed|made)\b|"
    r"\b(?:is|are|was|were) (?:being|now being) \w+(?:ed|en|t)\b|\b(?:approved|agreed|signed|proved|commits? £|helped|credits?|credited|began)\b|\bprogress\b|\bup from\b|\bmore and more\b|\bcentral to\b|"
    r"\b(?:fell|rose|fallen|risen|down|up|dropped|increased|decreased|grew|grown) (?:by )?(?:about |nearly |almost |more than |over )?(?:a (?:tenth|fifth|quarter|third|half)|half|[\d.]+ ?(?:%|per ?cent))"
    r"|\b(?:went|gone) (?:down|up)\b|\b(?:fell|rose|fallen|risen)\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    r"(?<![\w/£.,-])(?!(?:19|20)\d\d\b)(?:some |around |about |over |more than |almost |nearly |only )?(?:\d[\d,]*(?:\.\d+)?(?:%| per ?cent)?|hundreds|thousands|dozens)(?! (?:January|February|March|April|May|June|July|August|September|October|November|December)\b)(?:-\w+)? (?:of (?:the )?)?(?:[a-z][\w-]*)|"
    r"£\s?\d[\d.,]*(?: ?(?:million|m|bn|k)\b)?|\b\d[\d.,]*(?:%| per ?cent)",
)
_ANEW = re.compile(
    r"\b(?:will|is to|are to|was to|were to|(?:he|she|they|it|we|I|Commissioner|PCC) would|intends? to|plans? to|aims? to|going to|commits? (?:to|himself|herself|itself)|is committed|are committed|committed to|pledges?|pledged|promises?|promised|"
    r"undertakes?|vows?|wants?|wished to|wishes to|remains? (?:a |the |our |his |her |its )?(?:\w+ )?(?:priority|aim|commitment|promise)|continues? to|goes on|go on|stays? (?:a|the) (?:top )?priority|"
    r"keep his promise|calls? to account|is planned|are planned)\b",
    re.IGNORECASE,
)
_IMPERATIVE = re.compile(
    r"^\W*(?:Keep|Build|Recruit|Protect|Reduce|Increase|Make|Continue|Use|Open|Support|Strengthen|Tackle|Improve|Focus|Deliver|Bring|Invest|Put|Maintain|Work|Go on|Expand|Redevelop|Provide|Ensure|Look at|Base|Prevent)\b(?! (?:for|of|in|on|is|was|has|continues|to be)\b)"
    r"|^\W*(?:No (?:reduction|cuts?|closures?|increase|merger)|(?:More|New|Extra|Further)\b(?!.*\b(?:was|were|is|are|has|have|had)\b))"
)
_UNREAL = re.compile(
    r"(?:\b(?:will|would|to|should|could|must|can|may|might|shall)(?: (?:also|now|then|only|soon))?(?: have)?(?: be(?: \w+ly)?| been)?|\bbe|\bnot(?: \w+)?|\bnever|\bnor|\bwhether|\bif)\s*$",
    re.IGNORECASE,
)
_BENEFIT = re.compile(
    r"\b(?:(?:expected|hoped|planned|proposed|due|asked|wanted|intended|meant|set) to|wants?|wanted|would like|hopes?|whether|if)\b[^.;]*$|;\s*$",
    re.IGNORECASE,
)
_PAPER = re.compile(
    r"\b(?:consult\w*|surveys?|proposals?|plans?|strateg(?:y|ies)|reports?|reviews?|manifesto|publish\w*|budgets?|letters?)\b",
    re.IGNORECASE,
)
_OF_A_PAPER = re.compile(
    r"(?: [\w'’,()-]+){0,7}? (?:consultations?|surveys?|proposals?|plan|report|manifesto|release|letter|conference)\b|,? on it\b|,? with the release\b|, (?:he|she|they) argued"
)
"""That a paper came out, or people were asked, is no promise kept, unless just that was promised."""
_MONEY_PROMISED = re.compile(
    r"\b(?:money|fund|funds|funding|invest\w*|grants?|bids?|award\w*|pay|£)\b", re.IGNORECASE
)


def suggest(words: str, promise: str = "") -> Suggested:
    """Suggest what a passage reports of a promise.

    Args:
        words: What is quoted, as people read it; the words that decide are words of it.
        promise: What was promised: a sum that was paid keeps a promise of money, and a report that
            came out keeps only a promise of one.
    """
    if words.rstrip().endswith("?"):
        return Suggested(Relation.UNCLEAR)
    if kept := _NOT_RAISED.search(words):
        return Suggested(Relation.DONE, kept[0])
    if anew := _IMPERATIVE.match(words):
        return Suggested(Relation.REPEATED, anew[0].strip(" \"'“‘"))
    if not_yet := _NOT_DONE_YET.search(words):
        return Suggested(Relation.UNCLEAR, not_yet[0])
    for relation, found in (
        (Relation.CHANGED, _said(_CHANGED, words)),
        (Relation.DONE, _done(words, promise)),
        (Relation.PROGRESS, _progress(words)),
        (Relation.REPEATED, _anew(words)),
    ):
        if found:
            return Suggested(relation, found)
    return Suggested(Relation.UNCLEAR)


def _done(words: str, promise: str) -> str:
    if counted := _said(_COUNTED_ON, words):
        return counted
    if _MONEY_PROMISED.search(promise) and (given := _said(_GIVEN, words)):
        return given
    for pattern in (_PASSIVE, _IS_KEPT, _ACTIVE):
        if found := _said(pattern, words, but=None if _PAPER.search(promise) else _OF_A_PAPER):
            return found
    return ""


def _progress(words: str) -> str:
    if given := _said(_GIVEN, words):
        return given
    if step := _said(_STEP, words):
        return step
    if _ANEW.search(words) or _IMPERATIVE.search(words):
        return ""
    return _said(_FIGURE, words)


def _anew(words: str) -> str:
    found = _ANEW.search(words) or _IMPERATIVE.search(words)
    return found[0].strip(" \"'“‘") if found else ""


def _said(pattern: re.Pattern[str], words: str, but: re.Pattern[str] | None = None) -> str:
    """The first words that a pattern finds as said to be so: not "will be opened", not "to open".

    Args:
        pattern: What is looked for.
        words: The quotation.
        but: What must not follow.
    """
    for match in pattern.finditer(words):
        before = words[: match.start()]
        if _UNREAL.search(before[-40:]) or _BENEFIT.search(before[-60:]):
            continue
        if but is None or not but.match(words[match.end() :]):
            return match[0].strip()
    return ""
