"""Logins of direct connections: who they are known as, from where, how often may be guessed, what is kept."""

from __future__ import annotations

import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from depesch.hub.accounts.limits import DIRECT_ADDRESS, DIRECT_NAME, TooOften
from depesch.hub.direct.certificates import ClientCertificate
from depesch.hub.direct.logins import (
    LoginRefused,
    login_by_certificate,
    login_by_key,
    login_by_password,
    note_use,
    still_valid,
)
from depesch.hub.direct.managing import Wanted, add_certificate, add_key, change_login, new_password, revoke_login
from depesch.hub.direct.models import DirectLogin, LoginAddress
from depesch.hub.direct.ssh_keys import parse_key
from depesch.hub.history.models import EventRow
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from tests.hub.direct.making import a_login

HERE, THERE = "203.0.113.7", "198.51.100.9"
ED25519 = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGPKSUTyz1HwHReFVvD5obVsALAgJRNarH4TRpNePnAS erp@nordbygg"


def test_name_and_password_tell_the_company_before_one_is_chosen(nordbygg: Company) -> None:
    login, password = a_login(nordbygg)
    holder = login_by_password("drop", "Nordbygg-ERP", password, HERE)
    assert holder is not None
    assert (holder.company_id, holder.login_id, holder.actor) == (nordbygg.pk, login.pk, f"login:{login.pk}")
    assert (holder.may_send, holder.may_collect, holder.send_mode.value, holder.plain_ftp) == (
        True, True, "production", False,
    )  # fmt: skip


def test_the_password_is_not_stored(nordbygg: Company) -> None:
    login, password = a_login(nordbygg)
    assert len(password) == 43
    with acting_for(nordbygg.pk):
        assert password not in str(DirectLogin.objects.values().get(pk=login.pk))


@pytest.mark.parametrize("name", ["nordbygg-erp", "nobody-at-all", "", "x\0y", "\udcff" + "x" * 500])
def test_a_wrong_password_and_an_unknown_name_are_answered_alike(nordbygg: Company, name: str) -> None:
    a_login(nordbygg)
    assert login_by_password("drop", name, "wrong \udcff", HERE) is None


def test_an_unknown_name_costs_as_many_statements_as_a_wrong_password(nordbygg: Company) -> None:
    a_login(nordbygg)
    counts = []
    for name in ("nordbygg-erp", "nobody-at-all"):
        with CaptureQueriesContext(connection) as queries:
            login_by_password("drop", name, "wrong", HERE)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_login_without_a_password_is_not_opened_by_an_empty_one(nordbygg: Company) -> None:
    login, _ = a_login(nordbygg)
    with acting_for(nordbygg.pk):
        DirectLogin.objects.filter(pk=login.pk).update(password_digest="")
    for guess in ("", "-" * 64):
        assert login_by_password("drop", "nordbygg-erp", guess, HERE) is None


def test_another_password_makes_the_one_before_it_worthless(nordbygg: Company) -> None:
    login, former = a_login(nordbygg)
    with acting_for(nordbygg.pk):
        latter = new_password(login, actor="user:x").reveal()
    assert login_by_password("drop", login.name, former, HERE) is None
    assert login_by_password("drop", login.name, latter, HERE) is not None


def test_a_revoked_login_is_as_good_as_none_and_its_name_is_used_up(nordbygg: Company) -> None:
    login, password = a_login(nordbygg)
    holder = login_by_password("drop", login.name, password, HERE)
    assert holder is not None
    assert still_valid(holder)
    with acting_for(nordbygg.pk):
        revoke_login(login, actor="user:x")
        revoke_login(login, actor="user:x")
        assert EventRow.objects.filter(kind="direct_login.revoked").count() == 1
    assert login_by_password("drop", login.name, password, HERE) is None
    assert not still_valid(holder)
    with pytest.raises(ValueError, match="taken"):
        a_login(nordbygg)


def test_a_closed_company_is_told_so_and_comes_no_further(nordbygg: Company) -> None:
    login, password = a_login(nordbygg)
    holder = login_by_password("drop", login.name, password, HERE)
    assert holder is not None
    Company.objects.filter(pk=nordbygg.pk).update(closed_at=now())
    with pytest.raises(LoginRefused) as refused:
        login_by_password("drop", login.name, password, HERE)
    assert refused.value.code == "company-closed"
    assert not still_valid(holder)


def test_a_login_comes_over_its_protocols_alone(nordbygg: Company) -> None:
    login, password = a_login(nordbygg, wanted=Wanted(protocols=("sftp",)))
    with pytest.raises(LoginRefused, match="other-protocol"):
        login_by_password("drop", login.name, password, HERE)


@pytest.mark.parametrize(
    ("networks", "address", "welcome"),
    [
        (["203.0.113.0/24"], HERE, True),
        (["203.0.113.0/24"], THERE, False),
        (["203.0.113.0/24"], "::ffff:203.0.113.7", True),
        (["203.0.113.0/24", "2001:db8:1::/48"], "2001:db8:1:9::1", True),
        (["2001:db8:1::/48"], "2001:db8:2::1", False),
        (["203.0.113.0/24"], "", False),
        ([], "", True),
    ],
)
def test_a_login_comes_from_its_networks_alone(
    nordbygg: Company, networks: list[str], address: str, welcome: bool
) -> None:
    login, password = a_login(nordbygg, wanted=Wanted(protocols=("drop",), networks=networks))
    if welcome:
        assert login_by_password("drop", login.name, password, address) is not None
    else:
        with pytest.raises(LoginRefused, match="other-address"):
            login_by_password("drop", login.name, password, address)


def test_guesses_from_one_address_come_to_an_end_and_others_go_on(nordbygg: Company) -> None:
    login, password = a_login(nordbygg)
    for number in range(DIRECT_ADDRESS.most):
        assert login_by_password("drop", f"name-{number}", "guess", THERE) is None
    with pytest.raises(TooOften):
        login_by_password("drop", login.name, password, THERE)
    assert login_by_password("drop", login.name, password, HERE) is not None


def test_guesses_at_one_name_from_everywhere_come_to_an_end_but_do_not_shut_its_program_out(nordbygg: Company) -> None:
    login, password = a_login(nordbygg)
    assert login_by_password("drop", login.name, password, HERE) is not None
    for number in range(DIRECT_NAME.most):
        assert login_by_password("drop", login.name, "guess", f"192.0.2.{number}") is None
    with pytest.raises(TooOften):
        login_by_password("drop", login.name, "guess", "192.0.2.200")
    assert login_by_password("drop", login.name, password, HERE) is not None


def test_a_first_use_from_an_address_is_in_the_history_once(nordbygg: Company) -> None:
    login, password = a_login(nordbygg)
    for address in (HERE, HERE, "2001:db8::1", "2001:db8::2", THERE):
        assert login_by_password("drop", login.name, password, address) is not None
    with acting_for(nordbygg.pk):
        seen = [row.payload["address"] for row in EventRow.objects.filter(kind="direct_login.new_address")]
        used = DirectLogin.objects.get(pk=login.pk)
    assert seen == [HERE, "2001:db8::/64", THERE]
    assert (used.last_address, used.last_protocol) == (THERE, "drop")
    assert used.last_used_at is not None


def test_a_key_that_is_shown_is_no_use_before_it_is_proven(nordbygg: Company) -> None:
    login, _ = a_login(nordbygg)
    with acting_for(nordbygg.pk):
        add_key(login, parse_key(ED25519), actor="user:x")
    holder = login_by_key(login.name, ED25519, HERE)
    assert holder is not None
    with acting_for(nordbygg.pk):
        assert not LoginAddress.objects.exists()
    note_use(holder, "sftp", HERE)
    with acting_for(nordbygg.pk):
        assert LoginAddress.objects.get().address == HERE


def test_a_key_opens_its_own_login_alone(nordbygg: Company, carls_company: Company, tmp_path: Path) -> None:
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", tmp_path / "k"], check=True)
    other = (tmp_path / "k.pub").read_text()
    login, _ = a_login(nordbygg)
    carls, _ = a_login(carls_company, "carls-erp")
    with acting_for(nordbygg.pk):
        add_key(login, parse_key(ED25519), actor="user:x")
    with acting_for(carls_company.pk):
        add_key(carls, parse_key(other), actor="user:x")
    assert login_by_key("nordbygg-erp", other, HERE) is None
    assert login_by_key("carls-erp", ED25519, HERE) is None
    assert login_by_key("nobody", ED25519, HERE) is None
    assert login_by_key("nordbygg-erp", "no key at all", HERE) is None
    holder = login_by_key("carls-erp", other, HERE)
    assert holder is not None
    assert holder.company_id == carls_company.pk


def test_a_certificate_that_two_companies_have_opens_the_named_login(nordbygg: Company, carls_company: Company) -> None:
    for company, name in ((nordbygg, "nordbygg-erp"), (carls_company, "carls-erp")):
        login, _ = a_login(company, name)
        with acting_for(company.pk):
            add_certificate(login, ClientCertificate(fingerprint="ab" * 32), actor="user:x")
    holder = login_by_certificate("drop", "nordbygg-erp", ":".join(["AB"] * 32), HERE)
    assert holder is not None
    assert holder.company_id == nordbygg.pk
    assert login_by_certificate("drop", "nordbygg-erp", "cd" * 32, HERE) is None


def test_an_expired_certificate_is_told_so(nordbygg: Company) -> None:
    login, _ = a_login(nordbygg)
    with acting_for(nordbygg.pk):
        old = ClientCertificate(fingerprint="ab" * 32, expires_at=now() - timedelta(days=1))
        add_certificate(login, old, actor="user:x")
    with pytest.raises(LoginRefused, match="expired"):
        login_by_certificate("drop", "nordbygg-erp", "ab" * 32, HERE)


def test_a_change_is_in_the_history_with_what_changed(nordbygg: Company) -> None:
    login, _ = a_login(nordbygg, wanted=Wanted(protocols=("ftp",)))
    with acting_for(nordbygg.pk):
        wanted = Wanted(protocols=("ftp", "sftp"), plain_ftp=True, networks=("203.0.113.7", "203.0.113.7/32"))
        assert set(change_login(login, wanted=wanted, actor="user:x")) == {"protocols", "plain_ftp", "networks"}
        assert change_login(login, wanted=wanted, actor="user:x") == ()
        kinds = list(EventRow.objects.order_by("sequence").values_list("kind", flat=True))
        assert DirectLogin.objects.get(pk=login.pk).networks == ["203.0.113.7/32"]
    assert kinds == ["direct_login.made", "direct_login.changed", "direct_login.plain_ftp"]


@pytest.mark.parametrize(
    ("name", "wanted", "code"),
    [
        ("é-erp", Wanted(protocols=("sftp",)), "bad-name"),
        ("ab", Wanted(protocols=("sftp",)), "bad-name"),
        ("../etc", Wanted(protocols=("sftp",)), "bad-name"),
        ("erp-1", Wanted(protocols=()), "no-protocol"),
        ("erp-1", Wanted(protocols=("telnet",)), "no-protocol"),
        ("erp-1", Wanted(protocols=("sftp",), may_send=False, may_collect=False), "no-direction"),
        ("erp-1", Wanted(protocols=("sftp",), plain_ftp=True), "plain-without-ftp"),
        ("erp-1", Wanted(protocols=("sftp",), syntax="word97"), "bad-format"),
        ("erp-1", Wanted(protocols=("sftp",), networks=("203.0.113.300",)), "bad-network"),
        ("erp-1", Wanted(protocols=("sftp",), networks=[f"10.0.{n}.0/24" for n in range(51)]), "too-many-networks"),
    ],
)
def test_a_login_that_cannot_be_is_refused(nordbygg: Company, name: str, wanted: Wanted, code: str) -> None:
    with pytest.raises(ValueError, match=code):
        a_login(nordbygg, name, wanted=wanted)


def test_a_name_is_given_once_on_the_whole_hub(nordbygg: Company, carls_company: Company) -> None:
    a_login(nordbygg, "erp-1")
    with pytest.raises(ValueError, match="taken"):
        a_login(carls_company, "ERP-1")


def test_a_stranger_does_not_see_logins(nordbygg: Company, carls_company: Company) -> None:
    a_login(nordbygg)
    with acting_for(carls_company.pk):
        assert not DirectLogin.objects.exists()
