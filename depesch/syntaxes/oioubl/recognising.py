"""What tells OIOUBL from the rest of UBL: the customization that a document names."""

from __future__ import annotations

from lxml import etree

from depesch.syntaxes.ubl.names import DOCUMENTS, customization

_FAMILY = "OIOUBL-2"
_FORMER = ("OIOUBL-2.02", "OIOUBL-2.01")
_NO_INVOICES = frozenset(
    f"{{urn:oasis:names:specification:ubl:schema:xsd:{kind}-2}}{kind}" for kind in ("Reminder", "Statement")
)


def is_former(root: etree._Element) -> bool:
    """Whether `root` is an invoice or a credit note of OIOUBL 2.02 or 2.01."""
    return root.tag in DOCUMENTS and customization(root) in _FORMER


def is_current(root: etree._Element) -> bool:
    """Whether `root` is an invoice or a credit note of OIOUBL 2 in any other version, or a reminder or statement."""
    if root.tag in DOCUMENTS:
        named = customization(root)
        return named.startswith(_FAMILY) and named not in _FORMER
    return root.tag in _NO_INVOICES and customization(root).startswith(_FAMILY)
