"""Nothing stands in quotation marks that the document does not say."""

import pytest

from assistant.verification.quotations import verified
from corpus.documents import Span, SpanKind

TEXT = "He said: “We will not\nraise tax.” The **fund** holds £1.7m.\n\n| Band | 2017 |\n|---|---|\n| D | £152 |\n"


def _span(words: str, kind: SpanKind = SpanKind.SENTENCE, lead: str = "") -> Span:
    start = TEXT.index(words)
    return Span(kind=kind, start=start, end=start + len(words), lead=lead)


def _check(words: str, shown: str, kind: SpanKind = SpanKind.SENTENCE, lead: str = "") -> bool:
    span = _span(words, kind, lead)
    return verified(words, shown, span.start, span.end, TEXT, (span,))


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        pytest.param("“We will not\nraise tax.”", "“We will not raise tax.”", id="white space"),
        pytest.param("“We will not\nraise tax.”", '"We will not raise tax."', id="quotation marks"),
        pytest.param("The **fund** holds £1.7m.", "The fund holds £1.7m.", id="Markdown marks"),
    ],
)
def test_the_declared_normalisation_is_allowed(words: str, shown: str) -> None:
    assert _check(words, shown)


@pytest.mark.parametrize(
    "shown",
    [
        "We will raise tax.",
        "We will not raise taxes.",
        "We will not",
        "We will not raise tax. Ever.",
    ],
)
def test_any_other_difference_is_not(shown: str) -> None:
    assert not _check("“We will not\nraise tax.”", shown)


def test_a_changed_figure_fails() -> None:
    assert not _check("The **fund** holds £1.7m.", "The fund holds £17m.")


def test_words_from_another_place_fail_although_the_document_says_them() -> None:
    span = _span("The **fund** holds £1.7m.")
    assert not verified("The **fund** holds £1.7m.", "The fund holds £1.7m.", 0, 10, TEXT, (span,))


@pytest.mark.parametrize(("start", "end"), [(-5, 3), (5, 5), (0, 10_000)])
def test_a_place_outside_the_text_fails(start: int, end: int) -> None:
    assert not verified(TEXT[start:end], TEXT[start:end], start, end, TEXT, ())


def test_a_table_row_is_shown_with_its_own_column_headings() -> None:
    row, header = "| D | £152 |", "| Band | 2017 |"
    assert _check(row, "Band: D; 2017: £152", SpanKind.ROW, header)
    assert not _check(row, "Band: D; 2018: £152", SpanKind.ROW, header)


def test_a_list_is_not_introduced_by_words_the_document_lacks() -> None:
    assert not _check("The **fund** holds £1.7m.", "The fund holds £1.7m.", lead="I promise:")
