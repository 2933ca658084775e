"""XRechnung: what German authorities ask of an invoice, in UBL and in CII, with its extension and clean vehicles.

Source: KoSIT, XRechnung 3.0.2 and its Schematron rules; where the two differ, the rules decide, since they are what
receivers run. A document that claims a later version is judged by this one, which says so (BR-DE-21).
"""

from __future__ import annotations

from depesch.model.xrechnung import claims_xrechnung
from depesch.rules import Rule, RuleSet
from depesch.rules.xrechnung.making import SOURCE, VERSION


def _rules() -> tuple[Rule, ...]:
    from depesch.rules.xrechnung.extension import EXTENSION_RULES
    from depesch.rules.xrechnung.national import NATIONAL
    from depesch.rules.xrechnung.peppol import PEPPOL
    from depesch.rules.xrechnung.vehicles import VEHICLES

    return (*PEPPOL, *NATIONAL, *EXTENSION_RULES, *VEHICLES)


RULES = RuleSet(
    name="xrechnung",
    version=VERSION,
    title="XRechnung",
    source=SOURCE,
    in_force_from=None,
    applies_to=lambda invoice, syntax: claims_xrechnung(invoice),
    load=_rules,
)
