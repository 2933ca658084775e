"""The lists: statuses in two parts, route and way, filters, what a person keeps, errors; few queries."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from depesch.hub.flows.models import Document, SavedFilter
from depesch.hub.history.models import EventRow
from depesch.hub.support.requests import answer, ask
from depesch.hub.tenancy.models import Company, User
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from tests.portal.ledger import OLDER, keep_ledger

VIEWS = ("received", "sent", "in_progress", "errors", "cancelled")


def shown(browser: Client, view: str, **query: str) -> str:
    answer = browser.get(reverse("documents", args=[view]), query)
    assert answer.status_code == 200
    return answer.content.decode()


def numbers(browser: Client, view: str, **query: str) -> set[str]:
    answer = browser.get(reverse("documents", args=[view]), query)
    return {row.number for row in answer.context["rows"]}


def change(company: Company, document_id: UUID, **fields: object) -> None:
    with acting_for(company.pk):
        Document.objects.filter(pk=document_id).update(**fields)


@pytest.mark.row("S-001")
def test_documents_of_every_route_stand_in_one_list_with_their_route(
    astrids_browser: Client, ledger: Mapping[str, UUID], nordbygg: Company
) -> None:
    routes = {"20261182": "portal", "20261177": "connect", "20261176": "server_connect", "20261174": "sftp"}
    for number, route in routes.items():
        change(nordbygg, ledger[number], route_in=route)
    text = shown(astrids_browser, "sent")
    for word in ("in: Portalen", "in: Connect", "in: Server Connect", "in: SFTP", "in: API", "ut: E-post"):
        assert word in text
    assert numbers(astrids_browser, "sent", route="connect") == {"20261177"}


@pytest.mark.row("S-009", "S-011")
def test_incoming_list_filters_sorts_and_pages(astrids_browser: Client, ledger: Mapping[str, UUID]) -> None:
    assert numbers(astrids_browser, "received") == {"4471", "88-2031", "4458", "88-1977"}
    assert numbers(astrids_browser, "received", party="kalk puts") == {"88-2031", "88-1977"}
    assert numbers(astrids_browser, "received", type="credit") == {"88-1977"}
    answer = astrids_browser.get(reverse("documents", args=["received"]), {"sort": "amount_due"})
    amounts = [row.amount for row in answer.context["rows"]]
    assert amounts == sorted(amounts, reverse=True)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"status": "approved"}, {"20261182"}),
        ({"channel": "folder"}, {"20261176"}),
        ({"mode": "test"}, {"20261171"}),
        ({"mode": "certification"}, {"20261172"}),
        ({"type": "credit"}, {"20261190"}),
        ({"amount_from": "64 000,00", "amount_to": "64.300,5"}, {"20261172"}),
        ({"issued_from": "2026-11-20", "issued_to": "2026-11-20"}, {"20261182"}),
        ({"number": "1182"}, {"20261182"}),
        ({"number": "fjellhus"}, set()),
        ({"number": "2026118", "mode": "test"}, set()),
        ({"party": "ødegård"}, {"20261177"}),
        ({"q": "20261190", "party": "fjellhus"}, set()),
        ({"status": "approved", "mode": "test"}, set()),
        ({"route": "connect"}, set()),
    ],
)
def test_sent_documents_are_narrowed_by(
    query: dict[str, str], found: set[str], astrids_browser: Client, ledger: Mapping[str, UUID], nordbygg: Company
) -> None:
    change(nordbygg, ledger["20261182"], business_status="approved")
    assert numbers(astrids_browser, "sent", **query) == found


def test_filter_with_a_fault_says_so_at_its_field_and_hides_nothing(
    astrids_browser: Client, ledger: Mapping[str, UUID]
) -> None:
    text = shown(astrids_browser, "sent", amount_from="tolv", issued_from="i går", status="nonsense")
    assert text.count("field__fault") == 3
    assert 'value="tolv"' in text
    assert '<details class="filter sheet" open>' in text
    assert "20261182" in text


@pytest.mark.row("D-16")
def test_documents_are_narrowed_to_due_dates_and_read_in_their_order(
    astrids_browser: Client, ledger: Mapping[str, UUID], nordbygg: Company
) -> None:
    for number, due in {"20261182": "2026-11-28", "20261177": "2026-11-30", "20261176": "2026-12-01"}.items():
        change(nordbygg, ledger[number], due_date=due)
    change(nordbygg, ledger["20261174"], due_date=None)
    wanted = {"due_from": "2026-11-28", "due_to": "2026-11-30"}
    assert numbers(astrids_browser, "sent", **wanted) == {"20261182", "20261177"}
    assert numbers(astrids_browser, "sent", **wanted, number="77") == {"20261177"}
    rows = astrids_browser.get(reverse("documents", args=["sent"]), {"sort": "due_date"}).context["rows"]
    days = [row.due_date for row in rows]
    assert days[-1] is None
    assert days[:-1] == sorted(days[:-1])


@pytest.mark.row("D-16")
def test_days_in_the_wrong_order_are_told_at_the_second(astrids_browser: Client, ledger: Mapping[str, UUID]) -> None:
    text = shown(astrids_browser, "sent", due_from="2026-12-01", due_to="2026-11-30", issued_from="2026-13-01")
    assert text.count("field__fault") == 2
    assert "Den här dagen ligger före den första" in text
    assert "Förfallodatum från: 2026-12-01" in text  # what is sound still narrows


@pytest.mark.row("D-16")
def test_each_filter_of_the_form_is_a_chip_that_takes_it_away_and_is_kept(
    astrids_browser: Client, ledger: Mapping[str, UUID], nordbygg: Company
) -> None:
    query = {"due_from": "2026-11-28", "number": "1182", "type": "invoice", "mode": "production", "amount_from": "1,5"}
    answer = astrids_browser.get(reverse("documents", args=["sent"]), query)
    used = {str(chip.label): chip.url for chip in answer.context["used"]}
    assert list(used) == [
        "Nummer: 1182", "Förfallodatum från: 2026-11-28", "Belopp från: 1,5", "Typ: Fakturor"
    ]  # fmt: skip
    left = astrids_browser.get(used["Förfallodatum från: 2026-11-28"]).context["used"]
    assert [str(chip.label) for chip in left] == ["Nummer: 1182", "Belopp från: 1,5", "Typ: Fakturor"]
    astrids_browser.post(reverse("save_filter", args=["sent"]), {"query": "due_to=2026-11-30&number=11", "name": "x"})
    with acting_for(nordbygg.pk):
        assert SavedFilter.objects.get().query == "due_to=2026-11-30&number=11"


@pytest.mark.row("D-10")
@pytest.mark.parametrize(
    ("number", "view", "word"),
    [
        ("20261184", "in_progress", "Bearbetas"),
        ("20261183", "in_progress", "Skickas"),
        ("20261181", "in_progress", "Väntar på leverans"),
        ("20261180", "in_progress", "Hanteras av supporten"),
        ("20261178", "errors", "Väntar på dig"),
        ("20261175", "errors", "Fel hos mottagaren"),
        ("20261182", "sent", "Klar"),
        ("20261173", "cancelled", "Makulerad"),
        ("4471", "received", "Mottagen"),
    ],
)
def test_status_is_told_in_the_words_of_the_product(
    number: str, view: str, word: str, astrids_browser: Client, ledger: Mapping[str, UUID]
) -> None:
    answer = astrids_browser.get(reverse("documents", args=[view]), {"q": number})
    row = next(row for row in answer.context["rows"] if row.number == number)
    assert f"</svg>{word}</span>" in answer.content.decode()
    assert row.answer is None


@pytest.mark.row("D-10")
def test_what_the_receiver_says_stands_apart_from_what_the_hub_did(
    astrids_browser: Client, ledger: Mapping[str, UUID], nordbygg: Company
) -> None:
    words = {
        "acknowledged": "Bekräftad", "in_process": "Under behandling", "under_query": "Frågor finns",
        "rejected": "Avvisad", "approved": "Godkänd", "paid": "Betald",
    }  # fmt: skip
    for status, word in words.items():
        change(nordbygg, ledger["20261182"], business_status=status)
        text = shown(astrids_browser, "sent", q="20261182")
        assert f"</svg>{word}</span>" in text
        assert "</svg>Klar</span>" in text


@pytest.mark.row("D-10")
def test_document_that_the_receiver_opened_is_done_and_fetched(
    nordbygg: Company, fjordtre: Company, doris: User
) -> None:
    from depesch.hub.flows.models import Attempt, Delivery, Direction, DocumentState
    from depesch.hub.history.kinds.documents import DocumentOpened
    from depesch.hub.history.record import record

    def row(company: Company, **fields: object) -> Document:
        values: dict[str, object] = {
            "tenant_id": company.pk, "state_since": now(), "route_in": "api", "original_sha256": "0" * 64,
            "submitted_by": "x", "received_at": now(), **fields,
        }  # fmt: skip
        with acting_for(company.pk):
            return Document.objects.create(**values)

    sent = row(nordbygg, direction=Direction.OUT, state=DocumentState.DELIVERED, number="F-1")
    theirs = row(fjordtre, direction=Direction.IN, state=DocumentState.ARRIVED, message_id="p-1")
    with acting_for(nordbygg.pk):
        delivery = Delivery.objects.create(
            tenant=nordbygg, document=sent, state="delivered", recipient={"company_id": str(fjordtre.pk)}
        )
        Attempt.objects.create(
            tenant=nordbygg, delivery=delivery, number=1, step=0, channel="portal_inbox", message_id="p-1",
            started_at=now(), outcome="delivered",
        )  # fmt: skip
    browser = Client()
    browser.force_login(doris)
    assert "</svg>Klar</span>" in shown(browser, "sent")
    with acting_for(fjordtre.pk):
        record(DocumentOpened(), document_id=theirs.pk, actor="user:y")
    assert "</svg>Klar (hämtad)</span>" in shown(browser, "sent")


@pytest.mark.row("D-10")
def test_question_to_the_support_is_marked_in_the_lists_until_it_is_answered(
    astrids_browser: Client, ledger: Mapping[str, UUID], nordbygg: Company, astrid: User, carl: User
) -> None:
    addresses = {"20261182": reverse("documents", args=["sent"]), "4471": reverse("incoming")}
    for number, address in addresses.items():
        assert "Fråga hos supporten" not in astrids_browser.get(address).content.decode()
        with acting_for(nordbygg.pk):
            asked = ask(person=astrid, subject="Hur?", text="Kom den fram?", document_id=ledger[number])
        assert astrids_browser.get(address).content.decode().count("</svg>Fråga hos supporten</span>") == 1
        answer(nordbygg.pk, asked.pk, "Ja.", operator=carl)
        assert "Fråga hos supporten" not in astrids_browser.get(address).content.decode()


@pytest.mark.row("D-13")
def test_send_mode_is_stamped_on_every_row_that_is_not_production(
    astrids_browser: Client, ledger: Mapping[str, UUID]
) -> None:
    for number, word in {"20261171": "Test", "20261172": "Certifiering"}.items():
        assert f'<span class="stamp">{word}</span>' in shown(astrids_browser, "sent", q=number)
    assert 'class="stamp"' not in shown(astrids_browser, "sent", q="20261182")


@pytest.mark.row("D-09")
def test_five_views_tell_how_many_they_hold(astrids_browser: Client, ledger: Mapping[str, UUID]) -> None:
    answer = astrids_browser.get(reverse("documents", args=["sent"]))
    assert [link.count for link in answer.context["views"]] == [4, 7, 4, 5, 1]
    for view in VIEWS:
        shown_here = astrids_browser.get(reverse("documents", args=[view])).context
        count = next(link.count for link in shown_here["views"] if link.here)
        assert len(shown_here["rows"]) == count


@pytest.mark.row("D-11")
def test_error_is_told_with_reason_what_to_do_and_since_when(
    astrids_browser: Client, ledger: Mapping[str, UUID], nordbygg: Company
) -> None:
    text = shown(astrids_browser, "errors")
    for words in ("Fakturan bryter mot regler", "Rätta det som står under anmärkningarna", "sedan 2026-11-"):
        assert words in text
    assert numbers(astrids_browser, "errors", errors="files") == {""}
    assert "" not in numbers(astrids_browser, "errors", errors="documents")
    answer = astrids_browser.post(reverse("error_handled", args=[ledger["20261179"]]), follow=True)
    assert "noterad som åtgärdad" in answer.content.decode()
    assert "20261179" not in numbers(astrids_browser, "errors")
    assert numbers(astrids_browser, "errors", handled="yes") == {"20261179"}
    assert "20261179" in numbers(astrids_browser, "errors", handled="all")


@pytest.mark.row("D-12")
def test_used_number_is_sent_from_its_row_with_a_reason(
    astrids_browser: Client, ledger: Mapping[str, UUID], nordbygg: Company
) -> None:
    change(nordbygg, ledger["20261178"], problem_code="duplicate", problem_values={"number": "20261178"})
    address = reverse("send_although_used", args=[ledger["20261178"]])
    assert f'href="{address}"' in shown(astrids_browser, "errors")
    without = astrids_browser.post(address, {"reason": " "})
    assert "Skriv varför" in without.content.decode()
    with acting_for(nordbygg.pk):
        assert Document.objects.get(pk=ledger["20261178"]).state == "refused"
    astrids_browser.post(address, {"reason": "Numret återanvänds av dotterbolaget"})
    with acting_for(nordbygg.pk):
        document = Document.objects.get(pk=ledger["20261178"])
        event = EventRow.objects.get(document_id=document.pk, kind="document.duplicate_allowed")
    assert (document.state, document.duplicate_allowed) == ("received", True)
    assert event.payload == {"reason": "Numret återanvänds av dotterbolaget"}
    assert astrids_browser.get(address).status_code == 404


def test_filter_is_kept_renamed_made_the_first_and_deleted(
    astrids_browser: Client, bos_browser: Client, ledger: Mapping[str, UUID], nordbygg: Company
) -> None:
    save = reverse("save_filter", args=["sent"])
    query = {"query": "mode=test&after=x&all=1"}
    assert astrids_browser.get(save, query).status_code == 200
    answer = astrids_browser.post(save, {**query, "name": "Mina tester", "is_default": "on"})
    assert answer["Location"] == "/documents/sent/?mode=test"
    assert astrids_browser.get("/documents/sent/")["Location"] == "/documents/sent/?mode=test"
    assert numbers(astrids_browser, "sent", all="1") > {"20261182"}
    assert "Mina tester" in shown(astrids_browser, "sent", all="1")
    assert "Mina tester" not in shown(bos_browser, "sent")  # a colleague's own
    twice = astrids_browser.post(save, {"query": "mode=certification", "name": "Mina tester"})
    assert "redan" in twice.content.decode()
    with acting_for(nordbygg.pk):
        kept = SavedFilter.objects.get()
    address = reverse("saved_filter", args=[kept.pk])
    assert bos_browser.get(address).status_code == 404
    astrids_browser.post(address, {"name": "Prov"})
    with acting_for(nordbygg.pk):
        assert SavedFilter.objects.values_list("name", "is_default").get() == ("Prov", False)
    astrids_browser.post(reverse("delete_filter", args=[kept.pk]))
    with acting_for(nordbygg.pk):
        assert not SavedFilter.objects.exists()


def test_nothing_is_kept_of_a_list_that_is_not_narrowed(astrids_browser: Client, ledger: Mapping[str, UUID]) -> None:
    answer = astrids_browser.post(reverse("save_filter", args=["sent"]), {"query": "sort=number", "name": "x"})
    assert answer["Location"] == "/documents/sent/"


@pytest.mark.django_db(transaction=True)
def test_lists_take_fewer_than_fifteen_queries_however_long(
    doris_browser: Client, nordbygg: Company, ledger: Mapping[str, UUID]
) -> None:
    keep_ledger(nordbygg, OLDER)
    pages = [reverse("documents", args=[view]) for view in VIEWS]
    pages += [f"{page}?q=a&party=a&status=paid&channel=email&type=credit" for page in pages]
    counted = {page: _queries(doris_browser, page) for page in pages}
    assert {page: count for page, count in counted.items() if count >= 15} == {}


def _queries(browser: Client, page: str) -> int:
    """Return how many statements a page takes, without the brackets of transactions."""
    brackets = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(page).status_code == 200
    return sum(not query["sql"].startswith(brackets) for query in captured)
