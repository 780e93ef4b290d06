"""Read data in BEIR's layout; what is wrong with it is said in one line, with file and line."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import PlansError

__all__ = ["BeirPassage", "BeirQuery", "BeirSet", "Turn", "read_beir"]

_LAYOUT = "BEIR's layout is corpus.jsonl, queries.jsonl and qrels/*.tsv"
_PREFERRED = "test.tsv"
_COLUMNS = 3
_LONGEST_NAME = 60
_Lines = Iterator[tuple[int, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class BeirPassage:
    """A line of `corpus.jsonl`."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What was said before a query."""

    by_user: bool
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BeirQuery:
    """A line of `queries.jsonl`."""

    id: str
    text: str
    history: tuple[Turn, ...] = ()
    """Oldest first."""
    answerability: str | None = None

    @property
    def user_turns(self) -> tuple[str, ...]:
        """What the asker said before."""
        return tuple(turn.text for turn in self.history if turn.by_user)


@dataclass(frozen=True, slots=True, kw_only=True)
class BeirSet:
    """A whole set, every id in it known."""

    passages: tuple[BeirPassage, ...]
    queries: tuple[BeirQuery, ...]
    qrels: dict[str, dict[str, int]]
    """By query, then by passage: how relevant, more than 0."""
    qrels_files: tuple[str, ...]
    corpus_sha256: str
    sha256: str
    """Of the passages, the queries and the marks that were read."""


def read_beir(folder: Path) -> BeirSet:
    """Read a set; of several files of marks `test.tsv` alone, or all if there is no such file.

    Raises:
        PlansError: Anything is missing or not as it must be.
    """
    if not folder.is_dir():
        raise PlansError(f"{folder}: no such folder; name one that holds data: {_LAYOUT}")
    corpus, asked = folder / "corpus.jsonl", folder / "queries.jsonl"
    qrels_files = _qrels_files(folder / "qrels")
    passages = tuple(_passage(at, line) for at, line in _entries(corpus))
    if not any(any(map(str.isalnum, f"{p.title}{p.text}")) for p in passages):
        raise PlansError(f"{corpus}: holds no passage with words; put one on each line")
    queries = tuple(_query(at, line) for at, line in _entries(asked))
    if not queries:
        raise PlansError(f"{asked}: holds no query; put one on each line")
    qrels = _read_qrels(qrels_files, {p.id for p in passages}, {q.id for q in queries})
    if not qrels:
        names = ", ".join(path.name for path in qrels_files)
        raise PlansError(
            f"{folder / 'qrels'}: no query has a relevant passage in {names}; "
            "put `query-id<tab>corpus-id<tab>1` on a line for each"
        )
    return BeirSet(
        passages=passages,
        queries=queries,
        qrels=qrels,
        qrels_files=tuple(path.name for path in qrels_files),
        corpus_sha256=_digest([corpus]),
        sha256=_digest([corpus, asked, *qrels_files]),
    )


def _digest(paths: Sequence[Path]) -> str:
    parts = []
    for path in paths:
        with path.open("rb") as file:
            parts.append(hashlib.file_digest(file, "sha256").hexdigest())
    return parts[0] if len(parts) == 1 else hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _lines(path: Path) -> _Lines:
    """The lines that hold something, counted from 1."""
    try:
        with path.open("rb") as file:
            for number, raw in enumerate(file, start=1):
                line = raw.decode("utf-8-sig" if number == 1 else "utf-8")
                if line.strip():
                    yield number, line
    except FileNotFoundError:
        raise PlansError(f"{path}: not found; {_LAYOUT}") from None
    except UnicodeDecodeError:
        raise PlansError(f"{path}:{number}: is not UTF-8 text; save it again as UTF-8") from None
    except OSError as error:
        raise PlansError(f"{path}: cannot be read: {error.strerror or error}") from None


def _entries(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each line with its place; every id once."""
    seen: dict[str, int] = {}
    for number, line in _lines(path):
        at = f"{path}:{number}"
        try:
            entry = json.loads(line)
        except (ValueError, RecursionError) as error:
            reason = getattr(error, "msg", "is nested too deeply")
            raise PlansError(f"{at}: not valid JSON ({reason}); mend this line") from None
        if not isinstance(entry, dict):
            raise PlansError(f'{at}: must be an object such as {{"_id": …, "text": …}}')
        name = _text(entry, "_id", at)
        if not name:
            raise PlansError(f"{at}: `_id` is empty; give it a name of its own")
        if name in seen:
            raise PlansError(
                f"{at}: id {_short(name)} is used before, at line {seen[name]}; name each once"
            )
        seen[name] = number
        yield at, entry


def _short(name: str) -> str:
    return repr(name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…")


def _text(entry: dict[str, Any], field: str, at: str, default: str | None = None) -> str:
    value = entry.get(field, default)
    if value is None and default is not None:
        value = default
    if not isinstance(value, str):
        said = "is missing" if value is None else "must be text, in quotes"
        raise PlansError(f"{at}: `{field}` {said}")
    # JSON can name halves of characters, which no file can hold.
    return value.encode("utf-8", "replace").decode("utf-8")


def _passage(at: str, entry: dict[str, Any]) -> BeirPassage:
    return BeirPassage(
        id=_text(entry, "_id", at),
        title=_text(entry, "title", at, default=""),
        text=_text(entry, "text", at),
    )


def _query(at: str, entry: dict[str, Any]) -> BeirQuery:
    metadata = entry.get("metadata") or {}
    if not isinstance(metadata, dict):
        raise PlansError(f"{at}: `metadata` must be an object or left out")
    history = metadata.get("history") or []
    if not isinstance(history, list):
        raise PlansError(f"{at}: `metadata.history` must be a list of turns or left out")
    query = BeirQuery(
        id=_text(entry, "_id", at),
        text=_text(entry, "text", at),
        history=tuple(_turn(turn, at) for turn in history),
        answerability=_text(metadata, "answerability", at, default="") or None,
    )
    if not query.text.strip():
        raise PlansError(f"{at}: `text` is empty; write the question or leave the line out")
    return query


def _turn(turn: Any, at: str) -> Turn:
    """An earlier question as text, or a turn with its `role` and `text`."""
    if isinstance(turn, str):
        turn = {"role": "user", "text": turn}
    if not isinstance(turn, dict):
        raise PlansError(f'{at}: a turn of the history must be {{"role": "user", "text": …}}')
    return Turn(by_user=_text(turn, "role", at) == "user", text=_text(turn, "text", at))


def _qrels_files(folder: Path) -> list[Path]:
    found = sorted(folder.glob("*.tsv"))
    if not found:
        raise PlansError(f"{folder}: holds no .tsv file; {_LAYOUT}")
    return [path for path in found if path.name == _PREFERRED] or found


def _read_qrels(
    files: Sequence[Path], passages: set[str], queries: set[str]
) -> dict[str, dict[str, int]]:
    """Read marks; those of 0 or less say that a passage is not relevant, and are passed over."""
    qrels: dict[str, dict[str, int]] = {}
    marked: dict[tuple[str, str], int] = {}
    for path in files:
        for number, line in _lines(path):
            at = f"{path}:{number}"
            query, passage, said = _columns(line, at)
            if number == 1:
                _check_header(said, at)
                continue
            score = _score(said, at)
            for name, known, where in ((query, queries, "queries"), (passage, passages, "corpus")):
                if name not in known:
                    raise PlansError(f"{at}: {_short(name)} is not an id of {where}.jsonl; mend it")
            if marked.setdefault((query, passage), score) != score:
                raise PlansError(f"{at}: this pair has another score before; keep one of them")
            if score > 0:
                qrels.setdefault(query, {})[passage] = score
    return qrels


def _columns(line: str, at: str) -> tuple[str, str, str]:
    columns = line.rstrip("\r\n").split("\t")
    if len(columns) != _COLUMNS:
        raise PlansError(f"{at}: must be query-id, corpus-id and score with a tab between them")
    return columns[0], columns[1], columns[2]


def _check_header(said: str, at: str) -> None:
    """Without its header a file would silently lose its first mark."""
    try:
        int(said)
    except ValueError:
        return
    raise PlansError(f"{at}: has no header; put `query-id<tab>corpus-id<tab>score` above it")


def _score(said: str, at: str) -> int:
    try:
        return int(said)
    except ValueError:
        raise PlansError(f"{at}: the score {_short(said)} must be a whole number") from None
