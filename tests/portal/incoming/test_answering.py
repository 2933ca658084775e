"""The answer's form, forwarding by a real mail server, and to another company of the same person."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from depesch.exchange.mail.catcher import Catcher, caught
from depesch.hub.accounts.limits import FORWARD_COMPANY, take
from depesch.hub.flows.forwarding import mails_left
from depesch.hub.flows.models import BusinessAnswer, Direction, Document
from depesch.hub.history.events import tag_of
from depesch.hub.history.reading import events_of, verify_chain
from depesch.hub.mailing.models import Letter
from depesch.hub.mailing.posting import post_due
from depesch.hub.tenancy.companies import add_member
from depesch.hub.tenancy.models import Company, Role, User
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from depesch.portal.formatting import moment
from depesch.portal.person import COMPANY_KEY
from tests.portal.ledger import STORY, keep_ledger


@pytest.fixture
def post(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A real mail server, and the folder in which its mails lie."""
    with Catcher(tmp_path) as catcher:
        settings = {"HOST": "127.0.0.1", "PORT": str(catcher.port), "TLS": "none", "FROM": "hub@depesch.example"}
        for name, value in settings.items():
            monkeypatch.setenv(f"DEPESCH_MAIL_{name}", value)
        yield tmp_path


def said(nordbygg: Company, document: UUID) -> list[tuple[str, str, str]]:
    with acting_for(nordbygg.pk):
        rows = BusinessAnswer.objects.filter(document_id=document).order_by("said_at")
        return [(row.status, row.reason_code, row.text) for row in rows]


def act_for(browser: Client, company: Company) -> None:
    """Choose the company, as the person would under "You"."""
    session = browser.session
    session[COMPANY_KEY] = str(company.pk)
    session.save()


def test_a_rejection_needs_a_reason_and_words(
    rolfs_browser: Client, ledger: dict[str, UUID], nordbygg: Company
) -> None:
    address = reverse("answer", args=[ledger["4471"]])
    text = rolfs_browser.post(address, {"status": "rejected", "reason": "", "text": " "}).content.decode()
    assert "Välj skäl." in text
    assert text.count("field__fault") == 2
    assert said(nordbygg, ledger["4471"]) == []
    answer = rolfs_browser.post(address, {"status": "rejected", "reason": "QTY", "text": "Bara 20 dagar."})
    assert answer["Location"] == reverse("document", args=[ledger["4471"]])
    assert said(nordbygg, ledger["4471"]) == [("rejected", "QTY", "Bara 20 dagar.")]
    assert "senaste svaret var slutgiltigt" in rolfs_browser.get(address).content.decode()


def test_a_second_click_says_it_once(rolfs_browser: Client, ledger: dict[str, UUID], nordbygg: Company) -> None:
    address = reverse("answer", args=[ledger["4471"]])
    for _ in range(2):
        answer = rolfs_browser.post(address, {"status": "approved", "reason": "", "text": ""})
        assert answer.status_code == 302
    assert said(nordbygg, ledger["4471"]) == [("approved", "", "")]


def test_only_what_can_follow_is_offered(rolfs_browser: Client, ledger: dict[str, UUID]) -> None:
    address = reverse("answer", args=[ledger["4471"]])
    rolfs_browser.post(address, {"status": "approved", "reason": "", "text": ""})
    text = rolfs_browser.get(address).content.decode()
    assert 'value="paid"' in text
    assert 'value="rejected"' not in text
    refused = rolfs_browser.post(address, {"status": "rejected", "reason": "OTH", "text": "x"}).content.decode()
    assert "field__fault" in refused


@pytest.mark.django_db(transaction=True)
def test_a_document_is_forwarded_by_mail_with_pdf_and_original(
    rolfs_browser: Client, rolf: User, ledger: dict[str, UUID], nordbygg: Company, post: Path
) -> None:
    address = reverse("forward", args=[ledger["4471"]])
    assert "field__fault" in rolfs_browser.post(address, {"way": "mail", "to": "nobody"}).content.decode()
    rolfs_browser.post(address, {"way": "mail", "to": "attest@nordbygg.example", "text": "Kan du titta på den?"})
    assert post_due(now()) == 1
    ((_path, mail),) = caught(post)
    body = mail.get_body(preferencelist=("plain",))
    assert body is not None
    assert "Kan du titta på den?" in body.get_content()
    assert mail["Reply-To"] == rolf.email
    files = {each.get_filename(): each.get_content_type() for each in mail.iter_attachments()}
    assert files == {"4471.pdf": "application/pdf", "faktura-4471.xml": "application/xml"}
    with acting_for(nordbygg.pk):
        assert "document.forwarded" in [tag_of(each.event) for each in events_of(ledger["4471"])]


def forwarded_before(company: Company, times: int) -> None:
    for _ in range(times):
        take(FORWARD_COMPANY, str(company.pk))


def test_how_many_can_be_forwarded_is_told_before_and_when_it_is_met(
    rolfs_browser: Client, ledger: dict[str, UUID], nordbygg: Company, fjordtre: Company
) -> None:
    address = reverse("forward", args=[ledger["4471"]])
    assert f"Upp till {FORWARD_COMPANY.most} dokument per dag" in rolfs_browser.get(address).content.decode()
    forwarded_before(fjordtre, 3)  # another company's count is its own
    forwarded_before(nordbygg, FORWARD_COMPANY.most - 1)
    assert "Ytterligare 1 dokument kan" in rolfs_browser.get(address).content.decode()
    typed = {"way": "mail", "to": "attest@nordbygg.example", "text": "Den sista i dag."}
    assert rolfs_browser.post(address, typed).status_code == 302
    with timezone.override(nordbygg.time_zone), translation.override("sv"):
        again = moment(mails_left(nordbygg.pk).again_at or now())
    page = rolfs_browser.get(address).content.decode()
    assert f"{FORWARD_COMPANY.most} dokument" in page
    assert again in page
    refused = rolfs_browser.post(address, {**typed, "text": "En till."}).content.decode()
    assert again in refused
    assert "En till." in refused  # what was typed is still there
    assert Letter.objects.filter(kind="forwarded-document").count() == 1


def test_what_is_refused_does_not_count(
    rolfs_browser: Client, ledger: dict[str, UUID], nordbygg: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("depesch.hub.flows.forwarding.MOST_BYTES", 10)
    address = reverse("forward", args=[ledger["4471"]])
    answer = rolfs_browser.post(address, {"way": "mail", "to": "attest@nordbygg.example", "text": ""})
    assert "för stora" in answer.content.decode()
    assert mails_left(nordbygg.pk).count == FORWARD_COMPANY.most


@pytest.mark.django_db(transaction=True)
def test_a_sender_elsewhere_gets_the_answer_by_mail(
    rolfs_browser: Client, nordbygg: Company, carls_company: Company, post: Path
) -> None:
    mine = keep_ledger(nordbygg, [entry for entry in STORY if entry.number == "4471"])
    document = mine["4471"]
    rolfs_browser.post(reverse("answer", args=[document]), {"status": "paid", "reason": "", "text": "", "partly": "on"})
    with acting_for(nordbygg.pk):
        row = BusinessAnswer.objects.get(document_id=document)
    assert (row.status, row.reason_code) == ("paid", "PPD")
    assert post_due(now()) == (1 if row.route == "mail" else 0)
    for _path, mail in caught(post):
        assert [each.get_content_type() for each in mail.iter_attachments()] == ["application/xml"]


def test_a_document_is_handed_on_to_another_own_company_once(
    rolfs_browser: Client, rolf: User, ledger: dict[str, UUID], nordbygg: Company, fjordtre: Company
) -> None:
    add_member(fjordtre, rolf, Role.READER)
    act_for(rolfs_browser, nordbygg)
    address = reverse("forward", args=[ledger["4471"]])
    for _ in range(2):
        answer = rolfs_browser.post(address, {"way": "company", "company": str(fjordtre.pk)})
        assert answer.status_code == 302
    with acting_for(fjordtre.pk):
        (arrived,) = Document.objects.filter(direction=Direction.IN)
        assert (arrived.number, arrived.seller_name) == ("4471", "Ställningsbolaget Steget AB")
    assert verify_chain(fjordtre.pk).is_sound
    assert verify_chain(nordbygg.pk).is_sound


def test_a_company_that_is_not_the_persons_own_gets_nothing(
    rolfs_browser: Client, ledger: dict[str, UUID], carls_company: Company, fjordtre: Company, rolf: User,
    nordbygg: Company,
) -> None:  # fmt: skip
    add_member(fjordtre, rolf, Role.READER)
    act_for(rolfs_browser, nordbygg)
    rolfs_browser.post(reverse("forward", args=[ledger["4471"]]), {"way": "company", "company": str(carls_company.pk)})
    with acting_for(carls_company.pk):
        assert not Document.objects.exists()
