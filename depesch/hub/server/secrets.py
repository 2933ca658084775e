"""Secrets that the hub makes for itself and keeps under its home, and the encryption of channel secrets with them.

Every file here is made once, written whole (temporary file, fsync, link) and readable by its owner alone.
"""

from __future__ import annotations

import base64
import os
import secrets
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken

from depesch.hub.server.config import Config, load


class UnreadableSecret(RuntimeError):
    """An encrypted setting cannot be opened: the secret key is another one than when it was stored."""


def secret_key(config: Config) -> str:
    """Return the key that signs sessions and encrypts settings: as configured, else made once and kept."""
    return config.secret_key or kept(config.home / "secrets" / "secret_key", lambda: secrets.token_urlsafe(48))


def encrypt(text: str) -> str:
    """Return `text` encrypted with the hub's secret key (Fernet: AES-128-CBC with HMAC-SHA-256)."""
    return _fernet().encrypt(text.encode()).decode()


def decrypt(text: str) -> str:
    """Return what `encrypt` was given; raises UnreadableSecret when it was made with another key."""
    try:
        return _fernet().decrypt(text.encode()).decode()
    except InvalidToken as error:
        raise UnreadableSecret("a stored secret was encrypted with another DEPESCH_SECRET_KEY") from error


def _fernet() -> Fernet:
    digest = sha256(b"depesch settings\0" + secret_key(load()).encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))


def kept(path: Path, make: Callable[[], str]) -> str:
    """Return the text in `path`, which is made with `make()` when it is not there; safe between processes."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        write_once(path, make())
        return path.read_text(encoding="utf-8")


def write_once(path: Path, text: str) -> None:
    """Write `text` durably to `path` with mode 0600; when another process was quicker, its text stays."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if not path.exists():
            _link(part, path)
    finally:
        part.unlink(missing_ok=True)


def _link(part: Path, path: Path) -> None:
    try:
        path.hardlink_to(part)
    except FileExistsError:
        return


def new_password() -> str:
    """Return a new random password of 256 bits, in letters that need no quoting anywhere."""
    return secrets.token_hex(32)
