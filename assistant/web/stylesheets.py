"""The style sheets, with the site's own colours, which must be easy to tell apart."""

import re
from collections.abc import Mapping
from functools import cache
from itertools import chain
from pathlib import Path

from assistant.site import Colours
from corpus.errors import PlansError

__all__ = ["SCRIPTS", "chat_stylesheet", "stylesheet", "top_stylesheet"]

SCRIPTS = ("ask.js", "page.js", "starting.js")

_EVERYWHERE = ("frame.css", "answer.css", "answer-forms.css", "written.css", "places.css")
_PLAIN = (
    "plain.css", "prose.css", "ask.css", "documents.css", "commitments.css", "staff.css", "compare.css",
    "timeline.css", "consultations.css", "api.css",
)  # fmt: skip
_CHAT = ("chat.css", "feedback.css")
_HERE = Path(__file__).parent
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_VARIABLE = re.compile(r"--pa-([a-z]+): (#[0-9a-f]{6});")
_WHITE = "#ffffff"

# Text on its grounds, and what has to be seen beside them (WCAG 2.2, 1.4.3 and 1.4.11).
_TEXT = [(text, on) for text in ("ink", "quiet", "link") for on in ("page", "paper")]
_TEXT += [("ink", "asked"), ("ink", "mark"), ("white", "strong"), ("white", "danger")]
_SEEN = [("own", "paper"), ("ours", "paper"), ("ours", "page"), ("ink", "paper")]
_RATIOS = [*((pair, 4.5) for pair in _TEXT), *((pair, 3.0) for pair in _SEEN)]


def stylesheet(colours: Colours) -> str:
    """Return the style sheet of pages without Gradio.

    Raises:
        PlansError: A colour cannot be used; see `check_colours`.
    """
    return _by_device(colours) + _read(*_EVERYWHERE, *_PLAIN)


def top_stylesheet(colours: Colours) -> str:
    """Return the style sheet of what stands around the chat before Gradio is there.

    Raises:
        PlansError: A colour cannot be used; see `check_colours`.
    """
    return _by_device(colours) + _read("frame.css", "top.css")


def chat_stylesheet(colours: Colours) -> str:
    """Return the style sheet of the chat, where Gradio puts "dark" on the body.

    Raises:
        PlansError: A colour cannot be used; see `check_colours`.
    """
    return "".join([*_colours(colours), _read(*_EVERYWHERE, *_CHAT)])


def _by_device(colours: Colours) -> str:
    light, dark = _colours(colours)
    return f"{light}@media (prefers-color-scheme: dark) {{{dark.replace('body.dark', ':root')}}}"


def _colours(colours: Colours) -> tuple[str, str]:
    """Return our colours followed by the site's, for light and for dark screens."""
    light, dark = (_read(name) for name in ("colours.css", "colours-dark.css"))
    check_colours(colours, dict(_VARIABLE.findall(light)), dict(_VARIABLE.findall(dark)))
    return light + _rule(":root", colours.light), dark + _rule("body.dark", colours.dark)


def _rule(where: str, colours: Mapping[str, str]) -> str:
    lines = "".join(f"--pa-{name}: {colour};" for name, colour in colours.items())
    return f"{where} {{{lines}}}" if lines else ""


def check_colours(colours: Colours, light: Mapping[str, str], dark: Mapping[str, str]) -> None:
    """See that a site's colours are colours, and that what is written in them can be read.

    Args:
        colours: The site's.
        light: Ours for light screens, by name.
        dark: Ours for dark screens, where they differ.

    Raises:
        PlansError: Every colour that cannot be used, and why.
    """
    problems = []
    sets = (("light", colours.light, light), ("dark", colours.dark, {**light, **dark}))
    for screen, own, ours in sets:
        for name, colour in own.items():
            if name not in ours:
                problems.append(
                    f"colours: {screen}: {name}: is not one of {', '.join(sorted(ours))}"
                )
            elif not _COLOUR.fullmatch(colour):
                problems.append(
                    f"colours: {screen}: {name}: {colour}: must be written like #12436d"
                )
    if not problems:
        problems = list(
            chain.from_iterable(
                _unreadable(screen, {"white": _WHITE, **ours, **own}, own)
                for screen, own, ours in sets
                if own
            )
        )
    if problems:
        raise PlansError("the site file cannot be used:\n" + "\n".join(problems))


def _unreadable(screen: str, all_: Mapping[str, str], own: Mapping[str, str]) -> list[str]:
    return [
        f"colours: {screen}: {text} ({all_[text]}) on {ground} ({all_[ground]}) has a contrast of "
        f"{_contrast(all_[text], all_[ground]):.1f}; at least {least} is needed"
        for (text, ground), least in _RATIOS
        if (text in own or ground in own) and _contrast(all_[text], all_[ground]) < least
    ]


def _contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """Return the relative luminance of a colour, 0 to 1 (WCAG 2.2, "relative luminance")."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@cache
def _read(*names: str) -> str:
    return "".join((_HERE / name).read_text("utf-8") for name in names)
