"""What each element of ebInterface means in the model.

AdditionalInformation holds what no element is for, each with a key; some keys are those of terms (`names.py`), the
others make notes and attributes of items.

Source: ebInterface 6.1, schema of 2022-01-19, and its predecessors 6.0 and 5.0 (AUSTRIAPRO).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from depesch.kit.xml import children
from depesch.model import invoice as model
from depesch.syntaxes.binding import Element, Entry, Plan, Run, Tracer, Values
from depesch.syntaxes.ebinterface import names
from depesch.syntaxes.ebinterface.values import (
    AccountingAmount,
    AddressId,
    ArticleNumber,
    Country,
    Discount,
    ExemptionReason,
    Fixed,
    FurtherId,
    Implied,
    Information,
    Noted,
    OneDay,
    Quantity,
    TaxOfLine,
    TaxPercent,
    UnitPrice,
    VatNumber,
)
from depesch.syntaxes.groups import Choice, Group, Groups, Inside, Nest, Top
from depesch.syntaxes.joining import Changed, FirstThen, Joined, OrderOfLine, OwnNote
from depesch.syntaxes.leaves import Amount, Day, Known, Leaf, Number, Text

Tag = Callable[[str], str]
_KEY = "Key"


def plan_of(namespace: str) -> Plan:
    """Return the plan of the version with this namespace."""

    def tag(name: str) -> str:
        return f"{{{namespace}}}{name}"

    related = _group(tag, "preceding_invoices", InvoiceNumber=Text("number"), InvoiceDate=Day("issue_date"))
    return {
        tag("InvoiceNumber"): Text("number"),
        tag("InvoiceDate"): Day("issue_date"),
        tag("CancelledOriginalDocument"): related,
        tag("RelatedDocument"): related,
        tag("AdditionalInformation"): _head_information(),
        tag("Delivery"): _delivery(tag),
        tag("Biller"): _party(tag, "seller"),
        tag("InvoiceRecipient"): _party(tag, "buyer"),
        tag("Details"): _details(tag),
        tag("ReductionAndSurchargeDetails"): Nest(_allowances(tag, of_line=False), may_be_empty=True),
        tag("Tax"): _tax(tag),
        tag("TotalGrossAmount"): _total("amount_incl_vat"),
        tag("PrepaidAmount"): _total("paid_amount"),
        tag("RoundingAmount"): _total("rounding_amount"),
        tag("PayableAmount"): _total("amount_due"),
        tag("PaymentMethod"): _payment_method(tag),
        tag("PaymentConditions"): Nest(
            {
                tag("DueDate"): Day("due_date"),
                tag("Discount"): Discount(),
                tag("Comment"): Joined("payment_terms"),
            }
        ),
        tag("Comment"): OwnNote("notes"),
    }


def _group(tag: Tag, key: str, **entries: Entry) -> Groups:
    return Groups(key, model.PrecedingInvoice, {tag(name): entry for name, entry in entries.items()})


def _amount(key: str, *, exact: bool = False) -> Amount:
    return Amount(key, "currencyID", exact=exact)


def _total(key: str) -> Inside:
    return Inside("totals", model.Totals, _amount(key))


def _keyed(entries: Mapping[str, Entry], other: Entry) -> Choice:
    """Return the entry for further information by its key."""
    return Choice(lambda element: entries.get(element.get(_KEY) or "", other), *entries.values(), other)


def _marked(leaf: type[Leaf], key: str) -> Leaf:
    return leaf(key, constants=(_KEY,))


class _Document(Groups):
    """A supporting document, which further information names: by a reference, or by its place on the web."""

    __slots__ = ("text",)

    def __init__(self) -> None:
        super().__init__("supporting_documents", model.SupportingDocument, {}, drop_empty=True)

        def take(element: Element, values: Values, run: Run) -> None:
            if element.text:
                values.setdefault(self.key, []).append(_document(element.text))

        self.take = take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        path = f"{prefix}{self.key}[{len(values.get(self.key, ()))}]"
        self.take(element, values, run)
        for field in ("reference", "location"):
            run.note(f"{path}.{field}", element)
        run.places.setdefault(path, (element, None))
        run.used_attributes.add((element, _KEY))


def _document(text: str) -> model.SupportingDocument:
    is_link = text.startswith(("http://", "https://"))
    return model.SupportingDocument(reference=text, location=text if is_link else None)


def _head_information() -> Choice:
    entries: dict[str, Entry] = {key: _marked(Text, field) for key, field in names.REFERENCES.items()}
    entries[names.OBJECT] = Changed("invoiced_object", lambda text: model.Identifier(value=text), constants=(_KEY,))
    entries[names.TAX_POINT] = _marked(Day, "tax_point_date")
    entries[names.DOCUMENT] = _Document()
    return _keyed(entries, Noted())


def _address(tag: Tag) -> dict[str, Entry]:
    return {
        tag("Street"): Changed("line_1"),
        tag("POBox"): Changed("line_2"),
        tag("Town"): Changed("city"),
        tag("ZIP"): Changed("post_code"),
        tag("Country"): Country("country", constants=("CountryCode",)),
        tag("AdditionalInformation"): Joined("line_3", separator=", "),
    }


def _address_inside(tag: Tag) -> dict[str, Entry]:
    """Return the parts of an address within what has the address; an empty one makes none."""

    def unless_empty(entry: Inside) -> Choice:
        return Choice(lambda element: entry if element.text or element.attrib else None, entry)

    parts = _address(tag).items()
    return {name: unless_empty(Inside("address", model.PostalAddress, entry)) for name, entry in parts}


def _delivery(tag: Tag) -> Nest:
    address = _address_inside(tag)
    inside: dict[str, Entry] = {
        tag("AddressIdentifier"): AddressId("location", many=False),
        tag("Name"): Changed("party_name"),
        **address,
    }
    return Nest(
        {
            tag("DeliveryID"): Text("despatch_advice_reference"),
            tag("Date"): Inside("delivery", model.Delivery, Day("delivery_date")),
            tag("Period"): Group("period", model.Period, _period(tag), drop_empty=True),
            tag("Address"): Inside("delivery", model.Delivery, inside),
        }
    )


def _period(tag: Tag) -> Plan:
    return {tag("FromDate"): Day("start"), tag("ToDate"): Day("end")}


def _party(tag: Tag, key: str) -> Inside:
    """Return what a party's element says; phone and mail of the address are the contact's where that has none."""

    def unless_contact(name: str, field: str) -> Choice:
        entry = Inside("contact", model.Contact, Joined(field, separator=", "))

        def choose(element: Element) -> Entry | None:
            address = element.getparent()
            contact = address.getnext() if address is not None else None
            while contact is not None and contact.tag != tag("Contact"):
                contact = contact.getnext()
            return None if contact is not None and contact.find(tag(name)) is not None else entry

        return Choice(choose, entry)

    order = "sales_order_reference" if key == "seller" else "order_reference"
    kinds = {names.TAX_NUMBER: "tax_registration", names.LEGAL_INFORMATION: "additional_legal_information"}
    plan: dict[str, Entry] = {
        tag("VATIdentificationNumber"): VatNumber("vat_identifier"),
        tag("FurtherIdentification"): _further(FurtherId(kinds)),
        tag("OrderReference"): Nest({tag("OrderID"): Top(Changed(order))}),
        tag("Address"): Nest(
            {
                tag("AddressIdentifier"): AddressId("identifiers", many=True),
                tag("Name"): Changed("name"),
                tag("TradingName"): Changed("trading_name"),
                **_address_inside(tag),
                tag("Phone"): unless_contact("Phone", "telephone"),
                tag("Email"): unless_contact("Email", "email"),
            }
        ),
        tag("Contact"): Inside(
            "contact",
            model.Contact,
            {
                tag("Name"): Changed("name"),
                tag("Phone"): Joined("telephone", separator=", "),
                tag("Email"): Joined("email", separator=", "),
            },
        ),
    }
    if key == "seller":
        plan[tag("InvoiceRecipientsBillerID")] = AddressId("identifiers", many=True)
    else:
        plan[tag("BillersInvoiceRecipientID")] = AddressId("identifiers", many=True)
        plan[tag("AccountingArea")] = Top(Changed("buyer_accounting_reference"))
        plan[tag("SubOrganizationID")] = Top(Changed("buyer_reference"))
    return Inside(key, model.Party, plan)


def _further(other: Entry) -> Choice:
    """Return further identification: the seat and the court of the company register are legal information."""
    mark = ("IdentificationType",)
    information = "additional_legal_information"
    entries: dict[str, Entry] = {
        "FS": Joined(information, names.SEAT, separator=", ", constants=mark),
        "FBG": Joined(information, names.COURT, separator=", ", constants=mark),
    }
    return Choice(lambda element: entries.get(element.get(mark[0]) or "", other), *entries.values(), other)


def _details(tag: Tag) -> Nest:
    note = OwnNote("notes")
    items = Nest(
        {
            tag("HeaderDescription"): note,
            tag("ListLineItem"): Groups("lines", model.Line, _line(tag)),
            tag("FooterDescription"): note,
        }
    )
    return Nest({tag("HeaderDescription"): note, tag("ItemList"): items, tag("FooterDescription"): note})


def _item(entry: Entry) -> Inside:
    return Inside("item", model.Item, entry)


def _line(tag: Tag) -> Plan:
    description = FirstThen("name", Text("name"), Joined("description"))
    price = Inside("price", model.Price, UnitPrice("net_price"))
    information: dict[str, Entry] = {
        names.LINE_NUMBER: _marked(Text, "identifier"),
        names.LINE_NOTE: _marked(Text, "note"),
        names.OBJECT: Changed("object_identifier", lambda text: model.Identifier(value=text), constants=(_KEY,)),
        "Kontierung": _marked(Text, "buyer_accounting_reference"),
        names.ORIGIN: _item(_marked(Text, "origin_country")),
        names.GROSS_PRICE: Inside("price", model.Price, _marked(Number, "gross_price")),
        names.DISCOUNT: Inside("price", model.Price, _marked(Number, "discount")),
        names.LINE_FROM: Inside("period", model.Period, _marked(Day, "start")),
        names.LINE_TO: Inside("period", model.Period, _marked(Day, "end")),
    }
    return {
        tag("PositionNumber"): Text("identifier"),
        tag("Description"): _item(description),
        tag("ArticleNumber"): _item(ArticleNumber()),
        tag("Quantity"): Quantity("quantity"),
        tag("UnitPrice"): price,
        tag("ReductionAndSurchargeListLineItemDetails"): Nest(_allowances(tag, of_line=True), may_be_empty=True),
        tag("Delivery"): Nest(
            {
                tag("Date"): Inside("period", model.Period, OneDay("start")),
                tag("Period"): Inside("period", model.Period, _period(tag)),
            }
        ),
        tag("InvoiceRecipientsOrderReference"): Nest(
            {
                tag("OrderID"): OrderOfLine("Bestellung: "),
                tag("OrderPositionNumber"): Changed("order_line_reference"),
            }
        ),
        tag("Classification"): _item(_Classifications()),
        tag("AdditionalInformation"): _keyed(information, _item(Information())),
        tag("TaxItem"): Nest(
            {
                tag("TaxableAmount"): Implied("LineItemAmount"),
                tag("TaxPercent"): Inside("vat", model.LineVat, TaxPercent("rate", "category")),
                tag("TaxAmount"): TaxOfLine(),
            }
        ),
        tag("LineItemAmount"): _amount("net_amount"),
    }


class _Classifications(Groups):
    """A classification of an item: the code, and in an attribute its list."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__("classifications", model.Classification, {}, drop_empty=True)

        def take(element: Element, values: Values, run: Run) -> None:
            if element.text:
                one = model.Classification(code=element.text, scheme=element.get("ClassificationSchema"))
                values.setdefault(self.key, []).append(one)

        self.take = take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        if not element.text:
            return
        path = f"{prefix}{self.key}[{len(values.get(self.key, ()))}]"
        self.take(element, values, run)
        run.note(f"{path}.code", element)
        run.note(f"{path}.scheme", element, "ClassificationSchema")
        run.places.setdefault(path, (element, None))


class _ReasonCode(Leaf):
    """The code of a reason (UNTDID 5189, 7161), when the classification is by that list."""

    __slots__ = ("list_name",)

    def __init__(self, list_name: str) -> None:
        self.list_name = list_name
        super().__init__("reason_code", constants=("ClassificationSchema",))

    def _taker(self) -> Callable[[Element, Values, Run], None]:
        def take(element: Element, values: Values, run: Run) -> None:
            if element.text and element.get("ClassificationSchema") == self.list_name:
                values.setdefault("reason_code", element.text)

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        if element.get("ClassificationSchema") == self.list_name:
            super().trace(element, values, run, prefix)


def _allowances(tag: Tag, *, of_line: bool) -> Plan:
    """Return reductions and surcharges.

    Other taxes beside them stand among the VAT again in real files, so that they would count twice: they stay unread.
    """
    suffix = "ListLineItem" if of_line else ""
    vat: dict[str, Entry] = {}
    if not of_line:
        percent = TaxPercent("vat_rate", "vat_category")
        vat[tag("TaxItem")] = Nest({tag("TaxableAmount"): Implied("Amount"), tag("TaxPercent"): percent})

    def plan(*, is_charge: bool) -> Plan:
        return {
            tag("BaseAmount"): _amount("base_amount"),
            tag("Percentage"): Number("percentage"),
            tag("Amount"): _amount("amount"),
            tag("Comment"): Changed("reason"),
            tag("Classification"): _ReasonCode(names.REASON_LISTS[is_charge]),
            **vat,
        }

    return {
        tag(f"Reduction{suffix}"): Groups("allowances", model.AllowanceCharge, plan(is_charge=False)),
        tag(f"Surcharge{suffix}"): Groups("charges", model.AllowanceCharge, plan(is_charge=True)),
    }


def _tax(tag: Tag) -> Nest:
    row: Plan = {
        tag("TaxableAmount"): _amount("taxable_amount"),
        tag("TaxPercent"): TaxPercent("rate", "category"),
        tag("TaxAmount"): _amount("tax_amount"),
        tag("Comment"): ExemptionReason("exemption_reason"),
    }
    accounting = {tag("AccountingCurrencyAmount"): AccountingAmount("vat_amount_accounting")}
    other: Plan = {
        tag("TaxableAmount"): _amount("base_amount"),
        tag("TaxPercent"): Number("percentage"),
        tag("TaxAmount"): _amount("amount"),
        tag("Comment"): Changed("reason"),
    }
    return Nest(
        {
            tag("TaxItem"): Groups("vat_breakdown", model.VatBreakdown, row, outer=accounting),
            tag("OtherTax"): Groups("charges", model.AllowanceCharge, other),
        },
        may_be_empty=True,
    )


def _payment_method(tag: Tag) -> Nest:
    number = Changed("account")

    def unless_iban(element: Element) -> Entry | None:
        siblings = children(element.getparent()) if element.getparent() is not None else []  # type: ignore[arg-type]  # asked just before
        return None if any(one.tag == tag("IBAN") and one.text for one in siblings) else number

    account: dict[str, Entry] = {
        tag("BIC"): Changed("provider"),
        tag("BankAccountNr"): Choice(unless_iban, number),
        tag("IBAN"): Changed("account"),
        tag("BankAccountOwner"): Changed("account_name"),
    }
    card: dict[str, Entry] = {
        tag("PrimaryAccountNumber"): Changed("primary_account_number"),
        tag("CardHolderName"): Changed("holder_name"),
    }
    debit = Inside(
        "direct_debit",
        model.DirectDebit,
        {
            tag("IBAN"): Changed("debited_account"),
            tag("CreditorID"): Changed("creditor_identifier"),
            tag("MandateReference"): Changed("mandate_reference"),
        },
    )
    return Nest(
        {
            tag("Comment"): Joined("payment_terms"),
            tag("NoPayment"): Fixed("payment_terms", names.NO_PAYMENT),
            tag("OtherPayment"): Known(),
            tag("UniversalBankTransaction"): Nest(
                {
                    tag("BeneficiaryAccount"): _means("credit_transfer", model.CreditTransfer, account),
                    tag("PaymentReference"): Inside("payment", model.Payment, Changed("remittance_information")),
                },
                may_be_empty=True,
            ),
            tag("PaymentCard"): _means("card", model.PaymentCard, card),
            tag("SEPADirectDebit"): Inside("payment", model.Payment, debit),
        }
    )


def _means(key: str, make: Callable[..., object], plan: Mapping[str, Entry]) -> Inside:
    """Return one way to pay, whose element is that of the account or the card itself."""
    inside: Plan = {name: Inside(key, make, entry) for name, entry in plan.items()}
    return Inside("payment", model.Payment, Groups("means", model.PaymentMeans, inside, drop_empty=True))
