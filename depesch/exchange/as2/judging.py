"""What a receipt means for the message that was sent: whether the partner has it, and has it unchanged.

Source: RFC 4130, 7.1 and 7.4.3: non-repudiation of receipt needs a signed receipt whose check is that of the message.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import msgspec

from depesch.exchange.as2.algorithms import Digest
from depesch.exchange.as2.receipt import Receipt


class Verdict(StrEnum):
    """What is known after a receipt."""

    TAKEN = "taken"
    NOT_TAKEN = "not-taken"
    UNCLEAR = "unclear"  # it says that something was taken, but proves nothing about our message


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """A verdict with its reason; `code` is empty when the message was taken."""

    verdict: Verdict
    code: str = ""
    detail: str = ""


def judge(receipt: Receipt, *, message_id: str, mics: Mapping[Digest, str]) -> Judgement:
    """Return what the receipt means for the message with that id and those checks."""
    if receipt.message_id != message_id:
        detail = f"it is for {receipt.message_id or 'no message'}, not for {message_id}"
        return Judgement(verdict=Verdict.UNCLEAR, code="receipt-for-another", detail=detail)
    if receipt.signer is None:  # anybody can write one
        return Judgement(verdict=Verdict.UNCLEAR, code="receipt-not-signed", detail=receipt.disposition)
    if not receipt.is_positive:
        return Judgement(verdict=Verdict.NOT_TAKEN, code="as2-refused", detail=receipt.disposition)
    if receipt.digest is None or mics.get(receipt.digest) != receipt.mic:
        detail = f"the receipt's check is {receipt.mic or 'missing'}, which is not that of what was sent"
        return Judgement(verdict=Verdict.UNCLEAR, code="receipt-check-differs", detail=detail)
    return Judgement(verdict=Verdict.TAKEN, detail=receipt.disposition)
