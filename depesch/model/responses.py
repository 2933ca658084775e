"""Answers to a document: what the buyer says of an invoice, and what the next access point says of a message.

Source: Peppol BIS Invoice Response 3 (T111); Peppol Message Level Status 1.0; Peppol BIS Message Level Response 3.
"""

from __future__ import annotations

from datetime import date

from depesch.model.invoice import Party, Struct


class Condition(Struct):
    """A term that the answer speaks of, and the value that would be right."""

    term: str | None = None  # such as BT-48
    value: str | None = None


class Reason(Struct):
    """Why a status was given, or what the other side is asked to do."""

    code: str | None = None
    code_list: str | None = None  # OPStatusReason or OPStatusAction
    text: str | None = None
    conditions: tuple[Condition, ...] = ()


class InvoiceResponse(Struct):
    """A buyer's word on an invoice."""

    specification: str | None = None
    business_process: str | None = None
    number: str | None = None
    issue_date: date | None = None
    issue_time: str | None = None  # as written
    note: str | None = None
    sender: Party | None = None  # the buyer
    receiver: Party | None = None  # the seller
    status: str | None = None  # UNCL4343, the part of it in `invoice_status`
    effective_date: date | None = None
    reasons: tuple[Reason, ...] = ()
    invoice_number: str | None = None  # BT-1 of the invoice
    invoice_date: date | None = None  # BT-2
    invoice_type: str | None = None  # BT-3
    issuer: Party | None = None  # who issued the invoice, when it is not the receiver


class Fault(Struct):
    """One thing that is wrong with a message."""

    code: str | None = None  # SV schema, BV rule, BW warning, FD failure of delivery
    text: str | None = None


class FaultyPlace(Struct):
    """A place in a message, and what is wrong there."""

    where: str | None = None  # XPath, or NA
    faults: tuple[Fault, ...] = ()


class MessageStatus(Struct):
    """What an access point says of a message: AB taken over, AP delivered, RE refused."""

    specification: str | None = None
    business_process: str | None = None
    number: str | None = None
    issue_date: date | None = None
    issue_time: str | None = None  # with its zone, as written
    sender: Party | None = None
    receiver: Party | None = None
    status: str | None = None
    text: str | None = None
    message_id: str | None = None  # InstanceIdentifier of the message's SBDH
    places: tuple[FaultyPlace, ...] = ()
