"""Small generations on a Chroma server, and replicas that follow them."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from corpus.catalogue import Catalogue
from corpus.chroma_source import ServerSource
from corpus.chroma_writer import ServerWriter
from corpus.errors import IndexDamaged
from corpus.generation import (
    SCHEMA,
    Content,
    Generation,
    Manifest,
    read_generation,
    write_generation,
)
from corpus.manifest import DocumentRecord
from tests.corpus.chroma_process import ChromaProcess
from tests.corpus.small import passage

Replica = Callable[..., ServerSource]
COUNT = 60
LONGEST = 10.0
"""Seconds within which every replica has to follow."""


def made(folder: Path, text: str, count: int = COUNT) -> Generation:
    """A generation whose one document says `text`; vectors differ between generations."""
    numbers = np.random.default_rng(len(text))
    vectors = numbers.standard_normal((count, 8)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    passages = tuple(passage(f"d{number % 7}/x/{number}", text=text) for number in range(count))
    record = DocumentRecord(
        source="digest",
        file="d.md",
        file_sha256="",
        text_sha256="",
        layout_sha256="",
        entry_sha256="",
    )
    manifest = Manifest(
        schema=SCHEMA,
        created=text,
        model="m",
        model_sha256="",
        catalogue_sha256="",
        documents={"d": record},
        passages=count,
    )
    content = Content(
        catalogue=Catalogue(documents=()),
        texts={"d": text},
        layouts={},
        passages=passages,
        vectors=vectors,
        spans=vectors,
        words=vectors[:3],
    )
    folder.mkdir(parents=True)
    write_generation(folder, manifest, content, lambda _: None, lambda *_: ())
    return read_generation(folder)


def writer(process: ChromaProcess, folder: Path) -> ServerWriter:
    folder.mkdir(parents=True, exist_ok=True)
    return ServerWriter(process.url, "", folder)


def publish(process: ChromaProcess, folder: Path, text: str) -> Generation:
    generation = made(folder / f"gen-{text}", text)
    writing = writer(process, folder)
    writing.publish(generation, lambda _: None)
    writing.drop_old()
    writing.close()
    return generation


def text_of(generation: Generation) -> str:
    return (generation.folder / "texts" / "d.txt").read_text("utf-8")


def opened(source: ServerSource) -> Generation:
    return read_generation(source.current(), with_vectors=False)


def eventually(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + LONGEST
    while not holds():
        assert time.monotonic() < end, "not within ten seconds"
        threading.Event().wait(0.05)


def fails(what: Callable[[], object]) -> bool:
    try:
        what()
    except IndexDamaged:
        return True
    return False
