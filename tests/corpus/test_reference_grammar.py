"""The grammar of plans, reports and years in questions, as a table that documents it.

Each line is a question as of 1 November 2026, when the plan of 2025 is the current one, and what
it names: plans by the year they are dated, other documents by id, times with "in"; what is meant
together is joined by "+".
"""

import pytest

from corpus.catalogue import Catalogue
from corpus.references import ReferenceKind, find_references
from tests.corpus.reference_words import TODAY, lines, named_by

BY_PLACE = """
    the current plan                                        2025
    the newest plan                                         2025
    the most recent plan                                    2025
    the new plan                                            2025
    the plan we have now                                    2025
    the plan that's currently running                       2025
    the previous plan                                       2022
    the last plan                                           2022
    the plan before this                                    2022
    the plan before this one                                2022
    the plan before the current one                         2022
    the plan just before the one we have now                2022
    the penultimate plan                                    2022
    the plan before last                                    2019
    the last plan but one                                   2019
    the first plan                                          2013
    the very first plan                                     2013
    the original plan                                       2013
    the sixth plan                                          2025
    the seventh plan                                        none
    the next plan                                           none
    compare the first and third plans                       2013 | 2017
    the current and previous plans                          2025 | 2022
    the first and the last plan                             2013 | 2025
    the first two plans                                     2013+2015
    the last three plans                                    2019+2022+2025
    every plan                                              2013+2015+2017+2019+2022+2025
    all the plans                                           2013+2015+2017+2019+2022+2025
    each of the six plans                                   2013+2015+2017+2019+2022+2025
    all plans since 2019                                    2019+2022+2025
    the plans from 2013 to 2017                             2013+2015+2017
    what do the plans say about knives?
    which plan is that in?
    the new plan consulted on in 2016                       in 2016
    what did Lloyd think of the new plan?
    the plan you are talking about
    a plan for ages 10-11 plan
    the old plan
"""
BY_YEAR = """
    the 2015 plan                                           2015
    the plan from 2015                                      2015
    the plan launched in 2015                               2015
    a plan that came out in 2015                            2015
    the '15 plan                                            2015
    plan 15-20                                              2015
    2015/20 plan                                            2015
    2022 to 27 plan                                         2022
    the 2015 police plan                                    2015
    the plan up to 2024                                     2019
    the plan that runs to 2024                              2019
    the plan agreed in February 2017                        2017
    this year's plan                                        2025
    2013/2015 plans                                         2013 | 2015
    the '11 plan                                            none
    the 2030 plan                                           none
    plan for 2006 to 2009                                   none
    under the first plan and under the 2017 one             2013 | 2017
    the plan of 2022 and the 2013-18 one                    2022 | 2013
    the current plan and the second one                     2025 | 2015
"""
BY_TITLE = """
    the 2019 refresh                                        2019
    the 2019 refresh of Everybody's Business                2019
    the 2015 update of the plan                             2015
    Everybody's Business 2017                               2017
    the 2022 Everybody’s Business                           2022
    Community Safety and Criminal Justice Plan 2017-2022    2017
    Community Safety and Criminal Justice Plan (to 2024)    2019
    Community Safety and Criminal Justice Plan              2017+2019
    Fighting Crime, Making Hertfordshire Safer              2025
    the consultation on the 2017 plan                       2017
"""
BY_TIME = """
    the plan in force in March 2015                         2013
    the plan in force on 31 March 2013                      2012
    the plan in force on 1 April 2013                       2013
    the plan in force in spring 2013                        2012+2013
    which plan was running in the summer of 2018?           2017
    the plan that was in force in 2020                      2019
    the plan in force in 2017                               2015+2017
    the plan which applied in July 2015                     2013+2015
    the plan in place in 2018/19                            2017
    the plan they had in May 2016                           2015
    the plan in June 2017                                   2017
    the plan as of 2018                                     2017
    the plan in force since 2019                            2019
    the plan in force in 2030                               none
    In 2018 it rose; what did the plan at the time want?    in 2018 | 2017
"""
BY_OTHER_PLANS = """
    the plan that replaced the 2013 one                     2015
    what came after the 2017 plan?                          2019
    which plan followed the first plan?                     2015
    the plan before the 2017 plan                           2015
    the plan right before the 2017 one                      2015
    the plan that was replaced by the 2022 plan             2019
    the successor to the second plan                        2017
    the 2022 plan's predecessor                             2019
    a plan after the current plan                           none
    did the 2017 plan differ from the previous plan?        2017 | 2015
    does the 2022 plan say more than its predecessor?       2022 | 2019
    the 2013 plan, the next one and the one after that      2013 | 2015 | 2017
    why did the 2015 plan replace the 2013 plan?            2015 | 2013
    what was in the plan before it was published?
    the plan before the election
"""
BY_PERSON = """
    Ash-Edwards' plan                                       2025
    David Lloyd's last plan                                 2022
    Lloyds second plan                                      2015
    Lloyd's fourth plan                                     2019
    Lloyd's sixth plan                                      none
    the first plan under Lloyd                              2013
    both of Lloyd's first two plans                         2013+2015
    Lloyd's plans                                           2013+2015+2017+2019+2022
    the new commissioner's plan                             2025
    the previous commissioner's first plan                  2013
    the new man's plan beside Lloyd's final one             2025 | 2022
    What did Lloyd promise in his second plan?              2015
    the plan Ash-Edwards inherited                          2022
    the plan before Ash-Edwards                             2022
    the plan Lloyd left behind                              2022
    the plan that Lloyd published in 2017                   2017
    his second plan
    Lloyd's final one
"""
REPORTS = """
    the 2013-14 annual report                               annual-report-2013-14
    annual report for 13/14                                 annual-report-2013-14
    the latest annual report                                annual-report-2020-21
    the second annual report                                annual-report-2013-14
    last year's annual report                               none
    annual reports 2013-14, 2014-15 and 2015-16             annual-report-2013-14 | annual-report-2014-15 | annual-report-2015-16
    the latest annual report and the one before             annual-report-2020-21 | annual-report-2019-20
    annual report 2018/19 and the annual report before that annual-report-2018-19 | annual-report-2017-18
    the 2018/19 annual report and the 2016/17 one           annual-report-2018-19 | annual-report-2016-17
    the last delivery plan                                  delivery-plan-2020-21
    Lloyd's 2016 manifesto                                  manifesto-2016
    Ash-Edwards' manifesto                                  none
    the 2019 consultation                                   consultation-2019-08-plan-refresh
    the 2015 consultation                                   consultation-2015-09-business-crime+consultation-2015-plan
    the 2018 consultation                                   in 2018
    the 2017 consultation on council tax                    in 2017
    the 2014 budget                                         in 2014
    2019 precept                                            in 2019
"""
YEARS = """
    this year's budget                                      in 2026
    spent last year                                         in 2025
    the year before last                                    in 2024
    two years ago                                           in 2024
    over the last three years                               in 2023-2026
    last financial year                                     in 2025/26
    in 2011                                                 in 2011
    by 2014                                                 in 2014
    since 2023                                              in 2023-2026
    from 2023 onwards                                       in 2023-2026
    before 2014                                             in 2012-2013
    between 2015 and 2019                                   in 2015-2019
    FY 2013/14                                              in 2013/14
    2013-14                                                 in 2013/14
    the year to March 2014                                  in 2013/14
    from April 2013 to March 2014                           in 2013/14
    detection rate 13-14                                    in 2013/14
    2014 / 2023                                             in 2014 | in 2023
    2022/23 beside the year before                          in 2022/23 | in 2021/22
    2015/16 and ten yrs later                               in 2015/16 | in 2025/26
    rose in 2014 and fell the following year                in 2014 | in 2015
    the year before 2016                                    in 2015
    after Lloyd                                             in 2024-2026
    since Ash-Edwards                                       in 2024-2026
    in the 2010s                                            in 2010-2019
    in the early 2020s
    in the twenty-teens
    the last year of the plan
    what happened the following year?
    next year
"""


@pytest.mark.parametrize(
    ("question", "named"),
    [
        line
        for table in (BY_PLACE, BY_YEAR, BY_TITLE, BY_TIME, BY_OTHER_PLANS, BY_PERSON, REPORTS)
        for line in lines(table)
    ],
)
def test_a_question_names_plans_and_reports(
    catalogue: Catalogue, question: str, named: str
) -> None:
    assert named_by(question, catalogue) == named


@pytest.mark.parametrize(("question", "named"), lines(YEARS))
def test_a_question_names_years(catalogue: Catalogue, question: str, named: str) -> None:
    assert named_by(question, catalogue) == named
    kinds = {reference.kind for reference in find_references(question, catalogue, TODAY, ())}
    assert kinds <= {ReferenceKind.YEARS}
