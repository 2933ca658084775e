"""nginx before a running hub, with the very block that docs/direct.md tells an administrator to write."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
from datetime import timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from depesch.kit.clock import now
from tests.hub.server.hub_process import until

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
DOCS = Path(__file__).resolve().parents[3] / "docs"
_HUB = "http://127.0.0.1:8700"
_CONFIG = """daemon off;
pid {home}/nginx.pid;
error_log {home}/error.log info;
events {{ }}
http {{
    log_format told '$request $status handed-on-to:$upstream_addr';
    access_log {home}/access.log told;
    client_body_temp_path {home}/body;
    proxy_temp_path {home}/proxy;
    fastcgi_temp_path {home}/fastcgi;
    uwsgi_temp_path {home}/uwsgi;
    scgi_temp_path {home}/scgi;
    server {{
        listen 127.0.0.1:{port} ssl;
        server_name localhost;
        ssl_certificate {home}/server.pem;
        ssl_certificate_key {home}/server.key;
        {block}
    }}
}}
"""


def block_in(page: str, heading: str) -> str:
    """Return the block of nginx's language that stands in the docs under a heading."""
    text = (DOCS / page).read_text().partition(f"\n{heading}\n")[2]
    return text.partition("```nginx\n")[2].partition("```")[0]


class Nginx:
    """nginx on a free port; `port` speaks TLS. The hub that the block names is the one under test."""

    def __init__(self, home: Path, block: str, hub_url: str) -> None:
        assert NGINX is not None
        assert _HUB in block
        home.mkdir(mode=0o755, parents=True)
        self.home = home
        write_certificate(home, "server", "localhost")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        config = _CONFIG.format(home=home, port=self.port, block=block.replace(_HUB, hub_url))
        (home / "nginx.conf").write_text(config)
        self._process = subprocess.Popen([NGINX, "-p", str(home), "-c", "nginx.conf"], stderr=subprocess.DEVNULL)
        until(self._listens, "nginx listens")

    def stop(self) -> None:
        """End it and wait for that."""
        self._process.terminate()
        self._process.wait(30)

    def requests(self) -> list[str]:
        """Return its requests: `METHOD PATH PROTOCOL STATUS handed-on-to:ADDRESS`, - for one that it kept."""
        return (self.home / "access.log").read_text().splitlines()

    def _listens(self) -> bool:
        assert self._process.poll() is None, (self.home / "error.log").read_text()
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0


def write_certificate(folder: Path, file_name: str, name: str) -> str:
    """Write a key and a certificate signed by itself, `file_name`.key and .pem; return the certificate."""
    key, at = ec.generate_private_key(ec.SECP256R1()), now()
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    built = x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
    built = built.serial_number(x509.random_serial_number()).not_valid_before(at - timedelta(days=1))
    built = built.not_valid_after(at + timedelta(days=30))
    built = built.add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
    pem = built.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM).decode()
    (folder / f"{file_name}.pem").write_text(pem)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / f"{file_name}.key").write_bytes(private)
    return re.sub(r"\s+\Z", "\n", pem)
