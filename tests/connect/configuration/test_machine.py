"""What the machine lacks is told before anything starts: folders, rights, file systems, certificates, secrets."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from depesch.connect.configuration import load
from depesch.connect.configuration.machine import missing_things
from depesch.connect.configuration.secrets import put_away
from depesch.connect.settings import AgentSettings
from tests.connect.configuration.files import written

NOBODY = 65534


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with everything that `agent` needs."""
    for name in ("out", "sent", "failed", "in"):
        (tmp_path / name).mkdir()
    put_away("account/nordbygg", "dep_key", tmp_path, in_keyring=False)
    return tmp_path


def agent(home: Path, more: str = "", *, sending: str = "", collecting: str = "in") -> AgentSettings:
    """Return the settings of one account whose folders lie in `home`."""
    text = f"""<connect xmlns="urn:depesch:connect:1">{more}<account><name>nordbygg</name><hub>https://hub.example</hub>
      <sending><folder>out</folder>{sending}</sending>
      <collecting><folder>{collecting}</folder></collecting></account></connect>"""
    return load(written(home, text))


def told(settings: AgentSettings) -> list[tuple[str, str]]:
    return [(fault.code, fault.key) for fault in missing_things(settings)]


@contextmanager
def as_nobody() -> Iterator[None]:
    """Act as a user who may nothing; root may everything and would notice no missing right."""
    if os.geteuid() != 0:
        pytest.skip("only root can act as another user")
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def test_nothing_is_told_when_everything_is_there(home: Path) -> None:
    assert told(agent(home)) == []


@pytest.mark.row("S-027")
@pytest.mark.parametrize(("name", "key"), [
    ("out", "accounts.nordbygg.sending.0.folder"), ("sent", "accounts.nordbygg.sending.0.sent"),
    ("failed", "accounts.nordbygg.sending.0.failed"), ("in", "accounts.nordbygg.collecting.folder"),
])  # fmt: skip
def test_a_missing_folder_is_named(home: Path, name: str, key: str) -> None:
    settings = agent(home)
    (home / name).rmdir()
    (fault,) = missing_things(settings)
    assert (fault.code, fault.key) == ("no-folder", key)
    assert str(home / name) in fault.what("en")
    assert "make it" in fault.next_step("en")


def test_a_file_where_a_folder_should_be_is_told(home: Path) -> None:
    settings = agent(home)
    (home / "in").rmdir()
    (home / "in").touch()
    assert told(settings) == [("not-a-folder", "accounts.nordbygg.collecting.folder")]


def test_rights_that_are_missing_are_told(home: Path) -> None:
    settings = agent(home)
    for above in (home, *home.parents[:2]):
        above.chmod(0o755)
    for name, mode in (("out", 0o777), ("sent", 0o777), ("failed", 0o755), ("in", 0o700)):
        (home / name).chmod(mode)
    with as_nobody():
        found = told(settings)
    assert found == [
        ("folder-not-writable", "home"),
        ("folder-not-writable", "accounts.nordbygg.sending.0.failed"),
        ("folder-not-reached", "accounts.nordbygg.collecting.folder"),
        ("unreadable-secret", "accounts.nordbygg.key"),
    ]


def test_a_folder_on_another_file_system_is_told(home: Path) -> None:
    other = Path("/dev/shm") / f"depesch-{home.name}-{os.getpid()}"
    if not Path("/dev/shm").is_dir() or Path("/dev/shm").stat().st_dev == home.stat().st_dev:
        pytest.skip("/dev/shm is no file system of its own here")
    other.mkdir()
    try:
        settings = agent(home, sending=f"<sent>{other}</sent>")
        assert told(settings) == [("other-file-system", "accounts.nordbygg.sending.0.sent")]
    finally:
        other.rmdir()


def test_two_paths_that_lead_to_one_folder_are_told(home: Path) -> None:
    (home / "link").symlink_to(home / "out")
    assert told(agent(home, collecting="link")) == [("same-folder", "accounts.nordbygg.collecting.folder")]


@pytest.mark.row("S-130")
@pytest.mark.parametrize(
    "content", [None, "", "no certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"]
)
def test_certificates_that_cannot_be_read_are_told(home: Path, content: str | None) -> None:
    if content is not None:
        (home / "ca.pem").write_text(content)
    assert told(agent(home, "<ca_file>ca.pem</ca_file>")) == [("unreadable-ca-file", "ca_file")]


def test_secrets_that_are_missing_or_open_to_others_are_told(home: Path) -> None:
    mail = "<mail><host>mail.example</host><user>agent</user><sender>a@b.example</sender></mail>"
    (home / "secrets" / "account.nordbygg").chmod(0o640)
    assert told(agent(home, mail)) == [
        ("exposed-secret", "accounts.nordbygg.key"), ("no-secret", "mail.password"),
    ]  # fmt: skip
