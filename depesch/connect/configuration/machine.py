"""What a configuration needs of this machine: folders that are there and can be written, certificates, secrets."""

from __future__ import annotations

import os
import ssl
from collections.abc import Iterator
from pathlib import Path

from depesch.connect.configuration.consistency import folders_of
from depesch.connect.configuration.faults import Fault
from depesch.connect.configuration.secrets import SecretExposed, SecretMissing, SecretUnreadable, secret, secret_file
from depesch.connect.settings import AgentSettings


def missing_things(settings: AgentSettings) -> list[Fault]:
    """Return what complete settings need and this machine, for the user who asks, does not have."""
    return [*_own_folders(settings), *_folders(settings), *_certificates(settings), *_secrets(settings)]


def _own_folders(settings: AgentSettings) -> Iterator[Fault]:
    assert settings.home is not None, "settings are completed before they are looked at"  # noqa: S101
    yield from _folder(settings.home, "home")
    if settings.log.folder is not None and settings.log.folder != settings.home:
        yield from _folder(settings.log.folder, "log.folder")


def _folders(settings: AgentSettings) -> Iterator[Fault]:
    seen: dict[tuple[int, int], tuple[str, Path]] = {}
    watched: dict[str, Path] = {}
    for _, use, key, folder in folders_of(settings):
        faults = list(_folder(folder, key))
        yield from faults
        if faults:
            continue
        found = folder.stat()
        other_key, other = seen.setdefault((found.st_dev, found.st_ino), (key, folder))
        if other != folder:
            yield Fault(code="same-folder", key=key, value=str(folder), details={"other": other_key})
        above = key.rpartition(".")[0]
        if use == "folder":
            watched[above] = folder
        elif use in ("sent", "failed") and above in watched and found.st_dev != watched[above].stat().st_dev:
            details = {"folder": str(watched[above])}
            yield Fault(code="other-file-system", key=key, value=str(folder), details=details)


def _folder(folder: Path, key: str) -> Iterator[Fault]:
    try:
        is_folder = os.path.isdir(folder) or not folder.stat()  # noqa: PTH112 - `is_dir` is silent about no right to look
    except FileNotFoundError:
        yield Fault(code="no-folder", key=key, value=str(folder))
        return
    except OSError as error:
        details = {"reason": error.strerror or str(error)}
        yield Fault(code="folder-not-reached", key=key, value=str(folder), details=details)
        return
    if not is_folder:
        yield Fault(code="not-a-folder", key=key, value=str(folder))
    elif not _may(folder, os.R_OK | os.X_OK):
        yield Fault(code="folder-not-reached", key=key, value=str(folder), details={"reason": os.strerror(13)})
    elif not _may(folder, os.W_OK):
        yield Fault(code="folder-not-writable", key=key, value=str(folder))


def _may(folder: Path, rights: int) -> bool:
    return os.access(folder, rights, effective_ids=os.access in os.supports_effective_ids)


def _certificates(settings: AgentSettings) -> Iterator[Fault]:
    files = {"ca_file": settings.ca_file, "mail.ca_file": settings.mail.ca_file if settings.mail else None}
    for key, file in files.items():
        if file is None:
            continue
        try:
            ssl.create_default_context(cafile=str(file))
        except OSError as error:  # an ssl.SSLError is one, too
            reason = error.strerror or str(error)
            yield Fault(code="unreadable-ca-file", key=key, value=str(file), details={"reason": reason})


def _secrets(settings: AgentSettings) -> Iterator[Fault]:
    assert settings.home is not None, "settings are completed before they are looked at"  # noqa: S101
    wanted = {account.key: f"accounts.{account.name}.key" for account in settings.accounts if account.enabled}
    if settings.mail and settings.mail.user:
        wanted.setdefault(settings.mail.password, "mail.password")
    for name, key in wanted.items():
        yield from _secret(name, key, settings.home)


def _secret(name: str, key: str, home: Path) -> Iterator[Fault]:
    try:
        secret(name, home)
    except SecretMissing:
        yield Fault(code="no-secret", key=key, value=name)
    except SecretExposed:
        details = {"file": str(secret_file(name, home))}
        yield Fault(code="exposed-secret", key=key, value=name, details=details)
    except SecretUnreadable as error:
        yield Fault(code="unreadable-secret", key=key, value=name, details={"reason": str(error)})
