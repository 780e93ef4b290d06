"""The list of English words, held against the spell checker that it comes from."""

import pytest
from spellchecker import SpellChecker

from assistant.english import is_english, rarity


def test_an_everyday_word_tells_less_than_a_rare_one() -> None:
    assert rarity("going") < rarity("minister") < rarity("taser") == 1.0


def test_exactly_the_words_of_the_list_are_english() -> None:
    known = set(SpellChecker(language="en").word_frequency.dictionary)
    assert all(is_english(word) for word in known)
    unknown = {f"{word}q" for word in known} - known
    assert not any(is_english(word) for word in unknown)


@pytest.mark.parametrize("word", ["", "the\0", "\0", "\ud800", "é" * 90, "x" * 10_000])
def test_what_is_no_word_is_not_english(word: str) -> None:
    assert not is_english(word)
    assert rarity(word) == 1.0
