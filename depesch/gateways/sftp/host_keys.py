"""The host keys of the SFTP gateway: made once, kept under the hub's home, the same for all machines that share it.

A key that will follow lies beside the one that is used, as `sftp_host_ed25519_next` or `sftp_host_rsa_next`: clients
are told of it once they have come in (OpenSSH's `hostkeys-00@openssh.com`, taken over with `UpdateHostKeys yes`).
Renamed to the name without `_next`, it is used for new connections; those that are open go on. Nothing is restarted.
"""

from __future__ import annotations

from pathlib import Path

import asyncssh
import structlog

from depesch.hub.server.config import BadConfiguration, Config
from depesch.hub.server.secrets import kept
from depesch.kit.file_changes import Marks, marks

_ALGORITHMS = {"ed25519": ("ssh-ed25519", {}), "rsa": ("ssh-rsa", {"key_size": 3072})}
_NEXT = "_next"
_log = structlog.get_logger()


def host_keys(config: Config) -> list[asyncssh.SSHKey]:
    """Return the Ed25519 key, the RSA key of 3072 bits for clients that are too old for it, and those that will follow.

    The first two are made when they are not there. Raises BadConfiguration naming a file that is no private key.
    """
    for name, (algorithm, options) in _ALGORITHMS.items():
        kept(_path(config, name), lambda a=algorithm, o=options: _made(a, o))  # type: ignore[misc]  # bound at once
    return _read(config)


class HostKeys:
    """The keys in their files, and whether these have changed."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._seen = self._marks()

    def renewed(self) -> list[asyncssh.SSHKey] | None:
        """Return the keys when their files have changed since they were last asked for; else, or when bad, None."""
        seen = self._marks()
        if seen == self._seen:
            return None
        self._seen = seen
        try:
            keys = _read(self._config)
        except BadConfiguration as error:
            _log.error("sftp.host_keys_not_read", reason=str(error))  # words enough, no traceback
            return None
        _log.info("sftp.host_keys_renewed", fingerprints=[key.get_fingerprint() for key in keys])
        return keys

    def _marks(self) -> Marks:
        return marks(_path(self._config, f"{name}{end}") for name in _ALGORITHMS for end in ("", _NEXT))


def _read(config: Config) -> list[asyncssh.SSHKey]:
    following = [name + _NEXT for name in _ALGORITHMS if _path(config, name + _NEXT).exists()]
    return [_key(_path(config, name)) for name in (*_ALGORITHMS, *following)]


def _key(path: Path) -> asyncssh.SSHKey:
    try:
        return asyncssh.read_private_key(path)
    except (OSError, asyncssh.KeyImportError) as error:
        raise BadConfiguration(f"{path} is no private key without a passphrase: {error}") from error


def _made(algorithm: str, options: dict[str, int]) -> str:
    return asyncssh.generate_private_key(algorithm, "", **options).export_private_key().decode()


def _path(config: Config, name: str) -> Path:
    return config.home / "secrets" / f"sftp_host_{name}"
