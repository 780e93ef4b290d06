"""nginx with the files of `deploy/nginx`, and visitors."""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from evals.cluster.parts import free_ports, wait_for
from evals.cluster.proxy import nginx
from tests.deploy.fronts import Front, Visitor, answering

_addresses = iter(range(2, 250))


@pytest.fixture
def front(tmp_path: Path) -> Iterator[Front]:
    """A new nginx, that has left out no replica yet."""
    first, second, chroma, port, guard = free_ports(5)
    part = nginx(tmp_path, port, [first, second], chroma=chroma, chroma_proxy=guard)
    with ExitStack() as stack:
        made = [stack.enter_context(answering(each)) for each in (first, second, chroma)]
        part.start()
        stack.callback(part.end)
        url = f"http://127.0.0.1:{port}"
        asyncio.run(wait_for(part, f"{url}/healthz"))
        yield Front(url, f"http://127.0.0.1:{guard}", made[:2], made[2])


@pytest.fixture
def visit(front: Front) -> Iterator[Visitor]:
    """Ask as a new visitor, whose earlier questions no limit knows."""
    transport = httpx.HTTPTransport(local_address=f"127.0.2.{next(_addresses)}")
    with httpx.Client(base_url=front.url, transport=transport, trust_env=False) as client:
        yield client.request
