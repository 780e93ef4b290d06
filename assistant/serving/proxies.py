"""Which proxies are believed, and what they say of a request."""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from starlette.requests import HTTPConnection

__all__ = ["Proxies", "is_https"]

_SITE_BITS = 64
"""Whoever has an IPv6 address has all that share these first bits."""
_FORWARDING = (
    "forwarded",
    "via",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-proto",
    "x-real-ip",
)


class Proxies:
    """The proxies that the operator trusts; the server must leave the sender's address as it is."""

    def __init__(self, trusted: Sequence[str]) -> None:
        """Trust addresses or networks, such as "127.0.0.1" and "10.0.0.0/8"."""
        self._networks = tuple(ip_network(name) for name in trusted)

    def sent(self, request: HTTPConnection) -> bool:
        """Whether the machine that sent this is a trusted proxy."""
        return self._trusts(_address(_sender(request)))

    def client(self, request: HTTPConnection) -> str:
        """Return the address by which one's attempts are counted.

        That is the sender's, or behind trusted proxies the last one that they name which is not
        one of them: whatever stands before it, anybody could have written.
        """
        address = self._client(request)
        if isinstance(address, IPv6Address):
            return str(ip_network((address, _SITE_BITS), strict=False))
        return str(address or _sender(request))

    def is_from(self, request: HTTPConnection, networks: Sequence[str]) -> bool:
        """Whether a request surely comes from one of some networks.

        What was passed on by anybody who is not trusted, or by a proxy that does not say for whom,
        comes from nowhere: an untold proxy on this machine would make everybody local.
        """
        sender, address = _address(_sender(request)), self._client(request)
        passed_on = any(request.headers.get(name) for name in _FORWARDING)
        if passed_on and (not self._trusts(sender) or address == sender):
            return False
        return address is not None and any(address in ip_network(name) for name in networks)

    def _client(self, request: HTTPConnection) -> IPv4Address | IPv6Address | None:
        address = _address(_sender(request))
        said = ",".join(request.headers.getlist("x-forwarded-for")).split(",")
        while said and self._trusts(address):
            before = _address(said.pop().strip())
            if before is None:
                break
            address = before
        return address

    def _trusts(self, address: IPv4Address | IPv6Address | None) -> bool:
        return address is not None and any(address in network for network in self._networks)


def is_https(request: HTTPConnection) -> bool:
    """Whether the browser speaks to us by https, as far as anybody says so.

    Any sender is believed: this only makes cookies stricter, for the sender alone.
    """
    said = request.headers.get("x-forwarded-proto", "")
    return "https" in (request.url.scheme, said.partition(",")[0].strip().lower())


def _sender(request: HTTPConnection) -> str:
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
