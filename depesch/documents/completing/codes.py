"""Codes of other lists than EN 16931's: as its lists have them, or in words where they have none.

A unit that no list has becomes ZZ, and a classification ZZZ, which both say that the parties know what is meant; the
word of the document stands in the line's note, the list's name with what was changed. A reason whose code is of another
list stands in the text beside it.

Source: EN 16931-1, BR-CL-13 to BR-CL-23; UN/ECE Recommendations 20 and 21; UNTDID 5305 and 7143.
"""

from __future__ import annotations

from decimal import Decimal

from msgspec.structs import replace

from depesch.documents.completing.notes import Notes
from depesch.documents.completing.units import MUTUAL_UNIT, unit_code
from depesch.model.codelists import codes
from depesch.model.invoice import AllowanceCharge, Classification, Invoice, Line, LineVat, VatBreakdown
from depesch.syntaxes import Done

COMMERCIAL_INVOICE = "380"
# Names of classifications, and their codes in UNTDID 7143; any other is one that the parties agreed on.
_CLASSIFICATIONS = {"UNSPSC": "TST", "CPV": "STI"}
_MUTUAL_CLASSIFICATION = "ZZZ"
_OF_SOME_RATE = frozenset({"AA", "H"})  # UNTDID 5305: lower rate, higher rate; S is any rate above zero


def complete_codes(invoice: Invoice, notes: Notes) -> Invoice:
    """Return the invoice with its codes as EN 16931's lists have them."""
    if invoice.type_code is None:
        notes.add("type_code", COMMERCIAL_INVOICE, "an invoice that says no type is a commercial one")
        invoice = replace(invoice, type_code=COMMERCIAL_INVOICE)
    return replace(
        invoice,
        lines=tuple(_line(line, f"lines[{index}].", notes) for index, line in enumerate(invoice.lines)),
        allowances=_allowances(invoice.allowances, "allowances", notes),
        charges=_allowances(invoice.charges, "charges", notes),
        vat_breakdown=tuple(_row(row, f"vat_breakdown[{i}].", notes) for i, row in enumerate(invoice.vat_breakdown)),
    )


def _line(line: Line, path: str, notes: Notes) -> Line:
    line = _with_unit(line, path, notes)
    vat, item = line.vat, line.item
    if vat is not None and _is_of_some_rate(vat.category, vat.rate):
        notes.add(f"{path}vat.category", vat.category, "a rate above zero is of category S", Done.CHANGED)
        line = replace(line, vat=LineVat(category="S", rate=vat.rate))
    if item is not None and item.classifications:
        found = tuple(
            _classification(one, f"{path}item.classifications[{index}].", notes)
            for index, one in enumerate(item.classifications)
        )
        while found and not found[-1].code and found[-1].scheme_version is None:
            notes.add(f"{path}item.classifications[{len(found) - 1}].code", "", "it is empty", Done.DROPPED)
            if found[-1].scheme is not None:
                where = f"{path}item.classifications[{len(found) - 1}].scheme"
                notes.add(where, found[-1].scheme, "there is no code of that list", Done.DROPPED)
            found = found[:-1]
        line = replace(line, item=replace(item, classifications=found)) if found != item.classifications else line
    if line.allowances or line.charges:
        allowances = _allowances(line.allowances, f"{path}allowances", notes)
        charges = _allowances(line.charges, f"{path}charges", notes)
        line = replace(line, allowances=allowances, charges=charges)
    return line


def _with_unit(line: Line, path: str, notes: Notes) -> Line:
    """Return the line with the codes of its units; a word that means none that is known stands in its note."""
    unit, price = line.unit, line.price
    if unit is not None and unit.strip() and (code := unit_code(unit) or MUTUAL_UNIT) != unit:
        notes.add(f"{path}unit", unit, f"a unit is a code of UN/ECE Recommendation 20; {code} is written", Done.CHANGED)
        line = replace(line, unit=code)
        if code == MUTUAL_UNIT:
            text = f"{line.note}; Unit: {unit}" if line.note else f"Unit: {unit}"
            notes.add(f"{path}note", text, "the unit as the document has it")
            line = replace(line, note=text)
    base = price.base_quantity_unit if price is not None else None
    if price is None or base is None:
        return line
    code = line.unit if base == unit and line.unit else unit_code(base) or base
    if code != base:
        notes.add(f"{path}price.base_quantity_unit", base, f"{code} is written", Done.CHANGED)
        line = replace(line, price=replace(price, base_quantity_unit=code))
    return line


def _classification(one: Classification, path: str, notes: Notes) -> Classification:
    scheme = one.scheme
    if not one.code or scheme is None or not scheme.strip() or scheme.strip() in codes("item_classification"):
        return one
    code = _CLASSIFICATIONS.get(scheme.strip().upper(), _MUTUAL_CLASSIFICATION)
    notes.add(f"{path}scheme", scheme, f"a classification is named by UNTDID 7143; {code} is written", Done.CHANGED)
    return replace(one, scheme=code)


def _allowances(some: tuple[AllowanceCharge, ...], path: str, notes: Notes) -> tuple[AllowanceCharge, ...]:
    known = codes("allowance_reason" if path.endswith("allowances") else "charge_reason")
    return tuple(_allowance(one, f"{path}[{index}].", known, notes) for index, one in enumerate(some))


def _allowance(one: AllowanceCharge, path: str, known: frozenset[str], notes: Notes) -> AllowanceCharge:
    if _is_of_some_rate(one.vat_category, one.vat_rate):
        notes.add(f"{path}vat_category", one.vat_category, "a rate above zero is of category S", Done.CHANGED)
        one = replace(one, vat_category="S")
    code = one.reason_code
    if code is None or code.strip() in known:
        return one
    return replace(one, reason_code=None, reason=_in_words(code, one.reason, f"{path}reason", notes))


def _row(row: VatBreakdown, path: str, notes: Notes) -> VatBreakdown:
    if _is_of_some_rate(row.category, row.rate):
        notes.add(f"{path}category", row.category, "a rate above zero is of category S", Done.CHANGED)
        row = replace(row, category="S")
    code = row.exemption_reason_code
    if code is None or code.strip().upper() in codes("vatex"):
        return row
    text = _in_words(code, row.exemption_reason, f"{path}exemption_reason", notes)
    return replace(row, exemption_reason_code=None, exemption_reason=text)


def _in_words(code: str, text: str | None, path: str, notes: Notes) -> str | None:
    """Return the text of a reason with its code, which is of no list that EN 16931 has, in it."""
    done = Done.NOTED if code.strip() else Done.DROPPED
    notes.add(f"{path}_code", code, "the code is in no list of EN 16931", done)
    if not code.strip():
        return text
    words = f"{text} ({code})" if text else code
    notes.add(path, words, "the code stands in words")
    return words


def _is_of_some_rate(category: str | None, rate: Decimal | None) -> bool:
    return category in _OF_SOME_RATE and rate is not None and rate.is_finite() and rate > 0
