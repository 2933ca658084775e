"""Bad input: a stable code, a sentence with what, where and what next, and a place in the sender's error list."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

import pytest

from depesch.hub.flows.delivering import deliver
from depesch.hub.flows.processing import process
from depesch.hub.tenancy.models import Company
from tests.api.bad_files import BAD_FILES
from tests.api.programs import DOCUMENTS, INVOICE, Program, body

pytestmark = pytest.mark.django_db


def after_the_worker(program: Program, document_id: UUID, language: str = "en") -> dict[str, Any]:
    """Do the worker's job and return what the API then tells of the document."""
    deliver(program.company.id, document_id, process(program.company.id, document_id))
    return body(program.get(f"{DOCUMENTS}/{document_id}", language))


def error_list(program: Program) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = body(program.get(f"{DOCUMENTS}?view=errors"))["items"]
    return items


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_gets_its_code_and_a_place_in_the_error_list(astrids_program: Program, name: str) -> None:
    content, code = BAD_FILES[name]
    document_id = astrids_program.submitted(content)
    told = after_the_worker(astrids_program, document_id)
    assert (told["state"], told["owner"], told["problem"]["code"]) == ("refused", "sender", code)
    assert [(each["id"], each["problem"]["code"]) for each in error_list(astrids_program)] == [(str(document_id), code)]


@pytest.mark.parametrize("name", BAD_FILES)
@pytest.mark.parametrize("language", ["sv", "nb", "en"])
def test_a_bad_file_is_told_in_words_what_and_what_next(astrids_program: Program, name: str, language: str) -> None:
    document_id = astrids_program.submitted(BAD_FILES[name][0])
    problem = after_the_worker(astrids_program, document_id, language)["problem"]
    assert problem["title"]
    assert problem["next"]
    assert not re.search(r"\{\w*\}", problem["title"] + problem["detail"] + problem["next"])


def test_the_same_invoice_twice_is_a_duplicate(astrids_program: Program, alvsala: Company) -> None:
    assert after_the_worker(astrids_program, astrids_program.submitted())["state"] == "delivered"
    told = after_the_worker(astrids_program, astrids_program.submitted())
    assert (told["state"], told["problem"]["code"]) == ("refused", "duplicate")
    assert [each["problem"]["code"] for each in error_list(astrids_program)] == ["duplicate"]


def test_a_receiver_that_nobody_knows_is_named(astrids_program: Program) -> None:
    told = after_the_worker(astrids_program, astrids_program.submitted())
    assert (told["state"], told["problem"]["code"]) == ("refused", "unknown-receiver")
    assert "2120009804" in told["problem"]["detail"]


def test_broken_rules_are_told_with_place_value_and_words(astrids_program: Program, alvsala: Company) -> None:
    broken = INVOICE.replace(b">13370.31<", b">13370.32<")
    told = after_the_worker(astrids_program, astrids_program.submitted(broken), "sv")
    assert (told["state"], told["problem"]["code"]) == ("refused", "broken-rules")
    finding = next(each for each in told["findings"] if each["rule"] == "BR-CO-15")
    assert finding["value"] == "13370.32"
    assert finding["line"]
    assert "BT-112" in finding["terms"]


@pytest.mark.parametrize(
    "amount", [b"99999999999999999999.99999999999", b"-99999999999999999999.99999999999", b"1" * 30]
)
def test_an_amount_beyond_the_column_goes_back_to_the_sender(astrids_program: Program, amount: bytes) -> None:
    content = INVOICE.replace(b">13370.00</cbc:PayableAmount", b">" + amount + b"</cbc:PayableAmount")
    assert content != INVOICE
    told = after_the_worker(astrids_program, astrids_program.submitted(content))
    assert (told["state"], told["owner"]) == ("refused", "sender")


def test_the_sender_may_put_an_error_away(astrids_program: Program) -> None:
    document_id = astrids_program.submitted(b"<a/>")
    after_the_worker(astrids_program, document_id)
    assert astrids_program.post(f"{DOCUMENTS}/{document_id}/cancel").status_code == 200
    assert error_list(astrids_program) == []


def test_a_stranger_sees_nothing_in_its_error_list(astrids_program: Program, carls_program: Program) -> None:
    after_the_worker(astrids_program, astrids_program.submitted(b"<a/>"))
    assert error_list(carls_program) == []
