"""The rules of Peppol BIS Billing 3.0 itself, in CII: as in UBL where not told otherwise.

Source: OpenPeppol, validation artefacts of BIS Billing 3.0 for CII, 3.0.19.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from depesch.model.codelists import codes
from depesch.model.facts import Said
from depesch.model.invoice import AllowanceCharge, Invoice, Party
from depesch.rules import Check, Context, Rule, Scope, Words
from depesch.rules.billing import in_cii
from depesch.rules.billing.allowances import allowance_amount, allowance_base, allowance_percentage, charge_indicator
from depesch.rules.billing.header import accounting_currency, business_process, buyer_address, seller_address
from depesch.rules.billing.identifiers import number_rules
from depesch.rules.billing.lines import (
    base_quantity,
    base_quantity_unit,
    line_net_amount,
    line_object_type,
    line_period_end,
    line_period_start,
    one_line_object,
    passed_over,
)
from depesch.rules.billing.making import PEPPOL_CII, TWO_CENTS, rule
from depesch.rules.billing.mends import with_process
from depesch.rules.billing.payment import mandate
from depesch.rules.billing.vat_totals import one_accounting_total, one_breakdown, same_signs, vat_totals
from depesch.rules.billing.xpath import normalised
from depesch.rules.making import always, cii, never
from depesch.rules.peppol_bis3.codes import ODD_DATES
from depesch.rules.peppol_bis3.core import BILLING_RULES
from depesch.rules.peppol_bis3.document import BILLING_PROCESS
from depesch.rules.peppol_bis3.specifications import BILLING
from depesch.rules.scopes import ALLOWANCES, BUYER, CHARGES, DOCUMENT, LINE_ALLOWANCES, LINE_CHARGES, SELLER

_PROCESS = re.compile(r"urn:fdc:peppol.eu:2017:poacc:billing:[0-9]{2}:1.0").search
_SCHEMES = ("0088", "0192", "0184", "0208", "0201", "0210", "9907", "0211", "9906", "0007", "0151")
_IN_UBL = {one.id: one for one in BILLING_RULES}


def _as_in_ubl(identifier: str, *checks: Check) -> Rule:
    """Return the rule with the terms and words that it has in UBL, and the checks of CII."""
    same = _IN_UBL[identifier]
    return msgspec.structs.replace(same, source=f"{PEPPOL_CII}, {identifier}", checks=checks)


def _is_process(invoice: Invoice, context: Context) -> bool:
    """Hold when Peppol's process is named anywhere in the business process (BT-23), as the artefact looks for it."""
    process = normalised(invoice.business_process)
    return _PROCESS(process) is not None and process.split(":")[6] != "Unknown"


def _claims(invoice: Invoice, context: Context) -> bool:
    return normalised(invoice.specification).startswith(BILLING)


def _has_reference(invoice: Invoice, context: Context) -> bool:
    return invoice.buyer_reference is not None or invoice.order_reference is not None


def _one_object(invoice: Invoice, context: Context) -> bool:
    return in_cii.said_in_cii(context).object_references <= 1


def _one_tender(invoice: Invoice, context: Context) -> bool:
    """Hold for one document of type 50: in UBL that is a project, here a call for tenders or a lot."""
    return context.stated.project_references <= 1


def _one_plain_note(invoice: Invoice, context: Context) -> bool:
    notes = invoice.notes
    return len(notes) <= 1 and all(note.subject_code is None for note in notes)


def _media_types(context: Context) -> list[Said]:
    """Return the media types of all embedded files; without a source, the model's."""
    if context.stated.in_cii is not None:
        return [said for said in context.stated.attachments if said.scheme is not None]
    files = (document.attachment for document in context.invoice.supporting_documents)
    return [Said(scheme=file.mime_code) for file in files if file is not None and file.mime_code is not None]


def _currencies(context: Context) -> list[Said]:
    """Return the currencies of all VAT totals, of the document and of its lines."""
    own = [Said(value=total.currency) for total in vat_totals(context) if total.currency is not None]
    return [
        *own,
        *(Said(value=said.scheme, source=said.source) for said in in_cii.said_in_cii(context).line_vat_totals),
    ]


def _scope(name: str, nodes: Callable[[Context], Sequence[Said]], path: str) -> Scope:
    return Scope(name=name, nodes=nodes, paths=lambda context: [path] * len(nodes(context)))


FILES = _scope("embedded files in CII", _media_types, "supporting_documents")
VAT_CURRENCIES = _scope("currencies of VAT totals", _currencies, "totals.vat_amount")
FURTHER_ADDRESSES = in_cii.stated_in_cii("further addresses", lambda said, context: said.further_addresses)


def _takes_scheme(scheme: str | None) -> bool:
    return scheme in codes("peppol_eas_cii")


def _address_scheme(party: Party, context: Context) -> bool:
    return party.electronic_address is None or _takes_scheme(party.electronic_address.scheme)


def _is_in(name: str, field: str) -> Callable[[Any, Context], bool]:
    return lambda said, context: getattr(said, field) in codes(name)


def _reason_is_in(name: str) -> Callable[[AllowanceCharge, Context], bool]:
    """Return the check of a reason code; where 1 or 0 stands for true or false, the artefact sees neither."""

    def holds(node: AllowanceCharge, context: Context) -> bool:
        code = node.reason_code
        return code is None or normalised(code) in codes(name) or id(node) in context.once(passed_over)

    return holds


_OBJECTS = Words(
    sv="Fakturan hänvisar till flera objekt. Behåll ett, och skriv de andra i meddelandet.",
    nb="Fakturaen viser til flere objekter. Behold ett, og skriv de andre i merknaden.",
    en="The invoice refers to several objects. Keep one, and put the others into the note.",
)
_TENDERS = Words(
    sv="Fakturan hänvisar till flera upphandlingar eller delar av sådana. Behåll en.",
    nb="Fakturaen viser til flere anskaffelser eller deler av slike. Behold én.",
    en="The invoice refers to several calls for tenders or lots. Keep one.",
)
_NOTE = Words(
    sv="Fakturan får ha ett meddelande, utan ämneskod. Slå ihop meddelandena och ta bort koden.",
    nb="Fakturaen kan ha én merknad, uten emnekode. Slå sammen merknadene og fjern koden.",
    en="The invoice may have one note, without a subject code. Put the notes into one and leave the code out.",
)
_ONE_TOTAL = Words(
    sv="Den totala momsen ska stå precis en gång i fakturans valuta. Lägg till den, eller ta bort den som är för "
    "mycket.",
    nb="Den samlede merverdiavgiften skal stå nøyaktig én gang i fakturaens valuta. Legg den til, eller fjern den som "
    "er for mye.",
    en="The total VAT must stand exactly once in the invoice's currency. Add it, or remove the one too many.",
)


def _in_other_words(made: Rule, words: Words) -> Rule:
    return msgspec.structs.replace(made, words=words)


CII_CORE: tuple[Rule, ...] = (
    business_process(PEPPOL_CII, with_process(BILLING_PROCESS)),
    _as_in_ubl("PEPPOL-EN16931-R007", cii(DOCUMENT, _is_process, "business_process", lambda i, c: BILLING_PROCESS)),
    _as_in_ubl("PEPPOL-EN16931-R004", cii(DOCUMENT, _claims, "specification", lambda i, c: BILLING)),
    _as_in_ubl("PEPPOL-EN16931-R003", cii(DOCUMENT, _has_reference)),
    rule("PEPPOL-EN16931-R006", PEPPOL_CII, "BT-18", _OBJECTS, cii(DOCUMENT, _one_object, "invoiced_object")),
    rule("PEPPOL-EN16931-R080", PEPPOL_CII, "BT-17", _TENDERS, cii(DOCUMENT, _one_tender, "tender_or_lot_reference")),
    accounting_currency(PEPPOL_CII),
    _in_other_words(one_breakdown(PEPPOL_CII, cii(DOCUMENT, in_cii.has_one_total, "totals.vat_amount")), _ONE_TOTAL),
    one_accounting_total(PEPPOL_CII, in_cii.OTHER_TOTALS),
    same_signs(PEPPOL_CII, cii(DOCUMENT, in_cii.signs_agree, "totals.vat_amount_accounting")),
    rule("PEPPOL-EN16931-R002", PEPPOL_CII, "BT-22 BT-21 BG-1", _NOTE, cii(DOCUMENT, _one_plain_note, "notes")),
    buyer_address(PEPPOL_CII, in_cii.BUYER_ADDRESS),
    seller_address(PEPPOL_CII, in_cii.SELLER_ADDRESS),
    allowance_base(PEPPOL_CII, *in_cii.NO_BASE),
    allowance_percentage(PEPPOL_CII, *in_cii.NO_PERCENTAGE),
    allowance_amount(PEPPOL_CII, *in_cii.share(TWO_CENTS)),
    charge_indicator(PEPPOL_CII, in_cii.INDICATOR, in_cii.PRICE_INDICATOR),
    mandate(PEPPOL_CII, in_cii.MANDATE),
    line_period_start(PEPPOL_CII, *in_cii.PERIOD_START),
    line_period_end(PEPPOL_CII, *in_cii.PERIOD_END),
    line_net_amount(PEPPOL_CII, in_cii.line_net_amount(TWO_CENTS)),
    one_line_object(PEPPOL_CII, in_cii.ONE_OBJECT),
    line_object_type(PEPPOL_CII, in_cii.OBJECT_TYPE),
    base_quantity(PEPPOL_CII, *in_cii.BASE_QUANTITY),
    base_quantity_unit(PEPPOL_CII, *in_cii.BASE_QUANTITY_UNIT),
    *number_rules(PEPPOL_CII, _SCHEMES),
    _as_in_ubl("PEPPOL-EN16931-CL001", cii(FILES, _is_in("mime", "scheme"), "scheme")),
    _as_in_ubl(
        "PEPPOL-EN16931-CL002",
        *(cii(scope, _reason_is_in("allowance_reason"), "reason_code") for scope in (ALLOWANCES, LINE_ALLOWANCES)),
    ),
    _as_in_ubl(
        "PEPPOL-EN16931-CL003",
        *(cii(scope, _reason_is_in("charge_reason"), "reason_code") for scope in (CHARGES, LINE_CHARGES)),
    ),
    _as_in_ubl("PEPPOL-EN16931-CL007", cii(VAT_CURRENCIES, _is_in("peppol_currency_cii", "value"), "value")),
    # The artefact looks for the type code where no document has it, and so takes every type.
    _as_in_ubl("PEPPOL-EN16931-P0100", cii(DOCUMENT, always, "type_code")),
    _as_in_ubl("PEPPOL-EN16931-F001", cii(ODD_DATES, never, "value", lambda said, context: "20260531")),
    _as_in_ubl(
        "PEPPOL-EN16931-CL008",
        *(cii(scope, _address_scheme, "electronic_address.scheme") for scope in (SELLER, BUYER)),
        cii(FURTHER_ADDRESSES, lambda said, context: _takes_scheme(said.scheme), "scheme"),
    ),
)
