"""What each task measures of an answer."""

import pytest

from evals.tasks import TASKS
from evals.variants import VARIANTS, vary
from tests.evals.made import citation, hit, near_miss, sample, shown

ANSWERS, RETRIEVAL = TASKS["answers"], TASKS["retrieval"]
ROUTING, ABSTENTION = TASKS["routing"], TASKS["abstention"]


def test_every_fact_counts_and_one_wording_of_it_is_enough() -> None:
    asked = sample(contains=[["two hundred", "200"], "Hertford"])
    scores = ANSWERS.score(asked, [shown("About 200 of them.", "a")], [])
    assert (scores["facts"], scores["all facts"]) == (0.5, 0.0)


def test_facts_after_120_words_do_not_count_as_within_them() -> None:
    scores = ANSWERS.score(sample(), [shown("word " * 120 + "1,500", "a")], [])
    assert (scores["facts"], scores["facts in 120 words"]) == (1.0, 0.0)


def test_the_first_source_and_the_superfluous_ones_are_told_apart() -> None:
    asked = sample(documents=["a", ["b", "c"]], may_cite=["d"])
    scores = ANSWERS.score(asked, [shown("1,500", "x", "a", "d", "y")], [])
    assert scores["first document"] == 0.0
    assert scores["sources cited"] == 0.5
    assert scores["sources superfluous"] == 0.5


def test_a_false_fact_and_an_unverified_quotation_show() -> None:
    asked = sample(not_contains=["2,405"])
    answer = shown("1,500, not 2,405", citations=(citation("a", verified=False), citation("a")))
    scores = ANSWERS.score(asked, [answer], [])
    assert (scores["no false facts"], scores["quotations verified"]) == (0.0, 0.5)


@pytest.mark.parametrize(
    ("wanted", "got", "score"),
    [(["p"], ("p",), 1.0), (["p"], ("p", "q"), 0.0), ([], ("p",), 0.0), ([], (), 1.0)],
)
def test_the_scope_must_be_exactly_the_plans_wanted(
    wanted: list[str], got: tuple[str, ...], score: float
) -> None:
    assert ANSWERS.score(sample(plans=wanted), [shown(plans=got)], [])["scope"] == score


def test_what_a_sample_does_not_ask_is_not_scored() -> None:
    scores = ANSWERS.score(sample(), [shown(status="not_found", text="No.")], [])
    for measure in ("scope", "no false facts", "quotations verified", "words"):
        assert scores[measure] is None


def test_the_best_rank_of_a_right_document_is_found() -> None:
    hits = (hit("x"), hit("a", "none"), hit("a", "1,500 officers", 1))
    scores = RETRIEVAL.score(sample(), [shown(hits=hits)], [*hits])
    assert scores["document MRR@10"] == 0.5
    assert scores["passage MRR@10"] == pytest.approx(1 / 3)
    assert scores["facts in top 5"] == 1.0


def test_of_documents_that_do_as_well_as_each_other_one_is_enough() -> None:
    asked = sample(documents=[["a", "b"]])
    hits = (hit("b"), hit("a"), hit("x"))
    scores = RETRIEVAL.score(asked, [shown(hits=hits)], [*hits])
    assert scores["document recall@5"] == scores["document nDCG@10"] == 1.0


def test_a_right_passage_that_is_not_retrieved_costs_recall() -> None:
    right, also = hit("a", "1,500"), hit("a", "1,500 again", 1)
    scores = RETRIEVAL.score(sample(), [shown(hits=(right,))], [right, also])
    assert scores["passage recall@5"] == 0.5


def test_no_passage_is_right_where_none_states_a_fact() -> None:
    scores = RETRIEVAL.score(sample(), [shown(hits=(hit("a"),))], [hit("a")])
    assert scores["passage recall@5"] is None


def test_declining_is_right_only_where_the_question_is_not_answerable() -> None:
    declined = shown(status="not_found")
    assert ABSTENTION.score(sample(), [declined], [])["answerable answered"] == 0.0
    assert ABSTENTION.score(near_miss(), [declined], [])["unanswerable declined"] == 1.0
    assert ABSTENTION.score(near_miss(), [shown()], [])["unanswerable declined"] == 0.0


def test_a_missed_emergency_and_a_false_alarm_are_counted_apart() -> None:
    danger = near_miss(category="emergency", status=["emergency"])
    missed = ROUTING.score(danger, [shown(status="not_found")], [])
    alarm = ROUTING.score(sample(), [shown(status="emergency")], [])
    assert (missed["emergencies caught"], missed["no false alarm"]) == (0.0, None)
    assert (alarm["emergencies caught"], alarm["no false alarm"]) == (None, 0.0)


def test_a_follow_up_is_held_against_the_question_in_full() -> None:
    spec = TASKS["follow-ups"]
    asked = sample(category="follow-up", history=["officers"], in_full="how many officers?")
    assert spec.asks(asked) == [("how many officers", ("officers",)), ("how many officers?", ())]
    scores = spec.score(asked, [shown("no idea"), shown("1,500", "a")], [])
    assert (scores["facts"], scores["facts in full"]) == (0.0, 1.0)


def test_the_same_answer_is_the_same_status_and_overlapping_first_quotations() -> None:
    spec = TASKS["robustness"]
    one = shown("x", citations=(citation("a", start=0, end=9),))
    near = shown("y", citations=(citation("a", start=5, end=20),))
    far = shown("z", citations=(citation("a", start=9, end=20),))
    none = shown("none", status="not_found")
    scores = spec.score(sample(), [one, one, near, far, none], [])
    assert scores["same answer"] == 0.5
    assert scores["same status"] == 0.75
    assert [scores[f"same under {kind}"] for kind in VARIANTS] == [1.0, 1.0, 0.0, 0.0]


@pytest.mark.parametrize("kind", VARIANTS)
def test_a_variant_is_another_question_and_always_the_same(kind: str) -> None:
    question = "what did the 2015 plan say about cybercrime and fraud?"
    assert vary(question, kind) == vary(question, kind) != question


def test_typos_leave_names_and_figures_alone() -> None:
    question = "Compare Hertford Watford 2013-18 £1,500"
    assert vary(question, "typos") == question


def test_word_order_keeps_every_word() -> None:
    words = vary("how many special constables were there in 2014?", "word order")
    assert sorted(words.replace(",", "").split()) == sorted(
        ["how", "many", "special", "constables", "were", "there", "in", "2014"]
    )
