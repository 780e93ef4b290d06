"""Whether a promise, as it is worded, can later be said to have been kept or not, and why."""

import re

__all__ = ["checkable"]

_OPEN = re.compile(
    r"\b(?:than|as) (?:is |are )?(?:needed|necessary|required|possible)\b|\b(?:where|if|when|as far as) (?:possible|practicable|appropriate)\b",
    re.IGNORECASE,
)
_STATE = re.compile(
    r"\b(?:no|never|not) [\w-]+(?: [\w-]+)?|\bat current levels\b|\b(?:every|each) [\w-]+|\bcurrent (?:number|level)\b",
    re.IGNORECASE,
)
_THING = re.compile(
    r"(?:an?|new|another) (?:[\w'’-]+ ){0,3}?(?:units?|programmes?|schemes?|funds?|posts?|centres?|hubs?|panels?|strategy|teams?|campaigns?|helplines?|investigators?|"
    r"stations?|advocates?|reviews?|refuges?|offices?|boards?|charter|website|app)\b|[A-Z][\w'’]+(?: [A-Z][\w'’]+)*, (?=to )"
)
_SEEN = re.compile(
    r"\b(?:recruit|appoint|hire|employ|open|reopen|close|build|rebuild|redevelop|refurbish|install|publish|launch|create|set up|establish|introduce|"
    r"freeze|froze|frozen|cut|scrap|abolish|ban|merge|merger|commission|consult|fund|pay|grant|award|allocate|buy|replace|hold an?|held|freezing|withdrawing|opening|setting up|keeping open|keeping an?|such a|unit|hub|keep open|visit|report|"
    r"appointed|recruited|opened|closed|built|installed|published|launched|created|introduced|commissioned|funded|set up|established|replaced|sold|sell|"
    r"move|train|trained|extend|sign|signed|draw up|write|produce|roll out|pilot|trial|try out|review|survey|contact|contacted|investigate|investigated|carry out|form|"
    r"double|halve|treble|ring-fence|reinstate|restore|conduct|undertake a|issue|equip|deploy|ask the|write to|recruitment|opening|withdraw|withdrawn|raise no more|retain|keep the|maintain the)\b",
    re.IGNORECASE,
)  # fmt: skip
_TRY = re.compile(
    r"\b(?:look|look into|explore|consider|seek to|strive|try to|endeavour|work towards|aim to|examine|encourage|promote|champion|"
    r"support|help|focus on|work (?:closely )?with|continue to work|raise awareness|listen|engage|build on|do (?:more|everything)|prioritise|press|push)\b",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"\b(?:improve|increase|reduce|strengthen|enhance|better|more|greater|fewer|less|lower|boost|raise|expand|develop|protect|maintain|tackle|"
    r"keep|ensure|make sure|drive|put|deal|fight|prevent|bring|deliver|safer|low)\b",
    re.IGNORECASE,
)


def checkable(what: str, measure: str, by: str) -> tuple[bool, str]:
    """Say whether a promise can be checked as worded, and why.

    A figure makes it so; so does a thing that will be there or not, such as a station or a report.
    "More", "better" or "support" without a figure never does, whatever the deadline.
    """
    if measure:
        return True, f"it names what can be counted or compared: {measure}"
    if _OPEN.search(what):
        return False, f"“{_OPEN.search(what)[0]}” leaves open how much"  # type: ignore[index]
    if state := _STATE.search(what):
        return True, f"whether it holds can be seen: “{state[0]}”"
    if re.match(r"until\b", by):
        return True, f"whether it lasted can be seen: {by}"
    if thing := _THING.match(what):
        return True, f"whether it is there can be seen: “{thing[0].rstrip(' ,')}”"
    attempt, seen = _TRY.search(what), _SEEN.search(what)
    if seen and (attempt is None or seen.start() < attempt.start()):
        return True, f"whether it was done can be seen: “{seen[0].lower()}”" + (
            f", {by}" if by else ""
        )
    if attempt:
        return False, f"“{attempt[0].lower()}” promises an effort, and no figure says how much"
    if change := _MORE.search(what):
        return (
            False,
            f"“{change[0].lower()}” without a figure or a state that it could be held against",
        )
    return False, "no figure, date or thing that will be there or not"
