"""Which questions ask for a count, and of what."""

import time

import pytest

from assistant.count_questions import counts

COUNTED = {
    "how often is Beacon mentioned": "Beacon",
    "How often is Beacon mentioned in 2019?": "Beacon",
    "tell me how often Beacon is mentioned": "Beacon",
    "how many times does the 2015 plan mention cybercrime?": "cybercrime",
    "how many times did the Commissioner mention rural crime between 2015 and 2018": "rural crime",
    "How many times has the precept been mentioned since 2018?": "precept",
    "how often is mental health mentioned under Ash-Edwards?": "mental health",
    "how many times is knife crime mentioned in the annual report 2018/19": "knife crime",
    "how often does the word 'austerity' appear": "austerity",
    "how many times is the phrase “stop and search” used in the plans": "stop and search",
    "number of mentions of Beacon": "Beacon",
    "how many mentions of Specials are there in the 2013 plan": "Specials",
    "which documents mention drones": "drones",
    "which document mentions drones the most": "drones",
    "which documents from 2015 mention cyber crime": "cyber crime",
    "which plans talk about fly-tipping?": "fly-tipping",
    "how many documents mention crime in rural areas": "crime in rural areas",
    "how many of the reports mention the fire service": "fire service",
    "how many plans refer to young people before Ash-Edwards": "young people",
    "in how many documents is DriveSafe mentioned?": "DriveSafe",
    "is burglary mentioned anywhere?": "burglary",
    "are drones mentioned in any of the documents": "drones",
    "where is Operation Hotspot mentioned?": "Operation Hotspot",
    "does the word Brexit appear anywhere?": "Brexit",
    "is there any mention of horses": "horses",
    "does any plan mention drones": "drones",
    "do any of the plans mention knife crime?": "knife crime",
    "does any document mention life after prison": "life after prison",
    "do the plans mention hate crime": "hate crime",
}
OTHERS = [
    "how often does the stop & search panel get together",
    "how often is the plan reviewed",
    "how often does violent crime occur",
    "how often is it mentioned",
    "how many times did the panel meet in 2015",
    "how many people mentioned speeding in the survey?",
    "how many documents are there",
    "how many plans have there been",
    "how many reports of burglary were there in 2015",
    "which plan covers 2016?",
    "who mentioned drones",
    "does the current plan mention victims of fraud",
    "did the plan before that mention it too?",
    "was knife crime mentioned in the 2015 plan?",
    "is the PCC named in the report",
    "what did the 2015 plan say about cybercrime?",
]


@pytest.mark.parametrize(("question", "thing"), COUNTED.items())
def test_the_thing_is_found_without_the_asking_words_and_the_times(
    question: str, thing: str
) -> None:
    assert counts(question) == thing


@pytest.mark.parametrize("question", OTHERS)
def test_other_questions_are_not_taken_for_counts(question: str) -> None:
    assert counts(question) is None


@pytest.mark.parametrize(
    "words",
    [
        "how often is a ",
        "how many documents mention in 2015 ",
        "which plans of the plans of the ",
        "is x mentioned in any ",
        "how often is wh",
        "which documents mention in the of in ",
    ],
)
def test_no_question_takes_long_to_read(words: str) -> None:
    started = time.perf_counter()
    for length in (299, 5_000):
        counts((words * length)[:length])
    assert time.perf_counter() - started < 1
