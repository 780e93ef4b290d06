"""What is looked at on every page in a browser: barriers, sideways scrolling, targets, focus."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page, ViewportSize

__all__ = [
    "HEIGHT_COVERED",
    "NARROW",
    "PHONE",
    "barriers",
    "sideways",
    "small_targets",
    "unseen_focus",
]

PHONE: "ViewportSize" = {"width": 390, "height": 844}
NARROW: "ViewportSize" = {"width": 320, "height": 640}
HEIGHT_COVERED = """() => {
    const focused = document.activeElement, box = document.querySelector("#pa-ask");
    if (focused === document.body || box.contains(focused)) return 0;
    return focused.getBoundingClientRect().bottom - box.getBoundingClientRect().top;
}"""
"""By how many pixels the question box of the chat covers what has the focus."""

_RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
}

_SMALL = """() => {
    const targets = document.querySelectorAll("a[href], button, input, summary, textarea, label");
    const seen = [...targets].filter((target) => target.checkVisibility({ visibilityProperty: true }));
    const inSentence = (target) => target.matches("a")
        && getComputedStyle(target).display === "inline"
        && target.parentElement.textContent.trim() !== target.textContent.trim();
    return seen
        .filter((target) => !inSentence(target) && !target.matches(".pa-skip:not(:focus)"))
        .filter((target) => !(target.matches("input") && target.closest("label")))
        .map((target) => [target.outerHTML.slice(0, 120), target.getBoundingClientRect()])
        .filter(([, box]) => box.width && box.height && (box.width < 24 || box.height < 24))
        .map(([html, box]) => `${html} ${box.width} x ${box.height}`);
}"""

_FOCUS = """() => {
    const focused = document.activeElement;
    if (focused === document.body) return "lost";
    const box = focused.getBoundingClientRect(), style = getComputedStyle(focused);
    const ringed = [focused, focused.closest("label")].filter(Boolean).some((one) => {
        const style = getComputedStyle(one);
        return parseFloat(style.outlineWidth) >= 2 && style.outlineStyle !== "none";
    });
    if (!ringed) return `no ring: ${focused.outerHTML.slice(0, 120)}`;
    const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    return inside ? "" : `out of sight: ${focused.outerHTML.slice(0, 120)}`;
}"""


def barriers(page: "Page") -> list[tuple[str, str]]:
    """Return what axe finds against WCAG 2.0 to 2.2, levels A and AA: the rule and the place."""
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="needs axe-playwright-python"
    )
    found = axe.Axe().run(page, options=_RULES).response["violations"]
    return [(rule["id"], node["html"][:200]) for rule in found for node in rule["nodes"]]


def sideways(page: "Page") -> int:
    """Return how far the page scrolls sideways, in pixels."""
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


def small_targets(page: "Page") -> list[str]:
    """Return what can be pressed and is smaller than 24 pixels, but for links in sentences."""
    found: list[str] = page.evaluate(_SMALL)
    return found


def unseen_focus(page: "Page", *, presses: int = 60) -> list[str]:
    """Press Tab through the page; return where the focus was lost, unmarked or out of sight."""
    problems = []
    for _ in range(presses):
        page.keyboard.press("Tab")
        problem = page.evaluate(_FOCUS)
        if problem == "lost":  # past the last element, the browser itself has it
            break
        problems += [problem] if problem else []
    return problems
