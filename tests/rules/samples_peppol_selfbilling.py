"""Golden samples of Peppol BIS Self-Billing: those of billing, with what says that the buyer made the invoice."""

from __future__ import annotations

import msgspec

from depesch.model.facts import Facts
from depesch.model.invoice import Invoice
from tests.rules.german import changed
from tests.rules.samples import Sample
from tests.rules.samples_peppol import Samples, own_mendable, own_samples, pair, peppol_invoice

RULE_SET = "peppol_bis3_selfbilling"
_CREDIT_NOTE = Facts(root="CreditNote")
_SPECIFICATION = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:selfbilling:3.0"
_PROCESS = "urn:fdc:peppol.eu:2017:poacc:selfbilling:01:1.0"


def self_billed() -> Invoice:
    """Return an invoice that the buyer made, and that keeps the rules of self-billing."""
    return changed(
        peppol_invoice(), {"specification": _SPECIFICATION, "business_process": _PROCESS, "type_code": "389"}
    )


def samples() -> Samples:
    """Return the sound and the broken sample of every rule."""
    invoice = self_billed()
    made = own_samples(invoice)
    del made["PEPPOL-EN16931-P0112"]
    credit = changed(invoice, {"type_code": "261"})
    made["PEPPOL-EN16931-P0100"] = pair(invoice, "type_code", "380")
    made["PEPPOL-EN16931-P0101"] = pair(credit, "type_code", "381", facts=_CREDIT_NOTE)
    made["PEPPOL-EN16931-R080"] = tuple(  # type: ignore[assignment]  # a pair of samples stays one
        msgspec.structs.replace(one, invoice=credit) for one in made["PEPPOL-EN16931-R080"] if one
    )
    return made


def mendable() -> dict[str, Sample]:
    """Return a sample that its rule's mend puts right, for every rule with a mend."""
    return own_mendable(self_billed())
