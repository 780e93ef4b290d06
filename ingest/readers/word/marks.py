"""Names of the elements of a Word file's XML."""

import re
from typing import Any

__all__ = ["Element", "child", "is_on", "kind_of", "ns", "number_in", "value"]

Element = Any
"""An lxml element, which has no types."""
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def ns(name: str) -> str:
    """The full name of an element or attribute of WordprocessingML."""
    return f"{{{_WORD}}}{name}"


def kind_of(element: Element) -> str:
    """The name of an element without its namespace; empty for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element: Element | None, *names: str) -> Element | None:
    """The child of a child … of an element, None if one is missing."""
    for name in names:
        if element is None:
            return None
        element = element.find(ns(name))
    return element


def value(element: Element | None, name: str = "val") -> str:
    """An attribute of an element, empty if one of both is missing."""
    return "" if element is None else element.get(ns(name)) or ""


def is_on(element: Element | None) -> bool:
    """Whether a switch is there and not switched off."""
    return element is not None and value(element) not in ("0", "false", "off", "none")


def number_in(text: str, otherwise: int) -> int:
    """A whole number of an attribute, or something else where it is none."""
    return int(text) if re.fullmatch(r"[0-9]{1,6}", text) else otherwise
