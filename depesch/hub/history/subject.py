"""What is told of a document, in letters and to programs, when something happened to it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

import msgspec


class Subject(msgspec.Struct, frozen=True, kw_only=True):
    """A document as those are told of it who do not look at it."""

    document_id: UUID
    company_id: UUID
    direction: str  # out or in
    state: str
    send_mode: str
    type_code: str
    number: str
    file_name: str
    seller_name: str
    buyer_name: str
    issue_date: date | None
    due_date: date | None
    currency: str
    amount_due: Decimal | None
    problem_code: str
    business_status: str
