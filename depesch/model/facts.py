"""Facts of the source that are no business term, but that official rules ask about.

A syntax that has such facts gives them with its reading; a rule that needs one holds when it is not given. `Facts` are
what EN 16931 asks about and are gathered for every document; `Stated` is what Peppol, countries and XRechnung ask
about, gathered when the first of their rules does.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec

from depesch.model.invoice import Contact, VatBreakdown


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
    padded: bool = False  # whether it is VAT, but with white space around the word


class LineTax(msgspec.Struct, frozen=True, kw_only=True):
    """One tax group of a line, of which the model holds the first."""

    line: int  # position of the line, from 0
    category: str | None = None
    rate: Decimal | None = None
    is_vat: bool = True


class LooseTax(msgspec.Struct, frozen=True, kw_only=True):
    """The tax group of an allowance or charge that is not the document's, and so has no VAT in the model."""

    place: str  # allowance, charge, item (UBL: of an item that is in no line), or elsewhere
    category: str | None = None
    rate: Decimal | None = None
    is_vat: bool = True


class ChargeTaxes(msgspec.Struct, frozen=True, kw_only=True):
    """An allowance or a charge of the document with several tax categories, of which the model holds the first."""

    place: str  # allowance, charge
    taxes: tuple[LooseTax, ...]
    amount: Decimal | None = None


class FileBeside(msgspec.Struct, frozen=True, kw_only=True):
    """A file that was handed over with the document, not inside it."""

    name: str = ""
    media_type: str = ""


class Facts(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the syntax knows beside the model."""

    root: str | None = None  # local name of the root element: Invoice, CreditNote, CrossIndustryInvoice
    currencies: tuple[tuple[str, int], ...] = ()  # currency code of each amount and how often it stands there
    vat_totals: tuple[VatTotal, ...] | None = None  # None when the syntax does not tell
    other_taxes: tuple[OtherTax, ...] = ()
    empty_groups: tuple[str, ...] = ()  # the model's path of each group that stands there with nothing that counts
    tax_point_codes: tuple[str, ...] | None = None  # the codes for BT-8 as they stand; None: they are the model's
    backward_periods: tuple[str, ...] | None = None  # paths of periods that, as written, do not end on start or later
    empty_periods: tuple[str, ...] | None = (
        None  # paths of periods with neither date nor code; None: model, empty_groups
    )
    delivery_dated: bool | None = (
        None  # whether there is what counts for when it was delivered, date or not; None: model
    )
    delivery_country: bool | None = None  # UBL: whether any delivery names its country; None: the model tells
    files_beside: tuple[FileBeside, ...] = ()  # filled in by whoever took the files over; a syntax knows none
    codes: tuple[Said, ...] | None = None  # each code of a list where it stands, by kind (`place`); None: the model's
    line_taxes: tuple[LineTax, ...] | None = None  # of all lines, when some line has several; None: the model's
    loose_taxes: tuple[LooseTax, ...] = ()
    charge_taxes: tuple[ChargeTaxes, ...] = ()
    vat_amounts: tuple[Decimal, ...] | None = None  # CII: all VAT amounts of the breakdown; None: the model's
    nameless_taxes: tuple[str, ...] = ()  # where VAT stands without its category: allowance, charge, row
    further_rows: tuple[VatBreakdown, ...] = ()  # of VAT totals of the document that the model has no breakdown of
    rows_elsewhere: tuple[VatBreakdown, ...] = ()  # of VAT totals that are not the document's, such as a line's
    negative_gross_prices: tuple[int, ...] | None = None  # positions of lines with no gross price >= 0; None: model
    two_tax_points: bool | None = (
        None  # whether date and code for it (BT-7, BT-8) stand anywhere; None: the model tells
    )
    vague_charges: tuple[str, ...] = ()  # CII: paths of allowances and charges that say 0 or 1, or in white space
    padded: tuple[str, ...] = ()  # paths of amounts with white space after digits that are two decimals at most
    unreadable: tuple[str, ...] = ()  # paths of the terms whose values stand there but are no date, number or the like


NO_FACTS = Facts()


class Said(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One element as the source has it, where a rule speaks of the writing and not of a business term.

    `source` is the syntax's own handle, from which a finding gets its place; it is never part of a sample.
    """

    name: str = ""  # local name of the element
    value: str | None = None  # its text as it stands; None when it has none
    scheme: str | None = None  # its schemeID
    place: str = ""  # what it belongs to, in the words of the field that holds it; national rules: its model's path
    source: Any = None


class SaidAddress(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A postal address: the country as it stands, and which other parts are there, if only as empty elements."""

    country: str | None = None
    parts: tuple[str, ...] = ()  # of line_1, city, post_code


class SaidParty(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A party as the source has it, with everything that it repeats or that stands under a scheme of its own."""

    taxes: tuple[Said, ...] = ()  # tax registrations: the scheme as it stands, the number (None: there is no element)
    companies: tuple[Said, ...] = ()  # the registration numbers of its legal entities
    identifiers: tuple[Said, ...] = ()
    names: tuple[Said, ...] = ()  # trading names
    endpoint: Said | None = None
    address: SaidAddress | None = None

    # What findings show, by the names that the model has for it.

    @property
    def vat_identifier(self) -> str | None:
        """The number of its first registration, which is the one for VAT wherever there is one."""
        found = sorted(self.taxes, key=lambda tax: (tax.scheme or "").strip() not in {"VAT", "VA"})
        return found[0].value if found else None

    @property
    def legal_registration(self) -> Said | None:
        """The registration number of its first legal entity."""
        return self.companies[0] if self.companies else None

    @property
    def electronic_address(self) -> Said | None:
        """Its electronic address."""
        return self.endpoint


class SaidMeans(Said, frozen=True, kw_only=True, omit_defaults=True):
    """One way to pay; the value is its code. A reference that CII has once for all stands with each."""

    accounts: tuple[Said, ...] = ()  # payee's: in UBL any, in CII those written as IBAN
    proprietary: tuple[Said, ...] = ()  # in CII the payee's other accounts
    provider: str | None = None
    references: tuple[str, ...] = ()
    mandate: str | None = None
    debited: str | None = None  # in UBL the payer's account, in CII the creditor's identifier

    @property
    def code(self) -> str | None:
        """Its code, by the model's name."""
        return self.value

    @property
    def credit_transfer(self) -> SaidMeans:
        """Where the account stands, by the model's name."""
        return self

    @property
    def account(self) -> str | None:
        """The first account."""
        return self.accounts[0].value if self.accounts else None

    @property
    def reference(self) -> str | None:
        """The first payment reference."""
        return self.references[0] if self.references else None


class SaidReference(Said, frozen=True, kw_only=True, omit_defaults=True):
    """One additional document; the value is its number."""

    descriptions: tuple[str, ...] = ()
    location: str | None = None


class SaidAllowance(Said, frozen=True, kw_only=True, omit_defaults=True):
    """An allowance or charge with a reason code, wherever it stands; the value is the code."""

    reasons: tuple[str, ...] = ()

    @property
    def reason(self) -> str | None:
        """The first reason."""
        return self.reasons[0] if self.reasons else None


class SaidNationally(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What national rules ask about; what only one country asks about is gathered for its sellers only."""

    countries: tuple[str, ...] = ()  # that the seller's side names, in capitals
    seller: SaidParty | None = None
    buyer: SaidParty | None = None
    representative: SaidParty | None = None
    means: tuple[SaidMeans, ...] = ()
    odd_rates: tuple[Said, ...] = ()  # Sweden: rates of taxed categories that do not plainly read 25, 12 or 6
    allowances: tuple[SaidAllowance, ...] = ()  # Denmark: those with the reason code ZZZ
    references: tuple[SaidReference, ...] = ()  # Greece, Iceland
    issue_date: str | None = None  # Greece
    due_date: str | None = None  # Iceland; the document's own, not that of a way to pay
    order_lines: tuple[Said, ...] = ()  # Netherlands: references to lines of an order


class SaidAmount(Said, frozen=True, kw_only=True, omit_defaults=True):
    """An amount; the value is its currency, the place the model's path."""

    vat_of: str = ""  # what a VAT amount belongs to: row, total, total without rows; empty for other amounts


class SaidCharge(Said, frozen=True, kw_only=True, omit_defaults=True):
    """An allowance or charge that does not say to the letter which; the value is what it says.

    The place is the model's path, empty where the model has no place for it.
    """

    amount: Decimal | None = None
    base_amount: Decimal | None = None
    percentage: Decimal | None = None


class SaidPrice(Said, frozen=True, kw_only=True, omit_defaults=True):
    """An allowance or charge in a line's price; the value is its indicator, the place the model's path."""

    amount: Decimal | None = None
    base_amount: Decimal | None = None
    net_price: Decimal | None = None


class SaidPaymentMeans(Said, frozen=True, kw_only=True, omit_defaults=True):
    """One way to pay, as German rules look at it; the value is its code."""

    accounts: tuple[str, ...] = ()  # numbers of the payee's accounts: in CII those written as IBAN
    debited: str | None = None  # number of the payer's account: in CII one written as IBAN
    groups: tuple[str, ...] = ()  # which stand there: account, card, mandate (UBL), payee_bank, payer_bank (CII)


class SaidPlace(Said, frozen=True, kw_only=True, omit_defaults=True):
    """The address of one delivery."""

    city: str | None = None
    post_code: str | None = None


class SaidQuantities(Said, frozen=True, kw_only=True, omit_defaults=True):
    """The base quantities that one line of CII gives twice, as written: with its gross price (the value) and its net.

    The scheme is the unit of the gross price's, the place the line's path.
    """

    net: str = ""
    net_unit: str | None = None


class SaidGrossPrice(Said, frozen=True, kw_only=True, omit_defaults=True):
    """A gross price of CII with anything else on it than one plain discount; the place is the line's path."""

    gross: Decimal | None = None
    net: Decimal | None = None
    amounts: tuple[Decimal, ...] = ()  # of each allowance or charge on the price
    indicators: tuple[str, ...] = ()  # as they stand


class SaidPrepayment(Said, frozen=True, kw_only=True, omit_defaults=True):
    """One amount of a third party (extension of XRechnung); the value is the amount as written."""

    identifier: str | None = None
    instruction: str | None = None
    currency: str | None = None


class SaidParts(Said, frozen=True, kw_only=True, omit_defaults=True):
    """A line with lines below it (extension of XRechnung): the value is its amount as written."""

    sum_of_parts: Decimal | None = None  # of the lines right below it


class SaidIdentifier(Said, frozen=True, kw_only=True, omit_defaults=True):
    """A number with a scheme; the place is the model's path, empty where the model has none."""

    kind: str = ""  # party, creditor (of a party who gets money), company, item, endpoint, delivery


class SaidInExtension(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the extension of XRechnung asks about."""

    identifiers: tuple[SaidIdentifier, ...] = ()
    files: tuple[Said, ...] = ()  # attached files; the value is the media type
    divided_lines: tuple[SaidParts, ...] = ()
    ambiguous_items: tuple[Said, ...] = ()  # items of lines below others that have no VAT category or several
    prepayments: tuple[SaidPrepayment, ...] = ()
    subordinate_lines: tuple[Said, ...] = ()  # CII: heads of all lines, where some line belongs to another one


class SaidInGermany(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What German rules ask about."""

    specifications: tuple[str, ...] = ()
    means: tuple[SaidPaymentMeans, ...] = ()
    payment_terms: tuple[str, ...] = ()  # the first text of each
    contacts: tuple[Contact, ...] = ()  # of the seller; in CII a department counts where no person is named
    deliveries: tuple[SaidPlace, ...] = ()
    has_delivery_date: bool = False
    has_period: bool = False  # of the document or of each line, if only with things that the model has no place for
    file_names: tuple[Said, ...] = ()  # place: which documents stand side by side
    web_addresses: tuple[Said, ...] = ()  # of documents that lie elsewhere; no value where there is none
    rows_without_rate: tuple[Said, ...] = ()
    tax_numbers: tuple[str, ...] = ()  # of the seller, under whatever scheme counts
    categories: tuple[str, ...] = ()  # VAT categories of lines, allowances and charges; asked for without tax numbers
    base_quantities: tuple[SaidQuantities, ...] = ()
    gross_prices: tuple[SaidGrossPrice, ...] = ()
    extension: SaidInExtension | None = None  # None: the document does not claim it


class SaidBaseQuantity(Said, frozen=True, kw_only=True, omit_defaults=True):
    """The base quantity of a gross price; the scheme is its unit, the place the model's path."""

    quantity: Decimal | None = None
    is_models: bool = False  # the net price has none, so that the model has this one


class SaidInCii(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What CII alone states, where its elements say more than the model holds."""

    price_indicators: tuple[Said, ...] = ()  # of allowances and charges on a price, neither true nor false
    gross_quantities: tuple[SaidBaseQuantity, ...] = ()  # that count for nothing, in another unit, or alone
    further_amounts: tuple[SaidCharge, ...] = ()  # of lines' allowances and charges; place: the model's path of those
    periods_outside: tuple[Said, ...] = ()  # ends of lines' periods outside the invoice's; place: the model's path
    object_references: int = 0  # additional documents of type 130
    further_addresses: tuple[Said, ...] = ()  # of seller and buyer, beside the first
    line_vat_totals: tuple[Said, ...] = ()  # of lines; scheme: the currency


class Stated(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the source states beside the model, for the rules of Peppol, countries and XRechnung."""

    gathered: bool = False  # whether a source was looked through: what is not here does not stand there
    empty_elements: tuple[Said, ...] = ()  # elements with neither children nor text
    gather_empty: Any = None  # instead, the syntax's own function, where few ask; never part of a sample
    identifiers: tuple[Said, ...] = ()  # those with a scheme, of all parties; place: endpoint, party, company
    vat_numbers: tuple[Said, ...] = ()  # of all parties: registrations under the scheme VAT
    amounts: tuple[SaidAmount, ...] = ()  # in another currency than the document's
    dates: tuple[Said, ...] = ()  # not written as YYYY-MM-DD (in CII: YYYYMMDD in format 102)
    indicators: tuple[SaidCharge, ...] = ()  # of the document and its lines, not true or false to the letter
    prices: tuple[SaidPrice, ...] = ()  # with an allowance or charge that the model has no place for
    units: tuple[Said, ...] = ()  # of base quantities beside the model's, wrong; scheme: the unit of the quantity
    periods_outside: tuple[Said, ...] = ()  # ends of further periods of lines, outside the invoice's; place: the path
    line_references: tuple[Said, ...] = ()  # lines; place: many (documents at the line), untyped (none of type 130)
    mandateless: tuple[Said, ...] = ()  # ways to pay by direct debit (49, 59) without a mandate; place: model's path
    reason_codes: tuple[Said, ...] = ()  # beside the model's, not in the list for their place: allowance, charge
    exemptions: tuple[Said, ...] = ()  # exemption codes of VAT categories that are not rows; place: the category
    period_codes: tuple[Said, ...] = ()  # codes of periods beside the model's (BT-8), not in the list
    attachments: tuple[Said, ...] = ()  # media types of embedded files beside the model's, not in the list
    empty_parties: tuple[str, ...] = ()  # the seller, when its party is there with nothing that the model holds
    project_references: int = 0  # additional documents of type 50
    national: SaidNationally | None = None  # None: the seller's side names no country that has rules, or no source
    german: SaidInGermany | None = None  # of a sample; a syntax gathers it when a German rule first asks:
    gather_german: Any = None  # the syntax's own function, which is never part of a sample
    in_cii: SaidInCii | None = None  # None: another syntax, no source, or one of which the model tells all


NOTHING_STATED = Stated()
