"""The form over HTTP, as it works without scripts, and what the script is answered."""

from __future__ import annotations

from decimal import Decimal

import msgspec
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from lxml import html

from depesch.documents.reading import read
from depesch.hub.accounts.payment_accounts import AccountFacts, add_account
from depesch.hub.directory.customers import add_customer
from depesch.hub.directory.models import Customer, Participant
from depesch.hub.directory.rule_packs import keep_pack
from depesch.hub.drafts.editing import new_draft, save
from depesch.hub.drafts.look import look_over
from depesch.hub.drafts.models import Draft, DraftKind, DraftState
from depesch.hub.flows.models import Document, DocumentState
from depesch.hub.tenancy.models import Company, User
from depesch.hub.tenancy.scope import acting_for
from depesch.model.invoice import Invoice
from depesch.rules.packs import pack_from
from tests.hub.drafts.forms import worked_on
from tests.portal.invoice.forms import SOUND, Form, kept
from tests.portal.queries import counted


def invoice_of(company: Company, form: Form) -> Invoice:
    """Return the invoice that the kept draft makes."""
    draft = kept(company, form.address.split("/")[-2])  # type: ignore[arg-type]
    return read(look_over(company, draft, language="sv").content).invoice


@pytest.mark.row("S-177")
def test_create_invoice_stands_in_the_menu_for_those_who_may(astrids_browser: Client, bos_browser: Client) -> None:
    address = reverse("create_invoice")
    assert f'href="{address}"' in astrids_browser.get("/").content.decode()
    assert f'href="{address}"' not in bos_browser.get("/").content.decode()
    assert bos_browser.get(address).status_code == 403


@pytest.mark.row("S-178")
@pytest.mark.parametrize(("kind", "code"), [("invoice", "380"), ("credit_note", "381")])
def test_recipient_and_type_are_chosen(
    astrids_browser: Client, nordbygg: Company, customer: Customer, kind: str, code: str
) -> None:
    found = astrids_browser.get(reverse("create_invoice") + "?q=fjord").content.decode()
    assert "Fjordtre AS" in found
    answer = astrids_browser.post(reverse("create_invoice"), {"recipient": str(customer.pk), "kind": kind})
    assert answer.status_code == 302
    with acting_for(nordbygg.pk):
        draft = Draft.objects.get()
    assert (draft.kind, draft.fields["type_code"], draft.name) == (kind, code, "Fjordtre AS")
    assert astrids_browser.get(answer["Location"]).status_code == 200


@pytest.mark.row("S-179")
def test_recipient_who_is_not_in_the_list_is_added_in_passing(astrids_browser: Client, nordbygg: Company) -> None:
    address, typed = reverse("create_invoice"), {"add": "1", "name": "Bageri Solsken", "country": "SE"}
    wrong = astrids_browser.post(address, {**typed, "organisation_number": "556036-0794"})
    assert wrong.status_code == 422
    assert "556036-0794" in wrong.content.decode()
    answer = astrids_browser.post(address, {**typed, "organisation_number": "556036-0793", "kind": "invoice"})
    assert answer.status_code == 302
    again = astrids_browser.post(address, {**typed, "organisation_number": "5560360793"})
    assert again.status_code == 422
    with acting_for(nordbygg.pk):
        customer = Customer.objects.get(name="Bageri Solsken")
        assert Draft.objects.get().fields["buyer.legal_registration"] == "5560360793"
        assert customer.identifiers.get().scheme == "0007"


@pytest.mark.row("S-005")
def test_half_an_invoice_is_kept_as_it_was_typed(form: Form, astrid: User, draft: Draft, nordbygg: Company) -> None:
    typed = {"lines.0.name": "Halv", "lines.0.quantity": "många", "due_date": "2020-13-45", "number": ""}
    answer = form.look(typed)
    assert answer["saved"].startswith("Sparad")
    assert answer["findings"]["lines.0.quantity"]
    elsewhere = Client()
    elsewhere.force_login(astrid)
    again = Form(elsewhere, draft.pk)
    assert {name: again.fields[name] for name in typed} == typed


def test_the_script_is_answered_with_sums_findings_and_the_way(form: Form) -> None:
    answer = form.look(SOUND)
    assert answer["nets"] == {"0": "15\N{NO-BREAK SPACE}431,25"}
    assert "19\N{NO-BREAK SPACE}289,06\N{NO-BREAK SPACE}SEK" in answer["look"]
    assert "inkorg" in answer["look"].lower()


def test_decimal_comma_and_point_are_each_persons_own(form: Form, astrid: User, draft: Draft) -> None:
    form.look({**SOUND, "lines.0.price": "1,5", "lines.0.quantity": "2"})
    User.objects.filter(pk=astrid.pk).update(language="en")
    english = Client()
    english.force_login(User.objects.get(pk=astrid.pk))
    other = Form(english, draft.pk)
    assert other.fields["lines.0.price"] == "1.5"
    assert other.look({"lines.0.price": "1,500.25"})["nets"]["0"] == "3,000.50"


@pytest.mark.row("S-182")
def test_recipient_is_prefilled_and_changed_for_this_invoice_alone(
    form: Form, customer: Customer, nordbygg: Company
) -> None:
    assert form.fields["buyer.name"] == "Fjordtre AS"
    form.press("save", {"buyer.name": "Fjordtre AS, Innkjøp", "buyer.address.street": "Sagveien 4"})
    assert "Fjordtre AS, Innkjøp" in form.answer.content.decode()
    with acting_for(nordbygg.pk):
        assert Customer.objects.get(pk=customer.pk).name == "Fjordtre AS"


@pytest.mark.row("S-184")
def test_what_is_missing_is_said_at_its_field_and_nothing_is_sent(form: Form, draft: Draft, nordbygg: Company) -> None:
    answer = form.press("send", {**SOUND, "number": "", "lines.0.quantity": ""})
    assert answer.status_code == 200
    assert "is-fault" in form.page.get_element_by_id("f-number-says").get("class")
    assert form.said("lines.0.quantity") != ""
    assert form.page.xpath("//label[@for='f-number']//span[@class='must']")
    assert kept(nordbygg, draft.pk).state == DraftState.EDITING
    with acting_for(nordbygg.pk):
        assert not Document.objects.exists()


@pytest.mark.row("S-183")
def test_a_field_is_added_from_the_list_and_taken_away_again(form: Form, nordbygg: Company) -> None:
    form.press("panel:document")
    assert form.page.xpath("//*[@data-panel]//button[@value='add:project_reference']")
    form.press("add:project_reference")
    assert "project_reference" in form.names
    form.press("save", {**SOUND, "project_reference": "Hamnen 7"})
    assert invoice_of(nordbygg, form).project_reference == "Hamnen 7"
    form.press("drop:project_reference")
    assert "project_reference" not in form.names


@pytest.mark.row("S-185")
def test_rows_are_added_moved_and_taken_away_without_scripts(form: Form, nordbygg: Company) -> None:
    form.press("add:lines", {**SOUND, "lines.0.name": "Ett"})
    form.press("add:lines", {"lines.1.name": "Två", "lines.1.quantity": "1", "lines.1.price": "2"})
    assert form.fields["lines.2.vat_rate"] == "25"  # as in the row above it
    form.press("up:lines.1")
    assert [form.fields[f"lines.{row}.name"] for row in (0, 1)] == ["Två", "Ett"]
    form.press("drop:lines.2")
    form.press("drop:lines.0")
    assert [line.item.name for line in invoice_of(nordbygg, form).lines if line.item] == ["Ett"]


@pytest.mark.row("S-186", "S-187")
def test_a_field_comes_to_every_row_or_to_one(form: Form) -> None:
    form.press("add:lines", SOUND)
    form.press("add:lines.*.note", {"lines.1.name": "Två"})
    assert {"lines.0.note", "lines.1.note"} <= form.names
    form.press("add:lines.1.order_line_reference")
    assert "lines.1.order_line_reference" in form.names
    assert "lines.0.order_line_reference" not in form.names
    form.press("add:lines")
    assert {"lines.0.note", "lines.1.note"} <= form.names


@pytest.mark.row("S-188")
def test_what_is_folded_away_still_goes_on_the_invoice(form: Form, nordbygg: Company) -> None:
    form.press("save", SOUND)
    folded = form.page.xpath("//details[not(@open)]//*[@name='seller.contact.name']")
    assert folded
    assert form.page.xpath("//*[@data-fold]")
    seller = invoice_of(nordbygg, form).seller
    assert seller is not None
    assert seller.contact is not None
    assert seller.contact.name == "Astrid Ek"


@pytest.mark.row("S-191", "S-192", "S-193", "S-194")
def test_no_vat_on_any_row_with_reason_and_text_and_a_rate_of_nothing(form: Form, nordbygg: Company) -> None:
    form.press("add:lines", SOUND)
    form.press("exempt", {"lines.1.name": "Två", "lines.1.quantity": "1", "lines.1.price": "100", "all.exempt": "1"})
    assert [form.fields[f"lines.{row}.vat_rate"] for row in (0, 1)] == ["0", "0"]
    reasons = form.page.xpath("//select[@name='all.exemption_reason_code']/option/@value")
    assert "VATEX-EU-AE" in reasons
    chosen = {"all.vat_category": "AE", "all.exemption_reason_code": "VATEX-EU-AE",
              "all.exemption_reason": "Omvänd betalningsskyldighet", "all.exempt": "1",
              "buyer.vat_identifier": "NO999000053MVA"}  # fmt: skip
    form.press("save", chosen)
    invoice = invoice_of(nordbygg, form)
    (group,) = invoice.vat_breakdown
    assert (group.category, group.exemption_reason_code) == ("AE", "VATEX-EU-AE")
    assert group.exemption_reason == "Omvänd betalningsskyldighet"
    form.press("save", {"lines.0.vat_rate": "25"})
    assert "is-fault" in form.page.get_element_by_id("line-lines.0-says").get("class")
    form.press("save", {"lines.0.vat_rate": ""})
    assert form.said("lines.0.vat_rate") != ""


@pytest.mark.row("S-195", "S-196")
def test_discount_and_charge_each_with_its_own_vat(form: Form, nordbygg: Company) -> None:
    form.press("add:allowances", SOUND)
    form.press("add:charges", {"allowances.0.amount": "100", "allowances.0.reason": "Mängdrabatt"})
    exempt = {"charges.0.amount": "50", "charges.0.reason": "Frakt", "charges.0.vat_category": "E",
              "charges.0.vat_rate": "0"}  # fmt: skip
    form.press("panel:charges.0", exempt)
    assert form.page.xpath("//*[@data-panel]//button[@value='add:charges.0.exemption_reason']")
    form.press("add:charges.0.exemption_reason")
    form.press("save", {"charges.0.exemption_reason": "Momsfri transport"})
    invoice = invoice_of(nordbygg, form)
    assert invoice.allowances[0].vat_rate == Decimal(25)
    assert {group.category for group in invoice.vat_breakdown} == {"S", "E"}
    assert invoice.totals is not None
    assert invoice.totals.amount_excl_vat == Decimal("15381.25")


@pytest.mark.row("S-197", "S-198")
def test_currency_vat_currency_with_rate_and_a_whole_total(form: Form, nordbygg: Company) -> None:
    form.press("add:vat_currency", SOUND)
    form.press("add:rounding")
    form.press("save", {"currency": "EUR", "vat_currency": "SEK", "vat_exchange_rate": "11,50", "rounding": "whole"})
    invoice = invoice_of(nordbygg, form)
    assert (invoice.currency, invoice.vat_currency) == ("EUR", "SEK")
    assert invoice.totals is not None
    assert invoice.totals.amount_due == Decimal("19289.00")
    assert invoice.totals.rounding_amount == Decimal("-0.06")
    assert invoice.totals.vat_amount_accounting == Decimal("44364.82")


@pytest.mark.row("S-199", "S-200")
def test_several_accounts_each_of_its_type(form: Form, nordbygg: Company) -> None:
    form.press("add:payment.means", SOUND)
    codes = form.page.xpath("//select[@name='payment.means.0.code']/option/@value")
    assert {"30", "58"} <= set(codes)
    form.press("draw", {"account-kind.0": "bankgiro", "payment.means.0.account": "5402-9681"})
    assert form.fields["payment.means.0.provider"] == "SE:BANKGIRO"
    form.press("add:payment.means")
    form.press("draw", {"account-kind.1": "iban", "payment.means.1.account": "SE3550000000054910000003"})
    means = invoice_of(nordbygg, form).payment
    assert means is not None
    assert [each.code for each in means.means] == ["30", "58"]


@pytest.mark.row("S-201")
def test_the_companys_accounts_stand_on_every_new_invoice(
    astrids_browser: Client, nordbygg: Company, customer: Customer, doris: User
) -> None:
    with acting_for(nordbygg.pk):
        add_account(nordbygg, AccountFacts(kind="bankgiro", value="5402-9681"), actor=f"user:{doris.pk}")
        draft = new_draft(customer_id=customer.pk, actor="user:x", language="sv")
    form = Form(astrids_browser, draft.pk)
    assert form.fields["payment.means.0.account"] == "54029681"
    assert form.fields["account-kind.0"] == "bankgiro"


@pytest.mark.row("S-202")
def test_files_are_attached_with_their_type_and_size_and_others_refused(
    form: Form, draft: Draft, nordbygg: Company
) -> None:
    pdf = SimpleUploadedFile("tidrapport.pdf", b"%PDF-1.7\n" + b"x" * 2000)
    bad = SimpleUploadedFile("faktura.html", b"<html><script>alert(1)</script>")
    form.press("attach", {**SOUND, "attach": [pdf, bad]})
    text = " ".join(str(form.page.text_content()).split())
    assert "tidrapport.pdf" in text
    assert "2 kB" in text.replace("\N{NO-BREAK SPACE}", " ")
    assert "faktura.html:" in text
    (file,) = form.page.xpath("//*[starts-with(@name, 'file.')]/@name")
    form.press("save", {file: "Tidrapport"})
    (document,) = invoice_of(nordbygg, form).supporting_documents
    assert (document.description, document.attachment and document.attachment.filename) == (
        "Tidrapport", "tidrapport.pdf",
    )  # fmt: skip
    form.press(f"detach:{file.removeprefix('file.')}")
    assert "tidrapport.pdf" not in str(form.page.text_content())


@pytest.mark.row("S-004", "S-203", "S-204", "S-205")
@pytest.mark.parametrize(("mode", "state"), [("production", "delivered"), ("test", "delivered"),
                                             ("certification", "certified")])  # fmt: skip
def test_it_is_sent_in_the_mode_that_was_chosen(
    form: Form, astrids_browser: Client, nordbygg: Company, fjordtre: Company, mode: str, state: str
) -> None:
    answer = form.press("send", {**SOUND, "send_mode": mode})
    assert answer.status_code == 302, form.page.text_content()
    with acting_for(nordbygg.pk):
        document = Document.objects.get()
    assert answer["Location"] == reverse("document", args=[document.pk])
    assert worked_on(nordbygg, document.pk).state == DocumentState(state)
    with acting_for(fjordtre.pk):
        assert Document.objects.count() == (0 if mode == "certification" else 1)
    assert astrids_browser.get(form.address)["Location"] == answer["Location"]


@pytest.mark.row("S-207")
def test_preview_is_the_pdf_and_says_how_it_will_go(form: Form, astrids_browser: Client) -> None:
    answer = form.press("preview", SOUND)
    page = astrids_browser.get(answer["Location"]).content.decode()
    pdf = reverse("draft_pdf", args=[form.address.split("/")[-2]])
    assert f'src="{pdf}"' in page
    shown = astrids_browser.get(pdf)
    assert shown["Content-Type"] == "application/pdf"
    assert shown["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'self'"
    assert shown["X-Frame-Options"] == "SAMEORIGIN"
    assert shown.content.startswith(b"%PDF-")


@pytest.mark.row("S-005")
def test_two_at_one_draft_choose_field_by_field(form: Form, draft: Draft, nordbygg: Company, doris: User) -> None:
    form.look(SOUND)
    with acting_for(nordbygg.pk):
        now = Draft.objects.get(pk=draft.pk)
        theirs = {**now.fields, "lines.0.price": "2000", "order_reference": "PO-7"}
        save(draft.pk, theirs, revision=now.revision, actor=f"user:{doris.pk}")
    answer = form.press("save", {"lines.0.price": "1500"})
    assert answer.status_code == 409
    assert "Doris Alm" in answer.content.decode()
    assert form.fields["lines.0.price"] == "1500"  # what was typed is there
    assert form.fields["take:lines.0.price"] == "mine"
    form.press("settle", {"take:lines.0.price": "mine", "take:order_reference": "theirs"})
    fields = kept(nordbygg, draft.pk).fields
    assert (fields["lines.0.price"], fields["order_reference"]) == ("1500", "PO-7")


@pytest.mark.django_db(transaction=True)
def test_page_takes_few_questions_to_the_database_whatever_stands_in_it(
    form: Form, draft: Draft, nordbygg: Company, fjordtre: Company, astrid: User
) -> None:
    """Sent back, with a file, to somebody who chooses from whom they take documents."""
    form.press("save", SOUND)
    form.press("attach", {"attach": SimpleUploadedFile("tid.csv", b"dag;timmar", "text/csv")})
    with acting_for(nordbygg.pk):
        Draft.objects.filter(pk=draft.pk).update(sent_back_by=f"user:{astrid.pk}", sent_back_reason="Fel pris")
    Participant.objects.filter(company=fjordtre).update(auto_accept=False)
    with counted() as too_many:
        page = form.open().content.decode()
        form.browser.get(f"{form.address}preview/")
    assert too_many == {}
    assert f"{astrid.name} skickade tillbaka den" in page
    assert "tid.csv" in page


def test_kind_of_a_credit_note_is_told(astrids_browser: Client, nordbygg: Company, customer: Customer) -> None:
    with acting_for(nordbygg.pk):
        draft = new_draft(DraftKind.CREDIT_NOTE, customer.pk, actor="user:x", language="sv")
    page = astrids_browser.get(reverse("draft", args=[draft.pk])).content.decode()
    assert "Kreditfaktura till Fjordtre AS" in page


def test_another_recipient_is_chosen_and_what_was_typed_stays(
    form: Form, draft: Draft, nordbygg: Company, astrids_browser: Client
) -> None:
    with acting_for(nordbygg.pk):
        other = add_customer("Region Västerdal", country="SE")
        Customer.objects.filter(pk=other.pk).update(contact_name="Karin Ek")
    answer = form.press("recipient", SOUND)
    address = reverse("draft_recipient", args=[draft.pk])
    assert answer["Location"] == address
    page = astrids_browser.get(address).content.decode()
    assert "Region Västerdal" in page
    assert "Välj en annan mottagare" in page
    assert astrids_browser.post(address, {"recipient": str(other.pk)}).status_code == 302
    now = kept(nordbygg, draft.pk)
    assert (now.customer_id, now.fields["buyer.name"]) == (other.pk, "Region Västerdal")
    assert now.fields["buyer_reference"] == "Karin Ek"
    assert "buyer.legal_registration" not in now.fields
    typed = {path: text for path, text in SOUND.items() if path != "buyer_reference"}
    assert {path: now.fields.get(path) for path in typed} == typed


def test_another_recipient_can_be_somebody_new(draft: Draft, nordbygg: Company, astrids_browser: Client) -> None:
    address = reverse("draft_recipient", args=[draft.pk])
    wrong = astrids_browser.post(address, {"add": "1", "name": ""})
    assert wrong.status_code == 422
    assert address in wrong.content.decode()
    new = {
        "add": "1",
        "name": "Ny Kund AB",
        "country": "SE",
        "organisation_number": "556603-0309",
        "street": "Ågatan 1",
    }
    new |= {"postal_code": "903 20", "city": "Hamnby", "email": "faktura@nykund.example"}
    answer = astrids_browser.post(address, new)
    assert answer.status_code == 302, answer.content.decode()
    assert kept(nordbygg, draft.pk).fields["buyer.name"] == "Ny Kund AB"


def test_a_draft_that_is_no_longer_written_gets_no_other_recipient(
    draft: Draft, nordbygg: Company, customer: Customer, astrids_browser: Client
) -> None:
    with acting_for(nordbygg.pk):
        Draft.objects.filter(pk=draft.pk).update(state=DraftState.DISCARDED)
    answer = astrids_browser.post(reverse("draft_recipient", args=[draft.pk]), {"recipient": str(customer.pk)})
    assert answer["Location"] == reverse("drafts")


def test_what_the_recipient_demands_stands_there_with_an_asterisk(form: Form, fjordtre: Company) -> None:
    demands = [{"kind": "mandatory", "key": "project", "terms": ["BT-11"]},
               {"kind": "mandatory", "key": "cost", "terms": ["BT-133"]}]  # fmt: skip
    with acting_for(fjordtre.pk):
        keep_pack(pack_from(msgspec.json.encode({"receiver": "Fjordtre AS", "demands": demands})), actor="user:x")
    form.press("save", SOUND)
    page = html.fromstring(form.open().content)
    for name in ("project_reference", "lines.0.buyer_accounting_reference"):
        label = next(each for each in page.iter("label") if each.get("for") == f"f-{name}")
        assert "(måste fyllas i)" in "".join(map(str, label.itertext())), name
        assert any(each.get("id") == f"f-{name}" for each in page.iter("input", "textarea")), name


def test_what_is_left_to_do_says_on_which_row(form: Form) -> None:
    form.press("save", SOUND)
    form.press("add:lines", {})
    page = html.fromstring(form.press("save", {"lines.1.name": "Skruv", "lines.1.quantity": "många"}).content)
    (left,) = (each for each in page.iter("ul") if each.get("class") == "left")
    said = [" ".join("".join(map(str, each.itertext())).split()) for each in left]
    assert any(each.startswith("Rad 2: ") for each in said), said
    assert not any(each.startswith("Rad 2: Rad") for each in said)
    assert len([each for each in said if each.startswith("Rad 2: ")]) == 2, said  # the quantity and the price


def left_to_do(page: bytes) -> list[str]:
    """Return what the page says is left to do."""
    lists = (each for each in html.fromstring(page).iter("ul") if each.get("class") == "left")
    return ["".join(map(str, item.itertext())) for each in lists for item in each]


def test_an_empty_invoice_asks_for_its_first_row_and_nothing_that_follows_from_it(
    astrids_browser: Client, customer: Customer
) -> None:
    answer = astrids_browser.post(reverse("create_invoice"), {"recipient": str(customer.pk), "kind": "invoice"})
    words = left_to_do(astrids_browser.get(answer["Location"]).content)
    assert words[0].startswith("Skriv första raden")
    assert not [each for each in words if "inga rader" in each or "redovisningsvalutan" in each]


def test_a_row_without_a_vat_rate_is_said_to_lack_it_and_nothing_more(
    astrids_browser: Client, nordbygg: Company, customer: Customer
) -> None:
    answer = astrids_browser.post(reverse("create_invoice"), {"recipient": str(customer.pk), "kind": "invoice"})
    row = {"name": "Hylla", "quantity": "2", "price": "10", "vat_rate": "", "vat_category": "S", "unit": "C62"}
    with acting_for(nordbygg.pk):
        draft = Draft.objects.get()
        draft.fields |= {f"lines.0.{name}": value for name, value in row.items()}
        draft.save()
    words = left_to_do(astrids_browser.get(answer["Location"]).content)
    assert [each for each in words if each.startswith("Rad 1")] == ["Rad 1: ”Momssats” saknas. Fyll i uppgiften."]
