"""Rank the documents of a set for its queries: what is searched for, and by which retriever."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tqdm import tqdm

from assistant.answers import Answer
from assistant.pipeline import Assistant
from assistant.retrieval import HybridRetriever
from evals.beir.indexing import BeirIndex
from evals.beir.plain import PlainStore
from evals.beir.reading import BeirQuery
from evals.shown import ranked_hits

__all__ = ["AS_ASKED", "FUSED", "PLAIN", "Ranking", "rank_as_asked", "rank_by_forms", "rank_plain"]

DEPTH = 50
"""How many passages each retriever is read for, as the assistant's own retriever reads them."""
FUSED = "fused"
AS_ASKED = "as the assistant asks"
PLAIN = "plain: last turn"
Ranked = dict[str, list[str]]
"""Documents by query, best first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """What was found for each query in one way."""

    form: str
    """What was searched for."""
    retriever: str
    documents: Ranked


@dataclass(frozen=True, slots=True)
class _Form:
    """A way to make searches of a query and what was said before."""

    name: str
    searches: Callable[[BeirQuery], list[str]]


_LAST = _Form("last turn", lambda query: [query.text])
_WITH_HISTORY = (
    _Form("last two user turns", lambda query: [_joined([*query.user_turns[-1:], query.text])]),
    _Form("all user turns", lambda query: [_joined([*query.user_turns, query.text])]),
    _Form(
        "whole conversation",
        lambda query: [_joined([*(turn.text for turn in query.history), query.text])],
    ),
    _Form(
        "four lists: last turn, last two",
        lambda query: [query.text, _joined([*query.user_turns[-1:], query.text])],
    ),
)


def _joined(turns: Sequence[str]) -> str:
    return "\n".join(turns)


def rank_by_forms(beir: BeirIndex, queries: Sequence[BeirQuery]) -> list[Ranking]:
    """Rank by each form of query and by each retriever; histories where there are any."""
    forms = [_LAST, *(_WITH_HISTORY if any(query.history for query in queries) else ())]
    rankings = []
    with tqdm(total=len(forms) * len(queries), desc="Searching", unit=" queries") as bar:
        for form in forms:
            found: dict[str, Ranked] = {}
            for query in queries:
                for retriever, documents in _search(beir, form.searches(query)).items():
                    found.setdefault(retriever, {})[query.id] = documents
                bar.update()
            rankings += [
                Ranking(form=form.name, retriever=r, documents=d) for r, d in found.items()
            ]
    return rankings


def _search(beir: BeirIndex, searches: list[str]) -> Ranked:
    """Documents by retriever; several searches are only ever fused."""
    retriever = HybridRetriever(beir.index)
    vectors = retriever.embed(searches)
    most = 2 * DEPTH * len(searches)
    fused = retriever.retrieve(searches, vectors, top_k=most, within=None)
    found = {FUSED: beir.documents([hit.position for hit in fused])}
    if len(searches) > 1:
        return found
    words = beir.index.words.search(searches[0], top_k=DEPTH)
    dense = beir.index.dense.search(vectors[0], top_k=DEPTH)
    return {
        "bm25": beir.documents([hit.position for hit in words]),
        "dense": beir.documents([hit.position for hit in dense]),
        **found,
    }


def rank_as_asked(
    beir: BeirIndex, queries: Sequence[BeirQuery]
) -> tuple[Ranking, dict[str, Answer]]:
    """Ask the assistant; rank what it retrieved, whether it was thought good enough or not."""
    assistant = Assistant(beir.settings)
    places = {passage.id: place for place, passage in enumerate(beir.index.generation.passages)}
    answers: dict[str, Answer] = {}
    documents: Ranked = {}
    for query in tqdm(queries, desc="Asking", unit=" queries"):
        answer = assistant.answer(query.text, query.user_turns)
        answers[query.id] = answer
        documents[query.id] = beir.documents([places[h.passage] for h in ranked_hits(answer)])
    return Ranking(form=AS_ASKED, retriever=FUSED, documents=documents), answers


def rank_plain(store: PlainStore, queries: Sequence[BeirQuery]) -> tuple[Ranking, dict[str, float]]:
    """Rank by plain LangChain; returns the best cosine of each query too."""
    documents: Ranked = {}
    cosines: dict[str, float] = {}
    for query in queries:
        found = store.search(query.text, top_k=DEPTH)
        documents[query.id] = list(dict.fromkeys(document for document, _ in found))
        cosines[query.id] = found[0][1]
    return Ranking(form=PLAIN, retriever="dense", documents=documents), cosines
