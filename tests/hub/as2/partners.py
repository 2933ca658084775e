"""Nordbygg on the hub, and its accounting system, which is its AS2 partner."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from typing import Any
from uuid import UUID

import msgspec
from django.test import Client

from depesch.exchange.as2.algorithms import MODERN
from depesch.exchange.as2.certificates import Certificate, Identity, make_identity, read_certificate
from depesch.exchange.as2.judging import Judgement, judge
from depesch.exchange.as2.message import Built, File, Receipts, Terms, build
from depesch.exchange.as2.receipt import Receipt, read_receipt
from depesch.hub.as2.models import As2Partner
from depesch.hub.as2.partners import Agreed, add_certificate, add_partner
from depesch.hub.as2.station import certificates, set_up
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from tests.api.programs import INVOICE as SAMPLE

ERP = "Nordbygg ERP"
HUB = "SE5566010103"
INVOICE = File(name="F-1042.xml", media_type="application/xml", content=b"")


@cache
def key_of(name: str) -> Identity:
    """Return somebody's key, the same in all tests, valid now."""
    return make_identity(name, at=now() - timedelta(days=1), days=400, bits=2048)


def partner_of(company: Company, **agreed: Any) -> As2Partner:
    """Give the company an AS2 name and its accounting system as a partner."""
    wanted = msgspec.structs.replace(Agreed(title="Accounting", name=ERP, url="https://erp.nordbygg.example/as2"))
    with acting_for(company.id):
        set_up(HUB, actor="test", bits=2048)
        partner = add_partner(msgspec.structs.replace(wanted, **agreed), actor="test")
        add_certificate(partner, key_of(ERP).certificate.pem.encode(), actor="test")
    return partner


def hub_certificate(company_id: UUID) -> Certificate:
    """Return the company's own certificate, as the partner was given it."""
    with acting_for(company_id):
        return read_certificate(certificates()[0].pem.encode())


def message(
    company: Company, *files: File, message_id: str = "<1@erp>", own: Identity | None = None, **changes: Any
) -> Built:
    """Return a message of the accounting system's to the company."""
    terms = msgspec.structs.replace(Terms(own_name=ERP, partner_name=HUB, receipt=Receipts.IN_ANSWER), **changes)
    return build(
        files or (invoice(),), terms, own or key_of(ERP), hub_certificate(company.id), message_id=message_id,
        subject="F-1042", at=now(),
    )  # fmt: skip


def invoice() -> File:
    """Return an invoice that the hub can read."""
    return msgspec.structs.replace(INVOICE, content=SAMPLE)


class Posted(msgspec.Struct, frozen=True, kw_only=True):
    """What the hub answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def post(built: Built, **headers: str) -> Posted:
    """Post a message to the hub's address."""
    carried = {**built.headers, **headers}
    media_type = carried.pop("Content-Type")
    answer = Client().post("/as2", data=built.body, content_type=media_type, headers=carried)
    return Posted(status=answer.status_code, headers=dict(answer.headers), body=answer.content)


def receipt_in(posted: Posted, company: Company) -> Receipt:
    """Return the receipt in an answer, its signature checked against the company's certificate."""
    return read_receipt(
        posted.headers, posted.body, (hub_certificate(company.id),), digests=MODERN, at=now()
    )  # fmt: skip


def judged(posted: Posted, company: Company, built: Built) -> Judgement:
    """Return what the answer means for the message."""
    return judge(receipt_in(posted, company), message_id=built.headers["Message-ID"], mics=built.mics)
