"""What each element of Finvoice means in the model, one plan for all versions: each holds what the one before had.

Source: Finvoice data list 3.0, column EN 16931; older places of the same facts by data list 2.01.
"""

from __future__ import annotations

from collections.abc import Mapping

from depesch.model import invoice as model
from depesch.syntaxes.binding import Element, Entry, Plan, Problem, Run, Take, Tracer, Values
from depesch.syntaxes.finvoice.codes import (
    CREDIT,
    CREDIT_NOTE,
    PAYEE,
    SPECIFICATIONS,
    TAX_REPRESENTATIVE,
    TYPES,
    USUAL_TYPE_TEXTS,
    says_nothing,
    type_of,
)
from depesch.syntaxes.finvoice.party_plan import (
    BUYER,
    DELIVERY_PARTY,
    PAYEE_PARTY,
    REPRESENTATIVE,
    SELLER,
    contact_plan,
)
from depesch.syntaxes.finvoice.payment_plan import DIRECT_DEBIT, EPI, PAYMENT_STATUS, SELLER_ACCOUNT
from depesch.syntaxes.finvoice.row_plan import INVOICE_ROW, PRECEDING, REFERENCE, ROW, charge_plan
from depesch.syntaxes.finvoice.shapes import Beside, Definition, Links, NoteText, TextsInside
from depesch.syntaxes.finvoice.values import (
    CURRENCY,
    Attribute,
    Both,
    Day,
    ElectronicAddress,
    Identities,
    Identity,
    Joined,
    Money,
    Percent,
    UnitNumber,
    Words,
)
from depesch.syntaxes.groups import Choice, Groups, Inside, Later, Nest, Top
from depesch.syntaxes.leaves import Known, Leaf

TYPE, TYPE_UN = "InvoiceTypeCode", "InvoiceTypeCodeUN"
TOTAL = "InvoiceTotalVatIncludedAmount"
_PERIOD_TAGS = ("InvoicingPeriodStartDate", "InvoicingPeriodEndDate")


class _Type(Leaf):
    """The type by InvoiceTypeCode: what the message is handled by, and what UNTDID 1001 says more exactly beside it."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__("type_code", constants=("CodeListAgencyIdentifier",))

    def _taker(self) -> Take:
        def take(element: Element, values: Values, run: Run) -> None:
            said = (element.text or "").strip()
            if not said:
                return
            found = type_of(said)
            if found is None:
                run.problems.append(Problem("READ-CODE", element, said, "the type of an invoice, such as INV01"))
            elif _beside(element, TYPE_UN) is None:
                values.setdefault("type_code", found)

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        super().trace(element, values, run, prefix)
        if (element.text or "").strip() not in TYPES:
            run.used.discard(element)  # it says more than the model has a term for


class _TypeUN(Leaf):
    """The type (BT-3) as UNTDID 1001 has it; one that contradicts the credit note that the message is, is none."""

    __slots__ = ()

    def _taker(self) -> Take:
        def take(element: Element, values: Values, run: Run) -> None:
            said = element.text
            if said is None or says_nothing(said):
                return
            handled = (_beside(element, TYPE) or "").strip()
            if handled == CREDIT and said not in model.CREDIT_NOTE_TYPES:
                run.problems.append(Problem("READ-CODE", element, said, f"the type of a credit note, as {CREDIT} is"))
                said = CREDIT_NOTE
            values.setdefault("type_code", said)

        return take


def _beside(element: Element, tag: str) -> str | None:
    """Return the text of the sibling just before or after, if it is of that name and not empty."""
    for one in (element.getprevious(), element.getnext()):
        if one is not None and one.tag == tag and one.text and not one.text.isspace():
            return one.text
    return None


class _Specification(Words):
    """BT-24; Finvoice has a name of its own for EN 16931."""

    __slots__ = ()

    def _taker(self) -> Take:
        key, take_text = self.key, super()._taker()

        def take(element: Element, values: Values, run: Run) -> None:
            had = key in values
            take_text(element, values, run)
            if not had and key in values:
                values[key] = SPECIFICATIONS.get(values[key], values[key])

        return take


def _totals(entry: Entry) -> Inside:
    return Inside("totals", model.Totals, entry)


def _buyer(entry: Entry | Plan) -> Inside:
    return Inside("buyer", model.Party, entry)


def _seller(entry: Entry | Plan) -> Inside:
    return Inside("seller", model.Party, entry)


def _delivery(entry: Entry | Plan) -> Inside:
    return Inside("delivery", model.Delivery, entry)


_KNOWN = Known()
TRANSMISSION: Plan = {
    "MessageSenderDetails": Nest(
        {"FromIdentifier": _seller(ElectronicAddress("electronic_address")), "FromIntermediator": _KNOWN}
    ),
    "MessageReceiverDetails": Nest(
        {"ToIdentifier": _buyer(ElectronicAddress("electronic_address")), "ToIntermediator": _KNOWN}
    ),
    "MessageDetails": Nest(
        {
            "MessageIdentifier": _KNOWN,
            "MessageTimeStamp": _KNOWN,
            "RefToMessageIdentifier": _KNOWN,
            "ImplementationCode": Words("business_process"),
            "SpecificationIdentifier": _Specification("specification"),
        }
    ),
}

_NOTE = NoteText()
_VAT_ROW = Groups(
    "vat_breakdown",
    model.VatBreakdown,
    {
        "VatBaseAmount": Money("taxable_amount"),
        "VatRatePercent": Percent("rate"),
        "VatCode": Words("category"),
        "VatRateAmount": Money("tax_amount"),
        "VatFreeText": Joined("exemption_reason"),
        "VatExemptionReasonCode": Words("exemption_reason_code"),
    },
    drop_empty=True,
)


def _vat_row(element: Element, run: Run) -> Entry | None:
    """Return what a row of the breakdown says: one that repeats it in another currency has no place."""
    amount = element.find("VatRateAmount")
    stated = None if amount is None else amount.get(CURRENCY)
    currency = run.root.get("currency")
    return _VAT_ROW if stated is None or currency is None or stated == currency else None


def _period(field: str) -> Choice:
    """Return the entry of the delivery period, which is the invoicing period (BG-14) where none is stated."""
    entry = Top(Inside("period", model.Period, Day(field)))

    def choose(element: Element) -> Entry | None:
        details = element.getroottree().getroot().find("InvoiceDetails")
        stated = details is not None and any(details.find(one) is not None for one in _PERIOD_TAGS)
        return None if stated else entry

    return Choice(choose, entry)


_TERMS: Plan = {
    "PaymentTermsFreeText": Joined("payment_terms"),
    "InvoiceDueDate": Day("due_date"),
    "PaymentOverDueFineDetails": Nest({"PaymentOverDueFineFreeText": Joined("payment_terms")}),
}


def _charged(reason: str) -> Mapping[str, Entry]:
    return {**charge_plan(reason), "VatCategoryCode": Words("vat_category"), "VatRatePercent": Percent("vat_rate")}


DETAILS: Plan = {
    TYPE: _Type(),
    TYPE_UN: _TypeUN("type_code"),
    "InvoiceTypeText": Known(*USUAL_TYPE_TEXTS),
    "OriginCode": Known("original"),
    "InvoicedObjectID": Identity("invoiced_object"),
    "InvoiceNumber": Words("number"),
    "InvoiceDate": Day("issue_date"),
    **dict.fromkeys(PRECEDING, Beside("preceding_invoices", model.PrecedingInvoice, PRECEDING)),
    "OriginalInvoiceReference": Groups("preceding_invoices", model.PrecedingInvoice, REFERENCE, drop_empty=True),
    _PERIOD_TAGS[0]: Inside("period", model.Period, Day("start")),
    _PERIOD_TAGS[1]: Inside("period", model.Period, Day("end")),
    "SellerReferenceIdentifier": Words("sales_order_reference"),
    "SellersBuyerIdentifier": _buyer(Identities("identifiers")),
    "OrderIdentifier": Words("order_reference"),
    "AgreementIdentifier": Words("contract_reference"),
    "BuyerReferenceIdentifier": Words("buyer_reference"),
    "ProjectReferenceIdentifier": Words("project_reference"),
    "DefinitionDetails": Definition(),
    "RowsTotalVatExcludedAmount": _totals(Money("line_net_amount")),
    "DiscountsTotalVatExcludedAmount": _totals(Money("allowance_amount")),
    "ChargesTotalVatExcludedAmount": _totals(Money("charge_amount")),
    "InvoiceTotalVatExcludedAmount": _totals(Money("amount_excl_vat")),
    "InvoiceTotalVatAmount": _totals(Money("vat_amount")),
    "InvoiceTotalVatAccountingAmount": Both(
        _totals(Money("vat_amount_accounting", checked=False)), Top(Attribute("vat_currency", CURRENCY))
    ),
    TOTAL: Both(Top(Attribute("currency", CURRENCY)), _totals(Money("amount_incl_vat"))),
    "InvoiceTotalRoundoffAmount": _totals(Money("rounding_amount")),
    "InvoicePaidAmount": _totals(Money("paid_amount")),
    "AccountDimensionText": Words("buyer_accounting_reference"),
    "VatPoint": Nest(
        {"VatPointDate": Day("tax_point_date"), "VatPointDateCode": Words("tax_point_date_code")},
    ),
    "VatSpecificationDetails": Later(_vat_row, _VAT_ROW),
    "InvoiceFreeText": _NOTE,
    "InvoiceVatFreeText": _NOTE,
    "PaymentTermsDetails": Nest(_TERMS),
    "DiscountDetails": Groups("allowances", model.AllowanceCharge, _charged("FreeText"), drop_empty=True),
    "ChargeDetails": Groups("charges", model.AllowanceCharge, _charged("ReasonText"), drop_empty=True),
    "TenderReference": Words("tender_or_lot_reference"),
}


def _payee(entry: Entry | Plan) -> Inside:
    return Inside("payee", model.Payee, entry)


_PAYEE = _payee(PAYEE_PARTY)


def _any_party(element: Element) -> Entry | None:
    """Return which of the parties of EN 16931 this one is, by its code."""
    text = element.find("AnyPartyText")
    code = None if text is None else text.get("AnyPartyCode")
    return {PAYEE: _PAYEE, TAX_REPRESENTATIVE: REPRESENTATIVE}.get(code or "")


PLAN: Plan = {
    "MessageTransmissionDetails": Nest(TRANSMISSION),
    "SellerPartyDetails": _seller(SELLER),
    "SellerOrganisationUnitNumber": _seller(UnitNumber("identifiers")),
    **contact_plan("Seller", _seller),
    "SellerInformationDetails": Nest(
        {
            "SellerTaxRegistrationText": _seller(Words("tax_registration")),
            "SellerAdditionalLegalInfo": _seller(Words("additional_legal_information")),
            "SellerAccountDetails": SELLER_ACCOUNT,
        }
    ),
    "BuyerPartyDetails": _buyer(BUYER),
    "BuyerOrganisationUnitNumber": _buyer(UnitNumber("identifiers")),
    **contact_plan("Buyer", _buyer),
    "DeliveryPartyDetails": _delivery(DELIVERY_PARTY),
    "DeliveryDetails": Nest(
        {
            "DeliveryDate": _delivery(Day("delivery_date")),
            "DeliveryPeriodDetails": Nest({"StartDate": _period("start"), "EndDate": _period("end")}),
            "WaybillIdentifier": Words("receiving_advice_reference"),
            "DeliveryNoteIdentifier": Words("despatch_advice_reference"),
            "FinalDestinationName": _delivery(Identity("location")),
        }
    ),
    "AnyPartyDetails": Choice(_any_party, _PAYEE, REPRESENTATIVE),
    "InvoiceDetails": Nest(DETAILS),
    "DirectDebitInfo": DIRECT_DEBIT,
    "PaymentStatusDetails": PAYMENT_STATUS,
    "FactoringAgreementDetails": Nest(
        {
            "FactoringFreeText": _NOTE,
            "FactoringPartyIdentifier": _payee(Identity("legal_registration")),
            "FactoringPartyName": _payee(Words("name")),
        }
    ),
    ROW: INVOICE_ROW,
    "SpecificationDetails": TextsInside("SpecificationFreeText"),
    "EpiDetails": EPI,
    "InvoiceUrlText": Links(),
}
