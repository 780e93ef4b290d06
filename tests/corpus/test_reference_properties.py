"""What holds of every text: places as written, nothing twice, no crash, and quickly."""

import random
import time
from itertools import pairwise

import pytest

from corpus.catalogue import Catalogue
from corpus.references import Reference, ReferenceKind, find_references
from tests.corpus.reference_words import TODAY, lines
from tests.corpus.test_reference_follow_ups import AFTER_A_PLAN, AFTER_A_YEAR
from tests.corpus.test_reference_grammar import BY_OTHER_PLANS, BY_PERSON, BY_PLACE, BY_TIME, YEARS

PHRASES = [
    question
    for table in (BY_PLACE, BY_TIME, BY_OTHER_PLANS, BY_PERSON, YEARS, AFTER_A_PLAN, AFTER_A_YEAR)
    for question, _ in lines(table)
]
HOSTILE = [
    "",
    "'" * 2000,
    "the plan" + " " * 1900 + "x",
    "the plan before the " * 100,
    "2015 and " * 220,
    "2015-" * 400,
    "2015/16 one plan " * 110,
    "between 2015/16 and 2018/19 " * 70,
    "Lloyd his last plan " * 100,
    "2015 plan and the one before that, " * 57,
    "annual reports 2013-14 and " * 75,
    "Everybody's Business " * 95,
    "1 jan 2015 " * 180,
    "9" * 2000,
    "20 " * 660,
    "the 0000 plan, 99/00, 31 February 2019, year 2099 before 1900",
    "between 2019 and 2013, 2019-13, from 2099 to 1900 onwards",
    "\u202ethe 2015 plan\u0000\ud800 the \u0662\u0660\u0661\u0665 plan",
]


def check(text: str, catalogue: Catalogue, earlier: tuple[Reference, ...]) -> None:
    found = find_references(text, catalogue, TODAY, earlier)
    assert all(text[one.start : one.end] == one.words and one.words for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    for one in found:
        assert all(name in catalogue.by_id for name in one.documents)
        assert one.years == tuple(range(one.years[0], one.years[-1] + 1)) if one.years else True
        if one.kind is ReferenceKind.YEARS:
            assert one.years and not one.documents
        if one.days:
            assert one.days[0] <= one.days[1]
            assert (one.days[0].year, one.days[1].year) == (one.years[0], one.years[-1])


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:24]))
def test_no_text_breaks_the_grammar_or_keeps_it_long(catalogue: Catalogue, text: str) -> None:
    earlier = find_references("the 2015 plan in 2016", catalogue, TODAY, ())
    started = time.process_time()
    check(text, catalogue, earlier)
    assert time.process_time() - started < 1


@pytest.mark.parametrize("seed", range(40))
def test_whatever_is_put_together_is_read_in_order_and_once(
    catalogue: Catalogue, seed: int
) -> None:
    choice = random.Random(seed)
    words = " ".join(choice.choices(PHRASES, k=8)).split()
    for _ in range(6):
        words.pop(choice.randrange(len(words)))
    earlier = find_references(choice.choice(PHRASES), catalogue, TODAY, ())
    check(" ".join(words), catalogue, earlier)


@pytest.mark.parametrize("question", PHRASES)
def test_capitals_line_breaks_and_apostrophes_make_no_difference(
    catalogue: Catalogue, question: str
) -> None:
    earlier = find_references("the 2015 plan", catalogue, TODAY, ())
    plain = find_references(question, catalogue, TODAY, earlier)
    for written in (
        question.upper(),
        question.replace(" ", "\n "),
        question.replace("'", "’"),
    ):
        found = find_references(written, catalogue, TODAY, earlier)
        assert [(r.kind, r.documents, r.years, r.days) for r in found] == [
            (r.kind, r.documents, r.years, r.days) for r in plain
        ]


def test_the_time_taken_grows_with_the_length_and_not_with_its_square(
    catalogue: Catalogue,
) -> None:
    text = "the plan that replaced the 2013 one, two years later, said Lloyd's last plan in June 2017. "
    taken = []
    for times in (20, 160):
        find_references(text, catalogue, TODAY, ())
        started = time.process_time()
        find_references(text * times, catalogue, TODAY, ())
        taken.append(time.process_time() - started)
    assert taken[1] < 8 * taken[0] * 4


def test_without_commissioners_and_plans_nothing_is_found_but_years(catalogue: Catalogue) -> None:
    bare = Catalogue(documents=())
    for question in PHRASES:
        found = find_references(question, bare, TODAY, ())
        assert all(not reference.documents for reference in found), question
