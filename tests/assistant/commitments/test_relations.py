"""What a later passage is taken to report of a promise, and by which of its words."""

import pytest

from assistant.commitments.records import Relation
from assistant.commitments.relations import suggest

DONE, PROGRESS, CHANGED, REPEATED, UNCLEAR = Relation

EXAMPLES = [
    (DONE, "The centre was opened in May 2015.", "was opened"),
    (DONE, "A total of 40 constables have been recruited.", "have been recruited"),
    (DONE, "The Commissioner launched the scheme in April.", "launched"),
    (DONE, "It is the fourth year in a row without an increase.", "fourth year in a row"),
    (DONE, "The police share of council tax did not go up.", "did not go up"),
    (DONE, "At least one station is kept in every district.", "is kept"),
    (PROGRESS, "So far the scheme has 32 groups.", "So far"),
    (PROGRESS, "Burglary fell by 14.5% in those places.", "fell by 14.5%"),
    (PROGRESS, "The business case was approved.", "approved"),
    (PROGRESS, "More groups were being prepared.", "were being prepared"),
    (PROGRESS, "The second round of the fund drew many bids.", "second round of"),
    (CHANGED, "The application was withdrawn.", "withdrawn"),
    (CHANGED, "The office no longer runs the scheme.", "no longer"),
    (CHANGED, "The unit was replaced by a larger team.", "replaced by"),
    (CHANGED, "The plan for a hub was abandoned.", "abandoned"),
    (REPEATED, "The Commissioner will open a centre.", "will"),
    (REPEATED, "A centre is to be opened next year.", "is to"),
    (REPEATED, "Local policing remains a top priority.", "remains a top priority"),
    (REPEATED, "Redevelop the headquarters on the redeveloped site.", "Redevelop"),
    (UNCLEAR, "The centre has not yet been opened.", "has not yet been"),
    (UNCLEAR, "Residents spoke about the centre.", ""),
    (UNCLEAR, "Has the centre been opened?", ""),
]


@pytest.mark.parametrize(("relation", "words", "because"), EXAMPLES)
def test_the_words_of_a_passage_tell_what_it_reports(
    relation: Relation, words: str, because: str
) -> None:
    suggested = suggest(words)
    assert (suggested.relation, because in suggested.because) == (relation, True)
    assert suggested.because in words


@pytest.mark.parametrize(
    "words",
    [
        "The centre will be opened in May.",
        "It could be opened in May.",
        "The centre is expected to be opened in May.",
        "He wants the teams protected.",
        "She asked whether it had been opened.",
    ],
)
def test_what_is_only_thought_of_is_not_done(words: str) -> None:
    assert suggest(words).relation is not DONE


def test_a_sum_that_was_paid_keeps_a_promise_of_money_and_is_a_step_otherwise() -> None:
    paid = "The office awarded £12,000 to a charity."
    assert suggest(paid, "More money goes to charities.").relation is DONE
    assert suggest(paid, "Charities join the patrols.").relation is PROGRESS


def test_a_consultation_keeps_only_a_promise_to_consult() -> None:
    opened = "He opened a public consultation on the draft."
    assert suggest(opened, "We will open a hub.").relation is not DONE
    assert suggest(opened, "We will consult the public.").relation is DONE
