"""The register of customers: list, card, removal, import with its preview, export."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from depesch.hub.directory.customers import add_customer
from depesch.hub.directory.identifiers import OWN_NUMBER, PartyIdentifier
from depesch.hub.directory.models import Customer, CustomerIdentifier
from depesch.hub.directory.participants import register_company
from depesch.hub.flows.attempts import run_of
from depesch.hub.flows.models import Delivery, Document
from depesch.hub.flows.processing import process
from depesch.hub.flows.submission import submit
from depesch.hub.history.models import EventRow
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from tests.hub.flows.papers import ubl_invoice

pytestmark = pytest.mark.django_db

CARD = {"name": "Region Västerdal", "kind": "public", "language": "sv", "country": "SE"}


def customer_of(company: Company) -> Customer:
    with acting_for(company.pk):
        return Customer.objects.get()


@pytest.mark.row("S-163", "S-166", "D-17")
def test_a_customer_is_added_from_the_register_and_from_the_network(
    astrids_browser: Client, nordbygg: Company, fjordtre: Company
) -> None:
    for page in ("network", "customers"):
        assert reverse("new_customer") in astrids_browser.get(reverse(page)).content.decode()
    assert "Lägg till kund" in astrids_browser.get(reverse("start")).content.decode()
    register_company(fjordtre)
    values = {**CARD, "name": "Fjordtre", "country": "NO", "organisation": "999 000 053", "numbers": "7, 8"}
    answer = astrids_browser.post(reverse("new_customer"), values)
    customer = customer_of(nordbygg)
    assert answer.headers["Location"] == reverse("customer", args=[customer.pk])
    assert customer.participant is not None  # found in the network by its number
    with acting_for(nordbygg.pk):
        found = list(CustomerIdentifier.objects.values_list("scheme", "value").order_by("id"))
        assert found == [("0192", "999000053"), (OWN_NUMBER, "7"), (OWN_NUMBER, "8")]
        assert EventRow.objects.get().kind == "customer.added"


@pytest.mark.row("D-04")
def test_the_run_of_a_customer_is_the_one_its_documents_go(
    astrids_browser: Client, nordbygg: Company, fjordtre: Company
) -> None:
    register_company(fjordtre)
    values = {**CARD, "organisation": "", "others": "0192:999000053", "email": "f@fjordtre.example", "first": "email"}
    astrids_browser.post(reverse("new_customer"), values)
    assert customer_of(nordbygg).run == ["email"]
    document_id = submit(ubl_invoice(), company_id=nordbygg.pk, actor="a", route="api").document_id
    process(nordbygg.pk, document_id)
    with acting_for(nordbygg.pk):
        document = Document.objects.get(pk=document_id)
        delivery = Delivery.objects.filter(document=document).first()
        # no mail server is set up in this company, so its only way is closed: the inbox is not taken instead
        assert document.problem_code == "no-way-out"
        assert delivery is None or [step.channel for step in run_of(delivery)] == []


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("organisation", "556603-0308", "inget organisationsnummer"),
        ("vat", "SE1", "momsnummer"),
        ("gln", "7300010000002", "kontrollsiffra"),
        ("others", "hej", "hej är inget deltagar-id"),
        ("numbers", "x" * 60, "högst 59 tecken"),
        ("second", "email", "Välj den första vägen"),
        ("first", "folder", "Ange mappens namn"),
        ("first", "email", "Ange adressen"),
        ("name", "", "fyllas i"),
    ],
)
def test_a_fault_stands_at_its_field_and_what_was_typed_stays(
    field: str, value: str, words: str, astrids_browser: Client, nordbygg: Company
) -> None:
    page = astrids_browser.post(
        reverse("new_customer"), {**CARD, "street": "Min gata 7", field: value}
    ).content.decode()
    assert words in page
    assert "Min gata 7" in page
    with acting_for(nordbygg.pk):
        assert not Customer.objects.exists()


def test_a_card_is_changed_whole_and_says_what_changed(astrids_browser: Client, nordbygg: Company) -> None:
    with acting_for(nordbygg.pk):
        customer = add_customer("Regionen", identifiers=[PartyIdentifier("0216", "003720774740")])
    address = reverse("customer", args=[customer.pk])
    initial = astrids_browser.get(address).context["form"].initial
    assert initial["others"] == "0216:003720774740"
    astrids_browser.post(address, {**initial, **CARD, "city": "Västerdal", "numbers": "7"})
    customer = customer_of(nordbygg)
    assert (customer.name, customer.city, customer.kind) == ("Region Västerdal", "Västerdal", "public")
    with acting_for(nordbygg.pk):
        assert CustomerIdentifier.objects.count() == 2
        assert set(EventRow.objects.get().payload["fields"]) == {
            "name", "city", "kind", "country", "language", "identifiers",
        }  # fmt: skip


def test_who_may_only_read_sees_the_card_and_changes_nothing(bos_browser: Client, nordbygg: Company) -> None:
    with acting_for(nordbygg.pk):
        customer = add_customer("Regionen")
    address = reverse("customer", args=[customer.pk])
    assert "Regionen" in bos_browser.get(address).content.decode()
    bos_browser.post(address, CARD)
    assert customer_of(nordbygg).name == "Regionen"
    assert bos_browser.get(reverse("remove_customer", args=[customer.pk])).status_code == 403


def test_a_removed_customer_that_documents_refer_to_is_kept_and_not_found(
    astrids_browser: Client, nordbygg: Company
) -> None:
    with acting_for(nordbygg.pk):
        kept = add_customer("Kvar", identifiers=[PartyIdentifier("0192", "999000053")], email="k@kvar.example")
        gone = add_customer("Borta")
    document_id = submit(ubl_invoice(), company_id=nordbygg.pk, actor="a", route="api").document_id
    process(nordbygg.pk, document_id)
    with acting_for(nordbygg.pk):
        Document.objects.filter(pk=document_id).update(customer_id=kept.pk)
    for customer in (kept, gone):
        astrids_browser.post(reverse("remove_customer", args=[customer.pk]))
        assert astrids_browser.get(reverse("customer", args=[customer.pk])).status_code == 404
    with acting_for(nordbygg.pk):
        assert list(Customer.objects.values_list("name", flat=True)) == ["Kvar"]
        assert not CustomerIdentifier.objects.exists()


def test_the_list_goes_on_by_a_key_and_never_shows_one_twice(astrids_browser: Client, nordbygg: Company) -> None:
    with acting_for(nordbygg.pk):
        for number in range(120):
            add_customer(f"Kund: {number // 2:03}")  # every name twice, with the key's own sign in it
    seen: list[str] = []
    url: str | None = reverse("customers")
    while url:
        page = astrids_browser.get(url).context
        seen += [row.url for row in page["rows"]]
        url = page["next_url"]
    assert len(seen) == len(set(seen)) == 120


def upload(browser: Client, text: str, encoding: str = "utf-8") -> UUID:
    file = SimpleUploadedFile("../kunder.csv", text.encode(encoding))
    answer = browser.post(reverse("import_customers"), {"file": file})
    return UUID(answer.headers["Location"].rstrip("/").rpartition("/")[2])


@pytest.mark.row("D-18")
def test_an_import_is_looked_at_and_then_applied(astrids_browser: Client, nordbygg: Company) -> None:
    with acting_for(nordbygg.pk):
        add_customer("Region Västerdal", identifiers=[PartyIdentifier(OWN_NUMBER, "7")])
    address = reverse("imported_customers", args=[upload(astrids_browser, "customer_number,email\n7,a@b.example\n")])
    page = astrids_browser.get(address)
    assert "Ändrade: 1" in page.content.decode()
    assert "a@b.example" in page.content.decode()
    assert customer_of(nordbygg).email == ""
    astrids_browser.post(address, {"digest": page.context["plan"].digest})
    assert customer_of(nordbygg).email == "a@b.example"
    assert astrids_browser.get(address).status_code == 404  # done with


def test_faults_of_a_file_say_line_column_value_and_what_to_do(astrids_browser: Client, nordbygg: Company) -> None:
    text = "namn;organisationsnummer;e-post\nÅkes;556603-0308;åke\n"
    address = reverse("imported_customers", args=[upload(astrids_browser, text, "cp1252")])
    page = astrids_browser.get(address).content.decode()
    for shown in ("organisationsnummer", "556603-0308", "kontrollsiffran", "åke", "Det här är ingen e-postadress."):
        assert shown in page
    astrids_browser.post(address, {"digest": "x"})
    with acting_for(nordbygg.pk):
        assert not Customer.objects.exists()


def test_an_import_looked_at_by_somebody_else_while_the_register_changed_is_not_applied(
    astrids_browser: Client, nordbygg: Company
) -> None:
    address = reverse("imported_customers", args=[upload(astrids_browser, "namn;kundnr\nNy AB;7\n")])
    digest = astrids_browser.get(address).context["plan"].digest
    with acting_for(nordbygg.pk):
        add_customer("Annan", identifiers=[PartyIdentifier(OWN_NUMBER, "7")])
    page = astrids_browser.post(address, {"digest": digest}).content.decode()
    assert "Ingenting genomfördes" in page
    assert customer_of(nordbygg).name == "Annan"


def test_no_file_is_told_at_the_field(astrids_browser: Client) -> None:
    answer = astrids_browser.post(reverse("import_customers"), {})
    assert answer.status_code == 422
    assert "Välj en fil först." in answer.content.decode()


def test_the_export_is_a_file(bos_browser: Client, nordbygg: Company) -> None:
    with acting_for(nordbygg.pk):
        add_customer("Åkes Plåt")
    answer = bos_browser.get(reverse("export_customers"))
    assert "attachment" in answer["Content-Disposition"]
    assert "Åkes Plåt" in answer.content.decode("utf-8-sig")
