"""Memory that is free goes back to the system; of glibc, and nothing anywhere else.

Many threads answer, and glibc gives each an arena of its own, in which what was freed stays: after
a busy minute that is a hundred megabytes that nobody uses.
"""

import ctypes
from typing import Any

__all__ = ["give_back", "share_arenas"]

_ARENA_MAX = -8
"""`M_ARENA_MAX` of glibc's <malloc.h>."""
_ARENAS = 2


def share_arenas() -> None:
    """Have all threads share a few arenas; to be called before there are any."""
    if setting := _of_glibc("mallopt"):
        setting(_ARENA_MAX, _ARENAS)


def give_back() -> None:
    """Give what is free back to the system; takes milliseconds."""
    if trim := _of_glibc("malloc_trim"):
        trim(0)


def _of_glibc(name: str) -> Any:
    """Return a function of the C library; None where it has no such."""
    try:
        return getattr(ctypes.CDLL(None), name)
    except (AttributeError, OSError, TypeError):
        return None
