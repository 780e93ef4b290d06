"""Whoever looks whether the server lives hears so before anything heavy is imported."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
HEAVY = ("chromadb", "fastapi", "gradio", "langchain_core", "limits", "onnxruntime", "pandas",
         "prometheus_client", "redis", "sqlalchemy", "tokenizers", "torch")  # fmt: skip
CODE = f"""
import json, os, sys, threading, time, urllib.request
from assistant import __main__ as command
from assistant.web import server
from assistant.web.application import Application

def look(port):
    url = f"http://127.0.0.1:{{port}}/healthz"
    for _ in range(3_000):
        try:
            with urllib.request.urlopen(url, timeout=60) as answer:
                said = json.load(answer)
            break
        except OSError:
            threading.Event().wait(0.01)
    heavy = [name for name in {HEAVY!r} if name in sys.modules]
    print(json.dumps([said, heavy, time.process_time()]), flush=True)
    os._exit(0)

def claim_port(host, port):
    claimed = whole(host, port)
    threading.Thread(target=look, args=(claimed.getsockname()[1],), daemon=True).start()
    return claimed

whole, server.claim_port = server.claim_port, claim_port
made = Application.__init__
def without_begin(self, _, *rest, **named):
    made(self, lambda: threading.Event().wait(), *rest, **named)
Application.__init__ = without_begin
command.main(["serve", "--port", "0"])
"""


def test_health_is_told_before_anything_heavy_is_imported_and_after_little_work() -> None:
    done = subprocess.run(
        [sys.executable, "-c", CODE], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    said, heavy, seconds = json.loads(done.stdout.splitlines()[-1])
    assert said == {"status": "ok"}
    assert heavy == []
    # Work, not time: other programs may keep this machine busy.
    assert seconds < 2.5
