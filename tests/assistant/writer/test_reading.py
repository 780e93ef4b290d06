"""Claims are read from a reply while it is coming in, whatever its form."""

import json

import pytest

from assistant.verification.claims import Claim
from assistant.writer.reading import ClaimReader

TWO = {"claims": [{"text": "One is so.", "markers": [1]}, {"text": "Two too.", "markers": [1, 2]}]}
CLAIMS = [Claim(text="One is so.", markers=(1,)), Claim(text="Two too.", markers=(1, 2))]


def read(reply: str, piece: int = 1) -> tuple[list[Claim], bool]:
    reader = ClaimReader()
    found = [
        claim
        for start in range(0, len(reply), piece)
        for claim in reader.feed(reply[start : start + piece])
    ]
    return found, reader.whole


@pytest.mark.parametrize("piece", [1, 3, 7, 1_000])
def test_the_same_claims_are_read_however_a_reply_is_cut(piece: int) -> None:
    assert read(json.dumps(TWO), piece) == (CLAIMS, True)


@pytest.mark.parametrize(
    "around", ["```json\n{}\n```", "Here you are: {}", "{} I hope that helps.", "\n\n{}\n"]
)
def test_words_or_a_fence_around_a_reply_do_no_harm(around: str) -> None:
    assert read(around.replace("{}", json.dumps(TWO))) == (CLAIMS, True)


def test_a_claim_is_read_as_soon_as_it_is_whole() -> None:
    reader = ClaimReader()
    text = json.dumps(TWO)
    end = text.index("}") + 1
    assert list(reader.feed(text[: end - 1])) == []
    assert list(reader.feed(text[end - 1 : end])) == CLAIMS[:1]
    assert not reader.whole


@pytest.mark.parametrize(
    "reply", ["", "no", '{"claims": ', '{"answer": []}', '{"claims": [nonsense']
)
def test_a_reply_without_a_list_has_no_claims_and_no_end(reply: str) -> None:
    assert read(reply) == ([], False)


@pytest.mark.parametrize(
    ("given", "claim"),
    [
        ('"just words"', Claim(text="just words", markers=())),
        ('{"text": "a b", "markers": ["1"]}', Claim(text="a b", markers=())),
        ('{"text": "a b", "markers": [1, true]}', Claim(text="a b", markers=())),
        ('{"text": "a b", "markers": 2}', Claim(text="a b", markers=(2,))),
        ('{"text": "a\\n b", "markers": [2, 2]}', Claim(text="a b", markers=(2,))),
        ('{"text": 5, "markers": [1]}', Claim(text="", markers=(1,))),
        ("null", Claim(text="", markers=())),
    ],
)
def test_what_has_another_form_is_a_claim_that_cannot_pass(given: str, claim: Claim) -> None:
    assert read(f'{{"claims": [{given}]}}')[0] == [claim]


def test_a_reply_that_goes_too_deep_has_no_claims_and_is_no_error() -> None:
    assert read('{"claims": [' + "[" * 3_000, piece=500) == ([], False)


def test_half_a_letter_is_replaced_before_anything_reads_it() -> None:
    (claim,), _ = read('{"claims": [{"text": "a \\ud800 b", "markers": [1]}]}')
    assert claim.text.encode() == b"a ? b"
