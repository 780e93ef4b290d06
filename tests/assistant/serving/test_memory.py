"""Memory that is free goes back to the system, and where that cannot be, nothing happens."""

import ctypes
import re
from pathlib import Path

import pytest

from assistant.serving.memory import give_back, share_arenas

SIZE = 300


def resident() -> int:
    found = re.search(r"VmRSS:\s+(\d+) kB", Path("/proc/self/status").read_text())
    assert found
    return int(found[1]) // 1024


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "malloc_trim"), reason="this is no glibc")
def test_what_is_free_between_what_is_used_goes_back() -> None:
    library = ctypes.CDLL(None)
    library.malloc.restype = ctypes.c_void_p
    library.free.argtypes = [ctypes.c_void_p]
    pieces = [library.malloc(32_768) for _ in range(SIZE * 32)]
    for piece in pieces:
        ctypes.memset(piece, 1, 32_768)
    for piece in pieces[:-1]:
        library.free(piece)
    held = resident()
    give_back()
    assert resident() < held - SIZE / 2
    library.free(pieces[-1])


def test_a_library_that_has_no_such_functions_is_left_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(ctypes, "CDLL", lambda name: asked.append(name) or object())
    share_arenas()
    give_back()
    assert asked == [None, None]
