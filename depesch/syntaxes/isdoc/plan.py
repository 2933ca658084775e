"""What each element of ISDOC means in the model.

In an invoice in foreign currency the elements with `Curr` at their end are the invoice's amounts; the others are the
same in the local currency, for which the model has a place for the VAT only (BT-111).

Source: ISDOC 6.0.2, schema and description; for the means of payment UNTDID 4461, which it uses.
"""

from __future__ import annotations

from collections.abc import Callable

from depesch.kit.xml import children, local_name
from depesch.model import invoice as model
from depesch.syntaxes.aside import Aside
from depesch.syntaxes.binding import Element, Entry, Plan, Run, Take, Tracer, Values
from depesch.syntaxes.coded import BareNote, Coded, IdOf, IdsOf, Joined
from depesch.syntaxes.groups import Choice, Group, Groups, Inside, Nest, Top
from depesch.syntaxes.isdoc import made
from depesch.syntaxes.joining import Changed
from depesch.syntaxes.leaves import Day, Known, Leaf, Number, number

# Types of documents; UNTDID 1001. 4 is the advance that is no tax document, 5 the one that is; 7 the simplified one.
TYPES = {"1": "380", "2": "381", "3": "383", "4": "325", "5": "386", "6": "381", "7": "380"}
GLN, GTIN = "0088", "0160"
# Units as Czech invoices name them, beside the codes of UN/ECE Recommendation 20.
UNITS = {
    "ks": "H87",
    "kus": "H87",
    "hod": "HUR",
    "h": "HUR",
    "min": "MIN",
    "den": "DAY",
    "kg": "KGM",
    "g": "GRM",
    "t": "TNE",
    "l": "LTR",
    "m": "MTR",
    "km": "KMT",
    "m2": "MTK",
    "m3": "MTQ",
    "kwh": "KWH",
}

_OF_ADVANCES = (
    "AlreadyClaimedTaxExclusiveAmount",
    "AlreadyClaimedTaxInclusiveAmount",
    "PayableRoundingAmount",
    "PaidDepositsAmount",
)

Tag = Callable[[str], str]


def _text(element: Element | None, name: str) -> str:
    """Return what the child of that local name says, without white space around it; empty when it is not there."""
    if element is None:
        return ""
    return next(((one.text or "").strip() for one in children(element) if local_name(one) == name), "")


def _beside(name: str, yes: Entry | None, no: Entry | None) -> Choice:
    """Return `yes` for an element whose sibling of that name says something, else `no`."""
    return Choice(
        lambda element: yes if _text(element.getparent(), name) else no, *(e for e in (yes, no) if e is not None)
    )


def _is_zero(element: Element) -> bool:
    found = number(element.text)
    return found is not None and not found


_ASIDE = Aside()
_NOTHING = Choice(lambda element: _ASIDE if _is_zero(element) else None, _ASIDE)


class _Quantity(Number):
    """A quantity with its unit, in Czech words or by its code."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__("quantity", {"unitCode": "unit"})

    def _taker(self) -> Take:
        take_number = super()._taker()

        def take(element: Element, values: Values, run: Run) -> None:
            take_number(element, values, run)
            unit = values.get("unit")
            if unit is not None:
                values["unit"] = UNITS.get(unit.strip().lower(), unit)

        return take


class _Reference(Nest):
    """A reference that has an id in the file, or points to one."""

    __slots__ = ()

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        super().trace(element, values, run, prefix)
        run.used_attributes.update((element, name) for name in ("id", "ref"))


def _address(t: Tag) -> Group:
    return Group(
        "address",
        model.PostalAddress,
        {
            t("StreetName"): Joined("line_1"),
            t("BuildingNumber"): Joined("line_1"),
            t("CityName"): Changed("city"),
            t("PostalZone"): Changed("post_code"),
            t("Country"): Nest(
                {
                    t("IdentificationCode"): Changed("country"),
                    t("Name"): _beside("IdentificationCode", Known(), None),
                }
            ),
        },
        drop_empty=True,
    )


def _gln(element: Element) -> Entry | None:
    """Return the entry for the international number of a company: a GLN, or 0 where it has none."""
    said = (element.text or "").strip()
    return _GLN if len(said) == 13 and said.isdigit() else _NO_GLN if not said.strip("0") else None


_GLN, _NO_GLN = IdsOf("identifiers", GLN), Known()


def _has_gln(element: Element) -> bool:
    return len(_text(element.getparent(), "CatalogFirmIdentification")) == 13


_OWN_NUMBER = IdsOf("identifiers", None)


def _party(t: Tag, key: str) -> Group:
    is_seller = key == "seller"
    legal = Joined("additional_legal_information", ", ")
    vat, other = (
        Nest({t("CompanyID"): Changed(term), t("TaxScheme"): Known()})
        for term in ("vat_identifier", "tax_registration")
    )
    plan: dict[str, Entry] = {
        t("PartyIdentification"): Nest(
            {
                # The model has one number of a buyer: the international one before that of the seller's books.
                t("UserID"): Choice(
                    lambda element: None if not is_seller and _has_gln(element) else _OWN_NUMBER, _OWN_NUMBER
                ),
                t("CatalogFirmIdentification"): Choice(_gln, _GLN, _NO_GLN),
                t("ID"): IdOf("legal_registration", None),
            }
        ),
        t("PartyName"): Nest({t("Name"): Changed("name")}),
        t("PostalAddress"): _address(t),
        t("PartyTaxScheme"): Choice(lambda element: vat if _text(element, "TaxScheme") == "VAT" else other, vat, other),
        t("Contact"): Group(
            "contact",
            model.Contact,
            {
                t("Name"): Changed("name"),
                t("Telephone"): Changed("telephone"),
                t("ElectronicMail"): Changed("email"),
            },
            drop_empty=True,
        ),
    }
    if is_seller:
        names = ("RegisterKeptAt", "RegisterFileRef", "RegisterDate", "Preformatted")
        plan[t("RegisterIdentification")] = Nest({t(name): legal for name in names})
    return Group(key, made.party, plan, drop_empty=True)


def _same_as(name: str, group: Nest) -> Choice:
    """Return the entry for a party that is stated twice: nothing where both are the same, itself where it is alone."""

    def choose(element: Element) -> Entry | None:
        parent = element.getparent()
        other = next((one for one in children(parent) if local_name(one) == name), None) if parent is not None else None
        if other is None:
            return group
        return _ASIDE if _said(other) == _said(element) else None

    return Choice(choose, group, _ASIDE)


def _said(element: Element) -> list[tuple[str, str]]:
    return [(local_name(one), (one.text or "").strip()) for one in element.iter()][1:]


def _account(t: Tag) -> dict[str, Entry]:
    return {
        t("IBAN"): Changed("account"),
        t("BIC"): Changed("provider"),
        # The same account as the bank of the country writes it.
        t("ID"): _beside("IBAN", Known(), Joined("account", "/")),
        t("BankCode"): _beside("IBAN", Known(), Joined("account", "/")),
    }


def _payments(t: Tag) -> Inside:
    account = _account(t)
    inside = {tag: Inside("credit_transfer", model.CreditTransfer, entry) for tag, entry in account.items()}
    reference = Inside("payment", model.Payment, Changed("remittance_information"))
    details = Nest(
        {
            t("PaymentDueDate"): Top(Day("due_date")),
            **{tag: _filled(entry) for tag, entry in inside.items()},
            t("VariableSymbol"): Top(_filled(reference)),
        }
    )
    means = Groups(
        "means",
        model.PaymentMeans,
        {
            t("PaidAmount"): Choice(_is_all_that_is_due, _ASIDE),
            t("PaymentMeansCode"): Changed("code"),
            t("Details"): details,
        },
        drop_empty=True,
    )
    others = Groups("means", made.other_account, account, drop_empty=True)
    return Inside(
        "payment",
        model.Payment,
        {t("Payment"): means, t("AlternateBankAccounts"): Nest({t("AlternateBankAccount"): others})},
    )


def _filled(entry: Entry) -> Choice:
    return Choice(lambda element: entry if (element.text or "").strip() else None, entry)


def _is_all_that_is_due(element: Element) -> Entry | None:
    """Return nothing for the amount of a payment that is the only one, or that is zero; else it has no place."""
    payment = element.getparent()
    holder = payment.getparent() if payment is not None else None
    alone = holder is not None and sum(local_name(one) == "Payment" for one in children(holder)) == 1
    return _ASIDE if alone or _is_zero(element) else None


class _ReverseCharge(Leaf):
    """That a line or a VAT row is under the local reverse charge."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__("category")

    def _taker(self) -> Take:
        def take(element: Element, values: Values, run: Run) -> None:
            if (element.text or "").strip() in ("true", "1"):
                values["category"] = "AE"

        return take


def _line(t: Tag, curr: str) -> Groups:
    tax = Group(
        "vat",
        made.line_vat,
        {
            t("Percent"): Number("rate"),
            t("VATCalculationMethod"): Known(),  # from the net or from the gross amount; both are stated
            t("VATApplicable"): Known("true"),
            t("LocalReverseChargeFlag"): _ReverseCharge(),
        },
        drop_empty=True,
    )
    item = Group(
        "item",
        model.Item,
        {
            t("Description"): Changed("name"),
            t("CatalogueItemIdentification"): Nest({t("ID"): IdOf("standard_identifier", GTIN)}),
            t("SellersItemIdentification"): Nest({t("ID"): Changed("seller_identifier")}),
            t("BuyersItemIdentification"): Nest({t("ID"): Changed("buyer_identifier")}),
        },
        drop_empty=True,
    )
    plan: dict[str, Entry] = {
        t("ID"): Changed("identifier"),
        t("OrderReference"): _Reference({t("LineID"): Changed("order_line_reference")}),
        t("DeliveryNoteReference"): _Reference({}, may_be_empty=True),
        t("OriginalDocumentReference"): _Reference({}, may_be_empty=True),
        t("ContractReference"): _Reference({}, may_be_empty=True),
        t("InvoicedQuantity"): _Quantity(),
        t(f"LineExtensionAmount{curr}"): Number("net_amount"),
        # What the net amount and the rate make of them.
        t(f"LineExtensionAmountTaxInclusive{curr}"): _ASIDE,
        t("ClassifiedTaxCategory"): tax,
        t("Note"): Changed("note"),
        t("Item"): item,
    }
    if not curr:
        plan[t("LineExtensionTaxAmount")] = _ASIDE
        plan[t("UnitPrice")] = Inside("price", model.Price, Number("net_price"))
        plan[t("UnitPriceTaxInclusive")] = _ASIDE
    return Groups("lines", made.foreign_line if curr else model.Line, plan)


def _tax_total(t: Tag, curr: str) -> Nest:
    category = Nest(
        {
            t("Percent"): Number("rate"),
            t("VATApplicable"): Known("true"),
            t("LocalReverseChargeFlag"): _ReverseCharge(),
        }
    )
    row = Groups(
        "vat_breakdown",
        made.vat_row,
        {
            t(f"TaxableAmount{curr}"): Number("taxable_amount"),
            t(f"TaxAmount{curr}"): Number("tax_amount"),
            t(f"TaxInclusiveAmount{curr}"): _ASIDE,
            t("TaxCategory"): category,
            **{
                t(f"{kind}{name}{curr}"): _NOTHING if kind == "AlreadyClaimed" else _ASIDE
                for kind in ("AlreadyClaimed", "Difference")
                for name in ("TaxableAmount", "TaxAmount", "TaxInclusiveAmount")
            },
        },
    )
    plan: dict[str, Entry] = {
        t("TaxSubTotal"): row,
        t(f"TaxAmount{curr}"): Inside("totals", made.totals, Number("vat_left")),
    }
    if curr:
        plan[t("TaxAmount")] = Inside("totals", made.totals, Number("local_vat_left"))
    return Nest(plan)


def _totals(t: Tag, curr: str) -> Inside:
    return Inside(
        "totals",
        made.totals,
        {
            t(f"TaxExclusiveAmount{curr}"): Number("amount_excl_vat"),
            t(f"TaxInclusiveAmount{curr}"): Number("amount_incl_vat"),
            **({t("TaxExclusiveAmount"): Number("local_excl_vat")} if curr else {}),
            **({t("TaxInclusiveAmount"): Number("local_incl_vat")} if curr else {}),
            t(f"AlreadyClaimedTaxInclusiveAmount{curr}"): Number("claimed"),
            t(f"PayableRoundingAmount{curr}"): Number("rounding_amount"),
            t(f"PaidDepositsAmount{curr}"): Number("deposits"),
            t(f"PayableAmount{curr}"): Number("amount_due"),
            # In the local currency too, those of nothing say nothing more.
            **({t(name): _NOTHING for name in _OF_ADVANCES} if curr else {}),
            # The rest is sums and differences of these.
            **{
                t(f"{name}{curr}"): _ASIDE
                for name in (
                    "AlreadyClaimedTaxExclusiveAmount",
                    "DifferenceTaxExclusiveAmount",
                    "DifferenceTaxInclusiveAmount",
                )
            },
        },
    )


def plan_of(namespace: str, *, foreign: bool) -> Plan:
    """Return the plan for a file in this namespace (or in none), in its local or in a foreign currency."""

    def t(name: str) -> str:
        return f"{{{namespace}}}{name}" if namespace else name

    curr = "Curr" if foreign else ""
    seller, buyer = (Nest({t("Party"): _party(t, key)}) for key in ("seller", "buyer"))
    return {
        t("DocumentType"): Coded("type_code", TYPES, "a type of document, 1 to 7"),
        t("ID"): Changed("number"),
        t("UUID"): _ASIDE,  # of the document in the program that made it
        t("IssueDate"): Day("issue_date"),
        t("TaxPointDate"): Day("tax_point_date"),
        t("VATApplicable"): Known("true"),
        t("Note"): BareNote("notes"),
        t("LocalCurrencyCode"): Changed("vat_currency" if foreign else "currency"),
        **({t("ForeignCurrencyCode"): Changed("currency")} if foreign else {}),
        **({} if foreign else dict.fromkeys((t("CurrRate"), t("RefCurrRate")), Known("1", "1.0", "1.00"))),
        t("AccountingSupplierParty"): seller,
        t("SellerSupplierParty"): _same_as("AccountingSupplierParty", seller),
        t("AccountingCustomerParty"): buyer,
        t("BuyerCustomerParty"): _same_as("AccountingCustomerParty", buyer),
        t("OrderReferences"): Nest(
            {
                t("OrderReference"): _Reference(
                    {
                        t("SalesOrderID"): Changed("sales_order_reference"),
                        t("ExternalOrderID"): Changed("order_reference"),
                    }
                )
            }
        ),
        t("DeliveryNoteReferences"): Nest(
            {t("DeliveryNoteReference"): _Reference({t("ID"): Changed("despatch_advice_reference")})}
        ),
        t("ContractReferences"): Nest({t("ContractReference"): _Reference({t("ID"): Changed("contract_reference")})}),
        t("OriginalDocumentReferences"): Nest(
            {
                t("OriginalDocumentReference"): Groups(
                    "preceding_invoices",
                    model.PrecedingInvoice,
                    {t("ID"): Changed("number"), t("IssueDate"): Day("issue_date"), t("UUID"): _ASIDE},
                    drop_empty=True,
                )
            }
        ),
        t("Delivery"): Nest(
            {
                t("Party"): Group(
                    "delivery",
                    model.Delivery,
                    {t("PartyName"): Nest({t("Name"): Changed("party_name")}), t("PostalAddress"): _address(t)},
                    drop_empty=True,
                )
            }
        ),
        t("InvoiceLines"): Nest({t("InvoiceLine"): _line(t, curr)}),
        t("TaxTotal"): _tax_total(t, curr),
        t("LegalMonetaryTotal"): _totals(t, curr),
        t("PaymentMeans"): _payments(t),
        t("SupplementsList"): Nest(
            {
                t("Supplement"): Groups(
                    "supporting_documents",
                    model.SupportingDocument,
                    {
                        t("Filename"): Changed("reference"),
                        # Of the file in the archive, which the archive has sums of its own for.
                        t("DigestMethod"): _ASIDE,
                        t("DigestValue"): _ASIDE,
                    },
                    drop_empty=True,
                )
            }
        ),
    }
