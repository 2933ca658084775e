"""What each element of UBL 2.0 means where its dialects, older than EN 16931, say it in the same way.

The buyer's reference (BT-10) is the identifier of the buyer's contact; the due date stands with each way to pay, a bank
by its BIC in `FinancialInstitution`, the VAT in the accounting currency in each row of the breakdown. A name alone is
the registered one. Lines may state their VAT as a tax total, which says again what the line says.

Source: UBL 2.0; class documentation and examples of OIOUBL 2, EHF 2 and Peppol BIS 4A.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Context, Decimal

from depesch.model import invoice as model
from depesch.syntaxes.binding import Element, Entry, Plan, Run
from depesch.syntaxes.coded import Summed
from depesch.syntaxes.groups import Choice, Group, Groups, Inside, Later, Nest, Top
from depesch.syntaxes.implied import summed
from depesch.syntaxes.leaves import MOST_DIGITS, Amount, Day, Known, Number, Text, number
from depesch.syntaxes.ubl.dialect_entries import Again, Appended, FilledText, Implied, party_name
from depesch.syntaxes.ubl.names import cac, cbc
from depesch.syntaxes.ubl.plan import Elements

ID, AMOUNT, TAXABLE, PERCENT = cbc("ID"), cbc("TaxAmount"), cbc("TaxableAmount"), cbc("Percent")
TOTAL, SUBTOTAL, CATEGORY = cac("TaxTotal"), cac("TaxSubtotal"), cac("TaxCategory")
TOTALS = cac("LegalMonetaryTotal")
SCHEME, CURRENCY = "schemeID", "currencyID"
_EXACT = Context(prec=3 * MOST_DIGITS)


class FormerElements(Elements):
    """The plan of a dialect of UBL 2.0."""

    def address(self) -> Plan:
        return {**super().address(), cbc("BuildingNumber"): Appended("line_1")}

    def party(self, *, seller: bool) -> Plan:
        reference: Plan = {} if seller else {ID: Top(Again(FilledText("buyer_reference")))}
        filler: Plan = {ID: Known("n/a", "na")} if seller else {}
        plan: Plan = {**self.contact(), **filler}
        return {
            **super().party(seller=seller),
            cac("PartyName"): party_name(cac("PartyLegalEntity")),
            cac("Contact"): Group("contact", model.Contact, plan, outer=reference, drop_empty=True),
        }

    def document(self) -> Plan:
        return {**super().document(), cbc("DocumentType"): Again(Text("description"))}

    def account(self) -> Plan:
        branch = Nest({ID: Text("provider")})
        institution = Nest({cac("FinancialInstitution"): Nest({ID: Text("provider", constants=(SCHEME,))})})
        by_bic = self.goes_by_bic
        return {
            **super().account(),
            ID: Text("account", constants=(SCHEME,)),
            cac("FinancialInstitutionBranch"): Choice(
                lambda element: institution if by_bic(element) else branch, branch, institution
            ),
        }

    def goes_by_bic(self, branch: Element) -> bool:
        """Whether the bank is told by its BIC, rather than by a number that the country has for the branch."""
        return branch.find(f"{cac('FinancialInstitution')}/{ID}") is not None

    def due_date(self) -> Entry:
        """Return the entry of the due date, which each way to pay states."""
        return Top(Again(Day("due_date")))

    def breakdown(self) -> Entry:
        plan: Plan = {
            TAXABLE: Amount("taxable_amount"),
            AMOUNT: Amount("tax_amount"),
            CATEGORY: self.row_category(),
        }
        accounting = Inside("totals", model.Totals, Summed("vat_amount_accounting", constants=(CURRENCY,)))
        in_accounting = Later(lambda element, run: accounting if _is_accounting(element, run) else None, accounting)
        outer: Plan = {cbc("TransactionCurrencyTaxAmount"): in_accounting}
        return Groups("vat_breakdown", model.VatBreakdown, plan, outer=outer)

    def row_category(self) -> Entry:
        """Return the entry of the VAT category of a row of the breakdown."""
        return self.vat_only(Nest(self.breakdown_category()))

    def is_of_vat(self, subtotal: Element) -> bool:
        """Whether a part of a tax total is of VAT."""
        category = subtotal.find(CATEGORY)
        return category is not None and self.says_vat(category)

    def line(self, quantity: str) -> dict[str, Entry]:
        vat: Plan = {ID: self.category("category"), PERCENT: Number("rate"), cac("TaxScheme"): self.vat_scheme}
        part: Plan = {
            TAXABLE: Implied(_is_line_amount, CURRENCY),
            AMOUNT: Implied(_is_percentage, CURRENCY),
            CATEGORY: Again(Group("vat", model.LineVat, vat)),
        }
        total = Nest({AMOUNT: Implied(is_sum_of_parts, CURRENCY), SUBTOTAL: Nest(part)})
        is_vat = self.is_of_vat
        item = Group(
            "item",
            model.Item,
            self.item(),
            outer={cac("ClassifiedTaxCategory"): Again(self.line_vat())},
            drop_empty=True,
        )
        return {
            **super().line(quantity),
            TOTAL: Choice(lambda element: total if all(map(is_vat, element.iterchildren(SUBTOTAL))) else None, total),
            cac("Item"): item,
        }

    def common(self) -> dict[str, Entry]:
        buyer = Group("buyer", model.Party, self.party(seller=False), drop_empty=True)
        return {**super().common(), cac("AccountingCustomerParty"): Nest({cac("Party"): buyer})}


def root_of(element: Element) -> Element:
    """Return the document that an element is in."""
    return element.getroottree().getroot()


def is_same(amount: Element, other: str | None) -> bool:
    """Whether an element states the amount that another text does."""
    stated = number(amount.text)
    return stated is not None and stated == number(other)


def sum_of(amounts: Iterator[Element]) -> Decimal:
    """Return the sum of what elements state."""
    return summed(number(one.text) for one in amounts)


def is_sum_of_parts(amount: Element) -> bool:
    """Whether the amount of a tax total is that of its parts."""
    total = amount.getparent()
    return total is not None and number(amount.text) == sum_of(total.iterfind(f"{SUBTOTAL}/{AMOUNT}"))


def _is_accounting(amount: Element, run: Run) -> bool:
    currency = run.root.get("vat_currency")
    return currency is not None and currency != run.root.get("currency") and amount.get(CURRENCY) == currency


def _is_line_amount(amount: Element) -> bool:
    line = next(amount.iterancestors(cac("InvoiceLine"), cac("CreditNoteLine")), None)
    return line is not None and is_same(amount, line.findtext(cbc("LineExtensionAmount")))


def _is_percentage(amount: Element) -> bool:
    """Whether the tax is the rate's part of what is taxed, to the digits that it has."""
    part = amount.getparent()
    if part is None:
        return False
    tax, taxable, rate = (number(part.findtext(tag)) for tag in (AMOUNT, TAXABLE, f"{CATEGORY}/{PERCENT}"))
    if tax is None or taxable is None or rate is None:
        return False
    exact = _EXACT.multiply(taxable, rate).scaleb(-2, _EXACT)
    return exact.quantize(tax, ROUND_HALF_UP, context=_EXACT) == tax
