import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from assistant.web.app import build_app
from assistant.web.server import claim_port, serve
from corpus.errors import PlansError
from tests.assistant.web.fakes import FakeAnswerer

ROOT = Path(__file__).parents[3]


def test_a_port_in_use_is_refused_with_the_remedy() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(PlansError) as caught:
            claim_port("127.0.0.1", port)
    message = str(caught.value)
    assert message.startswith(f"port {port} on 127.0.0.1 is in use")
    assert "PLANS_PORT" in message
    assert "--port" in message


def test_an_assistant_that_cannot_answer_ends_the_server_with_its_message() -> None:
    class Closed(FakeAnswerer):
        def open(self) -> None:
            raise PlansError("there is no index; run `python -m ingest`")

    with pytest.raises(PlansError, match="there is no index"):
        serve(build_app(Closed()), "127.0.0.1", 0)


def test_a_claimed_port_cannot_be_claimed_again() -> None:
    with claim_port("127.0.0.1", 0) as claimed, pytest.raises(PlansError, match="in use"):
        claim_port("127.0.0.1", claimed.getsockname()[1])


@pytest.mark.parametrize(("host", "port"), [("203.0.113.1", 0), ("127.0.0.1", 99_999)])
def test_an_address_that_cannot_be_had_is_named(host: str, port: int) -> None:
    with pytest.raises(PlansError, match=rf"cannot listen on {re.escape(host)} port {port}"):
        claim_port(host, port)


def test_claiming_a_port_loads_nothing_slow() -> None:
    code = "import sys, assistant.web.server; print({'gradio', 'fastapi'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "set()"


@pytest.mark.skipif(os.name == "nt", reason="signals differ on Windows")
def test_serving_says_where_and_stops_quietly_although_a_page_is_open() -> None:
    command = [sys.executable, "-m", "tests.assistant.web.demo", "0"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        first = server.stdout.readline()
        try:
            url = first.split()[2]
            with urllib.request.urlopen(f"{url}/healthz", timeout=30) as response:
                assert response.status == 200
            line = server.stdout.readline()
            with urllib.request.urlopen(f"{url}/healthz", timeout=30) as response:
                assert response.status == 200
            heartbeat = urllib.request.urlopen(f"{url}/gradio_api/heartbeat/open", timeout=30)
            assert heartbeat.readline() == b"data: ALIVE\n"
        finally:
            server.send_signal(signal.SIGINT)
            _, errors = server.communicate(timeout=30)
        heartbeat.close()
    assert re.fullmatch(r"Starting at http://127\.0\.0\.1:\d+ …\n", first)
    assert re.fullmatch(r"The chat page is at http://127\.0\.0\.1:\d+\n", line)
    assert errors == ""
