"""The sentences that are about a subject, and not only near it: in what is held of plans, and elsewhere."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.across.plan_texts import plan_texts, says_something
from assistant.answers import Citation
from assistant.composing import cite
from assistant.concepts import EMPTY_WORDS
from assistant.once import once_per_index
from assistant.scope import Search, SearchPlan
from assistant.scoring import Candidate
from assistant.searching import search_all
from assistant.understanding import Understanding
from corpus.documents import Document, Kind
from corpus.index import Filter
from corpus.lexical import stem_words, words_of
from corpus.reader import OpenIndex

__all__ = ["about_no_plan", "on_subject"]

_TOP_K = 16
"""Passages that are looked at in each search."""
_LEAST_DIRECT = 0.75
"""So much of the subject, by weight, must stand in a sentence itself or right above it."""
_IN_THESE_WORDS, _NEAR_ENOUGH = 0.95, 0.4
"""What stands there in other words than those asked must be so near in meaning (cosine)."""
_NEAR_WITHOUT = 0.6
"""How near it must be where the everyday words of the subject are not there."""
_MOST_ELSEWHERE = 3
"""Quotations of documents that are about no plan; the page on questions has the others."""


def on_subject(
    read: Understanding, searches: Sequence[Search], index: OpenIndex
) -> dict[str, Sequence[Candidate]]:
    """Search in several places; keep sentences that hold what is asked, not only stand near it.

    Returns:
        By the name of the search, best first.
    """
    searching = SearchPlan(
        searches=tuple(searches), plans=(), subjects=(), years=(), missing=None, corrections=()
    )
    everyday = _everyday_stems(read)
    return {
        one.search.name: [c for c in one.candidates if _is_about(c, everyday) and _speaks(c)]
        for one in search_all(read, searching, index, top_k=_TOP_K)
    }


def about_no_plan(
    read: Understanding, index: OpenIndex, names_it: Callable[[Candidate], bool]
) -> tuple[Citation, ...]:
    """Quote what documents that are about no plan say on a subject, one quotation of each.

    Those whose titles name it come first.

    Args:
        read: The subject.
        index: What is searched.
        names_it: Says whether a sentence has the words without which it is about something else.
    """
    documents = _of_no_plan(index)
    if not documents or not read.concepts:
        return ()
    search = Search(within=Filter(documents=documents), name="elsewhere")
    cited: dict[str, Citation] = {}
    found = on_subject(read, (search,), index)["elsewhere"]
    for candidate in sorted(found, key=lambda c: -_named_in_title(c, read)):
        document = candidate.passage.document
        of_plan = any(span.plans for span in candidate.spans)
        if document in cited or of_plan or not names_it(candidate):
            continue
        quoted = cite([candidate], index.generation, read.wanted)
        if quoted:
            cited[document] = replace(quoted[0], emphasis=())
        if len(cited) == _MOST_ELSEWHERE:
            break
    return tuple(cited.values())


def _named_in_title(candidate: Candidate, read: Understanding) -> int:
    """How many words of the subject stand in the title of a document."""
    words = {stem for concept in read.concepts for stem in stem_words(concept.words)}
    return len(words.intersection(stem_words(candidate.passage.title)))


@once_per_index
def _of_no_plan(index: OpenIndex) -> frozenset[str]:
    """Ids of the documents that are held, are no plan, and have nothing that speaks of one."""
    catalogue = index.generation.catalogue
    speaking = {document for text in plan_texts(index) for document in text.documents}

    def is_free(document: Document) -> bool:
        return document.kind is not Kind.PLAN and not catalogue.main_plans(document)

    held = {*index.generation.table.documents.names} - speaking
    return frozenset(d.id for d in catalogue.documents if d.id in held and is_free(d))


def _everyday_stems(read: Understanding) -> frozenset[str]:
    """Stems of the subject that nearly every passage holds, such as "county" of "county lines"."""
    held = {stem for concept in read.concepts for stem in stem_words(concept.words)}
    words = [word for word in words_of(read.question) if word and word not in EMPTY_WORDS]
    return frozenset(stem_words(" ".join(words))) - held


def _is_about(candidate: Candidate, everyday: frozenset[str]) -> bool:
    """Whether a sentence is about the subject: it holds nearly all of what tells, in these words.

    In words that mean more or less the same, or without the everyday words of the subject, it must
    be near in meaning too: a "front line" is no "county line".
    """
    if candidate.direct < _LEAST_DIRECT:
        return False
    if candidate.direct < _IN_THESE_WORDS and candidate.similarity < _NEAR_ENOUGH:
        return False
    span = candidate.spans[0]
    heading = candidate.passage.headings[-1] if candidate.passage.headings else ""
    words = stem_words(f"{candidate.passage.quote(span)}\n{span.lead}\n{heading}")
    return everyday <= set(words) or candidate.similarity >= _NEAR_WITHOUT


def _speaks(candidate: Candidate) -> bool:
    return says_something(candidate.passage.quote(candidate.spans[0]))
