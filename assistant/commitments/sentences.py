"""The rules that read one sentence, in the order in which they are tried."""

from collections.abc import Callable, Iterator

from assistant.commitments.aims import aim_with_a_figure, goes_on, paid_for
from assistant.commitments.clause import Clause
from assistant.commitments.futures import assured, future, reported, to_be
from assistant.commitments.promises import promise_after, promise_named, word_given
from assistant.commitments.roles import Known
from corpus.documents import Kind

__all__ = ["find_clause"]


def find_clause(
    text: str, kind: Kind | None, headings: tuple[str, ...], known: Known
) -> Clause | None:
    """Find the first clause of a masked sentence that promises something."""
    rules: tuple[Callable[[], Iterator[Clause]], ...] = (
        lambda: word_given(text, known),
        lambda: future(text, known),
        lambda: promise_named(text, known),
        lambda: promise_after(text),
        lambda: to_be(text, known),
        lambda: assured(text, known),
        lambda: reported(text, kind, headings, known),
        lambda: aim_with_a_figure(text, known),
        lambda: paid_for(text, kind, known),
        lambda: goes_on(text, known),
    )
    for rule in rules:
        for clause in rule():
            return clause
    return None
