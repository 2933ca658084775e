"""The head of an invoice: number, dates and references."""

from __future__ import annotations

import msgspec

from depesch.capture.captured import CROSS_CHECKED, LABEL, POSITION, Doubt
from depesch.capture.dates import Day
from depesch.capture.finding import Found
from depesch.capture.notes import Reading
from depesch.capture.picking import best, day, free_at, number
from depesch.capture.titling import is_sure_day, is_sure_number
from depesch.capture.words import Code
from depesch.model.invoice import Invoice, PrecedingInvoice


def head_of(reading: Reading) -> Invoice:
    """Return an invoice with number, dates and references, as far as they were read."""
    head: dict[str, object] = {}
    found = number(reading.sheets, "number")
    if found is not None:
        is_sure = "number" in found.label.strong or is_sure_number(reading.sheets, found, reading.file_name)
        reading.add("BT-1", found, found.value, "number", LABEL if is_sure else None)
        head["number"] = found.value
    issued = day(reading.sheets, "issue_date")
    due = day(reading.sheets, "due_date", after=issued.value.value if issued else None)
    code = reading.code
    for term, name, date_found, coded in (
        ("BT-2", "issue_date", issued, code.issue_date if code else None),
        ("BT-9", "due_date", due, code.due_date if code else None),
    ):
        if date_found is not None:
            value = date_found.value.value.isoformat()
            same = reading.agrees(term, value, coded.isoformat() if coded else None)
            if date_found.value.ambiguous and not same:
                reading.doubts.append(
                    Doubt(code=Code.DATE_AMBIGUOUS, term=term, value=date_found.value.text, expected=value)
                )
            sure = CROSS_CHECKED if same else _sureness(reading, date_found, name, due.value if due else None)
            reading.add(term, date_found, value, name, sure)
            head[name] = date_found.value.value
        elif coded is not None:
            reading.add_coded(term, coded.isoformat(), name)
            head[name] = coded
    head.update(_references(reading))
    return msgspec.structs.replace(Invoice(), **head)


def _sureness(reading: Reading, found: Found[Day], name: str, due: Day | None) -> float | None:
    """Return how sure a date is that nothing else says; None: as sure as its label."""
    if found.value.ambiguous:
        return POSITION
    is_sure = name == "issue_date" and name not in found.label.strong and is_sure_day(reading.sheets, found, due)
    return LABEL if is_sure else None


def _references(reading: Reading) -> dict[str, object]:
    found: dict[str, object] = {}
    for term, name, label in (
        ("BT-13", "order_reference", "order_reference"),
        ("BT-12", "contract_reference", "contract_reference"),
    ):
        value = number(reading.sheets, label)
        if value is not None:
            reading.add(term, value, value.value, name)
            found[name] = value.value
    buyer = best((one for sheet in reading.sheets for one in sheet.find("buyer_reference", free_at)), "buyer_reference")
    if buyer is not None:
        reading.add("BT-10", buyer, buyer.value, "buyer_reference")
        found["buyer_reference"] = buyer.value
    preceding = number(reading.sheets, "preceding")
    if preceding is not None:
        reading.add("BT-25", preceding, preceding.value, "preceding_invoices[0].number")
        found["preceding_invoices"] = (PrecedingInvoice(number=preceding.value),)
    return found
