"""Invoice response and message status: written, read back, and said in an order that makes sense."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import msgspec
import pytest

from depesch.kit.xml import parse
from depesch.messages import invoice_response, kind_of, message_status
from depesch.messages.invoice_status import InvoiceStatus, following, is_final, may_follow
from depesch.messages.message_status_states import MessageState
from depesch.messages.message_status_states import may_follow as may_say
from depesch.model.responses import InvoiceResponse, MessageStatus
from tests.messages.papers import REFUSED, REJECTED
from tests.shared_data import needs_shared, shared

S = InvoiceStatus


def test_a_response_reads_back_as_it_was_written() -> None:
    message = invoice_response.read(parse(invoice_response.write(REJECTED)))
    said = msgspec.structs.replace(
        REJECTED, specification=invoice_response.CUSTOMIZATION, business_process=invoice_response.PROFILE
    )
    assert (message.content, message.issues, message.unread) == (said, (), ())


def test_a_message_status_reads_back_as_it_was_written() -> None:
    message = message_status.read(parse(message_status.write(REFUSED)))
    said = msgspec.structs.replace(
        REFUSED, specification=message_status.CUSTOMIZATION, business_process=message_status.PROFILE
    )
    assert (message.content, message.issues, message.unread) == (said, (), ())


@pytest.mark.parametrize(
    ("change", "names"),
    [
        ({"number": None}, "number"),
        ({"sender": None}, "sender.electronic_address"),
        ({"status": "XX"}, "a status of AB"),
        ({"reasons": ()}, "a reason, which RE asks for"),
        ({"invoice_number": None}, "invoice_number"),
    ],
)
def test_a_response_that_says_too_little_is_not_written(change: dict[str, object], names: str) -> None:
    with pytest.raises(invoice_response.NotAnswerable, match=names):
        invoice_response.write(msgspec.structs.replace(REJECTED, **change))


@pytest.mark.parametrize(
    ("change", "names"),
    [
        ({"text": None}, "words for the refusal"),
        ({"places": ()}, "a fault of BV, FD, SV"),
        ({"status": "PD"}, "a state of AB, AP, RE"),
        ({"message_id": None}, "message_id"),
    ],
)
def test_a_status_that_says_too_little_is_not_written(change: dict[str, object], names: str) -> None:
    with pytest.raises(message_status.NotSayable, match=names):
        message_status.write(msgspec.structs.replace(REFUSED, **change))


def test_an_invoice_goes_from_received_to_paid() -> None:
    way = [None, S.ACKNOWLEDGED, S.IN_PROCESS, S.UNDER_QUERY, S.IN_PROCESS, S.ACCEPTED, S.PAID]
    assert all(may_follow(before, after) for before, after in pairwise(way) if after is not None)


def test_nothing_follows_a_rejection_or_the_last_payment() -> None:
    assert is_final(S.REJECTED)
    assert is_final(S.PAID)
    assert following(S.PAID, partly_paid=True) == {S.PAID}


def test_after_acceptance_only_payment_follows() -> None:
    assert following(S.ACCEPTED) == {S.PAID}


@pytest.mark.parametrize("status", S)
def test_every_status_is_final_or_leads_on_and_never_back_to_received(status: InvoiceStatus) -> None:
    assert S.ACKNOWLEDGED not in following(status)


def test_a_message_gets_one_final_word() -> None:
    assert may_say(None, MessageState.TAKEN_OVER)
    assert may_say(MessageState.TAKEN_OVER, MessageState.REFUSED)
    assert not may_say(MessageState.TAKEN_OVER, MessageState.TAKEN_OVER)
    assert not may_say(MessageState.DELIVERED, MessageState.REFUSED)


@needs_shared
def test_the_published_responses_say_the_same_when_written_anew() -> None:
    seen = 0
    for path in sorted(Path(shared("corpus", "peppol-docs", "ApplicationResponse", "poacc")).glob("*.xml")):
        root = parse(path.read_bytes())
        kind = kind_of(root)
        if kind is None or kind.name != "invoice_response":
            continue
        before = kind.read(root).content
        assert isinstance(before, InvoiceResponse)
        assert invoice_response.read(parse(invoice_response.write(before))).content == before, path.name
        seen += 1
    assert seen == 8


@needs_shared
def test_the_published_statuses_say_the_same_when_written_anew() -> None:
    folder = Path(shared("corpus", "peppol-docs", "ApplicationResponse", "vida"))
    seen = 0
    for path in sorted(folder.glob("*.[xX][mM][lL]")):
        before = message_status.read(parse(path.read_bytes())).content
        assert isinstance(before, MessageStatus)
        after = message_status.read(parse(message_status.write(before))).content
        assert after == before, path.name
        seen += 1
    assert seen == 17
