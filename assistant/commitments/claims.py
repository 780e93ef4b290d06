"""Who says what a passage says, and whether those who promised say it themselves."""

import re

from corpus.catalogue import Body
from corpus.documents import Document, Kind

__all__ = ["claimed_by", "own_claim"]

_OFFICE = re.compile(r"\bcommissioner\b", re.IGNORECASE)
_PANEL = re.compile(r"\bpanel\b", re.IGNORECASE)
_FORCE = re.compile(r"\b(?:constabulary|police force|police service|police$)", re.IGNORECASE)
_KINDS = {
    Kind.ANNUAL_REPORT: "the Commissioner's own annual report",
    Kind.BUDGET: "the Commissioner's office, on its budget",
    Kind.CONSULTATION: "the Commissioner's office, in a consultation",
    Kind.DELIVERY_PLAN: "the Commissioner's own delivery plan",
    Kind.MANIFESTO: "a candidate's manifesto",
    Kind.NEWS: "the Commissioner's office, in a news release",
    Kind.PANEL_PAPER: "the Commissioner's office, in a paper for the Police and Crime Panel",
    Kind.PLAN: "the Commissioner's own plan",
    Kind.WEB_PAGE: "the Commissioner's office, on its website",
}
_SAY = (
    r"(?:says?|said|adds?|added|explain(?:s|ed)|argue[sd]?|argued|call(?:s|ed)|credit(?:s|ed)|call(?:s|ed)|report(?:s|ed)|describe[sd]?|acknowledge[sd]?|stress(?:es|ed)|"
    r"told|announce[sd]?|counts?|counted|credits?|put the|lists?|listed|named|claims?|claimed|welcome[sd]?|stated|estimate[sd]?|thanked|judged|found|graded|accepts?|accepted|sees?|saw)"
)
_SPEAKERS: tuple[tuple[str, str], ...] = (
    ("the inspectorate", r"\b(?:HMICFRS|HMIC|(?:HM )?Inspectorate|an? (?:HMIC|HMICFRS) report|inspectors)\b"),
    ("the auditors", r"\b(?:the |internal |external )?auditors?\b"),
    ("the government", r"\b(?:the )?(?:government|Home Office|(?:policing )?minister|home secretary)\b"),
    ("the Police and Crime Panel", r"\b(?:the )?(?:Police and Crime )?Panel\b(?! meeting)"),
    ("the Constabulary", r"\b(?:the )?(?:Chief Constable|Constabulary|Assistant Chief Constable|Deputy Chief Constable|Chief Inspector|Superintendent|Inspector|Sergeant|the force)\b"),
    ("the council", r"\b(?:the )?(?:county |district |borough )?council(?:'s leader)?\b"),
)  # fmt: skip
_ACCORDING = r"\b[Aa]ccording to (?:the )?"


def own_claim(document: Document, body: Body) -> bool:
    """Whether those who promised published a document: the office, or the candidate who won it."""
    publisher = document.publisher
    people = {person.name.lower() for person in body.commissioners}
    return (
        publisher.lower() in people
        or publisher.lower() == body.name.lower()
        or (bool(_OFFICE.search(publisher)) and not _PANEL.search(publisher))
    )


def claimed_by(words: str, document: Document, body: Body) -> tuple[str, bool]:
    """Say for people who claims what is quoted, and whether those who promised do so themselves.

    Args:
        words: What is quoted, as people read it.
        document: Where it stands.
        body: Whose promises these are.
    """
    mine = own_claim(document, body)
    where = _where(document, mine)
    for speaker, named in _SPEAKERS:
        if _speaks(words, named):
            return f"{speaker}, as {where} reports it", speaker == "the Constabulary"
    names = "|".join(re.escape(person.surname) for person in body.commissioners)
    office = rf"(?:\b(?:Commissioner|PCC|his office|her office|{names or 'Commissioner'})\b)"
    if not mine and _speaks(words, office):
        return f"the Commissioner, as {where} reports it", True
    if mine:
        return _KINDS[document.kind], True
    return where, bool(_FORCE.search(document.publisher))


def _where(document: Document, mine: bool) -> str:
    """What a document is, after "as" and by itself."""
    if mine:
        return {
            Kind.NEWS: "the Commissioner's news release",
            Kind.BUDGET: "the Commissioner's release on the budget",
            Kind.CONSULTATION: "the Commissioner's consultation",
            Kind.WEB_PAGE: "the Commissioner's web page",
        }.get(document.kind, _KINDS[document.kind])
    if _PANEL.search(document.publisher):
        return "the Police and Crime Panel"
    if _FORCE.search(document.publisher):
        return "the Constabulary"
    if document.kind in (Kind.NEWS, Kind.BUDGET, Kind.CONSULTATION):
        return f"the press ({document.publisher})"
    return document.publisher


def _speaks(words: str, who: str) -> bool:
    """Whether a sentence makes somebody its speaker: "the Panel said", "according to HMIC"."""
    return bool(
        re.search(rf"{_ACCORDING}{who}", words)
        or re.search(
            rf"^\W*(?:[Tt]he |[Aa]n? |In \w+ \d{{4}} (?:an? |the )?)?(?:[A-Z][\w'’-]*(?:['’]s)? ){{0,4}}?{who}[^.;,]{{0,40}}? {_SAY}\b",
            words,
        )
        or re.search(rf"[,”’\"'] (?:the )?{who}[^.;,]{{0,30}}? {_SAY}\b", words)
    )
