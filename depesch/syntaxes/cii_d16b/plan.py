"""What each element of the Cross Industry Invoice means in the model.

Source: CEN/TS 16931-3-3 (binding of EN 16931-1 to UN/CEFACT CII D16B).
"""

from __future__ import annotations

from depesch.kit.xml import children
from depesch.model import invoice as model
from depesch.syntaxes.binary import Binary
from depesch.syntaxes.binding import Element, Entry, Plan, Run
from depesch.syntaxes.choices import by_code, by_indicator, by_scheme, child_named
from depesch.syntaxes.cii_d16b.names import (
    FISCAL_REGISTRATION,
    INVOICED_OBJECT,
    PROJECT_NAME,
    SUPPORTING_DOCUMENT,
    TENDER_OR_LOT,
    VAT_REGISTRATION,
    qdt,
    ram,
    rsm,
    udt,
)
from depesch.syntaxes.cii_d16b.values import (
    BareId,
    BareIds,
    Day102,
    PlainAmount,
    RegisteredAs,
    SameUnit,
    TaxPointCode,
)
from depesch.syntaxes.groups import Choice, Doubted, Group, Groups, Inside, Later, Nest
from depesch.syntaxes.leaves import Amount, Id, Ids, Known, Number, Text, Unheld

_ID, _TYPE, _INDICATOR = ram("ID"), ram("TypeCode"), ram("ChargeIndicator")
_ASSIGNED, _BASIS = ram("IssuerAssignedID"), ram("BasisQuantity")
_TRUE_OR_FALSE, _ACTUAL = udt("Indicator"), ram("ActualAmount")
_NET_PRICE = ram("NetPriceProductTradePrice")


def _date(key: str) -> Nest:
    return Nest({udt("DateTimeString"): Day102(key)})


def _indicator(element: Element) -> Element | None:
    holder = child_named(element, _INDICATOR)
    return None if holder is None else child_named(holder, _TRUE_OR_FALSE)


def _indicator_of_discount(element: Element) -> Element | None:
    """Return the indicator of a discount on the gross price; one without an amount is none."""
    return _indicator(element) if any(child.tag == _ACTUAL for child in children(element)) else None


def _numbered(entry: Entry) -> Choice:
    """Return the entry for a reference that has a number; one without it has no place."""
    return Choice(lambda element: entry if any(child.tag == _ASSIGNED for child in children(element)) else None, entry)


def _reference(key: str) -> Nest:
    return Nest({_ASSIGNED: Text(key)})


def _object(value: str = "", scheme: str | None = None) -> model.Identifier:
    return model.Identifier(value=value, scheme=scheme)


def _object_reference(key: str) -> Group:
    return Group(
        key,
        _object,
        {
            _ASSIGNED: Text("value"),
            ram("ReferenceTypeCode"): Text("scheme"),
            _TYPE: Known(INVOICED_OBJECT, sure=INVOICED_OBJECT),
        },
    )


_ADDRESS = Group(
    "address",
    model.PostalAddress,
    {
        ram("PostcodeCode"): Text("post_code"),
        ram("LineOne"): Text("line_1"),
        ram("LineTwo"): Text("line_2"),
        ram("LineThree"): Text("line_3"),
        ram("CityName"): Text("city"),
        ram("CountryID"): Text("country"),
        ram("CountrySubDivisionName"): Text("subdivision"),
    },
)

_REGISTRATION = by_scheme(
    _ID,
    {
        VAT_REGISTRATION: Nest({_ID: RegisteredAs("vat_identifier")}),
        FISCAL_REGISTRATION: Nest({_ID: RegisteredAs("tax_registration")}),
    },
    None,
)

_PARTY: Plan = {
    _ID: BareIds("identifiers"),
    ram("GlobalID"): Ids("identifiers"),
    ram("Name"): Text("name"),
    ram("Description"): Text("additional_legal_information"),
    ram("SpecifiedLegalOrganization"): Nest(
        {_ID: Id("legal_registration"), ram("TradingBusinessName"): Text("trading_name")}
    ),
    ram("DefinedTradeContact"): Group(
        "contact",
        model.Contact,
        {
            ram("PersonName"): Text("name"),
            ram("DepartmentName"): Text("name"),
            ram("TelephoneUniversalCommunication"): Nest({ram("CompleteNumber"): Text("telephone")}),
            ram("EmailURIUniversalCommunication"): Nest({ram("URIID"): Text("email")}),
        },
    ),
    ram("PostalTradeAddress"): _ADDRESS,
    ram("URIUniversalCommunication"): Nest({ram("URIID"): Id("electronic_address")}),
    ram("SpecifiedTaxRegistration"): _REGISTRATION,
}

_BUYER: Plan = {**_PARTY, ram("Description"): Doubted(_PARTY[ram("Description")])}

_PAYEE: Plan = {
    _ID: BareId("identifier"),
    ram("GlobalID"): Id("identifier"),
    ram("Name"): Text("name"),
    ram("SpecifiedLegalOrganization"): Nest({_ID: Id("legal_registration")}),
}

_TAX_REPRESENTATIVE: Plan = {
    ram("Name"): Text("name"),
    ram("PostalTradeAddress"): _ADDRESS,
    ram("SpecifiedTaxRegistration"): by_scheme(
        _ID, {VAT_REGISTRATION: Nest({_ID: RegisteredAs("vat_identifier")})}, None
    ),
}

_PERIOD: Plan = {ram("StartDateTime"): _date("start"), ram("EndDateTime"): _date("end")}

_SUPPORTING = Groups(
    "supporting_documents",
    model.SupportingDocument,
    {
        _ASSIGNED: Text("reference"),
        ram("URIID"): Text("location"),
        _TYPE: Known(SUPPORTING_DOCUMENT, sure=SUPPORTING_DOCUMENT),
        ram("Name"): Text("description"),
        ram("AttachmentBinaryObject"): Binary("attachment", named=False),
    },
)

_AGREEMENT: Plan = {
    ram("BuyerReference"): Text("buyer_reference"),
    ram("SellerTradeParty"): Group("seller", model.Party, _PARTY),
    ram("BuyerTradeParty"): Group("buyer", model.Party, _BUYER),
    ram("SellerTaxRepresentativeTradeParty"): Group("tax_representative", model.TaxRepresentative, _TAX_REPRESENTATIVE),
    ram("SellerOrderReferencedDocument"): _reference("sales_order_reference"),
    ram("BuyerOrderReferencedDocument"): _reference("order_reference"),
    ram("ContractReferencedDocument"): _reference("contract_reference"),
    ram("AdditionalReferencedDocument"): by_code(
        _TYPE,
        {
            INVOICED_OBJECT: _object_reference("invoiced_object"),
            TENDER_OR_LOT: _numbered(
                Nest({_ASSIGNED: Text("tender_or_lot_reference"), _TYPE: Known(TENDER_OR_LOT, sure=TENDER_OR_LOT)})
            ),
            SUPPORTING_DOCUMENT: _SUPPORTING,
        },
        Doubted(_SUPPORTING),
    ),
    ram("SpecifiedProcuringProject"): Nest(
        {_ID: Text("project_reference"), ram("Name"): Known(PROJECT_NAME.lower(), filled=True)}
    ),
}


def _delivery(plan: Plan) -> Inside:
    return Inside("delivery", model.Delivery, plan)


_DELIVERY: Plan = {
    ram("ShipToTradeParty"): _delivery(
        {
            _ID: BareId("location"),
            ram("GlobalID"): Id("location"),
            ram("Name"): Text("party_name"),
            ram("PostalTradeAddress"): _ADDRESS,
        }
    ),
    ram("ActualDeliverySupplyChainEvent"): _delivery({ram("OccurrenceDateTime"): _date("delivery_date")}),
    ram("DespatchAdviceReferencedDocument"): _reference("despatch_advice_reference"),
    ram("ReceivingAdviceReferencedDocument"): _reference("receiving_advice_reference"),
}


def _payment(entry: Entry) -> Inside:
    return Inside("payment", model.Payment, entry)


def _direct_debit(entry: Entry | Plan) -> Inside:
    return Inside("direct_debit", model.DirectDebit, entry)


_ACCOUNT = Inside(
    "credit_transfer",
    model.CreditTransfer,
    {
        ram("IBANID"): Text("account"),
        ram("AccountName"): Text("account_name"),
        ram("ProprietaryID"): Text("account"),
    },
)
_ODD_ACCOUNT = Doubted(_ACCOUNT)


def _account(element: Element) -> Entry:
    """Return what an account says; an empty one, and one after another, are doubtful."""
    before = element.getprevious()
    return _ACCOUNT if len(element) and (before is None or before.tag != element.tag) else _ODD_ACCOUNT


_MEANS = Groups(
    "means",
    model.PaymentMeans,
    {
        _TYPE: Text("code"),
        ram("Information"): Text("text"),
        ram("ApplicableTradeSettlementFinancialCard"): Group(
            "card",
            model.PaymentCard,
            {_ID: Text("primary_account_number"), ram("CardholderName"): Text("holder_name")},
        ),
        ram("PayeePartyCreditorFinancialAccount"): Choice(_account, _ACCOUNT, _ODD_ACCOUNT),
        ram("PayeeSpecifiedCreditorFinancialInstitution"): Inside(
            "credit_transfer", model.CreditTransfer, {ram("BICID"): Text("provider")}
        ),
    },
    outer={
        ram("PayerPartyDebtorFinancialAccount"): _direct_debit(
            {ram("IBANID"): Text("debited_account"), ram("ProprietaryID"): Doubted(Text("debited_account"))}
        ),
    },
    drop_empty=True,
)

_TAX_POINT: Plan = {
    ram("TaxPointDate"): Nest({udt("DateString"): Day102("tax_point_date")}),
    ram("DueDateTypeCode"): TaxPointCode("tax_point_date_code"),
}
_VAT_ROW = Groups(
    "vat_breakdown",
    model.VatBreakdown,
    {
        ram("CalculatedAmount"): PlainAmount("tax_amount"),
        _TYPE: Known("vat", sure="VAT"),
        ram("ExemptionReason"): Text("exemption_reason"),
        ram("BasisAmount"): PlainAmount("taxable_amount"),
        ram("CategoryCode"): Text("category"),
        ram("ExemptionReasonCode"): Text("exemption_reason_code"),
        ram("RateApplicablePercent"): Number("rate"),
    },
    outer=_TAX_POINT,
)
_TAX_POINT_ONLY = Doubted(Nest(_TAX_POINT))  # no row to the model, but one to the rules
_VAT = Choice(
    lambda element: (
        _TAX_POINT_ONLY
        if len(element) and element[-1].tag in _TAX_POINT and all(one.tag in _TAX_POINT for one in children(element))
        else _VAT_ROW
    ),
    _TAX_POINT_ONLY,
    _VAT_ROW,
)


def _allowance_charge(*, of_line: bool) -> Choice:
    plan: dict[str, Entry] = {
        _INDICATOR: Nest({_TRUE_OR_FALSE: Known()}),
        ram("CalculationPercent"): Number("percentage"),
        ram("BasisAmount"): PlainAmount("base_amount"),
        ram("ActualAmount"): PlainAmount("amount"),
        ram("ReasonCode"): Text("reason_code"),
        ram("Reason"): Text("reason"),
    }
    if not of_line:
        plan[ram("CategoryTradeTax")] = Nest(
            {
                _TYPE: Known("vat", sure="VAT"),
                ram("CategoryCode"): Text("vat_category"),
                ram("RateApplicablePercent"): Number("vat_rate"),
            }
        )
    return by_indicator(
        _indicator,
        no=Groups("allowances", model.AllowanceCharge, plan),
        yes=Groups("charges", model.AllowanceCharge, plan),
    )


_VAT_TOTAL = Amount("vat_amount")
_ACCOUNTING_TOTAL = Amount("vat_amount_accounting", checked=False)


def _tax_total(element: Element, run: Run) -> Entry:
    """Return whether an amount is the invoice's VAT or, by its currency, the same in the accounting currency (BT-6).

    The second one is BT-111 also where both currencies are, wrongly, the same.
    """
    ours, accounting = run.root.get("currency"), run.root.get("vat_currency")
    if accounting is None or element.get("currencyID") != accounting:
        return _VAT_TOTAL
    return _VAT_TOTAL if ours == accounting and "vat_amount" not in run.root.get("totals", ()) else _ACCOUNTING_TOTAL


_TOTALS = Inside(
    "totals",
    model.Totals,
    {
        ram("LineTotalAmount"): PlainAmount("line_net_amount"),
        ram("ChargeTotalAmount"): PlainAmount("charge_amount"),
        ram("AllowanceTotalAmount"): PlainAmount("allowance_amount"),
        ram("TaxBasisTotalAmount"): PlainAmount("amount_excl_vat"),
        ram("TaxTotalAmount"): Later(_tax_total, _VAT_TOTAL, _ACCOUNTING_TOTAL),
        ram("RoundingAmount"): PlainAmount("rounding_amount"),
        ram("GrandTotalAmount"): PlainAmount("amount_incl_vat"),
        ram("TotalPrepaidAmount"): PlainAmount("paid_amount"),
        ram("DuePayableAmount"): PlainAmount("amount_due"),
    },
)

_SETTLEMENT: Plan = {
    ram("CreditorReferenceID"): _payment(_direct_debit(Text("creditor_identifier"))),
    ram("PaymentReference"): _payment(Text("remittance_information")),
    ram("TaxCurrencyCode"): Text("vat_currency"),
    ram("InvoiceCurrencyCode"): Text("currency"),
    ram("PayeeTradeParty"): Group("payee", model.Payee, _PAYEE),
    ram("SpecifiedTradeSettlementPaymentMeans"): _payment(_MEANS),
    ram("ApplicableTradeTax"): _VAT,
    ram("BillingSpecifiedPeriod"): Group("period", model.Period, _PERIOD),
    ram("SpecifiedTradeAllowanceCharge"): _allowance_charge(of_line=False),
    ram("SpecifiedTradePaymentTerms"): Nest(
        {
            ram("Description"): Text("payment_terms"),
            ram("DueDateDateTime"): _date("due_date"),
            ram("DirectDebitMandateID"): _payment(_direct_debit(Text("mandate_reference"))),
        }
    ),
    ram("SpecifiedTradeSettlementHeaderMonetarySummation"): _TOTALS,
    ram("InvoiceReferencedDocument"): Groups(
        "preceding_invoices",
        model.PrecedingInvoice,
        {
            _ASSIGNED: Text("number"),
            ram("FormattedIssueDateTime"): Nest({qdt("DateTimeString"): Day102("issue_date")}),
        },
    ),
    ram("ReceivableSpecifiedTradeAccountingAccount"): Nest({_ID: Text("buyer_accounting_reference")}),
}

_ITEM = Group(
    "item",
    model.Item,
    {
        ram("GlobalID"): Id("standard_identifier"),
        ram("SellerAssignedID"): Text("seller_identifier"),
        ram("BuyerAssignedID"): Text("buyer_identifier"),
        ram("Name"): Text("name"),
        ram("Description"): Text("description"),
        ram("ApplicableProductCharacteristic"): Groups(
            "attributes", model.ItemAttribute, {ram("Description"): Text("name"), ram("Value"): Text("value")}
        ),
        ram("DesignatedProductClassification"): Groups(
            "classifications",
            model.Classification,
            {ram("ClassCode"): Text("code", {"listID": "scheme", "listVersionID": "scheme_version"})},
        ),
        ram("OriginTradeCountry"): Nest({_ID: Text("origin_country")}),
    },
)


def _price(plan: Plan) -> Inside:
    return Inside("price", model.Price, plan)


_QUANTITY = Number("base_quantity", {"unitCode": "base_quantity_unit"})
_SAME_QUANTITY = SameUnit()


def _gross_quantity(element: Element) -> Entry | None:
    """Return what the base quantity of a gross price says: nothing that the net price does not say again."""
    gross_price = element.getparent()
    net_price = gross_price.getnext() if gross_price is not None else None
    net = next((one for one in children(net_price) if one.tag == _BASIS), None) if net_price is not None else None
    if net is None:
        return _QUANTITY
    same = (net.text, net.get("unitCode")) == (element.text, element.get("unitCode"))
    return _SAME_QUANTITY if same else None


_LINE_AGREEMENT: Plan = {
    ram("BuyerOrderReferencedDocument"): Nest({ram("LineID"): Text("order_line_reference")}),
    ram("GrossPriceProductTradePrice"): _price(
        {
            ram("ChargeAmount"): PlainAmount("gross_price"),
            _BASIS: Choice(_gross_quantity, _QUANTITY),
            ram("AppliedTradeAllowanceCharge"): by_indicator(
                _indicator_of_discount,
                no=Nest({_INDICATOR: Nest({_TRUE_OR_FALSE: Known()}), ram("ActualAmount"): PlainAmount("discount")}),
                yes=None,
            ),
        }
    ),
    _NET_PRICE: _price({ram("ChargeAmount"): PlainAmount("net_price"), _BASIS: _QUANTITY}),
}

_LINE_SETTLEMENT: Plan = {
    ram("ApplicableTradeTax"): Group(
        "vat",
        model.LineVat,
        {
            _TYPE: Known("vat", sure="VAT"),
            ram("CategoryCode"): Text("category"),
            ram("RateApplicablePercent"): Number("rate"),
            ram("ExemptionReason"): Unheld(),
        },
    ),
    ram("BillingSpecifiedPeriod"): Group("period", model.Period, _PERIOD),
    ram("SpecifiedTradeAllowanceCharge"): _allowance_charge(of_line=True),
    ram("SpecifiedTradeSettlementLineMonetarySummation"): Nest({ram("LineTotalAmount"): PlainAmount("net_amount")}),
    ram("AdditionalReferencedDocument"): by_code(
        _TYPE, {INVOICED_OBJECT: _object_reference("object_identifier")}, None
    ),
    ram("ReceivableSpecifiedTradeAccountingAccount"): Nest({_ID: Text("buyer_accounting_reference")}),
}

_LINE: Plan = {
    ram("AssociatedDocumentLineDocument"): Nest(
        {ram("LineID"): Text("identifier"), ram("IncludedNote"): Nest({ram("Content"): Text("note")})}
    ),
    ram("SpecifiedTradeProduct"): _ITEM,
    ram("SpecifiedLineTradeAgreement"): Nest(_LINE_AGREEMENT),
    ram("SpecifiedLineTradeDelivery"): Nest({ram("BilledQuantity"): Number("quantity", {"unitCode": "unit"})}),
    ram("SpecifiedLineTradeSettlement"): Nest(_LINE_SETTLEMENT),
}

PLAN: Plan = {
    rsm("ExchangedDocumentContext"): Nest(
        {
            ram("BusinessProcessSpecifiedDocumentContextParameter"): Nest({_ID: Text("business_process")}),
            ram("GuidelineSpecifiedDocumentContextParameter"): Nest({_ID: Text("specification")}),
        }
    ),
    rsm("ExchangedDocument"): Nest(
        {
            _ID: Text("number"),
            _TYPE: Text("type_code"),
            ram("IssueDateTime"): _date("issue_date"),
            ram("IncludedNote"): Groups(
                "notes", model.Note, {ram("Content"): Text("text"), ram("SubjectCode"): Text("subject_code")}
            ),
        }
    ),
    rsm("SupplyChainTradeTransaction"): Nest(
        {
            ram("IncludedSupplyChainTradeLineItem"): Groups("lines", model.Line, _LINE),
            ram("ApplicableHeaderTradeAgreement"): Nest(_AGREEMENT),
            ram("ApplicableHeaderTradeDelivery"): Nest(_DELIVERY, may_be_empty=True),
            ram("ApplicableHeaderTradeSettlement"): Nest(_SETTLEMENT),
        }
    ),
}
