"""Signing in with a password: who gets in, who does not, and what is said of it."""

import logging
from pathlib import Path

import pytest

from assistant.staff.attempts import Attempts
from assistant.staff.people import add_person, remove_person
from corpus.errors import PlansError
from tests.assistant.staff.conftest import NAME, OFFICE, PASSWORD, Clock, Made, Office, token_in

WRONG = "The name or the password is not right."
AN_HOUR = 3600


def test_who_knows_the_password_gets_in_and_the_log_says_so(office: Made) -> None:
    desk = office()
    assert desk.who() == ""
    reply = desk.send()
    assert (reply.status_code, reply.headers["location"]) == (303, "/staff")
    assert desk.who() == f"{NAME} of {OFFICE}"
    assert desk.log.lines == [("signed in", NAME, "")]
    assert desk.client.get("/staff/sign-in").headers["location"] == "/staff"


def test_capitals_and_spaces_of_the_name_make_no_difference(office: Made) -> None:
    desk = office()
    assert desk.send(name="  alex   EXAMPLE ").status_code == 303
    assert desk.who().startswith(NAME)


def test_the_page_says_the_same_of_an_unknown_name_and_of_a_wrong_password(office: Made) -> None:
    desk = office()
    pages = [desk.send(name, "not the password") for name in (NAME, "Sam Somebody")]
    assert [page.status_code for page in pages] == [401, 401]
    for page, name in zip(pages, (NAME, "Sam Somebody"), strict=True):
        assert f'<a href="#staff-name">{WRONG}</a>' in page.text
        assert f'name="name" value="{name}"' in page.text
        assert "<title>Error: Sign in" in page.text
    one, other = (page.text.replace(token_in(page), "") for page in pages)
    assert one == other.replace("Sam Somebody", NAME)
    assert desk.who() == ""


def test_an_unknown_name_costs_as_much_work_as_a_wrong_password(
    office: Made, staff_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from argon2 import PasswordHasher

    verify, checked = PasswordHasher.verify, []

    def seen(self: PasswordHasher, hashed: str, password: bytes) -> bool:
        checked.append(hashed.split("$")[3])
        return verify(self, hashed, password)

    desk = office()
    add_person(staff_file, "Kim Example", "another good password")
    monkeypatch.setattr(PasswordHasher, "verify", seen)
    desk.send("Kim Example", "not the password")
    desk.send("Sam Somebody", "not the password")
    assert len(checked) == 2
    assert checked[0] == checked[1]


@pytest.mark.parametrize(
    ("name", "password", "words"),
    [
        ("", PASSWORD, ["Enter your name"]),
        (NAME, "", ["Enter your password"]),
        (" ", "", ["Enter your name", "Enter your password"]),
    ],
)
def test_what_was_not_typed_is_asked_for_and_is_no_attempt(
    office: Made, name: str, password: str, words: list[str]
) -> None:
    desk = office()
    for _ in range(6):
        page = desk.send(name, password)
        assert page.status_code == 400
        assert [page.text.count(said) for said in words] == [2] * len(words)
        assert WRONG not in page.text
    assert desk.send().status_code == 303


def test_a_password_stands_in_no_page_no_log_and_no_message(
    office: Made, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    desk = office()
    slip = "a password typed as a name"
    pages = [desk.send(NAME, slip), desk.send(slip, "x"), desk.send(NAME, PASSWORD)]
    assert slip not in pages[0].text
    assert PASSWORD not in pages[2].text
    assert [by for _, by, _ in desk.log.lines] == [NAME, "an unknown name", NAME]
    said = caplog.text + str(desk.log.lines)
    assert slip not in said
    assert PASSWORD not in said


def test_after_five_wrong_passwords_the_right_one_has_to_wait(office: Made, clock: Clock) -> None:
    desk = office()
    for _ in range(5):
        assert desk.send(password="not the password").status_code == 401
        clock.now += 60
    for password in (PASSWORD, "not the password"):
        page = desk.send(password=password)
        assert page.status_code == 429
        assert page.headers["retry-after"] == str(10 * 60)
        assert "Please try again in 10 minutes." in page.text
    assert desk.who() == ""
    clock.now += 10 * 60 - 1
    assert "Please try again in one minute." in desk.send().text
    clock.now += 2
    assert desk.send().status_code == 303


def test_a_name_that_nobody_has_is_locked_out_like_any_other(office: Made) -> None:
    desk = office()
    codes = [desk.send("Sam Somebody", "not the password").status_code for _ in range(6)]
    assert codes == [401] * 5 + [429]


def test_attempts_that_are_refused_are_written_down_once(office: Made, clock: Clock) -> None:
    desk = office()
    for _ in range(20):
        desk.send(password="not the password")
    failed = [("sign-in failed", NAME, "from 192.0.2.1")] * 5
    assert desk.log.lines == [*failed, ("too many attempts", NAME, "from 192.0.2.1")]
    clock.now += 15 * 60 + 1
    assert desk.send().status_code == 303


def test_whoever_signs_in_has_all_attempts_again(office: Made) -> None:
    desk = office()
    for _ in range(3):
        for _ in range(4):
            assert desk.send(password="not the password").status_code == 401
        assert desk.send().status_code == 303
        sign_out(desk)


def test_one_address_may_try_twenty_times_whatever_the_names(office: Made) -> None:
    desk = office()
    codes = [desk.send(f"Sam {n}", "not the password").status_code for n in range(20)]
    assert codes == [401] * 20
    assert desk.send().status_code == 429
    assert desk.who() == ""


def test_right_passwords_do_not_lock_an_office_out_and_wrong_ones_still_do(office: Made) -> None:
    desk = office()
    wrong = []
    for turn in range(25):
        assert desk.send().status_code == 303
        sign_out(desk)
        if turn < 19:
            wrong.append(desk.send(f"Sam {turn}", "not the password").status_code)
    assert wrong == [401] * 19
    codes = [desk.send(f"Kim {n}", "not the password").status_code for n in range(2)]
    assert codes == [401, 429]
    assert desk.send().status_code == 429


def test_attempts_at_the_same_moment_do_not_slip_through() -> None:
    attempts = Attempts()
    begun = [attempts.begin(f"sam {n}", "192.0.2.1") for n in range(30)]
    assert begun.count(None) == 20
    attempts.settle("sam 0", "192.0.2.1", right=True)
    attempts.settle("sam 1", "192.0.2.1", right=False)
    again = [attempts.begin(f"kim {n}", "192.0.2.1") for n in range(5)]
    assert again.count(None) == 1


def test_attempts_at_a_file_that_fails_do_not_lock_out_for_ever(
    office: Made, staff_file: Path, clock: Clock
) -> None:
    desk = office()
    good = staff_file.read_text()
    staff_file.write_text("no hash")
    assert [desk.send(f"Sam {n}").status_code for n in range(21)] == [503] * 21
    staff_file.write_text(good)
    assert desk.send().status_code == 429
    clock.now += 15 * 60 + 1
    assert desk.send().status_code == 303


def test_everybody_together_may_try_two_hundred_times(office: Made) -> None:
    desk = office(trusted_proxies=("192.0.2.1",))
    token = desk.form()
    codes = []
    for n in range(201):
        sent = {"token": token, "name": f"Sam {n}", "password": "not the password"}
        headers = {"x-forwarded-for": f"203.0.113.{n}"}
        codes.append(desk.client.post("/staff/sign-in", data=sent, headers=headers).status_code)
    assert codes == [401] * 200 + [429]


@pytest.mark.parametrize(
    ("trusted", "codes"), [(("192.0.2.0/24",), {401}), (("10.0.0.0/8",), {401, 429})]
)
def test_only_a_trusted_proxy_says_where_an_attempt_comes_from(
    office: Made, trusted: tuple[str, ...], codes: set[int]
) -> None:
    desk = office(trusted_proxies=trusted)
    seen = set()
    for n in range(25):
        sent = {"token": desk.form(), "name": f"Sam {n}", "password": "not the password"}
        # What stands first, anybody can have sent; the proxy adds what it saw at the end.
        headers = {"x-forwarded-for": f"198.51.100.7, 203.0.113.{n}"}
        seen.add(desk.client.post("/staff/sign-in", data=sent, headers=headers).status_code)
    assert seen == codes


def test_a_session_is_over_after_the_hours_of_the_settings(office: Made, clock: Clock) -> None:
    desk = office(staff_hours=2)
    desk.send()
    clock.now += 2 * AN_HOUR
    assert desk.who() == f"{NAME} of {OFFICE}"
    clock.now += 1
    assert desk.who() == ""


def test_a_changed_password_and_a_removed_person_end_sessions_at_once(
    office: Made, staff_file: Path
) -> None:
    desk = office()
    desk.send()
    assert not add_person(staff_file, NAME, "another good password", "Audit team")
    assert desk.who() == ""
    assert desk.send().status_code == 401
    desk.send(password="another good password")
    assert desk.who() == f"{NAME} of Audit team"
    remove_person(staff_file, NAME)
    assert desk.who() == ""
    assert desk.send(password="another good password").status_code == 401


def test_a_file_that_is_damaged_while_running_lets_nobody_in(
    office: Made, staff_file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    desk = office()
    desk.send()
    good = staff_file.read_text()
    staff_file.write_text("no hash")
    assert desk.who() == desk.who() == ""
    assert caplog.text.count("Staff cannot sign in") == 1
    staff_file.write_text(good)
    assert desk.who().startswith(NAME)
    staff_file.unlink()
    page = desk.send()
    assert page.status_code == 503
    assert "Signing in is not possible now" in page.text


def test_nobody_signs_in_without_a_trace(office: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = office()

    def broken(action: str, *, by: str, detail: str = "") -> None:
        raise PlansError("the disk is full")

    monkeypatch.setattr(desk.sign_in, "_record", broken)
    assert desk.send().status_code == 503
    assert desk.who() == ""
    assert desk.send(password="not the password").status_code == 401


def sign_out(desk: Office) -> None:
    page = desk.client.get("/staff")
    desk.client.post("/staff/sign-out", data={"token": token_in(page)})
