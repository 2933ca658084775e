"""Rules on the VAT totals of the document: one in its own currency, one more in that of the VAT accounting."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from depesch.model.facts import VatTotal
from depesch.model.invoice import Invoice
from depesch.rules import Check, Context, Rule, Words
from depesch.rules.billing.making import rule
from depesch.rules.billing.xpath import normalised
from depesch.rules.making import ZERO, ubl
from depesch.rules.scopes import DOCUMENT


def vat_totals(context: Context) -> Sequence[VatTotal]:
    """Return the VAT totals as the source has them; without a source, as its writer would put the model's."""
    if context.facts.vat_totals is not None:
        return context.facts.vat_totals
    invoice, totals = context.invoice, context.invoice.totals
    own = totals.vat_amount if totals else None
    accounting = totals.vat_amount_accounting if totals else None
    found = []
    if own is not None or invoice.vat_breakdown:
        parts = [row.tax_amount for row in invoice.vat_breakdown if row.tax_amount is not None]
        breakdown = sum(parts, ZERO) if invoice.vat_breakdown else None
        found.append(VatTotal(amount=own, currency=invoice.currency, breakdown_sum=breakdown))
    if accounting is not None:
        found.append(VatTotal(amount=accounting, currency=invoice.vat_currency))
    return found


def one_has_breakdown(invoice: Invoice, context: Context) -> bool:
    """Hold when exactly one VAT total has rows below it."""
    return sum(total.breakdown_sum is not None for total in vat_totals(context)) == 1


def others_have_none(invoice: Invoice, context: Context) -> bool:
    """Hold when there is one VAT total without rows if VAT is accounted in another currency, and none otherwise."""
    without = sum(total.breakdown_sum is None for total in vat_totals(context))
    return without == (0 if invoice.vat_currency is None else 1)


def signs_agree(invoice: Invoice, context: Context) -> bool:
    """Hold when the VAT in both currencies is not above nothing in one and below in the other; nothing fits both."""
    if invoice.vat_currency is None:
        return True
    own = _amounts_in(invoice.currency, context)
    accounting = _amounts_in(invoice.vat_currency, context)
    if any(amount <= ZERO for amount in own) and any(amount <= ZERO for amount in accounting):
        return True
    return any(amount >= ZERO for amount in own) and any(amount >= ZERO for amount in accounting)


def _amounts_in(currency: str | None, context: Context) -> list[Decimal]:
    wanted = normalised(currency)
    return [t.amount for t in vat_totals(context) if t.amount is not None and t.currency == wanted]


def one_breakdown(source: str, *more: Check) -> Rule:
    """Return PEPPOL-EN16931-R053: one VAT total with its rows."""
    own = ubl(DOCUMENT, one_has_breakdown, "totals.vat_amount")
    return rule("PEPPOL-EN16931-R053", source, "BT-110 BG-23", _ONE_BREAKDOWN, own, *more)


def one_accounting_total(source: str, *more: Check) -> Rule:
    """Return PEPPOL-EN16931-R054: one VAT total without rows when there is an accounting currency, else none."""
    own = ubl(DOCUMENT, others_have_none, "totals.vat_amount_accounting")
    return rule("PEPPOL-EN16931-R054", source, "BT-111 BT-6", _ACCOUNTING_TOTAL, own, *more)


def same_signs(source: str, *more: Check) -> Rule:
    """Return PEPPOL-EN16931-R055: both VAT totals have the same sign."""
    own = ubl(DOCUMENT, signs_agree, "totals.vat_amount_accounting")
    return rule("PEPPOL-EN16931-R055", source, "BT-111 BT-110", _SIGNS, own, *more)


_ONE_BREAKDOWN = Words(
    sv="Momsen ska stå en gång med sin uppdelning per momssats, i fakturans valuta. Lägg till den, eller ta bort den "
    "som är för mycket.",
    nb="Merverdiavgiften skal stå én gang med sin fordeling per sats, i fakturaens valuta. Legg den til, eller fjern "
    "den som er for mye.",
    en="The VAT must stand once with its breakdown by rate, in the invoice's currency. Add it, or remove the one too "
    "many.",
)
_ACCOUNTING_TOTAL = Words(
    sv="Momsen i redovisningsvalutan ska stå precis en gång om en sådan valuta är angiven, och annars inte alls. Fyll "
    "i valutan och beloppet, eller ta bort båda.",
    nb="Merverdiavgiften i regnskapsvalutaen skal stå nøyaktig én gang når en slik valuta er oppgitt, og ellers ikke. "
    "Fyll ut valutaen og beløpet, eller fjern begge.",
    en="The VAT in the accounting currency must stand exactly once when such a currency is stated, and otherwise not "
    "at all. Fill in the currency and the amount, or leave both out.",
)
_SIGNS = Words(
    sv="Momsen i redovisningsvalutan är {value}, men momsen i fakturans valuta har motsatt tecken eller saknas. Båda "
    "ska vara plus eller båda minus.",
    nb="Merverdiavgiften i regnskapsvalutaen er {value}, men avgiften i fakturaens valuta har motsatt fortegn eller "
    "mangler. Begge skal være pluss eller begge minus.",
    en="The VAT in the accounting currency is {value}, but the VAT in the invoice's currency has the opposite sign or "
    "is missing. Both must be plus or both minus.",
)
