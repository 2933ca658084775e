"""The model as PUF billing 2.0: UBL with the namespaces, the specification and the process of PUF."""

from __future__ import annotations

import msgspec

from depesch.model.invoice import Invoice
from depesch.syntaxes import Done, Writing
from depesch.syntaxes.markup import Out
from depesch.syntaxes.puf20.names import PROCESS, PROCESSES, PUF, SPECIFICATION
from depesch.syntaxes.ubl.writing import written

_WHY = "a PUF document names the specification and the process of PUF"


def write(invoice: Invoice) -> Writing:
    """Return the invoice in PUF billing 2.0, in UTF-8, and what it could not hold."""
    out = Out()
    process = invoice.business_process
    if process is None or not process.startswith(PROCESSES):
        process = PROCESS
    _name(out, "specification", invoice.specification, SPECIFICATION)
    _name(out, "business_process", invoice.business_process, process)
    fitted = msgspec.structs.replace(invoice, specification=SPECIFICATION, business_process=process)
    return written(fitted, out, PUF)


def _name(out: Out, path: str, stated: str | None, own: str) -> None:
    if stated is None:
        out.lose(path, own, _WHY, done=Done.ADDED)
    elif stated != own:
        out.lose(path, stated, _WHY, done=Done.CHANGED)
