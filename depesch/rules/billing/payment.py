"""The rule on direct debit."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from depesch.model.facts import Said
from depesch.rules import Check, Context, Rule, Scope, Words
from depesch.rules.billing.making import rule
from depesch.rules.billing.xpath import normalised
from depesch.rules.making import never, ubl

DIRECT_DEBIT = frozenset({"49", "59"})


def _without_mandate(context: Context) -> list[Said]:
    """Return the ways to pay by direct debit that lack a mandate, as the source has them if it was looked through."""
    if context.stated.gathered:
        return [msgspec.structs.replace(said, value=None) for said in context.stated.mandateless]
    return debits_of_model(context)


def debits_of_model(context: Context) -> list[Said]:
    """Return the ways to pay by direct debit where the model has no mandate; what is missing has no value."""
    payment = context.invoice.payment
    if payment is None or (payment.direct_debit and payment.direct_debit.mandate_reference is not None):
        return []
    debits = (i for i, means in enumerate(payment.means) if normalised(means.code) in DIRECT_DEBIT)
    return [Said(place=f"payment.means[{i}]") for i in debits]


def places_of(found: Sequence[Said]) -> list[str]:
    """Return the model's path of each."""
    return [said.place for said in found]


def has_direct_debit(context: Context) -> bool:
    """Say whether the invoice is to be paid by direct debit."""
    payment = context.invoice.payment
    return payment is not None and any(normalised(means.code) in DIRECT_DEBIT for means in payment.means)


WITHOUT_MANDATE = Scope(
    name="direct debit without mandate",
    nodes=_without_mandate,
    paths=lambda context: places_of(_without_mandate(context)),
    only_if=has_direct_debit,
)


def mandate(source: str, *more: Check) -> Rule:
    """Return PEPPOL-EN16931-R061: direct debit needs the reference of the mandate (BT-89)."""
    own = ubl(WITHOUT_MANDATE, never)
    return rule("PEPPOL-EN16931-R061", source, "BT-89 BT-81", _NO_MANDATE, own, *more)


_NO_MANDATE = Words(
    sv="Fakturan ska betalas med autogiro, men medgivandets nummer saknas. Fyll i det, eller välj ett annat "
    "betalningssätt.",
    nb="Fakturaen skal betales med avtalegiro eller annen direkte belastning, men nummeret på fullmakten mangler. "
    "Fyll det ut, eller velg en annen betalingsmåte.",
    en="The invoice is to be paid by direct debit, but the reference of the mandate is missing. Fill it in, or choose "
    "another way to pay.",
)
