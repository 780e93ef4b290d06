"""Passages nearest to what is looked for, within the plans and times that it names."""

import datetime as dt
from itertools import zip_longest

from assistant.limiting import chosen_plan, leaves_nothing, limit_problem, within_limits
from assistant.limits import Limits
from assistant.mcp.asked import WrongArguments
from assistant.mcp.linking import Links
from assistant.mcp.records import Searched
from assistant.messages import no_such_document
from assistant.retrieval import HybridRetriever
from assistant.scope import plan_search, scope_of
from assistant.understanding import understand
from assistant.verification.passages import checking
from corpus.documents import Passage
from corpus.reader import OpenIndex

__all__ = ["searched"]


def searched(
    query: str, limits: Limits, limit: int, index: OpenIndex, links: Links, as_of: dt.date
) -> Searched:
    """Search as a question is searched for: spelling mended, plans and years resolved by rule.

    Args:
        query: What is looked for.
        limits: What the search is limited to.
        limit: Most passages that are returned.
        index: What is searched.
        links: Makes the addresses.
        as_of: The day that "current" means.

    Raises:
        WrongArguments: The limits cannot be searched by; the message says what to do.
        IndexDamaged: The vector store fails, or a passage does not stand in the stored text.
    """
    catalogue = index.generation.catalogue
    if wrong := limit_problem(limits, catalogue):
        raise WrongArguments(wrong)
    asked = understand(query, (), catalogue, index.words, index.near_words, as_of)
    asked, plan = chosen_plan(asked, limits)
    searching = plan_search([plan] if plan else asked.references, catalogue)
    searching = within_limits(searching, limits, index, chosen=plan is not None)
    words = scope_of(searching, index).words
    if searching.missing:
        return Searched(notice=no_such_document(searching, catalogue), searched="", passages=())
    if nothing := leaves_nothing(searching, limits, index, asked.references):
        return Searched(notice=nothing, searched=words, passages=())
    retriever = HybridRetriever(index)
    vectors = retriever.embed(asked.queries)
    rankings = [
        retriever.retrieve(asked.queries, vectors, top_k=limit, within=search.within)
        for search in searching.searches
    ]
    found: dict[str, Passage] = {}
    for row in zip_longest(*rankings):  # the best of every plan before the second of any
        found |= {hit.passage.id: hit.passage for hit in row if hit and hit.passage.id not in found}
    checked = checking(index.generation)
    nearest = [checked(passage) for passage in list(found.values())[:limit]]
    passages = tuple(links.passage(passage, catalogue) for passage in nearest)
    return Searched(notice="", searched=words, passages=passages)
