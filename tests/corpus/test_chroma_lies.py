"""A Chroma server that lies, dawdles or never ends harms nothing of whoever asks it."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import corpus.chroma_http
from corpus.chroma_files import pull_files
from corpus.chroma_folder import inside, remove
from corpus.chroma_published import Published, published_by
from corpus.chroma_server import ChromaServer, Collection
from corpus.chroma_source import ServerSource
from corpus.errors import IndexDamaged, PlansError

PASSAGES = Collection(id="p", name="plans-000001-abababababab-passages", metadata={})
Says = Callable[[str, dict[str, Any]], bytes]


class Liar(ThreadingHTTPServer):
    """Says what a test makes it say."""

    daemon_threads = True
    says: Says
    dawdles = ""
    done: threading.Event


class _Lies(BaseHTTPRequestHandler):
    server: Liar

    def do_GET(self) -> None:
        self.do_POST()

    def do_POST(self) -> None:
        asked = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        said = self.server.says(self.path, json.loads(asked or b"{}"))
        head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(said)}\r\n\r\n".encode()
        with suppress(OSError):  # whoever asked has given up
            if self.server.dawdles != "head":
                self.wfile.write(head)
            if not self.server.dawdles:
                self.wfile.write(said)
                return
            for byte in (head if self.server.dawdles == "head" else b"") + said:
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
                if self.server.done.wait(0.05):
                    return

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def liar() -> Iterator[Liar]:
    server = Liar(("127.0.0.1", 0), _Lies)
    server.done = threading.Event()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.done.set()
    server.shutdown()


def url(server: Liar) -> str:
    return f"http://127.0.0.1:{server.server_port}"


def publishing(number: int, manifest: str, files: dict[str, bytes]) -> Says:
    """What a server says that holds these files, whole and with the right digests."""
    listed = json.dumps(
        [[name, len(said), hashlib.sha256(said).hexdigest()] for name, said in files.items()]
    ).encode()
    digest = hashlib.sha256(listed).hexdigest()
    name = f"plans-{number:06}-{manifest[:12]}"
    pointer = {"manifest": manifest, "files": digest, "files_size": len(listed), "when": 0}
    collections = [
        {"id": "s", "name": f"plans-serves-{number:06}", "metadata": pointer},
        {"id": "f", "name": f"{name}-files", "metadata": {}},
        {"id": "p", "name": f"{name}-passages", "metadata": {"manifest": manifest}},
    ]
    pieces = {"list-0": listed, "piece-0": b"".join(files.values())}

    def says(path: str, asked: dict[str, Any]) -> bytes:
        if "limit=" in path:
            return json.dumps(collections).encode()
        ids = asked.get("ids", [])
        contents = [{"content": base64.b64encode(pieces[one]).decode()} for one in ids]
        return json.dumps({"ids": ids, "metadatas": contents}).encode()

    return says


@pytest.mark.parametrize("manifest", ["", "/../..", "/../../../x", "AB" * 32, "ab" * 32 + "\n"])
def test_a_manifest_that_is_no_digest_removes_and_writes_nothing(
    liar: Liar, tmp_path: Path, manifest: str
) -> None:
    data = tmp_path / "data"
    (data / "originals").mkdir(parents=True)
    (data / "pulled" / "000009-abababababab").mkdir(parents=True)
    (data / "originals" / "plan.pdf").write_text("the plan")
    before = {path for path in tmp_path.rglob("*") if path.name != "lock"}
    liar.says = publishing(9, manifest, {"words.npy": b"new"})
    source = ServerSource(url(liar), "", data, every=60)
    try:
        with pytest.raises(IndexDamaged, match="says of plans-serves-000009"):
            source.current()
    finally:
        source.close()
    assert {path for path in tmp_path.rglob("*") if path.name != "lock"} == before


@pytest.mark.parametrize(
    "altered",
    [
        {"files": "../" + "a" * 61},
        {"files": None},
        {"files_size": -1},
        {"files_size": 2**40},
        {"files_size": "many"},
        {"when": "now"},
    ],
)
def test_a_pointer_that_no_writer_makes_is_refused(altered: dict[str, Any]) -> None:
    right = {"manifest": "ab" * 32, "files": "cd" * 32, "files_size": 2, "when": 3}
    name = "plans-serves-000001"
    assert published_by({name: Collection(id="s", name=name, metadata=right)})
    with pytest.raises(IndexDamaged, match=name):
        published_by({name: Collection(id="s", name=name, metadata=right | altered)})


@pytest.mark.parametrize(
    "name",
    [
        "../evil.txt",
        "/tmp/evil.txt",
        "texts/../../evil.txt",
        "texts\\evil.txt",
        "evil.py",
        "a/b.txt",
    ],
)
def test_a_file_that_no_generation_has_is_not_brought(
    liar: Liar, tmp_path: Path, name: str
) -> None:
    liar.says = publishing(1, "ab" * 32, {name: b"evil"})
    source = ServerSource(url(liar), "", tmp_path / "data", every=60)
    try:
        with pytest.raises(IndexDamaged, match="which no index has"):
            source.current()
    finally:
        source.close()
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["lock"]


def test_files_go_nowhere_but_into_the_folder_of_generations(liar: Liar, tmp_path: Path) -> None:
    """Even where nobody had looked at what the server says."""
    pulled = tmp_path / "data" / "pulled"
    pulled.mkdir(parents=True)
    (tmp_path / "data" / "kept").write_text("kept")
    liar.says = publishing(1, "ab" * 32, {"words.npy": b"new"})
    (pointer,) = (c for c in ChromaServer(url(liar)).collections().values() if c.id == "s")
    size, files = pointer.metadata["files_size"], pointer.metadata["files"]
    for manifest in ("/../..", "/../../x"):
        lie = Published(number=1, manifest=manifest, files=files, files_size=size, when=0)
        (pulled / "000001-").mkdir(exist_ok=True)
        with pytest.raises(IndexDamaged, match="is not inside"):
            pull_files(ChromaServer(url(liar)), PASSAGES, lie, pulled)
    honest = Published(number=1, manifest="ab" * 32, files=files, files_size=size, when=0)
    folder = pull_files(ChromaServer(url(liar)), PASSAGES, honest, pulled)
    assert (folder / "words.npy").read_bytes() == b"new"
    assert (tmp_path / "data" / "kept").read_text() == "kept"


def test_neither_the_folder_itself_nor_what_a_link_leads_to_is_removed(tmp_path: Path) -> None:
    (tmp_path / "pulled" / "old").mkdir(parents=True)
    (tmp_path / "kept").mkdir()
    (tmp_path / "pulled" / "link").symlink_to(tmp_path / "kept")
    for name in (".", "..", "../kept", "link", "/"):
        with pytest.raises(IndexDamaged, match="is not inside"):
            inside(tmp_path / "pulled", name)
        with pytest.raises(IndexDamaged, match="is not inside"):
            remove(tmp_path / "pulled", tmp_path / "pulled" / name)
    remove(tmp_path / "pulled", tmp_path / "pulled" / "old")
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["kept", "link", "pulled"]


@pytest.mark.parametrize("dawdles", ["head", "body"])
def test_an_answer_that_comes_byte_by_byte_is_not_waited_for(liar: Liar, dawdles: str) -> None:
    liar.dawdles = dawdles
    liar.says = lambda *_: b'{"ids": [["1"]], "distances": [[0.5]]}' + b" " * 1000
    server = ChromaServer(url(liar), patience=0.5)
    begun = time.monotonic()
    with pytest.raises(IndexDamaged, match="does not answer in time"):
        server.nearest(PASSAGES, np.ones(2), 1, None)
    assert time.monotonic() - begun < 3
    liar.dawdles = ""
    assert server.nearest(PASSAGES, np.ones(2), 1, None) == [("1", 0.5)]


def test_an_answer_without_measure_is_not_read(liar: Liar, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corpus.chroma_http, "_LARGEST", 2**20)
    liar.says = lambda *_: b"[" + b" " * 2**20 + b"]"
    with pytest.raises(IndexDamaged, match="larger than"):
        ChromaServer(url(liar)).collections()


@pytest.mark.parametrize("fresh", [False, True], ids=["the-same-names", "always-other-names"])
def test_a_list_without_end_is_an_error(liar: Liar, fresh: bool) -> None:
    asked: list[str] = []

    def says(path: str, _: object) -> bytes:
        asked.append(path)
        first = 500 * len(asked) if fresh else 0
        page = [{"id": "x", "name": f"c{first + n}", "metadata": None} for n in range(500)]
        return json.dumps(page).encode()

    liar.says = says
    with pytest.raises(IndexDamaged, match="has no end"):
        ChromaServer(url(liar)).collections()
    assert len(asked) <= 40
    assert fresh or len(asked) == 2


def test_an_answer_nested_without_measure_is_an_error(liar: Liar) -> None:
    liar.says = lambda *_: b"[" * 100_000
    with pytest.raises(IndexDamaged, match="not a Chroma server's answer"):
        ChromaServer(url(liar)).collections()


@pytest.mark.parametrize(
    "address",
    [
        "bob:s3cret@chroma:8000",
        "//bob:s3cret@chroma",
        "http://bob:s3cret",
        "http://bob:s3/cret@chroma:8000",
        "http://bob:12/s3cret@chroma:8000",
        "http://bob:s3cret%40chroma:8000",
        "http://[bob:s3cret",
        "ftp://bob:s3cret@chroma",
        "s3cret",
    ],
)
def test_no_address_that_is_refused_is_repeated(address: str) -> None:
    with pytest.raises(PlansError, match="PLANS_CHROMA_URL") as caught:
        ChromaServer(address)
    assert "s3" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


def test_a_key_that_cannot_be_sent_is_not_repeated() -> None:
    with pytest.raises(PlansError, match="PLANS_CHROMA_KEY") as caught:
        ChromaServer("http://chroma:8000", "s3cret\n")
    assert "s3cret" not in str(caught.value)
