"""TLS is verified against the name of the host, although the connection goes to its address."""

import datetime
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from ingest.addresses import CheckedBackend, CheckedTransport
from ingest.fetching import Fetcher
from tests.ingest.fetching.site import PDF, Clock, Refused, Site

HOST = "plans.example"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of its own signing for plans.example, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "certificate.pem"
    file.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return file


@pytest.fixture
def port(site: Site, certificate: Path) -> int:
    """The port of the site, which speaks TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    site.server.socket = context.wrap_socket(
        site.server.socket, server_side=True, do_handshake_on_connect=False
    )
    return site.server.server_port


@pytest.fixture
def trusting(certificate: Path, clock: Clock) -> Iterator[Fetcher]:
    """A fetcher that trusts the certificate and for which every name is this machine."""
    backend = CheckedBackend(allow_loopback=True, resolve=lambda *_: ["127.0.0.1"])
    tls = ssl.create_default_context(cafile=str(certificate))
    transport = CheckedTransport(backend, tls=tls)
    with Fetcher(transport=transport, clock=clock, sleep=clock.sleep) as fetcher:
        yield fetcher


def test_a_certificate_for_the_name_is_taken_though_the_address_is_connected_to(
    site: Site, port: int, trusting: Fetcher, tmp_path: Path
) -> None:
    site.serve("/plan.pdf", PDF)
    fetched = trusting.get(f"https://{HOST}:{port}/plan.pdf", tmp_path)
    assert fetched.path.read_bytes() == PDF
    assert site.asked[-1].headers["Host"] == f"{HOST}:{port}"


def test_a_certificate_for_another_name_is_not_valid(
    port: int, trusting: Fetcher, refused: Refused
) -> None:
    error = refused(f"https://other.example:{port}/plan.pdf", by=trusting)
    assert "the certificate is not valid (Hostname mismatch" in str(error)
    assert error.try_archive


def test_a_certificate_that_nobody_vouches_for_is_not_valid(
    port: int, fetcher: Fetcher, refused: Refused
) -> None:
    error = refused(f"https://127.0.0.1:{port}/plan.pdf")
    assert "the certificate is not valid (self-signed certificate" in str(error)
    assert error.try_archive


def test_a_server_without_tls_gives_no_secure_connection(site: Site, refused: Refused) -> None:
    error = refused(site.url.replace("http:", "https:") + "/plan.pdf")
    assert "no secure connection can be made" in str(error)
