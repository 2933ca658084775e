"""ZUGFeRD 1.0: the German hybrid invoice before Factur-X, mostly found inside PDFs. It is only read.

Source: ZUGFeRD 1.0 (FeRD, 2014), technical appendix and schema ZUGFeRD1p0.xsd, on UN/CEFACT CII of 2013.
"""

from __future__ import annotations

from lxml import etree

from depesch.kit.lazily import lazily
from depesch.syntaxes import Syntax

ROOT = "{urn:ferd:CrossIndustryDocument:invoice:1p0}CrossIndustryDocument"


def recognises(root: etree._Element) -> bool:
    """Whether `root` is an invoice of ZUGFeRD 1.0."""
    return root.tag == ROOT


SYNTAX = Syntax(
    name="zugferd1",
    title="ZUGFeRD 1.0",
    source="ZUGFeRD 1.0, technical appendix (FeRD, 2014)",
    media_type="application/xml",
    suffix=".xml",
    recognises=recognises,
    read=lazily("depesch.syntaxes.zugferd1.reading:read"),
    unread=lazily("depesch.syntaxes.zugferd1.reading:unread"),
    locate=lazily("depesch.syntaxes.zugferd1.reading:locate"),
    path_of=lazily("depesch.syntaxes.zugferd1.reading:path_of"),
    schema_issues=lazily("depesch.syntaxes.zugferd1.reading:schema_issues"),
)
