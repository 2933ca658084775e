"""Questions to those who run the hub, with the document, by real mail; and the answers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from depesch.exchange.mail.catcher import Catcher, caught
from depesch.hub.mailing.models import Letter, LetterState
from depesch.hub.mailing.posting import post_due
from depesch.hub.support.models import SupportRequest
from depesch.hub.tenancy.models import Company, User
from depesch.hub.tenancy.scope import acting_for

SUPPORT = "support@hub.example"


@pytest.fixture
def mails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of a mail server that the hub's letters go over; those who run the hub have an address."""
    with Catcher(tmp_path) as catcher:
        for name, value in {
            "MAIL_HOST": "127.0.0.1", "MAIL_PORT": str(catcher.port), "MAIL_TLS": "none",
            "MAIL_FROM": "hub@hub.example",
            "SUPPORT_ADDRESS": SUPPORT,
        }.items():  # fmt: skip
            monkeypatch.setenv(f"DEPESCH_{name}", value)
        yield tmp_path


def asked(company: Company) -> SupportRequest:
    with acting_for(company.pk):
        return SupportRequest.objects.get()


@pytest.mark.row("S-209")
def test_s209_a_question_keeps_the_document_and_goes_out_with_it(
    astrids_browser: Client, nordbygg: Company, ledger: dict[str, UUID], mails: Path
) -> None:
    document = ledger["20261178"]
    address = f"{reverse('ask_for_help')}?document={document}"
    assert "20261178" in astrids_browser.get(address).content.decode()
    astrids_browser.post(address, {"subject": "Varför?", "text": "Vad är fel?", "with_file": "on"})
    assert (asked(nordbygg).document_id, asked(nordbygg).with_file) == (document, True)
    post_due(timezone.now())
    ((_, mail),) = caught(mails)
    assert SUPPORT in mail["To"]
    assert mail["Reply-To"] == "astrid@nordbygg.example"
    assert len([part for part in mail.walk() if part.get_filename()]) == 1


def test_without_consent_the_document_stays_here(
    astrids_browser: Client, nordbygg: Company, ledger: dict[str, UUID]
) -> None:
    address = f"{reverse('ask_for_help')}?document={ledger['20261178']}"
    astrids_browser.post(address, {"subject": "Varför?", "text": "Vad är fel?"})
    assert asked(nordbygg).with_file is False


def test_a_question_about_another_companys_document_is_not_there(
    carls_browser: Client, ledger: dict[str, UUID]
) -> None:
    assert carls_browser.get(f"{reverse('ask_for_help')}?document={ledger['20261178']}").status_code == 404


def test_an_empty_question_says_what_is_missing_and_keeps_what_was_typed(astrids_browser: Client) -> None:
    page = astrids_browser.post(reverse("ask_for_help"), {"subject": "Bara ämne", "text": ""}).content.decode()
    assert "field__fault" in page
    assert "Bara ämne" in page


def test_the_answer_is_mailed_and_stands_on_the_page(
    astrids_browser: Client, client: Client, nordbygg: Company, astrid: User
) -> None:
    astrids_browser.post(reverse("ask_for_help"), {"subject": "Hur?", "text": "Jag undrar."})
    operator = User.objects.create(email="olle@hub.example", name="Olle", is_operator=True)
    client.force_login(operator)
    address = reverse("operator_support_answer", args=[nordbygg.pk, asked(nordbygg).pk])
    assert "Jag undrar." in client.get(address).content.decode()
    client.post(address, {"text": "Så här."})
    client.post(address, {"text": "En gång till."})
    assert asked(nordbygg).answer == "Så här."
    assert Letter.objects.filter(kind="support-answered", recipient=astrid.email).count() == 1
    assert "Så här." in astrids_browser.get(reverse("help_requests")).content.decode()


def test_who_does_not_run_the_hub_sees_no_questions(
    astrids_browser: Client, carls_browser: Client, nordbygg: Company
) -> None:
    astrids_browser.post(reverse("ask_for_help"), {"subject": "Hemligt", "text": "Jag undrar."})
    assert "Hemligt" not in carls_browser.get(reverse("help_requests")).content.decode()
    assert carls_browser.get(reverse("operator_support")).status_code == 404


def test_a_letter_that_was_posted_no_longer_says_what_stood_in_it(
    astrids_browser: Client, nordbygg: Company, mails: Path
) -> None:
    astrids_browser.post(reverse("ask_for_help"), {"subject": "Hur?", "text": "Jag undrar."})
    waiting = Letter.objects.get()
    assert "undrar" not in waiting.sealed
    post_due(timezone.now())
    waiting.refresh_from_db()
    assert (waiting.state, waiting.sealed) == (LetterState.POSTED, "")
