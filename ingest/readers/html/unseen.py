"""Takes out of a page what visitors cannot see, and what surrounds its main text."""

import re
from dataclasses import dataclass, field

from ingest.readers.html.source import Element, tag_of

__all__ = ["Taken", "take_out", "words_in"]

_NEVER = frozenset(
    {
        "script", "style", "noscript", "noframes", "template", "head", "iframe", "frame", "object", "embed",
        "applet", "svg", "math", "canvas", "audio", "video", "map", "input", "select", "textarea",
        "datalist", "progress", "meter", "rt", "rp", "nav", "search",
    }
)  # fmt: skip
_ROLES = frozenset(
    {
        "navigation", "banner", "contentinfo", "search", "dialog", "alertdialog", "menu", "menubar",
        "toolbar",
    }
)  # fmt: skip
_STRUCK = frozenset({"del", "s", "strike"})
_UNSEEN_STYLE = re.compile(
    r"display:none|visibility:(?:hidden|collapse)|font-size:0(?![.\d])"
    r"|(?:left|top|right|text-indent|margin-left):-\d{4,}|clip:rect\([01](?:px)?[, ][01]",
    re.IGNORECASE,
)
_STRUCK_STYLE = re.compile(r"text-decoration(?:-line)?:[^;]*line-through", re.IGNORECASE)
_UNSEEN_CLASSES = frozenset(
    {
        "visually-hidden", "visuallyhidden", "visually-hidden-focusable", "govuk-visually-hidden",
        "govuk-visually-hidden-focusable", "nhsuk-u-visually-hidden", "sr-only", "sr-only-focusable",
        "screen-reader-text", "screen-reader-only", "screenreader", "element-invisible", "offscreen",
        "off-screen", "skip-link", "skip-links", "skiplink", "skip-to-content", "govuk-skip-link",
    }
)  # fmt: skip
_FURNITURE = frozenset(
    {
        "comments", "comments-area", "comment-list", "comment-respond", "respond", "sidebar",
        "widget", "widget-area", "related-posts", "related-content", "related-navigation",
        "jp-relatedposts", "site-footer", "site-header", "cat-links", "tags-links", "sharedaddy",
        "addtoany_share_save_container", "post-navigation", "pagination", "govuk-accordion__controls",
        "govuk-accordion__section-toggle", "print-link", "back-to-top",
    }
)  # fmt: skip
_SURELY = frozenset({"cookie", "cookies", "breadcrumb", "breadcrumbs"})
_IF_LINKS = frozenset(
    {
        "share", "sharing", "social", "related", "menu", "nav", "navbar", "navigation", "footer",
        "toc", "contents", "links", "sidebar", "feedback", "newsletter", "tags",
    }
)  # fmt: skip
_CHOSEN = ("checkbox", "radio")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(slots=True)
class Taken:
    """What was taken out that a visitor might look for: from where, and how many words or forms."""

    hidden: list[tuple[Element, int]] = field(default_factory=list)
    struck: list[tuple[Element, int]] = field(default_factory=list)
    forms: list[tuple[Element, int]] = field(default_factory=list)


def words_in(element: Element) -> int:
    """How many words stand in an element."""
    return len(" ".join(element.itertext()).split())


def take_out(body: Element) -> Taken:
    """Change a page so that only what can be main text is left; return what a note is due on."""
    page = _Page(body)
    taken = Taken()
    for element in [*_labels_of_controls(body), *body.iter(*_NEVER)]:
        element.drop_tree()
    for element in list(body.iterdescendants()):
        if all(above is not body for above in element.iterancestors()):
            continue  # It went with what was around it.
        if page.is_unseen(element):
            taken.hidden.append((element.getparent(), words_in(element)))
        elif tag_of(element) in _STRUCK or _STRUCK_STYLE.search(_style(element)):
            taken.struck.append((element.getparent(), words_in(element)))
        elif tag_of(element) == "form" and not page.is_around_main_text(element):
            taken.forms.append((element.getparent(), 1))
        elif not page.is_furniture(element):
            continue
        element.drop_tree()
    return taken


class _Page:
    """What must be known of the whole page to judge an element."""

    def __init__(self, body: Element) -> None:
        self._words = words_in(body)
        controls = body.xpath(".//*[@aria-controls][@aria-expanded or @role='tab']")
        self._opened = {name for each in controls for name in each.get("aria-controls").split()}
        """Ids of what a visitor can open: it is hidden only until then."""
        marked = body.xpath(".//main | .//*[@role='main'] | .//h1")
        self._around = {above for each in marked for above in (each, *each.iterancestors())}
        self._ids = {element.get("id") for element in body.iter() if element.get("id")}

    def is_unseen(self, element: Element) -> bool:
        """Whether no visitor sees it, whatever they open."""
        if element.get("id") in self._opened:
            return False
        style = _style(element)
        if _UNSEEN_STYLE.search(style) or _UNSEEN_CLASSES & set(_classes(element)):
            return True
        if "opacity:0;" in f"{style};" and "trans" not in style:
            return True  # With a transition it is text that fades in.
        if tag_of(element) == "dialog" and element.get("open") is None:
            return True
        if element.get("hidden", "until-found") != "until-found":
            return True
        # A page that was saved while a dialog was open has everything else marked like this.
        return element.get("aria-hidden") == "true" and not self.is_around_main_text(element)

    def is_furniture(self, element: Element) -> bool:
        """Whether it stands around the main text, or serves to get about."""
        tag = tag_of(element)
        if tag == "button":
            return not self._names_panel(element)
        if tag in _HEADINGS:
            return False
        if tag in ("header", "footer"):
            return not _belongs_to_text(element) and not self.is_around_main_text(element)
        named = set(_classes(element))
        parts = {part for name in named for part in re.split(r"[-_]+", name)}
        sure = bool(element.get("role") in _ROLES or named & _FURNITURE or parts & _SURELY)
        if sure or parts & _IF_LINKS or tag == "aside":
            return (sure or _mostly_links(element)) and not self.is_around_main_text(element)
        return False

    def is_around_main_text(self, element: Element) -> bool:
        """Whether the page's main text is in it, whatever it is called."""
        if element in self._around or tag_of(element) == "article":
            return "comment" not in f"{element.get('class')} {element.get('id')}"
        return 2 * words_in(element) > self._words

    def _names_panel(self, button: Element) -> bool:
        """Whether the words of a button are the heading of what it opens."""
        heading = next(button.iterancestors(*_HEADINGS), None)
        if heading is None:
            return button.get("aria-controls") in self._ids
        return button.get("aria-expanded") is not None or words_in(heading) == words_in(button)


def _labels_of_controls(body: Element) -> list[Element]:
    """Labels of what is to be filled in; those of check boxes may be headings that open panels."""
    controls = [
        control
        for control in body.iter("input", "select", "textarea")
        if control.get("type") not in (*_CHOSEN, "hidden")
    ]
    ids = {control.get("id") for control in controls} - {None}
    around = [next(control.iterancestors("label"), None) for control in controls]
    named = [label for label in body.iter("label") if label.get("for") in ids]
    return list({id(label): label for label in [*around, *named] if label is not None}.values())


def _style(element: Element) -> str:
    return re.sub(r"\s+", "", element.get("style") or "")


def _classes(element: Element) -> list[str]:
    return f"{element.get('class') or ''} {element.get('id') or ''}".lower().split()


def _belongs_to_text(element: Element) -> bool:
    """Whether a header is of an article, or a footer names a source or holds notes."""
    above = {tag_of(parent) for parent in element.iterancestors()}
    if tag_of(element) == "header":
        return bool(above & {"main", "article", "section", "blockquote", "figure"})
    notes = "note" in f"{element.get('class')} {element.get('role')}".lower()
    return notes or bool(above & {"blockquote", "figure"})


def _mostly_links(element: Element) -> bool:
    links = list(element.iter("a"))
    return len(links) > 1 and 2 * sum(map(words_in, links)) >= words_in(element)
