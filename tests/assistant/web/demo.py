"""Serve the page with the fake assistant: `python -m tests.assistant.web.demo 7960`."""

import sys

from assistant.web.server import serve
from tests.assistant.web.fakes import FakeAnswerer

if __name__ == "__main__":
    serve(FakeAnswerer(), "127.0.0.1", int(sys.argv[1]))
