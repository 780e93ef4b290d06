"""Links that leave the page, in a new tab."""

from assistant.web.escaping import escape, safe_url

__all__ = ["outward_link"]


def outward_link(url: str | None, words: str, about: str = "") -> str:
    """Link to another site in a new tab; nothing where the address is not one to follow.

    Args:
        url: The address.
        words: What stands there; escaped here.
        about: What only screen readers hear after it, to tell such links apart.
    """
    safe = safe_url(url)
    if not safe:
        return ""
    about = f": {about}" if about else ""
    hidden = f'<span class="pa-hidden">{escape(about)} (opens in a new tab)</span>'
    return f'<a href="{safe}" target="_blank" rel="noopener noreferrer">{escape(words)}{hidden}</a>'
