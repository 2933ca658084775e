"""Elements of ebInterface that say more, or say it otherwise, than those every format has."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from depesch.kit.xml import children, local_name
from depesch.model.codelists import codes
from depesch.model.invoice import Identifier, ItemAttribute, Note
from depesch.syntaxes.binding import Element, Entry, Problem, Run, Take, Tracer, Values
from depesch.syntaxes.ebinterface.names import (
    ADDRESS_SCHEMES,
    COMPANY_REGISTERS,
    EXEMPTIONS,
    LOWER,
    NO_VAT_NUMBERS,
    STANDARD,
    discount_text,
    scheme_of,
    unit_code,
)
from depesch.syntaxes.implied import summed
from depesch.syntaxes.joining import Changed
from depesch.syntaxes.leaves import Leaf, day, number

_SCHEME_LENGTH = 4  # of an ISO 6523 code


def vat_category(code: str) -> str:
    """Return the category (BT-118) of a tax category code."""
    return STANDARD if code == LOWER else code


class VatNumber(Changed):
    """A VAT number; the zeros that stand for none are none."""

    __slots__ = ()

    def _taker(self) -> Take:
        key = self.key

        def take(element: Element, values: Values, run: Run) -> None:
            text = element.text
            if text and text.strip() not in NO_VAT_NUMBERS:
                values.setdefault(key, text)

        return take


class Typed(Leaf):
    """A text in which an attribute says what it is; `pick` gives the key, and what to read, or None for no place."""

    __slots__ = ("attribute", "many")

    def __init__(self, key: str, attribute: str, *, many: bool = False) -> None:
        self.attribute = attribute
        self.many = many
        super().__init__(key, constants=(attribute,))

    def pick(self, kind: str, text: str) -> tuple[str, Any] | None:
        """Return the key of the term and its value."""
        raise NotImplementedError

    def _taker(self) -> Take:
        attribute = self.attribute

        def take(element: Element, values: Values, run: Run) -> None:
            text = element.text
            picked = self.pick((element.get(attribute) or "").strip(), text) if text else None
            if picked is None:
                run.doubtful = True
                return
            key, value = picked
            if key.endswith("[]"):
                values.setdefault(key[:-2], []).append(value)
            else:
                values.setdefault(key, value)

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        text = element.text
        picked = self.pick((element.get(self.attribute) or "").strip(), text) if text else None
        if picked is None:
            return
        key, value = picked
        if key.endswith("[]"):
            path = f"{prefix}{key[:-2]}[{len(values.get(key[:-2], ()))}]"
        elif values.get(key, value) != value:
            return
        else:
            path = prefix + key
        self.take(element, values, run)
        _note_all(run, path, value, element, self.attribute)


def _note_all(run: Tracer, path: str, value: object, element: Element, attribute: str) -> None:
    run.note(path, element)
    if isinstance(value, Identifier):
        run.note(f"{path}.value", element)
        if value.scheme is not None:
            run.note(f"{path}.scheme", element, attribute)
    elif isinstance(value, ItemAttribute):
        run.note(f"{path}.value", element)
        if element.get(attribute) is not None:
            run.note(f"{path}.name", element, attribute)
    elif isinstance(value, Note):
        run.note(f"{path}.text", element)
        run.note(f"{path}.subject_code", element, attribute)
    if element.get(attribute) is not None:
        run.used_attributes.add((element, attribute))


class AddressId(Typed):
    """An identifier of an address, which is one of the party or of the place of delivery."""

    __slots__ = ()

    def __init__(self, key: str, *, many: bool) -> None:
        super().__init__(key, "AddressIdentifierType", many=many)

    def pick(self, kind: str, text: str) -> tuple[str, Any] | None:
        """Return the identifier with its scheme."""
        if kind in ADDRESS_SCHEMES:
            text = text.strip()
        return f"{self.key}[]" if self.many else self.key, Identifier(value=text, scheme=scheme_of(kind))


class FurtherId(Typed):
    """A number of a party: that of the company register, or of another one by its code; others have no place."""

    __slots__ = ("kinds",)

    def __init__(self, kinds: dict[str, str]) -> None:
        self.kinds = kinds
        super().__init__("legal_registration", "IdentificationType")

    def pick(self, kind: str, text: str) -> tuple[str, Any] | None:
        """Return the registration, or the term that is meant."""
        if kind in COMPANY_REGISTERS:
            return "legal_registration", Identifier(value=text)
        if len(kind) == _SCHEME_LENGTH and kind.isdecimal():
            return "legal_registration", Identifier(value=text, scheme=kind)
        key = self.kinds.get(kind)
        return None if key is None else (key, text)


class ArticleNumber(Typed):
    """A number of an item: the seller's, the buyer's or GS1's; others are attributes of the item."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__("attributes", "ArticleNumberType", many=True)

    def pick(self, kind: str, text: str) -> tuple[str, Any] | None:
        """Return the number as the term that it is."""
        if kind == "InvoiceRecipientsArticleNumber":
            return "buyer_identifier", text
        if kind == "GTIN":
            return "standard_identifier", Identifier(value=text, scheme="0160")
        if kind in ("", "BillersArticleNumber"):
            return "seller_identifier", text
        return "attributes[]", ItemAttribute(name=kind, value=text)


class Noted(Typed):
    """Further information: with a key that is a subject code it is a note of that kind, else the key stands before."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__("notes", "Key", many=True)

    def pick(self, kind: str, text: str) -> tuple[str, Any] | None:
        """Return the note."""
        if not kind:
            return "notes[]", Note(text=text)
        if kind in codes("note_subject"):
            return "notes[]", Note(text=text, subject_code=kind)
        return "notes[]", Note(text=f"{kind}: {text}")


class Information(Typed):
    """Further information on a line: an attribute of the item."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__("attributes", "Key", many=True)

    def pick(self, kind: str, text: str) -> tuple[str, Any] | None:
        """Return the attribute."""
        return "attributes[]", ItemAttribute(name=kind or None, value=text)


class Quantity(Leaf):
    """A quantity with its unit."""

    __slots__ = ()

    def _taker(self) -> Take:
        def take(element: Element, values: Values, run: Run) -> None:
            unit = element.get("Unit")
            if unit:
                values.setdefault("unit", unit_code(unit))
            _put_number(element, "quantity", values, run)

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        super().trace(element, values, run, prefix)
        if element.get("Unit") and element in run.used:
            run.note(f"{prefix}unit", element, "Unit")


class UnitPrice(Leaf):
    """The net price, and for how many it is."""

    __slots__ = ()

    def _taker(self) -> Take:
        def take(element: Element, values: Values, run: Run) -> None:
            _put_number(element, "net_price", values, run)
            base = element.get("BaseQuantity")
            if base is None:
                return
            found = number(base)
            if found is None:
                run.problems.append(Problem("READ-NUMBER", element, base, "a number such as 12.5"))
            else:
                values.setdefault("base_quantity", found)

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        super().trace(element, values, run, prefix)
        if element.get("BaseQuantity") is not None and element in run.used:
            run.note(f"{prefix}base_quantity", element, "BaseQuantity")


def _put_number(element: Element, key: str, values: Values, run: Run) -> None:
    found = number(element.text)
    if found is None:
        run.problems.append(Problem("READ-NUMBER", element, element.text or "", "a number such as 12.5"))
    else:
        values.setdefault(key, found)


class TaxPercent(Leaf):
    """A rate, and in an attribute the category."""

    __slots__ = ("category",)

    def __init__(self, key: str, category: str) -> None:
        self.category = category
        super().__init__(key)

    def _taker(self) -> Take:
        rate, category = self.key, self.category

        def take(element: Element, values: Values, run: Run) -> None:
            code = element.get("TaxCategoryCode")
            if code:
                values.setdefault(category, vat_category(code))
            _put_number(element, rate, values, run)

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        super().trace(element, values, run, prefix)
        if element.get("TaxCategoryCode") and element in run.used:
            run.note(prefix + self.category, element, "TaxCategoryCode")


class Implied(Entry):
    """An amount that follows from others beside it, which only finds a place when it says the same."""

    __slots__ = ("others",)

    def __init__(self, *others: str) -> None:
        self.others = others
        self.take = _nothing

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        said = number(element.text)
        above = element.getparent()
        around = above.getparent() if above is not None else None
        for group in (above, around):
            for sibling in children(group) if group is not None else ():
                if local_name(sibling) in self.others and number(sibling.text) == said and said is not None:
                    run.used.add(element)
        if said == 0:
            run.used.add(element)


class TaxOfLine(Entry):
    """The VAT of a line, which follows from its amount and rate and only finds a place when it does."""

    __slots__ = ()

    def __init__(self) -> None:
        self.take = _nothing

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        above = element.getparent()
        amounts = {local_name(one): number(one.text) for one in children(above)} if above is not None else {}
        base, rate, said = amounts.get("TaxableAmount"), amounts.get("TaxPercent"), number(element.text)
        if base is None or rate is None or said is None:
            return
        if abs(base * rate / 100 - said) <= _CENT:
            run.used.add(element)


_CENT = Decimal("0.01")


def _nothing(element: Element, values: Values, run: Run) -> None:
    pass


class ExemptionReason(Leaf):
    """A comment on a row of the VAT breakdown: why there is no VAT, where there is none."""

    __slots__ = ()

    def _taker(self) -> Take:
        def take(element: Element, values: Values, run: Run) -> None:
            if element.text and values.get("category") in EXEMPTIONS:
                values.setdefault("exemption_reason", element.text)

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        if values.get("category") in EXEMPTIONS:
            super().trace(element, values, run, prefix)


class AccountingAmount(Leaf):
    """VAT in another currency, which each row of the breakdown states and the model has the sum of (BT-111)."""

    __slots__ = ()

    def _taker(self) -> Take:
        def take(element: Element, values: Values, run: Run) -> None:
            currency = element.get("Currency")
            if not self._is_other(element, run):
                return
            found = number(element.text)
            if found is None:
                run.problems.append(Problem("READ-NUMBER", element, element.text or "", "an amount such as 1250.00"))
                return
            run.root["vat_currency"] = currency
            totals = run.root.setdefault("totals", {})
            had = totals.get("vat_amount_accounting")
            totals["vat_amount_accounting"] = found if had is None else summed((had, found))

        return take

    def _is_other(self, element: Element, run: Run) -> bool:
        currency = element.get("Currency")
        own = element.getroottree().getroot().get("InvoiceCurrency")
        return bool(currency) and currency != own and run.root.get("vat_currency", currency) == currency

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        if self._is_other(element, run):
            self.take(element, values, run)
            run.note("totals.vat_amount_accounting", element)
            run.note("vat_currency", element, "Currency")


class OneDay(Leaf):
    """The day of delivery of a line, which is a period of one day."""

    __slots__ = ()

    def _taker(self) -> Take:
        def take(element: Element, values: Values, run: Run) -> None:
            found = day(element.text)
            if found is None:
                run.problems.append(Problem("READ-DATE", element, element.text or "", "a date such as 2026-05-31"))
            else:
                values.setdefault("start", found)
                values.setdefault("end", found)

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        super().trace(element, values, run, prefix)
        run.note(f"{prefix}end", element)


class Discount(Entry):
    """A discount for early payment, which becomes part of the terms of payment."""

    __slots__ = ()

    def __init__(self) -> None:
        def take(element: Element, values: Values, run: Run) -> None:
            parts = {local_name(child): child for child in children(element)}
            text = {name: (child.text or "").strip() for name, child in parts.items()}
            due = day(text.get("PaymentDate"))
            if due is None and "PaymentDate" in parts:
                problem = Problem("READ-DATE", parts["PaymentDate"], text["PaymentDate"], "a date such as 2026-05-31")
                run.problems.append(problem)
            said = discount_text(due, text.get("Percentage"), text.get("Amount"), text.get("BaseAmount"))
            said = f"{said} ({text['Comment']})" if text.get("Comment") else said
            had = values.get("payment_terms")
            values["payment_terms"] = f"{had}\n{said}" if had else said

        self.take = take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        self.take(element, values, run)
        run.places.setdefault(f"{prefix}payment_terms", (element, None))
        run.used.update(children(element))


class Country(Leaf):
    """A country by its code; the name beside it says the same, and stands alone where there is no code."""

    __slots__ = ()

    def _taker(self) -> Take:
        key = self.key

        def take(element: Element, values: Values, run: Run) -> None:
            code = element.get("CountryCode") or element.text
            if code:
                values.setdefault(key, code)

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        super().trace(element, values, run, prefix)
        if element.get("CountryCode"):
            run.note(prefix + self.key, element, "CountryCode")


class Fixed(Entry):
    """An empty element that says something by being there."""

    __slots__ = ()

    def __init__(self, key: str, text: str) -> None:
        def take(element: Element, values: Values, run: Run) -> None:
            values.setdefault(key, text)

        self.take = take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        self.take(element, values, run)
