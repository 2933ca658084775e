"""UBL 2.1 Invoice and CreditNote, as EN 16931 binds it: also Peppol BIS Billing 3.0, EHF 3.0 and XRechnung.

Source: OASIS UBL 2.1; CEN/TS 16931-3-2 (binding of EN 16931-1 to UBL 2.1).
Lost when writing: see `writing.py`; each writing names what it could not hold.
"""

from __future__ import annotations

from lxml import etree

from depesch.kit.lazily import lazily
from depesch.syntaxes import Syntax
from depesch.syntaxes.ubl.names import CREDIT_NOTE, INVOICE


def recognises(root: etree._Element) -> bool:
    """Whether `root` is an Invoice or a CreditNote of UBL 2."""
    return root.tag in (INVOICE, CREDIT_NOTE)


SYNTAX = Syntax(
    name="ubl21",
    title="UBL 2.1",
    source="OASIS Universal Business Language 2.1; CEN/TS 16931-3-2",
    media_type="application/xml",
    suffix=".xml",
    recognises=recognises,
    read=lazily("depesch.syntaxes.ubl21.reading:read"),
    unread=lazily("depesch.syntaxes.ubl21.reading:unread"),
    locate=lazily("depesch.syntaxes.ubl21.reading:locate"),
    path_of=lazily("depesch.syntaxes.ubl21.reading:path_of"),
    facts=lazily("depesch.syntaxes.ubl21.beside:facts"),
    stated=lazily("depesch.syntaxes.ubl21.beside:stated"),
    bound_rules=lazily("depesch.syntaxes.ubl21.bound_rules:bound_rules"),
    bound_issues=lazily("depesch.syntaxes.ubl21.bound_rules:bound_issues"),
    write=lazily("depesch.syntaxes.ubl21.writing:write"),
    schema_issues=lazily("depesch.syntaxes.ubl21.schema:schema_issues"),
)
