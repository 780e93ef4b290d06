"""Serve the page with the fake assistant: `python -m tests.assistant.web.demo 7960 [FEEDBACK]`."""

import sys
from pathlib import Path

from assistant.feedback import FeedbackStore
from assistant.web.server import serve
from tests.assistant.web.fakes import FakeAnswerer

if __name__ == "__main__":
    port, *paths = sys.argv[1:]
    feedback = FeedbackStore(Path(paths[0])) if paths else None
    serve(FakeAnswerer(), "127.0.0.1", int(port), feedback=feedback)
