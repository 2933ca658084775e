"""SOAP: an envelope with a document in its body, or the frame that banks put before a Finvoice.

The frame has an ebXML header, which says from whom to whom and by which banks the message goes, and a manifest in its
body, which refers to the document that follows it. The frame of ours is made of what the Finvoice says about its way
(MessageTransmissionDetails); files go after it in a message of their own.

Sources: SOAP 1.1 and 1.2; ebXML Message Service 2.0; Finvoice implementation guidelines 3.0, 17.
"""

from __future__ import annotations

from lxml import etree

from depesch.documents.envelopes import Envelope, Part
from depesch.documents.envelopes.finvoice_files import message_with, referring_to
from depesch.documents.envelopes.frames import EB, SOAP_11, documents_of, is_soap
from depesch.documents.unreadable import Code
from depesch.kit.xml import parse, standing_alone
from depesch.syntaxes import UnreadableDocument
from depesch.syntaxes.markup import escaped

_XLINK = "http://www.w3.org/1999/xlink"
_TRANSMISSION = "MessageTransmissionDetails"
_SENDER, _RECEIVER, _MESSAGE = "MessageSenderDetails", "MessageReceiverDetails", "MessageDetails"
_LONGEST_ID = 48
_NOBODY = "--"


def recognises(root: etree._Element) -> bool:
    """Whether `root` is a SOAP envelope."""
    return is_soap(root)


def open_(data: bytes, root: etree._Element | None) -> tuple[Part, ...]:
    """Return the documents in the body, each as a file of its own."""
    inside = [] if root is None else documents_of(root)
    if not inside:
        raise UnreadableDocument(Code.EMPTY, "the SOAP envelope has no document in it, nor one after it")
    return tuple(Part(data=standing_alone(child)) for child in inside)


def close(part: Part) -> bytes:
    """Return the frame for a bank, the Finvoice, and a message with its files.

    Raises ValueError when the document is no Finvoice, or a file cannot travel in such a message.
    """
    root = parse(part.data)
    if root.tag != "Finvoice":
        raise ValueError(f"a bank's frame is for Finvoice, not for {root.tag}")
    message = _text(root, f"{_TRANSMISSION}/{_MESSAGE}/MessageIdentifier") or _text(
        root, "InvoiceDetails/InvoiceNumber"
    )
    message = (message or _NOBODY)[:_LONGEST_ID]
    moment = _text(root, f"{_TRANSMISSION}/{_MESSAGE}/MessageTimeStamp") or _day(root)
    way = {
        f"{side}{what}": _text(root, f"{_TRANSMISSION}/{details}/{side}{what}") or _NOBODY
        for side, details in (("From", _SENDER), ("To", _RECEIVER))
        for what in ("Identifier", "Intermediator")
    }
    frame = _frame(way, message, moment)
    if not part.files:
        return frame + part.data
    return frame + referring_to(part.data, message) + message_with(part.files, way, message, moment)


def _frame(way: dict[str, str], message: str, moment: str) -> bytes:
    """Return the frame: sender, receiver and their intermediators, and which message follows."""
    parties = "".join(
        f"<eb:{side}>\n<eb:PartyId>{escaped(way[side + what])}</eb:PartyId>\n<eb:Role>{role}</eb:Role>\n</eb:{side}>\n"
        for side, end in (("From", "Sender"), ("To", "Receiver"))
        for what, role in (("Identifier", end), ("Intermediator", "Intermediator"))
    )
    identifier = escaped(message)
    return (
        f'<SOAP-ENV:Envelope xmlns:SOAP-ENV="{SOAP_11}" xmlns:xlink="{_XLINK}" xmlns:eb="{EB}">\n<SOAP-ENV:Header>\n'
        f'<eb:MessageHeader SOAP-ENV:mustUnderstand="1" eb:version="2.0">\n{parties}'
        "<eb:CPAId>yoursandmycpa</eb:CPAId>\n<eb:ConversationId></eb:ConversationId>\n<eb:Service>Routing</eb:Service>\n"
        "<eb:Action>ProcessInvoice</eb:Action>\n<eb:MessageData>\n"
        f"<eb:MessageId>{identifier}</eb:MessageId>\n<eb:Timestamp>{escaped(moment)}</eb:Timestamp>\n"
        "<eb:RefToMessageId></eb:RefToMessageId>\n</eb:MessageData>\n</eb:MessageHeader>\n</SOAP-ENV:Header>\n"
        '<SOAP-ENV:Body>\n<eb:Manifest eb:id="Manifest" eb:version="2.0">\n'
        f'<eb:Reference eb:id="Finvoice" xlink:href="{identifier}">\n'
        '<eb:Schema eb:location="http://www.finvoice.info/finvoice.xsd" eb:version="2.0"/>\n'
        "</eb:Reference>\n</eb:Manifest>\n</SOAP-ENV:Body>\n</SOAP-ENV:Envelope>\n"
    ).encode("ascii", "xmlcharrefreplace")


def _text(root: etree._Element, path: str) -> str:
    return (root.findtext(path) or "").strip()


def _day(root: etree._Element) -> str:
    """Return the invoice's day as a moment."""
    day = _text(root, "InvoiceDetails/InvoiceDate")
    return f"{day[:4]}-{day[4:6]}-{day[6:]}T00:00:00"


ENVELOPE = Envelope(
    name="soap",
    title="SOAP",
    source="SOAP 1.1 and 1.2; Finvoice implementation guidelines 3.0, 17",
    recognises=recognises,
    open=open_,
    close=close,
)
