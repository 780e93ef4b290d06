"""Which proxies are believed, and what they say of a request."""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from fastapi import Request

__all__ = ["Proxies", "is_https"]

_SITE_BITS = 64
"""Whoever has an IPv6 address has all that share these first bits."""


class Proxies:
    """The proxies that the operator trusts; the server must leave the sender's address as it is."""

    def __init__(self, trusted: Sequence[str]) -> None:
        """Trust addresses or networks, such as "127.0.0.1" and "10.0.0.0/8"."""
        self._networks = tuple(ip_network(name) for name in trusted)

    def sent(self, request: Request) -> bool:
        """Whether the machine that sent this is a trusted proxy."""
        return self._trusts(_address(_sender(request)))

    def client(self, request: Request) -> str:
        """Return the address by which one's attempts are counted.

        That is the sender's, or behind trusted proxies the last one that they name which is not
        one of them: whatever stands before it, anybody could have written.
        """
        sender = _sender(request)
        address = _address(sender)
        said = ",".join(request.headers.getlist("x-forwarded-for")).split(",")
        while said and self._trusts(address):
            before = _address(said.pop().strip())
            if before is None:
                break
            address = before
        if isinstance(address, IPv6Address):
            return str(ip_network((address, _SITE_BITS), strict=False))
        return str(address or sender)

    def _trusts(self, address: IPv4Address | IPv6Address | None) -> bool:
        return address is not None and any(address in network for network in self._networks)


def is_https(request: Request) -> bool:
    """Whether the browser speaks to us by https, as far as anybody says so.

    Any sender is believed: this only makes cookies stricter, for the sender alone.
    """
    said = request.headers.get("x-forwarded-proto", "")
    return "https" in (request.url.scheme, said.partition(",")[0].strip().lower())


def _sender(request: Request) -> str:
    return request.client.host if request.client else ""


def _address(name: str) -> IPv4Address | IPv6Address | None:
    """Return an address without its port or zone; None where it is none."""
    if name.startswith("["):
        name = name[1:].partition("]")[0]
    elif name.count(":") == 1:
        name = name.partition(":")[0]
    try:
        address = ip_address(name.partition("%")[0])
    except ValueError:
        return None
    # A socket for both kinds writes the old ones like this.
    return (address.ipv4_mapped or address) if isinstance(address, IPv6Address) else address
