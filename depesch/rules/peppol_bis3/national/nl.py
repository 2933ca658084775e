"""Netherlands: addresses, KvK and OIN numbers, ways to pay, references to order and invoice.

Source: Peppol BIS Billing 3.0, national rules, NL-R; NLCIUS.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from depesch.model.facts import Said, SaidMeans, SaidParty
from depesch.model.invoice import Invoice
from depesch.rules import Context, Rule, Words
from depesch.rules.billing.countries import address_country, sellers_from
from depesch.rules.billing.making import PEPPOL_CII, PEPPOL_UBL, rule
from depesch.rules.billing.parties import buyer, means, representative, seller
from depesch.rules.billing.xpath import normalised
from depesch.rules.making import ZERO, on
from depesch.rules.peppol_bis3.national.making import has_parts, is_credit_note, scope, with_scheme

_GATE = sellers_from("NL")
KVK, OIN = "0106", "0190"
_WAYS = frozenset({"30", "48", "49", "57", "58", "59"})
_CREDIT_NOTES = frozenset({"81", "83", "381", "396", "532"})


def _is_dutch(party: SaidParty | None) -> bool:
    return party is not None and address_country(party) == "NL"


def _sellers(context: Context) -> Sequence[SaidParty]:
    found = seller(context)
    return (found,) if found is not None and _is_dutch(found) else ()


def _buyers(context: Context) -> Sequence[SaidParty]:
    """Give the buyer when it is Dutch as well as the seller."""
    found = buyer(context) if _sellers(context) else None
    return (found,) if found is not None and _is_dutch(found) else ()


def _representatives(context: Context) -> Sequence[SaidParty]:
    found = representative(context) if _sellers(context) else None
    return (found,) if found is not None and _is_dutch(found) else ()


def _documents(context: Context) -> Sequence[Invoice]:
    return (context.invoice,) if _sellers(context) and context.invoice.totals is not None else ()


def _credit_notes_ubl(context: Context) -> Sequence[Invoice]:
    has_type = context.invoice.type_code is not None and is_credit_note(context)
    return (context.invoice,) if has_type and _sellers(context) else ()


def _credit_notes_cii(context: Context) -> Sequence[Invoice]:
    is_credit = normalised(context.invoice.type_code) in _CREDIT_NOTES
    return (context.invoice,) if is_credit and _sellers(context) else ()


def _with_address(parties: Callable[[Context], Sequence[SaidParty]]) -> Callable[[Context], Sequence[SaidParty]]:
    return lambda context: [party for party in parties(context) if party.address is not None]


def _companies(parties: Callable[[Context], Sequence[SaidParty]]) -> Callable[[Context], Sequence[Said]]:
    return lambda context: [company for party in parties(context) for company in party.companies]


def _ways(context: Context) -> Sequence[SaidMeans]:
    return means(context) if _buyers(context) else ()


def _order_lines(context: Context) -> Sequence[Said]:
    """Give the references to lines of an order."""
    if not _sellers(context):
        return ()
    national = context.stated.national
    if national is not None:
        return national.order_lines
    lines = enumerate(context.invoice.lines)
    return [
        Said(value=line.order_line_reference, place=f"lines[{i}].order_line_reference")
        for i, line in lines
        if line.order_line_reference is not None
    ]


def _refers_to_invoice(invoice: Invoice, context: Context) -> bool:
    return any(one.number is not None for one in invoice.preceding_invoices)


def _has_address(party: SaidParty, context: Context) -> bool:
    return has_parts(party, "line_1", "city", "post_code")


def _is_kvk_or_oin(company: Said, context: Context) -> bool:
    stated = f" {company.scheme or ''} "
    return (f" {KVK} " in stated or f" {OIN} " in stated) and normalised(company.value) != ""


def _can_be_paid(invoice: Invoice, context: Context) -> bool:
    """Hold when there is nothing to pay in the direction of the document, and when a way to pay stands there."""
    if means(context):
        return True
    due = invoice.totals.amount_due if invoice.totals else None
    is_cii = context.syntax == "cii_d16b"
    is_credit = normalised(invoice.type_code) == "381" if is_cii else is_credit_note(context)
    return due is not None and (due >= ZERO if is_credit else due <= ZERO)


def _is_known_way(way: SaidMeans, context: Context) -> bool:
    return normalised(way.value) in _WAYS


def _has_order(line: Said, context: Context) -> bool:
    return context.invoice.order_reference is not None


def _marked(invoice: Invoice) -> Invoice:
    """Return the invoice with unmarked numbers marked by their length: eight digits are of KvK, twenty an OIN."""
    marked = with_scheme(invoice, KVK, "NL", lambda number: len(number) == 8 and number.isdecimal())
    return with_scheme(marked, OIN, "NL", lambda number: len(number) == 20 and number.isdecimal())


REFERENCE = Words(
    sv="Kreditnotan säger inte vilken faktura den gäller. Ange den ursprungliga fakturans nummer i ”{name}”.",
    nb="Kreditnotaen sier ikke hvilken faktura den gjelder. Oppgi nummeret på den opprinnelige fakturaen i «{name}».",
    en="The credit note does not say which invoice it is about. Give the number of that invoice in “{name}”.",
)
ADDRESS = Words(
    sv="”{name}” är inte fullständig. I Nederländerna krävs gata, postnummer och ort. Fyll i det som saknas.",
    nb="«{name}» er ikke fullstendig. I Nederland kreves gate, postnummer og poststed. Fyll ut det som mangler.",
    en="“{name}” is incomplete. In the Netherlands street, post code and city are required. Fill in what is missing.",
)
COMPANY = Words(
    sv="”{name}” {value} ska vara ett KvK-nummer (nummertyp 0106) eller ett OIN (nummertyp 0190). Ange numret och "
    "typen.",
    nb="«{name}» {value} skal være et KvK-nummer (nummertype 0106) eller et OIN (nummertype 0190). Oppgi nummeret og "
    "typen.",
    en="“{name}” {value} must be a KvK number (scheme 0106) or an OIN (scheme 0190). Give the number and its scheme.",
)
PAYMENT = Words(
    sv="Det står inte hur fakturan ska betalas. Ange betalningssätt och konto.",
    nb="Det står ikke hvordan fakturaen skal betales. Oppgi betalingsmåte og konto.",
    en="Nothing says how the invoice is to be paid. Give the means of payment and the account.",
)
WAY = Words(
    sv="”{name}” är {value}. I Nederländerna används 30 eller 58 (överföring), 48 (kort), 49 eller 59 (autogiro) och "
    "57 (stående avtal).",
    nb="«{name}» er {value}. I Nederland brukes 30 eller 58 (overføring), 48 (kort), 49 eller 59 (direkte belastning) "
    "og 57 (stående avtale).",
    en="“{name}” is {value}. In the Netherlands 30 or 58 (transfer), 48 (card), 49 or 59 (direct debit) and 57 "
    "(standing agreement) are used.",
)
ORDER = Words(
    sv="Raden hänvisar till rad {value} i en order, men fakturan säger inte vilken order. Fyll i inköpsordernumret.",
    nb="Linjen viser til linje {value} i en bestilling, men fakturaen sier ikke hvilken. Fyll ut bestillingsnummeret.",
    en="The line refers to line {value} of an order, but the invoice does not say which order. Fill in the order "
    "number.",
)


def _rules(source: str, credit_notes: Callable[[Context], Sequence[Invoice]]) -> tuple[Rule, ...]:
    """Return the rules, which the two syntaxes share but for what a credit note is."""
    addresses = (
        ("NL-R-002", "BG-5 BT-35 BT-38 BT-37", "seller", _sellers),
        ("NL-R-004", "BG-8 BT-50 BT-53 BT-52", "buyer", _buyers),
        ("NL-R-006", "BG-12 BT-64 BT-67 BT-66", "tax_representative", _representatives),
    )
    companies = (("NL-R-003", "BT-30", "seller", _sellers), ("NL-R-005", "BT-47", "buyer", _buyers))
    return (
        rule(
            "NL-R-001",
            source,
            "BT-25 BG-3",
            REFERENCE,
            on(scope("Dutch credit note", _GATE, credit_notes, "preceding_invoices"), _refers_to_invoice),
        ),
        *(
            rule(
                identifier,
                source,
                terms,
                ADDRESS,
                on(scope(f"Dutch address of {side}", _GATE, _with_address(parties), f"{side}.address"), _has_address),
            )
            for identifier, terms, side, parties in addresses
        ),
        *(
            rule(
                identifier,
                source,
                term,
                COMPANY,
                on(
                    scope(f"Dutch number of {side}", _GATE, _companies(parties), f"{side}.legal_registration"),
                    _is_kvk_or_oin,
                ),
                mend=_marked,
            )
            for identifier, term, side, parties in companies
        ),
        rule("NL-R-007", source, "BG-16 BT-81", PAYMENT, on(scope("Dutch totals", _GATE, _documents), _can_be_paid)),
        rule("NL-R-008", source, "BT-81", WAY, on(scope("Dutch ways to pay", _GATE, _ways), _is_known_way, "code")),
        rule(
            "NL-R-009", source, "BT-13 BT-132", ORDER, on(scope("Dutch order lines", _GATE, _order_lines), _has_order)
        ),
    )


UBL_RULES = _rules(PEPPOL_UBL, _credit_notes_ubl)
CII_RULES = _rules(PEPPOL_CII, _credit_notes_cii)
