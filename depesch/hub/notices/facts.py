"""What a notice says of its document: kept as it was when it happened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

import msgspec

from depesch.hub.history.subject import Subject
from depesch.hub.mailing.composing import LANGUAGES
from depesch.model.invoice import CREDIT_NOTE_TYPES

Why = Callable[[str], str]  # the problem in words, in a language


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What is told, and nothing beyond it: a letter may be read by others. `path` is the address in the portal."""

    path: str
    number: str = ""  # the file's name for what could not be read
    party: str = ""  # the other side
    is_credit_note: bool = False
    send_mode: str = "production"
    currency: str = ""
    amount: Decimal | None = None
    due_date: date | None = None
    business_status: str = ""
    why: Mapping[str, str] = {}  # by language


def facts_of(subject: Subject, why: Why | None = None) -> Facts:
    """Return what is told of a document; `why` says in words what is wrong with it, when something is."""
    return Facts(
        path=f"/documents/{subject.document_id}/",
        number=subject.number or subject.file_name,
        party=subject.buyer_name if subject.direction == "out" else subject.seller_name,
        is_credit_note=subject.type_code in CREDIT_NOTE_TYPES,
        send_mode=subject.send_mode,
        currency=subject.currency,
        amount=subject.amount_due,
        due_date=subject.due_date,
        business_status=subject.business_status,
        why={language: why(language) for language in LANGUAGES} if why and subject.problem_code else {},
    )
