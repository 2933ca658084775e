"""Reading a dialect of UBL: its two documents, and what tells it from the others."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from lxml import etree

from depesch.model.invoice import Invoice
from depesch.model.issue import Issue, Severity
from depesch.syntaxes import Reading, Unread, syntaxes
from depesch.syntaxes.bindings import Bindings
from depesch.syntaxes.tracing import Binding
from depesch.syntaxes.ubl.names import Namespaces
from depesch.syntaxes.ubl.plan import Elements

Finish = Callable[[Invoice], Invoice]

# What attributes say of the code list that a code is from: nothing, where the code itself was understood.
_LISTS = frozenset(
    {
        "listAgencyID",
        "listAgencyName",
        "listID",
        "listName",
        "listSchemeURI",
        "listURI",
        "listVersionID",
        "schemeAgencyID",
        "schemeAgencyName",
        "unitCodeListID",
    }
)


class Reader(Bindings):
    """The two documents of a dialect, ready to read with. `finish` makes of what the elements give what is meant."""

    def __init__(self, elements: Elements, names: Namespaces, finish: Finish | None = None) -> None:
        by_tag = {
            f"{{{names.invoice}}}Invoice": Binding(elements.invoice(), finish),
            f"{{{names.credit_note}}}CreditNote": Binding(elements.credit_note(), _as_credit_note(finish)),
        }
        super().__init__(lambda root: by_tag[str(root.tag)])

    def read(self, syntax: str, data: bytes, root: etree._Element) -> Reading:
        """Return the reading of the parsed `root` of `data` in the format of that name."""
        return self.of(root).read(syntaxes()[syntax], data, root)

    def unread(self, reading: Reading) -> tuple[Unread, ...]:
        """Return what found no place in the model; which list a code is from has none and needs none."""
        found = super().unread(reading)
        return tuple(one for one in found if one.where.rpartition("/@")[2] not in _LISTS)


def _as_credit_note(finish: Finish | None) -> Finish:
    """Return the finish of a credit note, whose type is the root's alone where no code says more (UBL 2.0 has none)."""

    def finished(invoice: Invoice) -> Invoice:
        if invoice.type_code is None:
            invoice = msgspec.structs.replace(invoice, type_code="381")
        return invoice if finish is None else finish(invoice)

    return finished


def of_another_version(reading: Reading, known: str) -> Reading:
    """Return the reading with the warning that it was read by the rules of a `known` version."""
    stated = reading.invoice.specification
    issue = Issue(
        rule="READ-VERSION",
        severity=Severity.WARNING,
        terms=("BT-24",),
        path="specification",
        value=stated,
        expected=known,
        detail=f"the document says {stated!r}, a version not known here, and was read as {known}",
    )
    return msgspec.structs.replace(reading, issues=(*reading.issues, issue))
