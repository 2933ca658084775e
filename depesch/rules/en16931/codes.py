"""BR-CL: values that must come from a code list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any

from depesch.model.codelists import code_list, codes
from depesch.model.invoice import Identifier, Invoice, Line, Note, PaymentMeans
from depesch.rules import Check, Context, Rule, Scope, Words
from depesch.rules.en16931.arithmetic import VAT_TOTALS
from depesch.rules.en16931.code_mends import (
    with_countries,
    with_currency,
    with_mime_codes,
    with_origins,
    with_units,
    with_vat_categories,
    with_vat_currency,
)
from depesch.rules.en16931.making import rule
from depesch.rules.en16931.number_mends import (
    with_address_schemes,
    with_identifier_schemes,
    with_item_schemes,
    with_location_scheme,
    with_registration_schemes,
)
from depesch.rules.making import cii, on, other_taxes, told, told_apart, ubl
from depesch.rules.scopes import (
    ALLOWANCES,
    BUYER,
    CHARGES,
    DELIVERY,
    DOCUMENT,
    ITEM_CLASSIFICATIONS,
    LINE_ALLOWANCES,
    LINE_CHARGES,
    LINES,
    NOTES,
    PAYEE,
    PAYMENT_MEANS,
    SELLER,
    SUPPORTING_DOCUMENTS,
    TAX_REPRESENTATIVE,
    VAT_BREAKDOWN,
)
from depesch.rules.wordings import NOT_A_SCHEME, NOT_IN_LIST

Read = Callable[[Any], str | None]


def in_list(name: str, read: Read) -> Callable[[Any, Context], bool]:
    """Return the check that the code, white space around it aside, is in the list; an absent code is fine."""

    def holds(node: Any, context: Context) -> bool:
        code = read(node)
        return code is None or code in codes(name) or code.strip() in codes(name) or told_apart(context)

    return holds


def _told(
    kind: str,
    *lists: str,
    tidy: Callable[[str], str] = lambda code: code.strip(XML_SPACE),
    make: Callable[..., Check] = on,
) -> Check:
    """Return the check that the codes of a kind, where the syntax tells them one by one, are in one of the lists."""
    return told(kind, lambda code: any(tidy(code) in codes(name) for name in lists), make)


XML_SPACE = " \t\r\n"


def _identifiers(name: str, find: Callable[[Invoice], Sequence[Identifier]], path: str) -> Scope:
    return Scope(
        name=name,
        nodes=lambda context: find(context.invoice),
        paths=lambda context: [f"{path}[{i}]" for i in range(len(find(context.invoice)))],
    )


SELLER_IDENTIFIERS = _identifiers(
    "seller ids", lambda i: i.seller.identifiers if i.seller else (), "seller.identifiers"
)
BUYER_IDENTIFIERS = _identifiers("buyer ids", lambda i: i.buyer.identifiers if i.buyer else (), "buyer.identifiers")
ITEMS = Scope(
    name="items",
    nodes=lambda context: [line.item for line in context.invoice.lines if line.item],
    paths=lambda context: [f"lines[{i}].item" for i, line in enumerate(context.invoice.lines) if line.item],
)


def _scheme(identifier: Identifier | None) -> str | None:
    return identifier.scheme if identifier else None


def _registered(scheme: str | None, context: Context, *, sepa: bool) -> bool:
    """Hold for schemes of ISO/IEC 6523, and in UBL for the SEPA creditor number of whom gets the money."""
    if scheme is None or scheme.strip() in codes("icd") or told_apart(context):
        return True
    return sepa and context.syntax != "cii_d16b" and scheme.strip() == "SEPA"


def _party_scheme(identifier: Identifier, context: Context) -> bool:
    return _registered(identifier.scheme, context, sepa=False)


def _sellers_scheme(identifier: Identifier, context: Context) -> bool:
    return _registered(identifier.scheme, context, sepa=True)


def _payee_scheme(payee: Any, context: Context) -> bool:
    return _registered(_scheme(payee.identifier), context, sepa=True)


def _type_code_ubl(invoice: Invoice, context: Context) -> bool:
    """Hold when the type code fits the root element; without that fact, when it is in either list."""
    code = invoice.type_code
    if code is None:
        return True
    lists = {"Invoice": ("invoice_type",), "CreditNote": ("credit_note_type",)}
    names = lists.get(context.facts.root or "", ("invoice_type", "credit_note_type"))
    return any(code.strip() in codes(name) for name in names)


def _type_code_cii(invoice: Invoice, context: Context) -> bool:
    code = invoice.type_code
    if code is None or told_apart(context):
        return True
    return code.strip() in codes("invoice_type") or code.strip() in codes("credit_note_type")


def _currencies(context: Context) -> Sequence[str]:
    """Return the currencies of amounts: each once, but one that is no currency as often as it stands there."""
    known = codes("currency")
    return [code for code, count in context.facts.currencies for _ in range(1 if code in known else count)]


AMOUNT_CURRENCIES = Scope(
    name="currencies of amounts", nodes=_currencies, paths=lambda context: [""] * len(_currencies(context))
)


def _tax_point_codes(context: Context) -> Sequence[str]:
    """Return the codes for BT-8 as CII has them; the model's (UNTDID 2005) stand for those of UNTDID 2475."""
    if context.facts.tax_point_codes is not None:
        return context.facts.tax_point_codes
    code = context.invoice.tax_point_date_code
    return () if code is None else (_IN_CII.get(code, code),)


_IN_CII = {"3": "5", "35": "29", "432": "72"}
TAX_POINT_CODES = Scope(
    name="tax point codes",
    nodes=_tax_point_codes,
    paths=lambda context: ["tax_point_date_code"] * len(_tax_point_codes(context)),
)


def _subject_ubl(note: Note, context: Context) -> bool:
    """Hold for subjects of three characters that stand anywhere in the list's text, and for all others."""
    code = note.subject_code
    return code is None or len(code) != 3 or code in codes("note_subject") or code in _subjects_as_text()


def _subjects_as_text() -> str:
    return f" {' '.join(code_list('note_subject').codes)} "


def _exemption_code(node: Any, context: Context) -> bool:
    code = node.exemption_reason_code
    return code is None or code.strip().upper() in codes("vatex") or told_apart(context)


def _mime(document: Any, context: Context) -> bool:
    attachment = document.attachment
    if attachment is None or attachment.mime_code is None or told_apart(context):
        return True
    return attachment.mime_code in codes("mime")


def _base_unit(line: Line) -> str | None:
    return line.price.base_quantity_unit if line.price else None


def _country_checks(list_name: str, make: Callable[..., Check]) -> tuple[Check, ...]:
    def country(node: Any) -> str | None:
        return node.address.country if node.address else None

    scopes = (SELLER, BUYER, TAX_REPRESENTATIVE, DELIVERY)
    return tuple(make(scope, in_list(list_name, country), "address.country") for scope in scopes)


def _means_code(means: PaymentMeans) -> str | None:
    return means.code


def _endpoint(party: Any) -> str | None:
    return _scheme(party.electronic_address)


def _registration(party: Any) -> str | None:
    return _scheme(party.legal_registration)


_REFERENCE_SCHEME = Words(
    sv="Referensens typ {value} finns inte i kodlistan. Välj en typ ur listan, till exempel AAJ.",
    nb="Referansens type {value} finnes ikke i kodelisten. Velg en type fra listen, for eksempel AAJ.",
    en="The kind of reference {value} is not in the code list. Choose one from the list, such as AAJ.",
)
_TYPE_CODE = Words(
    sv="Fakturatypen {value} finns inte i kodlistan för den här sortens dokument. Använd 380 för en faktura och 381 "
    "för en kreditfaktura.",
    nb="Fakturatypen {value} finnes ikke i kodelisten for denne typen dokument. Bruk 380 for en faktura og 381 for en "
    "kreditnota.",
    en="The type {value} is not in the code list for this kind of document. Use 380 for an invoice and 381 for a "
    "credit note.",
)
_MIME = Words(
    sv="Bilagan är av typen {value}, som inte får skickas med en e-faktura. Använd PDF, PNG, JPEG, CSV, "
    "XLSX eller ODS.",
    nb="Vedlegget er av typen {value}, som ikke kan sendes med en e-faktura. Bruk PDF, PNG, JPEG, CSV, XLSX eller ODS.",
    en="The attachment is of the type {value}, which cannot go with an e-invoice. Use PDF, PNG, JPEG, CSV, "
    "XLSX or ODS.",
)

CODES: tuple[Rule, ...] = (
    rule(
        "BR-CL-01",
        "BT-3",
        _TYPE_CODE,
        ubl(DOCUMENT, _type_code_ubl, "type_code"),
        cii(DOCUMENT, _type_code_cii, "type_code"),
        _told("document type", "invoice_type", "credit_note_type", make=cii),
    ),
    rule(
        "BR-CL-03",
        "BT-5 BT-6",
        NOT_IN_LIST,
        ubl(AMOUNT_CURRENCIES, in_list("currency", lambda code: code)),
        cii(VAT_TOTALS, in_list("currency", attrgetter("currency"))),
        _told("amount currency", "currency"),
    ),
    rule(
        "BR-CL-04",
        "BT-5",
        NOT_IN_LIST,
        on(DOCUMENT, in_list("currency", attrgetter("currency")), "currency"),
        _told("currency", "currency"),
        mend=with_currency,
    ),
    rule(
        "BR-CL-05",
        "BT-6",
        NOT_IN_LIST,
        on(DOCUMENT, in_list("currency", attrgetter("vat_currency")), "vat_currency"),
        _told("vat currency", "currency"),
        mend=with_vat_currency,
    ),
    rule(
        "BR-CL-06",
        "BT-8",
        NOT_IN_LIST,
        ubl(DOCUMENT, in_list("tax_point_date", attrgetter("tax_point_date_code")), "tax_point_date_code"),
        cii(TAX_POINT_CODES, in_list("tax_point_date_cii", lambda code: code)),
        _told("tax point", "tax_point_date", make=ubl),
        _told("tax point", "tax_point_date_cii", make=cii),
    ),
    rule(
        "BR-CL-07",
        "BT-18 BT-128",
        _REFERENCE_SCHEME,
        on(DOCUMENT, in_list("reference", lambda i: _scheme(i.invoiced_object)), "invoiced_object.scheme"),
        on(LINES, in_list("reference", lambda n: _scheme(n.object_identifier)), "object_identifier.scheme"),
        _told("reference", "reference"),
    ),
    rule(
        "BR-CL-08",
        "BT-21",
        NOT_IN_LIST,
        ubl(NOTES, _subject_ubl, "subject_code"),
        cii(NOTES, in_list("note_subject_cii", attrgetter("subject_code")), "subject_code"),
        _told("subject", "note_subject_cii", make=cii),
    ),
    rule(
        "BR-CL-10",
        "BT-29 BT-46 BT-60",
        NOT_A_SCHEME,
        on(SELLER_IDENTIFIERS, _sellers_scheme, "scheme"),
        on(BUYER_IDENTIFIERS, _party_scheme, "scheme"),
        on(PAYEE, _payee_scheme, "identifier.scheme"),
        _told("party", "icd"),
        mend=with_identifier_schemes,
    ),
    rule(
        "BR-CL-11",
        "BT-30 BT-47 BT-61",
        NOT_A_SCHEME,
        *(on(scope, in_list("icd", _registration), "legal_registration.scheme") for scope in (SELLER, BUYER, PAYEE)),
        _told("registration", "icd"),
        mend=with_registration_schemes,
    ),
    rule(
        "BR-CL-13",
        "BT-158",
        NOT_IN_LIST,
        on(ITEM_CLASSIFICATIONS, in_list("item_classification", attrgetter("scheme")), "scheme"),
        _told("classification", "item_classification"),
    ),
    rule(
        "BR-CL-14",
        "BT-40 BT-55 BT-69 BT-80",
        NOT_IN_LIST,
        *_country_checks("country", ubl),
        *_country_checks("country_cii", cii),
        _told("country", "country", make=ubl),
        _told("country", "country_cii", make=cii),
        mend=with_countries,
    ),
    rule(
        "BR-CL-15",
        "BT-159",
        NOT_IN_LIST,
        ubl(ITEMS, in_list("country", attrgetter("origin_country")), "origin_country"),
        cii(ITEMS, in_list("country_cii", attrgetter("origin_country")), "origin_country"),
        _told("origin", "country", make=ubl),
        _told("origin", "country_cii", make=cii),
        mend=with_origins,
    ),
    rule(
        "BR-CL-16",
        "BT-81",
        NOT_IN_LIST,
        on(PAYMENT_MEANS, in_list("payment_means", _means_code), "code"),
        _told("payment means", "payment_means"),
    ),
    rule(
        "BR-CL-17",
        "BT-95 BT-102 BT-118",
        NOT_IN_LIST,
        on(ALLOWANCES, in_list("vat_category", attrgetter("vat_category")), "vat_category"),
        on(CHARGES, in_list("vat_category", attrgetter("vat_category")), "vat_category"),
        ubl(VAT_BREAKDOWN, in_list("vat_category", attrgetter("category")), "category"),
        *(
            ubl(other_taxes(place), in_list("vat_category", attrgetter("category")), "category")
            for place in ("allowance", "charge", "row")
        ),
        _told("category of an allowance", "vat_category"),
        mend=with_vat_categories,
    ),
    rule(
        "BR-CL-18",
        "BT-151 BT-118",
        NOT_IN_LIST,
        on(LINES, in_list("vat_category", lambda n: n.vat.category if n.vat else None), "vat.category"),
        cii(VAT_BREAKDOWN, in_list("vat_category", attrgetter("category")), "category"),
        ubl(other_taxes("line"), in_list("vat_category", attrgetter("category")), "category"),
        _told("category", "vat_category"),
        mend=with_vat_categories,
    ),
    rule(
        "BR-CL-19",
        "BT-98 BT-140",
        NOT_IN_LIST,
        *(
            on(s, in_list("allowance_reason", attrgetter("reason_code")), "reason_code")
            for s in (ALLOWANCES, LINE_ALLOWANCES)
        ),
        _told("allowance", "allowance_reason"),
    ),
    rule(
        "BR-CL-20",
        "BT-105 BT-145",
        NOT_IN_LIST,
        *(on(s, in_list("charge_reason", attrgetter("reason_code")), "reason_code") for s in (CHARGES, LINE_CHARGES)),
        _told("charge", "charge_reason"),
    ),
    rule(
        "BR-CL-21",
        "BT-157",
        NOT_A_SCHEME,
        on(ITEMS, in_list("icd", lambda item: _scheme(item.standard_identifier)), "standard_identifier.scheme"),
        _told("item", "icd"),
        mend=with_item_schemes,
    ),
    rule(
        "BR-CL-22",
        "BT-121",
        NOT_IN_LIST,
        on(VAT_BREAKDOWN, _exemption_code, "exemption_reason_code"),
        _told("exemption", "vatex", tidy=lambda code: code.strip(XML_SPACE).upper()),
    ),
    rule(
        "BR-CL-23",
        "BT-130 BT-150",
        NOT_IN_LIST,
        on(LINES, in_list("unit", attrgetter("unit")), "unit"),
        on(LINES, in_list("unit", _base_unit), "price.base_quantity_unit"),
        _told("unit", "unit"),
        mend=with_units,
    ),
    rule(
        "BR-CL-24",
        "BT-125",
        _MIME,
        on(SUPPORTING_DOCUMENTS, _mime, "attachment.mime_code"),
        _told("media type", "mime", tidy=str),
        mend=with_mime_codes,
    ),
    rule(
        "BR-CL-25",
        "BT-34 BT-49",
        NOT_A_SCHEME,
        *(on(scope, in_list("eas", _endpoint), "electronic_address.scheme") for scope in (SELLER, BUYER)),
        _told("address", "eas"),
        mend=with_address_schemes,
    ),
    rule(
        "BR-CL-26",
        "BT-71",
        NOT_A_SCHEME,
        on(DELIVERY, in_list("icd", lambda d: _scheme(d.location)), "location.scheme"),
        _told("location", "icd"),
        mend=with_location_scheme,
    ),
)
