"""What a question is about: its words, and everything in the documents that means the same."""

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.concepts import Concept, find_concepts, runs, telling_words
from assistant.everyday_words import EverydayWords
from corpus.lexical import LexicalIndex
from tests.assistant.made import concept, near_words, words_in

TEXTS = (
    "The plan is about cybercrime",
    "Burglary fell, and so did fraud",
    "Anti-social behaviour is dealt with",
    "Knives are found with a knife arch",
    "Fraud by burglars who read of burglary",
    "Officers patrol the woods",
    "Custody visitors see detainees in custody",
    *(f"Residents of street {n}" for n in range(5)),
)
SAME = (
    ("anti-social behaviour", "ASB"),
    ("custody visitors", "ICVs"),
    ("custody", "cop shop", "the nick"),
)
EVERYDAY = EverydayWords(
    same=(("knife", "knives"), ("break-in", "burglary")),
    wider=(("scam", ("fraud",)), ("arch", ("knife",)), ("swindler", ("burglary", "fraud"))),
    words=frozenset(),
)
NEAR = near_words(
    quokkas=[("woods", 0.8), ("knives", 0.6), ("street", 0.5)],
    patrol=[("woods", 0.8)],
)

Find = Callable[[str], tuple[Concept, ...]]


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> LexicalIndex:
    return words_in(tmp_path_factory.mktemp("words"), TEXTS)


@pytest.fixture(scope="module")
def find(words: LexicalIndex) -> Find:
    return lambda question: find_concepts(question, SAME, EVERYDAY, words, NEAR)


def one(found: tuple[Concept, ...]) -> Concept:
    (only,) = found
    return only


def ways(found: Concept, least: float = 1.0) -> set[str]:
    return {" ".join(way) for way, worth in found.ways if worth >= least}


@pytest.mark.parametrize("question", ["ASB", "anti-social behaviour", "Anti social behaviour?"])
def test_wordings_that_mean_the_same_are_one_concept(find: Find, question: str) -> None:
    found = one(find(question))
    assert ways(found) == {"anti social behaviour", "asb"}
    assert found.known


def test_a_synonym_weighs_what_the_documents_own_words_weigh(find: Find) -> None:
    assert one(find("ASB")).weight == one(find("anti-social behaviour")).weight


def test_everyday_words_stand_for_the_documents_words(find: Find) -> None:
    found = one(find("break-in"))
    assert ways(found) == {"break in", "burglari"}
    assert found.known
    assert found.missing


def test_a_wider_word_answers_a_narrower_question_and_counts_a_little_less(find: Find) -> None:
    worths = dict(one(find("scam")).ways)
    assert worths[("scam",)] == 1.0
    assert 0.5 < worths[("fraud",)] < 1.0


def test_a_narrower_word_does_not_answer_a_wider_question(find: Find) -> None:
    assert ways(one(find("fraud")), least=0.0) == {"fraud"}


def test_the_longest_wording_that_is_known_is_read_first(find: Find) -> None:
    found = find("custody visitors in custody")
    assert [concept.words for concept in found] == ["custody visitors", "custody"]
    assert ways(found[0]) == {"custodi visitor", "icv"}
    assert ways(found[1]) == {"custodi", "cop shop", "the nick"}


@pytest.mark.parametrize("question", ["cyber crime", "cyber-crime", "Cyber Crime"])
def test_two_words_are_found_where_the_documents_write_one(find: Find, question: str) -> None:
    found = one(find(question))
    assert "cybercrim" in ways(found)
    assert found.known
    assert found.weight == one(find("cybercrime")).weight


def test_two_words_are_not_joined_to_what_no_document_has(find: Find) -> None:
    assert [ways(c) for c in find("knife woods")] == [{"knife", "knive"}, {"wood"}]


def test_a_word_that_stands_nowhere_is_unknown_and_lighter(find: Find) -> None:
    unknown, known = find("quokkas cybercrime")
    assert not unknown.known
    assert known.known
    assert unknown.weight < known.weight


def test_words_of_nearly_the_same_meaning_are_searched_for_an_unknown_one(find: Find) -> None:
    assert one(find("quokkas")).near == ("woods",)
    worths = dict(one(find("quokkas")).ways)
    assert 0 < worths[("knive",)] < worths[("wood",)] < 1
    assert ("street",) not in worths


def test_a_word_that_the_documents_have_is_searched_for_as_it_is(find: Find) -> None:
    assert one(find("patrol")).near == ()


@pytest.mark.parametrize(
    ("question", "instead"),
    [
        ("scam", ("fraud",)),
        ("swindler", ("burglary", "fraud")),
        ("ASB", ("anti-social behaviour",)),
        ("break-in", ("burglary",)),
        ("burglary", ()),
        ("knife", ()),
        ("anti-social behaviour", ()),
    ],
)
def test_the_documents_wording_is_named_instead_where_they_lack_the_one_asked(
    find: Find, question: str, instead: tuple[str, ...]
) -> None:
    found = one(find(question))
    assert sorted(found.instead) == sorted(instead)
    assert found.missing is bool(instead)


def test_what_no_document_says_is_never_named_instead(find: Find) -> None:
    assert one(find("ICVs")).instead == ("custody visitors",)
    assert one(find("cop shop")).instead == ("custody",)
    assert one(find("custody")).instead == ()


def test_a_known_word_that_is_narrower_than_others_is_not_missing(find: Find) -> None:
    found = one(find("arch"))
    assert found.instead == ("knife",)
    assert not found.missing


@pytest.mark.parametrize(
    "question",
    ["", "the 2015 plan in 2016", "how much was it, please?", "what did the police say in 15/16?"],
)
def test_years_and_words_that_only_ask_are_no_concepts(find: Find, question: str) -> None:
    assert find(question) == ()


def test_a_word_is_one_concept_however_often_it_stands(find: Find) -> None:
    assert [found.words for found in find("fraud, fraud and burglary")] == ["fraud", "burglary"]


def test_two_wordings_of_one_thing_in_one_question_are_one_concept(find: Find) -> None:
    assert len(find("anti-social behaviour (ASB)")) == 1


def test_concepts_come_in_the_order_of_the_question(find: Find) -> None:
    found = find("woods, ASB, fraud, and custody visitors")
    assert [concept.words for concept in found] == ["woods", "asb", "fraud", "custody visitors"]


def test_a_rare_word_tells_more_than_a_common_one(find: Find) -> None:
    rare, common = find("cybercrime residents")
    assert rare.weight > common.weight
    assert telling_words((common, rare)) == ("cybercrime", "residents")


def test_the_most_telling_words_come_first() -> None:
    made = [concept("light", 0.2), concept("heavy", 3.0), concept("middling", 1.0)]
    assert telling_words(made) == ("heavy", "middling", "light")


def test_nothing_is_known_where_there_are_no_documents(tmp_path: Path) -> None:
    empty = words_in(tmp_path / "words", ["The"])
    found = one(find_concepts("fraud", (), EVERYDAY, empty, near_words()))
    assert not found.known
    assert found.weight > 0


def test_runs_are_found_wherever_they_begin() -> None:
    assert runs(["a", "b", "a", "b"], ("a", "b")) == [0, 2]
    assert runs(["a"], ("a", "b")) == []
