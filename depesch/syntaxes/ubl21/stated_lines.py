"""What lines of UBL say that the model does not hold: units, periods and documents."""

from __future__ import annotations

from collections.abc import Iterator

from depesch.kit.xml import local_name
from depesch.model.facts import Said
from depesch.model.invoice import Invoice
from depesch.syntaxes.leaves import day
from depesch.syntaxes.ubl.names import INVOICE, INVOICED_OBJECT, cac, cbc
from depesch.syntaxes.ubl21.places import Element, Places, finder, said_by

# Suspects only: a line with one document of type 130 is sound.
_WITH_REFERENCES = finder(
    "|".join(
        f"cac:{name}[cac:DocumentReference[position() = 2 or not(cbc:DocumentTypeCode = '{INVOICED_OBJECT}')]]"
        for name in ("InvoiceLine", "CreditNoteLine")
    )
)
_LINES = frozenset({cac("InvoiceLine"), cac("CreditNoteLine")})
_QUANTITIES = (cbc("InvoicedQuantity"), cbc("CreditedQuantity"))
_FURTHER_PERIODS = finder(
    "cac:InvoiceLine/cac:InvoicePeriod[position() > 1]|cac:CreditNoteLine/cac:InvoicePeriod[position() > 1]"
)
_REFERENCE, _TYPE = cac("DocumentReference"), cbc("DocumentTypeCode")


def odd_units(root: Element, places: Places) -> Iterator[Said]:
    """Give the units of base quantities that the model has no place for and that are not those of the quantity."""
    counted = cbc("InvoicedQuantity" if root.tag == INVOICE else "CreditedQuantity")
    for element in root.iter(cbc("BaseQuantity")):
        unit, price = element.get("unitCode"), element.getparent()
        line = None if price is None else price.getparent()
        if unit is None or price is None or price.tag != cac("Price") or line is None:
            continue
        if line.getparent() is root and line.tag in _LINES:  # the model has its unit
            continue
        quantity = line.find(counted)
        wanted = None if quantity is None else quantity.get("unitCode")
        counts = any(line.find(name) is not None for name in _QUANTITIES)
        if unit != wanted and counts and places.exact(element) is None:
            yield Said(name="BaseQuantity", value=unit, scheme=wanted, place=places.of(element), source=element)


def periods_outside(root: Element, invoice: Invoice, places: Places) -> Iterator[Said]:
    """Give the days of further periods of lines that are not within the invoice's."""
    whole = invoice.period
    for period in _FURTHER_PERIODS(root) if whole else ():
        start, end = period.find(cbc("StartDate")), period.find(cbc("EndDate"))
        starts, ends = (None if one is None else day(one.text) for one in (start, end))
        if start is not None and starts and whole and whole.start and starts < whole.start:
            yield said_by(start, f"{places.of(period)}.period.start")
        if end is not None and ends and whole and whole.end and ends > whole.end:
            yield said_by(end, f"{places.of(period)}.period.end")


def odd_line_references(root: Element) -> tuple[Said, ...]:
    """Return the lines with several documents, and those with none that is the invoiced object."""
    if next(root.iter(_REFERENCE), None) is None:
        return ()
    found = []
    for line in _WITH_REFERENCES(root):
        references = list(line.iterchildren(_REFERENCE))
        path = f"lines[{sum(1 for _ in line.itersiblings(line.tag, preceding=True))}]"
        if len(references) > 1:
            found.append(Said(name=local_name(line), value=path, place="many", source=line))
        if not any(kind.text == INVOICED_OBJECT for one in references for kind in one.iterchildren(_TYPE)):
            found.append(Said(name=local_name(line), value=path, place="untyped", source=line))
    return tuple(found)
