"""Rules of Peppol on codes, currencies and dates, and on reasons of exemption from VAT."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from depesch.model.codelists import codes
from depesch.model.facts import Said, SaidAmount, Stated
from depesch.model.invoice import AllowanceCharge, Invoice, SupportingDocument
from depesch.rules import Context, Rule, Scope, Words
from depesch.rules.billing.allowances import DOUBTED_ALLOWANCES, DOUBTED_CHARGES
from depesch.rules.billing.identifiers import identifiers, place_of
from depesch.rules.billing.making import PEPPOL_UBL, rule
from depesch.rules.billing.paths import at
from depesch.rules.billing.xpath import normalised
from depesch.rules.making import never, ubl
from depesch.rules.scopes import (
    DOCUMENT,
    SUPPORTING_DOCUMENTS,
)
from depesch.rules.wordings import NOT_A_SCHEME, NOT_IN_LIST

TOTAL_WITHOUT_ROWS = "total without rows"
ROW = "row"
_DATE_TERMS = "BT-2 BT-9 BT-7 BT-72 BT-73 BT-74 BT-134 BT-135"


def _stated(
    name: str, read: Callable[[Stated], Sequence[Said]], place: Callable[[Said], str] = lambda said: said.place
) -> Scope:
    """Return the scope of what the source states of one kind; there are no nodes where it states nothing."""

    def nodes(context: Context) -> Sequence[Said]:
        return read(context.stated)

    return Scope(
        name=name,
        nodes=nodes,
        paths=lambda context: [place(said) for said in nodes(context)],
        only_if=lambda context: bool(nodes(context)),
    )


def nowhere(said: Said) -> str:
    """Return no path: the model has no place for it."""
    return ""


ODD_DATES = _stated("odd dates", lambda stated: stated.dates)
OTHER_PERIOD_CODES = _stated("other period codes", lambda stated: stated.period_codes)
OTHER_ATTACHMENTS = _stated("other attachments", lambda stated: stated.attachments)
FOREIGN_AMOUNTS = _stated("amounts in other currencies", lambda stated: stated.amounts)
OTHER_REASONS = _stated("other reason codes", lambda stated: stated.reason_codes, nowhere)


def _addresses(context: Context) -> list[Said]:
    """Return the electronic addresses whose scheme Peppol does not take."""
    known = codes("peppol_eas")
    return [said for said in identifiers(context) if said.place == "endpoint" and said.scheme not in known]


UNKNOWN_ADDRESSES = Scope(
    name="addresses of unknown schemes",
    nodes=_addresses,
    paths=lambda context: [place_of(said, context) for said in _addresses(context)],
)


def _amounts_in_no_currency(context: Context) -> list[Said]:
    """Return the amounts whose currency is none; those in the document's own are counted by the syntax."""
    known, own = codes("peppol_currency"), context.invoice.currency
    found: list[Said] = [said for said in context.stated.amounts if said.value not in known]
    if own is not None and own not in known:
        amounts = sum(count for code, count in context.facts.currencies if code == own)
        found += [Said(value=own, place="currency")] * (amounts if context.facts.root else 1)
    return found


def _is_in_doubt(context: Context) -> bool:
    return bool(context.stated.amounts) or context.invoice.currency not in codes("peppol_currency")


AMOUNTS_IN_NO_CURRENCY = Scope(
    name="amounts in no currency",
    nodes=_amounts_in_no_currency,
    paths=lambda context: [said.place for said in _amounts_in_no_currency(context)],
    only_if=_is_in_doubt,
)


def _exemptions(context: Context) -> list[Said]:
    """Return the exemption codes of VAT rows and of any other VAT category, each with its category as place."""
    rows = [
        Said(value=row.exemption_reason_code, place=normalised(row.category))
        for row in context.invoice.vat_breakdown
        if row.exemption_reason_code is not None
    ]
    return [*rows, *context.stated.exemptions]


def _exemption_paths(context: Context) -> list[str]:
    rows = [
        f"vat_breakdown[{i}].category"
        for i, row in enumerate(context.invoice.vat_breakdown)
        if row.exemption_reason_code is not None
    ]
    return [*rows, *("" for _ in context.stated.exemptions)]


EXEMPTIONS = Scope(
    name="exemptions",
    nodes=_exemptions,
    paths=_exemption_paths,
    only_if=lambda context: bool(_exemptions(context)),
)


def category_of(reason: str, category: str) -> Callable[[Said, Context], bool]:
    """Return the check that an exemption for this reason stands with this VAT category."""
    return lambda said, context: (said.value or "").upper() != reason or said.place == category


def in_document_currency(*, rows_too: bool) -> Callable[[SaidAmount, Context], bool]:
    """Return the check of an amount in another currency: only a VAT total without rows may be."""
    allowed = {TOTAL_WITHOUT_ROWS} if rows_too else {TOTAL_WITHOUT_ROWS, ROW}
    return lambda said, context: said.vat_of in allowed


def currency_rule(*, rows_too: bool) -> Rule:
    """Return PEPPOL-EN16931-R051: amounts are in the document's currency; of VAT rows self-billing does not ask it."""
    check = ubl(FOREIGN_AMOUNTS, in_document_currency(rows_too=rows_too), "value", lambda s, c: c.invoice.currency)
    return rule("PEPPOL-EN16931-R051", PEPPOL_UBL, "BT-5 BT-6", _CURRENCY, check)


def _mime(document: SupportingDocument, context: Context) -> bool:
    attachment = document.attachment
    return attachment is None or attachment.mime_code is None or attachment.mime_code in codes("mime")


def _passed_over(context: Context) -> frozenset[int]:
    """Return, by identity, the allowances and charges that do not say true or false to the letter."""
    return frozenset(id(at(context.invoice, said.place)) for said in context.stated.indicators if said.place)


def _reason_in(name: str) -> Callable[[AllowanceCharge, Context], bool]:
    """Return the check of a reason code; where true or false do not stand to the letter, the artefact sees neither."""

    def holds(node: AllowanceCharge, context: Context) -> bool:
        code = node.reason_code
        return code is None or normalised(code) in codes(name) or id(node) in context.once(_passed_over)

    return holds


def _period_code(invoice: Invoice, context: Context) -> bool:
    code = invoice.tax_point_date_code
    return code is None or normalised(code) in codes("tax_point_date")


def _odd_reason(place: str) -> Callable[[Said, Context], bool]:
    return lambda said, context: said.place != place


def _exemption_rule(number: str, reason: str, category: str) -> Rule:
    check = ubl(EXEMPTIONS, category_of(reason, category), "place", _always(category))
    return rule(f"PEPPOL-EN16931-{number}", PEPPOL_UBL, "BT-118 BT-121", _exemption_words(reason), check)


def _always(value: str) -> Callable[[Any, Context], str]:
    return lambda node, context: value


def _exemption_words(reason: str) -> Words:
    return Words(
        sv=f"Momskategorin är {{value}}, men orsakskoden {reason} hör till kategorin {{expected}}. Rätta en av dem.",
        nb=f"Avgiftskategorien er {{value}}, men årsakskoden {reason} hører til kategorien {{expected}}. Rett en av "
        "dem.",
        en=f"The VAT category is {{value}}, but the reason {reason} belongs to the category {{expected}}. Correct one "
        "of them.",
    )


_CURRENCY = Words(
    sv="Ett belopp är angivet i {value}, men fakturans valuta är {expected}. Alla belopp ska vara i fakturans valuta; "
    "bara den totala momsen får stå en gång till i en annan.",
    nb="Et beløp er oppgitt i {value}, men fakturaens valuta er {expected}. Alle beløp skal være i fakturaens valuta; "
    "bare den totale avgiften kan stå én gang til i en annen.",
    en="An amount is stated in {value}, but the invoice's currency is {expected}. All amounts must be in the invoice's "
    "currency; only the total VAT may stand once more in another one.",
)
_DATE = Words(
    sv="Datumet är skrivet som {value}. Skriv år, månad och dag så här: {expected}.",
    nb="Datoen er skrevet som {value}. Skriv år, måned og dag slik: {expected}.",
    en="The date is written as {value}. Write year, month and day like this: {expected}.",
)
_MIME = Words(
    sv="Bilagan är av typen {value}, som inte får skickas i Peppol. Använd PDF, PNG, JPEG, CSV, XLSX eller ODS.",
    nb="Vedlegget er av typen {value}, som ikke kan sendes i Peppol. Bruk PDF, PNG, JPEG, CSV, XLSX eller ODS.",
    en="The attachment is of the type {value}, which cannot go through Peppol. Use PDF, PNG, JPEG, CSV, XLSX or ODS.",
)

CODE_RULES: tuple[Rule, ...] = (
    rule(
        "PEPPOL-EN16931-CL001",
        PEPPOL_UBL,
        "BT-125",
        _MIME,
        ubl(SUPPORTING_DOCUMENTS, _mime, "attachment.mime_code"),
        ubl(OTHER_ATTACHMENTS, never, "value"),
    ),
    rule(
        "PEPPOL-EN16931-CL002",
        PEPPOL_UBL,
        "BT-98 BT-140",
        NOT_IN_LIST,
        ubl(OTHER_REASONS, _odd_reason("allowance"), "value"),
        *(ubl(scope, _reason_in("allowance_reason"), "reason_code") for scope in DOUBTED_ALLOWANCES),
    ),
    rule(
        "PEPPOL-EN16931-CL003",
        PEPPOL_UBL,
        "BT-105 BT-145",
        NOT_IN_LIST,
        ubl(OTHER_REASONS, _odd_reason("charge"), "value"),
        *(ubl(scope, _reason_in("charge_reason"), "reason_code") for scope in DOUBTED_CHARGES),
    ),
    rule(
        "PEPPOL-EN16931-CL006",
        PEPPOL_UBL,
        "BT-8",
        NOT_IN_LIST,
        ubl(DOCUMENT, _period_code, "tax_point_date_code"),
        ubl(OTHER_PERIOD_CODES, never, "value"),
    ),
    rule("PEPPOL-EN16931-CL007", PEPPOL_UBL, "BT-5 BT-6", NOT_IN_LIST, ubl(AMOUNTS_IN_NO_CURRENCY, never, "value")),
    rule("PEPPOL-EN16931-CL008", PEPPOL_UBL, "BT-34 BT-49", NOT_A_SCHEME, ubl(UNKNOWN_ADDRESSES, never, "scheme")),
    rule(
        "PEPPOL-EN16931-F001",
        PEPPOL_UBL,
        _DATE_TERMS,
        _DATE,
        ubl(ODD_DATES, never, "value", _always("2026-05-31")),
    ),
    _exemption_rule("P0104", "VATEX-EU-G", "G"),
    _exemption_rule("P0105", "VATEX-EU-O", "O"),
    _exemption_rule("P0106", "VATEX-EU-IC", "K"),
    _exemption_rule("P0107", "VATEX-EU-AE", "AE"),
    *(_exemption_rule(f"P0{108 + i}", f"VATEX-EU-{letter}", "E") for i, letter in enumerate("DFIJ")),
)
