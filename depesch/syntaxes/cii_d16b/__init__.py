"""UN/CEFACT Cross Industry Invoice D16B, as EN 16931 binds it: also Factur-X, ZUGFeRD 2 and XRechnung.

Source: UN/CEFACT CII D16B; CEN/TS 16931-3-3 (binding of EN 16931-1 to CII). The schema at hand is D22B, which only
adds to D16B.
Lost when writing: see `writing.py`; each writing names what it could not hold.
"""

from __future__ import annotations

from lxml import etree

from depesch.kit.lazily import lazily
from depesch.syntaxes import Syntax
from depesch.syntaxes.cii_d16b.names import ROOT


def recognises(root: etree._Element) -> bool:
    """Whether `root` is a Cross Industry Invoice of D16B or later."""
    return root.tag == ROOT


SYNTAX = Syntax(
    name="cii_d16b",
    title="UN/CEFACT CII D16B",
    source="UN/CEFACT Cross Industry Invoice D16B; CEN/TS 16931-3-3",
    media_type="application/xml",
    suffix=".xml",
    recognises=recognises,
    read=lazily("depesch.syntaxes.cii_d16b.reading:read"),
    unread=lazily("depesch.syntaxes.cii_d16b.reading:unread"),
    locate=lazily("depesch.syntaxes.cii_d16b.reading:locate"),
    path_of=lazily("depesch.syntaxes.cii_d16b.reading:path_of"),
    facts=lazily("depesch.syntaxes.cii_d16b.beside:facts"),
    stated=lazily("depesch.syntaxes.cii_d16b.beside:stated"),
    bound_rules=lazily("depesch.syntaxes.cii_d16b.bound_rules:bound_rules"),
    bound_issues=lazily("depesch.syntaxes.cii_d16b.bound_rules:bound_issues"),
    write=lazily("depesch.syntaxes.cii_d16b.writing:write"),
    schema_issues=lazily("depesch.syntaxes.cii_d16b.schema:schema_issues"),
)
