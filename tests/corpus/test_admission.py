"""Looking up what a filter admits finds what asking every passage finds."""

from collections.abc import Sequence

import numpy as np
import pytest

from corpus.admission import Admission
from corpus.documents import Passage
from corpus.index import Filter
from tests.corpus.small import passage, random_filter, random_passages

PASSAGES = random_passages(200, seed=5)


def plainly_admitted(passages: Sequence[Passage], within: Filter) -> list[int]:
    return [place for place, each in enumerate(passages) if within.admits(each)]


@pytest.mark.parametrize("seed", range(40))
def test_the_passages_of_any_filter_are_those_that_it_admits_one_by_one(seed: int) -> None:
    within = random_filter(np.random.default_rng(seed))
    admission = Admission(PASSAGES)
    expected = plainly_admitted(PASSAGES, within)
    assert admission.positions(within).tolist() == expected
    assert admission.positions(within).tolist() == expected, "the second time, as kept"


def test_the_documents_of_several_filters_come_once_and_in_the_order_of_their_passages() -> None:
    passages = [
        passage("c/x/1", years=(2013,)),
        passage("a/x/1", years=(2014,)),
        passage("a/x/2", years=(2013,)),
        passage("b/x/1", years=(2016,)),
        passage("c/x/2", plans=("plan-1",)),
    ]
    admission = Admission(passages)
    years = [Filter(years=frozenset({2014})), Filter(years=frozenset({2013}))]
    assert admission.documents(years) == ("c", "a")
    assert admission.documents([Filter(plans=frozenset({"plan-1"}))]) == ("c",)
    assert admission.documents([]) == ()
    assert [admission.count(limits) for limits in (years, [*years, *years[:1]], [])] == [3, 3, 0]


def test_the_passages_of_a_document_are_known_and_none_of_an_unknown_one() -> None:
    admission = Admission([passage("a/x/1"), passage("b/x/1"), passage("a/x/2")])
    assert admission.of_document("a").tolist() == [0, 2]
    assert admission.of_document("nobody").tolist() == []
