"""`depesch connect` in a company's network: a hub behind TLS with an own authority, and behind a proxy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from pytest_django.live_server_helper import LiveServer

from depesch.hub.flows.models import Document
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from tests.connect.conftest import invoice
from tests.connect.fronts import NAME, Authority, front, proxy
from tests.console.test_connect_commands import Agent, key_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.row("S-130")]


@pytest.fixture
def agent(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Agent:
    """An agent with a configuration, on a machine that has no proxy of its own."""
    for variable in ("http_proxy", "https_proxy", "all_proxy", "no_proxy", "ssl_cert_file", "ssl_cert_dir"):
        monkeypatch.delenv(variable, raising=False)
        monkeypatch.delenv(variable.upper(), raising=False)
    made = Agent(tmp_path, capsys, monkeypatch)
    assert made("init", "--lang", "en")[0] == 0
    return made


@pytest.fixture
def ours(tmp_path: Path) -> Authority:
    """The company's own authority."""
    return Authority(tmp_path, "ours")


@pytest.fixture
def port(live_server: LiveServer, ours: Authority, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The port at which the hub speaks TLS, under a certificate of the company's authority."""
    monkeypatch.setattr(settings, "ALLOWED_HOSTS", [*settings.ALLOWED_HOSTS, NAME])
    with front(ours.server(NAME, "127.0.0.1"), live_server.thread.port) as server:
        yield server.port


def test_a_hub_with_an_own_authority_is_reached_from_the_command_line(
    agent: Agent, port: int, ours: Authority, nordbygg: Company
) -> None:
    assert agent("config", "set", f"ca_file={ours.path}")[0] == 0
    assert sent_over(agent, f"https://127.0.0.1:{port}", nordbygg) == ["F-1.xml"]


def test_a_certificate_that_is_not_trusted_names_the_setting(
    agent: Agent, port: int, tmp_path: Path, nordbygg: Company
) -> None:
    hub = f"https://127.0.0.1:{port}"
    add = ("account", "add", "nordbygg", "--hub", hub, "--send", agent.folder / "out", "--create-folders")
    for authority in ("", Authority(tmp_path, "another").path):
        if authority:
            assert agent("config", "set", f"ca_file={authority}")[0] == 0
        status, _, told = agent(*add, stdin=key_of(nordbygg))
        assert (status, "config set ca_file" in told, "CERTIFICATE_VERIFY_FAILED" in told) == (78, True, True)
    assert "nordbygg" not in agent("account", "list")[1]


def test_while_it_runs_an_authority_that_is_gone_names_the_setting(
    agent: Agent, port: int, ours: Authority, tmp_path: Path, nordbygg: Company
) -> None:
    agent("config", "set", f"ca_file={ours.path}")
    sent_over(agent, f"https://127.0.0.1:{port}", nordbygg)
    agent("config", "set", f"ca_file={Authority(tmp_path, 'another').path}")
    (agent.folder / "out" / "F-2.xml").write_bytes(invoice("F-2"))
    status, _, told = agent("once")
    assert status == 75
    faults = [line for line in told.splitlines() if line.startswith("nordbygg: ")]
    assert faults
    assert all("config set ca_file" in line for line in faults)
    assert "CERTIFICATE_VERIFY_FAILED" in told
    assert (agent.folder / "out" / "F-2.xml").exists() or list((agent.folder / "out" / ".depesch").rglob("F-2.xml"))
    checked = agent("config", "check", "--online")
    assert (checked[0], "ca_file" in checked[2]) == (78, True)


def test_a_certificate_of_another_name_names_the_address(
    agent: Agent, live_server: LiveServer, ours: Authority, nordbygg: Company
) -> None:
    agent("config", "set", f"ca_file={ours.path}")
    with front(ours.server(NAME), live_server.thread.port) as server:
        hub = f"https://127.0.0.1:{server.port}"
        status, _, told = agent("account", "add", "nordbygg", "--hub", hub, stdin=key_of(nordbygg))
    assert (status, "correct the account's setting `hub`" in told) == (78, True)


def test_a_hub_is_reached_through_a_proxy(agent: Agent, port: int, ours: Authority, nordbygg: Company) -> None:
    with proxy(port) as (proxy_port, asked):
        assert agent("config", "set", f"proxy=http://127.0.0.1:{proxy_port}", f"ca_file={ours.path}")[0] == 0
        assert sent_over(agent, f"https://{NAME}", nordbygg) == ["F-1.xml"]
    assert set(asked) == {f"CONNECT {NAME}:443 HTTP/1.1"}


def test_the_proxy_of_the_environment_counts_when_none_is_set(
    agent: Agent, port: int, ours: Authority, nordbygg: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    agent("config", "set", f"ca_file={ours.path}")
    with proxy(port) as (proxy_port, asked):
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{proxy_port}")
        assert sent_over(agent, f"https://{NAME}", nordbygg) == ["F-1.xml"]
    assert set(asked) == {f"CONNECT {NAME}:443 HTTP/1.1"}


@pytest.mark.parametrize("answer", [b"407 Proxy Authentication Required", b"502 Bad Gateway"])
def test_a_proxy_that_does_not_let_through_names_the_setting(
    agent: Agent, port: int, nordbygg: Company, answer: bytes
) -> None:
    with proxy(port, answer=answer) as (proxy_port, _):
        agent("config", "set", f"proxy=http://127.0.0.1:{proxy_port}")
        status, _, told = agent("account", "add", "n", "--hub", f"https://{NAME}", stdin=key_of(nordbygg))
    assert (status, "config set proxy" in told) == (75, True), told


def test_a_proxy_that_is_not_there_names_the_setting(agent: Agent, nordbygg: Company) -> None:
    agent("config", "set", "proxy=http://127.0.0.1:9")  # the discard port, where nothing listens
    status, _, told = agent("account", "add", "n", "--hub", f"https://{NAME}", stdin=key_of(nordbygg))
    assert (status, "config set proxy" in told) == (75, True), told


def sent_over(agent: Agent, hub: str, company: Company) -> list[str]:
    """Add the account, send a file, and return what the hub has of the company."""
    out = agent.folder / "out"
    added = agent("account", "add", "nordbygg", "--hub", hub, "--send", out, "--create-folders", stdin=key_of(company))
    assert added[0] == 0, added
    (out / "F-1.xml").write_bytes(invoice())
    once = agent("once")
    assert once[0] == 0, once
    with acting_for(company.pk):
        return list(Document.objects.values_list("file_name", flat=True))
