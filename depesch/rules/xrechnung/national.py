"""The German rules as XRechnung publishes them, and those that it alone has."""

from __future__ import annotations

from depesch.model.facts import SaidQuantities
from depesch.model.invoice import Invoice
from depesch.model.issue import Severity
from depesch.model.xrechnung import CIUS, CLEAN_VEHICLES, EXTENSION
from depesch.rules import Context, Rule, Scope, Words
from depesch.rules.billing.german import german_rules
from depesch.rules.billing.german_statements import said
from depesch.rules.making import cii, on
from depesch.rules.scopes import DOCUMENT
from depesch.rules.xrechnung.making import SOURCE, rule

_SPECIFICATIONS = frozenset({CIUS, EXTENSION, CLEAN_VEHICLES})
_TWO_QUANTITIES = Scope(
    name="base quantities of two prices",
    nodes=lambda context: said(context).base_quantities,
    paths=lambda context: [f"{one.place}.price.base_quantity" for one in said(context).base_quantities],
)


def is_of_this_version(invoice: Invoice, context: Context) -> bool:
    """Hold when a specification (BT-24) is one of this version, to the letter."""
    return not _SPECIFICATIONS.isdisjoint(said(context).specifications)


def says_when_delivered(invoice: Invoice, context: Context) -> bool:
    """Hold when the delivery date, the invoicing period or the period of every line is there."""
    stated = said(context)
    return stated.has_delivery_date or stated.has_period


def quantities_agree(quantities: SaidQuantities, context: Context) -> bool:
    """Hold when both base quantities of a line read the same, with the same unit where both have one."""
    units = quantities.scheme, quantities.net_unit
    return quantities.value == quantities.net and (None in units or units[0] == units[1])


def _published(key: str) -> str:
    """Return the id of a German rule as XRechnung has it.

    >>> _published("23-a"), _published("TMP-2")
    ('BR-DE-23-a', 'BR-TMP-2')
    """
    return f"BR-{key}" if key.startswith("TMP") else f"BR-DE-{key}"


_OTHER_VERSION = Words(
    sv="”{name}” är {value}, vilket inte är XRechnung 3.0. Ange {expected}.",
    nb="«{name}» er {value}, som ikke er XRechnung 3.0. Oppgi {expected}.",
    en="“{name}” is {value}, which is not XRechnung 3.0. State {expected}.",
)
_NO_DATE = Words(
    sv="Det står inte när leveransen skedde. Tyska momsregler vill ha leveransdatum eller period, för fakturan eller "
    "för varje rad.",
    nb="Det står ikke når leveringen skjedde. Tyske mva-regler vil ha leveringsdato eller periode, for fakturaen eller "
    "for hver linje.",
    en="Nothing says when the delivery took place. German VAT law wants a delivery date or a period, for the invoice "
    "or for each line.",
)
_TWO_WORDS = Words(
    sv="Bruttopriset gäller för {value} enheter och nettopriset för {expected}. Skriv antal och enhet lika på båda "
    "ställena.",
    nb="Bruttoprisen gjelder for {value} enheter og nettoprisen for {expected}. Skriv antall og enhet likt begge "
    "steder.",
    en="The gross price is for {value} units and the net price for {expected}. Write quantity and unit the same with "
    "both.",
)

NATIONAL: tuple[Rule, ...] = (
    *german_rules(_published, SOURCE),
    rule(
        "BR-DE-21",
        "BT-24",
        _OTHER_VERSION,
        on(DOCUMENT, is_of_this_version, "specification", lambda invoice, context: CIUS),
        severity=Severity.WARNING,
    ),
    rule(
        "BR-DE-TMP-32",
        "BT-72 BG-14 BG-26",
        _NO_DATE,
        on(DOCUMENT, says_when_delivered, "delivery.delivery_date"),
        severity=Severity.INFORMATION,
    ),
    rule(
        "BR-TMP-3",
        "BT-149 BT-150",
        _TWO_WORDS,
        cii(_TWO_QUANTITIES, quantities_agree, expected=lambda quantities, context: quantities.net),
    ),
)
