"""The names of the Cross Industry Invoice: namespaces, and codes by which it says what a part is."""

from __future__ import annotations

RSM_NS = "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
RAM_NS = "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
UDT_NS = "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100"
QDT_NS = "urn:un:unece:uncefact:data:standard:QualifiedDataType:100"

ROOT = f"{{{RSM_NS}}}CrossIndustryInvoice"

# UNTDID 1001 codes by which an additional referenced document says what it is.
INVOICED_OBJECT = "130"
TENDER_OR_LOT = "50"
SUPPORTING_DOCUMENT = "916"

# Schemes of a party's tax registrations.
VAT_REGISTRATION = "VA"
FISCAL_REGISTRATION = "FC"

# UNTDID 2379: CCYYMMDD, the one way EN 16931 writes a date here.
DATE_FORMAT = "102"

# When VAT falls due (BT-8): EN 16931 and UBL say it in UNTDID 2005, CII in UNTDID 2475.
TAX_POINT_CODES = {"5": "3", "29": "35", "72": "432"}
TAX_POINT_CODES_WRITTEN = {model: cii for cii, model in TAX_POINT_CODES.items()}

# What stands in the name of a project, which the schema demands beside its identifier (BT-11).
PROJECT_NAME = "Project reference"


def rsm(name: str) -> str:
    """Return the tag of a top element."""
    return f"{{{RSM_NS}}}{name}"


def ram(name: str) -> str:
    """Return the tag of an aggregate or its parts."""
    return f"{{{RAM_NS}}}{name}"


def udt(name: str) -> str:
    """Return the tag of an unqualified value."""
    return f"{{{UDT_NS}}}{name}"


def qdt(name: str) -> str:
    """Return the tag of a qualified value."""
    return f"{{{QDT_NS}}}{name}"
