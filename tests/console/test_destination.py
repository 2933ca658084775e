"""`depesch destination`: a company's servers set up, tried, paused and removed at the console; no secret in sight."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from depesch.hub.directory.destinations import own_server
from depesch.hub.directory.models import Customer, Destination
from depesch.hub.history.models import EventRow
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.settings import stored_values
from tests.channels.sftp.server import Sshd, sshd
from tests.console.test_setting_up_commands import NORDBYGG, Console, console

__all__ = ["console"]
pytestmark = pytest.mark.django_db(transaction=True)
PUSH = ("https_push", "--setting", "url=https://erp.nordbygg.example/in")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Sshd]:
    """A server of Nordbygg's own."""
    with sshd(tmp_path / "sshd") as running:
        yield running


def destination(console: Console, part: str, *arguments: str | Path) -> int:
    return console("destination", part, "--company", NORDBYGG, "--json", *arguments)


def given(server: Sshd, key: Path) -> tuple[str, ...]:
    key.write_text(server.private_key)
    values = {"host": "127.0.0.1", "port": server.port, "user": server.user, "fingerprint": server.fingerprint}
    settings = [part for name, value in values.items() for part in ("--setting", f"{name}={value}")]
    return (*settings, "--secret", f"private_key={key}")


def test_a_server_is_added_tried_changed_paused_and_removed(
    console: Console, nordbygg: Company, server: Sshd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEPESCH_PRIVATE_CHANNELS", "true")
    assert destination(console, "add", "sftp", *given(server, tmp_path / "key"), "--format", "ubl21") == 0
    (row,) = console.lines()
    assert (row["owner"], row["channel"], row["state"], row["format"]) == ("own", "sftp", "on", "ubl21")
    assert row["settings"]["private_key"] == "***"
    assert "PRIVATE KEY" not in console.told + console.complained

    assert destination(console, "test", "sftp") == 0, console.told
    assert console.lines() == [{"channel": "sftp", "answers": True, "code": "", "detail": ""}]
    assert server.names() == []

    assert destination(console, "set", "sftp", "--setting", "user=nobody-here") == 0
    assert console.lines()[0]["format"] == "ubl21"
    assert destination(console, "test", "sftp") == 1
    assert console.lines()[0]["code"] == "sftp-login-failed"

    assert destination(console, "pause", "sftp") == 0
    assert console.lines()[0]["state"] == "paused"
    assert destination(console, "list") == 0
    assert [each["state"] for each in console.lines()] == ["paused"]
    with acting_for(nordbygg.id):
        found = own_server()
        assert found is not None
        assert not found.enabled
        assert found.settings is not None
        assert stored_values(found.settings)["private_key"].strip() == server.private_key.strip()
    assert destination(console, "set", "sftp") == 0
    assert console.lines()[0]["state"] == "on"

    assert destination(console, "remove", "sftp") == 0
    assert destination(console, "list") == 0
    assert "no server is set up" in console.complained
    with acting_for(nordbygg.id):
        kinds = [event.kind for event in EventRow.objects.filter(actor="console").order_by("id")]
    assert kinds == [*["destination.set"] * 4, "destination.removed"]


def test_a_secret_comes_from_stdin_or_a_file_and_never_from_the_line(
    console: Console, nordbygg: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert destination(console, "add", *PUSH, "--setting", "token=hemligt-9") == 2
    assert "--setting token: is a secret, which others would see here" in console.complained
    monkeypatch.setattr("sys.stdin", io.StringIO("hemligt-9\n"))
    assert destination(console, "add", *PUSH, "--secret", "token=-") == 0, console.complained
    assert "hemligt" not in console.told + console.complained
    with acting_for(nordbygg.id):
        found = own_server()
        assert found is not None
        assert found.settings is not None
        assert stored_values(found.settings)["token"] == "hemligt-9"


def test_what_does_not_fit_is_refused_with_the_next_step(console: Console, nordbygg: Company) -> None:
    assert destination(console, "set", *PUSH) == 2
    assert "there is no server over https_push here" in console.complained
    assert destination(console, "add", "email") == 2
    assert "give one of as2, ftps, https_push, sftp" in console.complained
    assert destination(console, "add", *PUSH, "--format", "fax") == 2
    assert "--format: 'fax' is none of" in console.complained
    assert destination(console, "add", *PUSH) == 0
    assert destination(console, "add", "sftp") == 2
    assert "there is a server over https_push already" in console.complained
    assert destination(console, "list", "--customer", "K-7") == 2
    assert "there is no customer K-7" in console.complained


def test_a_customers_server_is_its_own_and_a_strangers_is_not_seen(
    console: Console, nordbygg: Company, carls_company: Company
) -> None:
    with acting_for(nordbygg.id):
        customer = Customer.objects.create(tenant_id=nordbygg.id, name="Fjordtre AS")
    assert destination(console, "add", *PUSH, "--customer", str(customer.id)) == 0
    assert destination(console, "add", *PUSH) == 0
    assert destination(console, "list") == 0
    assert [each["owner"] for each in console.lines()] == ["own", str(customer.id)]
    assert destination(console, "set", *PUSH, "--customer", str(customer.id), "--format", "ubl21") == 2
    carls = ("--company", str(carls_company.id))
    assert console("destination", "list", *carls) == 0
    assert console.told == ""
    assert console("destination", "remove", *carls, "https_push") == 2
    assert console("destination", "list", *carls, "--customer", str(customer.id)) == 2
    with acting_for(nordbygg.id):
        assert Destination.objects.count() == 2
