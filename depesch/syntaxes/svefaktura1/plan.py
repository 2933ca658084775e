"""What each element of Svefaktura 1.0 means in the model.

What the model has no term for and a buyer may need (terms of delivery, penalty interest, the delivery note of a line)
becomes part of a text, as the mapping guide has it; all else without a term stays unread.

Source: SFTI Basic Invoice 1.0, schema of 2008-12-27; SFTI, Mapping of Svefaktura 1.0 onto EN 16931-1, version 1.4.
"""

from __future__ import annotations

from depesch.kit.xml import children
from depesch.model import invoice as model
from depesch.syntaxes.binding import Element, Entry, Plan, Problem, Run, Tracer, Values
from depesch.syntaxes.choices import by_indicator
from depesch.syntaxes.groups import Choice, Group, Groups, Inside, Later, Nest, Top
from depesch.syntaxes.joining import A_DATE, A_NUMBER, Changed, FirstThen, Joined, OrderOfLine, OwnNote
from depesch.syntaxes.leaves import Amount, Day, Known, Number, Text
from depesch.syntaxes.svefaktura1.names import (
    AGENCY_NAME,
    ANY_MEANS,
    ATTACHED,
    CONTRACT,
    CURRENCY,
    DELIVERY_NOTE,
    DELIVERY_TERMS,
    GLN,
    GTIN,
    OBJECT,
    PENALTY,
    SCHEME,
    cac,
    cbc,
    sfti,
)
from depesch.syntaxes.svefaktura1.values import (
    AddressLines,
    DeliveryNote,
    Link,
    Moment,
    Payable,
    Quantity,
    Reason,
    SameCode,
    SchemedId,
    Seat,
    Summed,
    delivered,
    f_tax,
    giro,
    object_number,
    percent,
    plain_id,
)

_ID = cac("ID")
_INDICATOR, _TAX_SCHEME = cbc("ChargeIndicator"), cac("TaxScheme")
_REGISTRATION, _REGISTRATION_NAME = cac("PartyTaxScheme"), cbc("RegistrationName")
_LINE = cac("InvoiceLine")
_REFERENCE_MARKS = (SCHEME, AGENCY_NAME)
_WEB = ("http://", "https://")
_CODE_LIST = tuple(f"codeList{name}" for name in ("ID", "AgencyID", "AgencyName", "Name", "VersionID"))


class _WrongCount(Entry):
    """A number of lines that is not how many there are: some may be missing."""

    __slots__ = ("count",)

    def __init__(self, count: int) -> None:
        self.count = count

        def take(element: Element, values: Values, run: Run) -> None:
            expected = f"{count}, the number of lines that are there"
            run.problems.append(Problem("READ-NUMBER", element, element.text or "", expected))

        self.take = take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        self.take(element, values, run)
        run.used.add(element)


_RIGHT_COUNT = Known()


def _line_count(element: Element, run: Run) -> Entry:
    parent = element.getparent()
    count = len(parent.findall(_LINE)) if parent is not None else 0
    text = (element.text or "").strip()
    return _RIGHT_COUNT if text.isdecimal() and len(text) < 20 and int(text) == count else _WrongCount(count)


def scheme_of(element: Element) -> str:
    """Return the tax scheme of a tax category or a registration, in capitals."""
    for child in reversed(children(element)):
        if child.tag == _TAX_SCHEME:
            return next(((one.text or "").strip().upper() for one in children(child) if one.tag == _ID), "")
    return ""


_SCHEME = Nest({_ID: Known()})


def _vat_only(entry: Entry) -> Choice:
    return Choice(lambda element: entry if scheme_of(element) == "VAT" else None, entry)


def _indicator(element: Element) -> Element | None:
    return next((child for child in children(element) if child.tag == _INDICATOR), None)


_ADDRESS: dict[str, Entry] = {
    cbc("Postbox"): Changed("line_2"),
    cbc("StreetName"): Changed("line_1"),
    cbc("Department"): Changed("line_3"),
    cbc("CityName"): Changed("city"),
    cbc("PostalZone"): Changed("post_code"),
    cac("AddressLine"): AddressLines(),
    cac("Country"): Nest({cac("IdentificationCode"): Changed("country")}, may_be_empty=True),
}


def _contact() -> Inside:
    joined = {"Name": "name", "Telephone": "telephone", "ElectronicMail": "email"}
    return Inside("contact", model.Contact, {cbc(name): Joined(key, separator=", ") for name, key in joined.items()})


_INCOME_TAX = Nest(
    {
        _REGISTRATION_NAME: Changed("name"),
        cac("CompanyID"): SchemedId("legal_registration"),
        cbc("ExemptionReason"): Changed("tax_registration", f_tax),
        cac("RegistrationAddress"): Seat(),
        _TAX_SCHEME: _SCHEME,
    }
)
_VAT = Nest({_REGISTRATION_NAME: Changed("name"), cac("CompanyID"): Changed("vat_identifier"), _TAX_SCHEME: _SCHEME})
_NAME = Nest({cbc("Name"): Joined("name", separator=", ")})
_TRADING_NAME = Nest({cbc("Name"): Joined("trading_name", separator=", ")})


def _registration(element: Element) -> Entry | None:
    return {"VAT": _VAT, "SWT": _INCOME_TAX}.get(scheme_of(element))


def _name(element: Element) -> Entry:
    """Return which name it is: the trading name where the registered one, another, stands with a registration."""
    own = ", ".join(name.text or "" for name in children(element))
    for sibling in element.itersiblings(_REGISTRATION):
        registered = next((one.text for one in children(sibling) if one.tag == _REGISTRATION_NAME), None)
        if registered and registered != own:
            return _TRADING_NAME
    return _NAME


_PARTY = Nest(
    {
        cac("PartyIdentification"): Nest({_ID: SchemedId("identifiers", gs1=GLN, many=True)}),
        cac("PartyName"): Choice(_name, _NAME, _TRADING_NAME),
        cac("Address"): Group("address", model.PostalAddress, _ADDRESS, drop_empty=True),
        _REGISTRATION: Choice(_registration, _VAT, _INCOME_TAX),
        cac("Contact"): _contact(),
    }
)


def _party(key: str) -> Inside:
    return Inside(key, model.Party, {cac("Party"): _PARTY, cac("AccountsContact"): _contact()})


_DELIVERY: Plan = {
    cbc("ActualDeliveryDateTime"): Moment("delivery_date"),
    cac("DeliveryAddress"): Nest(
        {
            _ID: SchemedId("location", gs1=GLN),
            **{tag: Inside("address", model.PostalAddress, entry) for tag, entry in _ADDRESS.items()},
        }
    ),
}

_PAYMENT = Inside("payment", model.Payment, Changed("remittance_information"))
_TYPE_CODE, _ACCOUNT = cac("PaymentMeansTypeCode"), cac("PayeeFinancialAccount")
_BRANCH = Nest({cac("FinancialInstitution"): Nest({_ID: Changed("provider", giro)})}, may_be_empty=True)
_FOR_ALL: Plan = {
    cbc("DuePaymentDate"): Top(Day("due_date")),
    cac("PayeePartyName"): Nest({cbc("Name"): Top(Inside("payee", model.Payee, Joined("name", separator=", ")))}),
}
_TRANSFER = Group(
    "credit_transfer",
    model.CreditTransfer,
    {
        _ID: Changed("account", constants=("identificationSchemeName",)),
        cac("FinancialInstitutionBranch"): _BRANCH,
        cac("PaymentInstructionID"): Top(_PAYMENT),
    },
    drop_empty=True,
)
_MEANS = Inside(
    "payment",
    model.Payment,
    Groups("means", model.PaymentMeans, {_TYPE_CODE: Text("code"), _ACCOUNT: _TRANSFER}, outer=_FOR_ALL),
)
_DATES_ONLY = Nest(
    {
        **_FOR_ALL,
        _TYPE_CODE: Known(ANY_MEANS),
        _ACCOUNT: Nest({cac("PaymentInstructionID"): Top(_PAYMENT)}, may_be_empty=True),
    }
)


def _means(element: Element) -> Entry:
    """Return whether it is a way to pay; one of no known kind without an account only tells a date or a reference."""
    for child in children(element):
        if child.tag == _ACCOUNT:
            if any(one.text for one in child.iter(_ID)):
                return _MEANS
        elif child.tag == _TYPE_CODE and (child.text or "").strip() not in ("", ANY_MEANS):
            return _MEANS
    return _DATES_ONLY


_CATEGORY: Plan = {_ID: Changed("category"), cbc("Percent"): Number("rate"), _TAX_SCHEME: _SCHEME}


def _amount(key: str, *, exact: bool = False) -> Amount:
    return Amount(key, CURRENCY, exact=exact)


_ALLOWANCE: Plan = {
    _INDICATOR: Known(),
    cac("ReasonCode"): Reason("reason"),
    cbc("MultiplierFactorNumeric"): Number("percentage"),
    cbc("Amount"): _amount("amount"),
    cac("AllowanceChargeBaseAmount"): _amount("base_amount"),
    cac("TaxCategory"): _vat_only(
        Nest({_ID: Changed("vat_category"), cbc("Percent"): Number("vat_rate"), _TAX_SCHEME: _SCHEME})
    ),
}
_ALLOWANCE_CHARGE = by_indicator(
    _indicator,
    no=Groups("allowances", model.AllowanceCharge, _ALLOWANCE),
    yes=Groups("charges", model.AllowanceCharge, _ALLOWANCE),
)

_SUBTOTAL = Groups(
    "vat_breakdown",
    model.VatBreakdown,
    {
        cbc("TaxableAmount"): _amount("taxable_amount"),
        cbc("TaxAmount"): _amount("tax_amount"),
        cac("TaxCategory"): _vat_only(Nest({**_CATEGORY, cbc("ExemptionReason"): Changed("exemption_reason")})),
    },
    outer={cac("TaxCurrencyTaxAmount"): Top(Inside("totals", model.Totals, Summed("vat_amount_accounting")))},
)
_TAX_TOTAL = Nest(
    {cbc("TotalTaxAmount"): Inside("totals", model.Totals, _amount("vat_amount")), cac("TaxSubTotal"): _SUBTOTAL}
)
_TOTALS = Inside(
    "totals",
    model.Totals,
    {
        cbc("LineExtensionTotalAmount"): _amount("line_net_amount"),
        cbc("TaxExclusiveTotalAmount"): _amount("amount_excl_vat"),
        cbc("TaxInclusiveTotalAmount"): Payable(),
        cac("RoundOffAmount"): _amount("rounding_amount"),
    },
)

_ITEM = Group(
    "item",
    model.Item,
    {
        cbc("Description"): Changed("name"),
        cac("BuyersItemIdentification"): Nest({_ID: Changed("buyer_identifier")}),
        cac("SellersItemIdentification"): Nest({_ID: Changed("seller_identifier")}),
        cac("StandardItemIdentification"): Nest({_ID: SchemedId("standard_identifier", gs1=GTIN)}),
    },
    outer={
        cac("TaxCategory"): _vat_only(Group("vat", model.LineVat, _CATEGORY, drop_empty=True)),
        cac("BasePrice"): Group(
            "price",
            model.Price,
            {
                cbc("PriceAmount"): _amount("net_price", exact=True),
                cbc("BaseQuantity"): Quantity("base_quantity", "base_quantity_unit"),
            },
            drop_empty=True,
        ),
    },
    drop_empty=True,
)
_LINE_PLAN: Plan = {
    _ID: Text("identifier"),
    cbc("InvoicedQuantity"): Quantity("quantity", "unit"),
    cbc("LineExtensionAmount"): _amount("net_amount"),
    cbc("Note"): Joined("note"),
    cac("OrderLineReference"): Nest(
        {
            cac("BuyersLineID"): Changed("order_line_reference"),
            cac("OrderReference"): Nest({cac("BuyersID"): OrderOfLine("Beställning: ")}, may_be_empty=True),
        }
    ),
    cac("DespatchLineReference"): Nest(
        {
            cac("LineID"): Joined("note", "Följesedelns rad: "),
            cac("DocumentReference"): Nest({_ID: Joined("note", "Följesedel: ")}),
        }
    ),
    cac("Delivery"): Nest(
        {cbc("ActualDeliveryDateTime"): Joined("note", "Leveransdag: ", change=delivered, expected=A_DATE)},
        may_be_empty=True,
    ),
    cac("AllowanceCharge"): _ALLOWANCE_CHARGE,
    cac("Item"): _ITEM,
}


def _document(entry: Entry) -> Groups:
    return Groups("supporting_documents", model.SupportingDocument, {_ID: entry})


def _marked(entry: Entry) -> Nest:
    return Nest({_ID: entry})


_OTHER = _document(Text("reference"))
_LINK = _document(Link("location", constants=_REFERENCE_MARKS))
_ATTACHED = _document(Changed("reference", object_number, constants=_REFERENCE_MARKS))
_REFERENCES: dict[str, Entry] = {
    CONTRACT: FirstThen("contract_reference", _marked(Text("contract_reference", constants=_REFERENCE_MARKS)), _OTHER),
    OBJECT: FirstThen(
        "invoiced_object", _marked(Changed("invoiced_object", plain_id, constants=_REFERENCE_MARKS)), _OTHER
    ),
    DELIVERY_NOTE: FirstThen(
        "despatch_advice_reference",
        _marked(Text("despatch_advice_reference", constants=_REFERENCE_MARKS)),
        _document(DeliveryNote("reference", constants=_REFERENCE_MARKS)),
    ),
}


def _reference(element: Element) -> Entry:
    """Return what a reference is, by its scheme; a link and a number of an object have the same."""
    for child in children(element):
        if child.tag == _ID:
            scheme = child.get(SCHEME)
            if scheme == ATTACHED:
                return _LINK if (child.text or "").strip().startswith(_WEB) else _ATTACHED
            return _REFERENCES.get(scheme or "", _OTHER)
    return _OTHER


PLAN: Plan = {
    sfti("ID"): Text("number"),
    cbc("IssueDate"): Day("issue_date"),
    sfti("InvoiceTypeCode"): Text("type_code", constants=_CODE_LIST),
    cbc("Note"): OwnNote("notes"),
    sfti("TaxPointDate"): Day("tax_point_date"),
    sfti("InvoiceCurrencyCode"): Changed("currency", constants=_CODE_LIST),
    sfti("TaxCurrencyCode"): Text("vat_currency", constants=_CODE_LIST),
    sfti("LineItemCountNumeric"): Later(_line_count, _RIGHT_COUNT),
    sfti("AdditionalDocumentReference"): Choice(_reference, _OTHER, _LINK, _ATTACHED, *_REFERENCES.values()),
    cac("BuyerParty"): _party("buyer"),
    cac("SellerParty"): _party("seller"),
    cac("Delivery"): Group("delivery", model.Delivery, _DELIVERY, drop_empty=True),
    cac("PaymentMeans"): Choice(_means, _MEANS, _DATES_ONLY),
    cac("PaymentTerms"): Nest(
        {
            cbc("Note"): Joined("payment_terms"),
            cbc("PenaltySurchargePercent"): Joined("payment_terms", PENALTY, change=percent, expected=A_NUMBER),
        },
        may_be_empty=True,
    ),
    sfti("AllowanceCharge"): _ALLOWANCE_CHARGE,
    cac("ExchangeRate"): Nest(
        {cac("SourceCurrencyCode"): SameCode("currency"), cac("TargetCurrencyCode"): SameCode("vat_currency")}
    ),
    cac("TaxTotal"): _TAX_TOTAL,
    cac("LegalTotal"): _TOTALS,
    _LINE: Groups("lines", model.Line, _LINE_PLAN),
    sfti("RequisitionistDocumentReference"): Nest(
        {_ID: FirstThen("buyer_reference", Text("buyer_reference"), Text("buyer_accounting_reference"))}
    ),
    sfti("InitialInvoiceDocumentReference"): Groups(
        "preceding_invoices", model.PrecedingInvoice, {_ID: Text("number")}
    ),
    cac("DeliveryTerms"): Nest({cbc("SpecialTerms"): OwnNote("notes", DELIVERY_TERMS)}, may_be_empty=True),
    sfti("InvoicingPeriod"): Group(
        "period",
        model.Period,
        {cbc("StartDateTime"): Moment("start"), cbc("EndDateTime"): Moment("end")},
        drop_empty=True,
    ),
}
