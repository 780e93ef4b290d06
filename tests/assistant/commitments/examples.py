"""Sentences of our own: promises, one of each way of putting one, and what looks like one."""

from pathlib import Path

__all__ = ["NOT_PROMISED", "PROMISED"]


def _lines(name: str) -> list[str]:
    return Path(__file__).with_name(name).read_text("utf-8").splitlines()


PROMISED = _lines("promised.txt")
NOT_PROMISED = _lines("not_promised.txt")
