"""Facts of the source that are no business term, but that official rules ask about.

A syntax that has such facts gives them with its reading; a rule that needs one holds when it is not given. `Facts` are
what EN 16931 asks about and are gathered for every document; `Stated` is what Peppol, countries and XRechnung ask
about, gathered when the first of their rules does.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

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


class Said(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One element as the source has it, where a rule speaks of the writing and not of a business term.

    `source` is the syntax's own handle, from which a finding gets its place; it is never part of a sample.
    """

    name: str = ""  # local name of the element
    value: str | None = None  # its text as it stands; None when it has none
    scheme: str | None = None  # its schemeID
    place: str = ""  # what it belongs to, in the words of the field that holds it
    source: Any = None


class Stated(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the source states beside the model, for the rules of Peppol, countries and XRechnung."""

    empty_elements: tuple[Said, ...] = ()  # elements with neither children nor text
    identifiers: tuple[Said, ...] = ()  # those with a scheme, of all parties; place: endpoint, party, company


NOTHING_STATED = Stated()
