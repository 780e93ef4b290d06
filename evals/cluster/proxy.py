"""nginx as `deploy/nginx` configures it, with the ports of this run."""

import os
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import PlansError
from evals.cluster.parts import Part

__all__ = ["DEPLOYED", "KEY", "Passed", "nginx", "passed_on", "upstreams_for"]

DEPLOYED = Path(__file__).resolve().parents[2] / "deploy" / "nginx"
KEY = "a-key-of-this-run"
"""What the proxy in front of Chroma asks for."""
_ADDRESS = re.compile(r"127\.0\.0\.1:\d+")
_BRACKETS = re.compile(r"\[([^]]*)\]")
_SERVERS = re.compile(r"(?:    server \S+[^\n]*;\n)+")
_MAIN = """
pid nginx.pid;
{user}
daemon off;
worker_processes 1;
error_log error.log notice;
events {{ worker_connections 1024; }}
http {{
    default_type application/octet-stream;
    client_body_temp_path temp/body;
    proxy_temp_path temp/proxy;
    fastcgi_temp_path temp/fastcgi;
    uwsgi_temp_path temp/uwsgi;
    scgi_temp_path temp/scgi;
    include plans/http.conf;
    server {{
        listen 127.0.0.1:{port};
        set $plans_scheme $scheme;
        access_log access.log plans;
        include plans/server.conf;
    }}
    map_hash_bucket_size 256;
    map $http_authorization $plans_chroma_allowed {{
        default 0;
        "Bearer {key}" 1;
    }}
    server {{
        listen 127.0.0.1:{chroma_proxy};
        include plans/chroma-server.conf;
    }}
}}
"""


def upstreams_for(written: str, ports: Sequence[int]) -> str:
    """Return `upstreams.conf` with these ports of loopback instead of the replicas in it."""

    def replaced(found: re.Match[str]) -> str:
        rest = found[0].splitlines()[0].split(maxsplit=2)[2]
        return "".join(f"    server 127.0.0.1:{port} {rest}\n" for port in ports)

    return _SERVERS.sub(replaced, written)


def nginx(
    folder: Path, port: int, replicas: Sequence[int], *, chroma: int, chroma_proxy: int
) -> Part:
    """Return nginx in front of replicas, and in front of Chroma.

    Args:
        folder: Where it is configured and writes; an empty one of its own is made in it.
        port: On which visitors ask.
        replicas: The ports that these listen on.
        chroma: The port of Chroma's server.
        chroma_proxy: The port on which Chroma is reached with a key.
    """
    program = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")
    if program is None:
        raise PlansError("nginx is not installed (Debian: apt-get install nginx-light)")
    here = folder / "nginx"
    shutil.copytree(DEPLOYED, here / "plans")
    (here / "temp").mkdir()
    upstreams = here / "plans" / "upstreams.conf"
    upstreams.write_text(upstreams_for(upstreams.read_text("utf-8"), replicas), "utf-8")
    guarding = here / "plans" / "chroma-server.conf"
    told = guarding.read_text("utf-8").replace("127.0.0.1:8000", f"127.0.0.1:{chroma}")
    guarding.write_text(told, "utf-8")
    user = "" if os.geteuid() else "user root;"  # another user may not look into our folder
    main = here / "nginx.conf"
    main.write_text(_MAIN.format(user=user, port=port, chroma_proxy=chroma_proxy, key=KEY), "utf-8")
    return Part("nginx", [program, "-p", str(here), "-c", str(main), "-e", "error.log"], here)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """A request that nginx passed on."""

    ended: float
    """Seconds since 1970."""
    seconds: float
    """How long it took."""
    status: int
    path: str
    """Without what was asked."""
    ports: tuple[int, ...]
    """Of the replicas that were asked, one after the other."""
    statuses: tuple[int, ...]
    """What these said; 502 where one did not answer."""


def passed_on(folder: Path, *, since: float) -> list[Passed]:
    """Read from nginx's log what it passed on since a time (seconds since 1970), oldest first."""
    found = []
    with (folder / "nginx" / "access.log").open(encoding="utf-8") as log:
        for line in log:
            ended, status, _, seconds, _ = line.split(maxsplit=4)
            asked, said = _BRACKETS.findall(line)[:2]
            ports = tuple(int(address.rpartition(":")[2]) for address in _ADDRESS.findall(asked))
            if float(ended) >= since:
                found.append(
                    Passed(
                        ended=float(ended),
                        seconds=float(seconds),
                        status=int(status),
                        path=line.rpartition("] ")[2].strip(),
                        ports=ports,
                        statuses=tuple(map(int, re.findall(r"\d+", said))),
                    )
                )
    return found
