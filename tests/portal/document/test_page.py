"""The document's page: two statuses in words, buttons that fit, receipts in the time line, nothing read twice."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from depesch.hub.archive.models import ArchivedFile, FileRole
from depesch.hub.archive.store import keep_file
from depesch.hub.flows import kept_views
from depesch.hub.flows.answers import Said, answer
from depesch.hub.flows.models import BusinessStatus, Document, KeptView
from depesch.hub.history.kinds.documents import DocumentDelivered
from depesch.hub.history.record import record
from depesch.hub.tenancy.models import Company, User
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.hashing import sha256_hex
from depesch.syntaxes.ubl21 import SYNTAX
from tests.rendering.samples import invoice_of, line


def page_of(browser: Client, document_id: UUID, name: str = "document") -> str:
    answer = browser.get(reverse(name, args=[document_id]))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def long_invoice(nordbygg: Company, ledger: dict[str, UUID]) -> UUID:
    """A document of a thousand lines."""
    assert SYNTAX.write is not None
    rows = tuple(line(number, f"Spik nummer {number}", "1", "C62", "2.00") for number in range(1, 1001))
    content = SYNTAX.write(invoice_of(rows, number="20269999")).data
    document_id = ledger["20261182"]
    with acting_for(nordbygg.pk):
        Document.objects.filter(pk=document_id).update(original_sha256=sha256_hex(content))
        name = ArchivedFile.objects.get(document_id=document_id, role=FileRole.ORIGINAL).name
    other = ledger["20261176"]
    with acting_for(nordbygg.pk):
        new = Document.objects.get(pk=other)
        new.pk = None
        new.id = UUID(int=77)
        new.message_id = None
        new.original_sha256 = sha256_hex(content)
        new.save(force_insert=True)
        keep_file(new.id, FileRole.ORIGINAL, name, "application/xml", content, syntax="ubl21")
    return new.id


@pytest.mark.row("S-012")
def test_the_page_shows_parties_lines_vat_payment_attachments_and_history(
    astrids_browser: Client, ledger: dict[str, UUID]
) -> None:
    text = page_of(astrids_browser, ledger["20261182"])
    for part in (
        "Fjellhus", "Nordbygg Fasad AB", "Fasadrenovering, etapp 2", 'id="payment"', "ritning-A4.pdf",
        'id="happened"', "Levererad via", 'id="table-1"',
    ):  # fmt: skip
        assert part in text, part


@pytest.mark.row("S-119")
def test_the_way_from_the_order_to_the_payment_is_a_picture_with_words(
    astrids_browser: Client, ledger: dict[str, UUID]
) -> None:
    text = page_of(astrids_browser, ledger["20261182"])
    stages = re.findall(r'<li class="is-([a-z]+)"(?: aria-current="step")?>([^<]+)<span class="stages__state">', text)
    assert [name for _, name in stages] == [
        "Beställd", "Skapad", "Inlämnad", "Läst", "Granskad", "Omvandlad", "Levererad", "Mottagen", "Godkänd", "Betald",
    ]  # fmt: skip
    assert [state for state, _ in stages] == [*["done"] * 5, "skipped", "done", "now", "ahead", "ahead"]
    assert text.count('aria-current="step"') == 1


@pytest.mark.row("S-012")
def test_the_time_line_leads_to_the_receipt(
    astrids_browser: Client, ledger: dict[str, UUID], nordbygg: Company
) -> None:
    document = ledger["20261182"]
    with acting_for(nordbygg.pk):
        receipt = ArchivedFile.objects.get(document_id=document, role=FileRole.RECEIPT)
        event = DocumentDelivered(channel="email", receipt_sha256=receipt.sha256)
        record(event, document_id=document, actor="worker")
    text = page_of(astrids_browser, document)
    assert f'<a href="{reverse("file", args=[document, receipt.pk])}">Kvittensen</a>' in text


@pytest.mark.row("D-10")
def test_process_and_business_status_are_two_things(
    astrids_browser: Client, ledger: dict[str, UUID], nordbygg: Company, rolf: User
) -> None:
    answer(
        nordbygg.pk, ledger["4471"], Said(status=BusinessStatus.REJECTED, reason_code="PRI", text="För dyrt."),
        actor=f"user:{rolf.pk}",
    )  # fmt: skip
    text = page_of(astrids_browser, ledger["4471"])
    for part in ("Mottagen", "Ert svar:", "Avvisad", "Priset är fel", "För dyrt.", "Rolf Hage"):
        assert part in text, part


@pytest.mark.parametrize("status", list(BusinessStatus))
@pytest.mark.row("D-10")
def test_every_business_status_has_its_words(
    status: BusinessStatus, astrids_browser: Client, ledger: dict[str, UUID], nordbygg: Company
) -> None:
    with acting_for(nordbygg.pk):
        Document.objects.filter(pk=ledger["20261182"]).update(
            business_status=status, business_status_since="2026-11-20T08:00Z"
        )
    assert "Mottagaren säger:" in page_of(astrids_browser, ledger["20261182"])


@pytest.mark.parametrize(
    ("number", "there", "not_there"),
    [
        ("20261178", {"fix", "send_again", "cancel"}, {"answer", "forward", "choose_recipient"}),
        ("20261179", {"choose_recipient", "cancel"}, {"fix"}),
        ("20261182", set(), {"cancel", "send_again", "fix", "answer"}),
        ("4471", set(), {"cancel", "send_again", "fix", "answer", "incoming_done"}),
    ],
)
def test_buttons_fit_the_state_and_the_role(
    number: str, there: set[str], not_there: set[str], astrids_browser: Client, ledger: dict[str, UUID]
) -> None:
    text = page_of(astrids_browser, ledger[number])
    for name in there:
        assert f'"{reverse(name, args=[ledger[number]])}"' in text, name
    for name in not_there:
        assert f'"{reverse(name, args=[ledger[number]])}"' not in text, name


def test_a_number_that_was_used_before_can_be_sent_all_the_same_from_the_page(
    astrids_browser: Client, bos_browser: Client, ledger: dict[str, UUID], nordbygg: Company
) -> None:
    address = reverse("send_although_used", args=[ledger["20261178"]])
    assert address not in page_of(astrids_browser, ledger["20261178"])
    with acting_for(nordbygg.pk):
        Document.objects.filter(pk=ledger["20261178"]).update(problem_code="duplicate")
    assert f'href="{address}"' in page_of(astrids_browser, ledger["20261178"])
    assert address not in page_of(bos_browser, ledger["20261178"])  # a reader


@pytest.mark.row("D-10")
def test_help_is_asked_for_with_the_document_and_the_page_says_that_it_was(
    astrids_browser: Client, ledger: dict[str, UUID]
) -> None:
    document = ledger["20261178"]
    address = f"{reverse('ask_for_help')}?document={document}"
    text = page_of(astrids_browser, document)
    assert f'href="{address}"' in text
    assert "Hanteras av supporten" not in text
    assert "20261178" in astrids_browser.get(address).content.decode()
    asked = astrids_browser.post(address, {"subject": "Vad är fel?", "text": "Summan stämmer enligt oss."})
    assert asked.status_code == 302, asked.content.decode()
    assert "Hanteras av supporten" in page_of(astrids_browser, document)


def test_whoever_works_on_received_documents_has_those_buttons(rolfs_browser: Client, ledger: dict[str, UUID]) -> None:
    text = page_of(rolfs_browser, ledger["4471"])
    for name in ("incoming_done", "answer", "forward"):
        assert f'"{reverse(name, args=[ledger["4471"]])}"' in text
    assert text.count("button--main") == 1


@pytest.mark.parametrize("number", ["20261178", "20261185", "20261179", "20261182", "20261175", "4471"])
def test_a_page_has_one_main_button_at_most(number: str, doris_browser: Client, ledger: dict[str, UUID]) -> None:
    assert page_of(doris_browser, ledger[number]).count("button--main") <= 1


def test_the_original_is_read_once(
    astrids_browser: Client, ledger: dict[str, UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = page_of(astrids_browser, ledger["20261182"])
    monkeypatch.setattr(kept_views, "read", _never)
    assert _without_token(page_of(astrids_browser, ledger["20261182"])) == _without_token(first)


def test_what_older_code_made_is_made_anew(astrids_browser: Client, ledger: dict[str, UUID], nordbygg: Company) -> None:
    page_of(astrids_browser, ledger["20261182"])
    with acting_for(nordbygg.pk):
        KeptView.objects.update(version="an older one", content=b"nothing of today")
    assert "Fasadrenovering, etapp 2" in page_of(astrids_browser, ledger["20261182"])
    with acting_for(nordbygg.pk):
        assert set(KeptView.objects.values_list("version", flat=True)) == {kept_views.code_version()}


def test_other_bytes_are_another_entry(astrids_browser: Client, ledger: dict[str, UUID], nordbygg: Company) -> None:
    for number in ("20261182", "20261176"):
        page_of(astrids_browser, ledger[number])
    with acting_for(nordbygg.pk):
        assert KeptView.objects.values("sha256").distinct().count() == 2


@pytest.mark.row("S-012")
def test_a_thousand_lines_are_folded_and_all_of_them_one_click_away(
    astrids_browser: Client, long_invoice: UUID
) -> None:
    text = page_of(astrids_browser, long_invoice)
    assert "Spik nummer 100<" in text
    assert "Spik nummer 101<" not in text
    assert "Visa alla 1000 rader" in text
    whole = page_of(astrids_browser, long_invoice, "document_lines")
    assert "Spik nummer 1000<" in whole


@pytest.mark.parametrize("number", ["20261182", "20261178", "4471"])
def test_the_page_asks_the_database_few_times(number: str, doris_browser: Client, ledger: dict[str, UUID]) -> None:
    page_of(doris_browser, ledger[number])
    with CaptureQueriesContext(connection) as queries:
        page_of(doris_browser, ledger[number])
    asked = [each for each in queries.captured_queries if not each["sql"].startswith(_OF_THE_TEST)]
    assert len(asked) < 15, "\n".join(each["sql"][:150] for each in asked)


# A test is inside a transaction of its own, so that the company has to be given back by a query.
_OF_THE_TEST = (
    "SAVEPOINT",
    "RELEASE",
    "SELECT set_config('depesch.user', ''",
    "SELECT set_config('depesch.tenant', ''",
)


def _never(*_arguments: object) -> None:
    raise AssertionError("the original was read again")


def _without_token(text: str) -> str:
    return "\n".join(row for row in text.splitlines() if "csrfmiddlewaretoken" not in row)
