"""A row of a table gives each figure to its own column, and to no other row."""

import pytest

from assistant.verification.claim_words import words_in
from assistant.verification.table_rows import row_says
from tests.assistant.verification.quoting import unit

ROW = unit("Zone: K; 2016/17: £40.00; 2017/18: £42.50; Increase: £2.50", lead="Precept by zone:")
GRANT = unit("Group: Rowers; 2016: £40; 2017: £50; Change: £10", lead="Grants:")


@pytest.mark.parametrize(
    "claim",
    [
        "Zone K paid £42.50 in 2017/18.",
        "Zone K paid £42.50 in 2017/18, up from £40.00 in 2016/17.",
        "Zone K went from £40.00 in 2016/17 to £42.50 in 2017/18, an increase of £2.50.",
        "For Zone K the increase was £2.50.",
    ],
)
def test_a_row_says_what_stands_in_its_columns(claim: str) -> None:
    assert row_says(words_in(claim), ROW)


@pytest.mark.parametrize(
    "claim",
    [
        "Zone K paid £40.00 in 2017/18.",
        "Zone K paid £42.50.",
        "Zone J paid £42.50 in 2017/18.",
        "Zone K paid £40.00 in 2016/17, up from £42.50 in 2017/18.",
        "Zone K went from £42.50 in 2017/18 to £40.00 in 2016/17.",
        "Zone K paid £2.50 in 2017/18.",
        "Zone K never paid £42.50 in 2017/18.",
        "For Zone K the increase was £42.50.",
        "Zone K rose from £40.00 in 2016/17.",
    ],
)
def test_a_row_says_nothing_else(claim: str) -> None:
    assert not row_says(words_in(claim), ROW)


def test_who_was_given_money_did_not_pay_it() -> None:
    assert not row_says(words_in("Group Rowers paid £50 in 2017."), GRANT)
    assert row_says(words_in("For Group Rowers it was £50 in 2017."), GRANT)
