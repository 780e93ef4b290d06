"""What a question names by what the question before it named."""

import pytest

from corpus.catalogue import Catalogue
from corpus.references import find_references
from tests.corpus.reference_words import TODAY, lines, named_by

AFTER_A_PLAN = """
    What about the one before?                              2013
    and in the next one?                                    2017
    did the plan before that mention it too?                2013
    did the plan before mention it?                         2013
    and the previous plan?                                  2013
    And its successor?                                      2017
    its predecessor                                         2013
    what replaced it?                                       2017
    the plan that came after that and the one after it      2017 | 2019
    the same for the one after it please                    2017
    the plan before that election
    and before that?                                        2013
    and after that?                                         2017
    and the 2019 one, how many took part                    2019
    and the first one?                                      2013
    and the current one?                                    2025
    and the last plan?                                      2022
    his first plan                                          2013
    and Lloyd's final one?                                  2022
    the same in 2017                                        in 2017
    and the year after that?
    what happened before the election?
    and then?
"""
AFTER_A_YEAR = """
    and the year after that?                                in 2017
    and the year before?                                    in 2015
    and two years later                                     in 2018
    the following year                                      in 2017
    a year earlier                                          in 2015
    and in the same year, burglary?                         in 2016
    how much was it then?                                   in 2016
    and before that?                                        in 2012-2015
    has it fallen since then?                               in 2016-2026
    what did the plan in force then say?                    2015
    what did the plan at the time say?                      2015
    the plan before that
    and then?
    its successor
"""
AFTER_A_FINANCIAL_YEAR = """
    and the year before?                                    in 2015/16
    and the one before?                                     in 2015/16
    ten years later                                         in 2026/27
    what did the plan at the time say?                      2015+2017
"""
AFTER_A_REPORT = """
    and the one after?                                      annual-report-2014-15
    the annual report before that                           annual-report-2012-13
    the next annual report                                  annual-report-2014-15
    and the 2015-16 one?                                    annual-report-2015-16
    the plan before that
"""
AFTER_NOTHING = """
    What about the one before?
    and the year after that?
    the plan before that
    and in the next one?
    and before that
    its successor
    two years later
    the 2015 one                                            in 2015
"""


@pytest.mark.parametrize(
    ("earlier", "question", "named"),
    [
        (earlier, *line)
        for earlier, table in (
            ("what are the themes of the 2015-20 plan?", AFTER_A_PLAN),
            ("what was the precept in 2016?", AFTER_A_YEAR),
            ("what was the precept in 2016/17?", AFTER_A_FINANCIAL_YEAR),
            ("burglary in the 2013-14 annual report", AFTER_A_REPORT),
            ("how many officers are there?", AFTER_NOTHING),
        )
        for line in lines(table)
    ],
)
def test_a_follow_up_is_read_from_the_question_before(
    catalogue: Catalogue, earlier: str, question: str, named: str
) -> None:
    before = find_references(earlier, catalogue, TODAY, ())
    assert named_by(question, catalogue, before) == named


@pytest.mark.parametrize(
    ("earlier", "question"),
    [
        ("compare the 2013 and 2017 plans", "and the one before?"),
        ("precept in 2014 and 2016", "and the year after that?"),
    ],
)
def test_where_several_things_could_be_pointed_back_to_nothing_is_guessed(
    catalogue: Catalogue, earlier: str, question: str
) -> None:
    before = find_references(earlier, catalogue, TODAY, ())
    assert len(before) == 2
    assert find_references(question, catalogue, TODAY, before) == ()


def test_what_the_question_itself_names_goes_before_what_was_named_earlier(
    catalogue: Catalogue,
) -> None:
    before = find_references("the 2022 plan", catalogue, TODAY, ())
    assert named_by("the 2015 plan and the one before", catalogue, before) == "2015 | 2013"


def test_before_the_first_and_after_the_last_there_is_no_such_plan(catalogue: Catalogue) -> None:
    before = find_references("the current plan", catalogue, TODAY, ())
    assert named_by("and the next one?", catalogue, before) == "none"
    before = find_references("the 2012 plan", catalogue, TODAY, ())
    assert named_by("and the one before?", catalogue, before) == "none"


@pytest.mark.parametrize(
    "text",
    [
        "The new plan was launched last year.",
        "The plan before that had three themes; its successor has five.",
        "Two years ago the plan in place in June 2017 was reviewed.",
        "All plans since then, and every plan before, said so.",
    ],
)
def test_a_document_is_not_read_for_what_only_its_day_or_its_context_settles(
    catalogue: Catalogue, text: str
) -> None:
    found = find_references(text, catalogue, TODAY)
    assert all(reference.words == "2017" for reference in found)
    assert len(find_references(text, catalogue, TODAY, ())) > len(found) or "before that" in text
