"""What each element means where CEN BII 2 has it otherwise than EN 16931.

Schemes go by names, and a VAT number without its country by the country in its scheme's name. Reasons of allowances
are codes of another list (UNCL4465) than EN 16931's, and find no place.

Source: CEN BII 2, transactions 10 and 14; EHF Invoice and Credit Note 2.0; published examples and test files.
"""

from __future__ import annotations

import re

from depesch.syntaxes.binding import Element, Entry, Plan, Run, Take, Values
from depesch.syntaxes.groups import Nest
from depesch.syntaxes.leaves import Known, Leaf, Text
from depesch.syntaxes.ubl.dialect_entries import Again, NamedId, NamedIds
from depesch.syntaxes.ubl.former_plan import ID, SCHEME, FormerElements
from depesch.syntaxes.ubl.names import cac, cbc

_of_country = re.compile(r"([A-Z]{2}):(?:VAT|SE)").fullmatch


class VatNumber(Leaf):
    """A VAT number, with the country that its scheme names before it (`NO:VAT`)."""

    __slots__ = ()

    def _taker(self) -> Take:
        key = self.key

        def take(element: Element, values: Values, run: Run) -> None:
            text = element.text or ""
            scheme = _of_country(element.get(SCHEME) or "")
            if scheme and text.strip() and not text.strip().startswith(scheme[1]):
                text = scheme[1] + text.strip()
            values.setdefault(key, text)

        return take


class BiiElements(FormerElements):
    """The plan of EHF 2 and its kin."""

    def scheme_of_vat(self) -> Entry:
        return Nest({ID: Known("vat", attributes=(SCHEME,))})

    def tax_registrations(self) -> tuple[Entry, Entry]:
        scheme = cac("TaxScheme")
        vat = {cbc("CompanyID"): VatNumber("vat_identifier", constants=(SCHEME,)), scheme: self.vat_scheme}
        other = {cbc("CompanyID"): Text("tax_registration", constants=(SCHEME,))}
        return Nest(vat), Nest(other)

    def identifier(self, key: str) -> Entry:
        return NamedId(key)

    def identifiers(self, key: str) -> Entry:
        return NamedIds(key)

    def channel(self) -> Plan:
        return {cbc("PaymentChannelCode"): Known("iban", "sw")}

    def category(self, key: str) -> Entry:
        return Text(key, constants=(SCHEME,))

    def allowance(self, *, of_line: bool) -> dict[str, Entry]:
        plan = super().allowance(of_line=of_line)
        del plan[cbc("AllowanceChargeReasonCode")]
        return plan

    def head(self) -> dict[str, Entry]:
        return {**super().head(), cbc("CustomizationID"): Text("specification", constants=(SCHEME,))}

    def terms(self) -> Entry:
        return Nest({cbc("Note"): Again(Text("payment_terms"))})
