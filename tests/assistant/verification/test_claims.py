"""What a model wrote passes only where a quotation says it; each check is known by its name."""

import pytest

from assistant.verification.claims import Check, Claim, check_claim
from tests.assistant.verification.quoting import source

SAID = source(
    "The Harbour Fund gave £1.2m to 14 schemes in 2016, more than ever before.",
    "The Board is expected to open two new offices in Marley.",
    "Mrs Byrne said that the roads were not safe.",
    "Up to 30 officers will patrol the markets if the grant is paid.",
    "The port had 40 boats in 2014, and 90 boats in 2016.",
)


def _check(text: str, *markers: int) -> Check | None:
    return check_claim(Claim(text=text, markers=markers or (1,)), {1: SAID})


@pytest.mark.parametrize(
    "text",
    [
        "The Harbour Fund gave £1.2m to 14 schemes in 2016, more than ever before.",
        "The Harbour Fund gave £1.2 million to 14 schemes in 2016.",
        "In 2016 the Harbour Fund gave £1.2m to 14 schemes.",
        "The plan says the Harbour Fund gave £1.2m to 14 schemes.",
        "The Board is expected to open two new offices in Marley.",
        "Mrs Byrne said the roads were not safe.",
    ],
)
def test_what_the_quotation_says_passes(text: str) -> None:
    assert _check(text) is None


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("The Fund [gave](http://x.org) £1.2m to 14 schemes.", Check.FORM),
        ("Yes.", Check.FORM),
        ("The Board 'will never' open two new offices in Marley.", Check.QUOTATION),
        ("The manifesto says the Harbour Fund gave £1.2m to 14 schemes.", Check.SOURCE),
        ("The Harbour Fund gave £1.3m to 14 schemes in 2016.", Check.FIGURE),
        ("The Harbour Fund gave £1.2m to 15 schemes in 2016.", Check.FIGURE),
        ("The Harbour Trust gave £1.2m to 14 schemes in 2016.", Check.NAME),
        ("Mrs Byrne said that the roads were safe.", Check.NEGATION),
        ("The Board opened two new offices in Marley.", Check.FIRMNESS),
        ("The Board will open two new offices in Marley.", Check.FIRMNESS),
        ("The Harbour Fund gave all £1.2m to 14 schemes in 2016.", Check.AMOUNT),
        ("The Harbour Fund gave £1.2m to 14 schemes of hospitals in 2016.", Check.SUPPORT),
        ("14 schemes gave £1.2m to the Harbour Fund in 2016.", Check.LINK),
        ("The roads were not safe.", Check.LINK),
        ("The port had 90 boats in 2014.", Check.LINK),
    ],
)
def test_each_lie_fails_by_its_check(text: str, check: Check) -> None:
    assert _check(text) == check


@pytest.mark.parametrize(
    "text",
    [
        "30 officers will patrol the markets if the grant is paid.",
        "Up to 30 officers will patrol the markets.",
        "Up to 30 officers patrolled the markets if the grant is paid.",
        "At least 30 officers will patrol the markets if the grant is paid.",
    ],
)
def test_what_limits_a_sentence_stays_in_it(text: str) -> None:
    assert _check(text) is not None


@pytest.mark.parametrize("markers", [(), (2,), (1, 2)])
def test_a_claim_rests_on_quotations_that_were_given(markers: tuple[int, ...]) -> None:
    claim = Claim(text="The Board is expected to open two new offices.", markers=markers)
    assert check_claim(claim, {1: SAID}) == Check.MARKER


def test_what_must_be_is_not_what_should_be() -> None:
    said = {1: source("Bids had to fit the aims of the plan.")}
    assert (
        check_claim(Claim(text="Bids had to fit the aims of the plan.", markers=(1,)), said) is None
    )
    lie = Claim(text="Bids should fit the aims of the plan.", markers=(1,))
    assert check_claim(lie, said) is not None


def test_what_his_was_is_not_the_documents() -> None:
    said = {1: source("His first aim is the safety of riders.", title="Budget for riders")}
    lie = Claim(text="The budget's first aim is the safety of riders.", markers=(1,))
    assert check_claim(lie, said) is not None


def test_two_items_of_a_list_are_not_made_one() -> None:
    said = {
        1: source("more boats for Marley", "fewer horses for Tarn", lead="The proposals include:")
    }
    lie = Claim(text="The proposals include more boats for Tarn.", markers=(1,))
    assert check_claim(lie, said) is not None


def test_a_name_of_several_words_is_not_put_together_anew() -> None:
    said = {1: source("The Support Desk helped each victim of theft in Marley.")}
    lie = Claim(text="It was Victim Support that helped in Marley.", markers=(1,))
    assert check_claim(lie, said) == Check.NAME


def test_a_share_of_some_is_not_the_number_of_all() -> None:
    said = {1: source("Of 700 new sailors hired in three years, 310 (44%) were women.")}
    assert check_claim(Claim(text="700 new sailors were women.", markers=(1,)), said) is not None


@pytest.mark.parametrize(
    "more",
    [
        "𝗮𝗻𝗱 𝘁𝗵𝗲 𝗽𝗹𝗮𝗻 𝘄𝗮𝘀 𝗰𝗮𝗻𝗰𝗲𝗹𝗹𝗲𝗱",
        "Ⓒⓐⓝⓒⓔⓛⓛⓔⓓ",
        "план отменён",
        "计划已被取消",
        "ألغيت الخطة",
        "in ２０１９",
        "in ٢٠١٩",
        "📞",
        "\u202enot",
        "a\u0301\u0301\u0301",
        "例え.テスト",
        "\x00",
        "\ud800",
    ],
)
def test_letters_that_the_checks_cannot_read_fail_whatever_they_say(more: str) -> None:
    told = "The Harbour Fund gave £1.2m to 14 schemes in 2016"
    assert _check(f"{told}.") is None
    assert _check(f"{told} {more}.") is Check.FORM


def test_a_word_of_the_quotation_may_have_letters_of_its_own() -> None:
    said = {1: source("The Café Müller gave £5 to the Fund.")}
    told = Claim(text="The Café Müller gave £5 to the Fund.", markers=(1,))
    assert check_claim(told, said) is None
    changed = Claim(text="The Café Möller gave £5 to the Fund.", markers=(1,))
    assert check_claim(changed, said) is Check.FORM


def test_the_year_of_a_sum_stays_with_it() -> None:
    said = {1: source("The budget goes up, from £193m (2015/16) to £199m (2016/17).")}
    whole = "The budget goes up, from £193m (2015/16) to £199m (2016/17)."
    assert check_claim(Claim(text=whole, markers=(1,)), said) is None
    cut = Claim(text="The budget goes up, from £193m to £199m.", markers=(1,))
    assert check_claim(cut, said) is Check.AMOUNT
