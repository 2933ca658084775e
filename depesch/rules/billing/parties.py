"""The parties and ways to pay as the source has them; without a source, as its writer would put the model's.

National rules ask for more than the model holds: every registration with its scheme, the parts of an address that are
there but empty, the account of each way to pay.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from depesch.model.facts import Said, SaidAddress, SaidMeans, SaidParty, SaidReference
from depesch.model.invoice import Identifier, Party, Payment, PaymentMeans, PostalAddress, TaxRepresentative
from depesch.rules import Context

_CII = "cii_d16b"
_IBAN = r"[A-Z]{2}[0-9]{2}[0-9A-Z ]{11,}"


def seller(context: Context) -> SaidParty | None:
    """Return the seller; None when there is no such party."""
    return context.once(_seller)


def buyer(context: Context) -> SaidParty | None:
    """Return the buyer; None when there is no such party."""
    return context.once(_buyer)


def representative(context: Context) -> SaidParty | None:
    """Return the seller's tax representative; None when there is none."""
    return context.once(_representative)


def means(context: Context) -> tuple[SaidMeans, ...]:
    """Return every way to pay."""
    return context.once(_means)


def references(context: Context) -> tuple[SaidReference, ...]:
    """Return every additional document; those without a place stand within another reference."""
    return context.once(_references)


class Repeated(ValueError):
    """What a rule speaks of as one stands there several times: the rule cannot be evaluated, as the official cannot."""


def the_only(texts: Sequence[str]) -> str:
    """Return the one text, empty when there is none; Repeated when there are several."""
    if len(texts) > 1:
        raise Repeated(f"{len(texts)} values stand where the rule speaks of one: {', '.join(texts)}")
    return texts[0] if texts else ""


def the_text(said: Sequence[Said]) -> str:
    """Return the text of the one element, empty when there is none; Repeated when there are several."""
    return the_only([one.value or "" for one in said])


def _seller(context: Context) -> SaidParty | None:
    national = context.stated.national
    return national.seller if national else _party(context.invoice.seller, context)


def _buyer(context: Context) -> SaidParty | None:
    national = context.stated.national
    return national.buyer if national else _party(context.invoice.buyer, context)


def _representative(context: Context) -> SaidParty | None:
    national = context.stated.national
    if national:
        return national.representative
    found = context.invoice.tax_representative
    return None if found is None else SaidParty(taxes=_taxes(found, context), address=_address(found.address))


def _party(party: Party | None, context: Context) -> SaidParty | None:
    if party is None:
        return None
    in_cii = context.syntax == _CII
    return SaidParty(
        taxes=_taxes(party, context),
        companies=() if party.legal_registration is None else (_identifier(party.legal_registration),),
        # CII writes those without a scheme in another element, of which no rule asks.
        identifiers=tuple(_identifier(one) for one in party.identifiers if one.scheme is not None or not in_cii),
        names=() if party.trading_name is None else (Said(value=party.trading_name),),
        endpoint=_identifier(party.electronic_address) if party.electronic_address else None,
        address=_address(party.address),
    )


def _identifier(identifier: Identifier) -> Said:
    return Said(value=identifier.value, scheme=identifier.scheme)


def _taxes(party: Party | TaxRepresentative, context: Context) -> tuple[Said, ...]:
    vat, other = ("VA", "FC") if context.syntax == _CII else ("VAT", "TAX")
    numbers = ((vat, party.vat_identifier), (other, getattr(party, "tax_registration", None)))
    return tuple(Said(value=n, scheme=s) for s, n in numbers if n is not None)


def _address(address: PostalAddress | None) -> SaidAddress | None:
    if address is None:
        return None
    parts = tuple(part for part in ("line_1", "city", "post_code") if getattr(address, part) is not None)
    return SaidAddress(country=address.country, parts=parts)


def _means(context: Context) -> tuple[SaidMeans, ...]:
    national, payment = context.stated.national, context.invoice.payment
    if national:
        return national.means
    if payment is None:
        return ()
    return tuple(_one_means(one, payment, context, place=f"payment.means[{i}]") for i, one in enumerate(payment.means))


def _references(context: Context) -> tuple[SaidReference, ...]:
    national = context.stated.national
    if national:
        return national.references
    return tuple(
        SaidReference(
            value=one.reference,
            descriptions=() if one.description is None else (one.description,),
            location=one.location,
            place=f"supporting_documents[{i}]",
        )
        for i, one in enumerate(context.invoice.supporting_documents)
    )


def _one_means(means: PaymentMeans, payment: Payment, context: Context, *, place: str) -> SaidMeans:
    transfer, debit, reference = means.credit_transfer, payment.direct_debit, payment.remittance_information
    in_cii = context.syntax == _CII
    number = transfer.account if transfer else None
    account = () if number is None else (Said(value=number, place=f"{place}.credit_transfer.account"),)
    as_iban = not in_cii or re.fullmatch(_IBAN, number or "") is not None
    payers = debit and (debit.creditor_identifier if in_cii else debit.debited_account)
    return SaidMeans(
        value=means.code,
        place=place,
        accounts=account if as_iban else (),
        proprietary=() if as_iban else account,
        provider=transfer.provider if transfer else None,
        references=() if reference is None else (reference,),
        mandate=debit.mandate_reference if debit and not in_cii else None,
        debited=payers or None,
    )
