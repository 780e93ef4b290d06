"""Serve the page with the fake assistant: `python -m tests.assistant.web.demo 7960 [FEEDBACK]`.

A question with the word "picture" is answered from a small library made for the occasion.
"""

import sys
import tempfile
from pathlib import Path

from assistant.feedback import FeedbackStore
from assistant.web.app import build_app
from assistant.web.server import serve
from tests.assistant.web.fakes import FakeAnswerer
from tests.assistant.web.library import build_library

if __name__ == "__main__":
    port, *paths = sys.argv[1:]
    feedback = FeedbackStore(Path(paths[0])) if paths else None
    with tempfile.TemporaryDirectory() as folder:
        library = build_library(Path(folder) / "data")
        answerer = FakeAnswerer()
        answerer.pictured = library.answer()
        serve(build_app(answerer, feedback, holdings=library.holdings), "127.0.0.1", int(port))
