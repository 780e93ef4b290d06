from assistant.spelling import mend_spelling, rarity

VOCABULARY = {"cybercrime": 9, "burglary": 5, "houses": 7, "precept": 12, "plan": 90}


def test_a_misspelt_word_of_the_documents_is_mended_and_said() -> None:
    assert mend_spelling("what about cybercrme?", VOCABULARY) == (
        "what about cybercrime?",
        (("cybercrme", "cybercrime"),),
    )


def test_a_real_word_is_never_changed_however_near_a_word_of_the_documents_is() -> None:
    assert mend_spelling("what about horses", VOCABULARY) == ("what about horses", ())


def test_a_word_far_from_all_others_is_left_alone() -> None:
    assert mend_spelling("xqzzyplk", VOCABULARY)[1] == ()


def test_an_everyday_word_tells_less_than_a_rare_one() -> None:
    assert rarity("going") < rarity("minister") < rarity("taser") == 1.0
