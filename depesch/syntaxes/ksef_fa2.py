"""KSeF FA(2): the Polish structured invoice from September 2023 to January 2026. It is only read.

FA(1), the trial version before, is known and refused: its parties, lines and terms stand in other elements.

Source: schema FA(2) (http://crd.gov.pl/wzor/2023/06/29/12648/) and the Ministry of Finance's brochure on it.
"""

from __future__ import annotations

from lxml import etree

from depesch.kit.lazily import lazily
from depesch.syntaxes import Syntax

ROOT = "{http://crd.gov.pl/wzor/2023/06/29/12648/}Faktura"
ROOT_OF_TRIAL = "{http://crd.gov.pl/wzor/2021/11/29/11089/}Faktura"


def recognises(root: etree._Element) -> bool:
    """Whether `root` is an invoice FA(2), or FA(1), which `read` refuses with the reason."""
    return root.tag in (ROOT, ROOT_OF_TRIAL)


SYNTAX = Syntax(
    name="ksef_fa2",
    title="KSeF FA(2)",
    source="Schema FA(2), Ministerstwo Finansów, 2023-06-29",
    media_type="application/xml",
    suffix=".xml",
    recognises=recognises,
    read=lazily("depesch.syntaxes.ksef.reading:read_fa2"),
    unread=lazily("depesch.syntaxes.ksef.reading:unread"),
    locate=lazily("depesch.syntaxes.ksef.reading:locate"),
    path_of=lazily("depesch.syntaxes.ksef.reading:path_of"),
)
