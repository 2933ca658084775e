"""How an invoice is paid: its reference and the accounts."""

from __future__ import annotations

from collections.abc import Sequence

from depesch.capture.captured import CROSS_CHECKED, Doubt, Field
from depesch.capture.identities import Identity, sure_of
from depesch.capture.notes import Reading
from depesch.capture.picking import reference
from depesch.capture.words import Code
from depesch.model.invoice import CreditTransfer, Payment, PaymentMeans

_CREDIT_TRANSFER = "30"


def payment_of(reading: Reading, identities: Sequence[Identity]) -> Payment | None:
    """Return the reference and the accounts: giro and IBAN, each with how sure its check digit makes it."""
    code = reading.code
    remittance = _remittance(reading)
    bic = next((one.value for one in identities if one.kind == "bic"), None)
    means: list[PaymentMeans] = []
    for one in identities:
        if one.kind not in ("bankgiro", "plusgiro", "iban", "account"):
            continue
        coded = (
            {"bankgiro": code.bankgiro, "plusgiro": code.plusgiro, "iban": code.iban}.get(one.kind) if code else None
        )
        plain = one.value.replace("-", "").replace(" ", "")
        same = coded is not None and coded.replace(" ", "") == plain
        provider = {"bankgiro": "SE:BANKGIRO", "plusgiro": "SE:PLUSGIRO", "iban": bic}.get(one.kind)
        reading.fields.append(_identity_field(one, f"payment.means[{len(means)}].credit_transfer.account", same=same))
        if one.right is False:
            reading.doubts.append(Doubt(code=Code.CHECK_DIGIT, term="BT-84", value=one.value))
        account = plain if one.kind in ("bankgiro", "plusgiro") else one.value
        transfer = CreditTransfer(account=account, provider=provider)
        means.append(PaymentMeans(code=_CREDIT_TRANSFER, credit_transfer=transfer))
    if remittance is None and not means:
        return None
    return Payment(remittance_information=remittance, means=tuple(means))


def _remittance(reading: Reading) -> str | None:
    coded = reading.code.reference if reading.code else None
    chosen = reference(reading.sheets)
    if chosen is None:
        if coded is not None:
            reading.add_coded("BT-83", coded, "payment.remittance_information")
        return coded
    found, sure, doubt = chosen
    same = reading.agrees("BT-83", found.value, coded)
    if doubt is not None and not same:
        reading.doubts.append(doubt)
    reading.add("BT-83", found, found.value, "payment.remittance_information", CROSS_CHECKED if same else sure)
    return found.value


def _identity_field(one: Identity, path: str, *, same: bool) -> Field:
    sure = CROSS_CHECKED if same else sure_of(one)
    return Field(
        term="BT-84", text=one.cell.text, value=one.value, page=one.cell.page.number, box=one.cell.box(), path=path,
        confidence=round(sure if same else min(sure, max(one.cell.score(), 0.3)), 2),
    )  # fmt: skip
