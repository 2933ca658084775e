"""Drafts after the form: approved with four eyes, sent back, sent later, taken back; templates; from documents."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from depesch.hub.archive.models import FileRole
from depesch.hub.archive.store import keep_file
from depesch.hub.directory.customers import add_customer
from depesch.hub.directory.models import Customer
from depesch.hub.drafts.attachments import attach
from depesch.hub.drafts.finishing import finish
from depesch.hub.drafts.models import Draft, DraftState, Template
from depesch.hub.drafts.sending import send_now
from depesch.hub.flows.models import Document, SendingSettings
from depesch.hub.tenancy.models import Company, User
from depesch.hub.tenancy.scope import acting_for
from tests.hub.drafts.forms import customer_of, typed, worked_on
from tests.portal.invoice.forms import Form, kept


@pytest.fixture
def customer(nordbygg: Company, fjordtre: Company) -> Customer:
    """Fjordtre, in the network and on a card."""
    return customer_of(nordbygg, fjordtre)


@pytest.fixture
def written(nordbygg: Company, customer: Customer, astrid: User) -> Draft:
    """A sound draft of Astrid's."""
    return typed(nordbygg, customer, actor=f"user:{astrid.pk}")


def four_eyes(company: Company) -> None:
    with acting_for(company.pk):
        SendingSettings.objects.update_or_create(tenant=company, defaults={"four_eyes": True})


def documents_of(company: Company) -> int:
    with acting_for(company.pk):
        return Document.objects.count()


@pytest.mark.row("S-006")
def test_with_four_eyes_another_person_approves_and_then_it_is_sent(
    nordbygg: Company, written: Draft, astrids_browser: Client, evas_browser: Client, doris_browser: Client
) -> None:
    four_eyes(nordbygg)
    form = Form(astrids_browser, written.pk)
    assert form.page.xpath("//button[@value='approval' and contains(@class, 'button--main')]")
    review = form.press("send")["Location"]
    assert review == reverse("draft_review", args=[written.pk])
    assert documents_of(nordbygg) == 0
    assert "Fjordtre AS" in evas_browser.get(reverse("approvals")).content.decode()
    waiting = kept(nordbygg, written.pk)
    assert waiting.state == DraftState.WAITING
    decision = {"revision": str(waiting.revision), "do": "approve"}
    assert astrids_browser.post(review, decision).status_code == 403  # has no such role
    evas_browser.post(review, decision)
    assert kept(nordbygg, written.pk).state == DraftState.APPROVED
    assert evas_browser.post(review, {"do": "send"}).status_code == 403
    answer = doris_browser.post(review, {"do": "send"})
    assert answer["Location"].startswith("/documents/")
    assert documents_of(nordbygg) == 1


@pytest.mark.row("S-006")
def test_whoever_wrote_of_it_does_not_approve_it(nordbygg: Company, customer: Customer, doris: User) -> None:
    four_eyes(nordbygg)
    draft = typed(nordbygg, customer, actor=f"user:{doris.pk}")
    finish(nordbygg, draft.pk, revision=draft.revision, actor=f"user:{doris.pk}", language="sv")
    browser = Client()
    browser.force_login(doris)
    review = reverse("draft_review", args=[draft.pk])
    assert "tvåhandsprincipen" in browser.get(review).content.decode()
    browser.post(review, {"do": "approve_send", "revision": str(draft.revision)})
    assert kept(nordbygg, draft.pk).state == DraftState.WAITING


@pytest.mark.django_db(transaction=True)  # so that each page's statements are counted, see `few_queries`
def test_review_is_shown_to_whoever_neither_wrote_nor_approves_it(
    nordbygg: Company, written: Draft, astrid: User, eva: User, rolfs_browser: Client, evas_browser: Client
) -> None:
    actor = f"user:{astrid.pk}"
    finish(nordbygg, written.pk, revision=written.revision, actor=actor, language="sv", approval_asked=True)
    for browser in (rolfs_browser, evas_browser):
        page = browser.get(reverse("draft_review", args=[written.pk])).content.decode()
        assert "Astrid Ek" in page
        assert "Eva Strand" in page


@pytest.mark.row("S-006")
def test_it_is_sent_back_with_a_reason_that_the_writer_sees(
    nordbygg: Company, written: Draft, astrid: User, astrids_browser: Client, evas_browser: Client
) -> None:
    actor = f"user:{astrid.pk}"
    finish(nordbygg, written.pk, revision=written.revision, actor=actor, language="sv", approval_asked=True)
    review = reverse("draft_review", args=[written.pk])
    no_reason = evas_browser.post(review, {"do": "back", "revision": str(written.revision), "reason": " "})
    assert no_reason.status_code == 422
    evas_browser.post(review, {"do": "back", "revision": str(written.revision), "reason": "Fel kostnadsställe"})
    page = astrids_browser.get(reverse("draft", args=[written.pk])).content.decode()
    assert "Fel kostnadsställe" in page
    assert "Eva Strand" in page


def test_several_are_approved_and_sent_at_once_and_each_by_itself(
    nordbygg: Company, customer: Customer, astrid: User, doris_browser: Client
) -> None:
    actor = f"user:{astrid.pk}"
    drafts = [typed(nordbygg, customer, {"number": f"F-{number}"}, actor=actor) for number in range(3)]
    for draft in drafts:
        finish(nordbygg, draft.pk, revision=draft.revision, actor=actor, language="sv", approval_asked=True)
    marks = [f"{draft.pk}:{draft.revision + (1 if draft is drafts[2] else 0)}" for draft in drafts]
    doris_browser.post(reverse("drafts_several"), {"do": "approve", "view": "approval", "draft": marks})
    states = [kept(nordbygg, draft.pk).state for draft in drafts]
    assert states == [DraftState.APPROVED, DraftState.APPROVED, DraftState.WAITING]  # the third was seen otherwise
    page = doris_browser.post(
        reverse("drafts_several"), {"do": "send", "view": "ready", "draft": [f"{each.pk}:1" for each in drafts]},
        follow=True,
    ).content.decode()  # fmt: skip
    assert documents_of(nordbygg) == 2
    assert "F-2" in page


def test_it_is_sent_later_and_taken_out_of_the_queue_again(
    nordbygg: Company, written: Draft, astrids_browser: Client
) -> None:
    form = Form(astrids_browser, written.pk)
    past = form.press("later", {"send_at": "2020-01-01T08:00"})
    assert past.status_code == 200
    assert "Den tiden har varit" in past.content.decode()
    at = (timezone.localtime() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    review = form.press("later", {"send_at": at})["Location"]
    assert kept(nordbygg, written.pk).state == DraftState.SCHEDULED
    assert "Fjordtre AS" in astrids_browser.get(reverse("drafts") + "?view=later").content.decode()
    astrids_browser.post(review, {"do": "not_later"})
    astrids_browser.post(review, {"do": "write"})
    assert kept(nordbygg, written.pk).state == DraftState.EDITING
    assert documents_of(nordbygg) == 0


def test_what_was_sent_is_taken_back_until_it_left(
    nordbygg: Company, written: Draft, astrid: User, astrids_browser: Client
) -> None:
    actor = f"user:{astrid.pk}"

    def sent() -> UUID:
        draft = kept(nordbygg, written.pk)
        finish(nordbygg, draft.pk, revision=draft.revision, actor=actor, language="sv")
        return send_now(nordbygg.pk, draft.pk, actor=actor)

    back = astrids_browser.post(reverse("recall", args=[sent()]))
    assert back["Location"] == reverse("draft", args=[written.pk])
    recall = reverse("draft_recall", args=[written.pk])
    document_id = sent()
    worked_on(nordbygg, document_id)
    page = astrids_browser.post(recall, follow=True).content.decode()
    assert "kreditera den" in page


@pytest.mark.row("S-008", "S-180", "S-181", "S-206")
def test_template_belongs_to_one_customer_and_all_of_it_is_on_the_next_invoice(
    nordbygg: Company, written: Draft, customer: Customer, astrid: User, astrids_browser: Client
) -> None:
    with acting_for(nordbygg.pk):
        attach(written.pk, "villkor.pdf", b"%PDF-1.7 x", actor=f"user:{astrid.pk}")
        other = add_customer("Bageri Solsken", country="SE")
    form = Form(astrids_browser, written.pk)
    form.press("add:notes")
    form.press("template", {"notes.0.text": "Tack för i år", "template_name": "Månadsservice"})
    again = form.press("template", {"template_name": "Månadsservice"})
    assert "redan en mall" in again.content.decode()
    with acting_for(nordbygg.pk):
        template = Template.objects.get()
    shown = astrids_browser.get(reverse("template", args=[template.pk])).content.decode()
    assert all(each in shown for each in ("Fasadskiva, lärk", "Tack för i år", "villkor.pdf"))
    choosing = astrids_browser.get(reverse("create_invoice")).content.decode()
    assert choosing.count("Från mallen Månadsservice") == 1
    assert choosing.index(other.name) < choosing.index("Från mallen") or choosing.index(customer.name) < choosing.index(
        "Från mallen"
    ) < choosing.index(other.name)
    assert "Månadsservice" not in astrids_browser.get(reverse("create_invoice") + "?q=solsken").content.decode()
    answer = astrids_browser.post(reverse("create_invoice"), {"template": str(template.pk)})
    page = Form(astrids_browser, UUID(answer["Location"].split("/")[2]))
    assert page.fields["lines.0.name"] == "Fasadskiva, lärk"
    assert page.fields["notes.0.text"] == "Tack för i år"
    assert page.fields["number"] != form.fields["number"]
    assert "villkor.pdf" in str(page.page.text_content())


@pytest.mark.row("S-008")
def test_template_is_used_renamed_and_deleted(
    nordbygg: Company, written: Draft, astrids_browser: Client
) -> None:  # fmt: skip
    Form(astrids_browser, written.pk).press("template", {"template_name": "Service"})
    with acting_for(nordbygg.pk):
        template = Template.objects.get()
    address = reverse("template", args=[template.pk])
    assert astrids_browser.post(address, {"do": "rename", "name": " "}).status_code == 422
    astrids_browser.post(address, {"do": "rename", "name": "Årsservice"})
    assert "Årsservice" in astrids_browser.get(reverse("templates")).content.decode()
    assert astrids_browser.post(address, {"do": "use"})["Location"].startswith("/invoices/")
    astrids_browser.post(address, {"do": "delete"})
    assert astrids_browser.get(address).status_code == 404


@pytest.mark.row("S-178")
def test_sent_invoice_is_credited_and_copied_in_one_step(
    nordbygg: Company, written: Draft, astrid: User, astrids_browser: Client
) -> None:
    actor = f"user:{astrid.pk}"
    finish(nordbygg, written.pk, revision=written.revision, actor=actor, language="sv")
    document = worked_on(nordbygg, send_now(nordbygg.pk, written.pk, actor=actor))
    for name, code in (("credit", "381"), ("copy", "380")):
        answer = astrids_browser.post(reverse(name, args=[document.pk]))
        draft = kept(nordbygg, UUID(answer["Location"].split("/")[2]))
        assert draft.fields["type_code"] == code
        assert draft.fields["lines.0.name"] == "Fasadskiva, lärk"
    refused = astrids_browser.post(reverse("correct", args=[document.pk]), follow=True).content.decode()
    assert "inget fel på dokumentet" in refused


def test_what_could_not_be_taken_along_in_a_copy_is_named(
    nordbygg: Company, ledger: dict[str, UUID], astrids_browser: Client
) -> None:
    document = ledger["20261182"]
    with acting_for(nordbygg.pk):
        keep_file(document, FileRole.ATTACHMENT, "ritning.dwg", "application/octet-stream", b"AC1032\0\1\2")
    page = astrids_browser.post(reverse("copy", args=[document]), follow=True).content.decode()
    assert "kunde inte följa med: ritning.dwg." in page
    assert "ritning-A4.pdf" in page.split('id="attach', 1)[1]  # the other one came along


def test_thrown_away_it_can_be_brought_back(nordbygg: Company, written: Draft, astrids_browser: Client) -> None:
    address = reverse("draft_discard", args=[written.pk])
    assert astrids_browser.get(address).status_code == 200
    astrids_browser.post(address)
    assert kept(nordbygg, written.pk).state == DraftState.DISCARDED
    astrids_browser.post(address, {"do": "back"})
    assert kept(nordbygg, written.pk).state == DraftState.EDITING
