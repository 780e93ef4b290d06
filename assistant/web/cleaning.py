"""The second wall behind `escape`: a whole message, once more, as nothing but what we write.

Should words of a document or a person ever get into a message without having been escaped, their
elements and attributes fall away here, and all text is written as entities again, which neither
HTML nor the chat's Markdown reads as markup.
"""

import html as entities
import re

import nh3

from assistant.web.escaping import escape, safe_url

__all__ = ["clean"]

_TAGS = {
    *("section", "div", "h2", "h3", "h4", "p", "br", "blockquote", "ul", "ol", "li"),
    *("span", "strong", "em", "cite", "mark", "abbr", "time", "a", "img", "button"),
    *("details", "summary", "dl", "dt", "dd"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td"),
}
_ATTRIBUTES = {
    "*": {"class", "id", "lang", "role", "tabindex"},
    "a": {"href", "hreflang", "rel", "target"},
    "details": {"open"},
    "img": {"alt", "height", "loading", "src", "width"},
    "ol": {"start"},
    "td": {"colspan", "headers", "rowspan"},
    "th": {"colspan", "headers", "rowspan", "scope"},
    "time": {"datetime"},
}
_OWN_IDS = re.compile(r"[a-z]\d*(?:-[a-z0-9]+)*(?: [a-z]\d*(?:-[a-z0-9]+)*)*")
"""They start with an answer's key, "a1", so that none is taken for a part of the page around it."""
_OWN_PICTURE = re.compile(
    r"(?!.*\.\.)(?:/[\w~.-]+)*/documents/[\w%~.-]+/pages/\d+\.png(?:\?[\w%=&-]*)?"
)
_OWN_LINK = re.compile(r"(?:[#?]|/(?![/\\]))[^\s\\]*|tel:[+\d]+|mailto:[^\s\\]+")
_VALUES = {
    "id": _OWN_IDS,
    "headers": _OWN_IDS,
    "aria-controls": _OWN_IDS,
    "aria-describedby": _OWN_IDS,
    "aria-labelledby": _OWN_IDS,
    "aria-owns": _OWN_IDS,
    "role": re.compile("group|list|listitem|note|status"),
    "src": _OWN_PICTURE,
    "tabindex": re.compile("-1|0"),
    "target": re.compile("_blank|_self|_top"),
}

_TAG = re.compile(r'(</?[a-z][a-z0-9]*(?: [a-z-]+="[^"]*")*>)')
_PLAIN_TAG = re.compile(r'</?\w+(?: [a-z-]+="#?[\w -]*")*>')
_VALUE = re.compile(r'(?<==")[^"]*(?=")')
_PLAIN_VALUE = re.compile(r"#?[\w -]*|/|tel:[+\d]+")
_PLAIN_TEXT = re.compile(r"\w*(?: \w+)* ?")


def clean(html: str) -> str:
    """Return a message with our own elements and attributes only, and on one line.

    What we wrote and escaped comes back as it was.

    Args:
        html: A message; elements that are open at its end are closed.
    """
    pieces = _TAG.split(_CLEANER.clean(html))
    pieces[::2] = map(_text, pieces[::2])
    pieces[1::2] = map(_tag, pieces[1::2])
    return "".join(pieces)


def _text(text: str) -> str:
    return text if _PLAIN_TEXT.fullmatch(text) else escape(entities.unescape(text))


def _tag(tag: str) -> str:
    """Write a tag; what is in its attributes may look like Markdown too."""
    if tag.startswith("<img") and ' src="' not in tag:
        return ""
    return tag if _PLAIN_TAG.fullmatch(tag) else _VALUE.sub(_value, tag)


def _value(value: re.Match[str]) -> str:
    return value[0] if _PLAIN_VALUE.fullmatch(value[0]) else _text(value[0])


def _allowed(_tag: str, name: str, value: str) -> str | None:
    """Return what may stand in an attribute; None takes it off."""
    if name == "class":
        return " ".join(word for word in value.split() if word.startswith("pa-")) or None
    if name == "href":
        return value if _OWN_LINK.fullmatch(value) or safe_url(value) else None
    pattern = _VALUES.get(name)
    return value if pattern is None or pattern.fullmatch(value) else None


_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes=_ATTRIBUTES,
    attribute_filter=_allowed,
    generic_attribute_prefixes={"aria-"},
    set_tag_attribute_values={"button": {"type": "button"}},
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
)
