import pytest

from assistant.spelling import mend_spelling
from corpus.lexical import WordCounts

VOCABULARY = {"cybercrime": 9, "burglary": 5, "houses": 7, "precept": 12, "plan": 90}


def test_a_misspelt_word_of_the_documents_is_mended_and_said() -> None:
    assert mend_spelling("what about cybercrme?", VOCABULARY) == (
        "what about cybercrime?",
        (("cybercrme", "cybercrime"),),
    )


def test_a_real_word_is_never_changed_however_near_a_word_of_the_documents_is() -> None:
    assert mend_spelling("what about horses", VOCABULARY) == ("what about horses", ())


def test_of_many_words_as_near_the_one_that_most_passages_hold_is_taken() -> None:
    letters = "abcdefgh"
    near = {f"qzxv{letter}": 1 for letter in letters} | {"qzxvo": 7}
    assert mend_spelling("qzxvi", near)[1] == (("qzxvi", "qzxvo"),)


def test_words_are_mended_alike_from_counts_that_were_put_in_order_before() -> None:
    text = "cybercrme and burglry"
    words = VOCABULARY | {"burglary": 4}
    assert mend_spelling(text, WordCounts(words)) == mend_spelling(text, words)
    assert mend_spelling(text, words)[0] == "cybercrime and burglary"


@pytest.mark.parametrize("typed", ["cybercrimees", "cybercri", "yberrcrime"])
def test_a_word_two_letters_longer_shorter_or_other_is_near_enough(typed: str) -> None:
    assert mend_spelling(typed, VOCABULARY)[1] == ((typed, "cybercrime"),)


def test_a_word_far_from_all_others_is_left_alone() -> None:
    assert mend_spelling("xqzzyplk", VOCABULARY)[1] == ()
