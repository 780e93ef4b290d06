import datetime as dt

import pytest

from assistant.pre_election import (
    LONGEST,
    Period,
    asks_about_candidates,
    candidates_message,
    current,
    periods_from,
)

SPRING = Period(start=dt.date(2028, 3, 20), end=dt.date(2028, 5, 4))


def test_periods_are_read_in_the_order_of_time() -> None:
    later = Period(start=dt.date(2029, 1, 1), end=dt.date(2029, 1, 1))
    assert periods_from(["2029-01-01/2029-01-01", "2028-03-20/2028-05-04"]) == (SPRING, later)
    assert periods_from([]) == ()


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("2028-03-20", "must be the first and the last day"),
        ("20280320/20280504", "must be the first and the last day"),
        ("2028-03-20/2028-05-04/2028-06-01", "must be the first and the last day"),
        ("2028-02-30/2028-05-04", "there is no such day"),
        ("2028-05-04/2028-03-20", "ends before it starts"),
        ("2028-03-20/2082-05-04", rf"lasts \d+ days; at most {LONGEST}"),
    ],
)
def test_a_period_that_cannot_be_meant_is_refused_and_named(value: str, said: str) -> None:
    with pytest.raises(ValueError, match=said) as refused:
        periods_from(["2028-03-20/2028-05-04", value])
    assert str(refused.value).startswith(f"{value}: ")


@pytest.mark.parametrize(
    ("day", "inside"),
    [("2028-03-19", False), ("2028-03-20", True), ("2028-05-04", True), ("2028-05-05", False)],
)
def test_both_its_first_and_its_last_day_are_in_a_period(day: str, inside: bool) -> None:
    assert current((SPRING,), dt.date.fromisoformat(day)) == (SPRING if inside else None)


def test_where_two_periods_overlap_the_one_that_ends_last_counts() -> None:
    longer = Period(start=dt.date(2028, 4, 1), end=dt.date(2028, 6, 1))
    assert current((SPRING, longer), dt.date(2028, 4, 2)) == longer


@pytest.mark.parametrize(
    "question",
    [
        "who should I vote for",
        "Who do I vote for in the PCC election?",
        "who should i vote 4 labour or conservative",
        "help me decide who to vote for",
        "does the commissioner deserve my vote",
        "how do I vote?",
        "who are the candidates?",
        "who are the candidates in 2028",
        "compare the candidates on knife crime",
        "what is the labour candidate's view on 101",
        "who is standing for PCC",
        "is the current commissioner standing again",
        "will Jonathan Ash-Edwards be re-elected",
        "should I re-elect the commissioner?",
        "what do the parties promise?",
        "what does Labour promise on policing",
        "Labour’s policies on knife crime",
        "whose manifesto is best on rural crime",
        "which party would put more police on the streets",
        "who will win the election",
        "who's going to win?",
        "who will be the next commissioner",
        "Who is going to be our next Police and Crime Commissioner?",
        "Tell me who is up for PCC",
        "who is up for re-election",
        "who is standing up for election in May",
        "who is standing in the election",
        "Should Ash-Edwards get a second term?",
        "does the commissioner deserve another term",
        "might he be re-elected",
        "polls pcc herts",
        "what do the polls say",
        "latest opinion polls",
        "how are Labour polling",
        "manifesto pledges of the tories",
        "manifesto pledges of labour",
        "manifesto pledges of the lib dems",
        "manifesto pledges of the greens",
        "manifesto pledges of reform",
        "policies of the Conservatives",
        "which party is best on crime",
        "what party should run the police",
    ],
)
def test_an_election_that_is_being_held_is_not_spoken_of(question: str) -> None:
    assert asks_about_candidates(question)


@pytest.mark.parametrize(
    "question",
    [
        "what did David Lloyd's 2012 manifesto promise",
        "what was the turnout at the 2012 election?",
        "who won the last election?",
        "who were the candidates in 2012?",
        "when was David Lloyd re-elected?",
        "did the panel vote for the precept?",
        "can I have my say on the precept vote",
        "who runs DriveSafe?",
        "who is running the fire service?",
        "is the police standing up to gangs in the county",
        "who is going to lose their police station?",
        "how are candidates for chief constable chosen?",
        "what training do special constable candidates get?",
        "what did the commissioner promise about officers?",
        "forced labour and labour exploitation",
        "did the conservative estimate of savings hold?",
        "what do third parties say in the consultation?",
        "what do independent custody visitors say about cells",
        "what did the 2015 plan say about cybercrime?",
        "who is the commissioner",
        "Who is standing up for victims of crime?",
        "Who is standing in for the commissioner?",
        "who will be the next chief constable",
        "who is up for an award",
        "Which party is responsible for the budget?",
        "polling station in 2012 turnout report",
        "what did the commissioner's polls of residents find",
        "what did the poll on the precept say",
        "did the commissioner serve a second term?",
        "should there be another term of drug lessons in schools",
        "will the fund have a longer term",
        "what did the 2012 manifesto promise",
        "what did the 2016 manifesto promise",
        "what did the 2021 manifesto promise",
        "David Lloyd's manifesto",
        "what was in the manifesto pledges of the Conservatives in 2016",
        "promises of reform in the plan",
        "policies of the conservative commissioner",
        "policy of labour exploitation",
    ],
)
def test_history_other_posts_and_everything_else_are_answered(question: str) -> None:
    assert not asks_about_candidates(question)


def test_who_asks_about_candidates_is_told_who_speaks_of_them_and_until_when() -> None:
    said = candidates_message("Police and Crime Commissioner for Somewhere", SPRING)
    assert "Until 4 May 2028" in said
    assert "the Police and Crime Commissioner for Somewhere" in said
    assert "returning officer" in said
    assert "https://www.electoralcommission.org.uk" in said
    assert "the The" not in candidates_message("The Mayor", SPRING)
