"""Which requests may come in over HTTP, and for whom our pages have which address."""

import re
from urllib.parse import urlsplit

from starlette.requests import Request

__all__ = ["Origins"]

_LOCAL = r"(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?"
_LOCAL_HOST = re.compile(_LOCAL)
_LOCAL_ORIGIN = re.compile(rf"https?://{_LOCAL}")


class Origins:
    """Keeps out pages of other websites, which could make a visitor's browser ask for them.

    A browser names the page with every such request, and a name that was made to lead to this
    machine (DNS rebinding) is not ours either. Programs name none.
    """

    def __init__(self, base_url: str, root_path: str) -> None:
        """Know our own address.

        Args:
            base_url: Where people reach our pages, such as "https://plans.example.org", without
                what stands in `root_path`; "" where nobody said.
            root_path: What a proxy takes off the start of every path.
        """
        parts = urlsplit(base_url)
        self._own = f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
        self._base = f"{base_url.rstrip('/')}{root_path}" if self._own else ""
        self._root_path = root_path

    def admit(self, request: Request) -> bool:
        """Whether a request comes from a program, from our own website or from this machine."""
        origin = request.headers.get("origin")
        if origin is None:
            return request.headers.get("sec-fetch-site", "none") in ("none", "same-origin")
        return origin == self._own != "" or bool(_LOCAL_ORIGIN.fullmatch(origin))

    def base(self, request: Request) -> str:
        """Return what stands before every path of our pages for whoever sent a request.

        Where nobody said, it is known only to those who call this machine itself.
        """
        host = request.headers.get("host", "")
        if self._base or not _LOCAL_HOST.fullmatch(host):
            return self._base
        return f"http://{host}{self._root_path}"
