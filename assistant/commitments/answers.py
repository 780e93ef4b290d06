"""Answers from the ledger: what was promised, what later documents report, what people decided."""

from collections.abc import Sequence
from typing import NamedTuple

from assistant.answers import Citation, Part
from assistant.commitments.asking import Wish
from assistant.commitments.books import Books, Known, Promise
from assistant.commitments.ledger import Ledger
from assistant.commitments.records import Commitment, Evidence, Trail
from assistant.commitments.themes import read_themes, theme_of
from assistant.commitments.trail_text import undated_in_words
from assistant.composing import cite
from assistant.concepts import Concept
from assistant.forms import Form, Wanted
from assistant.retrieval import Hit
from assistant.scope import SearchPlan
from assistant.scoring import Candidate, stands_in
from assistant.searching import Found
from assistant.verdicts.records import Verdict
from corpus.dates import PartialDate
from corpus.lexical import padded_stems
from corpus.reader import OpenIndex
from corpus.text import readable

__all__ = [
    "LATER",
    "Told",
    "all_of",
    "on_the_theme",
    "promises_in",
    "tell",
    "verdict_on",
    "wished",
]

LATER = "Reported later"
MOST_PROMISES = 6
MOST_FOLLOWED = 3
"""Promises of which what was reported later is shown too."""
MOST_EVIDENCE = 3
_ALL = 0.75
"""So much of what is asked has to stand in or around a sentence for its promises to be looked at."""
_ITSELF = 0.6
"""So much of what is asked has to stand in what is promised, or in what introduces it."""
_PLAIN = Wanted(form=Form.TEXT)
_CLOSED = (Verdict.KEPT, Verdict.NOT_KEPT, Verdict.OVERTAKEN, Verdict.CANNOT_BE_CHECKED)


class Told(NamedTuple):
    """What is said of promises."""

    citations: list[Citation]
    parts: list[Part]
    notes: list[str]


def promises_in(
    found: Sequence[Found], ledger: Ledger, concepts: Sequence[Concept], holder: str = ""
) -> list[Promise]:
    """Return the promises that are about what is asked, in order of time.

    Args:
        found: What the searches found; its candidates hold how much of the question each has.
        ledger: All promises.
        concepts: What is asked; it has to stand in what is promised, or above it, not only beside.
        holder: Only of this Commissioner; "" does not limit.
    """
    best: dict[str, Promise] = {}
    for candidate in (each for one in found for each in one.candidates):
        if candidate.coverage < _ALL:
            continue
        for commitment in ledger.of(candidate.passage.document):
            apart = commitment.end <= candidate.start or candidate.end <= commitment.start
            if not apart and (not holder or commitment.holder == holder):
                best.setdefault(commitment.id, Promise(commitment, candidate))
    return _in_time([each for each in best.values() if _is_about(each.commitment, concepts)])


def _is_about(commitment: Commitment, concepts: Sequence[Concept]) -> bool:
    parts = (commitment.what or commitment.words, commitment.beneficiary, commitment.lead)
    stems = padded_stems(readable("\n".join(parts)))
    weight = sum(concept.weight for concept in concepts)
    held = sum(concept.weight * stands_in(concept, stems) for concept in concepts)
    return held >= _ITSELF * weight


def all_of(
    ledger: Ledger, searching: SearchPlan, index: OpenIndex, holder: str = ""
) -> list[Promise]:
    """Return all promises of what a question names, of everything where it names nothing."""
    within = [search.within for search in searching.searches if search.within]
    documents = index.documents_within(within)
    every = [each for d in documents for each in ledger.of(d)] if within else ledger.all()
    plans = {plan.id for plan in searching.subjects if plan in searching.plans}
    position = index.generation.position
    return _in_time(
        [
            Promise(each, _candidate(index, position(each.passage), each.start, each.end))
            for each in every
            if (not holder or each.holder == holder) and (not plans or each.plan in plans)
        ]
    )


def _in_time(promises: Sequence[Promise]) -> list[Promise]:
    return sorted(promises, key=lambda p: (p.commitment.published.first_day, p.commitment.start))


def _candidate(index: OpenIndex, place: int, start: int, end: int) -> Candidate:
    """The spans of a passage that hold a stretch of its text."""
    passage = index.passage(place)
    within = [n for n, span in enumerate(passage.spans) if span.start < end and start < span.end]
    hit = Hit(passage=passage, position=place, score=0.0, rank=1, retriever="ledger")
    return Candidate(
        hit=hit, first=within[0], last=within[-1], score=0.0, similarity=0.0, coverage=0.0,
        direct=0.0, fits=0.0,
    )  # fmt: skip


def on_the_theme(promises: Sequence[Promise], subject: str) -> tuple[list[Promise], str]:
    """Return the promises on the theme that a subject belongs to, and its name; "" where none does."""
    theme = theme_of(subject)
    name = next((each.name for each in read_themes() if each.id == theme), "")
    return [each for each in promises if theme and each.commitment.theme == theme], name


def wished(
    promises: Sequence[Promise], wish: Wish, verdicts: Sequence[Verdict], books: Books
) -> list[Promise]:
    """Keep what a question wants by verdict: what is open, what people judged so."""
    if wish is Wish.OPEN:
        return [p for p in promises if verdict_on(p, books) not in _CLOSED]
    if wish is Wish.JUDGED:
        return [p for p in promises if verdict_on(p, books) in verdicts]
    return list(promises)


def verdict_on(promise: Promise, books: Books) -> Verdict:
    """Return what people decided of a promise."""
    judged = books.verdicts.get(promise.commitment.id)
    return judged.verdict if judged else Verdict.NOT_JUDGED


def tell(
    promises: Sequence[Promise],
    books: Books,
    index: OpenIndex,
    *,
    followed: bool,
    within: frozenset[str] | None = None,
) -> Told:
    """Say what was promised and, where that is asked, what later documents report of it.

    Args:
        promises: What to tell of, at least one, in order of time.
        books: The evidence and the verdicts.
        index: For the texts.
        followed: Whether what came of it is asked.
        within: Documents that evidence may be from, where the asker limited the search.
    """
    shown = promises[: MOST_FOLLOWED if followed else MOST_PROMISES]
    telling = _Telling(books, index, within)
    for promise in shown:
        telling.add(promise, followed=followed)
    notes = [_judged(shown, telling, books, followed=followed)]
    if len(shown) < len(promises):
        notes.insert(0, f"The first {len(shown)} of {len(promises)} are shown.")
    return Told(telling.citations, telling.parts if followed else [], [n for n in notes if n])


class _Telling:
    """Quotations as they are gathered, each promise with what came of it."""

    def __init__(self, books: Books, index: OpenIndex, within: frozenset[str] | None) -> None:
        self._books = books
        self._within = within
        self._index = index
        self.citations: list[Citation] = []
        self.parts: list[Part] = []
        self.markers: dict[str, int] = {}
        """The first marker of each promise, by its id."""

    def add(self, promise: Promise, *, followed: bool) -> None:
        """Quote a promise and, where that is wanted, what later documents report of it."""
        commitment = promise.commitment
        own = self._quote([promise.candidate])
        if not own:
            return
        self.markers[commitment.id] = own[0]
        if not followed:
            return
        verdict = verdict_on(promise, self._books)
        self.parts.append(Part(name=_promised(commitment, verdict), markers=own))
        trail = self._books.evidence.trail(commitment, most=MOST_EVIDENCE)
        self.parts.append(self._later(trail))

    def _later(self, trail: Trail) -> Part:
        markers: list[int] = []
        shown: list[Evidence] = []
        for each in trail.evidence:
            if self._within is not None and each.document not in self._within:
                continue
            place = self._index.generation.position(each.passage)
            quoted = self._quote([_candidate(self._index, place, each.start, each.end)])
            markers += quoted
            shown += [each] if quoted else []
        note = _who_says_so(shown) if shown else self._nothing(trail)
        return Part(name=LATER, markers=tuple(markers), note=note)

    def _nothing(self, trail: Trail) -> str:
        searched = trail.searched
        undated = undated_in_words(searched)
        undated = f" {undated}." if undated else ""
        if not searched.documents:
            certainly = "certainly came out later" if undated else "came out later"
            return f"No document that {certainly} is held.{undated}"
        if self._within is not None:
            return "Nothing found since, within the limits that you chose."
        one = searched.documents == 1
        return (
            f"Nothing found since. {searched.documents} later document{'' if one else 's'}"
            f"{_span(searched.first, searched.last)} {'was' if one else 'were'} searched.{undated}"
        )

    def _quote(self, chosen: Sequence[Candidate]) -> tuple[int, ...]:
        new = cite(chosen, self._index.generation, _PLAIN, first=len(self.citations) + 1)
        self.citations += new
        return tuple(citation.marker for citation in new)


def _promised(commitment: Commitment, verdict: Verdict) -> str:
    promised = "Promised before, and told of" if commitment.earlier else "Promised"
    judged = "" if verdict is Verdict.NOT_JUDGED else f"; judged {verdict.in_words()}"
    return f"{promised}, {commitment.published.in_words()}{judged}"


def _who_says_so(shown: Sequence[Evidence]) -> str:
    """Say where nobody but those who promised reports it."""
    own = bool(shown) and all(each.own for each in shown)
    return "It is said by those who promised, which is no audit." if own else ""


def _span(first: PartialDate | None, last: PartialDate | None) -> str:
    if first is None or last is None:
        return ""
    return f" of {first.year}" if first.year == last.year else f" of {first.year} to {last.year}"


def _judged(shown: Sequence[Promise], telling: _Telling, books: Books, *, followed: bool) -> str:
    """Say which verdicts people gave, by which office, and that there are none where so."""
    if books.known is Known.UNREAD:
        return "The verdicts that people gave cannot be read now."
    if books.known is Known.UNPUBLISHED:
        return "Whether a promise was kept is for people to say." if followed else ""
    said = []
    for promise in shown:
        judged = books.verdicts.get(promise.commitment.id)
        marker = telling.markers.get(promise.commitment.id)
        if judged and marker and judged.verdict is not Verdict.NOT_JUDGED:
            day = f"{judged.at.day} {judged.at:%B %Y}"
            said.append(f"[{marker}] {judged.verdict.in_words()} ({judged.office}, {day})")
    if not said:
        return "Nobody has given a verdict on " + ("it." if len(shown) == 1 else "them.")
    return f"Verdicts given by people: {'; '.join(said)}."
