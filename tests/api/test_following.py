"""Following a document: where it is, what happened, its files; the lists and their pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from depesch.hub.flows.delivering import deliver
from depesch.hub.flows.lost import lost_of, stored
from depesch.hub.flows.models import Attempt
from depesch.hub.flows.processing import process
from depesch.hub.history.reading import events_of
from depesch.hub.tenancy.models import Company, Role
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.hashing import sha256_hex
from depesch.syntaxes import Loss
from tests.api.programs import DOCUMENTS, INVOICE, Program, body, problem

pytestmark = pytest.mark.django_db


@pytest.fixture
def delivered(astrids_program: Program, alvsala: Company) -> UUID:
    """The sample invoice, in the municipality's inbox."""
    document_id = astrids_program.submitted()
    deliver(astrids_program.company.id, document_id, process(astrids_program.company.id, document_id))
    return document_id


def items(program: Program, query: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = body(program.get(f"{DOCUMENTS}{query}"))["items"]
    return found


def test_a_delivered_document_tells_what_it_is_and_how_it_went(astrids_program: Program, delivered: UUID) -> None:
    told = body(astrids_program.get(f"{DOCUMENTS}/{delivered}"))
    assert (told["state"], told["owner"], told["problem"]) == ("delivered", "nobody", None)
    assert (told["number"], told["buyer_name"], told["amount_due"]) == ("261101", "Älvsala kommun", "13370")
    (delivery,) = told["deliveries"]
    assert [(each["channel"], each["outcome"]) for each in delivery["attempts"]] == [("portal_inbox", "delivered")]


def test_a_document_tells_what_its_conversion_lost(
    astrids_program: Program, delivered: UUID, nordbygg: Company
) -> None:
    lost = lost_of((), (Loss(term="BT-17", path="tender_reference", value="LOT-7", why="there is no such field"),))
    with acting_for(nordbygg.pk):
        Attempt.objects.filter(delivery__document_id=delivered).update(lost=stored(lost))
    (delivery,) = body(astrids_program.get(f"{DOCUMENTS}/{delivered}", "nb"))["deliveries"]
    (value,) = delivery["attempts"][0]["lost"]["values"]
    assert (value["at"], value["term"], value["name"]) == ("writing", "BT-17", "Anbud eller delkontrakt")


def test_the_history_is_told_in_order_and_in_the_callers_language(astrids_program: Program, delivered: UUID) -> None:
    told = body(astrids_program.get(f"{DOCUMENTS}/{delivered}/history", "sv"))["items"]
    assert [each["event"] for each in told] == [
        "document.submitted", "document.checked", "document.planned", "delivery.attempted", "document.delivered",
    ]  # fmt: skip
    assert "arkiverat" in told[0]["text"]
    assert told[0]["data"]["sha256"] == sha256_hex(INVOICE)
    assert all(len(each["hash"]) == 64 for each in told)


def test_the_original_comes_back_byte_for_byte(astrids_program: Program, delivered: UUID) -> None:
    files = body(astrids_program.get(f"{DOCUMENTS}/{delivered}/files"))["items"]
    original = next(each for each in files if each["role"] == "original")
    answer = astrids_program.get(original["href"])
    assert answer.content == INVOICE
    assert answer["ETag"] == f'"{sha256_hex(INVOICE)}"'


def test_fetching_a_file_stands_in_the_history(astrids_program: Program, delivered: UUID) -> None:
    (first, *_) = body(astrids_program.get(f"{DOCUMENTS}/{delivered}/files"))["items"]
    astrids_program.get(first["href"])
    with acting_for(astrids_program.company.id):
        last = events_of(delivered)[-1]
    assert (type(last.event).__name__, last.actor.split(":")[0]) == ("DocumentDownloaded", "token")


def test_a_file_of_another_document_is_not_found_under_this_one(astrids_program: Program, delivered: UUID) -> None:
    other = astrids_program.submitted(INVOICE + b"\n")
    (file, *_) = body(astrids_program.get(f"{DOCUMENTS}/{delivered}/files"))["items"]
    assert problem(astrids_program.get(f"{DOCUMENTS}/{other}/files/{file['id']}"), 404)["code"] == "not-found"


def test_the_receiver_finds_it_in_its_own_list(alvsala: Company, delivered: UUID) -> None:
    receiver = Program(alvsala, Role.RECEIVER)
    (arrived,) = items(receiver, "?view=received")
    assert (arrived["state"], arrived["number"], arrived["seller_name"]) == ("arrived", "261101", "Nordbygg AB")
    assert arrived["id"] != str(delivered)


def test_a_delivered_document_can_no_longer_be_withdrawn(astrids_program: Program, delivered: UUID) -> None:
    assert problem(astrids_program.post(f"{DOCUMENTS}/{delivered}/cancel"), 409)["code"] == "already-handed-over"


def test_a_delivered_document_is_not_sent_again(astrids_program: Program, delivered: UUID) -> None:
    assert problem(astrids_program.post(f"{DOCUMENTS}/{delivered}/send-again"), 409)["code"] == "already-delivered"


def test_a_waiting_document_can_be_withdrawn(astrids_program: Program) -> None:
    document_id = astrids_program.submitted()
    assert body(astrids_program.post(f"{DOCUMENTS}/{document_id}/cancel"))["state"] == "cancelled"
    assert [each["id"] for each in items(astrids_program, "?view=cancelled")] == [str(document_id)]


def test_pages_go_on_until_there_is_no_more(astrids_program: Program) -> None:
    handed_over = {str(astrids_program.submitted(INVOICE + b"\n" * place)) for place in range(5)}
    address: str | None = f"{DOCUMENTS}?view=in_progress&limit=2"
    pages = []
    while address:
        page = body(astrids_program.get(address))
        pages.append([each["id"] for each in page["items"]])
        address = page["next"]
    assert [len(page) for page in pages] == [2, 2, 1]
    assert {each for page in pages for each in page} == handed_over


@pytest.mark.parametrize("query", ["?view=lost", "?limit=0", "?limit=1000", "?after=nonsense", "?colour=red"])
def test_a_query_that_is_none_is_refused_and_named(astrids_program: Program, query: str) -> None:
    assert problem(astrids_program.get(DOCUMENTS + query), 422)["code"] == "invalid-request"


def test_a_list_can_be_searched(astrids_program: Program, delivered: UUID) -> None:
    assert [each["id"] for each in items(astrids_program, "?view=sent&text=261101")] == [str(delivered)]
    assert items(astrids_program, "?view=sent&text=nobody") == []


def test_the_counts_are_those_of_the_lists(astrids_program: Program, delivered: UUID) -> None:
    astrids_program.submitted(INVOICE + b"\n")
    counts = body(astrids_program.get("/api/v1/counts"))
    assert counts == {"received": 0, "sent": 1, "in_progress": 1, "errors": 0, "cancelled": 0}
