"""Keys of partners: made once, kept as digests, never silently ignored, read again when changed."""

import datetime as dt
import hashlib
import json
import stat
import threading
from pathlib import Path

import pytest

from assistant.api.keys import Keys, add_key, read_keys, remove_key
from corpus.errors import PlansError
from tests.assistant.api.conftest import MakeApi

TODAY = dt.date(2026, 7, 1)
HELLO = "/api/v1/ask?q=hello"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keys" / "api-keys.json"


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


def test_the_file_holds_a_digest_and_nobody_else_reads_it(path: Path) -> None:
    key = add_key(path, "A council", per_minute=5, until=TODAY, today=TODAY)
    assert key.startswith("pa_") and len(key) >= 43
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert key not in path.read_text("utf-8")
    (partner,) = read_keys(path)
    assert partner.sha256 == hashlib.sha256(key.encode()).hexdigest()
    assert (partner.name, partner.per_minute, partner.created, partner.until) == (
        "A council", 5, TODAY, TODAY,
    )  # fmt: skip


def test_a_key_is_known_until_its_last_day_is_over(path: Path) -> None:
    key = add_key(path, "A council", until=TODAY, today=TODAY)
    day = [TODAY]
    keys = Keys(path, lambda: day[0])
    found = keys.partner(key)
    assert found is not None and found.name == "A council"
    assert keys.partner(f"{key}x") is None
    assert keys.partner("") is None
    day[0] = TODAY + dt.timedelta(days=1)
    assert keys.partner(key) is None


def test_changes_are_seen_and_damage_keeps_what_was_read(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    first = add_key(path, "first")
    keys = Keys(path)
    second = add_key(path, "second")
    assert keys.partner(first) and keys.partner(second)
    remove_key(path, "FIRST")
    assert keys.partner(first) is None
    path.write_text("{ damaged")
    assert keys.partner(second)
    assert "api-keys.json" in caplog.text and "still taken" in caplog.text
    path.unlink()
    assert keys.partner(second)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{ damaged", "the file"),
        ('{"keys": [{"name": "a", "sha256": "00", "created": "2026-01-01"}]}', "keys.0.sha256"),
        ('{"keys": [{"name": "a:b", "sha256": "%s", "created": "2026-01-01"}]}', "keys.0.name"),
        ('{"keys": [{"name": "a", "sha256": "%s"}]}', "keys.0.created"),
        ('{"keys": [], "more": 1}', "more"),
    ],
)
def test_a_damaged_file_is_said_at_the_start(path: Path, text: str, said: str) -> None:
    path.parent.mkdir()
    path.write_text(text % ("0" * 64) if "%s" in text else text)
    path.chmod(0o600)
    with pytest.raises(PlansError, match=said) as raised:
        Keys(path)
    assert str(path) in str(raised.value)


def test_names_stand_there_once(path: Path) -> None:
    add_key(path, "A council")
    with pytest.raises(PlansError, match="has a key already"):
        add_key(path, "a COUNCIL")
    entry = json.loads(path.read_text("utf-8"))["keys"][0]
    path.write_text(json.dumps({"keys": [entry, entry]}))
    with pytest.raises(PlansError, match="twice"):
        read_keys(path)


def test_a_file_that_others_read_is_refused(path: Path) -> None:
    add_key(path, "A council")
    path.chmod(0o644)
    with pytest.raises(PlansError, match="chmod 600"):
        Keys(path)


def test_a_mode_that_is_mended_lets_a_removed_key_go(path: Path) -> None:
    removed, kept = add_key(path, "removed"), add_key(path, "kept")
    keys = Keys(path)
    remove_key(path, "removed")
    path.chmod(0o644)
    assert keys.partner(removed), "a file that others may write decides nothing"
    path.chmod(0o600)
    assert keys.partner(removed) is None
    assert keys.partner(kept)


def test_a_missing_file_says_how_to_make_it(path: Path) -> None:
    for work in (lambda: Keys(path), lambda: remove_key(path, "nobody")):
        with pytest.raises(PlansError, match="key add NAME"):
            work()


@pytest.mark.parametrize("name", ["", "a:b", "a\nb\x00", "-", "x" * 101, "Zoë"])
def test_a_name_that_could_not_be_told_apart_is_refused(path: Path, name: str) -> None:
    with pytest.raises(PlansError, match="a name has"):
        add_key(path, name)


def test_a_limit_below_zero_and_a_day_that_is_over_are_refused(path: Path) -> None:
    with pytest.raises(PlansError, match="0, for none"):
        add_key(path, "a", per_minute=-1)
    with pytest.raises(PlansError, match="over already"):
        add_key(path, "a", until=TODAY - dt.timedelta(days=1), today=TODAY)
    assert not path.exists()


def test_keys_that_are_made_at_the_same_time_are_all_kept(path: Path) -> None:
    threads = [threading.Thread(target=add_key, args=(path, f"n{n}")) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {partner.name for partner in read_keys(path)} == {f"n{n}" for n in range(8)}


def test_a_partner_has_a_limit_of_its_own(make_api: MakeApi, path: Path) -> None:
    three, none, usual = (
        add_key(path, "three", per_minute=3),
        add_key(path, "none", per_minute=0),
        add_key(path, "usual"),
    )
    api = make_api(keys=Keys(path), per_minute=2)

    def statuses(headers: dict[str, str]) -> list[int]:
        return [api.get(HELLO, headers=headers).status_code for _ in range(4)]

    assert statuses(bearer(three)) == [200, 200, 200, 429]
    assert statuses(bearer(none)) == [200, 200, 200, 200]
    assert statuses(bearer(usual)) == [200, 200, 429, 429]
    assert statuses({}) == [200, 200, 429, 429]


@pytest.mark.parametrize(
    "header",
    [
        "Bearer pa_wrong",
        "Bearer",
        "Bearer  ",
        "pa_wrong",
        "Token pa_wrong",
        "bearer x",
        "",
        "Digest",
    ],
)
@pytest.mark.parametrize("address", [HELLO, "/api/v1", "/api/v1/documents", "/api/v1/commitments"])
def test_a_wrong_key_is_never_taken_for_none(
    make_api: MakeApi, path: Path, header: str, address: str
) -> None:
    add_key(path, "A council")
    for api in (make_api(keys=Keys(path)), make_api(keys=None)):
        reply = api.get(address, headers={"Authorization": header})
        assert reply.status_code == 401
        assert reply.headers["www-authenticate"] == "Bearer"
        assert reply.json()["type"] == "/api/v1/problems/wrong-key"


def test_the_key_may_follow_bearer_in_any_letters(make_api: MakeApi, path: Path) -> None:
    key = add_key(path, "A council")
    api = make_api(keys=Keys(path))
    for header in (f"Bearer {key}", f"bearer {key}", f"BEARER   {key} "):
        assert api.get(HELLO, headers={"Authorization": header}).status_code == 200
    twice = [("Authorization", f"Bearer {key}"), ("Authorization", "Bearer pa_other")]
    assert api.get(HELLO, headers=twice).status_code == 401


def test_a_password_for_a_proxy_is_not_a_key(make_api: MakeApi) -> None:
    assert make_api().get(HELLO, auth=("user", "password")).status_code == 200
