"""The schemas of UBL 2.1, which documents of UBL 2.0 fit too."""

from __future__ import annotations

from lxml import etree

from depesch.model.issue import Issue
from depesch.syntaxes.schema_check import Schema
from depesch.syntaxes.ubl.names import CREDIT_NOTE, INVOICE

_SCHEMAS = {
    INVOICE: Schema("ubl-2.1/maindoc/UBL-Invoice-2.1.xsd"),
    CREDIT_NOTE: Schema("ubl-2.1/maindoc/UBL-CreditNote-2.1.xsd"),
}


def schema_issues(root: etree._Element) -> tuple[Issue, ...]:
    """Return what the UBL 2.1 schema finds, in document order."""
    return _SCHEMAS[str(root.tag)].issues(root)
