"""The forms for signing in and out: whose they are, where they lead, what browsers keep."""

from pathlib import Path

import pytest

from assistant.staff.people import add_person
from assistant.staff.sessions import Sessions
from assistant.staff.signing_in import COOKIE
from corpus.errors import PlansError
from tests.assistant.staff.conftest import (
    NAME,
    PASSWORD,
    Clock,
    EndedSessions,
    Made,
    Office,
    cookie_of,
    token_in,
)


def keep(desk: Office, value: str, path: str = "/staff") -> None:
    desk.client.cookies.clear()
    desk.client.cookies.set(COOKIE, value, path=path)


@pytest.mark.parametrize("change", ["missing", "empty", "wrong", "of another browser"])
def test_a_form_without_our_token_signs_nobody_in(office: Made, change: str) -> None:
    desk = office()
    page = desk.client.get("/staff/sign-in")
    token = {"wrong": "0" * 64, "of another browser": office().form()}.get(change, "")
    sent = {"name": NAME, "password": PASSWORD} | ({} if change == "missing" else {"token": token})
    reply = desk.client.post("/staff/sign-in", data=sent)
    assert reply.status_code == 403
    assert desk.who() == ""
    assert desk.log.lines == []
    assert f'value="{NAME}"' in reply.text
    assert token_in(reply) == token_in(page)  # so that sending it again is enough


def test_a_browser_without_cookies_is_told_why_it_cannot_sign_in(office: Made) -> None:
    desk = office()
    token = desk.form()
    desk.client.cookies.clear()
    sent = {"token": token, "name": NAME, "password": PASSWORD}
    reply = desk.client.post("/staff/sign-in", data=sent)
    assert reply.status_code == 403
    assert "signing in needs one cookie" in reply.text


def test_another_website_signs_nobody_in_and_sends_no_form(office: Made) -> None:
    desk = office()
    headers = {"origin": "https://evil.example"}
    sent = {"token": desk.form(), "name": NAME, "password": PASSWORD}
    assert desk.client.post("/staff/sign-in", data=sent, headers=headers).status_code == 403
    assert desk.who() == ""
    desk.send()
    token = token_in(desk.client.get("/staff"))
    assert desk.client.post("/staff/save", data={"token": token}, headers=headers).text == "refused"
    assert desk.client.post("/staff/save", data={"token": token}).text == "taken"


def test_forms_carry_the_token_of_whoever_is_signed_in(office: Made) -> None:
    desk = office()
    before = desk.form()
    desk.send()
    token = token_in(desk.client.get("/staff"))
    assert token != before
    for wrong in ("", before, token[:-1], token + "0", "é", "\ud800"):
        sent = {"token": wrong.encode("utf-8", "surrogatepass")}
        assert desk.client.post("/staff/save", data=sent).text == "refused"  # type: ignore[arg-type]
    assert desk.client.post("/staff/save").text == "refused"
    assert desk.client.post("/staff/save", data={"token": token}).text == "taken"
    desk.client.cookies.clear()
    assert desk.client.post("/staff/save", data={"token": token}).text == "refused"
    assert desk.client.post("/staff/save", data={"token": ""}).text == "refused"


def test_the_cookie_is_for_the_pages_of_staff_and_for_no_script(office: Made) -> None:
    desk = office()
    kept = cookie_of(desk.send())
    assert (kept["path"], kept["httponly"], kept["samesite"]) == ("/staff", True, "lax")
    assert (kept["secure"], kept["max-age"], kept["expires"]) == ("", "", "")
    assert PASSWORD not in kept.value
    behind = {"x-forwarded-proto": "https"}
    page = desk.client.get("/staff/who", headers=behind, follow_redirects=True)
    assert page.text.startswith(NAME)
    desk.client.cookies.clear()
    assert cookie_of(desk.client.get("/staff/sign-in", headers=behind))["secure"] is True


def test_signing_in_makes_a_new_session(office: Made) -> None:
    desk = office()
    planted = cookie_of(desk.client.get("/staff/sign-in")).value
    assert desk.send().status_code == 303
    keep(desk, planted)
    assert desk.who() == ""


def test_a_forged_or_damaged_cookie_is_nobodys(
    office: Made, clock: Clock, staff_file: Path
) -> None:
    desk = office()
    good = cookie_of(desk.send()).value
    session = desk.sign_in.session(_request(good))  # type: ignore[attr-defined]
    other = Sessions(b"another key, of thirty-two bytes and more", 10, EndedSessions(), clock.time)
    add_person(staff_file, "Kim Example", "another good password")
    payload, _, rest = good.partition(".")
    swapped = Sessions(b"k" * 32, 10, EndedSessions(), clock.time).sign(session).partition(".")[0]
    for forged in (
        other.sign(session),
        f"{swapped[:-2]}.{rest}",
        f"{payload}.{rest[:-1]}",
        f"{payload}x.{rest}",
        payload,
        "..",
        "x" * 5_000,
        "%00",
    ):
        keep(desk, forged)
        assert desk.who() == "", forged
        assert desk.client.get("/staff/sign-in").status_code == 200
    keep(desk, good)
    assert desk.who().startswith(NAME)


def test_who_signs_out_is_out_and_a_copy_of_the_cookie_is_too(office: Made) -> None:
    desk = office()
    copy = cookie_of(desk.send()).value
    page = desk.client.get("/staff")
    reply = desk.client.post("/staff/sign-out", data={"token": token_in(page)})
    assert reply.headers["location"] == "/staff/sign-in?out=1"
    gone = cookie_of(reply)
    assert (gone.value, gone["path"], gone["max-age"]) == ("", "/staff", "0")
    assert "You have signed out." in desk.client.get(reply.headers["location"]).text
    assert desk.who() == ""
    keep(desk, copy)
    assert desk.who() == ""
    assert desk.log.lines == [("signed in", NAME, ""), ("signed out", NAME, "")]


def test_who_signs_out_is_out_on_every_replica_and_after_a_restart(office: Made) -> None:
    desk, other = office(), office()
    copy = cookie_of(desk.send()).value
    keep(other, copy)
    assert other.who().startswith(NAME)
    token = token_in(desk.client.get("/staff"))
    desk.client.post("/staff/sign-out", data={"token": token})
    restarted = office()
    for replica in (other, restarted):
        keep(replica, copy)
        assert replica.who() == ""
        assert replica.client.post("/staff/save", data={"token": token}).text == "refused"


def test_what_is_kept_of_an_ended_session_makes_no_cookie_and_outlasts_it(
    office: Made, ended: EndedSessions, clock: Clock
) -> None:
    desk = office(staff_hours=2)
    session = desk.sign_in.session(_request(cookie_of(desk.send()).value))  # type: ignore[attr-defined]
    desk.client.post("/staff/sign-out", data={"token": token_in(desk.client.get("/staff"))})
    ((digest, until),) = ended.until.items()
    assert session.nonce not in digest
    assert 7200 <= until.timestamp() - clock.now <= 7300


def test_a_session_of_which_nobody_can_tell_does_nothing(
    office: Made, ended: EndedSessions, caplog: pytest.LogCaptureFixture
) -> None:
    desk = office()
    copy = cookie_of(desk.send()).value
    request = _request(copy)
    desk.sign_in.person(request)  # type: ignore[arg-type]
    desk.sign_in.confirm(request)  # type: ignore[arg-type]
    ended.failing = True
    request = _request(copy)
    assert desk.sign_in.person(request) is not None  # type: ignore[arg-type]
    with pytest.raises(PlansError, match="cannot be opened"):
        desk.sign_in.confirm(request)  # type: ignore[arg-type]
    desk.client.post("/staff/sign-out", data={"token": token_in(desk.client.get("/staff"))})
    assert "Signed out in this process only" in caplog.text
    keep(desk, copy)
    assert desk.who() == ""


def test_the_database_is_asked_of_a_session_once_in_each_request(
    office: Made, ended: EndedSessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = office()
    asked = []
    monkeypatch.setattr(ended, "has_ended", lambda digest: bool(asked.append(digest)))
    desk.form()
    assert asked == []
    desk.send()
    desk.client.get("/staff")
    assert len(asked) == 1


def test_nobody_is_signed_out_by_a_form_that_is_not_ours(office: Made) -> None:
    desk = office()
    desk.send()
    assert desk.client.post("/staff/sign-out", data={"token": "x"}).status_code == 403
    assert desk.client.get("/staff/sign-out").status_code == 303
    assert desk.who().startswith(NAME)


def test_signing_out_when_the_session_is_over_just_shows_the_form(office: Made) -> None:
    reply = office().client.post("/staff/sign-out", data={"token": "x"})
    assert reply.headers["location"] == "/staff/sign-in?out=1"


@pytest.mark.parametrize(
    "path",
    ["/staff", "/staff/", "/staff/sign-in", "/staff/who", "/staff/nothing", "/staff/sign-out"],
)
def test_what_is_for_staff_is_neither_kept_nor_listed(office: Made, path: str) -> None:
    desk = office()
    before = desk.client.get(path)
    desk.send()
    for reply in (before, desk.client.get(path)):
        assert reply.headers["cache-control"] == "no-store"
        assert reply.headers["x-robots-tag"] == "noindex, nofollow"
    public = desk.client.get("/public")
    assert public.headers["cache-control"] == "no-cache"
    assert "x-robots-tag" not in public.headers


def test_no_website_frames_what_is_for_staff(office: Made) -> None:
    desk = office(framed_by=("https://www.example.org",))
    for path in ("/staff/sign-in", "/staff/nothing"):
        headers = desk.client.get(path).headers
        assert headers["content-security-policy"].count("frame-ancestors") == 1
        assert headers["content-security-policy"].endswith("frame-ancestors 'none'")
        assert headers["x-frame-options"] == "DENY"
    assert "example.org" in desk.client.get("/public").headers["content-security-policy"]


@pytest.mark.parametrize(
    ("url", "headers", "warnings"),
    [
        ("http://plans.example", {}, 1),
        ("http://plans.example", {"x-forwarded-proto": "https"}, 0),
        ("https://plans.example", {}, 0),
        ("http://127.0.0.1:7860", {}, 0),
    ],
)
def test_the_operator_is_told_once_of_passwords_that_come_in_clear(
    office: Made,
    url: str,
    headers: dict[str, str],
    warnings: int,
    caplog: pytest.LogCaptureFixture,
) -> None:
    desk = office()
    desk.client.base_url = url  # type: ignore[assignment]
    form = desk.client.get("/staff/sign-in")
    sent = {"token": token_in(form), "name": NAME, "password": "not the password"}
    headers = headers | {"cookie": f"{COOKIE}={cookie_of(form).value}"}
    for _ in range(2):
        desk.client.cookies.clear()
        reply = desk.client.post("/staff/sign-in", data=sent, headers=headers)
        assert reply.status_code == 401
    assert caplog.text.count("came without https") == warnings


def test_what_is_no_form_of_ours_is_refused(office: Made) -> None:
    desk = office()
    assert desk.client.post("/staff/sign-in", json={"name": NAME}).status_code == 400
    assert desk.client.post("/staff/sign-in", content=b"x" * 70_000).status_code in (400, 413)
    desk.send()
    assert desk.client.post("/staff/sign-out", json={}).status_code == 403


def test_the_frame_of_staff_pages_says_who_is_signed_in_and_where_one_is(office: Made) -> None:
    desk = office(publish_commitments=True)
    desk.send()
    page = desk.client.get("/staff").text
    assert f"Signed in as {NAME}" in page
    assert '<a href="/staff" aria-current="page">Commitments</a>' in page
    assert '<a href="/commitments">Public page</a>' in page
    assert '<meta name="robots" content="noindex">' in page
    hidden = office()
    hidden.send()
    assert "/commitments" not in hidden.client.get("/staff").text


def _request(value: str) -> object:
    from starlette.requests import Request

    headers = [(b"cookie", f"{COOKIE}={value}".encode())]
    return Request({"type": "http", "headers": headers, "method": "GET", "path": "/staff"})
