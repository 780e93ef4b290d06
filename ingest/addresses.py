"""Which addresses may be asked, and a transport that connects to no other.

A catalogue, and every server on the way by its redirects, says what this machine connects to. So a
host name is resolved here, every address found is checked, and the connection goes to the very
address that was checked: a name that resolves differently a moment later changes nothing. TLS is
still verified against the host name. Proxies of the environment are not used, since the proxy
would resolve the name itself and nothing would have been checked.
"""

import socket
import ssl
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import httpcore
import httpx

from corpus.errors import PlansError

__all__ = [
    "AddressRefused",
    "CheckedBackend",
    "CheckedTransport",
    "HostUnknown",
    "Resolve",
    "check_url",
    "is_public",
    "resolve_host",
]

Resolve = Callable[[str, int], Sequence[str]]
"""From a host and a port to its numeric addresses, best first."""

_MOST_ADDRESSES = 8  # of one host are tried: each may take the whole timeout
_UNICAST = ip_network("2000::/3")
_NAT64 = ip_network("64:ff9b::/96")
_NOT_PUBLIC = tuple(
    ip_network(network)
    for network in (
        "168.63.129.16/32",  # the virtual machine host of Azure, at a global address
        "192.0.0.0/24",  # protocol assignments; 192.0.0.192 is the metadata service of Oracle
        "192.88.99.0/24",  # 6to4 relays
        "2001::/23",  # protocol assignments, Teredo among them, which holds an IPv4 address
        "2001:db8::/32",
        "2002::/16",  # 6to4 holds an IPv4 address
        "3fff::/20",
    )
)


class AddressRefused(PlansError):
    """This address is never asked; the message gives the reason and does not name the address."""


class HostUnknown(PlansError):
    """The name of a host cannot be resolved."""


def check_url(url: str | httpx.URL) -> httpx.URL:
    """Return an address without its fragment, if it is one that may be asked.

    Raises:
        AddressRefused: Not http or https, no host, credentials in it, or the port of another
            service.
    """
    try:
        parsed = httpx.URL(url)
    except (httpx.InvalidURL, TypeError, ValueError) as error:
        raise AddressRefused(f"is not an address ({error}); correct it") from None
    if parsed.scheme not in ("http", "https"):
        raise AddressRefused("is not fetched: only http and https addresses are; correct it")
    if not parsed.host:
        raise AddressRefused("names no host; correct it")
    if parsed.userinfo:
        raise AddressRefused("holds a user name or password; take it out")
    if parsed.port is not None and parsed.port not in (80, 443) and parsed.port < 1024:
        raise AddressRefused(f"is not fetched: port {parsed.port} is not for web pages; correct it")
    return parsed.copy_with(fragment=None)


def is_public(address: str, *, allow_loopback: bool = False) -> bool:
    """Say whether a numeric address is one of the public internet.

    `ipaddress.is_global` is not enough: it holds multicast, site-local, 6to4 and NAT64 addresses
    to be global, and what else depends on the version of Python.

    Args:
        address: IPv4 or IPv6, as `getaddrinfo` gives it.
        allow_loopback: Whether 127.0.0.0/8 and ::1 count as public too: for tests only.
    """
    try:
        found = ip_address(address)
    except ValueError:
        return False
    if found.is_loopback:
        return allow_loopback
    if isinstance(found, IPv6Address):
        if found in _NAT64:  # where a network has only IPv6, this is every IPv4 address
            return is_public(str(IPv4Address(int(found) & 0xFFFF_FFFF)))
        if found not in _UNICAST:  # among them IPv4-mapped addresses, private and link-local ones
            return False
    return (
        found.is_global
        and not found.is_multicast
        and not any(found in network for network in _NOT_PUBLIC if network.version == found.version)
    )


def resolve_host(host: str, port: int) -> Sequence[str]:
    """Ask the system for the numeric addresses of a host, best first.

    Raises:
        HostUnknown: There is no such host, or no connection to ask.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise HostUnknown(
            f"the host {host} is not found; correct the address, or see whether this machine "
            "is connected to the internet"
        ) from None
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class CheckedBackend(httpcore.NetworkBackend):
    """Opens connections to public addresses only, and to the very address that was checked."""

    def __init__(
        self,
        *,
        allow_loopback: bool = False,
        resolve: Resolve = resolve_host,
        network: httpcore.NetworkBackend | None = None,
    ) -> None:
        self._allow_loopback = allow_loopback
        self._resolve = resolve
        self._network = network or httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to a host at the first of its addresses that answers.

        Raises:
            AddressRefused: One of its addresses is not public.
            HostUnknown: It has no address.
        """
        failure: Exception = HostUnknown(f"the host {host} has no address; correct it")
        for address in self._checked(host, port):
            try:
                return self._network.connect_tcp(
                    address, port, timeout, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    def _checked(self, host: str, port: int) -> Sequence[str]:
        addresses = self._resolve(host, port)
        for address in addresses:
            # One that is not public is enough: a name with both kinds is a trap, or not meant
            # for the public.
            if not is_public(address, allow_loopback=self._allow_loopback):
                raise AddressRefused(
                    f"is not fetched: {host} is not on the public internet ({address}); "
                    "save the document yourself and add the file"
                )
        return addresses[:_MOST_ADDRESSES]


class CheckedTransport(httpx.BaseTransport):
    """Sends requests of httpx through a `CheckedBackend`, each over a connection of its own."""

    def __init__(self, backend: CheckedBackend, *, tls: ssl.SSLContext | None = None) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=tls or httpx.create_ssl_context(trust_env=False),
            max_connections=1,
            max_keepalive_connections=0,
            network_backend=backend,
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request; the body of the response is still to be read.

        Raises:
            httpx.TransportError: As any transport of httpx does.
            AddressRefused, HostUnknown: As `CheckedBackend` does.
        """
        assert isinstance(request.stream, httpx.SyncByteStream)
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        with _errors_of_httpx():
            response = self._pool.handle_request(
                httpcore.Request(
                    method=request.method,
                    url=url,
                    headers=request.headers.raw,
                    content=request.stream,
                    extensions=request.extensions,
                )
            )
        assert isinstance(response.stream, Iterable)
        return httpx.Response(
            status_code=response.status,
            headers=response.headers,
            stream=_Body(response.stream),
            extensions=response.extensions,
        )

    def close(self) -> None:
        """Close what is still open."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, stream: Iterable[bytes]) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        with _errors_of_httpx():
            yield from self._stream

    def close(self) -> None:
        if hasattr(self._stream, "close"):
            self._stream.close()


@contextmanager
def _errors_of_httpx() -> Iterator[None]:
    """Raise the error of httpx that has the name of the one of httpcore."""
    try:
        yield
    except (
        httpcore.TimeoutException,
        httpcore.NetworkError,
        httpcore.ProtocolError,
        httpcore.UnsupportedProtocol,
    ) as error:
        raise getattr(httpx, type(error).__name__, httpx.TransportError)(str(error)) from error
