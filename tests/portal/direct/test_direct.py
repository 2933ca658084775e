"""Direct connections in the portal: a password shown once, keys and certificates, faults at their field, revoked."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from depesch.hub.direct.logins import login_by_key, login_by_password
from depesch.hub.direct.models import DirectLogin, LoginCertificate, LoginKey
from depesch.hub.history.models import EventRow
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from tests.portal.objects.direct import KEY

HERE = "203.0.113.7"
SOUND = {
    "name": "nordbygg-erp", "description": "ERP", "protocols": ["drop", "sftp"], "direction": "both",
    "send_mode": "production", "with_password": "on", "syntax": "", "networks": "", "plain_ftp": "",
}  # fmt: skip


def made(browser: Client, **other: object) -> str:
    """Make a login and return its password, as the page shows it."""
    page = browser.post(reverse("direct_login_new"), {**SOUND, **other})
    found = re.search(r'id="secret" value="([^"]+)"', page.content.decode())
    assert found, page.content.decode()
    assert page["Cache-Control"] == "no-store"
    return found[1]


def login_at(company: Company) -> DirectLogin:
    with acting_for(company.pk):
        return DirectLogin.objects.get()


def faults(page: str) -> list[str]:
    return [re.sub(r"<[^>]+>", "", each).strip() for each in re.findall(r'class="field__fault"[^>]*>(.*?)</p>', page)]


@pytest.mark.row("S-034")
@pytest.mark.row("S-035")
def test_a_login_is_made_in_one_form_and_its_password_shown_once(doris_browser: Client, nordbygg: Company) -> None:
    password = made(doris_browser, networks="203.0.113.0/24\n2001:db8::/48")
    login = login_at(nordbygg)
    assert (login.name, login.protocols, login.networks) == (
        "nordbygg-erp", ["sftp", "drop"], ["203.0.113.0/24", "2001:db8::/48"],
    )  # fmt: skip
    assert login_by_password("drop", "nordbygg-erp", password, HERE) is not None
    page = doris_browser.get(reverse("direct_login", args=[login.pk])).content.decode()
    assert password not in page
    assert "/drop/nordbygg-erp/production/out/" in page


def test_a_name_is_suggested_that_nobody_else_has(doris_browser: Client) -> None:
    pages = [doris_browser.get(reverse("direct_login_new")).content.decode() for _ in range(2)]
    names = {re.search(r'name="name" value="(nordbygg-fasad-ab-[a-z0-9]{5})"', page)[1] for page in pages}  # type: ignore[index]  # a test
    assert len(names) == 2


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"name": "Å"}, "3 till 64"),
        ({"name": ""}, "fyllas i"),
        ({"protocols": []}, "fyllas i"),
        ({"direction": "sideways"}, "listan"),
        ({"networks": "10.0.0.300"}, "10.0.0.300"),
        ({"plain_ftp": "on"}, "FTP"),
        ({"syntax": "word97"}, "listan"),
    ],
)
def test_a_login_that_cannot_be_is_refused_at_the_field(
    doris_browser: Client, nordbygg: Company, other: dict[str, object], words: str
) -> None:
    page = doris_browser.post(reverse("direct_login_new"), {**SOUND, **other}).content.decode()
    assert [each for each in faults(page) if words in each], faults(page)
    with acting_for(nordbygg.pk):
        assert not DirectLogin.objects.exists()


def test_a_taken_name_is_refused_at_the_field(doris_browser: Client) -> None:
    made(doris_browser)
    page = doris_browser.post(reverse("direct_login_new"), SOUND).content.decode()
    assert "upptaget" in faults(page)[0]


def test_plain_ftp_is_warned_of_and_stands_in_the_history(doris_browser: Client, nordbygg: Company) -> None:
    made(doris_browser, protocols=["ftp"])
    login = login_at(nordbygg)
    address = reverse("direct_login", args=[login.pk])
    assert "FTP utan kryptering:" not in doris_browser.get(address).content.decode()
    doris_browser.post(address, {**SOUND, "protocols": ["ftp"], "plain_ftp": "on"})
    assert "FTP utan kryptering:" in doris_browser.get(address).content.decode()
    assert "FTP utan kryptering" in doris_browser.get(reverse("direct_logins")).content.decode()
    with acting_for(nordbygg.pk):
        assert EventRow.objects.filter(kind="direct_login.plain_ftp").count() == 1
    assert "FTP utan kryptering" in doris_browser.get(reverse("changes")).content.decode()


def test_a_key_follows_the_one_before_it(doris_browser: Client, nordbygg: Company) -> None:
    made(doris_browser)
    login = login_at(nordbygg)
    add = reverse("login_key_add", args=[login.pk])
    doris_browser.post(add, {"key": KEY})
    assert login_by_key(login.name, KEY, HERE) is not None
    assert "redan" in faults(doris_browser.post(add, {"key": KEY}).content.decode())[0]
    with acting_for(nordbygg.pk):
        key = LoginKey.objects.get()
    remove = reverse("login_key_remove", args=[key.pk])
    assert key.fingerprint in doris_browser.get(remove).content.decode()
    assert login_by_key(login.name, KEY, HERE) is not None, "asking does nothing yet"
    doris_browser.post(remove)
    assert login_by_key(login.name, KEY, HERE) is None


def test_a_private_key_is_refused_and_not_shown_again(doris_browser: Client, nordbygg: Company) -> None:
    made(doris_browser)
    address = reverse("login_key_add", args=[login_at(nordbygg).pk])
    private = "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEA\n-----END OPENSSH PRIVATE KEY-----"
    page = doris_browser.post(address, {"key": private}).content.decode()
    assert "privata nyckeln" in faults(page)[0]
    assert "b3BlbnNzaC1rZXktdjEA" not in page


def test_a_certificate_is_added_by_its_fingerprint_and_removed(doris_browser: Client, nordbygg: Company) -> None:
    made(doris_browser)
    add = reverse("login_certificate_add", args=[login_at(nordbygg).pk])
    assert "PEM" in faults(doris_browser.post(add, {"certificate": "hello"}).content.decode())[0]
    doris_browser.post(add, {"certificate": "SHA256 Fingerprint=" + ":".join(["AB"] * 32)})
    with acting_for(nordbygg.pk):
        certificate = LoginCertificate.objects.get()
    assert certificate.fingerprint == "ab" * 32
    doris_browser.post(reverse("login_certificate_remove", args=[certificate.pk]))
    with acting_for(nordbygg.pk):
        assert not LoginCertificate.objects.exists()


def test_another_password_is_asked_for_first_and_one_can_be_taken_away(
    doris_browser: Client, nordbygg: Company
) -> None:
    former = made(doris_browser)
    login = login_at(nordbygg)
    address = reverse("direct_login_password", args=[login.pk])
    assert doris_browser.get(address).status_code == 200
    assert login_by_password("drop", login.name, former, HERE) is not None
    page = doris_browser.post(address)
    latter = re.search(r'id="secret" value="([^"]+)"', page.content.decode())
    assert latter
    assert login_by_password("drop", login.name, former, HERE) is None
    doris_browser.post(address, {"remove": "1"})
    assert login_by_password("drop", login.name, latter[1], HERE) is None
    page_of_login = doris_browser.get(reverse("direct_login", args=[login.pk])).content.decode()
    assert "varken lösenord" in page_of_login


def test_a_login_without_a_password_leads_to_its_keys(doris_browser: Client, nordbygg: Company) -> None:
    page = doris_browser.post(reverse("direct_login_new"), {**SOUND, "with_password": ""})
    assert page.url == reverse("direct_login", args=[login_at(nordbygg).pk])  # type: ignore[attr-defined]  # a redirect


def test_a_revoked_login_is_worthless_at_once_and_has_no_page(doris_browser: Client, nordbygg: Company) -> None:
    password = made(doris_browser)
    login = login_at(nordbygg)
    address = reverse("direct_login_revoke", args=[login.pk])
    assert login.name in doris_browser.get(address).content.decode()
    assert login_by_password("drop", login.name, password, HERE) is not None, "asking does nothing yet"
    doris_browser.post(address)
    assert login_by_password("drop", login.name, password, HERE) is None
    assert doris_browser.get(reverse("direct_login", args=[login.pk])).status_code == 404
    assert login.name in doris_browser.get(reverse("direct_logins")).content.decode()
