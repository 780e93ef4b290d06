"""Where people are led before and after they sign in."""

from urllib.parse import parse_qs, urlsplit

import pytest

from assistant.staff.framing import own_address
from tests.assistant.staff.conftest import NAME, PASSWORD, Made, Office, cookie_of, token_in


def back_from(desk: Office, address: str) -> str:
    """Return where one is after signing in with a form that was opened for an address."""
    page = desk.client.get("/staff/sign-in", params={"next": address})
    sent = {"token": token_in(page), "name": NAME, "password": PASSWORD, "next": address}
    return desk.client.post("/staff/sign-in", data=sent).headers["location"]


def test_who_is_not_signed_in_comes_back_to_where_they_were_going(office: Made) -> None:
    desk = office()
    first = desk.client.get("/staff/who?a=1&b=%C3%A9&b=2")
    assert first.status_code == 303
    form = desk.client.get(first.headers["location"])
    assert 'name="next" value="/staff/who?a=1&amp;b=%C3%A9&amp;b=2"' in form.text
    sent = {"token": token_in(form), "name": NAME, "password": "wrong"}
    sent["next"] = parse_qs(urlsplit(first.headers["location"]).query)["next"][0]
    again = desk.client.post("/staff/sign-in", data=sent)
    assert 'name="next" value="/staff/who?a=1&amp;b=%C3%A9&amp;b=2"' in again.text
    sent |= {"token": token_in(again), "password": PASSWORD}
    reply = desk.client.post("/staff/sign-in", data=sent)
    assert reply.headers["location"] == "/staff/who?a=1&b=%C3%A9&b=2"
    assert desk.client.get(reply.headers["location"]).text.startswith(NAME)


@pytest.mark.parametrize(
    "address",
    [
        "//evil.example",
        "//evil.example/staff",
        "https://evil.example/staff",
        "https:/staff",
        "javascript:alert(1)",
        "/\\evil.example",
        "\\\\evil.example",
        "/staff\\..\\..\\x",
        "/staff/../..//evil.example",
        "/staff/..",
        "/staff/./x",
        "/staff/%2e%2e/ask",
        "/staff/%252e%252e/ask",
        "/staff//evil.example",
        "/staff/%2f/evil.example",
        "/staff/%5cevil.example",
        "/staff/x\r\nSet-Cookie: a=b",
        "/staff/%0d%0aSet-Cookie:a=b",
        "/staff\n",
        "/staff@evil.example",
        "/staff.evil.example",
        "/staffing",
        "/ask",
        "staff/log",
        " /staff/log",
        "/staff/log#x",
        "/staff/é",
        "/staff/sign-in?next=/staff",
        "/staff/sign-out",
        f"/staff/{'x' * 2_000}",
        "",
    ],
)
def test_nobody_is_led_away_from_the_pages_for_staff(office: Made, address: str) -> None:
    assert own_address(address) == "/staff"
    assert back_from(office(), address) == "/staff"


@pytest.mark.parametrize(
    "address", ["/staff/log", "/staff?theme=a%20b&x=/y?z", "/staff/commitments/%C3%A9/b~1/2"]
)
def test_addresses_of_pages_for_staff_are_kept(office: Made, address: str) -> None:
    assert back_from(office(), address) == address


def test_every_address_has_the_part_that_a_proxy_takes_off(office: Made) -> None:
    desk = office(root_path="/plans")
    first = desk.client.get("/plans/staff/who?x=1")
    assert first.headers["location"] == "/plans/staff/sign-in?next=%2Fstaff%2Fwho%3Fx%3D1"
    form = desk.client.get(first.headers["location"])
    assert 'action="/plans/staff/sign-in"' in form.text
    assert cookie_of(form)["path"] == "/plans/staff"
    sent = {"token": token_in(form), "name": NAME, "password": PASSWORD, "next": "/staff/who?x=1"}
    reply = desk.client.post("/plans/staff/sign-in", data=sent)
    assert reply.headers["location"] == "/plans/staff/who?x=1"
    assert desk.client.get("/plans/staff/who").text.startswith(NAME)
    page = desk.client.get("/plans/staff")
    assert 'action="/plans/staff/sign-out"' in page.text
    out = desk.client.post("/plans/staff/sign-out", data={"token": token_in(page)})
    assert cookie_of(out)["path"] == "/plans/staff"
