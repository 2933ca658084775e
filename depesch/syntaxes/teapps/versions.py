"""Which version of TEAPPSXML a file is in, and whether it holds several invoices. Loaded at every start."""

from __future__ import annotations

from lxml import etree

ROOT = "INVOICE_CENTER"
_VERSION = "CONTENT_FRAME/BLOCK_RULES/FORMAT_VERSION"
# Elements and attributes that 3.0 brought and that say what version it is where FORMAT_VERSION does not.
_NEW_IN_3 = (
    "CONTENT_FRAME/INVOICES/INVOICE/HEADER/SPECIFICATION_ID",
    "CONTENT_FRAME/INVOICES/INVOICE/HEADER/INVOICE_TYPE[@UNTDID_CODE]",
    "CONTENT_FRAME/INVOICES/INVOICE/PAYEE/EADDRESS_SCHEME_ID_CODE",
    "CONTENT_FRAME/INVOICES/INVOICE/PAYEE/PAYMENT_MEANS",
    "CONTENT_FRAME/INVOICES/INVOICE/SUMMARY/CHARGES",
)


def format_version(root: etree._Element) -> str:
    """Return the version that a file states, nothing when it states none."""
    return (root.findtext(_VERSION) or "").strip()


def is_version_3(root: etree._Element) -> bool:
    """Whether a file is of version 3: as it says, else by what it holds."""
    if root.tag != ROOT:
        return False
    version = format_version(root)
    return version.startswith("3") if version else any(root.find(path) is not None for path in _NEW_IN_3)


def is_version_2(root: etree._Element) -> bool:
    """Whether a file is of version 2, or of one that is read as such."""
    return root.tag == ROOT and not is_version_3(root)
