"""Actions on many documents through the portal: chosen, confirmed, followed, fetched; by whom they may be."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from django.test import Client
from django.urls import reverse

from depesch.hub.flows.bulk import KEPT, work_on_bulk
from depesch.hub.flows.models import BulkAction, Document
from depesch.hub.history.models import EventRow
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now

WRONG = ("20261178", "20261179")


def ask_for(browser: Client, ledger: Mapping[str, UUID], kind: str, *numbers: str, **more: str) -> str:
    """Choose, confirm, and return the address of the page that follows it."""
    chosen = {"view": "errors", "kind": kind, "id": [str(ledger[number]) for number in numbers], **more}
    assert browser.post(reverse("bulk_ask"), chosen).status_code == 200
    answer = browser.post(reverse("bulk_start"), chosen)
    assert answer.status_code == 302
    return answer["Location"]


def test_chosen_documents_are_asked_about_then_done_and_told(
    astrids_browser: Client, ledger: Mapping[str, UUID], nordbygg: Company
) -> None:
    chosen = {"view": "errors", "kind": "cancel", "id": [str(ledger[each]) for each in WRONG]}
    asked = astrids_browser.post(reverse("bulk_ask"), chosen).content.decode()
    assert "Makulera 2 dokument?" in asked
    with acting_for(nordbygg.pk):
        assert not BulkAction.objects.exists()  # asking does nothing
    page = ask_for(astrids_browser, ledger, "cancel", *WRONG, "20261182")
    before = astrids_browser.get(page)
    assert (before.context["left"], before.context["percent"]) == (3, 0)
    assert "hx-get" in before.content.decode()
    work_on_bulk(now())
    after = astrids_browser.get(page)
    assert (after.context["left"], after.context["went_well"]) == (0, 2)
    assert "Fjellhus Eiendom AS" in after.content.decode()
    ((_, name, why),) = after.context["refused"]
    assert "20261182" in name
    assert why
    assert 'hx-trigger="every 2s"' not in after.content.decode()


def test_all_that_match_are_taken_and_what_comes_later_is_not(
    astrids_browser: Client, ledger: Mapping[str, UUID], nordbygg: Company
) -> None:
    chosen = {"view": "sent", "kind": "export_csv", "query": "type=credit", "everything": "1"}
    answer = astrids_browser.get(reverse("bulk_ask"), chosen)
    until = answer.context["chosen"].until
    assert answer.context["count"] == 1
    with acting_for(nordbygg.pk):
        later = Document.objects.get(pk=ledger["20261182"])
        Document.objects.filter(pk=later.pk).update(type_code="381", received_at=until + timedelta(seconds=1))
    astrids_browser.post(reverse("bulk_start"), {**chosen, "until": until.isoformat()})
    with acting_for(nordbygg.pk):
        assert BulkAction.objects.get().document_ids == [str(ledger["20261190"])]


def test_reader_may_export_and_change_nothing(
    bos_browser: Client, ledger: Mapping[str, UUID], nordbygg: Company
) -> None:
    kinds = {offer.kind for offer in bos_browser.get(reverse("documents", args=["errors"])).context["kinds"]}
    assert kinds == {"export_csv", "export_zip"}
    for address in ("bulk_ask", "bulk_start"):
        chosen = {"view": "errors", "kind": "cancel", "id": [str(ledger[WRONG[0]])]}
        assert bos_browser.post(reverse(address), chosen).status_code == 403
    ask_for(bos_browser, ledger, "export_csv", *WRONG)


def test_file_is_for_who_asked_and_for_the_administrator_for_a_week(
    astrids_browser: Client, bos_browser: Client, doris_browser: Client, carls_browser: Client,
    ledger: Mapping[str, UUID], nordbygg: Company,
) -> None:  # fmt: skip
    page = ask_for(astrids_browser, ledger, "export_csv", *WRONG)
    assert astrids_browser.get(f"{page}file/").status_code == 404  # not made yet
    work_on_bulk(now())
    assert "Hämta filen" in astrids_browser.get(page).content.decode()
    answer = astrids_browser.get(f"{page}file/")
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # it is streamed
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert answer["Content-Length"] == str(len(content))
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert {row["Nummer"] for row in rows} == set(WRONG)
    assert doris_browser.get(f"{page}file/").status_code == 200
    for stranger in (bos_browser, carls_browser):
        assert stranger.get(page).status_code == stranger.get(f"{page}file/").status_code == 404
    with acting_for(nordbygg.pk):
        assert EventRow.objects.filter(kind="documents.export_fetched").count() == 2
    work_on_bulk(now() + KEPT + timedelta(hours=1))
    assert astrids_browser.get(f"{page}file/").status_code == 404
    assert "borttagen" in astrids_browser.get(page).content.decode()


def test_nonsense_leads_back_to_the_list_with_a_word(astrids_browser: Client, ledger: Mapping[str, UUID]) -> None:
    for chosen in ({}, {"view": "x"}, {"view": "sent", "kind": "burn"}, {"view": "sent", "kind": "export_csv"},
                   {"view": "sent", "kind": "export_csv", "id": "x"}):  # fmt: skip
        answer = astrids_browser.post(reverse("bulk_start"), chosen, follow=True)
        assert answer.redirect_chain
        assert "Kryssa" in answer.content.decode()


def test_others_documents_are_not_taken(
    carls_browser: Client, ledger: Mapping[str, UUID], carls_company: Company
) -> None:
    carls_browser.post(
        reverse("bulk_start"), {"view": "errors", "kind": "cancel", "id": [str(ledger[each]) for each in WRONG]}
    )
    with acting_for(carls_company.pk):
        assert BulkAction.objects.get().document_ids == []
