"""Servers that documents are brought to, set up in the portal; what could not be brought, and the way out by hand."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from depesch.hub.directory.customers import add_customer
from depesch.hub.directory.destinations import destinations_of, own_server
from depesch.hub.directory.identifiers import canonical
from depesch.hub.directory.models import Customer
from depesch.hub.directory.participants import register_company
from depesch.hub.flows.bringing import bring_due
from depesch.hub.flows.models import Bringing, BringingState, DocumentState
from depesch.hub.tenancy.companies import add_member
from depesch.hub.tenancy.models import Company, Role, User
from depesch.hub.tenancy.scope import acting_for
from tests.channels.sftp.server import Sshd, sshd
from tests.hub.flows.papers import ubl_invoice
from tests.hub.flows.test_pipeline import sent

OWN, SET = "own_server", "own_server_set"


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sshd]:
    monkeypatch.setenv("DEPESCH_PRIVATE_CHANNELS", "true")
    with sshd(tmp_path / "sshd") as running:
        yield running


@pytest.fixture
def fridas_browser(fjordtre: Company) -> Client:
    """Frida of Fjordtre, its administrator, signed in."""
    user = User.objects.create(email="frida@fjordtre.example", name="Frida Dahl", language="nb")
    add_member(fjordtre, user, Role.ADMINISTRATOR)
    browser = Client()
    browser.force_login(user)
    return browser


def typed(server: Sshd, **changes: object) -> dict[str, object]:
    """What somebody types for that server; lines end as a browser sends them."""
    key = server.private_key.replace("\n", "\r\n")
    form = {"journal": ".depesch", "folder": "", **server.settings(), "private_key": key, "in_use": "on", **changes}
    return {name: value for name, value in form.items() if value is not None}


def html(browser: Client, name: str, *arguments: object) -> str:
    return browser.get(reverse(name, args=arguments)).content.decode()


def test_an_own_server_is_set_up_and_what_comes_in_arrives_there(
    fridas_browser: Client, nordbygg: Company, fjordtre: Company, server: Sshd
) -> None:
    register_company(fjordtre, syntax="ubl21")
    answer = fridas_browser.post(reverse(SET, args=["sftp"]), typed(server, wanted_format="cii_d16b"))
    assert answer.status_code == 302, answer.content.decode()
    sent(nordbygg, ubl_invoice("F-1042"))
    bring_due(timezone.now())
    (main,) = [path for path in server.folder.iterdir() if path.suffix == ".xml"]
    assert b"CrossIndustryInvoice" in main.read_bytes()


def test_a_key_with_a_passphrase_of_openssh_s_is_refused_at_its_field_in_words(
    fridas_browser: Client, server: Sshd, tmp_path: Path
) -> None:
    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "hemligt", "-f", str(key)], check=True)
    answer = fridas_browser.post(reverse(SET, args=["sftp"]), typed(server, private_key=key.read_text()))
    page = answer.content.decode()
    assert "kan ikke åpnes her. Lim inn en kopi uten passordfrase" in page
    assert "PRIVATE KEY" not in page


def test_a_secret_is_never_written_into_a_page_and_stays_when_it_is_left_empty(
    fridas_browser: Client, fjordtre: Company, server: Sshd
) -> None:
    fridas_browser.post(reverse(SET, args=["sftp"]), typed(server))
    page = html(fridas_browser, SET, "sftp")
    assert "PRIVATE KEY" not in page
    faulty = fridas_browser.post(reverse(SET, args=["sftp"]), typed(server, port="0")).content.decode()
    assert "field__fault" in faulty
    assert "PRIVATE KEY" not in faulty
    fridas_browser.post(reverse(SET, args=["sftp"]), typed(server, private_key="", folder="in"))
    with acting_for(fjordtre.pk):
        kept = own_server()
    assert kept is not None
    assert kept.settings.folder == "in"  # type: ignore[union-attr]  # of this channel
    assert "PRIVATE KEY" in kept.settings.private_key.reveal()  # type: ignore[union-attr]  # of this channel


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("host", "a b"), ("host", ""), ("port", "x"), ("port", "70000"), ("fingerprint", "MD5:00"),
        ("folder", "in\\x"), ("wanted_format", "nothing"), ("timeout_s", "900"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_at_the_field(
    field: str, value: str, fridas_browser: Client, fjordtre: Company, server: Sshd
) -> None:
    page = fridas_browser.post(reverse(SET, args=["sftp"]), typed(server, **{field: value})).content.decode()
    assert f'id="id_{field}_error"' in page
    with acting_for(fjordtre.pk):
        assert own_server() is None


@pytest.mark.parametrize("channel", ["email", "portal_inbox", "nothing"])
def test_only_channels_to_one_receiver_have_a_form(channel: str, fridas_browser: Client) -> None:
    assert fridas_browser.get(reverse(SET, args=[channel])).status_code == 404


def test_what_could_not_be_brought_is_shown_with_its_reason_and_brought_by_hand(
    fridas_browser: Client, nordbygg: Company, fjordtre: Company, server: Sshd
) -> None:
    register_company(fjordtre, syntax="ubl21")
    fridas_browser.post(reverse(SET, args=["sftp"]), typed(server, fingerprint=""))
    sent(nordbygg, ubl_invoice("F-1042"))
    bring_due(timezone.now())
    page = html(fridas_browser, OWN)
    assert "F-1042" in page
    assert server.fingerprint in page
    fridas_browser.post(reverse(SET, args=["sftp"]), typed(server, private_key=""))
    with acting_for(fjordtre.pk):
        row = Bringing.objects.get()
    fridas_browser.post(reverse("bring_again", args=[row.document_id]))
    bring_due(timezone.now())
    with acting_for(fjordtre.pk):
        row.refresh_from_db()
    assert row.state == BringingState.BROUGHT
    page = html(fridas_browser, OWN)
    assert "Ingenting venter" in page
    assert "Lever en kopi" in page


def test_one_is_left_in_the_inbox_all_are_tried_again_and_earlier_ones_are_brought(
    fridas_browser: Client, nordbygg: Company, fjordtre: Company, server: Sshd
) -> None:
    register_company(fjordtre, syntax="ubl21")
    sent(nordbygg, ubl_invoice("F-1"))
    fridas_browser.post(reverse(SET, args=["sftp"]), typed(server, fingerprint=""))
    fridas_browser.post(reverse("bring_earlier"))
    sent(nordbygg, ubl_invoice("F-2"))
    bring_due(timezone.now())
    with acting_for(fjordtre.pk):
        first, second = Bringing.objects.order_by("document__number")
    fridas_browser.post(reverse("bring_no_more", args=[first.document_id]))
    fridas_browser.post(reverse(SET, args=["sftp"]), typed(server, private_key=""))
    fridas_browser.post(reverse("bring_all"))
    bring_due(timezone.now())
    with acting_for(fjordtre.pk):
        first.refresh_from_db()
        second.refresh_from_db()
    assert (first.state, second.state) == (BringingState.ENDED, BringingState.BROUGHT)


def test_removed_it_brings_nothing_more(fridas_browser: Client, fjordtre: Company, server: Sshd) -> None:
    fridas_browser.post(reverse(SET, args=["sftp"]), typed(server))
    fridas_browser.get(reverse("own_server_remove"))
    with acting_for(fjordtre.pk):
        assert own_server() is not None, "asking does nothing yet"
    fridas_browser.post(reverse("own_server_remove"))
    with acting_for(fjordtre.pk):
        assert own_server() is None


def test_a_document_of_another_company_is_not_there(
    fridas_browser: Client, nordbygg: Company, fjordtre: Company
) -> None:
    register_company(fjordtre, syntax="ubl21")
    ours_of_nordbygg = sent(nordbygg, ubl_invoice())
    assert fridas_browser.post(reverse("bring_again", args=[ours_of_nordbygg.pk])).status_code == 404
    assert fridas_browser.post(reverse("bring_no_more", args=[ours_of_nordbygg.pk])).status_code == 404


@pytest.fixture
def customer(nordbygg: Company) -> Customer:
    """Fjordtre outside the network, by its organisation number alone."""
    identifier = canonical("0192", "999000053")
    assert identifier is not None
    with acting_for(nordbygg.pk):
        return add_customer("Fjordtre AS", identifiers=[identifier], country="NO")


def test_an_invoice_to_a_customer_outside_the_network_goes_to_its_own_server(
    astrids_browser: Client, nordbygg: Company, customer: Customer, server: Sshd
) -> None:
    answer = astrids_browser.post(reverse("customer_server", args=[customer.pk, "sftp"]), typed(server))
    assert answer.status_code == 302, answer.content.decode()
    document = sent(nordbygg, ubl_invoice("F-1042"))
    assert document.state == DocumentState.DELIVERED, document.problem_values
    assert [name.rpartition(".")[2] for name in server.names()] == ["xml", "pdf"]


def test_the_card_says_which_servers_are_set_up_and_which_are_not_used(
    astrids_browser: Client, nordbygg: Company, customer: Customer, server: Sshd
) -> None:
    astrids_browser.post(reverse("customer_server", args=[customer.pk, "sftp"]), typed(server))
    with acting_for(nordbygg.pk):
        Customer.objects.update(run=["https_push", "email"])
    page = html(astrids_browser, "customer", customer.pk)
    assert "används därför inte" in page
    assert "vald, inte inställd" in page
    document = sent(nordbygg, ubl_invoice("F-1042"))
    assert document.state == DocumentState.UNDELIVERABLE
    assert server.names() == []


def test_a_removed_customers_secrets_are_gone(
    astrids_browser: Client, nordbygg: Company, customer: Customer, server: Sshd
) -> None:
    astrids_browser.post(reverse("customer_server", args=[customer.pk, "sftp"]), typed(server))
    astrids_browser.post(reverse("customer_server_remove", args=[customer.pk, "sftp"]))
    with acting_for(nordbygg.pk):
        assert destinations_of(customer.pk) == {}
    astrids_browser.post(reverse("customer_server", args=[customer.pk, "sftp"]), typed(server))
    sent(nordbygg, ubl_invoice())
    astrids_browser.post(reverse("remove_customer", args=[customer.pk]))
    with acting_for(nordbygg.pk):
        assert destinations_of(customer.pk) == {}


def test_who_may_only_read_sets_nothing_up(bos_browser: Client, customer: Customer) -> None:
    assert bos_browser.get(reverse("customer_server", args=[customer.pk, "sftp"])).status_code in (403, 404)
    assert bos_browser.get(reverse(OWN)).status_code in (403, 404)
