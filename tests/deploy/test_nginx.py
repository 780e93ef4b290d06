"""nginx with the files of `deploy/nginx`, in front of replicas that are made up here."""

import shutil
import subprocess
from pathlib import Path

import httpx
import pytest

from evals.cluster.proxy import DEPLOYED, KEY
from tests.deploy.fronts import Front, Visitor, wait_until

PROGRAM = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin")
pytestmark = pytest.mark.skipif(PROGRAM is None, reason="nginx is not installed")


@pytest.mark.parametrize("path", ["/ask?q=1", "/documents", "/api/v1/documents", "/staff"])
def test_a_get_that_a_dying_replica_dropped_is_asked_elsewhere(
    front: Front, visit: Visitor, path: str
) -> None:
    dying, other = front.replicas
    dying.hangs_up = True
    for _ in range(6):
        assert visit("GET", path).text == f"replica on {other.port}"


@pytest.mark.parametrize("path", ["/api/v1/ask", "/staff/sign-in", "/gradio_api/queue/join"])
def test_a_post_that_was_dropped_is_never_sent_twice(
    front: Front, visit: Visitor, path: str
) -> None:
    for made in front.replicas:
        made.hangs_up = True
    assert visit("POST", path, content="x").status_code == 503
    assert front.asked() == 1


@pytest.mark.parametrize("path", ["/api/v1/ask", "/gradio_api/queue/join"])
def test_a_post_that_a_starting_replica_refused_is_answered_by_another(
    front: Front, visit: Visitor, path: str
) -> None:
    for starting in front.replicas:
        starting.status = 503
        for _ in range(4):
            assert visit("POST", path, content="x").status_code == 200
        starting.status = 200


def test_a_verdict_that_a_replica_refused_is_not_sent_on(front: Front, visit: Visitor) -> None:
    for made in front.replicas:
        made.status = 503
    assert visit("POST", "/staff/commitments", content="x").text.startswith("replica on")
    assert front.asked() == 1


def test_where_all_are_busy_the_assistants_own_words_are_shown(
    front: Front, visit: Visitor
) -> None:
    for made in front.replicas:
        made.status = 503
    for _ in range(3):  # nobody is left out for being busy
        answer = visit("GET", "/ask?q=1")
        assert (answer.status_code, answer.text[:10]) == (503, "replica on")
    for made in front.replicas:
        made.status = 200
    assert visit("GET", "/ask?q=1").status_code == 200


def test_a_visitor_of_the_chat_stays_with_one_replica(front: Front, visit: Visitor) -> None:
    for _ in range(6):
        visit("POST", "/gradio_api/queue/join", content="{}")
        visit("GET", "/gradio_api/queue/data?session_hash=x")
    assert sorted(len(made.asked) for made in front.replicas) == [0, 12]


def test_what_a_visitor_says_of_itself_is_thrown_away(front: Front, visit: Visitor) -> None:
    said = {"X-Forwarded-For": "198.51.100.1", "X-Forwarded-User": "admin", "Host": "example.org"}
    visit("GET", "/staff", headers=said)
    ((_, _, headers),) = [each for made in front.replicas for each in made.asked]
    assert headers["X-Forwarded-For"].startswith("127.0.2.")
    assert "X-Forwarded-User" not in headers
    assert headers["Host"] == "example.org"


@pytest.mark.parametrize("path", ["/metrics", "/metrics/", "/%6Detrics", "/metrics?a=1"])
def test_metrics_are_not_for_visitors(front: Front, visit: Visitor, path: str) -> None:
    assert visit("GET", path).status_code == 404
    assert front.asked() == 0


def test_a_long_body_goes_no_further(front: Front, visit: Visitor) -> None:
    assert visit("POST", "/api/v1/ask", content="x" * 70_000).status_code == 413
    assert visit("POST", "/staff/import", content="x" * 70_000).status_code == 200


def test_a_flood_from_one_address_is_stopped_and_others_are_not(
    front: Front, visit: Visitor
) -> None:
    statuses = [visit("GET", "/ask?q=1").status_code for _ in range(60)]
    assert 429 in statuses
    assert set(statuses) == {200, 429}
    with httpx.Client(base_url=front.url, trust_env=False) as other:
        assert other.get("/ask?q=1").status_code == 200


def test_the_log_holds_neither_questions_nor_addresses(
    front: Front, visit: Visitor, tmp_path: Path
) -> None:
    visit("GET", "/ask?q=secretwords")
    file = tmp_path / "nginx" / "access.log"  # written once the answer has gone out
    wait_until(lambda: file.read_text("utf-8").rstrip().endswith(" /ask"))
    log = file.read_text("utf-8")
    assert "secretwords" not in log and "127.0.2." not in log


def test_chroma_is_reached_with_the_key_alone(front: Front) -> None:
    path = f"{front.chroma_url}/api/v2/heartbeat"
    assert httpx.get(path, trust_env=False).status_code == 401
    wrong = {"Authorization": "Bearer wrong"}
    assert httpx.get(path, headers=wrong, trust_env=False).status_code == 401
    assert front.chroma.asked == []
    right = {"Authorization": f"Bearer {KEY}"}
    assert httpx.get(path, headers=right, trust_env=False).status_code == 200
    ((_, _, headers),) = front.chroma.asked
    assert "Authorization" not in headers


@pytest.mark.parametrize("name", ["site", "sub-path", "chroma"])
def test_nginx_takes_the_files(tmp_path: Path, name: str) -> None:
    plans = tmp_path / "plans"
    shutil.copytree(DEPLOYED, plans)
    (plans / "tls").mkdir()
    _certificate(plans / "tls")
    (plans / "chroma-key.conf").write_text('"Bearer KEY" 1;\n', "utf-8")
    told = (plans / f"{name}.conf").read_text("utf-8")
    told = told.replace("/etc/nginx/plans", str(plans)).replace("/run/", f"{tmp_path}/")
    told = told.replace("listen 80;", "listen 127.0.0.1:8080;")
    (tmp_path / "site.conf").write_text(told, "utf-8")
    main = tmp_path / "nginx.conf"
    main.write_text("pid n.pid; events {} http { include site.conf; }", "utf-8")
    assert PROGRAM
    run = subprocess.run(
        [PROGRAM, "-t", "-p", str(tmp_path), "-c", str(main), "-e", "error.log"],
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr


def _certificate(folder: Path) -> None:
    """A certificate of a moment ago for nobody, since nginx looks whether there is one."""
    import datetime as dt

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "plans.example.org")])
    now = dt.datetime.now(dt.UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + dt.timedelta(1))
    (folder / "fullchain.pem").write_bytes(
        made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    )
    (folder / "privkey.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
