"""Where nothing answers: what was searched, for what, and what is near."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from assistant.absent import absence_of, near_citations
from assistant.answers import Scope, Status
from assistant.pipeline import Assistant
from assistant.scope import Search, SearchPlan
from corpus.admission import Admission
from corpus.catalogue_file import load_corpus
from corpus.documents import Passage
from corpus.index import Filter
from corpus.pages import Layout
from tests.assistant.made import asked, candidate, concept, passage_of
from tests.corpus.small import BODY, CATALOGUE, DIGESTS

LINES = ("A police van parked.", "Residents asked.", "It left.", "It came back.")
VAN = passage_of("news-2014/van/1", *LINES)
HORSES = passage_of("news-2017/horses/1", "Two horses patrol.", "They rest by day.")
PLAN = passage_of("plan-2013/burglary/1", "The plan halves burglary.", "It will mark bicycles.")
OTHER = passage_of("plan-2016/other/1", "The plan lights the underpass.")
TEXTS = {"news-2014": VAN, "news-2017": HORSES, "plan-2013": PLAN, "plan-2016": OTHER}
ANYWHERE = Search(within=None)


@pytest.fixture
def generation(write_corpus: Callable[..., Path]) -> Any:
    """An index of three documents with text and one without; its passages are those above."""
    corpus = write_corpus(CATALOGUE, DIGESTS)
    (corpus / "body.yaml").write_text(BODY, "utf-8")
    sizes = {"news-2014": (0, 2), "news-2017": (3, 5), "plan-2013": (40, 90)}
    documents = {
        name: SimpleNamespace(pages=pages, passages=passages, file=f"digests/{name}.md")
        for name, (pages, passages) in sizes.items()
    }
    return SimpleNamespace(
        catalogue=load_corpus([corpus]).catalogue,
        manifest=SimpleNamespace(documents=documents),
        passages=(VAN, HORSES, PLAN),
        text=lambda document: TEXTS[document].text,
        layout=lambda _: Layout(),
    )


@pytest.fixture
def index(generation: Any) -> Any:
    """The generation with what finds the passages that a filter admits."""
    return SimpleNamespace(generation=generation, admission=Admission(generation.passages))


def plan(*searches: Search) -> SearchPlan:
    return SearchPlan(
        searches=searches, plans=(), subjects=(), years=(), missing=None, corrections=()
    )


def scope(*documents: str) -> Scope:
    return Scope(words="what was searched", documents=documents)


def test_a_search_without_limits_searched_every_document_with_text(index: Any) -> None:
    absence = absence_of(asked(), plan(ANYWHERE), scope(), index)
    assert (absence.documents, absence.pages, absence.passages) == (3, 43, 3)


def test_a_limited_search_searched_what_is_in_its_scope_and_has_text(index: Any) -> None:
    limited = plan(Search(within=Filter(documents=frozenset({"news-2017"}))))
    absence = absence_of(asked(), limited, scope("plan-2016", "news-2017"), index)
    assert (absence.documents, absence.pages, absence.passages) == (1, 3, 1)


def test_a_limited_search_that_admits_nothing_searched_nothing(index: Any) -> None:
    limited = plan(Search(within=Filter(years=frozenset({1999}))))
    absence = absence_of(asked(), limited, scope(), index)
    assert (absence.documents, absence.pages, absence.passages) == (0, 0, 0)


def test_terms_come_most_telling_first_and_unknown_ones_are_named(index: Any) -> None:
    question = asked(
        concept("vans", 1.0), concept("quokkas", 2.0, known=False), concept("woods", 3.0)
    )
    absence = absence_of(question, plan(ANYWHERE), scope(), index)
    assert absence.terms == ("woods", "quokkas", "vans")
    assert absence.unknown == ("quokkas",)


def test_of_many_terms_the_most_telling_are_named(index: Any) -> None:
    many = [concept(f"term{n}", float(n), known=n > 2) for n in range(12)]
    absence = absence_of(asked(*many), plan(ANYWHERE), scope(), index)
    assert absence.terms == ("term11", "term10", "term9", "term8", "term7", "term6")
    assert absence.unknown == ()


def near(generation: Any, *places: tuple[Passage, int, float], **changes: float) -> list[str]:
    """What is shown as near of these spans: passage, place, score."""
    candidates = [candidate(passage, at, score, **changes) for passage, at, score in places]
    return [c.shown for c in near_citations(candidates, asked(), generation)]


def test_the_nearest_span_of_each_passage_is_shown(generation: Any) -> None:
    shown = near(generation, (VAN, 0, 0.5), (VAN, 1, 0.9), (HORSES, 0, 0.7), (HORSES, 1, 0.8))
    assert shown == ["Residents asked.", "They rest by day."]


def test_at_most_three_are_shown(generation: Any) -> None:
    shown = near(generation, (VAN, 0, 0.9), (HORSES, 0, 0.8), (PLAN, 0, 0.7), (OTHER, 0, 0.6))
    assert shown == ["A police van parked.", "Two horses patrol.", "The plan halves burglary."]
    assert near(generation, (OTHER, 0, 0.6)) == ["The plan lights the underpass."]


def test_what_is_near_neither_in_meaning_nor_in_words_is_not_shown(generation: Any) -> None:
    far = {"similarity": 0.1, "coverage": 0.0, "direct": 0.0}
    assert near(generation, (VAN, 0, 0.9), **far) == []
    assert near(generation, (VAN, 0, 0.9), **far | {"similarity": 0.8}) != []
    assert near(generation, (VAN, 0, 0.9), similarity=0.4, coverage=1.0, direct=1.0) != []
    assert near(generation) == []


def test_a_weaker_span_may_be_near_where_a_stronger_one_is_not(generation: Any) -> None:
    far = candidate(VAN, 0, 0.9, similarity=0.1, coverage=0.0, direct=0.0)
    found = near_citations([far, candidate(HORSES, 0, 0.2)], asked(), generation)
    assert [citation.shown for citation in found] == ["Two horses patrol."]


def test_an_answer_that_is_none_says_what_was_searched(assistant: Assistant) -> None:
    answer = assistant.answer("How many officers carry a taser?")
    assert answer.status is Status.NOT_FOUND
    assert answer.absence is not None
    assert answer.absence.documents == assistant.about().documents
    assert answer.absence.terms[0] == "taser"
    assert answer.absence.unknown == ("taser",)


def test_what_is_near_is_shown_beside_an_answer_that_is_none(assistant: Assistant) -> None:
    answer = assistant.answer("how many cameras were bought against burglary")
    assert answer.status is Status.NOT_FOUND
    assert 0 < len(answer.near) <= 3
    passages = [citation.passage for citation in answer.near]
    assert len(set(passages)) == len(passages)
    assert answer.citations == ()
    assert answer.parts == ()


@pytest.mark.parametrize(
    "question", ["who won the world cup", "how do I apply for a passport", "a recipe for pancakes"]
)
def test_nothing_is_near_a_question_of_another_world(assistant: Assistant, question: str) -> None:
    answer = assistant.answer(question)
    assert answer.status is Status.OUT_OF_SCOPE
    assert answer.near == ()
    assert answer.absence is None
    assert "Near" not in answer.text


def test_a_year_without_documents_does_not_make_a_question_foreign(assistant: Assistant) -> None:
    answer = assistant.answer("How much was the police precept in 2030?")
    assert answer.status is Status.NOT_FOUND


def test_an_answer_says_nothing_of_absence(assistant: Assistant) -> None:
    answer = assistant.answer("what did the 2015 plan say about cybercrime?")
    assert answer.absence is None
    assert answer.near == ()
