"""Secrets lie in a file of the agent's own, in the system's keyring or with systemd, and show nowhere else."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError

from depesch.connect.configuration import SecretExposed, SecretMissing, SecretUnreadable, keyrings, secret
from depesch.connect.configuration.secrets import put_away, remove, secret_file, where_is

NAME = "account/nordbygg"
KEY = "dep_0123456789"


class Ring(KeyringBackend):
    """A keyring as a desktop has one, in memory."""

    priority = 5

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # keyring's has no types
        self.kept: dict[tuple[str, str], str] = {}
        self.is_locked = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.is_locked:
            raise KeyringLocked("nobody unlocked it")
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError(username)


@pytest.fixture
def ring() -> Iterator[Ring]:
    before = keyring.get_keyring()
    mine = Ring()
    keyring.set_keyring(mine)
    yield mine
    keyring.set_keyring(before)


def test_a_secret_comes_back_and_does_not_show(tmp_path: Path) -> None:
    place = put_away(NAME, KEY, tmp_path, in_keyring=False)
    found = secret(NAME, tmp_path)
    assert found.reveal() == KEY
    assert KEY not in repr(found) + place


def test_the_file_and_its_folder_are_nobody_elses(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        file = Path(put_away(NAME, KEY, tmp_path, in_keyring=False))
    finally:
        os.umask(before)
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_a_secret_can_be_replaced_and_removed(tmp_path: Path) -> None:
    put_away(NAME, "old", tmp_path, in_keyring=False)
    put_away(NAME, KEY, tmp_path, in_keyring=False)
    assert secret(NAME, tmp_path).reveal() == KEY
    assert [each.name for each in (tmp_path / "secrets").iterdir()] == ["account.nordbygg"]
    assert remove(NAME, tmp_path)
    assert not remove(NAME, tmp_path)
    with pytest.raises(SecretMissing):
        secret(NAME, tmp_path)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_file_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    file = Path(put_away(NAME, KEY, tmp_path, in_keyring=False))
    file.chmod(mode)
    with pytest.raises(SecretExposed) as told:
        secret(NAME, tmp_path)
    assert KEY not in str(told.value)


def test_a_link_is_refused(tmp_path: Path) -> None:
    file = Path(put_away(NAME, KEY, tmp_path, in_keyring=False))
    file.rename(tmp_path / "elsewhere")
    file.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(SecretExposed):
        secret(NAME, tmp_path)


def test_a_folder_of_secrets_that_leads_elsewhere_is_not_written_into(tmp_path: Path) -> None:
    elsewhere, home = tmp_path / "elsewhere", tmp_path / "home"
    elsewhere.mkdir(mode=0o755)
    home.mkdir()
    (home / "secrets").symlink_to(elsewhere)
    with pytest.raises(OSError, match="no folder"):
        put_away(NAME, KEY, home, in_keyring=False)
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"\n", b"two\nlines\n", b"\xff\xfe", b"x" * 70_000])
def test_a_file_without_one_line_of_text_is_unreadable(tmp_path: Path, content: bytes) -> None:
    file = Path(put_away(NAME, KEY, tmp_path, in_keyring=False))
    file.write_bytes(content)
    with pytest.raises(SecretUnreadable):
        secret(NAME, tmp_path)


@pytest.mark.parametrize("name", ["", "a/b/c", "../x", "Account", "a.b", "/a", "a/", "x" * 41, "a\n"])
def test_a_name_that_could_lead_elsewhere_is_none(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="no name"):
        secret_file(name, tmp_path)


@pytest.mark.parametrize("file", ["account.nordbygg", "depesch_account.nordbygg"])
def test_a_credential_of_systemd_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str) -> None:
    put_away(NAME, "of the file", tmp_path, in_keyring=False)
    credentials = tmp_path / "credentials"
    credentials.mkdir()
    (credentials / file).write_text(KEY)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(credentials))
    assert (secret(NAME, tmp_path).reveal(), where_is(NAME, tmp_path)) == (KEY, "credential")


def test_credentials_that_cannot_be_read_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where the service's mounts do not reach its namespace: nothing is taken from elsewhere in their place."""
    put_away(NAME, KEY, tmp_path, in_keyring=False)
    not_a_folder = tmp_path / "credentials"
    not_a_folder.touch()
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(not_a_folder))
    with pytest.raises(SecretUnreadable, match=str(not_a_folder)):
        secret(NAME, tmp_path)


def test_the_keyring_keeps_what_is_put_there_and_no_file_stays(tmp_path: Path, ring: Ring) -> None:
    put_away(NAME, "old", tmp_path, in_keyring=False)
    assert put_away(NAME, KEY, tmp_path, in_keyring=True) == "keyring"
    assert not secret_file(NAME, tmp_path).exists()
    assert (secret(NAME, tmp_path).reveal(), where_is(NAME, tmp_path)) == (KEY, "keyring")
    put_away(NAME, "new", tmp_path, in_keyring=False)
    assert not ring.kept
    assert remove(NAME, tmp_path)


def test_a_locked_keyring_is_not_a_missing_secret(tmp_path: Path, ring: Ring) -> None:
    ring.is_locked = True
    with pytest.raises(SecretUnreadable, match="unlocked"):
        secret(NAME, tmp_path)
    assert not keyrings.is_usable()


def test_a_system_without_a_keyring_says_so(tmp_path: Path, ring: Ring) -> None:
    ring.priority = 0
    with pytest.raises(keyrings.KeyringUnusable):
        put_away(NAME, KEY, tmp_path, in_keyring=True)
    with pytest.raises(SecretMissing):
        secret(NAME, tmp_path)
