"""What stands between an agent and its hub in a company's network: TLS with an authority of its own, and a proxy.

Both are real servers on this machine: the front speaks TLS and hands every byte on to the hub, the proxy knows CONNECT
(RFC 9110, 9.3.6) alone, and leads one name to the front, as a proxy's own name server does.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from depesch.kit.clock import now

NAME = "hub.example"
Handle = Callable[[socket.socket], None]


class Authority:
    """An authority of a company's own; `path` is its certificate in PEM."""

    def __init__(self, folder: Path, name: str) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        self._folder = folder
        constraints = x509.BasicConstraints(ca=True, path_length=0)
        certificate = self._built(self._name, self._key).add_extension(constraints, critical=True)
        self.path = folder / f"{name}.pem"
        self.path.write_bytes(certificate.sign(self._key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))

    def server(self, *hosts: str) -> ssl.SSLContext:
        """Return the context of a server with a certificate for these names and addresses."""
        key = ec.generate_private_key(ec.SECP256R1())
        names = x509.SubjectAlternativeName([
            x509.IPAddress(ip_address(host)) if host[0].isdigit() else x509.DNSName(host) for host in hosts
        ])  # fmt: skip
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, hosts[0])])
        signed = self._built(subject, key).add_extension(names, critical=False).sign(self._key, hashes.SHA256())
        secret = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        file = self._folder / "server.pem"
        file.write_bytes(signed.public_bytes(serialization.Encoding.PEM) + secret)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context

    def _built(self, subject: x509.Name, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
        builder = x509.CertificateBuilder().subject_name(subject).issuer_name(self._name)
        builder = builder.public_key(key.public_key()).serial_number(x509.random_serial_number())
        return builder.not_valid_before(now() - timedelta(hours=1)).not_valid_after(now() + timedelta(days=1))


class Server:
    """Listens on a port of this machine that is free, and gives each connection to `handle` in a thread of its own."""

    def __init__(self, handle: Handle) -> None:
        self._handle = handle
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]

    def __enter__(self) -> Self:
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._one, args=(connection,), daemon=True).start()

    def _one(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError), connection:  # ssl.SSLError is one: a client that does not believe us leaves
            self._handle(connection)


def front(context: ssl.SSLContext, port: int) -> Server:
    """Return a server that speaks TLS and hands everything on to `port`."""

    def handle(connection: socket.socket) -> None:
        with context.wrap_socket(connection, server_side=True) as secure:
            _join(secure, port)

    return Server(handle)


@contextlib.contextmanager
def proxy(port: int, *, answer: bytes = b"200 Connection established") -> Iterator[tuple[int, list[str]]]:
    """Give the port of a proxy that leads `hub.example` to `port`, and what it was asked for; or refuses all."""
    asked: list[str] = []

    def handle(connection: socket.socket) -> None:
        request = b""
        while b"\r\n\r\n" not in request and (piece := connection.recv(65536)):
            request += piece
        asked.append(request.split(b"\r\n", 1)[0].decode())
        connection.sendall(b"HTTP/1.1 " + answer + b"\r\n\r\n")
        if answer.startswith(b"200 ") and asked[-1].startswith(f"CONNECT {NAME}:443 "):
            _join(connection, port)

    with Server(handle) as server:
        yield server.port, asked


def _join(one: socket.socket, port: int) -> None:
    """Carry bytes between a connection and `port` until both have said their last."""
    with socket.create_connection(("127.0.0.1", port)) as other:
        back = threading.Thread(target=_carry, args=(other, one), daemon=True)
        back.start()
        _carry(one, other)
        back.join()


def _carry(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while piece := source.recv(65536):
            target.sendall(piece)
    with contextlib.suppress(OSError):
        target.shutdown(socket.SHUT_RDWR)
