"""What a later passage is taken to report of a promise, and by which of its words."""

import pytest

from assistant.commitments.records import Relation
from assistant.commitments.relation_promise import amounts_in, read_promise
from assistant.commitments.relations import suggest, worded

DONE, PROGRESS, CHANGED, REPEATED, UNCLEAR = Relation

HUB = "We will open a youth hub in Weston."
EXAMPLES = [
    (DONE, HUB, "The youth hub in Weston was opened in May 2015.", "was opened"),
    (DONE, HUB, "The Commissioner has set the youth hub up.", "set the youth hub up"),
    (PROGRESS, HUB, "Planning permission for the youth hub was granted.", "Planning permission"),
    (PROGRESS, HUB, "Work on the youth hub is under way.", "under way"),
    (CHANGED, HUB, "The plan for a youth hub was abandoned.", "abandoned"),
    (CHANGED, HUB, "The youth hub has been put back to 2019.", "put back"),
    (REPEATED, HUB, "The Commissioner will open a youth hub.", "will"),
    (REPEATED, HUB, "Open a youth hub in Weston.", "Open"),
    (UNCLEAR, HUB, "The youth hub has not yet been opened.", "not yet"),
    (UNCLEAR, HUB, "Has the youth hub been opened?", ""),
    (UNCLEAR, HUB, "Residents spoke about the youth hub.", ""),
    (DONE, "Keep every front counter.", "No front counter was closed.", "No front counter was closed"),
    (CHANGED, "Keep every front counter.", "Two front counters were closed.", "closed"),
    (DONE, "The precept will be frozen.", "The precept was frozen.", "frozen"),
    (CHANGED, "The precept will be frozen.", "The precept went up by £9.", "went up"),
    (DONE, "We will cut the precept.", "The precept was cut.", "was cut"),
    (PROGRESS, "We will reduce arson.", "Arson fell by 3%.", "fell"),
    (DONE, "Every arson is to be investigated.", "Every arson was investigated.", "was investigated"),
]  # fmt: skip


@pytest.mark.parametrize(("relation", "promise", "words", "because"), EXAMPLES)
def test_the_words_of_a_passage_tell_what_it_reports(
    relation: Relation, promise: str, words: str, because: str
) -> None:
    suggested = suggest(words, promise)
    assert (suggested.relation, because in suggested.because) == (relation, True)
    assert suggested.because in words


@pytest.mark.parametrize(
    ("promise", "words"),
    [
        (HUB, "The library was opened in May."),
        (HUB, "The youth hub in Ashby was opened in May."),
        (HUB, "The county council opened a youth hub."),
        ("I will publish a hate crime strategy.", "The estates strategy was published."),
        ("The precept will be frozen in 2014.", "The precept was raised in 2019."),
        ("We will recruit 40 officers.", "Since 2012 a total of 900 officers were recruited."),
        ("We will recruit 40 more officers.", "The force has 400 officers."),
    ],
)
def test_what_is_reported_of_another_thing_is_unclear(promise: str, words: str) -> None:
    assert suggest(words, promise).relation is UNCLEAR


@pytest.mark.parametrize(
    "words",
    [
        "The youth hub will be opened in May.",
        "The youth hub could be opened in May.",
        "The youth hub is expected to be opened in May.",
        "She asked whether the youth hub had been opened.",
    ],
)
def test_what_is_only_thought_of_is_not_done(words: str) -> None:
    assert suggest(words, HUB).relation not in (DONE, PROGRESS)


@pytest.mark.parametrize(
    ("promise", "words", "relation"),
    [
        ("We will recruit 40 constables.", "In all 44 constables were recruited.", DONE),
        ("We will recruit 40 constables.", "In all 12 constables were recruited.", PROGRESS),
        ("We will cut arson by a quarter.", "Arson fell by 29.4%.", DONE),
        ("We will cut arson by a quarter.", "Arson fell by 12%.", PROGRESS),
        ("We will cut arson by a quarter.", "Arson rose by 40%.", UNCLEAR),
        ("I will invest £2m in road safety.", "So far £800,000 was spent on road safety.", PROGRESS),
        ("I will invest £2m in road safety.", "In total £2.3m was spent on road safety.", DONE),
        ("We will train all dog handlers.", "Two dog handlers were trained.", PROGRESS),
        ("We will train all dog handlers.", "All dog handlers were trained.", DONE),
    ],
)  # fmt: skip
def test_a_figure_is_set_beside_the_promised_one(
    promise: str, words: str, relation: Relation
) -> None:
    assert suggest(words, promise).relation is relation


def test_a_sum_that_was_paid_keeps_a_promise_of_money() -> None:
    paid = "The office granted £12,000 to councils against fly-tipping."
    assert suggest(paid, "There will be more money against fly-tipping.").relation is DONE
    assert suggest(paid, "There will be more patrols against fly-tipping.").relation is UNCLEAR


def test_a_consultation_keeps_only_a_promise_to_consult() -> None:
    draft = "A consultation on the cadet strategy was opened."
    assert suggest(draft, "We will publish a cadet strategy.").relation is PROGRESS
    assert suggest(draft, "We will launch a cadet consultation.").relation is DONE


def test_nothing_is_suggested_where_it_is_not_known_what_was_promised() -> None:
    assert suggest("The youth hub was opened in May 2015.").relation is UNCLEAR


@pytest.mark.parametrize(
    ("words", "relation"),
    [
        ("The hub was opened.", DONE),
        ("Burglary fell by 3%.", PROGRESS),
        ("The plan was abandoned.", CHANGED),
        ("We will open it.", REPEATED),
        ("Residents like the hub.", UNCLEAR),
        ("The village held a dog show.", UNCLEAR),
        ("It has not yet been opened.", UNCLEAR),
    ],
)
def test_wording_alone_tells_how_much_a_passage_reports(words: str, relation: Relation) -> None:
    assert worded(words) is relation


def test_years_dates_and_numbers_of_telephones_are_no_figures() -> None:
    words = "In 2019, on 4 May, 999 calls rose by £2.3m, 1,200 hours and 7%."
    assert [(each.value, each.unit) for each in amounts_in(words)] == [
        (2_300_000.0, "£"),
        (1200.0, ""),
        (7.0, "%"),
    ]


@pytest.mark.parametrize(
    ("promise", "kind", "head"),
    [
        ("We will set up a panel of volunteers.", "make", "panel"),
        ("A panel of volunteers is to be set up.", "make", "panel"),
        ("a panel of volunteers, which meets each month;", "make", "panel"),
        ("Recruitment of 75 more dog handlers.", "recruit", "handler"),
        ("PCSOs held at current levels", "hold", "pcso"),
        ("There will be no cut in dog patrols.", "hold", "patrol"),
    ],
)
def test_a_promise_is_read_for_its_kind_and_its_thing(promise: str, kind: str, head: str) -> None:
    read = read_promise(promise)
    assert (kind in read.kinds, read.head) == (True, head)


def test_what_was_promised_to_end_and_ended_is_done_and_not_dropped() -> None:
    promise = "We will abolish parking charges at police stations."
    told = suggest("Parking charges at police stations were abolished in 2016.", promise)
    assert (told.relation, told.because) == (Relation.DONE, "were abolished")
    kept = "We will keep parking charges at police stations as they are."
    assert suggest("Parking charges were abolished.", kept).relation is Relation.CHANGED
