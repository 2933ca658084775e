"""The system's keyring: Secret Service on a Linux desktop, the credential store on Windows, the keychain on a Mac."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "depesch-connect"  # under this name the secrets lie there
_LEAST_PRIORITY = 1  # below it are those that do not protect what they keep, and the one that stands for none


class KeyringUnusable(Exception):
    """There is no keyring that works here, as under a service that nobody signed in for; the message says why."""


def read(name: str) -> str | None:
    """Return the secret, None when it is not there or there is no keyring; KeyringUnusable when it stays locked."""
    from keyring.errors import KeyringError

    ring = _ring()
    if ring is None:
        return None
    try:
        return ring.get_password(SERVICE, name)
    except KeyringError as error:
        raise KeyringUnusable(f"{ring.name}: {error}") from error


def write(name: str, text: str) -> None:
    """Keep the secret; raises KeyringUnusable."""
    from keyring.errors import KeyringError

    ring = _ring()
    if ring is None:
        raise KeyringUnusable("there is no keyring on this system that works here")
    try:
        ring.set_password(SERVICE, name, text)
    except KeyringError as error:
        raise KeyringUnusable(f"{ring.name}: {error}") from error


def remove(name: str) -> bool:
    """Remove the secret; return whether it was there. Raises KeyringUnusable."""
    from keyring.errors import KeyringError

    ring = _ring()
    if ring is None or read(name) is None:
        return False
    try:
        ring.delete_password(SERVICE, name)
    except KeyringError as error:
        raise KeyringUnusable(f"{ring.name}: {error}") from error
    return True


def is_usable() -> bool:
    """Return whether there is a keyring that answers."""
    try:
        read("none")
    except KeyringUnusable:
        return False
    return _ring() is not None


def _ring() -> KeyringBackend | None:
    import keyring  # takes a while, and most agents have their secrets in files

    ring = keyring.get_keyring()
    return ring if ring.priority >= _LEAST_PRIORITY else None
