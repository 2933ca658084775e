"""Message status: what the access point on the other side says of a message. Older networks say it as a response.

Source: Peppol Message Level Status 1.0; Peppol BIS Message Level Response 3 (T71), which is read too.
"""

from __future__ import annotations

from lxml import etree

from depesch.messages import Kind, Message
from depesch.messages.answering import DECLARATION, NAMESPACES, ROOT, add_party
from depesch.messages.message_status_states import REFUSING, FaultCode, MessageState
from depesch.messages.plans import ELEMENTS, HEAD, ID, Reader, cac, customizations
from depesch.model.invoice import Party
from depesch.model.responses import Fault, FaultyPlace, MessageStatus
from depesch.syntaxes.binding import Plan
from depesch.syntaxes.groups import Group, Groups, Nest
from depesch.syntaxes.leaves import Day, Text
from depesch.syntaxes.markup import Out, add_text
from depesch.syntaxes.ubl.names import cbc
from depesch.syntaxes.ubl.parts import add_date

CUSTOMIZATION = "urn:peppol:edec:mls:1.0"
PROFILE = "urn:peppol:edec:mls"
NOWHERE = "NA"  # of a fault that stands at no place


class NotSayable(ValueError):
    """What was to be said is no message status; the message names what is missing."""


def recognises(root: etree._Element) -> bool:
    """Whether `root` is a message status, or a message level response."""
    said = customizations(root)
    return root.tag == ROOT and (":mls:" in said or ":mlr:" in said or "trns071" in said)


def read(root: etree._Element) -> Message:
    """Return the status."""
    return _READER.read(MESSAGE, root)


def write(status: MessageStatus) -> bytes:
    """Return the status as Peppol Message Level Status 1.0.

    Raises NotSayable when it lacks its number, its moment with a zone, the parties' electronic addresses, the message's
    id or a state of the code list; a refusal also its words and a fault that refuses.
    """
    _must_be_whole(status)
    out = Out()
    out.append(f"{DECLARATION}<ApplicationResponse {NAMESPACES}>")
    add_text(out, "cbc:CustomizationID", CUSTOMIZATION)
    add_text(out, "cbc:ProfileID", PROFILE)
    add_text(out, "cbc:ID", status.number)
    add_date(out, "cbc:IssueDate", status.issue_date)
    add_text(out, "cbc:IssueTime", status.issue_time)
    add_party(out, "cac:SenderParty", status.sender)
    add_party(out, "cac:ReceiverParty", status.receiver)
    out.append("<cac:DocumentResponse><cac:Response>")
    add_text(out, "cbc:ResponseCode", status.status)
    add_text(out, "cbc:Description", status.text)
    out.append("</cac:Response><cac:DocumentReference>")
    add_text(out, "cbc:ID", status.message_id)
    out.append("</cac:DocumentReference>")
    for place in status.places:
        out.append("<cac:LineResponse><cac:LineReference>")
        add_text(out, "cbc:LineID", place.where or NOWHERE)
        out.append("</cac:LineReference>")
        for fault in place.faults:
            _add_fault(out, fault)
        out.append("</cac:LineResponse>")
    out.append("</cac:DocumentResponse></ApplicationResponse>\n")
    return "".join(out).encode()


def _must_be_whole(status: MessageStatus) -> None:
    missing = [name for name in ("number", "issue_date", "issue_time", "message_id") if getattr(status, name) is None]
    for name in ("sender", "receiver"):
        party: Party | None = getattr(status, name)
        if party is None or party.electronic_address is None:
            missing.append(f"{name}.electronic_address")
    if status.status not in set(MessageState):
        missing.append(f"a state of {', '.join(MessageState)}")
    codes = [fault.code for place in status.places for fault in place.faults]
    if status.status == MessageState.REFUSED:
        if not status.text:
            missing.append("words for the refusal")
        if not REFUSING.intersection(codes):
            missing.append(f"a fault of {', '.join(sorted(REFUSING))}")
    if not set(FaultCode).issuperset(codes):
        missing.append(f"a code of {', '.join(FaultCode)} for each fault")
    if missing:
        raise NotSayable(f"the status lacks {', '.join(missing)}")


def _add_fault(out: Out, fault: Fault) -> None:
    out.append("<cac:Response>")
    add_text(out, "cbc:Description", fault.text)
    out.append("<cac:Status>")
    add_text(out, "cbc:StatusReasonCode", fault.code)
    out.append("</cac:Status></cac:Response>")


def _plan() -> Plan:
    fault: Plan = {
        cbc("Description"): Text("text"),
        cac("Status"): Nest({cbc("StatusReasonCode"): Text("code", constants=("listID",))}),
    }
    place: Plan = {
        cac("LineReference"): Nest({cbc("LineID"): Text("where")}),
        cac("Response"): Groups("faults", Fault, fault),
    }
    party = ELEMENTS.party(seller=False)
    return {
        **HEAD,
        cbc("IssueDate"): Day("issue_date"),
        cbc("IssueTime"): Text("issue_time"),
        cac("SenderParty"): Group("sender", Party, party, drop_empty=True),
        cac("ReceiverParty"): Group("receiver", Party, party, drop_empty=True),
        cac("DocumentResponse"): Nest(
            {
                cac("Response"): Nest({cbc("ResponseCode"): Text("status"), cbc("Description"): Text("text")}),
                cac("DocumentReference"): Nest({ID: Text("message_id")}),
                cac("LineResponse"): Groups("places", FaultyPlace, place),
            }
        ),
    }


_READER = Reader(MessageStatus, _plan)
MESSAGE = Kind(
    name="message_status",
    titles={"sv": "Meddelandestatus", "nb": "Meldingsstatus", "en": "Message status"},
    source="Peppol Message Level Status 1.0; Peppol BIS Message Level Response 3",
    recognises=recognises,
    read=read,
    write=write,
)
