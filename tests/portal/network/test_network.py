"""The network in the portal: search, whoever is found, a connection in two steps, the settings."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from depesch.hub.directory import connections
from depesch.hub.directory.customers import add_customer, recipients_for_form
from depesch.hub.directory.models import Connection, Customer, NetworkSettings, Participant
from depesch.hub.directory.participants import register_company
from depesch.hub.flows.models import Document, DocumentState
from depesch.hub.flows.processing import process
from depesch.hub.flows.submission import submit
from depesch.hub.mailing.models import Letter
from depesch.hub.tenancy.companies import add_member
from depesch.hub.tenancy.models import Company, Role, User
from depesch.hub.tenancy.scope import acting_for
from tests.hub.directory.peppol import directory_server
from tests.hub.flows.papers import ubl_invoice

pytestmark = pytest.mark.django_db

STEP_1 = {"way": "portal_inbox", "language": "nb", "numbers": "", "email": "", "message": "Hej"}


@pytest.fixture
def receiver(fjordtre: Company) -> Participant:
    """Fjordtre, which accepts everybody."""
    return register_company(fjordtre)


def connect_to(browser: Client, receiver: Participant, **changes: str) -> object:
    address = f"{reverse('connect')}?participant={receiver.pk}"
    return browser.post(address, {**STEP_1, "step": "confirm", **changes})


@pytest.mark.row("S-157", "S-164")
@pytest.mark.parametrize("query", ["fjord", "999 000 053", "NO999000053MVA", "0192:999000053"])
def test_a_search_shows_who_is_found_with_the_way_to_its_page(
    query: str, astrids_browser: Client, receiver: Participant
) -> None:
    page = astrids_browser.get(reverse("network"), {"q": query}).content.decode()
    assert "Fjordtre AS" in page
    assert reverse("participant", args=[receiver.pk]) in page


@pytest.mark.row("S-159", "S-165")
def test_the_page_of_somebody_shows_what_it_takes_before_it_is_added(
    astrids_browser: Client, receiver: Participant, nordbygg: Company
) -> None:
    page = astrids_browser.get(reverse("participant", args=[receiver.pk])).content.decode()
    for shown in (
        "Fjordtre AS",
        "999000053",
        "Mottagarens inkorg här",
        "UBL 2.1",
        "Tar emot fakturor",
        "Skapa koppling",
    ):
        assert shown in page
    assert "Godkänner alla" in page
    with acting_for(nordbygg.pk):
        assert not Customer.objects.exists()


@pytest.mark.row("S-158", "S-166", "S-168")
def test_a_connection_takes_two_steps_and_the_customer_is_in_the_register(
    astrids_browser: Client, receiver: Participant, nordbygg: Company
) -> None:
    address = f"{reverse('connect')}?participant={receiver.pk}"
    assert "Steg 1 av 2" in astrids_browser.get(address).content.decode()
    second = astrids_browser.post(address, {**STEP_1, "step": "choose"}).content.decode()
    assert "Steg 2 av 2" in second
    with acting_for(nordbygg.pk):
        assert not Customer.objects.exists()
    answer = connect_to(astrids_browser, receiver)
    with acting_for(nordbygg.pk):
        (chosen,) = recipients_for_form("fjord")
    assert getattr(answer, "url", "") == reverse("customer", args=[chosen.customer_id])
    assert chosen.is_ready
    assert "Fjordtre AS" in astrids_browser.get(reverse("customers")).content.decode()


def test_back_keeps_what_was_typed(astrids_browser: Client, receiver: Participant) -> None:
    address = f"{reverse('connect')}?participant={receiver.pk}"
    page = astrids_browser.post(address, {**STEP_1, "numbers": "10045", "step": "back"}).content.decode()
    assert "Steg 1 av 2" in page
    assert 'value="10045"' in page


def test_email_needs_an_address_and_says_so_at_the_field(astrids_browser: Client, receiver: Participant) -> None:
    address = f"{reverse('connect')}?participant={receiver.pk}"
    page = astrids_browser.post(address, {**STEP_1, "way": "email", "step": "confirm"}).content.decode()
    assert "Ange adressen som fakturorna ska gå till." in page


@pytest.mark.row("S-167")
def test_a_file_with_the_customer_number_goes_to_that_customer(
    astrids_browser: Client, receiver: Participant, nordbygg: Company, fjordtre: Company
) -> None:
    connect_to(astrids_browser, receiver, numbers="20011, 20012")
    content = ubl_invoice(endpoint=None, own_number="20012", buyer_name="Fjordtre")
    document_id = submit(content, company_id=nordbygg.pk, actor="a", route="api").document_id
    process(nordbygg.pk, document_id)
    with acting_for(nordbygg.pk):
        document = Document.objects.get(pk=document_id)
        assert document.state == DocumentState.SENDING
        assert document.customer_id == Customer.objects.get().pk


def test_a_number_of_another_customer_is_told_at_the_field(
    astrids_browser: Client, receiver: Participant, havneby: Company
) -> None:
    connect_to(astrids_browser, register_company(havneby), numbers="7")
    answer = connect_to(astrids_browser, receiver, numbers="7")
    assert "7 finns redan på kundkortet för Havneby Beton ApS" in getattr(answer, "content", b"").decode()


@pytest.mark.row("S-160")
def test_who_wants_to_choose_gets_a_request_with_the_message_and_a_letter(
    astrids_browser: Client, receiver: Participant, nordbygg: Company, fjordtre: Company
) -> None:
    Participant.objects.filter(pk=receiver.pk).update(auto_accept=False)
    frida = User.objects.create(email="frida@fjordtre.example", password="!", name="Frida", language="nb")
    add_member(fjordtre, frida, Role.ADMINISTRATOR)
    page = astrids_browser.get(f"{reverse('connect')}?participant={receiver.pk}").content.decode()
    assert "Meddelande till mottagaren" in page
    connect_to(astrids_browser, receiver, message="Vi bygger er fasad.")
    with acting_for(nordbygg.pk):
        found = Connection.objects.get()
        assert (found.state, found.message) == ("requested", "Vi bygger er fasad.")
        assert not recipients_for_form()[0].is_ready
    assert Letter.objects.get().recipient == frida.email


@pytest.mark.row("S-169", "S-172")
def test_who_is_at_another_operator_leads_to_a_routing_order(
    astrids_browser: Client, nordbygg: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    with directory_server() as directory:
        monkeypatch.setenv("DEPESCH_DIRECTORY_URL", directory.url)
        directory.add("Region Västerdal", "0007:2321000016")
        found = astrids_browser.get(reverse("network"), {"q": "västerdal"}).content.decode()
        assert "Hos en annan operatör" in found
        page = astrids_browser.get(reverse("public_participant"), {"address": "0007:2321000016"}).content.decode()
        assert "Peppol BIS Billing 3.0" in page
        address = f"{reverse('connect')}?address=0007:2321000016"
        answer = astrids_browser.post(address, {**STEP_1, "way": "operator", "step": "confirm"})
    with acting_for(nordbygg.pk):
        customer = Customer.objects.get()
        assert [(row.scheme, row.value) for row in customer.identifiers.all()] == [("0007", "2321000016")]
    assert answer.headers["Location"] == f"{reverse('new_routing_order')}?customer={customer.pk}"


def test_a_directory_that_is_down_is_told_and_own_hits_are_shown(
    astrids_browser: Client, receiver: Participant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEPESCH_DIRECTORY_URL", "http://127.0.0.1:9")
    page = astrids_browser.get(reverse("network"), {"q": "fjord"}).content.decode()
    assert "Den publika katalogen svarar inte just nu" in page
    assert "Fjordtre AS" in page


@pytest.mark.row("D-17")
def test_who_left_the_network_is_said_to_be_gone_and_cannot_be_connected_with(
    astrids_browser: Client, receiver: Participant, nordbygg: Company
) -> None:
    with acting_for(nordbygg.pk):
        add_customer("Fjordtre AS", participant=receiver)
    Participant.objects.filter(pk=receiver.pk).update(left_network_at="2026-01-01T00:00Z")
    assert "Finns inte längre" in astrids_browser.get(reverse("customers")).content.decode()
    page = astrids_browser.get(reverse("participant", args=[receiver.pk])).content.decode()
    assert "Finns inte längre" in page
    assert "Skapa koppling" not in page
    assert astrids_browser.get(f"{reverse('connect')}?participant={receiver.pk}").status_code == 404


@pytest.mark.row("D-17")
def test_a_closed_directory_is_set_and_stops_what_goes_elsewhere(
    doris_browser: Client, nordbygg: Company, receiver: Participant
) -> None:
    register_company(nordbygg)
    doris_browser.post(reverse("network_settings"), {"directory": "closed", "accepting": "chosen"})
    with acting_for(nordbygg.pk):
        assert NetworkSettings.objects.get().closed_directory
    assert not Participant.objects.get(company=nordbygg).auto_accept
    document_id = submit(ubl_invoice(), company_id=nordbygg.pk, actor="a", route="api").document_id
    process(nordbygg.pk, document_id)
    with acting_for(nordbygg.pk):
        document = Document.objects.get(pk=document_id)
    assert (document.state, document.problem_code) == (DocumentState.REFUSED, "not-a-customer")
    page = doris_browser.get(reverse("document", args=[document_id])).content.decode()
    assert "Mottagaren finns inte i ert kundregister." in page


@pytest.mark.parametrize("address", ["", "nonsense", "0192:", "../../etc/passwd", "0192:" + "9" * 300])
def test_an_address_that_is_none_is_not_there(address: str, astrids_browser: Client) -> None:
    assert astrids_browser.get(reverse("public_participant"), {"address": address}).status_code == 404
    assert astrids_browser.get(reverse("connect"), {"address": address}).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_pages_take_fewer_than_fifteen_queries(
    astrids_browser: Client, receiver: Participant, nordbygg: Company
) -> None:
    with acting_for(nordbygg.pk):
        for number in range(60):
            last = add_customer(f"Fjordkund {number}", participant=receiver)
        ours = connections.ask(receiver, channel="portal_inbox", message="", actor="user:x")
    pages = {name: f"{reverse(name)}?q=fj" for name in ("network", "customers", "requests", "routing_orders")}
    pages["customer"] = reverse("customer", args=[last.pk])
    pages["connection"] = reverse("connection", args=[ours.pk])
    pages["participant"] = reverse("participant", args=[receiver.pk])
    counted = {name: len(_queries(astrids_browser, url)) for name, url in pages.items()}
    assert {name: count for name, count in counted.items() if count >= 15} == {}


def _queries(browser: Client, url: str) -> list[str]:
    """Return the statements that a page takes, without the brackets of transactions."""
    brackets = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(url).status_code == 200
    return [query["sql"] for query in captured if not query["sql"].startswith(brackets)]
