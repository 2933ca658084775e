"""UBL 2.1 Invoice and CreditNote, as EN 16931 binds it: also Peppol BIS Billing 3.0, EHF 3.0 and XRechnung.

Source: OASIS UBL 2.1; CEN/TS 16931-3-2 (binding of EN 16931-1 to UBL 2.1).
Lost when writing: see `writing.py`; each writing names what it could not hold.
"""

from __future__ import annotations

from lxml import etree

from depesch.model.facts import Facts, Stated
from depesch.model.issue import Issue
from depesch.syntaxes import BoundRule, Place, Reading, Syntax, Unread
from depesch.syntaxes.schema_check import Schema
from depesch.syntaxes.tracing import Binding
from depesch.syntaxes.ubl.names import CREDIT_NOTE, INVOICE
from depesch.syntaxes.ubl21.bound_gate import may_be_broken
from depesch.syntaxes.ubl21.bound_rules import TABLE
from depesch.syntaxes.ubl21.facts import facts_of
from depesch.syntaxes.ubl21.places import Places
from depesch.syntaxes.ubl21.plan import CREDIT_NOTE_PLAN, INVOICE_PLAN
from depesch.syntaxes.ubl21.stated import stated_of
from depesch.syntaxes.ubl21.writing import write

_INVOICE = Binding(INVOICE_PLAN)
_CREDIT_NOTE = Binding(CREDIT_NOTE_PLAN)
_BINDINGS = {INVOICE: _INVOICE, CREDIT_NOTE: _CREDIT_NOTE}
_SCHEMAS = {
    INVOICE: Schema("ubl-2.1/maindoc/UBL-Invoice-2.1.xsd"),
    CREDIT_NOTE: Schema("ubl-2.1/maindoc/UBL-CreditNote-2.1.xsd"),
}


def recognises(root: etree._Element) -> bool:
    """Whether `root` is an Invoice or a CreditNote of UBL 2."""
    return root.tag in _BINDINGS


def read(data: bytes, root: etree._Element) -> Reading:
    """Return the reading of the parsed `root` of `data`."""
    return _BINDINGS[str(root.tag)].read(SYNTAX, data, root)


def unread(reading: Reading) -> tuple[Unread, ...]:
    """Return what found no place in the model."""
    return _BINDINGS[str(reading.root.tag)].unread(reading)


def locate(reading: Reading, path: str) -> Place | None:
    """Return where the model's `path` stands in the source."""
    return _BINDINGS[str(reading.root.tag)].locate(reading, path)


def path_of(reading: Reading, element: etree._Element) -> str:
    """Return the model's path of what an element gave."""
    return _BINDINGS[str(reading.root.tag)].path_of(reading, element)


def facts(reading: Reading) -> Facts:
    """Return what official rules ask about beside the model."""
    return facts_of(reading, _BINDINGS[str(reading.root.tag)].tracer)


def bound_rules() -> tuple[BoundRule, ...]:
    """Return the rules of EN 16931 that speak of UBL's elements only."""
    return TABLE.rules()


def bound_issues(reading: Reading) -> tuple[Issue, ...]:
    """Return what those rules find, in document order."""
    return TABLE.issues(reading.root) if may_be_broken(reading) else ()


def stated(reading: Reading) -> Stated:
    """Return what the rules of Peppol, countries and XRechnung ask about beside the model."""
    return stated_of(reading, Places(lambda: _BINDINGS[str(reading.root.tag)].tracer(reading).places))


def schema_issues(root: etree._Element) -> tuple[Issue, ...]:
    """Return what the UBL 2.1 schema finds, in document order."""
    return _SCHEMAS[str(root.tag)].issues(root)


SYNTAX = Syntax(
    name="ubl21",
    title="UBL 2.1",
    source="OASIS Universal Business Language 2.1; CEN/TS 16931-3-2",
    media_type="application/xml",
    suffix=".xml",
    recognises=recognises,
    read=read,
    unread=unread,
    locate=locate,
    path_of=path_of,
    facts=facts,
    stated=stated,
    bound_rules=bound_rules,
    bound_issues=bound_issues,
    write=write,
    schema_issues=schema_issues,
)
