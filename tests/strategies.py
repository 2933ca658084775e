"""Hypothesis strategies for whole invoices: every group and term of the model, realistic and hostile values.

An invoice from `invoices()` holds what both syntaxes can hold, so that reading what was written gives it back. What
they cannot hold is left out here on purpose and has tests of its own: control characters, numbers that are not
finite, groups without a single term, and what the writers name as losses.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from depesch.model import invoice as model
from depesch.syntaxes.implied import added

# What XML 1.0 can hold, without the surrogates.
_XML = st.characters(
    exclude_categories=["Cs"], exclude_characters="".join(map(chr, (*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF)))
)
_NASTY = st.sampled_from(
    [
        "",
        " ",
        "\n",
        "\r\n\t",
        "]]>",
        "<cbc:ID>&amp;</cbc:ID>",
        "\"'&<>",
        "<!-- x -->",
        "#",
        "##",
        "#AAI",
        "Åäö ÆØÅ ßñ 請求書",
        "a\u0301 \u200f\u2028\u0085\ufeff",
        "0",
        "  spaces  around ",
        "\U0001f4c4",
        "NA",
    ]
)
_REAL = st.sampled_from(
    [
        "Nordbygg AB",
        "Fjordhandel AS",
        "Järntorget 4",
        "SE556677889901",
        "NO987654325MVA",
        "5566778899",
        "7300010000001",
        "Betalning inom 30 dagar",
        "S",
        "380",
        "30",
        "SEK",
        "C62",
        "FI2112345600000785",
    ]
)
texts: SearchStrategy[str] = st.one_of(_REAL, _NASTY, st.text(_XML, max_size=20))
present = texts.filter(bool)
dates = st.dates(date(1, 1, 1), date(9999, 12, 31))
numbers: SearchStrategy[Decimal] = st.one_of(
    st.decimals(min_value=-(10**12), max_value=10**12, places=2, allow_nan=False, allow_infinity=False),
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15),
    st.sampled_from([Decimal(one) for one in ("0", "-0.00", "25", "25.00", "1E+3", "0.0000001", "1E-20", "100.10")]),
)


def _maybe(strategy: SearchStrategy[Any]) -> SearchStrategy[Any]:
    return st.one_of(st.none(), strategy)


def _some(strategy: SearchStrategy[Any], most: int = 3) -> SearchStrategy[Any]:
    return st.lists(strategy, max_size=most).map(tuple)


def _group(struct: type[model.Struct], **fields: SearchStrategy[Any]) -> SearchStrategy[Any]:
    """Return groups with at least one term."""
    empty = struct()
    return st.builds(struct, **fields).filter(lambda made: made != empty)


identifiers = st.builds(model.Identifier, value=texts, scheme=_maybe(texts.filter(lambda scheme: scheme != "SEPA")))
addresses = _group(
    model.PostalAddress,
    **{field: _maybe(texts) for field in model.PostalAddress.__struct_fields__},
)
contacts = _group(model.Contact, **{field: _maybe(texts) for field in model.Contact.__struct_fields__})
periods = _group(model.Period, start=_maybe(dates), end=_maybe(dates))


@st.composite
def notes(draw: DrawFn) -> model.Note:
    """Draw a note whose text does not open like a subject code of UBL, and whose code can stand there."""
    code = draw(_maybe(st.sampled_from(["AAI", "PMT", "REG", "SUR", "X"])))
    text = draw(texts if code is None else _maybe(present))
    if code is None and re.match(r"#[^#\s]{1,10}#", text):
        text = "." + text
    return model.Note(text=text, subject_code=code)


def _plain_first(all_of_them: tuple[model.Identifier, ...]) -> tuple[model.Identifier, ...]:
    """CII has two elements for identifiers, with and without a scheme, in this order."""
    return tuple(sorted(all_of_them, key=lambda one: one.scheme is not None))


parties = _group(
    model.Party,
    name=_maybe(texts),
    trading_name=_maybe(texts),
    identifiers=_some(identifiers).map(_plain_first),
    legal_registration=_maybe(identifiers),
    vat_identifier=_maybe(texts),
    tax_registration=_maybe(texts),
    additional_legal_information=_maybe(texts),
    electronic_address=_maybe(identifiers),
    address=_maybe(addresses),
    contact=_maybe(contacts),
)
payees = _group(model.Payee, name=_maybe(texts), identifier=_maybe(identifiers), legal_registration=_maybe(identifiers))
tax_representatives = _group(
    model.TaxRepresentative, name=_maybe(texts), vat_identifier=_maybe(texts), address=_maybe(addresses)
)
deliveries = _group(
    model.Delivery,
    party_name=_maybe(texts),
    location=_maybe(identifiers),
    delivery_date=_maybe(dates),
    address=_maybe(addresses),
)
credit_transfers = _group(
    model.CreditTransfer, account=_maybe(texts), account_name=_maybe(texts), provider=_maybe(texts)
)
cards = _group(model.PaymentCard, primary_account_number=_maybe(texts), holder_name=_maybe(texts))
payment_means = _group(
    model.PaymentMeans,
    code=_maybe(present),
    text=_maybe(texts),
    credit_transfer=_maybe(credit_transfers),
    card=_maybe(cards),
)
direct_debits = _group(
    model.DirectDebit,
    mandate_reference=_maybe(texts),
    creditor_identifier=_maybe(texts),
    debited_account=_maybe(texts),
)
payments = st.builds(
    model.Payment,
    remittance_information=_maybe(texts),
    means=st.lists(payment_means, min_size=1, max_size=3).map(tuple),
    direct_debit=_maybe(direct_debits),
)


def _allowances(*, of_line: bool) -> SearchStrategy[Any]:
    vat: dict[str, SearchStrategy[Any]] = (
        {} if of_line else {"vat_category": _maybe(texts), "vat_rate": _maybe(numbers)}
    )
    return st.builds(
        model.AllowanceCharge,
        amount=_maybe(numbers),
        base_amount=_maybe(numbers),
        percentage=_maybe(numbers),
        reason=_maybe(texts),
        reason_code=_maybe(texts),
        **vat,
    )


vat_rows = _group(
    model.VatBreakdown,
    taxable_amount=_maybe(numbers),
    tax_amount=_maybe(numbers),
    category=_maybe(texts),
    rate=_maybe(numbers),
    exemption_reason=_maybe(texts),
    exemption_reason_code=_maybe(texts),
)
attachments = st.builds(
    model.Attachment, content=st.binary(max_size=60), mime_code=_maybe(texts), filename=_maybe(texts)
)
supporting_documents = st.builds(
    model.SupportingDocument,
    reference=_maybe(texts),
    description=_maybe(texts),
    location=_maybe(texts),
    attachment=_maybe(attachments),
)


@st.composite
def prices(draw: DrawFn) -> model.Price:
    """Draw a price; gross price and discount stand together or not at all, as both syntaxes have them."""
    net = draw(_maybe(numbers))
    discount = draw(_maybe(numbers))
    gross = None
    if discount is not None:
        gross = added(net, discount) if net is not None else draw(numbers)
    quantity, unit = draw(_maybe(numbers)), draw(_maybe(texts))
    price = model.Price(
        net_price=net, discount=discount, gross_price=gross, base_quantity=quantity, base_quantity_unit=unit
    )
    return price if price != model.Price() else model.Price(net_price=Decimal("9.95"))


classifications = _group(
    model.Classification, code=_maybe(present), scheme=_maybe(present), scheme_version=_maybe(present)
)
items = _group(
    model.Item,
    name=_maybe(texts),
    description=_maybe(texts),
    seller_identifier=_maybe(texts),
    buyer_identifier=_maybe(texts),
    standard_identifier=_maybe(identifiers),
    classifications=_some(classifications, 2),
    origin_country=_maybe(texts),
    attributes=_some(st.builds(model.ItemAttribute, name=_maybe(texts), value=_maybe(texts)), 2),
)
lines = st.builds(
    model.Line,
    identifier=_maybe(texts),
    note=_maybe(texts),
    object_identifier=_maybe(identifiers),
    quantity=_maybe(numbers),
    unit=_maybe(present),
    net_amount=_maybe(numbers),
    order_line_reference=_maybe(texts),
    buyer_accounting_reference=_maybe(texts),
    period=_maybe(periods),
    allowances=_some(_allowances(of_line=True), 2),
    charges=_some(_allowances(of_line=True), 2),
    price=_maybe(prices()),
    vat=_maybe(st.builds(model.LineVat, category=_maybe(texts), rate=_maybe(numbers))),
    item=_maybe(items),
)
_TYPE_CODES = st.sampled_from(["380", "381", "389", "384", "261", "396", "393", ""])
_TEXT_FIELDS = (
    "number",
    "buyer_reference",
    "project_reference",
    "contract_reference",
    "receiving_advice_reference",
    "despatch_advice_reference",
    "tender_or_lot_reference",
    "buyer_accounting_reference",
    "payment_terms",
    "business_process",
    "specification",
)


@cache
def anything(hint: Any) -> SearchStrategy[Any]:
    """Return values of a type of the model without any regard to sense: control characters, NaN, empty groups."""
    if hint is str:
        return st.one_of(
            texts, st.text(max_size=8), st.sampled_from(["\x00", "\ud800", "a\x0bb", "#AAI#x", "SEPA", "5"])
        )
    if hint is Decimal:
        return st.one_of(numbers, st.decimals(), st.sampled_from([Decimal("1E+500"), Decimal("1E-500")]))
    if hint is date:
        return dates
    if hint is bytes:
        return st.binary(max_size=20)
    parts = [part for part in get_args(hint) if part is not type(None)]
    if get_origin(hint) is tuple:
        return _some(anything(parts[0]), 2)
    if parts:
        return _maybe(anything(parts[0]))
    hints = get_type_hints(hint)
    return st.builds(hint, **{name: anything(of) for name, of in hints.items()})


@st.composite
def invoices(draw: DrawFn) -> model.Invoice:
    """Draw a whole invoice or credit note that both syntaxes can hold."""
    currency = draw(_maybe(st.sampled_from(["SEK", "NOK", "EUR", "DKK"])))
    vat_currency = draw(_maybe(st.sampled_from(["USD", "GBP"])))
    vat_breakdown = draw(_some(vat_rows))
    vat_amount = draw(numbers if vat_breakdown else _maybe(numbers))
    totals = draw(
        st.builds(
            model.Totals,
            vat_amount=st.just(vat_amount),
            vat_amount_accounting=_maybe(numbers) if vat_currency else st.none(),
            **{
                field: _maybe(numbers)
                for field in model.Totals.__struct_fields__
                if field not in ("vat_amount", "vat_amount_accounting")
            },
        )
    )
    order_reference = draw(_maybe(texts))
    fields = {field: draw(_maybe(texts)) for field in _TEXT_FIELDS}
    fields["order_reference"] = order_reference
    return model.Invoice(
        **fields,
        issue_date=draw(_maybe(dates)),
        type_code=draw(_maybe(_TYPE_CODES)),
        currency=currency,
        vat_currency=vat_currency,
        tax_point_date=draw(_maybe(dates)),
        tax_point_date_code=draw(_maybe(st.sampled_from(["3", "35", "432", "ZZZ"]))),
        due_date=draw(_maybe(dates)),
        sales_order_reference=draw(_maybe(texts)) if order_reference is not None else None,
        invoiced_object=draw(_maybe(identifiers)),
        notes=draw(_some(notes())),
        preceding_invoices=draw(
            _some(st.builds(model.PrecedingInvoice, number=_maybe(texts), issue_date=_maybe(dates)), 2)
        ),
        seller=draw(_maybe(parties)),
        buyer=draw(_maybe(parties)),
        payee=draw(_maybe(payees)),
        tax_representative=draw(_maybe(tax_representatives)),
        delivery=draw(_maybe(deliveries)),
        period=draw(_maybe(periods)),
        payment=draw(_maybe(payments)),
        allowances=draw(_some(_allowances(of_line=False), 2)),
        charges=draw(_some(_allowances(of_line=False), 2)),
        totals=totals,
        vat_breakdown=vat_breakdown,
        supporting_documents=draw(_some(supporting_documents, 2)),
        lines=draw(_some(lines, 3)),
    )
