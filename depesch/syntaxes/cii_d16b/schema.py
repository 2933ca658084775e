"""The schema of the Cross Industry Invoice."""

from __future__ import annotations

from lxml import etree

from depesch.model.issue import Issue
from depesch.syntaxes.schema_check import Schema

_SCHEMA = Schema("cii-extended-ctc-fr/CrossIndustryInvoice_100pD22B.xsd")


def schema_issues(root: etree._Element) -> tuple[Issue, ...]:
    """Return what the schema finds, in document order."""
    return _SCHEMA.issues(root)
