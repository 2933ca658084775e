"""Messages round an invoice: read, told apart, and nothing in them passed over in silence."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from depesch.documents.opening import opened
from depesch.kit.xml import XmlError, parse
from depesch.messages import kind_of, kinds
from depesch.model.ordering import Order
from depesch.syntaxes import UnreadableDocument
from tests.messages.papers import ORDER
from tests.shared_data import needs_shared, shared


def test_an_order_is_read_with_the_terms_that_an_invoice_has_too() -> None:
    message = kinds()["order"].read(parse(ORDER))
    order = message.content
    assert isinstance(order, Order)
    assert (order.number, order.issue_date, order.currency) == ("P-881", date(2026, 11, 2), "SEK")
    assert order.delivery is not None
    assert order.delivery.period is not None
    assert order.delivery.period.start == date(2026, 11, 9)
    assert [(line.identifier, str(line.quantity), line.item and line.item.name) for line in order.lines] == [
        ("10", "3", "Regel 45x95"),
        ("20", "2", "Skruv"),
    ]


def test_what_found_no_place_is_named() -> None:
    message = kinds()["order"].read(parse(ORDER))
    assert [(one.where, one.value) for one in message.unread] == [
        ("/Order/OrderLine[1]/LineItem/PartialDeliveryIndicator", "false"),
        ("/Order/OrderLine[2]/LineItem/PartialDeliveryIndicator", "false"),
    ]


def test_a_value_that_is_none_is_an_issue_with_its_line() -> None:
    message = kinds()["order"].read(parse(ORDER.replace(b"2026-11-02", b"next week")))
    (issue,) = message.issues
    assert (issue.rule, issue.value, issue.line) == ("READ-DATE", "next week", 5)


def test_an_order_handed_over_as_an_invoice_is_called_by_its_name() -> None:
    with pytest.raises(UnreadableDocument) as caught:
        opened(ORDER)
    assert caught.value.code == "other-document"
    assert "order" in caught.value.detail


@pytest.mark.parametrize("name", kinds())
def test_no_kind_claims_the_root_of_an_invoice(name: str) -> None:
    root = etree.Element("{urn:oasis:names:specification:ubl:schema:xsd:Invoice-2}Invoice")
    assert not kinds()[name].recognises(root)


KNOWN = {"Order": "order", "OrderResponse": "order_response", "DespatchAdvice": "despatch_advice"}


@needs_shared
def test_every_real_message_is_read() -> None:
    counts: Counter[str] = Counter()
    for folder, name in KNOWN.items():
        for path in sorted(Path(shared("corpus", "peppol-docs", folder)).rglob("*.[xX][mM][lL]")):
            try:
                root = parse(path.read_bytes())
            except XmlError:
                counts["no XML"] += 1
                continue
            kind = kind_of(root)
            if kind is None:
                counts[f"{folder}: another root"] += 1
                continue
            assert kind.name == name, path
            kind.read(root)
            counts[name] += 1
    assert counts == {"order": 108, "order_response": 37, "despatch_advice": 63}


@needs_shared
def test_every_real_answer_is_read() -> None:
    counts: Counter[str] = Counter()
    for path in sorted(Path(shared("corpus", "peppol-docs", "ApplicationResponse")).rglob("*.[xX][mM][lL]")):
        kind = kind_of(parse(path.read_bytes()))
        counts[kind.name if kind else "another"] += 1
        if kind:
            kind.read(parse(path.read_bytes()))
    # The others answer catalogues, tenders and transports, or are Turkish and Danish ones of other networks.
    assert counts == {"invoice_response": 24, "message_status": 31, "another": 18}
