"""The merge fields: what may stand between braces, in any case, and what it becomes on one invoice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from functools import cache

import msgspec
from babel.dates import format_date

from depesch.model.invoice import Contact, Invoice, Party, Period, Totals
from depesch.rendering import formats
from depesch.rendering.references import account_text
from depesch.rendering.words import Words

_MOST_OF_VALUE = 300  # signs


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """What fields are filled from: the invoice, its language's words, and the two names where it has none."""

    invoice: Invoice
    words: Words
    customer: str
    company: str


class MergeField(msgspec.Struct, frozen=True, kw_only=True):
    """One field: the name that the list shows, further names that mean the same, and its value, empty for none."""

    name: str
    term: str  # of EN 16931
    value: Callable[[Source], str]
    also: tuple[str, ...] = ()


def _seller(source: Source) -> Party:
    return source.invoice.seller or Party()


def _buyer(source: Source) -> Party:
    return source.invoice.buyer or Party()


def _our_contact(source: Source) -> Contact:
    return _seller(source).contact or Contact()


def _amount(choose: Callable[[Totals], Decimal | None]) -> Callable[[Source], str]:
    def value(source: Source) -> str:
        found = choose(source.invoice.totals or Totals())
        return "" if found is None else formats.plain_amount(found, source.invoice.currency, source.words)

    return value


def _day(choose: Callable[[Invoice], date | None]) -> Callable[[Source], str]:
    def value(source: Source) -> str:
        found = choose(source.invoice)
        return format_date(found, format="long", locale=source.words.language) if found else ""

    return value


def _text(choose: Callable[[Invoice], str | None]) -> Callable[[Source], str]:
    return lambda source: choose(source.invoice) or ""


def _period(invoice: Invoice) -> Period:
    return invoice.period or Period()


def _account(source: Source) -> str:
    means = source.invoice.payment.means if source.invoice.payment else ()
    return next((account_text(each.credit_transfer) for each in means if each.credit_transfer), "")


def _customer_number(source: Source) -> str:
    return next((each.value for each in _buyer(source).identifiers), "")


def _kind(source: Source) -> str:
    words = source.words
    return words.credit_note if source.invoice.is_credit_note else words.invoice


def _credited(invoice: Invoice) -> str:
    return ", ".join(each.number for each in invoice.preceding_invoices if each.number)


FIELDS = (
    MergeField(name="CustomerName", term="BT-44", value=lambda s: _buyer(s).name or s.customer),
    MergeField(
        name="CustomerContact", term="BT-56", value=lambda s: (_buyer(s).contact or Contact()).name or ""
    ),
    MergeField(name="CustomerNumber", term="BT-46", value=_customer_number),
    MergeField(
        name="InvoiceNumber", term="BT-1", value=_text(lambda i: i.number), also=("CreditNoteNumber", "DocumentNumber")
    ),
    MergeField(name="InvoiceDate", term="BT-2", value=_day(lambda i: i.issue_date), also=("CreditNoteDate",)),
    MergeField(name="DocumentType", term="BT-3", value=_kind),
    MergeField(name="DueDate", term="BT-9", value=_day(lambda i: i.due_date)),
    MergeField(name="Amount", term="BT-115", value=_amount(lambda t: t.amount_due), also=("AmountDue",)),
    MergeField(name="AmountExclVAT", term="BT-109", value=_amount(lambda t: t.amount_excl_vat)),
    MergeField(name="VATAmount", term="BT-110", value=_amount(lambda t: t.vat_amount)),
    MergeField(name="AmountInclVAT", term="BT-112", value=_amount(lambda t: t.amount_incl_vat)),
    MergeField(name="Currency", term="BT-5", value=_text(lambda i: i.currency)),
    MergeField(
        name="PaymentReference", term="BT-83", also=("OCR", "KID"),
        value=_text(lambda i: i.payment.remittance_information if i.payment else None),
    ),
    MergeField(name="Account", term="BT-84", value=_account),
    MergeField(name="PaymentTerms", term="BT-20", value=_text(lambda i: i.payment_terms)),
    MergeField(
        name="Reference", term="BT-10", value=_text(lambda i: i.buyer_reference),
        also=("YourReference", "BuyerReference"),
    ),
    MergeField(name="OrderNumber", term="BT-13", value=_text(lambda i: i.order_reference)),
    MergeField(name="SalesOrderNumber", term="BT-14", value=_text(lambda i: i.sales_order_reference)),
    MergeField(name="ContractNumber", term="BT-12", value=_text(lambda i: i.contract_reference)),
    MergeField(name="ProjectNumber", term="BT-11", value=_text(lambda i: i.project_reference)),
    MergeField(name="PeriodStart", term="BT-73", value=_day(lambda i: _period(i).start)),
    MergeField(name="PeriodEnd", term="BT-74", value=_day(lambda i: _period(i).end)),
    MergeField(name="CreditedInvoice", term="BT-25", value=_text(_credited)),
    MergeField(name="CompanyName", term="BT-27", value=lambda s: _seller(s).name or s.company),
    MergeField(
        name="OurReference", term="BT-41", value=lambda s: _our_contact(s).name or "", also=("CompanyContact",)
    ),
    MergeField(name="CompanyPhone", term="BT-42", value=lambda s: _our_contact(s).telephone or ""),
    MergeField(name="CompanyEmail", term="BT-43", value=lambda s: _our_contact(s).email or ""),
)  # fmt: skip

# What people write who expect the fields in their own language, or as other programs call them; for "did you mean".
_ELSEWHERE: Mapping[str, str] = {
    "kundnamn": "CustomerName", "kundenavn": "CustomerName", "kundenavnet": "CustomerName", "buyername": "CustomerName",
    "kundnummer": "CustomerNumber", "kundenummer": "CustomerNumber",
    "fakturanummer": "InvoiceNumber", "fakturanr": "InvoiceNumber", "number": "InvoiceNumber",
    "fakturadatum": "InvoiceDate", "fakturadato": "InvoiceDate", "date": "InvoiceDate",
    "förfallodatum": "DueDate", "forfallsdato": "DueDate", "forfall": "DueDate",
    "belopp": "Amount", "beløp": "Amount", "total": "Amount", "totalt": "Amount", "summa": "Amount",
    "valuta": "Currency",
    "ordernummer": "OrderNumber", "ordrenummer": "OrderNumber", "ordernr": "OrderNumber",
    "erreferens": "Reference", "deresreferanse": "Reference", "deresref": "Reference",
    "vårreferens": "OurReference", "vårreferanse": "OurReference",
    "företag": "CompanyName", "företagsnamn": "CompanyName", "bedrift": "CompanyName", "sellername": "CompanyName",
    "bankgiro": "Account", "konto": "Account", "kontonummer": "Account", "iban": "Account",
}  # fmt: skip


@cache
def fields_by_name() -> Mapping[str, MergeField]:
    """Return every field by each of its names in lower case."""
    return {name.casefold(): field for field in FIELDS for name in (field.name, *field.also)}


def field_named(name: str) -> MergeField | None:
    """Return the field of that name, in any case and with or without blanks in it.

    >>> found = field_named("due date")
    >>> found and found.name
    'DueDate'
    """
    return fields_by_name().get(_key(name))


def nearest(name: str) -> str:
    """Return the field that somebody may have meant, empty when none is near.

    >>> nearest("InvoiceNo"), nearest("Förfallodatum"), nearest("Weather")
    ('InvoiceNumber', 'DueDate', '')
    """
    key = _key(name)[:60]
    if key in _ELSEWHERE:
        return _ELSEWHERE[key]
    near = get_close_matches(key, [*fields_by_name(), *_ELSEWHERE], n=1, cutoff=0.7)
    if not near:
        return ""
    field = fields_by_name().get(near[0])
    return field.name if field else _ELSEWHERE[near[0]]


def values_of(source: Source) -> Mapping[str, str]:
    """Return the value of each field by its name, each one line; empty where the invoice does not say it."""
    return {field.name: _one_line(field.value(source)) for field in FIELDS}


def _key(name: str) -> str:
    return "".join(c for c in name.casefold() if c not in " _-")


def _one_line(text: str) -> str:
    """Return the text in one line, without what nobody sees: control signs, and those that turn a line round."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:_MOST_OF_VALUE]
