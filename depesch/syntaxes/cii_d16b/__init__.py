"""UN/CEFACT Cross Industry Invoice D16B, as EN 16931 binds it: also Factur-X, ZUGFeRD 2 and XRechnung.

Source: UN/CEFACT CII D16B; CEN/TS 16931-3-3 (binding of EN 16931-1 to CII). The schema at hand is D22B, which only
adds to D16B.
Lost when writing: see `writing.py`; each writing names what it could not hold.
"""

from __future__ import annotations

from lxml import etree

from depesch.model.facts import Facts, Stated
from depesch.model.issue import Issue
from depesch.syntaxes import BoundRule, Place, Reading, Syntax, Unread
from depesch.syntaxes.cii_d16b.bound_gate import may_break
from depesch.syntaxes.cii_d16b.bound_rules import TABLE
from depesch.syntaxes.cii_d16b.facts import facts_of
from depesch.syntaxes.cii_d16b.names import ROOT
from depesch.syntaxes.cii_d16b.plan import PLAN
from depesch.syntaxes.cii_d16b.stated import stated_of
from depesch.syntaxes.cii_d16b.writing import write
from depesch.syntaxes.schema_check import Schema
from depesch.syntaxes.tracing import Binding

_BINDING = Binding(PLAN)
_SCHEMA = Schema("cii-extended-ctc-fr/CrossIndustryInvoice_100pD22B.xsd")


def recognises(root: etree._Element) -> bool:
    """Whether `root` is a Cross Industry Invoice of D16B or later."""
    return root.tag == ROOT


def read(data: bytes, root: etree._Element) -> Reading:
    """Return the reading of the parsed `root` of `data`."""
    return _BINDING.read(SYNTAX, data, root)


def unread(reading: Reading) -> tuple[Unread, ...]:
    """Return what found no place in the model."""
    return _BINDING.unread(reading)


def locate(reading: Reading, path: str) -> Place | None:
    """Return where the model's `path` stands in the source."""
    return _BINDING.locate(reading, path)


def path_of(reading: Reading, element: etree._Element) -> str:
    """Return the model's path of what an element gave."""
    return _BINDING.path_of(reading, element)


def facts(reading: Reading) -> Facts:
    """Return what official rules ask about beside the model."""
    return facts_of(reading, _BINDING.tracer)


def stated(reading: Reading) -> Stated:
    """Return what the rules of Peppol, countries and XRechnung ask about beside the model."""
    return stated_of(reading)


def bound_rules() -> tuple[BoundRule, ...]:
    """Return the rules that speak of this format's elements."""
    return TABLE.rules()


def bound_issues(reading: Reading) -> tuple[Issue, ...]:
    """Return what the rules find that speak of this format's elements, in document order."""
    return TABLE.issues(reading.root) if may_break(reading) else ()


def schema_issues(root: etree._Element) -> tuple[Issue, ...]:
    """Return what the schema finds, in document order."""
    return _SCHEMA.issues(root)


SYNTAX = Syntax(
    name="cii_d16b",
    title="UN/CEFACT CII D16B",
    source="UN/CEFACT Cross Industry Invoice D16B; CEN/TS 16931-3-3",
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
