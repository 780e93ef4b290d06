"""robots.txt: what a host asks programs to leave alone (RFC 9309).

The reader of the standard library is not used: before Python 3.15 it takes the first rule that
fits instead of the longest, and knows no `*` and `$`, so that `Disallow: /*.pdf$` is not obeyed.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

__all__ = ["MOST_BYTES", "Robots", "read_robots"]

MOST_BYTES = 500 * 1024
"""As many bytes as must be read of a robots.txt; what follows is ignored."""

_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")
_NAME = re.compile(r"[A-Za-z_-]+|\*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Robots:
    """What one host asks of one program."""

    rules: tuple[tuple[str, bool], ...] = ()
    """Patterns of paths, and whether they are allowed."""
    delay: float = 0.0
    """Seconds to leave between two requests."""

    def allows(self, path: str) -> bool:
        """Say whether a path, with its query, may be asked for: the longest pattern decides."""
        path = _normal(path)
        best = max(
            ((len(pattern), allowed) for pattern, allowed in self.rules if _fits(pattern, path)),
            default=(0, True),
        )
        return best[1]


def read_robots(text: str, name: str) -> Robots:
    """Read what a robots.txt asks of the program called `name`, or else of all programs.

    What cannot be understood is ignored, a web page in its place included.
    """
    named = _Group()
    anyone = _Group()
    current: list[_Group] = []
    found = in_rules = False
    for line in text.removeprefix("\ufeff").splitlines():
        field, colon, value = (part.strip() for part in line.partition("#")[0].partition(":"))
        field = field.lower()
        if not colon:
            continue
        if field == "user-agent":
            current, in_rules = ([] if in_rules else current), False
            match = _NAME.match(value)
            if match and match[0] == "*":
                current.append(anyone)
            elif match and match[0].lower() == name.lower():
                current.append(named)
                found = True
        elif field in ("allow", "disallow", "crawl-delay"):
            in_rules = True
            for group in current:
                group.add(field, value)
    return (named if found else anyone).robots()


class _Group:
    def __init__(self) -> None:
        self.rules: list[tuple[str, bool]] = []
        self.delay = 0.0

    def add(self, field: str, value: str) -> None:
        if field == "crawl-delay":
            try:
                delay = float(value)
            except ValueError:
                return
            self.delay = delay if math.isfinite(delay) and delay > 0 else 0.0
        elif value:
            self.rules.append((_normal(value), field == "allow"))

    def robots(self) -> Robots:
        return Robots(rules=tuple(self.rules), delay=self.delay)


def _normal(path: str) -> str:
    """Write a path in the one way in which paths are compared."""

    def decode(match: re.Match[str]) -> str:
        character = chr(int(match[1], 16))
        return character if _UNRESERVED.fullmatch(character) else match[0].upper()

    return _ESCAPE.sub(decode, quote(path, safe="/%*$?&=:@!'()+,;~[]#"))


def _fits(pattern: str, path: str) -> bool:
    # By hand and not as a regular expression: one with many `*` could take years.
    whole = pattern.endswith("$")
    first, *rest = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    if not rest:
        return not whole or path == first
    return _in_turn(rest, path[len(first) :], whole)


def _in_turn(parts: Sequence[str], text: str, whole: bool) -> bool:
    last = len(parts) - 1
    for number, part in enumerate(parts):
        if whole and number == last:
            return text.endswith(part)
        at = text.find(part)
        if at < 0:
            return False
        text = text[at + len(part) :]
    return True
