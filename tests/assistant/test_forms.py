"""Which form of answer a question wants, and whether words have it."""

import pytest

from assistant.forms import Form, Wanted, find_form, fit, wanted_by

QUESTIONS = {
    Form.MONEY: (
        "How much was the police precept in 2016/17?",
        "how much does the helicopter cost",
        "What did the new headquarters cost?",
        "what is the price of a speed awareness course?",
        "how big is the community fund?",
        "band D precept",
    ),
    Form.SHARE: (
        "What percentage of victims were satisfied?",
        "what share of crime is violent",
        "What was the turnout in 2012?",
    ),
    Form.NUMBER: (
        "How many officers were recruited in 2022?",
        "number of Specials in 2013",
        "What is the total number of officers?",
    ),
    Form.FIGURE: (
        "How far did burglary fall?",
        "what is the detection rate",
        "by how much did crime go down",
    ),
    Form.FREQUENCY: (
        "How often does the panel meet?",
        "how many times a year is the plan reviewed",
    ),
    Form.DURATION: (
        "How long does the plan run?",
        "how many years was the first Commissioner in office",
        "How many weeks did the consultation last?",
    ),
    Form.AGE: ("how old must a cadet be", "What is the minimum age for Specials?"),
    Form.WHEN: (
        "When did DriveSafe start?",
        "and when was that",
        "What date did the consultation close?",
        "which year did Beacon open",
        "what is the closing date for bids?",
        "How long ago was the plan published?",
    ),
    Form.WHO: (
        "Who is the PCC?",
        "so, who pays for it?",
        "who said that people who speed should pay",
        "Which charity runs the refuge?",
        "what is the name of the fraud hub",
    ),
    Form.WHERE: ("Where is the new headquarters?", "which town had the first hub"),
    Form.WHY: ("Why was the fire bid dropped?", "how come the station closed"),
    Form.LIST: (
        "What are the priorities of the current plan?",
        "list the themes of the 2015 plan",
        "which schemes got money",
    ),
    Form.TEXT: (
        "what did the 2015 plan say about cybercrime?",
        "knife crime",
        "tell me about hare coursing",
        "what support is there for people who are victims?",
        "how do farmers who lose sheep report it",
        "what about those who reoffend",
        "what do you do when they stop you",
        "what help do victims get when the trial is over",
    ),
}
TABLE = [(question, form) for form, questions in QUESTIONS.items() for question in questions]


@pytest.mark.parametrize(("question", "form"), TABLE, ids=[question for question, _ in TABLE])
def test_a_question_wants_its_form_of_answer(question: str, form: Form) -> None:
    assert wanted_by(question).form is form


@pytest.mark.parametrize(
    ("question", "form"),
    [
        pytest.param("What progress has been made to date on burglary?", Form.TEXT, id="to date"),
        pytest.param("When people call 101 what happens?", Form.TEXT, id="when in a side clause"),
        pytest.param("How did residents rate the police?", Form.TEXT, id="to rate"),
    ],
)
def test_a_word_with_two_meanings_does_not_make_a_strict_form(question: str, form: Form) -> None:
    assert wanted_by(question).form is form


def test_upper_case_and_curly_apostrophes_do_not_matter() -> None:
    assert wanted_by("HOW MUCH DID IT COST?").form is Form.MONEY
    assert wanted_by("what’s the name of the hub").form is Form.WHO


@pytest.mark.parametrize(
    ("question", "counted"),
    [
        ("How many police officers were there?", ("polic", "offic")),
        ("How many officers were recruited in 2022?", ("offic",)),
        ("the number of Specials in 2013", ("special",)),
        ("how many?", ()),
        ("How much did it cost?", ()),
    ],
)
def test_what_is_to_be_counted_is_read_up_to_the_verb(
    question: str, counted: tuple[str, ...]
) -> None:
    assert wanted_by(question).counted == counted


FOUND = [
    (
        Form.MONEY,
        "It cost £1.7 million, £147.00 or 45p a week in 2016.",
        ("£1.7 million", "£147.00", "45p"),
    ),
    (
        Form.SHARE,
        "Up 12 per cent to 84%; a third, one in five; crime halved.",
        ("12 per cent", "84%", "a third", "one in five", "halved"),
    ),
    (Form.NUMBER, "In 2016 there were 1,906 officers, and forty more.", ("1,906", "forty")),
    (Form.FIGURE, "£3, 4%, 17 cats and twelve dogs", ("£3", "4%", "17", "twelve")),
    (
        Form.FREQUENCY,
        "It meets twice a month, and four times a year in public; the report is annual.",
        ("twice a month", "four times a year", "annual"),
    ),
    (Form.DURATION, "a six-week course in three years", ("six-week", "three years")),
    (Form.AGE, "Cadets are aged 13-18; over 60; 14-year-olds", ("aged 13-18", "over 60")),
    (Form.WHEN, "On 3 May 2015, in June, and in 2017", ("3 May 2015", "June", "2017")),
    (Form.WHO, "Ada Early of the NSPCC told the people.", ("Ada Early", "NSPCC")),
    (Form.WHERE, "a hub in Oldtown and at Upper Newtown", ("Oldtown", "Upper Newtown")),
]


@pytest.mark.parametrize(("form", "text", "parts"), FOUND, ids=[form.value for form, *_ in FOUND])
def test_the_parts_that_have_the_form_are_found_in_their_order(
    form: Form, text: str, parts: tuple[str, ...]
) -> None:
    wanted = Wanted(form=form)
    assert find_form(wanted, text)[: len(parts)] == parts
    assert fit(wanted, text) == 1.0


@pytest.mark.parametrize(
    ("form", "text"),
    [
        (Form.MONEY, "12 officers in 2016"),
        (Form.SHARE, "12 officers in 2016"),
        (Form.NUMBER, "£5, 12%, in 2016, in 2016/17, on 3 May, Covid-19"),
        (Form.FIGURE, "Many officers joined in 2016."),
        (Form.FREQUENCY, "It met in 2016 with four members."),
        (Form.DURATION, "It began in 2015."),
        (Form.AGE, "There are 13 cadets."),
        (Form.WHEN, "It may march on with 12 officers."),
        (Form.WHO, "The people who live here said so."),
    ],
)
def test_words_that_only_look_like_the_form_do_not_fit(form: Form, text: str) -> None:
    assert find_form(Wanted(form=form), text) == ()
    assert fit(Wanted(form=form), text) == 0.0


@pytest.mark.parametrize("form", [Form.LIST, Form.TEXT])
def test_any_words_fit_where_no_form_of_words_is_wanted(form: Form) -> None:
    assert fit(Wanted(form=form), "anything") == 1.0
    assert find_form(Wanted(form=form), "anything, £5, in 2016") == ()


def test_a_number_counts_half_where_nothing_counted_stands_beside_it() -> None:
    wanted = wanted_by("How many police officers were there?")
    assert fit(wanted, "There were 1,906 officers.") == 1.0
    assert fit(wanted, "Officers: 12") == 1.0
    assert fit(wanted, "There were 250 bicycles.") == 0.5
    assert fit(wanted, "There were officers.") == 0.0


def test_of_several_numbers_the_one_beside_what_is_counted_is_set_in_bold() -> None:
    wanted = wanted_by("How many officers were there?")
    far = (
        "250 bicycles were marked in the market square one summer's day, with help from nearly all"
    )
    assert find_form(wanted, f"{far} of the 30 officers.") == ("30",)
    assert find_form(wanted, f"{far}.") == ("250",)


def test_what_stands_twice_is_named_once() -> None:
    assert find_form(Wanted(form=Form.MONEY), "£5 and £5 again") == ("£5",)
