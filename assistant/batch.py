"""Many questions from a file of JSON lines: one answer a line, in order, whatever is in the lines."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from assistant.answers import Answer
from assistant.limits import Limits
from assistant.pipeline import Assistant
from assistant.reading_limits import limits_from

__all__ = ["answer_lines"]


def answer_lines(lines: Iterable[bytes], assistant: Assistant) -> Iterator[Answer]:
    """Answer each line; a line that cannot be read becomes an answer with the status `error`.

    Args:
        lines: Each `{"id": …, "question": …, "history": […], "limits": {…}}`; the history holds
            the earlier questions as strings, or turns as `{"role": …, "text": …}`; the limits are
            as `limits_from` reads them. Empty lines are skipped.
        assistant: Answers them.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        name: str | int = f"line {number}"
        try:
            entry = _read(line)
            name = entry.get("id", name)
            question, history = _question(entry), _history(entry.get("history", []))
            limits = limits_from(entry.get("limits"))
        except ValueError as problem:
            yield assistant.problem(name, f"Line {number} cannot be read: {problem}")
        else:
            yield _answer(assistant, question, history, limits, name)


def _answer(
    assistant: Assistant, question: str, history: list[str], limits: Limits, name: str | int
) -> Answer:
    """Answer one question; whatever it brings about, the next line is answered too."""
    try:
        return assistant.answer(question, history, name=name, limits=limits)
    except Exception as error:
        return assistant.problem(name, f"This question failed: {type(error).__name__}: {error}")


def _read(line: bytes) -> dict[str, Any]:
    try:
        entry = json.loads(line.decode("utf-8-sig"))
    except (UnicodeDecodeError, RecursionError) as error:
        raise ValueError(f"it is not UTF-8 JSON ({error})") from None
    except json.JSONDecodeError as error:
        raise ValueError(f"it is not JSON ({error.msg} at character {error.pos + 1})") from None
    if not isinstance(entry, dict):
        raise ValueError('it is not an object; write {"id": "1", "question": "…"}')
    if not isinstance(entry.get("id", ""), str | int) or isinstance(entry.get("id"), bool):
        entry.pop("id")
        raise ValueError('"id" must be text or a whole number')
    return entry


def _question(entry: dict[str, Any]) -> str:
    question = entry.get("question")
    if not isinstance(question, str):
        raise ValueError('"question" must be text')
    return question


def _history(turns: Any) -> list[str]:
    """The asker's earlier questions, oldest first; what the assistant said is left out."""
    if turns is None:
        return []
    if not isinstance(turns, list):
        raise ValueError('"history" must be a list')
    questions = []
    for turn in turns:
        if isinstance(turn, str):
            questions.append(turn)
        elif isinstance(turn, dict) and isinstance(turn.get("text"), str) and "role" in turn:
            if turn["role"] == "user":
                questions.append(turn["text"])
        else:
            raise ValueError('each turn of "history" must be text or {"role": …, "text": …}')
    return questions
