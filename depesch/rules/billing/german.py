"""All German rules that XRechnung and Peppol BIS Billing share."""

from __future__ import annotations

from collections.abc import Callable

from depesch.rules import Context, Rule
from depesch.rules.billing.german_document import WHOLE
from depesch.rules.billing.german_making import rules_of
from depesch.rules.billing.german_parties import PARTIES
from depesch.rules.billing.german_payment import PAYMENT


def german_rules(
    identify: Callable[[str], str], source: str, only_if: Callable[[Context], bool] | None = None
) -> tuple[Rule, ...]:
    """Return the German rules under the ids that `identify` gives to `1`, `23-a`, `TMP-2`, ...

    `only_if` says in one step whether they are asked for a document at all.
    """
    return rules_of((*PAYMENT, *PARTIES, *WHOLE), identify, source, only_if)
