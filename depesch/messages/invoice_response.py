"""Invoice response: a buyer's word on an invoice, such as accepted, rejected, paid.

Source: Peppol BIS Invoice Response 3 (profile 63), T111; OASIS UBL 2.1, ApplicationResponse.
"""

from __future__ import annotations

from lxml import etree

from depesch.messages import Kind, Message
from depesch.messages.answering import DECLARATION, NAMESPACES, ROOT, add_party
from depesch.messages.invoice_status import NEEDS_REASON, InvoiceStatus
from depesch.messages.plans import ELEMENTS, HEAD, ID, Reader, cac, customizations
from depesch.model.invoice import Party
from depesch.model.responses import Condition, InvoiceResponse, Reason
from depesch.syntaxes.binding import Plan
from depesch.syntaxes.groups import Group, Groups, Nest
from depesch.syntaxes.leaves import Day, Text
from depesch.syntaxes.markup import Out, add_text, attribute, escaped
from depesch.syntaxes.ubl.names import cbc
from depesch.syntaxes.ubl.parts import add_date

CUSTOMIZATION = "urn:fdc:peppol.eu:poacc:trns:invoice_response:3"
PROFILE = "urn:fdc:peppol.eu:poacc:bis:invoice_response:3"
REASONS, ACTIONS = "OPStatusReason", "OPStatusAction"


class NotAnswerable(ValueError):
    """What was to be said is no invoice response; the message names what is missing."""


def recognises(root: etree._Element) -> bool:
    """Whether `root` is a response to an invoice; older ones say so in their own customization."""
    said = customizations(root)
    return root.tag == ROOT and ("invoice_response" in said or "trns111" in said)


def read(root: etree._Element) -> Message:
    """Return the response."""
    return _READER.read(MESSAGE, root)


def write(response: InvoiceResponse) -> bytes:
    """Return the response as Peppol BIS Invoice Response 3.

    Raises NotAnswerable when it lacks its number, its day, the parties' electronic addresses, the invoice's number or a
    status of the code list, or the reason that the status asks for.
    """
    _must_be_whole(response)
    out = Out()
    out.append(f"{DECLARATION}<ApplicationResponse {NAMESPACES}>")
    add_text(out, "cbc:CustomizationID", response.specification or CUSTOMIZATION)
    add_text(out, "cbc:ProfileID", response.business_process or PROFILE)
    add_text(out, "cbc:ID", response.number)
    add_date(out, "cbc:IssueDate", response.issue_date)
    add_text(out, "cbc:IssueTime", response.issue_time)
    add_text(out, "cbc:Note", response.note)
    add_party(out, "cac:SenderParty", response.sender)
    add_party(out, "cac:ReceiverParty", response.receiver)
    out.append("<cac:DocumentResponse><cac:Response>")
    add_text(out, "cbc:ResponseCode", response.status)
    add_date(out, "cbc:EffectiveDate", response.effective_date)
    for reason in response.reasons:
        _add_reason(out, reason)
    out.append("</cac:Response><cac:DocumentReference>")
    add_text(out, "cbc:ID", response.invoice_number)
    add_date(out, "cbc:IssueDate", response.invoice_date)
    add_text(out, "cbc:DocumentTypeCode", response.invoice_type)
    out.append("</cac:DocumentReference>")
    add_party(out, "cac:IssuerParty", response.issuer)
    out.append("</cac:DocumentResponse></ApplicationResponse>\n")
    return "".join(out).encode()


def _must_be_whole(response: InvoiceResponse) -> None:
    missing = [name for name in ("number", "issue_date", "invoice_number") if getattr(response, name) is None]
    for name in ("sender", "receiver"):
        party: Party | None = getattr(response, name)
        if party is None or party.electronic_address is None:
            missing.append(f"{name}.electronic_address")
    if response.status not in set(InvoiceStatus):
        missing.append(f"a status of {', '.join(InvoiceStatus)}")
    elif InvoiceStatus(response.status) in NEEDS_REASON and not response.reasons:
        missing.append(f"a reason, which {response.status} asks for")
    if missing:
        raise NotAnswerable(f"the response lacks {', '.join(missing)}")


def _add_reason(out: Out, reason: Reason) -> None:
    out.append("<cac:Status>")
    if reason.code is not None:
        code_list = attribute("listID", reason.code_list)
        out.append(f"<cbc:StatusReasonCode{code_list}>{escaped(reason.code)}</cbc:StatusReasonCode>")
    add_text(out, "cbc:StatusReason", reason.text)
    for condition in reason.conditions:
        out.append("<cac:Condition>")
        add_text(out, "cbc:AttributeID", condition.term)
        add_text(out, "cbc:Description", condition.value)
        out.append("</cac:Condition>")
    out.append("</cac:Status>")


def _plan() -> Plan:
    condition: Plan = {cbc("AttributeID"): Text("term"), cbc("Description"): Text("value")}
    reason: Plan = {
        cbc("StatusReasonCode"): Text("code", {"listID": "code_list"}),
        cbc("StatusReason"): Text("text"),
        cac("Condition"): Groups("conditions", Condition, condition),
    }
    response: Plan = {
        cbc("ResponseCode"): Text("status"),
        cbc("EffectiveDate"): Day("effective_date"),
        cac("Status"): Groups("reasons", Reason, reason),
    }
    reference: Plan = {
        ID: Text("invoice_number"),
        cbc("IssueDate"): Day("invoice_date"),
        cbc("DocumentTypeCode"): Text("invoice_type"),
    }
    party = ELEMENTS.party(seller=False)
    return {
        **HEAD,
        cbc("IssueDate"): Day("issue_date"),
        cbc("IssueTime"): Text("issue_time"),
        cbc("Note"): Text("note"),
        cac("SenderParty"): Group("sender", Party, party, drop_empty=True),
        cac("ReceiverParty"): Group("receiver", Party, party, drop_empty=True),
        cac("DocumentResponse"): Nest(
            {
                cac("Response"): Nest(response),
                cac("DocumentReference"): Nest(reference),
                cac("IssuerParty"): Group("issuer", Party, party, drop_empty=True),
            }
        ),
    }


_READER = Reader(InvoiceResponse, _plan)
MESSAGE = Kind(
    name="invoice_response",
    titles={"sv": "Fakturasvar", "nb": "Fakturasvar", "en": "Invoice response"},
    source="Peppol BIS Invoice Response 3 (profile 63)",
    recognises=recognises,
    read=read,
    write=write,
)
