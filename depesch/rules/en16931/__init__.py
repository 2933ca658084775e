"""EN 16931: what every European e-invoice must fulfil, in UBL and in CII.

Source: EN 16931-1:2017+A1:2019 and the validation artefacts of CEN/TC 434, release 1.3.16; where the two differ,
the artefacts decide, since they are what receivers run.
"""

from __future__ import annotations

from datetime import date

from depesch.rules import Rule, RuleSet
from depesch.rules.en16931.making import VERSION


def _rules() -> tuple[Rule, ...]:
    from depesch.rules.en16931.arithmetic import ARITHMETIC
    from depesch.rules.en16931.codes import CODES
    from depesch.rules.en16931.conditions import CONDITIONS
    from depesch.rules.en16931.decimals import DECIMAL_PLACES
    from depesch.rules.en16931.presence import PRESENCE
    from depesch.rules.en16931.vat import VAT

    return (*PRESENCE, *CONDITIONS, *ARITHMETIC, *DECIMAL_PLACES, *VAT, *CODES)


RULES = RuleSet(
    name="en16931",
    version=VERSION,
    title="EN 16931",
    source=f"CEN/TC 434 validation artefacts {VERSION}",
    in_force_from=date(2026, 3, 30),  # the day of the release
    follows="1.3.15",
    applies_to=lambda invoice, syntax: True,
    syntax_bound=True,
    load=_rules,
)
