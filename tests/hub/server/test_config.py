"""Process settings: typed, all faults at once."""

from __future__ import annotations

import pytest

from depesch.hub.server.config import BadConfiguration, Config, load
from depesch.hub.server.database import app_login, owner_login


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(BadConfiguration) as told:
        load({"DEPESCH_PORT": "many", "DEPESCH_PRT": "1"})
    assert "DEPESCH_PORT" in str(told.value)
    assert "DEPESCH_PRT" in str(told.value)


def test_an_external_database_is_read_from_its_url() -> None:
    login = app_login(Config(database_url="postgresql://app:p%40ss@db.example:6543/depesch?sslmode=require"))
    assert (login.host, login.port, login.user, login.password) == ("db.example", 6543, "app", "p@ss")
    assert login.options == {"sslmode": "require"}


def test_a_url_of_another_kind_is_refused() -> None:
    with pytest.raises(BadConfiguration, match="must look like postgresql://"):
        app_login(Config(database_url="mysql://db.example/depesch"))


def test_without_an_owner_an_external_database_cannot_be_migrated() -> None:
    with pytest.raises(BadConfiguration, match="DEPESCH_OWNER_DATABASE_URL"):
        owner_login(Config(database_url="postgresql://app:x@db.example/depesch"))


def test_a_login_never_shows_its_password() -> None:
    assert "geheim" not in repr(app_login(Config(database_url="postgresql://app:geheim@db.example/depesch")))


def test_tracebacks_are_never_shown_to_a_network() -> None:
    with pytest.raises(BadConfiguration, match="DEPESCH_DEBUG"):
        load({"DEPESCH_DEBUG": "true", "DEPESCH_PUBLIC_URL": "https://hub.example"})
    assert load({"DEPESCH_DEBUG": "true"}).debug


def test_client_certificates_are_taken_of_a_proxy_alone() -> None:
    with pytest.raises(BadConfiguration, match="DEPESCH_CLIENT_CERTIFICATE_HEADER='X-Cert' needs DEPESCH_PROXIES"):
        load({"DEPESCH_CLIENT_CERTIFICATE_HEADER": "X-Cert"})
    told = load({"DEPESCH_CLIENT_CERTIFICATE_HEADER": "X-Cert", "DEPESCH_PROXIES": "1"})
    assert told.client_certificate_header == "X-Cert"


def test_a_port_that_cannot_be_is_refused() -> None:
    with pytest.raises(BadConfiguration, match="DEPESCH_PORT"):
        load({"DEPESCH_PORT": "70000"})


def test_the_same_variables_are_read_once_and_others_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    before = load()
    assert load() is before
    monkeypatch.setenv("DEPESCH_GATEWAY_IDLE_S", "77")
    assert load().gateway_idle_s == 77
    monkeypatch.delenv("DEPESCH_GATEWAY_IDLE_S")
    assert load() == before
    monkeypatch.setenv("DEPESCH_GATEWAY_IDLE_S", "0")
    for _ in range(2):  # a fault is told each time
        with pytest.raises(BadConfiguration, match="DEPESCH_GATEWAY_IDLE_S='0'"):
            load()
