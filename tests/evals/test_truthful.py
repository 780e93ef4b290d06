"""The script that stands in for a chat model that tells the truth, and the one that says claims."""

import json
from dataclasses import dataclass

import pytest

from corpus.lexical import stem_words
from evals.scripted.lying import claims_script, marker_of
from evals.scripted.server import Asked, Reply
from evals.scripted.truthful import truthful

PLAN = "Police and Crime Plan 2015-2020 (plan, March 2015; our summary)"
NEWS = "Reported in news of June 2015: The 2015 Plan is out (our summary)"


def asked(question: str, *quotations: str, head: str = NEWS) -> Asked:
    lines = [f"[{n}] {head}, under “Themes”:\n{words}" for n, words in enumerate(quotations, 1)]
    message = "\n".join([f"Question: {question}", "", "Quotations:", *lines])
    return Asked(system="", message=message, stream=True)


def said(reply: Reply) -> list[tuple[str, list[int]]]:
    return [(claim["text"], claim["markers"]) for claim in json.loads(reply.text)["claims"]]


def texts(question: str, *quotations: str, head: str = NEWS) -> list[str]:
    return [text for text, _ in said(truthful(asked(question, *quotations, head=head)))]


def test_what_answers_comes_first_with_its_marker() -> None:
    quotations = ("Volunteers were thanked for all their work.", "There are 91 more officers now.")
    assert said(truthful(asked("how many more officers", *quotations))) == [
        ("There are 91 more officers now.", [2])
    ]


def test_no_more_than_four_claims_of_25_words_each() -> None:
    short = [f"Cybercrime is named as threat number {n} of the plan." for n in range(9)]
    long = "Cybercrime " + "and its many consequences " * 9 + "were discussed."
    found = texts("what about cybercrime", long, *short)
    assert len(found) == 4
    assert all(len(text.split()) <= 25 for text in found)


@pytest.mark.parametrize(
    ("sentence", "shorter"),
    [
        ("However, burglary fell by 4% (the least since 2002).", "Burglary fell by 4%."),
        ("Burglary fell by 4%, which nobody had foreseen.", "Burglary fell by 4%."),
        ("Burglary fell by 4%, which cost £1,605 in all.", "Burglary fell by 4%."),
        # What limits a sentence stays, and with it everything else.
        ("Burglary fell only in towns (not in villages).", None),
        ("Burglary, which rose before, fell by 4%.", None),
        (
            "Mr Lloyd said that burglary fell. It had risen before.",
            "Mr Lloyd said that burglary fell.",
        ),
    ],
)
def test_what_was_not_asked_is_left_out_and_the_rest_stays_true(
    sentence: str, shorter: str | None
) -> None:
    assert texts("did burglary fall", sentence)[0] == (shorter or sentence)


def test_a_list_is_one_sentence_with_as_many_items_as_fit() -> None:
    listed = "The themes are:\n• Public Focus\n• Offender Pays;\n• Business Sense"
    assert texts("what are the themes", listed) == [
        "The themes are: Public Focus, Offender Pays, Business Sense."
    ]
    many = "The themes are:\n" + "\n".join(f"• a theme of the plan number {n}" for n in range(9))
    [short] = texts("what are the themes", many)
    assert short.endswith("number 2.")


def test_words_of_a_plan_are_said_to_be_the_plans_and_those_of_news_are_not() -> None:
    words = "The police will tackle cybercrime."
    said_by_plan = "The 2015 plan says that the police will tackle cybercrime."
    assert texts("cybercrime", words, head=PLAN) == [said_by_plan]
    assert texts("cybercrime", words) == [words]


def test_fragments_tables_and_questions_are_not_said() -> None:
    quotations = (
        "and cybercrime, fraud besides;",
        "| cybercrime | 12 |",
        "Is cybercrime up again?",
    )
    assert texts("cybercrime", *quotations) == []


def test_it_says_no_word_that_is_not_in_the_quotation() -> None:
    words = (
        "In 2019, Commissioner David Lloyd (who took office in 2012) announced £1.5m for CCTV, and "
        "he asked the districts, which own the cameras, to add as much; none had refused."
    )
    for text in texts("cctv money", words):
        assert set(stem_words(text)) <= set(stem_words(words))


@dataclass(frozen=True)
class Claimed:
    question: str
    quotation: str
    claim: str
    marker: int | None = None


def test_a_claim_gets_the_marker_of_the_quotation_that_holds_its_words() -> None:
    script = claims_script(
        [
            Claimed("how many", "more OFFICERS\nnow", "There are 19 more."),
            Claimed("how many", "no longer quoted", "There are none."),
            Claimed("how many", "were thanked", "There are 7.", 5),
            Claimed("who", "were thanked", "Nobody knows."),
        ]
    )
    prompt = asked("how  many", "Volunteers were thanked.", "There are 91 more officers now.")
    assert said(script(prompt)) == [("There are 19 more.", [2]), ("There are 7.", [5])]
    assert said(script(asked("what", "Volunteers were thanked."))) == []


def test_a_list_is_found_though_it_is_written_on_one_line() -> None:
    assert marker_of("One • Two", {1: "Three", 2: "• One\n• Two"}) == 2
    assert marker_of("One • Four", {1: "Three", 2: "• One\n• Two"}) is None
