"""The pages of one invoice to the model: each field by its label and place, held against the others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import msgspec

from depesch.capture.captured import CROSS_CHECKED, Captured, Doubt, Engine, Field
from depesch.capture.checking import doubts_of
from depesch.capture.currencies import currency_of
from depesch.capture.finding import Sheet
from depesch.capture.heading import head_of
from depesch.capture.identities import Identity, identities_of
from depesch.capture.lining import lines_of
from depesch.capture.notes import Reading
from depesch.capture.parties import parties_of
from depesch.capture.paying import payment_of
from depesch.capture.totalling import is_negative, read_sums, signed, totals_of
from depesch.capture.words import Code
from depesch.model.invoice import Party


def interpreted(sheets: Sequence[Sheet], file_name: str = "") -> Captured:
    """Return what the pages of one invoice say; the name of the file may confirm its number."""
    reading = Reading(sheets, file_name)
    sums, breakdown = read_sums(reading)
    sign = -1 if is_negative(sums) else 1
    is_credit = _is_credit_note(sheets) or sign < 0
    identities = identities_of(sheets)
    parties = parties_of(sheets, identities, reading.code.name if reading.code else None)
    reading.fields.extend(parties.fields)
    reading.doubts.extend(parties.doubts)
    invoice = msgspec.structs.replace(
        head_of(reading),
        type_code=("381" if is_credit else "380") if _says_what_it_is(sheets) or sign < 0 else None,
        currency=_currency(reading, parties.seller, identities),
        seller=parties.seller,
        buyer=parties.buyer,
        payment=payment_of(reading, identities),
        totals=totals_of(reading, sums, sign),
        vat_breakdown=tuple(signed(row, sign) for row in breakdown),
        lines=tuple(lines_of(reading, sign)),
    )
    invoice, sure = doubts_of(invoice, sums, reading.doubts)
    fields = tuple(_surer(one, sure) for one in reading.fields)
    numbers = [sheet.page.number for sheet in sheets]
    engine = "ocr" if any(sheet.page.engine == "ocr" for sheet in sheets) else "text"
    reading.doubts.extend(Doubt(code=Code.TOO_MUCH, value=str(sheet.page.number)) for sheet in sheets if sheet.page.cut)
    return Captured(
        invoice=invoice, fields=fields, doubts=tuple(reading.doubts), first_page=min(numbers), last_page=max(numbers),
        engine=cast(Engine, engine),
    )  # fmt: skip


def _is_credit_note(sheets: Sequence[Sheet]) -> bool:
    """Whether the first page says so in its upper part, where a title stands."""
    sheet = sheets[0]
    return any(
        "credit_note" in label.strong and label.top < sheet.page.height * 0.4 and label.begin == 0
        for label in sheet.labels
    )


def _says_what_it_is(sheets: Sequence[Sheet]) -> bool:
    return any(
        label.names("credit_note") or label.names("invoice") or "number" in label.strong for label in sheets[0].labels
    )


def _currency(reading: Reading, seller: Party | None, identities: Sequence[Identity]) -> str | None:
    coded = reading.code.currency if reading.code else None
    countries = [one.country for one in identities]
    country = seller.address.country if seller and seller.address else None
    found = currency_of(reading.sheets, country=country or (countries[0] if countries else None), coded=coded)
    if found is None:
        return None
    reading.fields.append(found)
    return found.value


def _surer(one: Field, sure: frozenset[str]) -> Field:
    """Return the field, surer where its term was held against others after it was read."""
    if one.term in sure and one.confidence < CROSS_CHECKED:
        return msgspec.structs.replace(one, confidence=CROSS_CHECKED)
    return one
