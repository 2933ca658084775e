"""What each element of UBL 2.1 means in the model.

Source: CEN/TS 16931-3-2; Peppol BIS Billing 3.0.
"""

from __future__ import annotations

from depesch.kit.xml import children
from depesch.model import invoice as model
from depesch.syntaxes.binary import Binary
from depesch.syntaxes.binding import Element, Entry, Plan, Run, Take, Tracer, Values
from depesch.syntaxes.choices import by_code, by_indicator, by_scheme
from depesch.syntaxes.groups import Choice, Doubted, Group, Groups, Inside, Later, Nest, Top
from depesch.syntaxes.leaves import Amount, BareText, Day, Id, Ids, Known, Leaf, Number, SameText, Text
from depesch.syntaxes.ubl.names import INVOICED_OBJECT, PROJECT, SEPA, cac, cbc
from depesch.syntaxes.ubl.notes import read_note

_ID = cbc("ID")
_TAX_SCHEME = cac("TaxScheme")
_AMOUNT = cbc("TaxAmount")
_SUBTOTAL = cac("TaxSubtotal")
_TYPE = cbc("DocumentTypeCode")
_INDICATOR = cbc("ChargeIndicator")


class NoteText(Leaf):
    """BG-1: one element holds both the subject code and the text: `#AAI#Payment within 30 days`."""

    __slots__ = ()
    many = True

    def _taker(self) -> Take:
        key = self.key

        def take(element: Element, values: Values, run: Run) -> None:
            text = element.text
            if not text or text.isspace():
                run.doubtful = True
            values.setdefault(key, []).append(read_note(text or ""))

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        path = f"{prefix}{self.key}[{len(values.get(self.key, ()))}]"
        self.take(element, values, run)
        for place in (path, path + ".text", path + ".subject_code"):
            run.note(place, element)


def says_vat(element: Element) -> bool:
    """Whether the tax scheme of a tax category or registration is VAT."""
    for child in reversed(children(element)):
        if child.tag == _TAX_SCHEME:
            for one in children(child):
                if one.tag == _ID:
                    text = one.text
                    return text == "VAT" or (text is not None and text.strip().upper() == "VAT")
            return False
    return False


_VAT_SCHEME = Nest({_ID: Known("vat")})
_ANY_SCHEME = Nest({_ID: Known(filled=True)})


def _vat_only(entry: Entry) -> Choice:
    return Choice(lambda element: entry if says_vat(element) else None, entry)


def _indicator(element: Element) -> Element | None:
    for child in children(element):
        if child.tag == _INDICATOR:
            return child
    return None


_ADDRESS: Plan = {
    cbc("StreetName"): Text("line_1"),
    cbc("AdditionalStreetName"): Text("line_2"),
    cac("AddressLine"): Nest({cbc("Line"): Text("line_3")}),
    cbc("CityName"): Text("city"),
    cbc("PostalZone"): Text("post_code"),
    cbc("CountrySubentity"): Text("subdivision"),
    cac("Country"): Nest({cbc("IdentificationCode"): Text("country")}),
}

# Number and scheme, and the scheme written plainly: whoever is registered otherwise is doubtful.
_VAT_NUMBER = Nest(
    {
        cbc("CompanyID"): BareText("vat_identifier", "schemeID"),
        _TAX_SCHEME: Nest({_ID: Known("vat", sure="VAT")}),
    },
    has=2,
)
_TAX_NUMBER = Nest({cbc("CompanyID"): BareText("tax_registration", "schemeID"), _TAX_SCHEME: _ANY_SCHEME}, has=2)
_CREDITOR = Top(
    Inside(
        "payment",
        model.Payment,
        Inside("direct_debit", model.DirectDebit, Nest({_ID: Text("creditor_identifier", constants=("schemeID",))})),
    )
)


def _party_identification(entry: Entry) -> Choice:
    return by_scheme(_ID, {SEPA: _CREDITOR}, Nest({_ID: entry}))


def _party(*, seller: bool) -> Plan:
    identifiers = Ids("identifiers")
    legal_form = Text("additional_legal_information")
    return {
        cbc("EndpointID"): Id("electronic_address"),
        cac("PartyIdentification"): _party_identification(identifiers) if seller else Nest({_ID: identifiers}),
        cac("PartyName"): Nest({cbc("Name"): Text("trading_name")}),
        cac("PostalAddress"): Group("address", model.PostalAddress, _ADDRESS),
        cac("PartyTaxScheme"): Choice(
            lambda element: _VAT_NUMBER if says_vat(element) else _TAX_NUMBER, _VAT_NUMBER, _TAX_NUMBER
        ),
        cac("PartyLegalEntity"): Nest(
            {
                cbc("RegistrationName"): Text("name"),
                cbc("CompanyID"): Id("legal_registration"),
                cbc("CompanyLegalForm"): legal_form if seller else Doubted(legal_form),
            }
        ),
        cac("Contact"): Group(
            "contact",
            model.Contact,
            {
                cbc("Name"): Text("name"),
                cbc("Telephone"): Text("telephone"),
                cbc("ElectronicMail"): Text("email"),
            },
        ),
    }


_PAYEE: Plan = {
    cac("PartyIdentification"): _party_identification(Id("identifier")),
    cac("PartyName"): Nest({cbc("Name"): Text("name")}),
    cac("PartyLegalEntity"): Nest({cbc("CompanyID"): Id("legal_registration")}),
}

_TAX_REPRESENTATIVE: Plan = {
    cac("PartyName"): Nest({cbc("Name"): Text("name")}),
    cac("PostalAddress"): Group("address", model.PostalAddress, _ADDRESS),
    cac("PartyTaxScheme"): _vat_only(_VAT_NUMBER),
}

_DELIVERY: Plan = {
    cbc("ActualDeliveryDate"): Day("delivery_date"),
    cac("DeliveryLocation"): Nest(
        {_ID: Id("location"), cac("Address"): Group("address", model.PostalAddress, _ADDRESS)}
    ),
    cac("DeliveryParty"): Nest({cac("PartyName"): Nest({cbc("Name"): Text("party_name")})}),
}

_PERIOD: Plan = {cbc("StartDate"): Day("start"), cbc("EndDate"): Day("end")}

_DOCUMENT: Plan = {
    _ID: Text("reference"),
    _TYPE: Doubted(Known("916")),
    cbc("DocumentDescription"): Text("description"),
    cac("Attachment"): Nest(
        {
            cbc("EmbeddedDocumentBinaryObject"): Binary("attachment"),
            cac("ExternalReference"): Nest({cbc("URI"): Text("location")}),
        }
    ),
}

_SUPPORTING = Groups("supporting_documents", model.SupportingDocument, _DOCUMENT)
_OBJECT = Nest({_ID: Id("invoiced_object"), _TYPE: Known(INVOICED_OBJECT, sure=INVOICED_OBJECT)})
_PROJECT = Nest({_ID: Text("project_reference"), _TYPE: Known(PROJECT, sure=PROJECT)})


_MEANS = Groups(
    "means",
    model.PaymentMeans,
    {
        cbc("PaymentMeansCode"): Text("code", {"name": "text"}),
        cac("CardAccount"): Group(
            "card",
            model.PaymentCard,
            {
                cbc("PrimaryAccountNumberID"): Text("primary_account_number"),
                cbc("NetworkID"): Known("na", filled=True),
                cbc("HolderName"): Text("holder_name"),
            },
        ),
        cac("PayeeFinancialAccount"): Group(
            "credit_transfer",
            model.CreditTransfer,
            {
                _ID: Text("account"),
                cbc("Name"): Text("account_name"),
                cac("FinancialInstitutionBranch"): Nest({_ID: Text("provider")}),
            },
        ),
    },
    outer={
        cbc("PaymentID"): SameText("remittance_information"),
        cbc("PaymentDueDate"): Doubted(Top(Day("due_date"))),
        cac("PaymentMandate"): Inside(
            "direct_debit",
            model.DirectDebit,
            {
                _ID: Text("mandate_reference"),
                cac("PayerFinancialAccount"): Nest({_ID: Text("debited_account")}),
            },
        ),
    },
    drop_empty=True,
)

_CATEGORY: Plan = {
    _ID: Text("category"),
    cbc("Percent"): Number("rate"),
    cbc("TaxExemptionReasonCode"): Text("exemption_reason_code"),
    cbc("TaxExemptionReason"): Text("exemption_reason"),
    _TAX_SCHEME: _VAT_SCHEME,
}


def _allowance(*, of_line: bool) -> dict[str, Entry]:
    plan: dict[str, Entry] = {
        _INDICATOR: Known(),
        cbc("AllowanceChargeReasonCode"): Text("reason_code"),
        cbc("AllowanceChargeReason"): Text("reason"),
        cbc("MultiplierFactorNumeric"): Number("percentage"),
        cbc("Amount"): Amount("amount"),
        cbc("BaseAmount"): Amount("base_amount"),
    }
    if not of_line:
        category = Nest({_ID: Text("vat_category"), cbc("Percent"): Number("vat_rate"), _TAX_SCHEME: _VAT_SCHEME})
        plan[cac("TaxCategory")] = _vat_only(category)
    return plan


def _allowance_charge(*, of_line: bool) -> Choice:
    plan = _allowance(of_line=of_line)
    return by_indicator(
        _indicator,
        no=Groups("allowances", model.AllowanceCharge, plan),
        yes=Groups("charges", model.AllowanceCharge, plan),
    )


_BREAKDOWN = Groups(
    "vat_breakdown",
    model.VatBreakdown,
    {
        cbc("TaxableAmount"): Amount("taxable_amount"),
        _AMOUNT: Amount("tax_amount"),
        cac("TaxCategory"): _vat_only(Nest(_CATEGORY)),
    },
)
_TAX_TOTAL = Nest({_AMOUNT: Inside("totals", model.Totals, Amount("vat_amount")), _SUBTOTAL: _BREAKDOWN})
_ACCOUNTING_TOTAL = Nest({_AMOUNT: Inside("totals", model.Totals, Amount("vat_amount_accounting", checked=False))})


def _tax_total(element: Element, run: Run) -> Entry:
    """Return what a tax total is: the invoice's VAT with its breakdown, or the same in the accounting currency (BT-6).

    The second one without a breakdown is BT-111 also where both currencies are, wrongly, the same.
    """
    ours, accounting = run.root.get("currency"), run.root.get("vat_currency")
    if accounting is None:
        return _TAX_TOTAL
    currency = next((child.get("currencyID") for child in children(element) if child.tag == _AMOUNT), None)
    if currency != accounting:
        return _TAX_TOTAL
    first = "vat_amount" not in run.root.get("totals", ()) and "vat_breakdown" not in run.root
    if ours == accounting and (first or any(child.tag == _SUBTOTAL for child in children(element))):
        return _TAX_TOTAL
    return _ACCOUNTING_TOTAL


_TOTALS = Inside(
    "totals",
    model.Totals,
    {
        cbc("LineExtensionAmount"): Amount("line_net_amount"),
        cbc("AllowanceTotalAmount"): Amount("allowance_amount"),
        cbc("ChargeTotalAmount"): Amount("charge_amount"),
        cbc("TaxExclusiveAmount"): Amount("amount_excl_vat"),
        cbc("TaxInclusiveAmount"): Amount("amount_incl_vat"),
        cbc("PrepaidAmount"): Amount("paid_amount"),
        cbc("PayableRoundingAmount"): Amount("rounding_amount"),
        cbc("PayableAmount"): Amount("amount_due"),
    },
)

_DISCOUNT = Nest(
    {
        _INDICATOR: Known(),
        cbc("Amount"): Amount("discount", exact=True),
        cbc("BaseAmount"): Amount("gross_price", exact=True),
    }
)
_PRICE: Plan = {
    cbc("PriceAmount"): Amount("net_price", exact=True),
    cbc("BaseQuantity"): Number("base_quantity", {"unitCode": "base_quantity_unit"}),
    cac("AllowanceCharge"): by_indicator(_indicator, no=_DISCOUNT, yes=None),
}

_LINE_VAT = Group(
    "vat",
    model.LineVat,
    {_ID: Text("category"), cbc("Percent"): Number("rate"), _TAX_SCHEME: _VAT_SCHEME},
)
_ITEM = Group(
    "item",
    model.Item,
    {
        cbc("Description"): Text("description"),
        cbc("Name"): Text("name"),
        cac("BuyersItemIdentification"): Nest({_ID: Text("buyer_identifier")}),
        cac("SellersItemIdentification"): Nest({_ID: Text("seller_identifier")}),
        cac("StandardItemIdentification"): Nest({_ID: Id("standard_identifier")}),
        cac("OriginCountry"): Nest({cbc("IdentificationCode"): Text("origin_country")}),
        cac("CommodityClassification"): Groups(
            "classifications",
            model.Classification,
            {cbc("ItemClassificationCode"): Text("code", {"listID": "scheme", "listVersionID": "scheme_version"})},
        ),
        cac("AdditionalItemProperty"): Groups(
            "attributes", model.ItemAttribute, {cbc("Name"): Text("name"), cbc("Value"): Text("value")}
        ),
    },
    outer={cac("ClassifiedTaxCategory"): _vat_only(_LINE_VAT)},
    drop_empty=True,
)
_LINE_DOCUMENT = Nest({_ID: Id("object_identifier"), _TYPE: Known(INVOICED_OBJECT, sure=INVOICED_OBJECT)})
_LINE_OBJECT = by_code(_TYPE, {INVOICED_OBJECT: _LINE_DOCUMENT}, Doubted(_LINE_DOCUMENT))


def _line(quantity: str) -> Plan:
    return {
        _ID: Text("identifier"),
        cbc("Note"): Text("note"),
        cbc(quantity): Number("quantity", {"unitCode": "unit"}),
        cbc("LineExtensionAmount"): Amount("net_amount"),
        cbc("AccountingCost"): Text("buyer_accounting_reference"),
        cac("InvoicePeriod"): Group("period", model.Period, _PERIOD),
        cac("OrderLineReference"): Nest({cbc("LineID"): Text("order_line_reference")}),
        cac("DocumentReference"): _LINE_OBJECT,
        cac("AllowanceCharge"): _allowance_charge(of_line=True),
        cac("Item"): _ITEM,
        cac("Price"): Group("price", model.Price, _PRICE),
    }


def _reference(key: str) -> Nest:
    return Nest({_ID: Text(key)})


_COMMON: dict[str, Entry] = {
    cbc("UBLVersionID"): Known("2.0", "2.1", "2.2", "2.3", sure="2.1"),
    cbc("CustomizationID"): Text("specification"),
    cbc("ProfileID"): Text("business_process"),
    _ID: Text("number"),
    cbc("IssueDate"): Day("issue_date"),
    cbc("Note"): NoteText("notes"),
    cbc("TaxPointDate"): Day("tax_point_date"),
    cbc("DocumentCurrencyCode"): Text("currency"),
    cbc("TaxCurrencyCode"): Text("vat_currency"),
    cbc("AccountingCost"): Text("buyer_accounting_reference"),
    cbc("BuyerReference"): Text("buyer_reference"),
    cac("InvoicePeriod"): Group(
        "period",
        model.Period,
        _PERIOD,
        outer={cbc("DescriptionCode"): Text("tax_point_date_code")},
        drop_empty=True,
    ),
    cac("OrderReference"): Nest({_ID: Text("order_reference"), cbc("SalesOrderID"): Text("sales_order_reference")}),
    cac("BillingReference"): Nest(
        {
            cac("InvoiceDocumentReference"): Groups(
                "preceding_invoices",
                model.PrecedingInvoice,
                {_ID: Text("number"), cbc("IssueDate"): Day("issue_date")},
            )
        }
    ),
    cac("DespatchDocumentReference"): _reference("despatch_advice_reference"),
    cac("ReceiptDocumentReference"): _reference("receiving_advice_reference"),
    cac("OriginatorDocumentReference"): _reference("tender_or_lot_reference"),
    cac("ContractDocumentReference"): _reference("contract_reference"),
    cac("AccountingSupplierParty"): Nest(
        {cac("Party"): Group("seller", model.Party, _party(seller=True), drop_empty=True)}
    ),
    cac("AccountingCustomerParty"): Nest({cac("Party"): Group("buyer", model.Party, _party(seller=False))}),
    cac("PayeeParty"): Group("payee", model.Payee, _PAYEE, drop_empty=True),
    cac("TaxRepresentativeParty"): Group("tax_representative", model.TaxRepresentative, _TAX_REPRESENTATIVE),
    cac("Delivery"): Group("delivery", model.Delivery, _DELIVERY),
    cac("PaymentMeans"): Inside("payment", model.Payment, _MEANS),
    cac("PaymentTerms"): Nest({cbc("Note"): Text("payment_terms"), cbc("PaymentDueDate"): Doubted(Day("due_date"))}),
    cac("AllowanceCharge"): _allowance_charge(of_line=False),
    cac("TaxTotal"): Later(_tax_total, _TAX_TOTAL, _ACCOUNTING_TOTAL),
    cac("LegalMonetaryTotal"): _TOTALS,
}

INVOICE_PLAN: Plan = {
    **_COMMON,
    cbc("DueDate"): Day("due_date"),
    cbc("InvoiceTypeCode"): Text("type_code"),
    cac("ProjectReference"): _reference("project_reference"),
    cac("AdditionalDocumentReference"): by_code(_TYPE, {INVOICED_OBJECT: _OBJECT}, _SUPPORTING),
    cac("InvoiceLine"): Groups("lines", model.Line, _line("InvoicedQuantity")),
}

CREDIT_NOTE_PLAN: Plan = {
    **_COMMON,
    cbc("CreditNoteTypeCode"): Text("type_code"),
    cac("AdditionalDocumentReference"): by_code(_TYPE, {INVOICED_OBJECT: _OBJECT, PROJECT: _PROJECT}, _SUPPORTING),
    cac("CreditNoteLine"): Groups("lines", model.Line, _line("CreditedQuantity")),
}
