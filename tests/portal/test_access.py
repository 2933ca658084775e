"""Who sees what: the stranger is told that nothing is there, the reader may not act, nobody gets in unsigned."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from depesch.hub.archive.models import ArchivedFile
from depesch.hub.flows.models import Document
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for

OF_A_DOCUMENT = ("document", "cancel", "send_again", "pdf", "preview")
OF_A_COMPANY = ("start", "upload", "check", "preferences")


@pytest.mark.parametrize("page", OF_A_DOCUMENT)
def test_stranger_cannot_tell_that_the_document_exists(
    page: str, carls_browser: Client, ledger: dict[str, UUID]
) -> None:
    there = carls_browser.get(reverse(page, args=[ledger["20261182"]]))
    nowhere = carls_browser.get(reverse(page, args=[uuid4()]))
    assert (there.status_code, nowhere.status_code) == (404, 404)


@pytest.mark.parametrize("page", ["cancel", "send_again"])
def test_stranger_cannot_act_on_the_document(
    page: str, carls_browser: Client, ledger: dict[str, UUID], nordbygg: Company
) -> None:
    assert carls_browser.post(reverse(page, args=[ledger["20261175"]])).status_code == 404
    with acting_for(nordbygg.pk):
        assert Document.objects.get(pk=ledger["20261175"]).state == "undeliverable"


def test_stranger_cannot_mend_the_document(carls_browser: Client, ledger: dict[str, UUID], nordbygg: Company) -> None:
    there = carls_browser.post(reverse("mend", args=[ledger["20261185"]]))
    nowhere = carls_browser.post(reverse("mend", args=[uuid4()]))
    assert (there.status_code, nowhere.status_code) == (404, 404)
    with acting_for(nordbygg.pk):
        assert Document.objects.get(pk=ledger["20261185"]).state == "refused"


def test_stranger_gets_no_file(carls_browser: Client, ledger: dict[str, UUID], nordbygg: Company) -> None:
    document = ledger["20261182"]
    with acting_for(nordbygg.pk):
        archived = ArchivedFile.objects.filter(document_id=document)[0].pk
    assert carls_browser.get(reverse("file", args=[document, archived])).status_code == 404
    assert carls_browser.get(reverse("embedded", args=[document, 0])).status_code == 404


def test_a_file_is_not_found_under_another_document(
    astrids_browser: Client, ledger: dict[str, UUID], nordbygg: Company
) -> None:
    with acting_for(nordbygg.pk):
        archived = ArchivedFile.objects.filter(document_id=ledger["20261182"])[0].pk
    assert astrids_browser.get(reverse("file", args=[ledger["20261174"], archived])).status_code == 404


@pytest.mark.parametrize("view", ["received", "sent", "in_progress", "errors", "cancelled"])
def test_strangers_lists_hold_nothing_of_ours(view: str, carls_browser: Client, ledger: dict[str, UUID]) -> None:
    page = carls_browser.get(reverse("documents", args=[view]))
    assert page.status_code == 200
    assert "Region Västerdal" not in page.content.decode()


@pytest.mark.parametrize("page", OF_A_COMPANY)
def test_strangers_pages_name_nothing_of_ours(page: str, carls_browser: Client, ledger: dict[str, UUID]) -> None:
    text = carls_browser.get(reverse(page)).content.decode()
    assert "Carls Måleri AB" in text
    assert "Nordbygg" not in text


def test_stranger_cannot_choose_our_company(carls_browser: Client, nordbygg: Company) -> None:
    assert carls_browser.post(reverse("company"), {"company": nordbygg.pk}).status_code == 404


@pytest.mark.parametrize("page", ["start", "upload", "check", "preferences", "operator"])
def test_who_is_not_signed_in_is_asked_to_sign_in(page: str, client: Client, db: None) -> None:
    answer = client.get(reverse(page))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


def test_who_is_not_signed_in_sees_no_document(client: Client, ledger: dict[str, UUID]) -> None:
    for page in OF_A_DOCUMENT:
        assert client.get(reverse(page, args=[ledger["20261182"]])).status_code == 302


@pytest.mark.parametrize("page", ["cancel", "send_again", "mend"])
def test_reader_may_not_act(page: str, bos_browser: Client, ledger: dict[str, UUID]) -> None:
    assert bos_browser.post(reverse(page, args=[ledger["20261175"]])).status_code == 403


def test_reader_may_not_upload(bos_browser: Client) -> None:
    assert bos_browser.get(reverse("upload")).status_code == 403
    assert bos_browser.post(reverse("upload")).status_code == 403


def test_reader_sees_no_button_that_would_be_refused(bos_browser: Client, ledger: dict[str, UUID]) -> None:
    text = bos_browser.get(reverse("document", args=[ledger["20261175"]])).content.decode()
    assert reverse("cancel", args=[ledger["20261175"]]) not in text


def test_operators_page_is_not_there_for_others(astrids_browser: Client) -> None:
    assert astrids_browser.get(reverse("operator")).status_code == 404
