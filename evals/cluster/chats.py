"""Trial of the chat: each visitor's queue, stream and session must stay with one replica."""

import asyncio
import time
from collections import Counter

import httpx

from evals.cluster.cluster import Cluster
from evals.cluster.findings import Finding
from evals.cluster.proxy import passed_on
from evals.cluster.visitors import QUESTIONS, Visitors
from evals.load.gradio_chat import open_chat
from evals.load.ways import NotAnswered

__all__ = ["chatted"]

_VISITORS = 16
_TURNS = QUESTIONS[:2]


async def chatted(cluster: Cluster, visitors: Visitors) -> Finding:
    """Let visitors of different addresses chat through nginx, all at the same time."""
    began = time.time()
    turns = [_conversation(client, n) for n, client in enumerate(visitors.some(_VISITORS))]
    answered = sum(await asyncio.gather(*turns))
    wanted = _VISITORS * len(_TURNS)
    chats = [r for r in passed_on(cluster.folder, since=began) if "/queue/" in r.path]
    by_replica = Counter(request.ports[-1] for request in chats if request.ports)
    shared = ", ".join(str(by_replica[replica.port]) for replica in cluster.replicas)
    return Finding(
        what=f"{_VISITORS} visitors chat at the same time, each in one conversation",
        wanted="every turn is answered; the visitors are shared out over replicas",
        passed=answered == wanted and len(by_replica) > 1,
        lines=(
            f"{answered} of {wanted} turns answered; requests of the chat by replica: {shared}",
        ),
    )


async def _conversation(client: httpx.AsyncClient, number: int) -> int:
    """Ask one question after the other; returns how many were answered."""
    try:
        chat = await open_chat(client, f"visitor{number}")
        return sum([await chat.ask(question) == httpx.codes.OK for question in _TURNS])
    except (httpx.HTTPError, NotAnswered):
        return 0
