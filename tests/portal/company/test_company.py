"""The company's settings: what it says of itself, its logo on the start page, how invoicing works, and the switch."""

from __future__ import annotations

from functools import partial
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from depesch.channels import SendMode
from depesch.documents.reading import read
from depesch.hub.accounts.logo import save_logo
from depesch.hub.directory.design_rules import ForDocument
from depesch.hub.directory.models import ParticipantIdentifier
from depesch.hub.directory.participants import register_company
from depesch.hub.flows.dressing import dress_for
from depesch.hub.flows.forms import Forms
from depesch.hub.flows.models import Document
from depesch.hub.flows.sending_settings import sending_settings
from depesch.hub.history.models import EventRow
from depesch.hub.tenancy.models import Company, CompanyLogo, User
from depesch.hub.tenancy.scope import acting_for
from tests.hub.accounts.test_logo import drawn, pictures
from tests.hub.flows.papers import ubl_invoice

DETAILS = {
    "name": "Nordbygg Fasad AB", "vat_number": "SE556601010301", "street": "Strandgatan 3", "street_2": "",
    "postal_code": "111 22", "city": "Hamnby", "contact_name": "Astrid Ek", "contact_email": "astrid@nordbygg.example",
    "contact_phone": "08-123 45 67", "website": "nordbygg.example", "legal_notes": "Godkänd för F-skatt",
    "language": "sv", "time_zone": "Europe/Stockholm",
}  # fmt: skip
SHOWN = {"initial-name": "Nordbygg Fasad AB", "initial-vat_number": "SE556601010301", "initial-language": "sv",
         "initial-time_zone": "Europe/Stockholm"}  # fmt: skip
INVOICING = {"duplicate_control": "on", "fiscal_year_starts": "1", "takes_test_documents": "on"}


def save(browser: Client, page: str, values: dict[str, str], *, follow: bool = True) -> tuple[int, str]:
    answer = browser.post(reverse(page), values, follow=follow)
    return answer.status_code, answer.content.decode()


def settings_changed(company: Company) -> dict[str, tuple[str, str]]:
    with acting_for(company.pk):
        rows = EventRow.objects.filter(kind="company.setting_changed").values_list("payload", flat=True)
        return {each["setting"]: (each["value_before"], each["value_after"]) for each in rows}


@pytest.mark.parametrize("page", ["company_settings", "invoicing_settings", "payment_accounts", "store", "changes"])
def test_settings_are_an_administrators(page: str, astrids_browser: Client, doris_browser: Client) -> None:
    assert astrids_browser.get(reverse(page)).status_code == 403
    assert reverse(page) not in astrids_browser.get(reverse("settings")).content.decode()
    assert doris_browser.get(reverse(page)).status_code == 200
    assert reverse(page) in doris_browser.get(reverse("settings")).content.decode()


def test_what_the_company_says_of_itself_is_saved_and_recorded(doris_browser: Client, nordbygg: Company) -> None:
    status, page = save(doris_browser, "company_settings", DETAILS | SHOWN)
    assert (status, "Företagets uppgifter är sparade." in page) == (200, True)
    nordbygg.refresh_from_db()
    assert (nordbygg.city, nordbygg.website) == ("Hamnby", "https://nordbygg.example")
    changed = settings_changed(nordbygg)
    assert changed["city"] == ("", "Hamnby")
    assert "name" not in changed
    assert "vat_number" not in changed


def test_only_what_one_changed_is_written(doris_browser: Client, nordbygg: Company) -> None:
    """Two administrators have the page open: neither undoes what the other saved."""
    save(doris_browser, "company_settings", DETAILS | SHOWN)
    stale = DETAILS | SHOWN | {f"initial-{name}": value for name, value in DETAILS.items()}
    Company.objects.filter(pk=nordbygg.pk).update(city="Nystad")
    save(doris_browser, "company_settings", stale | {"street": "Kajen 1"})
    nordbygg.refresh_from_db()
    assert (nordbygg.street, nordbygg.city) == ("Kajen 1", "Nystad")


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("name", "", "Det här måste fyllas i"),
        ("vat_number", "SE556601010302", "inget momsregistreringsnummer"),
        ("vat_number", "NO999000053MVA", "inget momsregistreringsnummer"),
        ("website", "javascript:alert(1)", "En webbplats ser ut som"),
        ("contact_email", "astrid", "En e-postadress ser ut som"),
        ("time_zone", "Europe/Atlantis", "Välj"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(
    doris_browser: Client, nordbygg: Company, field: str, value: str, told: str
) -> None:
    status, page = save(doris_browser, "company_settings", DETAILS | SHOWN | {field: value})
    assert status == 422
    assert f'aria-invalid="true" aria-describedby="id_{field}' in page or 'aria-invalid="true"' in page
    assert told in page
    assert 'value="Strandgatan 3"' in page
    nordbygg.refresh_from_db()
    assert nordbygg.street == ""


def test_the_network_knows_the_new_name_and_number(doris_browser: Client, nordbygg: Company) -> None:
    participant = register_company(nordbygg)
    values = DETAILS | SHOWN | {"name": "Nordbygg Tak AB", "vat_number": ""}
    save(doris_browser, "company_settings", values)
    participant.refresh_from_db()
    assert participant.name == "Nordbygg Tak AB"
    assert not ParticipantIdentifier.objects.filter(participant=participant, scheme="vat").exists()
    assert ParticipantIdentifier.objects.filter(participant=participant, scheme="0007").exists()


@pytest.mark.row("D-06")
def test_how_invoicing_works_is_saved_and_recorded(doris_browser: Client, nordbygg: Company) -> None:
    register_company(nordbygg)
    wanted = {"fiscal_year_starts": "9", "four_eyes": "on", "format": "peppol-bis3"}
    status, page = save(doris_browser, "invoicing_settings", wanted)
    assert (status, "september" in page) == (200, True)
    nordbygg.refresh_from_db()
    with acting_for(nordbygg.pk):
        settings = sending_settings()
    assert (settings.fiscal_year_starts, settings.four_eyes, settings.duplicate_control) == (9, True, False)
    assert not nordbygg.takes_test_documents
    assert settings_changed(nordbygg)["format"] == ("ubl21", "peppol-bis3")


@pytest.mark.row("D-05")
def test_the_switch_stops_everybody_and_every_page_says_so(
    doris_browser: Client, astrids_browser: Client, nordbygg: Company
) -> None:
    assert "Deaktivera fakturering för hela företaget?" in doris_browser.get(reverse("invoicing_stop")).content.decode()
    doris_browser.post(reverse("invoicing_stop"))
    for browser, page in ((doris_browser, "start"), (astrids_browser, "start"), (astrids_browser, "settings")):
        assert "Faktureringen är deaktiverad för Nordbygg Fasad AB" in browser.get(reverse(page)).content.decode()
    file = SimpleUploadedFile("faktura.xml", ubl_invoice(), "application/xml")
    refused = astrids_browser.post(reverse("upload"), {"files": file, "send_mode": "production"})
    assert "Ingenting har skickats." in refused.content.decode()
    with acting_for(nordbygg.pk):
        assert not Document.objects.exists()
    doris_browser.post(reverse("invoicing_resume"))
    assert "Faktureringen är deaktiverad" not in astrids_browser.get(reverse("start")).content.decode()


@pytest.mark.row("S-146")
def test_a_logo_is_taken_shown_and_served_as_what_it_is(
    doris_browser: Client, bos_browser: Client, nordbygg: Company
) -> None:
    file = SimpleUploadedFile("logo.html", drawn(), "text/html")
    doris_browser.post(reverse("logo_change"), {"logo": file})
    served = bos_browser.get(reverse("logo"))
    assert (served["Content-Type"], served["X-Content-Type-Options"]) == ("image/png", "nosniff")
    assert "sandbox" in served["Content-Security-Policy"]
    assert served.content.startswith(b"\x89PNG")
    assert reverse("logo") in bos_browser.get(reverse("start")).content.decode()
    again = bos_browser.get(reverse("logo"), headers={"if-none-match": served["ETag"]})
    assert again.status_code == 304
    doris_browser.post(reverse("logo_remove"))
    assert bos_browser.get(reverse("logo")).status_code == 404


@pytest.mark.row("S-146")
def test_the_logo_stands_on_the_companys_own_invoices_and_on_nobody_elses(
    astrids_browser: Client, nordbygg: Company, ledger: dict[str, UUID]
) -> None:
    save_logo(nordbygg, drawn(), actor="user:test")
    shown = {number: astrids_browser.get(reverse("pdf", args=[ledger[number]])) for number in ("20261182", "4471")}
    assert {number: pictures(answer.content) for number, answer in shown.items()} == {"20261182": 1, "4471": 0}
    page = astrids_browser.get(reverse("preview", args=[ledger["20261182"]]))
    assert "data:image/png;base64," in page.content.decode()
    assert "img-src data:" in page["Content-Security-Policy"]


@pytest.mark.row("S-146")
def test_the_logo_stands_on_the_pdf_that_leaves(nordbygg: Company) -> None:
    save_logo(nordbygg, drawn(), actor="user:test")
    for name in ("ubl21", "facturx-en16931"):
        forms = Forms(
            read(ubl_invoice()),
            language="sv",
            send_mode=SendMode.PRODUCTION,
            dress=partial(dress_for, nordbygg.pk, ForDocument()),
        )
        form = forms.make(name, rendering=name == "ubl21")
        assert pictures(form.rendering.content if form.rendering else form.main.content) == 1


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "varken PNG eller JPEG"),
        (drawn()[:80], "skadad"),
        (drawn() + bytes(1_000_001), "större än 1 MB"),
        (drawn(size=(8, 8)), "mindre än 16"),
    ],
)
def test_what_is_no_logo_is_told_and_not_kept(
    doris_browser: Client, nordbygg: Company, content: bytes, told: str
) -> None:
    answer = doris_browser.post(reverse("logo_change"), {"logo": SimpleUploadedFile("logo.png", content)})
    assert answer.status_code == 422
    assert told in answer.content.decode()
    with acting_for(nordbygg.pk):
        assert not CompanyLogo.objects.exists()


def test_no_file_at_all_is_told(doris_browser: Client) -> None:
    assert "Välj en fil först." in doris_browser.post(reverse("logo_change")).content.decode()


def test_a_stranger_sees_no_logo_of_ours(doris_browser: Client, carls_browser: Client, carl: User) -> None:
    doris_browser.post(reverse("logo_change"), {"logo": SimpleUploadedFile("logo.png", drawn())})
    assert carls_browser.get(reverse("logo")).status_code == 404


@pytest.mark.row("S-142", "S-145")
def test_the_start_page_leads_to_ones_own_account_and_to_the_companys(
    doris_browser: Client, astrids_browser: Client
) -> None:
    for browser, name, leads_to_company in ((doris_browser, "Doris Alm", True), (astrids_browser, "Astrid Ek", False)):
        page = browser.get(reverse("start")).content.decode()
        assert f'<strong>{name}</strong> <a href="{reverse("preferences")}">Redigera konto' in page
        assert (f'<a href="{reverse("company_settings")}">Redigera konto' in page) is leads_to_company
