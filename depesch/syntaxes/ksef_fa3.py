"""KSeF FA(3): the Polish structured invoice since February 2026. It is only read.

Source: schema FA(3) (http://crd.gov.pl/wzor/2025/06/25/13775/) and the Ministry of Finance's brochure on it.
"""

from __future__ import annotations

from lxml import etree

from depesch.kit.lazily import lazily
from depesch.syntaxes import Syntax

ROOT = "{http://crd.gov.pl/wzor/2025/06/25/13775/}Faktura"


def recognises(root: etree._Element) -> bool:
    """Whether `root` is an invoice FA(3)."""
    return root.tag == ROOT


SYNTAX = Syntax(
    name="ksef_fa3",
    title="KSeF FA(3)",
    source="Schema FA(3), Ministerstwo Finansów, 2025-06-25",
    media_type="application/xml",
    suffix=".xml",
    recognises=recognises,
    read=lazily("depesch.syntaxes.ksef.reading:read_fa3"),
    unread=lazily("depesch.syntaxes.ksef.reading:unread"),
    locate=lazily("depesch.syntaxes.ksef.reading:locate"),
    path_of=lazily("depesch.syntaxes.ksef.reading:path_of"),
)
