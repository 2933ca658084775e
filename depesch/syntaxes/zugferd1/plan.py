"""What each element of ZUGFeRD 1.0 means in the model.

Source: ZUGFeRD 1.0, technical appendix; its successor's table of what became of each element (ZUGFeRD 2.0, annex).
"""

from __future__ import annotations

from depesch.kit.xml import children
from depesch.model import invoice as model
from depesch.syntaxes.binding import Element, Entry, Plan
from depesch.syntaxes.choices import by_code, by_indicator, by_scheme
from depesch.syntaxes.coded import Coded, Summed
from depesch.syntaxes.groups import Choice, Group, Groups, Inside, Nest
from depesch.syntaxes.leaves import Amount, Id, Ids, Known, Number, Text
from depesch.syntaxes.zugferd1.values import FormattedDay, PeriodEnd, PeriodStart

_RSM = "{urn:ferd:CrossIndustryDocument:invoice:1p0}"
_RAM = "{urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:12}"
_UDT = "{urn:un:unece:uncefact:data:standard:UnqualifiedDataType:15}"

# UNTDID 5305 as of ZUGFeRD 1.0 has a code of its own for deliveries within the European Union; the others are the same.
CATEGORIES = {"IC": "K"}
# UNTDID 1001 codes by which a further document says that it is what another term speaks of.
_INVOICED_OBJECT, _TENDER_OR_LOT = "130", "50"


def _ram(name: str) -> str:
    return _RAM + name


_ID, _TYPE, _INDICATOR, _BASIS = _ram("ID"), _ram("TypeCode"), _ram("ChargeIndicator"), _ram("BasisQuantity")
_TRUE_OR_FALSE = f"{_UDT}Indicator"
_NOT = Nest({_TRUE_OR_FALSE: Known("false", "0")})  # a flag that says nothing when it says no


def _date(leaf: Entry) -> Nest:
    return Nest({f"{_UDT}DateTimeString": leaf})


def _indicator(element: Element) -> Element | None:
    for child in children(element):
        if child.tag == _INDICATOR:
            return next((one for one in children(child) if one.tag == _TRUE_OR_FALSE), None)
    return None


def _category(key: str) -> Coded:
    return Coded(key, CATEGORIES, "a VAT category of UNTDID 5305", keeps_others=True)


def _reference(key: str) -> Nest:
    return Nest({_ID: Text(key)})


_CONTACT = Group(
    "contact",
    model.Contact,
    {
        _ram("PersonName"): Text("name"),
        _ram("DepartmentName"): Text("name"),
        _ram("TelephoneUniversalCommunication"): Nest({_ram("CompleteNumber"): Text("telephone")}),
        _ram("EmailURIUniversalCommunication"): Nest({_ram("URIID"): Text("email")}),
    },
)
_ADDRESS = Group(
    "address",
    model.PostalAddress,
    {
        _ram("PostcodeCode"): Text("post_code"),
        _ram("LineOne"): Text("line_1"),
        _ram("LineTwo"): Text("line_2"),
        _ram("CityName"): Text("city"),
        _ram("CountryID"): Text("country"),
    },
)


def _registration(scheme: str, key: str) -> dict[str, Entry]:
    return {scheme: Nest({_ID: Text(key, constants=("schemeID",))})}


_PARTY: Plan = {
    _ID: Ids("identifiers"),
    _ram("GlobalID"): Ids("identifiers"),
    _ram("Name"): Text("name"),
    _ram("DefinedTradeContact"): _CONTACT,
    _ram("PostalTradeAddress"): _ADDRESS,
    _ram("SpecifiedTaxRegistration"): by_scheme(
        _ID, {**_registration("VA", "vat_identifier"), **_registration("FC", "tax_registration")}, None
    ),
}
_PAYEE: Plan = {_ID: Id("identifier"), _ram("GlobalID"): Id("identifier"), _ram("Name"): Text("name")}
_NOTE: Plan = {_ram("Content"): Text("text"), _ram("SubjectCode"): Text("subject_code")}
_NOTES = Groups("notes", model.Note, _NOTE)
_PERIOD: Plan = {
    _ram("StartDateTime"): _date(PeriodStart("start")),
    _ram("EndDateTime"): _date(PeriodEnd("end")),
}


def _object(value: str = "", scheme: str | None = None) -> model.Identifier:
    return model.Identifier(value=value, scheme=scheme)


_OBJECT = Group(
    "invoiced_object",
    _object,
    {_ID: Text("value"), _ram("ReferenceTypeCode"): Text("scheme"), _TYPE: Known(_INVOICED_OBJECT)},
)
_AGREEMENT: Plan = {
    _ram("BuyerReference"): Text("buyer_reference"),
    _ram("SellerTradeParty"): Group("seller", model.Party, _PARTY),
    _ram("BuyerTradeParty"): Group("buyer", model.Party, _PARTY),
    _ram("BuyerOrderReferencedDocument"): _reference("order_reference"),
    _ram("ContractReferencedDocument"): _reference("contract_reference"),
    _ram("CustomerOrderReferencedDocument"): _reference("sales_order_reference"),
    _ram("AdditionalReferencedDocument"): by_code(
        _TYPE,
        {
            _INVOICED_OBJECT: _OBJECT,
            _TENDER_OR_LOT: Nest({_ID: Text("tender_or_lot_reference"), _TYPE: Known(_TENDER_OR_LOT)}),
        },
        Groups("supporting_documents", model.SupportingDocument, {_ID: Text("reference"), _TYPE: Known("916")}),
    ),
}


def _delivery(plan: Plan) -> Inside:
    return Inside("delivery", model.Delivery, plan)


_DELIVERY: Plan = {
    _ram("ShipToTradeParty"): _delivery(
        {
            _ID: Id("location"),
            _ram("GlobalID"): Id("location"),
            _ram("Name"): Text("party_name"),
            _ram("PostalTradeAddress"): _ADDRESS,
        }
    ),
    _ram("ActualDeliverySupplyChainEvent"): _delivery(
        {_ram("OccurrenceDateTime"): _date(FormattedDay("delivery_date"))}
    ),
    _ram("DespatchAdviceReferencedDocument"): _reference("despatch_advice_reference"),
    _ram("ReceivingAdviceReferencedDocument"): _reference("receiving_advice_reference"),
    # What came with the goods stands for the despatch advice where none is named.
    _ram("DeliveryNoteReferencedDocument"): _reference("despatch_advice_reference"),
}


def _payment(entry: Entry) -> Inside:
    return Inside("payment", model.Payment, entry)


_TRANSFER = {
    _ram("PayeePartyCreditorFinancialAccount"): {
        _ram("IBANID"): Text("account"),
        _ram("AccountName"): Text("account_name"),
        _ram("ProprietaryID"): Text("account"),
    },
    _ram("PayeeSpecifiedCreditorFinancialInstitution"): {
        _ram("BICID"): Text("provider"),
        _ram("GermanBankleitzahlID"): Text("provider"),
    },
}
_MEANS = Groups(
    "means",
    model.PaymentMeans,
    {
        _TYPE: Text("code"),
        _ram("Information"): Text("text"),
        **{tag: Inside("credit_transfer", model.CreditTransfer, plan) for tag, plan in _TRANSFER.items()},
    },
    outer={
        _ram("PayerPartyDebtorFinancialAccount"): Inside(
            "direct_debit",
            model.DirectDebit,
            {_ram("IBANID"): Text("debited_account"), _ram("ProprietaryID"): Text("debited_account")},
        ),
    },
    drop_empty=True,
)
_VAT_ROW = Groups(
    "vat_breakdown",
    model.VatBreakdown,
    {
        _ram("CalculatedAmount"): Amount("tax_amount"),
        _TYPE: Known("vat"),
        _ram("ExemptionReason"): Text("exemption_reason"),
        _ram("BasisAmount"): Amount("taxable_amount"),
        _ram("CategoryCode"): _category("category"),
        _ram("ApplicablePercent"): Number("rate"),
    },
)
_VAT_OF_CHARGE = Nest(
    {
        _TYPE: Known("vat"),
        _ram("CategoryCode"): _category("vat_category"),
        _ram("ApplicablePercent"): Number("vat_rate"),
    }
)


def _allowance_charge(*, of_line: bool) -> Choice:
    plan: dict[str, Entry] = {
        _INDICATOR: Nest({_TRUE_OR_FALSE: Known()}),
        _ram("CalculationPercent"): Number("percentage"),
        _ram("BasisAmount"): Amount("base_amount"),
        _ram("ActualAmount"): Amount("amount"),
        _ram("ReasonCode"): Text("reason_code"),
        _ram("Reason"): Text("reason"),
    }
    if not of_line:
        plan[_ram("CategoryTradeTax")] = _VAT_OF_CHARGE
    return by_indicator(
        _indicator,
        no=Groups("allowances", model.AllowanceCharge, plan),
        yes=Groups("charges", model.AllowanceCharge, plan),
    )


_TOTALS = Inside(
    "totals",
    model.Totals,
    {
        _ram("LineTotalAmount"): Amount("line_net_amount"),
        _ram("ChargeTotalAmount"): Amount("charge_amount"),
        _ram("AllowanceTotalAmount"): Amount("allowance_amount"),
        _ram("TaxBasisTotalAmount"): Amount("amount_excl_vat"),
        _ram("TaxTotalAmount"): Amount("vat_amount"),
        _ram("GrandTotalAmount"): Amount("amount_incl_vat"),
        _ram("TotalPrepaidAmount"): Amount("paid_amount"),
        _ram("DuePayableAmount"): Amount("amount_due"),
    },
)
_SETTLEMENT: Plan = {
    _ram("PaymentReference"): _payment(Text("remittance_information")),
    _ram("InvoiceCurrencyCode"): Text("currency"),
    _ram("PayeeTradeParty"): Group("payee", model.Payee, _PAYEE),
    _ram("SpecifiedTradeSettlementPaymentMeans"): _payment(_MEANS),
    _ram("ApplicableTradeTax"): _VAT_ROW,
    _ram("BillingSpecifiedPeriod"): Group("period", model.Period, _PERIOD),
    _ram("SpecifiedTradeAllowanceCharge"): _allowance_charge(of_line=False),
    _ram("SpecifiedLogisticsServiceCharge"): Groups(
        "charges",
        model.AllowanceCharge,
        {
            _ram("Description"): Text("reason"),
            _ram("AppliedAmount"): Amount("amount"),
            _ram("AppliedTradeTax"): _VAT_OF_CHARGE,
        },
    ),
    _ram("SpecifiedTradePaymentTerms"): Nest(
        {_ram("Description"): Text("payment_terms"), _ram("DueDateDateTime"): _date(FormattedDay("due_date"))}
    ),
    _ram("SpecifiedTradeSettlementMonetarySummation"): _TOTALS,
    _ram("ReceivableSpecifiedTradeAccountingAccount"): Nest({_ID: Text("buyer_accounting_reference")}),
}
_ITEM = Group(
    "item",
    model.Item,
    {
        _ram("GlobalID"): Id("standard_identifier"),
        _ram("SellerAssignedID"): Text("seller_identifier"),
        _ram("BuyerAssignedID"): Text("buyer_identifier"),
        _ram("Name"): Text("name"),
        _ram("Description"): Text("description"),
        _ram("ApplicableProductCharacteristic"): Groups(
            "attributes", model.ItemAttribute, {_ram("Description"): Text("name"), _ram("Value"): Text("value")}
        ),
        _ram("DesignatedProductClassification"): Groups(
            "classifications",
            model.Classification,
            {_ram("ClassCode"): Text("code", {"listID": "scheme", "listVersionID": "scheme_version"})},
        ),
        _ram("OriginTradeCountry"): Nest({_ID: Text("origin_country")}),
    },
)


def _price(plan: Plan) -> Inside:
    return Inside("price", model.Price, plan)


_QUANTITY = Number("base_quantity", {"unitCode": "base_quantity_unit"})
_LINE_AGREEMENT: Plan = {
    _ram("BuyerOrderReferencedDocument"): Nest({_ram("LineID"): Text("order_line_reference")}),
    _ram("GrossPriceProductTradePrice"): _price(
        {
            _ram("ChargeAmount"): Amount("gross_price", exact=True),
            _BASIS: _QUANTITY,
            # Several reductions of one price are one discount (BT-147), their sum.
            _ram("AppliedTradeAllowanceCharge"): by_indicator(
                _indicator,
                no=Nest(
                    {
                        _INDICATOR: Nest({_TRUE_OR_FALSE: Known()}),
                        _ram("ActualAmount"): Summed("discount", constants=("currencyID",)),
                    }
                ),
                yes=None,
            ),
        }
    ),
    _ram("NetPriceProductTradePrice"): _price(
        {_ram("ChargeAmount"): Amount("net_price", exact=True), _BASIS: _QUANTITY}
    ),
}
_LINE_SETTLEMENT: Plan = {
    _ram("ApplicableTradeTax"): Group(
        "vat",
        model.LineVat,
        {_TYPE: Known("vat"), _ram("CategoryCode"): _category("category"), _ram("ApplicablePercent"): Number("rate")},
    ),
    _ram("BillingSpecifiedPeriod"): Group("period", model.Period, _PERIOD),
    _ram("SpecifiedTradeAllowanceCharge"): _allowance_charge(of_line=True),
    _ram("SpecifiedTradeSettlementMonetarySummation"): Nest({_ram("LineTotalAmount"): Amount("net_amount")}),
    _ram("SpecifiedTradeAccountingAccount"): Nest({_ID: Text("buyer_accounting_reference")}),
    _ram("ReceivableSpecifiedTradeAccountingAccount"): Nest({_ID: Text("buyer_accounting_reference")}),
}
_DOCUMENT_LINE, _PRODUCT = _ram("AssociatedDocumentLineDocument"), _ram("SpecifiedTradeProduct")
_LINE_PRICES, _LINE_DELIVERY = _ram("SpecifiedSupplyChainTradeAgreement"), _ram("SpecifiedSupplyChainTradeDelivery")
_LINES = Groups(
    "lines",
    model.Line,
    {
        _DOCUMENT_LINE: Nest(
            {_ram("LineID"): Text("identifier"), _ram("IncludedNote"): Nest({_ram("Content"): Text("note")})}
        ),
        _LINE_PRICES: Nest(_LINE_AGREEMENT),
        _LINE_DELIVERY: Nest({_ram("BilledQuantity"): Number("quantity", {"unitCode": "unit"})}),
        _ram("SpecifiedSupplyChainTradeSettlement"): Nest(_LINE_SETTLEMENT),
        _PRODUCT: _ITEM,
    },
)
_TEXT_BETWEEN_LINES = Nest({_DOCUMENT_LINE: Nest({_ram("IncludedNote"): _NOTES})})


def _line(element: Element) -> Entry:
    """Return what a line is: one of goods, or a text between them, which is a note of the document (BG-1)."""
    is_line = any(child.tag in (_PRODUCT, _LINE_PRICES, _LINE_DELIVERY) for child in children(element))
    if not is_line:
        is_line = any(len(child) for child in children(element) if child.tag != _DOCUMENT_LINE)
    return _LINES if is_line else _TEXT_BETWEEN_LINES


PLAN: Plan = {
    f"{_RSM}SpecifiedExchangedDocumentContext": Nest(
        {
            _ram("TestIndicator"): _NOT,
            _ram("BusinessProcessSpecifiedDocumentContextParameter"): Nest({_ID: Text("business_process")}),
            _ram("GuidelineSpecifiedDocumentContextParameter"): Nest({_ID: Text("specification")}),
        }
    ),
    f"{_RSM}HeaderExchangedDocument": Nest(
        {
            _ID: Text("number"),
            _ram("Name"): Known("rechnung", "invoice"),  # any other says more than the type, and is named as unread
            _TYPE: Text("type_code"),
            _ram("IssueDateTime"): _date(FormattedDay("issue_date")),
            _ram("CopyIndicator"): _NOT,
            _ram("IncludedNote"): _NOTES,
        }
    ),
    f"{_RSM}SpecifiedSupplyChainTradeTransaction": Nest(
        {
            _ram("ApplicableSupplyChainTradeAgreement"): Nest(_AGREEMENT),
            _ram("ApplicableSupplyChainTradeDelivery"): Nest(_DELIVERY, may_be_empty=True),
            _ram("ApplicableSupplyChainTradeSettlement"): Nest(_SETTLEMENT),
            _ram("IncludedSupplyChainTradeLineItem"): Choice(_line, _LINES, _TEXT_BETWEEN_LINES),
        }
    ),
}
