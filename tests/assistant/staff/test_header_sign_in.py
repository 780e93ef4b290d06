"""Where a proxy that does the organisation's single sign-on names the person in a header."""

import pytest

from assistant.settings import AssistantSettings
from assistant.staff.signing_in import sign_in_from
from corpus.errors import PlansError
from tests.assistant.staff.conftest import NAME, Clock, EndedSessions, Made, Office

HEADER = "X-Forwarded-User"
A_DAY = 86_400


def behind(office: Made, sender: str = "10.1.2.3", **settings: object) -> Office:
    """Make an application that the proxies of a network stand before."""
    chosen = {"staff": None, "staff_header": HEADER, "trusted_proxies": ("10.0.0.0/8", "::1")}
    return office(client=(sender, 5000), **chosen | settings)


def named(desk: Office, *names: str | bytes) -> str:
    """Return who is signed in when the header says these; "" if nobody."""
    headers = [(HEADER, name) for name in names]
    reply = desk.client.get("/staff/who", headers=headers)  # type: ignore[arg-type]
    return reply.text if reply.status_code == 200 else ""


def test_a_trusted_proxy_says_who_it_is(office: Made) -> None:
    desk = behind(office, staff_office="the Panel")
    assert named(desk, NAME) == f"{NAME} of the Panel"
    assert named(desk, "Zoë Example".encode()) == "Zoë Example of the Panel"
    assert named(desk, "issuer:alex@example.org") == "issuer:alex@example.org of the Panel"
    assert named(desk) == ""


@pytest.mark.parametrize(
    ("sender", "believed"),
    [
        ("10.255.0.1", True),
        ("::ffff:10.1.2.3", True),
        ("::1", True),
        ("11.0.0.1", False),
        ("127.0.0.1", False),
        ("::2", False),
        ("testclient", False),
    ],
)
def test_nobody_else_is_believed(
    office: Made, sender: str, believed: bool, caplog: pytest.LogCaptureFixture
) -> None:
    desk = behind(office, sender)
    assert bool(named(desk, NAME)) == believed
    assert (f"came from {sender}" in caplog.text) == (not believed)
    assert NAME not in caplog.text


def test_a_sender_cannot_say_that_it_is_the_proxy(office: Made) -> None:
    desk = behind(office, "203.0.113.9")
    headers = {HEADER: NAME, "x-forwarded-for": "10.1.2.3", "forwarded": "for=10.1.2.3"}
    assert desk.client.get("/staff/who", headers=headers).status_code == 303


def test_complaints_do_not_flood_the_log(office: Made, caplog: pytest.LogCaptureFixture) -> None:
    desk = behind(office, "203.0.113.9")
    for _ in range(50):
        named(desk, NAME)
    assert caplog.text.count("203.0.113.9") == 10


@pytest.mark.parametrize(
    "names",
    [
        ("Alex", "Kim"),
        ("",),
        ("  ",),
        ("x" * 101,),
        *(
            (sign.encode(),)
            for sign in ("\u200b", "\u2800", "\u3164", "\u00ad", "\u034f", "\U0001d159")
        ),
        *(
            (nobody,)
            for nobody in ("(null)", "NULL", "-", "--", "…".encode(), "anonymous", "Unknown")
        ),
        *(
            (nobody,)
            for nobody in (
                "none",
                "<unknown>",
                "undefined",
                "N/A",
                "'nobody'",
                "\uff08null\uff09".encode(),
            )
        ),
        ("Alex,Kim",),
        ("alex@example.org, kim@example.org",),
    ],
    ids=str,
)
def test_what_is_no_name_signs_nobody_in(
    office: Made, names: tuple[str | bytes, ...], caplog: pytest.LogCaptureFixture
) -> None:
    assert named(behind(office), *names) == ""
    assert f"The header {HEADER}" in caplog.text


@pytest.mark.parametrize(
    "name", ["Kim Null", "Nun Other", "7", "Ann Unknown-Smith", "Ελένη", "李", "o'none@example.org"]
)
def test_names_of_people_that_look_like_nobodys_sign_them_in(office: Made, name: str) -> None:
    assert named(behind(office), name.encode()).startswith(name)


def test_a_name_is_shown_without_what_no_one_sees(office: Made) -> None:
    hidden = "Alex\u202e\u200b  Exa\u00admple\t".encode()
    assert named(behind(office), hidden).startswith("Alex Exa")
    assert "\u202e" not in named(behind(office), hidden)


def test_no_password_is_asked_for_or_taken(office: Made) -> None:
    desk = behind(office)
    page = desk.client.get("/staff/sign-in")
    assert page.status_code == 403
    assert "the organisation’s own sign-in" in page.text
    assert "password" not in page.text
    sent = desk.client.post("/staff/sign-in", data={"name": NAME, "password": "x"})
    assert sent.status_code == 403
    assert "set-cookie" not in sent.headers
    named_page = desk.client.get("/staff/sign-in?next=/staff/who", headers={HEADER: NAME})
    assert named_page.headers["location"] == "/staff/who"


def test_there_is_no_button_to_sign_out_and_the_address_says_where_to(office: Made) -> None:
    desk = behind(office)
    page = desk.client.get("/staff", headers={HEADER: NAME}).text
    assert f"Signed in as {NAME}" in page
    assert "sign-out" not in page
    out = desk.client.post("/staff/sign-out", headers={HEADER: NAME})
    assert out.status_code == 403
    assert "where you signed in" in out.text


def test_forms_are_those_of_the_person_and_of_today_or_yesterday(
    office: Made, clock: Clock
) -> None:
    desk = behind(office)

    def sent(name: str, token: str) -> str:
        return desk.client.post("/staff/save", data={"token": token}, headers={HEADER: name}).text

    request = {HEADER: NAME}
    tokens = {}
    for day in range(3):
        tokens[day] = desk.client.get("/staff/token", headers=request).text
        clock.now += A_DAY
    clock.now -= A_DAY
    assert [sent(NAME, tokens[day]) for day in range(3)] == ["refused", "taken", "taken"]
    assert sent("Kim Example", tokens[2]) == "refused"
    assert sent(NAME, "") == "refused"
    assert desk.client.post("/staff/save", data={"token": tokens[2]}).text == "refused"
    assert desk.client.post("/staff/save", data={"token": ""}).text == "refused"


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"staff_header": HEADER}, "PLANS_TRUSTED_PROXIES"),
        ({"staff_header": "X User", "trusted_proxies": ("::1",)}, "no name of a header"),
        ({"staff": "x"}, "PLANS_STAFF_OFFICE is not set: the public reads it"),
        ({"staff": "x", "staff_office": " "}, "PLANS_STAFF_OFFICE is not set"),
        (
            {"staff_header": HEADER, "trusted_proxies": ("::1",)},
            "PLANS_STAFF_OFFICE is not set",
        ),
        (
            {"staff_header": HEADER, "trusted_proxies": ("::1",), "staff": "x"},
            "PLANS_STAFF and PLANS_STAFF_HEADER are both set",
        ),
    ],
)
def test_what_is_configured_wrongly_is_said_at_the_start(
    settings: dict[str, object], words: str
) -> None:
    with pytest.raises(PlansError, match=words):
        sign_in_from(AssistantSettings(**settings), print, EndedSessions())  # type: ignore[arg-type]


def test_without_any_setting_nobody_signs_in() -> None:
    assert sign_in_from(AssistantSettings(), print, EndedSessions()) is None
