"""The pages of the company's own mail texts, over HTTP."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from depesch.exchange.mail.catcher import Catcher, caught
from depesch.hub.accounts.limits import Limit
from depesch.hub.directory.mail_texts import own_text, save_text
from depesch.hub.history.models import EventRow
from depesch.hub.mailing.models import Letter
from depesch.hub.mailing.posting import post_due
from depesch.hub.tenancy.models import Company, User
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from depesch.portal.mail_texts.words import FIELD_GROUPS
from depesch.rendering.mail_text import MailText, TextKind
from depesch.rendering.mail_text.fields import FIELDS
from depesch.rendering.words import languages

ONCE = Limit(name="mail_trial", most=1, window=timedelta(hours=1))
HERE = "/settings/email/texts/invoice/de/"
OWN = {"subject": "Rechnung {invoicenumber}", "body": "Guten Tag {CustomerName},\r\n\r\n{Amount} {Currency}\r\n"}
KEPT = MailText(subject="Rechnung {invoicenumber}", body="Guten Tag {CustomerName},\n\n{Amount} {Currency}")


def kept(company: Company, kind: TextKind = TextKind.INVOICE) -> MailText | None:
    with acting_for(company.pk):
        found = own_text(kind, "de")
    return found.text if found else None


def test_page_tells_what_every_field_becomes(doris_browser: Client) -> None:
    assert {name for _, fields in FIELD_GROUPS for name in fields} == {field.name for field in FIELDS}
    page = doris_browser.get(HERE).content.decode()
    assert all(f"<code data-insert>{{{field.name}}}</code>" in page for field in FIELDS)


@pytest.mark.row("S-073", "S-074", "D-06")
def test_without_any_set_up_every_language_has_a_text(doris_browser: Client, nordbygg: Company) -> None:
    page = doris_browser.get(reverse("mail_texts")).content.decode()
    assert page.count("Standardtext<") == 2 * len(languages())
    text = doris_browser.get(HERE).content.decode()
    assert 'value="Rechnung {InvoiceNumber} von {CompanyName}"' in text
    assert "Rechnung 1042 von Nordbygg Fasad AB" in text  # how it reads on an invented invoice


@pytest.mark.row("D-06", "S-076")
def test_saved_text_is_the_companys_own_and_stands_in_the_change_log(doris_browser: Client, nordbygg: Company) -> None:
    assert doris_browser.post(HERE, OWN).status_code == 302
    assert kept(nordbygg) == KEPT
    assert kept(nordbygg, TextKind.CREDIT_NOTE) is None
    assert "Egen text<" in doris_browser.get(reverse("mail_texts")).content.decode()
    log = doris_browser.get(reverse("changes")).content.decode()
    assert "Egen e-posttext för fakturor på tyska sparades. Ämne: Rechnung {invoicenumber}" in log
    seen = doris_browser.get(HERE).context["form"]["seen"].value()
    assert doris_browser.post(HERE, OWN | {"seen": seen}).status_code == 302
    with acting_for(nordbygg.pk):
        assert EventRow.objects.filter(kind="mail_text.set").count() == 1  # the same once more is no change


@pytest.mark.row("S-076")
def test_unknown_field_is_flagged_at_its_field_with_the_near_one_and_nothing_is_kept(
    doris_browser: Client, nordbygg: Company
) -> None:
    wrong = {"subject": "Rechnung {Fakturanummer}", "body": "Hallo\n{CustomrName}\n{DueDate"}
    answer = doris_browser.post(HERE, wrong)
    page = answer.content.decode()
    assert (answer.status_code, page.count("field__fault")) == (422, 2)
    assert "Fältet {Fakturanummer} finns inte. Menade du {InvoiceNumber}?" in page
    assert "Rad 2: Fältet {CustomrName} finns inte. Menade du {CustomerName}?" in page
    assert "Rad 3: Klammern vid ”{DueDate”" in page
    assert "{CustomrName}</textarea>" in page.replace("\n{DueDate", "")  # what was typed is still there
    assert kept(nordbygg) is None


@pytest.mark.parametrize(
    "wrong",
    [{"subject": ""}, {"body": " \n "}, {"subject": "a\nBcc: x@example.com"}, {"subject": "x" * 151},
     {"body": "x" * 5001}, {"body": "a\u202eb"}, {"body": "a\x00b"}, {"seen": "' OR 1=1"}],
)  # fmt: skip
def test_text_that_cannot_be_kept_is_refused(wrong: dict[str, str], doris_browser: Client, nordbygg: Company) -> None:
    assert doris_browser.post(HERE, OWN | wrong).status_code == 422
    assert kept(nordbygg) is None


def test_later_of_two_people_sees_what_the_earlier_wrote(
    doris_browser: Client, nordbygg: Company, astrid: User
) -> None:
    seen = doris_browser.get(HERE).context["form"]["seen"].value()
    with acting_for(nordbygg.pk):
        other = MailText(subject="Rechnung", body="<b>Astrids Text</b>")
        save_text(TextKind.INVOICE, "de", other, actor=f"user:{astrid.pk}")
    answer = doris_browser.post(HERE, OWN | {"seen": seen})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert f"{astrid.name} ändrade texten medan du skrev" in page
    assert "&lt;b&gt;Astrids Text&lt;/b&gt;" in page
    assert "Guten Tag {CustomerName}" in page  # one's own is still there
    assert kept(nordbygg) == other
    again = {"seen": answer.context["form"]["seen"].value()}
    assert doris_browser.post(HERE, OWN | again).status_code == 302
    assert kept(nordbygg) == KEPT


def test_preview_is_that_of_the_latest_invoice_and_saves_nothing(
    doris_browser: Client, nordbygg: Company, ledger: dict[str, UUID]
) -> None:
    answer = doris_browser.post(HERE, OWN | {"do": "preview"})
    preview = answer.content.decode().partition('id="preview"')[2]
    assert answer.status_code == 200
    assert "Rechnung 2026" in preview
    assert "Guten Tag " in preview
    assert kept(nordbygg) is None


def test_what_the_invoice_lacks_is_named_beside_the_preview(doris_browser: Client, ledger: dict[str, UUID]) -> None:
    answer = doris_browser.post(HERE, OWN | {"do": "preview", "body": "Hallo\nVertrag: {ContractNumber}"})
    preview = answer.content.decode().partition('id="preview"')[2]
    assert "Fakturan har inget för {ContractNumber}" in preview
    assert "Vertrag:" not in preview


@pytest.mark.django_db(transaction=True)
def test_test_mail_goes_to_the_writer_alone_marked_as_a_test(
    doris_browser: Client, doris: User, nordbygg: Company, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Catcher(tmp_path) as catcher:
        monkeypatch.setenv("DEPESCH_MAIL_HOST", "127.0.0.1")
        monkeypatch.setenv("DEPESCH_MAIL_PORT", str(catcher.port))
        monkeypatch.setenv("DEPESCH_MAIL_TLS", "none")
        monkeypatch.setenv("DEPESCH_MAIL_FROM", "nav@hub.example")
        page = doris_browser.post(HERE, OWN | {"do": "test"}).content.decode()
        assert f"Ett testmejl är på väg till {doris.email}" in page
        assert post_due(now()) == 1
    ((_, mail),) = caught(tmp_path)
    body = mail.get_body(("plain",))
    assert body is not None
    assert doris.email in mail["To"]
    assert mail["Subject"] == "[TEST] Rechnung 1042"
    assert "Guten Tag Exempelkunden AB,\n\n12.500,00 SEK" in str(body.get_content()).replace("\r\n", "\n")
    assert [part.get_content_type() for part in mail.iter_attachments()] == ["application/pdf"]
    assert kept(nordbygg) is None


def test_without_a_mail_server_of_the_hub_no_test_mail_is_promised(doris_browser: Client) -> None:
    page = doris_browser.post(HERE, OWN | {"do": "test"}).content.decode()
    assert "Navet har ingen egen e-postserver än" in page
    assert not Letter.objects.exists()


def test_test_mails_have_a_limit(doris_browser: Client, doris: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEPESCH_MAIL_HOST", "127.0.0.1")
    monkeypatch.setenv("DEPESCH_MAIL_FROM", "nav@hub.example")
    monkeypatch.setattr("depesch.portal.mail_texts.views.MAIL_TRIAL", ONCE)
    doris_browser.post(HERE, OWN | {"do": "test"})
    assert "Du har fått många testmejl" in doris_browser.post(HERE, OWN | {"do": "test"}).content.decode()


def test_way_back_asks_and_is_recorded(doris_browser: Client, nordbygg: Company) -> None:
    doris_browser.post(HERE, OWN)
    there = reverse("mail_text_remove", args=["invoice", "de"])
    page = doris_browser.get(there)
    assert "Guten Tag {CustomerName}" in page.content.decode()
    assert doris_browser.post(there, {"seen": "0" * 32}).status_code == 409  # of another wording
    assert kept(nordbygg) == KEPT
    assert doris_browser.post(there, {"seen": page.context["mark"]}).status_code == 302
    assert kept(nordbygg) is None
    assert doris_browser.get(there).status_code == 302  # nothing to remove any more
    log = doris_browser.get(reverse("changes")).content.decode()
    assert "Egen e-posttext för fakturor på tyska togs bort" in log


@pytest.mark.parametrize("path", ["reminder/de/", "invoice/xx/", "invoice/DE/", "invoice/de/predefined/x"])
def test_text_that_there_is_none_of_is_not_found(path: str, doris_browser: Client) -> None:
    assert doris_browser.get(f"/settings/email/texts/{path}").status_code == 404
