"""The host keys of the SFTP gateway: made once, kept under the hub's home, the same for all machines that share it."""

from __future__ import annotations

import asyncssh

from depesch.hub.server.config import Config
from depesch.hub.server.secrets import kept


def host_keys(config: Config) -> list[asyncssh.SSHKey]:
    """Return the Ed25519 key, and the RSA key of 3072 bits for clients that are too old for the first."""
    return [_kept(config, "ed25519", "ssh-ed25519"), _kept(config, "rsa", "ssh-rsa", key_size=3072)]


def _kept(config: Config, name: str, algorithm: str, **options: int) -> asyncssh.SSHKey:
    def make() -> str:
        return asyncssh.generate_private_key(algorithm, "", **options).export_private_key().decode()

    return asyncssh.import_private_key(kept(config.home / "secrets" / f"sftp_host_{name}", make))
