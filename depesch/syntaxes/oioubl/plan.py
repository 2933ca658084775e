"""What each element of OIOUBL 2 means in the model, where it is otherwise than in UBL as EN 16931 binds it.

VAT goes by the tax scheme 63 ("Moms") and by categories in words; other duties are tax totals too, and charges (BG-21)
in the model. Each line states its VAT as a tax total. `TaxExclusiveAmount` is the sum of the taxes, not BT-109.
A price is that of one unit ordered: `OrderableUnitFactorRate` says how many of its own units go into one.
The reference of the buyer (BT-10) is the identifier of the buyer's contact.

Source: OIOUBL 2.02 and 2.1, class documentation and published examples.
"""

from __future__ import annotations

from decimal import Context, Decimal

from depesch.model import invoice as model
from depesch.syntaxes.binding import Element, Entry, Plan
from depesch.syntaxes.coded import Coded
from depesch.syntaxes.groups import Choice, Group, Groups, Inside, Nest, Top
from depesch.syntaxes.leaves import MOST_DIGITS, Amount, Known, Number, Text, number
from depesch.syntaxes.oioubl.codes import EXCISE, FIK, FORMS, GIRO, READ_CATEGORIES, VAT_SCHEME, danish
from depesch.syntaxes.oioubl.payment_entries import PaymentNumber, by_form
from depesch.syntaxes.ubl.dialect_entries import Again, FilledText, Implied, NamedId, NamedIds
from depesch.syntaxes.ubl.former_plan import (
    AMOUNT,
    CATEGORY,
    CURRENCY,
    ID,
    PERCENT,
    SCHEME,
    SUBTOTAL,
    TAXABLE,
    TOTAL,
    TOTALS,
    FormerElements,
    is_same,
    is_sum_of_parts,
    root_of,
    sum_of,
)
from depesch.syntaxes.ubl.names import cac, cbc

_CATEGORY_CODE = "a tax category of OIOUBL: StandardRated, ZeroRated, ReverseCharge"
_EXACT = Context(prec=3 * MOST_DIGITS)


class OioublElements(FormerElements):
    """The plan of OIOUBL 2."""

    def is_vat_scheme(self, said: str | None) -> bool:
        return (said or "").strip() == VAT_SCHEME or super().is_vat_scheme(said)

    def scheme_of_vat(self) -> Entry:
        return Nest({ID: Known(VAT_SCHEME, "vat", attributes=(SCHEME,)), cbc("Name"): Known("moms", "vat")})

    def tax_registrations(self) -> tuple[Entry, Entry]:
        vat = {cbc("CompanyID"): Text("vat_identifier", constants=(SCHEME,)), cac("TaxScheme"): self.vat_scheme}
        duty = {cbc("CompanyID"): Text("tax_registration", constants=(SCHEME,))}
        return Nest(vat), Nest(duty)

    def identifier(self, key: str) -> Entry:
        return NamedId(key, danish)

    def identifiers(self, key: str) -> Entry:
        return NamedIds(key, danish)

    def address(self) -> Plan:
        return {
            **super().address(),
            cbc("AddressFormatCode"): Known("structureddk", "structuredlax", "unstructured"),
        }

    def goes_by_bic(self, branch: Element) -> bool:
        """Whether the bank is told by its BIC: an account in Denmark goes by the registration number of the branch."""
        means = next(branch.iterancestors(cac("PaymentMeans")), None)
        if means is not None and (means.findtext(cbc("PaymentChannelCode")) or "").strip() == "DK:BANK":
            return False
        return super().goes_by_bic(branch)

    def means(self) -> Entry:
        credit: Plan = {cbc("AccountID"): Text("account")}
        note = Top(Inside("payment", model.Payment, by_form(Again(Text("remittance_information")))))
        number_given = by_form(Again(PaymentNumber("remittance_information")))
        return Groups(
            "means",
            model.PaymentMeans,
            {
                ID: Known(),
                cbc("PaymentMeansCode"): Text("code", {"name": "text"}),
                cbc("PaymentChannelCode"): Known("dk:bank", "iban", "dk:giro", "dk:nemkonto"),
                cbc("InstructionID"): Implied(_is_of_form),
                cac("CardAccount"): Group("card", model.PaymentCard, self.card()),
                cac("PayeeFinancialAccount"): Group(
                    "credit_transfer",
                    model.CreditTransfer,
                    {**self.account(), cbc("PaymentNote"): note},
                    drop_empty=True,
                ),
                cac("CreditAccount"): Group("credit_transfer", model.CreditTransfer, credit),
            },
            outer={
                cbc("PaymentID"): number_given,
                cbc("PaymentDueDate"): self.due_date(),
                cac("PaymentMandate"): Inside("direct_debit", model.DirectDebit, self.mandate()),
            },
            drop_empty=True,
        )

    def terms(self) -> Entry:
        return Nest(
            {
                ID: Known(),
                cbc("PaymentMeansID"): Known(),
                cbc("Note"): Text("payment_terms"),
                cbc("Amount"): Implied(_is_payable, CURRENCY),
            }
        )

    def category(self, key: str) -> Entry:
        return Coded(key, READ_CATEGORIES, _CATEGORY_CODE, constants=(SCHEME,))

    def percentage(self) -> Entry:
        return Number("percentage", parse=_hundredfold, like="0.25")

    def allowance(self, *, of_line: bool) -> dict[str, Entry]:
        return {**super().allowance(of_line=of_line), cbc("SequenceNumeric"): Known()}

    def row_category(self) -> Entry:
        return Nest(self.breakdown_category())  # what is not of VAT is a duty

    def duty(self) -> Entry:
        """Return the entry of a tax that is no VAT: a charge, which the VAT is on as well."""
        category = Nest(
            {
                ID: Coded("vat_category", {EXCISE: EXCISE}, EXCISE, constants=(SCHEME,)),
                PERCENT: Number("percentage"),
                cac("TaxScheme"): Nest({cbc("Name"): Text("reason")}),
            }
        )
        plan: Plan = {TAXABLE: Amount("base_amount"), AMOUNT: Amount("amount"), CATEGORY: category}
        return Groups("charges", model.AllowanceCharge, plan)

    def tax_total(self) -> Entry:
        row, duty = self.breakdown(), self.duty()
        vat = Nest({AMOUNT: Inside("totals", model.Totals, Amount("vat_amount")), SUBTOTAL: row})
        is_vat = self.is_of_vat
        mixed = Nest(
            {
                AMOUNT: Implied(is_sum_of_parts, CURRENCY),
                SUBTOTAL: Choice(lambda element: row if is_vat(element) else duty, row, duty),
            }
        )
        return Choice(lambda element: vat if all(map(is_vat, element.iterchildren(SUBTOTAL))) else mixed, vat, mixed)

    def totals(self) -> Entry:
        plan: dict[str, Entry] = {
            cbc("LineExtensionAmount"): Amount("line_net_amount"),
            cbc("TaxExclusiveAmount"): Implied(_is_all_taxes, CURRENCY),
            cbc("AllowanceTotalAmount"): Amount("allowance_amount"),
            cbc("ChargeTotalAmount"): Amount("charge_amount"),
            cbc("TaxInclusiveAmount"): Amount("amount_incl_vat"),
            cbc("PrepaidAmount"): Amount("paid_amount"),
            cbc("PayableRoundingAmount"): Amount("rounding_amount"),
            cbc("PayableAmount"): Amount("amount_due"),
        }
        return Inside("totals", model.Totals, plan)

    def price(self) -> Plan:
        return {**super().price(), cbc("OrderableUnitFactorRate"): Number("factor")}

    def line(self, quantity: str) -> dict[str, Entry]:
        return {**super().line(quantity), cac("Price"): Group("price", _price, self.price())}

    def head(self) -> dict[str, Entry]:
        return {
            **super().head(),
            cbc("ProfileID"): Text("business_process", constants=(SCHEME,)),
            cbc("CopyIndicator"): Known("false"),
            cbc("LineCountNumeric"): Implied(_is_number_of_lines),
        }

    def references(self) -> dict[str, Entry]:
        order: Plan = {
            ID: FilledText("order_reference"),
            cbc("SalesOrderID"): Text("sales_order_reference"),
            cbc("CopyIndicator"): Known("false"),
        }
        return {**super().references(), cac("OrderReference"): Nest(order)}

    def common(self) -> dict[str, Entry]:
        prepaid = Nest({cbc("PaidAmount"): Implied(_is_prepaid, CURRENCY)})
        return {**super().common(), cac("PrepaidPayment"): prepaid}


def _price(factor: Decimal | None = None, **values: object) -> model.Price:
    """Return a price, for one of the units that are ordered."""
    if factor is not None and factor != 1:
        for name in ("net_price", "gross_price", "discount"):
            amount = values.get(name)
            if isinstance(amount, Decimal):
                values[name] = _EXACT.multiply(amount, factor)
        values.pop("base_quantity_unit", None)  # the unit that goes into the one ordered
    return model.Price(**values)  # type: ignore[arg-type]  # the plan gives the fields of a price


def _hundredfold(text: str | None) -> Decimal | None:
    """Return the percentage that a factor such as 0.25 says."""
    found = number(text)
    if found is None:
        return None
    shifted = found.scaleb(2, _EXACT)
    return Decimal(format(shifted, "f"))


def _is_of_form(instruction: Element) -> bool:
    """Whether the number goes with a Danish payment form, of which it is a part (BT-83)."""
    means = instruction.getparent()
    if means is None:
        return False
    code = (means.findtext(cbc("PaymentMeansCode")) or "").strip()
    return code in (GIRO, FIK) and (means.findtext(cbc("PaymentID")) or "").strip() in FORMS[code]


def _is_payable(amount: Element) -> bool:
    return is_same(amount, root_of(amount).findtext(f"{TOTALS}/{cbc('PayableAmount')}"))


def _is_all_taxes(amount: Element) -> bool:
    return number(amount.text) == sum_of(root_of(amount).iterfind(f"{TOTAL}/{AMOUNT}"))


def _is_prepaid(amount: Element) -> bool:
    root = root_of(amount)
    stated = number(root.findtext(f"{TOTALS}/{cbc('PrepaidAmount')}"))
    return stated == sum_of(root.iterfind(f"{cac('PrepaidPayment')}/{cbc('PaidAmount')}"))


def _is_number_of_lines(count: Element) -> bool:
    lines = root_of(count).iterchildren(cac("InvoiceLine"), cac("CreditNoteLine"))
    return number(count.text) == sum(1 for _ in lines)
