"""What browsers may do with each response, and who may show it in a frame.

A policy is written without frame-ancestors; who may frame what is decided here, in one place.
"""

import re
from collections.abc import Sequence

__all__ = ["framed", "may_be_framed", "policy_of_chat", "with_nonce"]

NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'"
"""What gets no policy of its own: data, files, messages, which need nothing."""

# Gradio writes styles into the page and sets some from its scripts, different ones at each start.
_CHAT = {
    "default-src": "'none'",
    "script-src": "'self' 'nonce-{nonce}'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'self'",
    "form-action": "'self'",
}
_SCRIPT = re.compile(rb"<script(?=[\s>])", re.IGNORECASE)
_FRAME_ANCESTORS = re.compile(r";?\s*frame-ancestors\b[^;]*", re.IGNORECASE)


def policy_of_chat(nonce: str) -> str:
    """Return the policy of the chat page: its own scripts, and those that carry the nonce.

    Args:
        nonce: Letters, digits, "-" and "_" that nobody can guess, new for each response.
    """
    return "; ".join(f"{what} {where}" for what, where in _CHAT.items()).format(nonce=nonce)


def with_nonce(page: bytes, nonce: str) -> bytes:
    """Give every script of a page the nonce; data within scripts has its "<" escaped."""
    return _SCRIPT.sub(b'<script nonce="%s"' % nonce.encode(), page)


def may_be_framed(content_type: str, policy: str) -> bool:
    """Say whether other websites may ever frame a response: our own pages, and no original."""
    return content_type.startswith("text/html") and "sandbox" not in policy


def framed(policy: str, websites: Sequence[str], *, by_us: bool = True) -> str:
    """Return a policy that says who may frame what it is sent with: we may, and the websites.

    Args:
        policy: What else the policy says.
        websites: Other websites that may.
        by_us: Whether we may; without it nobody may.
    """
    own = _FRAME_ANCESTORS.sub("", policy).strip("; ")
    who = ["'self'", *websites] if by_us else ["'none'"]
    return "; ".join([own, " ".join(["frame-ancestors", *who])])
