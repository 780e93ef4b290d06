"""What is quoted: the best first, whole lists, what reads on, nothing twice, few words."""

from collections.abc import Sequence

import pytest

from assistant.forms import Form
from assistant.pipeline import Assistant
from assistant.scoring import Candidate
from assistant.selection import overlap, select
from assistant.understanding import Understanding
from corpus.documents import Passage
from tests.assistant.made import asked, candidate, concept, passage_of

TEXT = asked(concept("fraud"))
LIST = asked(concept("fraud"), form=Form.LIST)
SHARE = asked(concept("fraud"), form=Form.SHARE)
PLAIN = passage_of(
    "a/x/1",
    "Fraud fell in Oldtown.",
    "Officers visited the banks there.",
    "Residents were glad.",
    "The banks paid for all of it.",
)
LEANS = passage_of("b/x/1", "A hub against fraud opened.", "It cost £5.", "Nobody complained.")
LISTED = passage_of(
    "c/x/1",
    "The plan has three aims:",
    "- cut fraud",
    "- light the underpass",
    "- mark bicycles",
    "Nothing else is said.",
)
LONG = [passage_of(f"l{n}/x/1", " ".join(f"word{n}" for _ in range(30))) for n in range(6)]


def chosen(
    candidates: Sequence[Candidate], question: Understanding = TEXT, *, max_words: int = 120
) -> list[str]:
    """What is quoted, in order: the words between the first and the last character."""
    ordered = sorted(candidates, key=lambda c: -c.score)
    found = select(ordered, question, max_words=max_words)
    return [c.passage.text[c.start : c.end].replace("\n", " ") for c in found]


def all_of(passage: Passage, scores: Sequence[float], **changes: float) -> list[Candidate]:
    return [candidate(passage, at, score, **changes) for at, score in enumerate(scores)]


def test_nothing_is_chosen_of_nothing() -> None:
    assert select([], TEXT, max_words=120) == []


@pytest.mark.parametrize("max_words", [30, 55, 80, 120, 200])
def test_quotations_stay_within_the_words_allowed(max_words: int) -> None:
    candidates = [candidate(passage, 0, 1.0 - n / 100) for n, passage in enumerate(LONG)]
    found = select(candidates, TEXT, max_words=max_words)
    assert sum(c.words for c in found) <= max_words
    assert len(found) == min(max_words // 30, len(LONG))


def test_the_best_is_quoted_even_if_it_is_longer_than_the_room() -> None:
    assert len(chosen([candidate(LONG[0], 0)], max_words=20)) == 1


def test_the_list_that_is_asked_for_may_be_longer_than_the_room() -> None:
    items = [f"- item {n} is here in the list" for n in range(15)]
    passage = passage_of("d/x/1", "The aims against fraud are:", *items)
    whole = passage.text.replace("\n", " ")
    assert chosen([candidate(passage, 1)], LIST, max_words=40) == [whole]
    longer = passage_of("d/x/1", "The aims against fraud are:", *items, *items)
    assert chosen([candidate(longer, 1)], LIST, max_words=40) != [longer.text.replace("\n", " ")]


@pytest.mark.parametrize("at", [0, 1, 2, 3])
def test_a_list_that_is_wanted_is_quoted_whole_with_what_introduces_it(at: int) -> None:
    whole = "The plan has three aims: - cut fraud - light the underpass - mark bicycles"
    assert chosen([candidate(LISTED, at)], LIST) == [whole]


def test_of_a_list_that_is_not_wanted_only_the_item_is_quoted() -> None:
    assert chosen([candidate(LISTED, 2)], TEXT) == ["light the underpass"]
    assert chosen([candidate(LISTED, 2, fits=0.0)], LIST) == ["light the underpass"]


def test_words_that_introduce_a_list_are_not_quoted_without_it() -> None:
    assert chosen([candidate(LISTED, 0)], TEXT) == [
        "The plan has three aims: - cut fraud - light the underpass - mark bicycles"
    ]
    alone = passage_of("e/x/1", "The aims against fraud are:")
    assert chosen([candidate(alone, 0)], TEXT) == []


def test_a_sentence_that_leans_takes_the_one_before_it() -> None:
    assert chosen([candidate(LEANS, 1)]) == ["A hub against fraud opened. It cost £5."]
    assert chosen([candidate(LEANS, 2)]) == ["Nobody complained."]


def test_a_sentence_does_not_lean_on_a_list_or_on_nothing() -> None:
    first = passage_of("f/x/1", "It cost £5.", "- this list", "They paid.")
    assert chosen([candidate(first, 0)]) == ["It cost £5."]
    assert chosen([candidate(first, 2)]) == ["They paid."]


LONG_BEFORE = passage_of("g/x/1", "word " * 40 + "fraud.", "It cost £5.")


def test_a_sentence_takes_the_one_before_it_only_where_there_is_room() -> None:
    first = candidate(LEANS, 0)
    found = chosen([first, candidate(LONG_BEFORE, 1, 0.9)], max_words=30)
    assert found == ["A hub against fraud opened.", "It cost £5."]


def test_the_first_sentence_does_not_take_one_that_is_longer_than_the_room() -> None:
    assert chosen([candidate(LONG_BEFORE, 1)], max_words=30) == ["It cost £5."]


def test_sentences_that_follow_each_other_are_one_quotation() -> None:
    assert chosen(all_of(PLAIN, [1.0, 0.9, 0.1, 0.8])) == [
        "Fraud fell in Oldtown. Officers visited the banks there.",
        "The banks paid for all of it.",
    ]


def test_what_reads_on_comes_before_what_is_as_good_elsewhere() -> None:
    other = passage_of("h/x/1", " ".join(["banks"] * 8))
    candidates = [*all_of(PLAIN, [1.0, 0.8]), candidate(other, 0, 0.82)]
    assert chosen(candidates, max_words=14) == [
        "Fraud fell in Oldtown. Officers visited the banks there."
    ]


def test_what_is_much_weaker_than_the_best_is_left_out() -> None:
    assert chosen([*all_of(PLAIN, [1.0]), candidate(LEANS, 0, 0.7)]) == [
        "Fraud fell in Oldtown.",
        "A hub against fraud opened.",
    ]
    assert len(chosen([*all_of(PLAIN, [1.0]), candidate(LEANS, 0, 0.5)])) == 1


def test_what_is_not_about_the_question_is_left_out_however_well_it_scores() -> None:
    off = candidate(LEANS, 0, 0.99, similarity=0.1, coverage=0.0, direct=0.0)
    assert chosen([*all_of(PLAIN, [1.0]), off]) == ["Fraud fell in Oldtown."]


def test_nothing_is_quoted_twice() -> None:
    twice = [candidate(LEANS, 1, 1.0), candidate(LEANS, 0, 0.9), candidate(LEANS, 1, 0.8)]
    assert chosen(twice) == ["A hub against fraud opened. It cost £5."]
    listed = [candidate(LISTED, at, 1.0 - at / 50) for at in range(4)]
    assert len(chosen(listed, LIST)) == 1


def test_a_sentence_that_leans_on_one_that_is_quoted_is_quoted_with_it() -> None:
    both = [candidate(LEANS, 0, 1.0), candidate(LEANS, 1, 0.9)]
    assert chosen(both) == ["A hub against fraud opened. It cost £5."]


def test_the_first_is_from_the_document_for_which_most_speaks() -> None:
    best = candidate(PLAIN, 0, 1.0, whole=0.2)
    leading = candidate(LEANS, 0, 0.9, whole=1.6)
    assert chosen([best, leading])[0] == "A hub against fraud opened."


def test_the_first_has_the_figure_that_is_asked_for() -> None:
    without = candidate(PLAIN, 0, 1.0, whole=1.6, fits=0.0)
    figure = candidate(LEANS, 2, 0.7, fits=1.0)
    assert chosen([without, figure], SHARE)[0] == "Nobody complained."
    assert chosen([without, figure], TEXT)[0] == "Fraud fell in Oldtown."


def test_of_a_table_only_the_rows_that_hold_most_of_what_is_asked_are_quoted() -> None:
    table = passage_of("t/x/1", "| Oldtown | 5 |", "| Newtown | 6 |", "Fraud fell in Newtown.")
    town = candidate(table, 0, 1.0, direct=1.0)
    assert chosen([town, candidate(table, 1, 0.95, direct=0.5)]) == ["| Oldtown | 5 |"]
    assert chosen([town, candidate(table, 1, 0.95, direct=1.0)]) == [
        "| Oldtown | 5 | | Newtown | 6 |"
    ]
    assert len(chosen([town, candidate(table, 2, 0.95, direct=0.5)])) == 2


def test_spans_overlap_only_in_one_passage() -> None:
    one, next_one = candidate(PLAIN, 0), candidate(PLAIN, 1)
    assert overlap(one, one)
    assert not overlap(one, next_one)
    assert not overlap(one, candidate(LEANS, 0))


@pytest.mark.parametrize(
    "question",
    [
        "what did the 2015 plan say about cybercrime?",
        "How many people did Beacon support?",
        "what is done against hare coursing",
        "Compare Offender Pays in the 2013 plan and the 2017 plan",
    ],
)
def test_answers_are_short(assistant: Assistant, question: str) -> None:
    answer = assistant.answer(question)
    assert answer.citations
    assert sum(len(citation.quotation.split()) for citation in answer.citations) <= 120
