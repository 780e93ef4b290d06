"""What the operator has to say before staff can sign in, and what cannot be meant."""

import re

from assistant.settings import AssistantSettings
from corpus.errors import PlansError

__all__ = ["refuse_wrong"]

_HEADER = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")


def refuse_wrong(settings: AssistantSettings) -> None:
    """Refuse settings by which staff cannot or must not sign in.

    Args:
        settings: Of an assistant for which a way to sign in is configured.

    Raises:
        PlansError: The message says what to set.
    """
    if settings.staff is not None and settings.staff_header:
        raise PlansError(
            "PLANS_STAFF and PLANS_STAFF_HEADER are both set: staff sign in either by a password or "
            "by the organisation's own sign-on; unset one"
        )
    if settings.staff_header and not _HEADER.fullmatch(settings.staff_header):
        raise PlansError(f"PLANS_STAFF_HEADER={settings.staff_header!r}: is no name of a header")
    if settings.staff_header and not settings.trusted_proxies:
        raise PlansError(
            "PLANS_STAFF_HEADER is set, but not PLANS_TRUSTED_PROXIES: anybody could send the "
            "header; name the addresses of the proxies that set it"
        )
    if not settings.staff_office.strip():
        # No default could be right: it would say of one office that another judged.
        raise PlansError(
            "PLANS_STAFF_OFFICE is not set: the public reads it in place of the name of whoever "
            "gave a verdict; set it to the office of your staff, such as "
            "PLANS_STAFF_OFFICE='the Panel’s support officers'"
        )
