"""What payment means in Finvoice: the payment order (EPI), and the seller's accounts.

EPI is one order: its account is the first of the means, the seller's other accounts are further ones. The seller's
account that EPI names again adds what EPI does not say. A payment card belongs to the order.
"""

from __future__ import annotations

from typing import Any

from depesch.kit.xml import children
from depesch.model import invoice as model
from depesch.syntaxes.binding import Element, Entry, Plan, Run, Tracer, Values
from depesch.syntaxes.finvoice.codes import says_nothing
from depesch.syntaxes.finvoice.shapes import near
from depesch.syntaxes.finvoice.values import FORMAT, Again, Day, Money, Words
from depesch.syntaxes.groups import Group, Groups, Inside, Later, Make, Nest, Top

_SCHEME_NAME = "IdentificationSchemeName"
_ACCOUNT, _NAME, _PROVIDER = (f"credit_transfer.{field}" for field in ("account", "account_name", "provider"))
_INFORMATION, _CARD = "SellerInformationDetails", "PaymentCardInfo"


def _scheme_named(key: str) -> Words:
    return Words(key, constants=(_SCHEME_NAME,))


def _means(**said: Any) -> model.PaymentMeans:
    """Return one way to pay, of what EPI or the seller's account says."""
    transfer = {key.rpartition(".")[2]: said.pop(key) for key in (_ACCOUNT, _NAME, _PROVIDER) if key in said}
    return model.PaymentMeans(credit_transfer=model.CreditTransfer(**transfer) if transfer else None, **said)


CARD = Group(
    "card",
    model.PaymentCard,
    {"PrimaryAccountNumber": Words("primary_account_number"), "CardHolderName": Words("holder_name")},
    drop_empty=True,
)

ACCOUNT = Groups(
    "means",
    _means,
    {
        "SellerAccountID": _scheme_named(_ACCOUNT),
        "SellerBic": _scheme_named(_PROVIDER),
        "SellerAccountName": Words(_NAME),
    },
    drop_empty=True,
)


class _Order(Groups):
    """The payment order, with what stands elsewhere and belongs to it."""

    __slots__ = ()

    def _elsewhere(self, element: Element, own: Values) -> list[tuple[Entry, Element]]:
        """Return the card, and the parts of the seller's account that the order names."""
        root = element.getparent()
        if root is None:
            return []
        found: list[tuple[Entry, Element]] = [(CARD, card) for card in root.findall(_CARD)[:1]]
        account = own.get(_ACCOUNT)
        information = root.find(_INFORMATION) if account is not None else None
        if information is None:
            return found
        for one in information.iterchildren("SellerAccountDetails"):
            if one.findtext("SellerAccountID") == account:
                return found + [(ACCOUNT.plan[str(c.tag)], c) for c in children(one) if c.tag in ACCOUNT.plan]
        return found

    def _reader(self, make: Make) -> Any:
        plan = self.plan

        def read(element: Element, values: Values, run: Run) -> Any:
            own: Values = {}
            for child in children(element):
                if child.tag in plan:
                    plan[str(child.tag)].take(child, own, run)
            for entry, one in self._elsewhere(element, own):
                entry.take(one, own, run)
            return make(**own) if own else None

        return read

    def _traced(self, element: Element, values: Values, run: Tracer, prefix: str, path: str) -> Values:
        own = super()._traced(element, values, run, prefix, path)
        for entry, one in self._elsewhere(element, own):
            entry.trace(one, own, run, path + ".")
        return own


def _payment(entry: Entry | Plan) -> Inside:
    return Inside("payment", model.Payment, entry)


_FURTHER_ACCOUNT = Top(_payment(ACCOUNT))


def _account(element: Element, run: Run) -> Entry | None:
    """Return what a seller's account gives: nothing where the order named it."""
    means = run.root.get("payment", {}).get("means", ())
    first = means[0] if means else None
    if isinstance(first, model.PaymentMeans):
        named = first.credit_transfer.account if first.credit_transfer else None
    else:
        named = first.get(_ACCOUNT) if first else None
    return None if named is not None and element.findtext("SellerAccountID") == named else _FURTHER_ACCOUNT


SELLER_ACCOUNT = Later(_account, _FURTHER_ACCOUNT)


def _is_sellers_name(element: Element) -> bool:
    """Whether the beneficiary is who the invoice says is paid; the name is cut to 35 characters here."""
    text = _plain(element.text)
    root = element.getroottree().getroot()
    named = (
        root.findtext("SellerPartyDetails/SellerOrganisationName"),
        root.findtext("FactoringAgreementDetails/FactoringPartyName"),
        *(one.text for one in root.findall("AnyPartyDetails/AnyPartyOrganisationName")[:10]),
    )
    return any(_plain(name).startswith(text) for name in named)


def _plain(text: str | None) -> str:
    return " ".join((text or "").split()).casefold()


def _is_sellers_identifier(element: Element) -> bool:
    root = element.getroottree().getroot()
    return (element.text or "").strip() == (root.findtext("SellerPartyDetails/SellerPartyIdentifier") or "").strip()


def _is_usual_reference(element: Element) -> bool:
    """Whether the technical reference, which Finland does not use, is none or the payment reference again."""
    if says_nothing(element.text):
        return True
    root = element.getroottree().getroot()
    reference = root.findtext("EpiDetails/EpiPaymentInstructionDetails/EpiRemittanceInfoIdentifier") or ""
    return reference.lstrip("0") == (element.text or "").lstrip("0")


def _is_usual_charge(element: Element) -> bool:
    """Whether charges are shared, as the payment area has it."""
    return element.get("ChargeOption") in ("SHA", "SLEV") and (element.text or "").strip() in ("", "SHA", "SLEV")


def _is_invoice_date(element: Element) -> bool:
    dated = element.getroottree().getroot().findtext("InvoiceDetails/InvoiceDate")
    return (element.text or "").strip() == (dated or "").strip()


_INSTRUCTION: Plan = {
    "EpiRemittanceInfoIdentifier": Top(_payment(_scheme_named("remittance_information"))),
    "EpiInstructedAmount": Top(Inside("totals", model.Totals, Money("amount_due"))),
    "EpiCharge": Again(_is_usual_charge, "ChargeOption"),
    "EpiDateOptionDate": Top(Day("due_date")),
    "EpiPaymentMeansCode": Words("code"),
    "EpiPaymentMeansText": Words("text"),
}

EPI = _payment(
    _Order(
        "means",
        _means,
        {
            "EpiIdentificationDetails": Nest(
                {
                    "EpiDate": Again(_is_invoice_date, FORMAT),
                    "EpiReference": Again(_is_usual_reference),
                }
            ),
            "EpiPartyDetails": Nest(
                {
                    "EpiBfiPartyDetails": Nest({"EpiBfiIdentifier": _scheme_named(_PROVIDER)}, may_be_empty=True),
                    "EpiBeneficiaryPartyDetails": Nest(
                        {
                            "EpiNameAddressDetails": Again(_is_sellers_name),
                            "EpiBei": Again(_is_sellers_identifier),
                            "EpiAccountID": _scheme_named(_ACCOUNT),
                        }
                    ),
                }
            ),
            "EpiPaymentInstructionDetails": Nest(_INSTRUCTION),
        },
        drop_empty=True,
    )
)

DIRECT_DEBIT = _payment(
    Group(
        "direct_debit",
        model.DirectDebit,
        {
            "MandateReference": Words("mandate_reference"),
            "CreditorIdentifier": Words("creditor_identifier"),
            "DebitedAccountID": _scheme_named("debited_account"),
        },
        drop_empty=True,
    )
)


def _is_unpaid(element: Element) -> bool:
    """Whether the status of the payment is that it is still to be paid, as for any invoice."""
    return (element.text or "").strip() == "NOTPAID" and near(element, "PaymentMethodText") is None


PAYMENT_STATUS = Nest({"PaymentStatusCode": Again(_is_unpaid)})
