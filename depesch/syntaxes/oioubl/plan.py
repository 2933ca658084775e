"""What each element of OIOUBL 2 means in the model, where it is otherwise than in UBL as EN 16931 binds it.

VAT goes by the tax scheme 63 ("Moms") and by categories in words; other duties are tax totals too, and charges (BG-21)
in the model. Each line states its VAT as a tax total. `TaxExclusiveAmount` is the sum of the taxes, not BT-109.
A price is that of one unit ordered: `OrderableUnitFactorRate` says how many of its own units go into one.
The reference of the buyer (BT-10) is the identifier of the buyer's contact.

Source: OIOUBL 2.02 and 2.1, class documentation and published examples.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Context, Decimal

from depesch.model import invoice as model
from depesch.syntaxes.binding import Element, Entry, Plan, Run
from depesch.syntaxes.coded import Coded, Summed
from depesch.syntaxes.groups import Choice, Group, Groups, Inside, Later, Nest, Top
from depesch.syntaxes.implied import summed
from depesch.syntaxes.leaves import MOST_DIGITS, Amount, Day, Known, Number, Text, number
from depesch.syntaxes.oioubl.codes import EXCISE, FIK, FORMS, GIRO, READ_CATEGORIES, VAT_SCHEME, danish
from depesch.syntaxes.oioubl.payment_entries import PaymentNumber, by_form
from depesch.syntaxes.ubl.dialect_entries import Again, Appended, FilledText, Implied, NamedId, NamedIds, party_name
from depesch.syntaxes.ubl.names import cac, cbc
from depesch.syntaxes.ubl.plan import Elements

_ID, _AMOUNT, _TAXABLE, _PERCENT = cbc("ID"), cbc("TaxAmount"), cbc("TaxableAmount"), cbc("Percent")
_TOTAL, _SUBTOTAL, _CATEGORY = cac("TaxTotal"), cac("TaxSubtotal"), cac("TaxCategory")
_TOTALS = cac("LegalMonetaryTotal")
_SCHEME, _CURRENCY = "schemeID", "currencyID"
_CATEGORY_CODE = "a tax category of OIOUBL: StandardRated, ZeroRated, ReverseCharge"
_EXACT = Context(prec=3 * MOST_DIGITS)


class OioublElements(Elements):
    """The plan of OIOUBL 2."""

    def is_vat_scheme(self, said: str | None) -> bool:
        return (said or "").strip() == VAT_SCHEME or super().is_vat_scheme(said)

    def scheme_of_vat(self) -> Entry:
        return Nest({_ID: Known(VAT_SCHEME, "vat", attributes=(_SCHEME,)), cbc("Name"): Known("moms", "vat")})

    def tax_registrations(self) -> tuple[Entry, Entry]:
        vat = {cbc("CompanyID"): Text("vat_identifier", constants=(_SCHEME,)), cac("TaxScheme"): self.vat_scheme}
        duty = {cbc("CompanyID"): Text("tax_registration", constants=(_SCHEME,))}
        return Nest(vat), Nest(duty)

    def identifier(self, key: str) -> Entry:
        return NamedId(key, danish)

    def identifiers(self, key: str) -> Entry:
        return NamedIds(key, danish)

    def address(self) -> Plan:
        return {
            **super().address(),
            cbc("BuildingNumber"): Appended("line_1"),
            cbc("AddressFormatCode"): Known("structureddk", "structuredlax", "unstructured"),
        }

    def party(self, *, seller: bool) -> Plan:
        reference: Plan = {} if seller else {_ID: Top(Again(FilledText("buyer_reference")))}
        filler: Plan = {_ID: Known("n/a", "na")} if seller else {}
        contact = Group("contact", model.Contact, {**self.contact(), **filler}, outer=reference, drop_empty=True)
        return {
            **super().party(seller=seller),
            cac("PartyName"): party_name(cac("PartyLegalEntity")),
            cac("Contact"): contact,
        }

    def document(self) -> Plan:
        return {**super().document(), cbc("DocumentType"): Again(Text("description"))}

    def account(self) -> Plan:
        branch = Nest({_ID: Text("provider")})
        institution = Nest({cac("FinancialInstitution"): Nest({_ID: Text("provider")})})
        return {
            **super().account(),
            cac("FinancialInstitutionBranch"): Choice(
                lambda element: institution if _is_international(element) else branch, branch, institution
            ),
        }

    def means(self) -> Entry:
        credit: Plan = {cbc("AccountID"): Text("account")}
        note = Top(Inside("payment", model.Payment, by_form(Again(Text("remittance_information")))))
        number_given = by_form(Again(PaymentNumber("remittance_information")))
        return Groups(
            "means",
            model.PaymentMeans,
            {
                _ID: Known(),
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
                cbc("PaymentDueDate"): Top(Again(Day("due_date"))),
                cac("PaymentMandate"): Inside("direct_debit", model.DirectDebit, self.mandate()),
            },
            drop_empty=True,
        )

    def terms(self) -> Entry:
        return Nest(
            {
                _ID: Known(),
                cbc("PaymentMeansID"): Known(),
                cbc("Note"): Text("payment_terms"),
                cbc("Amount"): Implied(_is_payable, _CURRENCY),
            }
        )

    def category(self, key: str) -> Entry:
        return Coded(key, READ_CATEGORIES, _CATEGORY_CODE, constants=(_SCHEME,))

    def percentage(self) -> Entry:
        return Number("percentage", parse=_hundredfold, like="0.25")

    def allowance(self, *, of_line: bool) -> dict[str, Entry]:
        return {**super().allowance(of_line=of_line), cbc("SequenceNumeric"): Known()}

    def breakdown(self) -> Entry:
        plan: Plan = {
            _TAXABLE: Amount("taxable_amount"),
            _AMOUNT: Amount("tax_amount"),
            _CATEGORY: Nest(self.breakdown_category()),
        }
        accounting = Inside("totals", model.Totals, Summed("vat_amount_accounting", constants=(_CURRENCY,)))
        in_accounting = Later(lambda element, run: accounting if _is_accounting(element, run) else None, accounting)
        return Groups(
            "vat_breakdown",
            model.VatBreakdown,
            plan,
            outer={cbc("TransactionCurrencyTaxAmount"): in_accounting},
        )

    def duty(self) -> Entry:
        """Return the entry of a tax that is no VAT: a charge, which the VAT is on as well."""
        category = Nest(
            {
                _ID: Coded("vat_category", {EXCISE: EXCISE}, EXCISE, constants=(_SCHEME,)),
                _PERCENT: Number("percentage"),
                cac("TaxScheme"): Nest({cbc("Name"): Text("reason")}),
            }
        )
        plan: Plan = {_TAXABLE: Amount("base_amount"), _AMOUNT: Amount("amount"), _CATEGORY: category}
        return Groups("charges", model.AllowanceCharge, plan)

    def tax_total(self) -> Entry:
        row, duty = self.breakdown(), self.duty()
        vat = Nest({_AMOUNT: Inside("totals", model.Totals, Amount("vat_amount")), _SUBTOTAL: row})
        is_vat = self._is_of_vat
        mixed = Nest(
            {
                _AMOUNT: Implied(_is_sum_of_parts, _CURRENCY),
                _SUBTOTAL: Choice(lambda element: row if is_vat(element) else duty, row, duty),
            }
        )
        return Choice(lambda element: vat if all(map(is_vat, element.iterchildren(_SUBTOTAL))) else mixed, vat, mixed)

    def _is_of_vat(self, subtotal: Element) -> bool:
        category = subtotal.find(_CATEGORY)
        return category is not None and self.says_vat(category)

    def totals(self) -> Entry:
        plan: dict[str, Entry] = {
            cbc("LineExtensionAmount"): Amount("line_net_amount"),
            cbc("TaxExclusiveAmount"): Implied(_is_all_taxes, _CURRENCY),
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
        vat: Plan = {_ID: self.category("category"), _PERCENT: Number("rate"), cac("TaxScheme"): self.vat_scheme}
        total = Nest(
            {
                _AMOUNT: Implied(_is_sum_of_parts, _CURRENCY),
                _SUBTOTAL: Nest(
                    {
                        _TAXABLE: Implied(_is_line_amount, _CURRENCY),
                        _AMOUNT: Implied(_is_percentage, _CURRENCY),
                        _CATEGORY: Again(Group("vat", model.LineVat, vat)),
                    }
                ),
            }
        )
        is_vat = self._is_of_vat
        return {
            **super().line(quantity),
            _TOTAL: Choice(lambda element: total if all(map(is_vat, element.iterchildren(_SUBTOTAL))) else None, total),
            cac("Item"): Group(
                "item",
                model.Item,
                self.item(),
                outer={cac("ClassifiedTaxCategory"): Again(self.line_vat())},
                drop_empty=True,
            ),
            cac("Price"): Group("price", _price, self.price()),
        }

    def head(self) -> dict[str, Entry]:
        return {
            **super().head(),
            cbc("ProfileID"): Text("business_process", constants=(_SCHEME,)),
            cbc("CopyIndicator"): Known("false"),
            cbc("LineCountNumeric"): Implied(_is_number_of_lines),
        }

    def references(self) -> dict[str, Entry]:
        order: Plan = {
            _ID: FilledText("order_reference"),
            cbc("SalesOrderID"): Text("sales_order_reference"),
            cbc("CopyIndicator"): Known("false"),
        }
        return {**super().references(), cac("OrderReference"): Nest(order)}

    def common(self) -> dict[str, Entry]:
        prepaid = Nest({cbc("PaidAmount"): Implied(_is_prepaid, _CURRENCY)})
        buyer = Group("buyer", model.Party, self.party(seller=False), drop_empty=True)
        return {
            **super().common(),
            cac("AccountingCustomerParty"): Nest({cac("Party"): buyer}),
            cac("PrepaidPayment"): prepaid,
        }


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


def _is_international(branch: Element) -> bool:
    """Whether the bank is told by its BIC: an account in Denmark goes by the registration number of the branch."""
    if branch.find(f"{cac('FinancialInstitution')}/{_ID}") is None:
        return False
    means = next(branch.iterancestors(cac("PaymentMeans")), None)
    return means is None or (means.findtext(cbc("PaymentChannelCode")) or "").strip() != "DK:BANK"


def _is_of_form(instruction: Element) -> bool:
    """Whether the number goes with a Danish payment form, of which it is a part (BT-83)."""
    means = instruction.getparent()
    if means is None:
        return False
    code = (means.findtext(cbc("PaymentMeansCode")) or "").strip()
    return code in (GIRO, FIK) and (means.findtext(cbc("PaymentID")) or "").strip() in FORMS[code]


def _is_payable(amount: Element) -> bool:
    return _same(amount, _root(amount).findtext(f"{_TOTALS}/{cbc('PayableAmount')}"))


def _same(amount: Element, other: str | None) -> bool:
    stated = number(amount.text)
    return stated is not None and stated == number(other)


def _is_accounting(amount: Element, run: Run) -> bool:
    currency = run.root.get("vat_currency")
    return currency is not None and currency != run.root.get("currency") and amount.get(_CURRENCY) == currency


def _is_sum_of_parts(amount: Element) -> bool:
    total = amount.getparent()
    return total is not None and number(amount.text) == _sum(total.iterfind(f"{_SUBTOTAL}/{_AMOUNT}"))


def _is_all_taxes(amount: Element) -> bool:
    return number(amount.text) == _sum(_root(amount).iterfind(f"{_TOTAL}/{_AMOUNT}"))


def _is_prepaid(amount: Element) -> bool:
    root = _root(amount)
    stated = number(root.findtext(f"{_TOTALS}/{cbc('PrepaidAmount')}"))
    return stated == _sum(root.iterfind(f"{cac('PrepaidPayment')}/{cbc('PaidAmount')}"))


def _is_line_amount(amount: Element) -> bool:
    line = next(amount.iterancestors(cac("InvoiceLine"), cac("CreditNoteLine")), None)
    return line is not None and _same(amount, line.findtext(cbc("LineExtensionAmount")))


def _is_percentage(amount: Element) -> bool:
    """Whether the tax is the rate's part of what is taxed, to the digits that it has."""
    part = amount.getparent()
    if part is None:
        return False
    tax, taxable, rate = (number(part.findtext(tag)) for tag in (_AMOUNT, _TAXABLE, f"{_CATEGORY}/{_PERCENT}"))
    if tax is None or taxable is None or rate is None:
        return False
    exact = _EXACT.multiply(taxable, rate).scaleb(-2, _EXACT)
    return exact.quantize(tax, ROUND_HALF_UP, context=_EXACT) == tax


def _is_number_of_lines(count: Element) -> bool:
    lines = _root(count).iterchildren(cac("InvoiceLine"), cac("CreditNoteLine"))
    return number(count.text) == sum(1 for _ in lines)


def _sum(amounts: Iterator[Element]) -> Decimal:
    return summed(number(one.text) for one in amounts)


def _root(element: Element) -> Element:
    return element.getroottree().getroot()
