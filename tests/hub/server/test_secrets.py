"""Secrets that the hub makes and keeps."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from depesch.hub.server.secrets import UnreadableSecret, decrypt, encrypt, kept, write_once


def test_a_secret_is_made_once(tmp_path: Path) -> None:
    made = iter(("first", "second"))
    assert [kept(tmp_path / "secrets" / "key", lambda: next(made)) for _ in range(2)] == ["first", "first"]


def test_a_kept_secret_is_its_owners_alone(tmp_path: Path) -> None:
    kept(tmp_path / "secrets" / "key", lambda: "text")
    assert stat.S_IMODE((tmp_path / "secrets").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "secrets" / "key").stat().st_mode) == 0o600


def test_what_another_process_wrote_first_stays(tmp_path: Path) -> None:
    write_once(tmp_path / "key", "first")
    write_once(tmp_path / "key", "second")
    assert (tmp_path / "key").read_text() == "first"


def test_what_is_encrypted_is_read_back() -> None:
    assert decrypt(encrypt("smtp-password")) == "smtp-password"


def test_another_key_cannot_open_it(monkeypatch: pytest.MonkeyPatch) -> None:
    text = encrypt("smtp-password")
    monkeypatch.setenv("DEPESCH_SECRET_KEY", "another")
    with pytest.raises(UnreadableSecret):
        decrypt(text)
