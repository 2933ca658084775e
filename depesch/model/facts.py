"""Facts of the source that are no business term, but that official rules ask about.

A syntax that has such facts gives them with its reading; a rule that needs one holds when it is not given.
"""

from __future__ import annotations

from decimal import Decimal

import msgspec


class VatTotal(msgspec.Struct, frozen=True, kw_only=True):
    """One VAT total of the document as it stood: UBL repeats the group, CII the amount, for each currency."""

    amount: Decimal | None = None
    currency: str | None = None
    breakdown_sum: Decimal | None = None  # of the VAT amounts in its own breakdown; None without any


class OtherTax(msgspec.Struct, frozen=True, kw_only=True):
    """A tax category that stands under another scheme than VAT, and so is no business term."""

    place: str  # line, allowance, charge or row
    category: str | None = None
    rate: Decimal | None = None
    amount: Decimal | None = None  # of the line, allowance or charge; the taxable amount of a row
    tax: Decimal | None = None  # of a row


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What the syntax knows beside the model."""

    root: str | None = None  # local name of the root element: Invoice, CreditNote, CrossIndustryInvoice
    currencies: tuple[tuple[str, int], ...] = ()  # currency code of each amount and how often it stands there
    vat_totals: tuple[VatTotal, ...] | None = None  # None when the syntax does not tell
    other_taxes: tuple[OtherTax, ...] = ()
    empty_groups: tuple[str, ...] = ()  # the model's path of each group that stands there with nothing that counts
    tax_point_codes: tuple[str, ...] | None = None  # the codes for BT-8 as they stand; None: they are the model's
    backward_periods: tuple[str, ...] | None = None  # paths of periods that, as written, do not end on start or later
    unreadable: tuple[str, ...] = ()  # paths of the terms whose values stand there but are no date, number or the like


NO_FACTS = Facts()
