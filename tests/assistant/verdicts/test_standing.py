"""What stands now where a quotation stood when somebody judged by it."""

import pytest

from assistant.verdicts.records import Quoted
from assistant.verdicts.standing import stand_now
from corpus.dates import PartialDate
from corpus.documents import Kind
from corpus.generation import Generation
from tests.assistant.commitments.made import document, generation_of

REPORT = document(
    id="report-2015",
    title="Annual report 2015",
    kind=Kind.ANNUAL_REPORT,
    published=PartialDate(2015, 6),
    in_force=None,
)
SAID = "The force recruited 20 more officers in 2014."


def _held(*lines: str) -> Generation:
    return generation_of((REPORT, {"Officers": list(lines)}))


def _quoted(words: str = SAID) -> Quoted:
    text = _held(SAID).text(REPORT.id)
    start = text.index(words)
    return Quoted(
        document=REPORT.id,
        title=REPORT.title,
        published="June 2015",
        page=3,
        start=start,
        end=start + len(words),
        words=words,
    )


def test_the_same_words_are_followed_to_their_new_place() -> None:
    now = _held("A sentence that came before.", SAID)
    (found,) = stand_now([_quoted()], now)
    assert found.same and found.now is not None
    assert found.now.start > found.was.start
    assert now.text(REPORT.id)[found.now.start : found.now.end] == SAID


def test_changed_words_are_found_whole_and_said_to_be_others() -> None:
    changed = "The force recruited 25 more officers in 2014, and five more left it."
    (found,) = stand_now([_quoted()], _held("Nothing of that kind.", changed))
    assert not found.same and found.now is not None
    assert found.now.words == changed


def test_words_that_became_two_sentences_are_found_as_two() -> None:
    lines = ("The force recruited 20 more officers.", "They came in the year 2014.")
    (found,) = stand_now([_quoted()], _held("Vans were bought.", *lines))
    assert found.now is not None
    assert found.now.words.startswith(lines[0])


def test_where_words_are_alike_the_nearest_to_the_old_place_is_taken() -> None:
    filler = [f"Sentence number {n} speaks of vans, roads and courts." for n in range(80)]
    changed = "The force recruited 25 more officers in 2014."
    (found,) = stand_now([_quoted()], _held(changed, *filler, changed))
    assert found.now is not None and found.now.start == 0


@pytest.mark.parametrize("words", ["**The force** recruited 20 more officers in 2014.", SAID])
def test_other_marks_are_no_other_words(words: str) -> None:
    (found,) = stand_now([_quoted()], _held("Before it.", words))
    assert found.same


def test_nothing_alike_and_no_document_are_nothing() -> None:
    (other,) = stand_now([_quoted()], _held("Buses run on Sundays."))
    (gone,) = stand_now([_quoted()], generation_of((document(), {"x": ["Words."]})))
    assert other.now is gone.now is None
    assert not other.same and not gone.same
