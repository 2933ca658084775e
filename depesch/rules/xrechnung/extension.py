"""BR-DEX: the extension of XRechnung with lines below lines, amounts of third parties and codes of its own.

They are asked only of documents that claim the extension; without a source there is nothing of it to judge.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from depesch.model.facts import Said, SaidIdentifier, SaidInExtension, SaidParts, SaidPrepayment
from depesch.model.invoice import Invoice
from depesch.model.issue import Severity
from depesch.rules import Context, Rule, Scope, Words
from depesch.rules.billing.german_statements import said
from depesch.rules.billing.xpath import normalised
from depesch.rules.making import ZERO, cii, never, on, round_2, ubl
from depesch.rules.scopes import DOCUMENT
from depesch.rules.wordings import NOT_A_SCHEME
from depesch.rules.xrechnung.extension_codes import ADDRESS_SCHEMES, FILE_TYPES, SCHEMES
from depesch.rules.xrechnung.making import rule

_MOST_DECIMALS = 2


def claims_extension(context: Context) -> bool:
    """Return whether the document, as its source states, claims the extension."""
    return said(context).extension is not None


def _extension(context: Context) -> SaidInExtension:
    return said(context).extension or SaidInExtension()


def _stated(name: str, find: Callable[[SaidInExtension], Sequence[Said]]) -> Scope:
    return Scope(
        name=f"extension: {name}",
        nodes=lambda context: find(_extension(context)),
        paths=lambda context: [name] * len(find(_extension(context))),
        only_if=claims_extension,
    )


def _identifiers(*kinds: str) -> Scope:
    def nodes(context: Context) -> list[SaidIdentifier]:
        return [one for one in _extension(context).identifiers if one.kind in kinds]

    return Scope(
        name=f"extension: {kinds[0]}",
        nodes=nodes,
        paths=lambda context: [one.place for one in nodes(context)],
        only_if=claims_extension,
    )


def _wrong_sums(extension: SaidInExtension) -> list[SaidParts]:
    """Return the first line that is not the sum of those below it: the official rule speaks of the document."""
    lines = extension.divided_lines
    return [one for one in lines if Decimal(normalised(one.value) or "NaN") != one.sum_of_parts][:1]


_DOCUMENT = Scope(name="extension", nodes=DOCUMENT.nodes, paths=DOCUMENT.paths, only_if=claims_extension)
_FILES = _stated("supporting_documents", lambda stated: stated.files)
_PREPAYMENTS = _stated("totals", lambda stated: stated.prepayments)
_WRONG_SUMS = _stated("lines", _wrong_sums)
_AMBIGUOUS_ITEMS = _stated("lines", lambda stated: stated.ambiguous_items[:1])
_SUBORDINATE_LINES = _stated("lines", lambda stated: stated.subordinate_lines)


def is_file_type(file: Said, context: Context) -> bool:
    """Hold when the media type is one that the extension takes."""
    return file.value in FILE_TYPES


def is_scheme(identifier: SaidIdentifier, context: Context) -> bool:
    """Hold when the scheme is in the list of identifier schemes; SEPA goes with whom the money goes to."""
    scheme = normalised(identifier.scheme)
    return scheme in SCHEMES or (scheme == "SEPA" and identifier.kind == "creditor")


def is_address_scheme(identifier: Said, context: Context) -> bool:
    """Hold when the scheme is in the list of schemes for electronic addresses."""
    return normalised(identifier.scheme) in ADDRESS_SCHEMES


def due_with_third_parties(invoice: Invoice, context: Context) -> Decimal | None:
    """Return what is due (BT-115): with VAT, less what is paid, plus what third parties are owed, plus the rounding."""
    totals = invoice.totals
    if totals is None or totals.amount_incl_vat is None:
        return None
    owed = totals.amount_incl_vat - (totals.paid_amount or ZERO) + _third_parties(context)
    return owed + (totals.rounding_amount or ZERO)


def amount_due_is_right(invoice: Invoice, context: Context) -> bool:
    """Hold when the amount due, less its rounding, is that of `due_with_third_parties`, each rounded to cents."""
    totals, due = invoice.totals, due_with_third_parties(invoice, context)
    if totals is None or totals.amount_due is None or due is None:
        return False
    rounding = totals.rounding_amount or ZERO
    return round_2(totals.amount_due - rounding) == round_2(due - rounding)


def _third_parties(context: Context) -> Decimal:
    amounts = (normalised(one.value) for one in _extension(context).prepayments)
    return sum((Decimal(amount) for amount in amounts if amount), ZERO)


def says(find: Callable[[SaidPrepayment], str | None]) -> Callable[[SaidPrepayment, Context], bool]:
    """Return a check that holds when the text is there."""
    return lambda prepayment, context: normalised(find(prepayment)) != ""


def has_two_decimals(prepayment: SaidPrepayment, context: Context) -> bool:
    """Hold when at most two characters follow the point."""
    return len((prepayment.value or "").partition(".")[2]) <= _MOST_DECIMALS


def is_in_the_currency(prepayment: SaidPrepayment, context: Context) -> bool:
    """Hold when the amount is in the currency of the invoice."""
    return prepayment.currency is not None and prepayment.currency == context.invoice.currency


def _sum_of_parts(node: SaidParts, context: Context) -> object:
    return node.sum_of_parts


def _currency(node: SaidPrepayment, context: Context) -> object:
    return context.invoice.currency


_WRONG_FILE = Words(
    sv="En bilaga är av typen {value}, som tillägget till XRechnung inte tar emot. Bifoga PDF, PNG, JPEG, CSV, XLSX, "
    "ODS eller XML.",
    nb="Et vedlegg er av typen {value}, som tillegget til XRechnung ikke tar imot. Legg ved PDF, PNG, JPEG, CSV, XLSX, "
    "ODS eller XML.",
    en="An attachment is of the type {value}, which the extension of XRechnung does not take. Attach PDF, PNG, JPEG, "
    "CSV, XLSX, ODS or XML.",
)
_WRONG_PARTS = Words(
    sv="En rad med underrader är på {value}, men de ger {expected}. Rätta radens belopp eller underraderna.",
    nb="En linje med underlinjer er på {value}, men de gir {expected}. Rett linjens beløp eller underlinjene.",
    en="A line with lines below it is {value}, but they come to {expected}. Correct the line or those below it.",
)
_NO_CATEGORY = Words(
    sv="En underrad har ingen momskod eller flera. Ange precis en.",
    nb="En underlinje har ingen mva-kode eller flere. Oppgi nøyaktig én.",
    en="A line below another has no VAT category or several. Give exactly one.",
)
_WRONG_DUE = Words(
    sv="”{name}” är {value} men ska vara {expected}: "
    "beloppet med moms, minus betalt, plus andras belopp och avrundning.",
    nb="«{name}» er {value}, men skal være {expected}: beløpet med mva, minus betalt, pluss andres beløp og avrunding.",
    en="“{name}” is {value} but should be {expected}: the amount with VAT, less what is paid, plus the amounts of "
    "third parties and the rounding.",
)
_NO_KIND = Words(
    sv="Ett belopp för annans räkning saknar uppgift om vad det gäller. Ange typen.",
    nb="Et beløp for andres regning mangler opplysning om hva det gjelder. Oppgi typen.",
    en="An amount of a third party does not say what kind it is. State the kind.",
)
_NO_AMOUNT = Words(
    sv="En uppgift för annans räkning saknar belopp. Ange beloppet.",
    nb="En opplysning for andres regning mangler beløp. Oppgi beløpet.",
    en="An entry of a third party has no amount. Give the amount.",
)
_NO_DESCRIPTION = Words(
    sv="Ett belopp för annans räkning saknar beskrivning. Beskriv det.",
    nb="Et beløp for andres regning mangler beskrivelse. Beskriv det.",
    en="An amount of a third party has no description. Describe it.",
)
_TOO_FINE = Words(
    sv="Beloppet för annans räkning är {value} och har fler än två decimaler. Avrunda det.",
    nb="Beløpet for andres regning er {value} og har flere enn to desimaler. Rund det av.",
    en="The amount of a third party is {value} and has more than two decimals. Round it to two.",
)
_OTHER_CURRENCY = Words(
    sv="Beloppet {value} för annans räkning är i en annan valuta än fakturan. Ange det i {expected}.",
    nb="Beløpet {value} for andres regning er i en annen valuta enn fakturaen. Oppgi det i {expected}.",
    en="The amount {value} of a third party is in another currency than the invoice. Give it in {expected}.",
)
_LINES_BELOW = Words(
    sv="Fakturan ser ut att ha underrader, som XRechnung inte har i CII. Skicka den i UBL eller utan underrader.",
    nb="Fakturaen ser ut til å ha underlinjer, som XRechnung ikke har i CII. Send den i UBL eller uten underlinjer.",
    en="The invoice seems to have lines below lines, which XRechnung has not in CII. Send it in UBL or without them.",
)

EXTENSION_RULES: tuple[Rule, ...] = (
    rule("BR-DEX-01", "BT-125-1 BT-125", _WRONG_FILE, on(_FILES, is_file_type)),
    rule("BR-DEX-02", "BT-131", _WRONG_PARTS, ubl(_WRONG_SUMS, never, "", _sum_of_parts), severity=Severity.WARNING),
    rule("BR-DEX-03", "BT-151", _NO_CATEGORY, ubl(_AMBIGUOUS_ITEMS, never)),
    rule("BR-DEX-04", "BT-29 BT-46 BT-60", NOT_A_SCHEME, on(_identifiers("party", "creditor"), is_scheme, "scheme")),
    rule("BR-DEX-05", "BT-30 BT-47 BT-61", NOT_A_SCHEME, on(_identifiers("company"), is_scheme, "scheme")),
    rule("BR-DEX-06", "BT-157", NOT_A_SCHEME, on(_identifiers("item"), is_scheme, "scheme")),
    rule("BR-DEX-07", "BT-34 BT-49", NOT_A_SCHEME, on(_identifiers("endpoint"), is_address_scheme, "scheme")),
    rule("BR-DEX-08", "BT-71", NOT_A_SCHEME, on(_identifiers("delivery"), is_scheme, "scheme")),
    rule(
        "BR-DEX-09",
        "BT-115 BT-112 BT-113 BT-114",
        _WRONG_DUE,
        ubl(_DOCUMENT, amount_due_is_right, "totals.amount_due", due_with_third_parties),
    ),
    rule("BR-DEX-10", "BG-22", _NO_KIND, ubl(_PREPAYMENTS, says(lambda one: one.identifier))),
    rule("BR-DEX-11", "BG-22", _NO_AMOUNT, ubl(_PREPAYMENTS, says(lambda one: one.value))),
    rule("BR-DEX-12", "BG-22", _NO_DESCRIPTION, ubl(_PREPAYMENTS, says(lambda one: one.instruction))),
    rule("BR-DEX-13", "BG-22", _TOO_FINE, ubl(_PREPAYMENTS, has_two_decimals)),
    rule("BR-DEX-14", "BT-5", _OTHER_CURRENCY, ubl(_PREPAYMENTS, is_in_the_currency, expected=_currency)),
    rule("BR-DEX-15", "BG-25", _LINES_BELOW, cii(_SUBORDINATE_LINES, never), severity=Severity.WARNING),
)
