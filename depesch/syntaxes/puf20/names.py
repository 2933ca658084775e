"""The names of PUF billing 2.0."""

from __future__ import annotations

from depesch.syntaxes.ubl.names import Namespaces

PUF = Namespaces(
    invoice="urn:pagero:PageroUniversalFormat:Invoice:1.0",
    credit_note="urn:pagero:PageroUniversalFormat:CreditNote:1.0",
    aggregates="urn:pagero:CommonAggregateComponents:1.0",
)
INVOICE = f"{{{PUF.invoice}}}Invoice"
CREDIT_NOTE = f"{{{PUF.credit_note}}}CreditNote"

SPECIFICATION = "urn:pagero.com:puf:billing:2.0"
PROCESS = "urn:pagero.com:puf:billing:1.0"
PROCESSES = "urn:pagero.com:puf:"
