"""Secrets by name: a credential of systemd's, a file that nobody else can read, or the system's keyring.

They are looked for in this order. `account/nordbygg` lies in the file `secrets/account.nordbygg` of the agent's home.

Source: systemd.exec(5), LoadCredential= and $CREDENTIALS_DIRECTORY (a folder that is loaded puts its id and `_` before
the names of its files).
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
import sys
from pathlib import Path

from depesch.connect.configuration import keyrings
from depesch.connect.settings import KEPT_NAME
from depesch.kit.durable import sync_folder
from depesch.kit.secret import Secret

FOLDER = "secrets"
CREDENTIAL = "depesch"  # id of the loaded folder
MAX_BYTES = 64 * 1024
_NAME = re.compile(KEPT_NAME)


class SecretMissing(LookupError):
    """No secret of this name is put away anywhere."""


class SecretExposed(LookupError):
    """Others can read the file; what was in it is not used."""


class SecretUnreadable(LookupError):
    """It is there and cannot be read; the message says why."""


def secret(name: str, home: Path) -> Secret:
    """Return the secret put away as `name`; raises SecretMissing, SecretExposed or SecretUnreadable."""
    for credential in _credential_files(name):
        if _is_there(credential):
            return _content(credential, name)
    file = secret_file(name, home)
    if _is_there(file):
        _refuse_exposed(file)
        return _content(file, name)
    try:
        found = keyrings.read(name)
    except keyrings.KeyringUnusable as error:
        raise SecretUnreadable(str(error)) from error
    if not found:
        raise SecretMissing(name)
    return Secret(found)


def secret_file(name: str, home: Path) -> Path:
    """Return where the file of a secret lies; ValueError when it is no name of a secret."""
    if not name or not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no name of a secret; write such as account/nordbygg")
    return home / FOLDER / name.replace("/", ".")


def put_away(name: str, text: str, home: Path, *, in_keyring: bool) -> str:
    """Put a secret away and return where: `keyring` or the path of its file. No older one stays elsewhere.

    Raises ValueError when it is none, keyrings.KeyringUnusable, OSError.
    """
    if not text or not text.isprintable() or len(text.encode()) > MAX_BYTES:
        raise ValueError("the secret is empty, or not one line of printable characters")
    file = secret_file(name, home)
    if in_keyring:
        keyrings.write(name, text)
        file.unlink(missing_ok=True)
        return "keyring"
    _write_alone(file, text)
    with contextlib.suppress(keyrings.KeyringUnusable):  # the file counts, whatever stays in a locked keyring
        keyrings.remove(name)
    return str(file)


def remove(name: str, home: Path) -> bool:
    """Remove the secret wherever it was put away; return whether there was one. Raises KeyringUnusable, OSError."""
    file = secret_file(name, home)
    was_there = _is_there(file)
    file.unlink(missing_ok=True)
    return keyrings.remove(name) or was_there


def where_is(name: str, home: Path) -> str:
    """Return `credential`, `file` or `keyring`, and nothing when the secret is nowhere."""
    if any(map(_is_there, _credential_files(name))):
        return "credential"
    if _is_there(secret_file(name, home)):
        return "file"
    return "keyring" if keyrings.read(name) is not None else ""


def _credential_files(name: str) -> tuple[Path, ...]:
    folder = os.environ.get("CREDENTIALS_DIRECTORY")
    if not folder or not _NAME.fullmatch(name):
        return ()
    file = name.replace("/", ".")
    return Path(folder) / file, Path(folder) / f"{CREDENTIAL}_{file}"


def _is_there(file: Path) -> bool:
    try:
        file.lstat()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise SecretUnreadable(f"{file}: {error.strerror}") from error
    return True


def _refuse_exposed(file: Path) -> None:
    """Refuse a file that is not ours, root's or the home's owner's alone. On Windows the folder's rights decide."""
    if sys.platform == "win32":
        return
    found = file.lstat()
    owners = (os.geteuid(), 0, file.parent.parent.stat().st_uid)
    if not stat.S_ISREG(found.st_mode) or found.st_mode & 0o077 or found.st_uid not in owners:
        raise SecretExposed(str(file))


def _content(file: Path, name: str) -> Secret:
    try:
        text = file.read_bytes()[: MAX_BYTES + 1].decode("utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not in UTF-8"
        raise SecretUnreadable(f"{file}: {reason}") from error
    if not text or not text.isprintable() or len(text) > MAX_BYTES:
        raise SecretUnreadable(f"{file}: it is not one line of printable characters")
    return Secret(text)


def _write_alone(file: Path, text: str) -> None:
    """Write the file so that it is never, not for a moment, readable by others, and whole or not at all."""
    if file.parent.is_symlink():  # whoever owns the home could lead root elsewhere by it
        raise OSError(errno.ELOOP, "it is a link and no folder", str(file.parent))
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file.parent.chmod(0o700)
    beside = file.with_name(f".{file.name}.new")
    beside.unlink(missing_ok=True)
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as opened:
        opened.write(text + "\n")
        opened.flush()
        os.fsync(opened.fileno())
    _give_to_owner_of(file.parent.parent, file.parent, beside)
    beside.replace(file)
    sync_folder(file.parent)


def _give_to_owner_of(home: Path, *made: Path) -> None:
    """Let what root makes in an agent's home be the agent's: it reads its secrets as its own user."""
    if sys.platform != "win32" and os.geteuid() == 0:
        owner = home.stat()
        for path in made:
            os.chown(path, owner.st_uid, owner.st_gid, follow_symlinks=False)
