"""Print the pinned packages that serving needs: all that are installed, but what only exports models.

Run by the environment that holds them. `plans-assistant` itself is left out: it is installed after.
"""

import sys
from collections.abc import Iterator
from importlib.metadata import distribution

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = "plans-assistant"
EXTRAS = ("postgres", "redis")
ONLY_FOR_EXPORT = frozenset({"sentence-transformers", "torch"})
"""Imported only where a model is exported; what nothing but they need goes with them."""
BUILDING = "setuptools"
"""Builds our own package in an environment that is otherwise not given it."""


def main() -> int:
    """Print a line for each package; returns the exit status."""
    needed = dict(_needed(ROOT, EXTRAS, {ROOT}))
    needed.setdefault(BUILDING, distribution(BUILDING).version)
    for name in sorted(needed):
        print(f"{name}=={needed[name]}")
    return 0


def _needed(name: str, extras: tuple[str, ...], seen: set[str]) -> Iterator[tuple[str, str]]:
    """Yield what a package needs, and what that needs, with the versions that are installed."""
    for line in distribution(name).requires or ():
        required = Requirement(line)
        other = canonicalize_name(required.name)
        marker = required.marker
        if marker and not any(marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            continue
        key = f"{other}[{','.join(sorted(required.extras))}]"
        if other in ONLY_FOR_EXPORT or key in seen:
            continue
        seen.add(key)
        yield other, distribution(other).version
        yield from _needed(other, tuple(required.extras), seen)


if __name__ == "__main__":
    sys.exit(main())
