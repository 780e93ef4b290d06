"""Serve questions that are answered when a line comes in: `python -m tests.assistant.serving.slow_server`.

It says "asked" when a question has begun.
"""

import sys
import threading
from collections.abc import Sequence

from assistant.answers import Answer
from assistant.serving.logs import configure
from assistant.serving.opening import Serving
from assistant.settings import AssistantSettings
from assistant.web.app import build_app
from assistant.web.server import serve
from tests.assistant.serving.slow import SlowAnswerer

PATIENCE = 60


class _Manifest:
    created = "2026-11-01T00:00:00+00:00"
    passages = 1


class Telling(SlowAnswerer):
    """Says when a question has begun."""

    def _answer(self, question: str, history: Sequence[str]) -> Answer:
        print("asked", flush=True)
        return super()._answer(question, history)


def let_by_lines(answerer: SlowAnswerer) -> None:
    """Let one question be answered for each line."""
    for _ in sys.stdin:
        answerer.let()


if __name__ == "__main__":
    configure("json")
    serving = Serving(AssistantSettings(stop_seconds=PATIENCE))
    answerer = Telling()
    threading.Thread(target=let_by_lines, args=(answerer,), daemon=True).start()
    rated = serving.rated(serving.gated(answerer, _Manifest))
    serve(build_app(rated, serving=serving), "127.0.0.1", 0)
