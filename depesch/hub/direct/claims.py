"""What an SBDH says of sender and receiver, held against who comes and what is in it.

An envelope is opened and forgotten when the document is read; who gets the invoice is decided by the invoice. A header
that says otherwise would be overruled in silence, so it is refused before the file is taken over. What says nothing to
the contrary passes: an identifier in a scheme that we know nothing of, a header without identifiers.

Source: UN/CEFACT Standard Business Document Header 1.3, Sender and Receiver; Peppol Business Message Envelope 2.0,
1.5 (`Identifier` with the authority iso6523-actorid-upis, "0007:5566010103").
"""

from __future__ import annotations

import msgspec
from lxml import etree

from depesch.documents.reading import read
from depesch.hub.directory.identifiers import PartyIdentifier, canonical, of_company
from depesch.hub.directory.models import ParticipantIdentifier
from depesch.hub.tenancy.models import Company
from depesch.kit.xml import XmlError, parse
from depesch.syntaxes import UnreadableDocument

_NS = b"http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader"
_HEAD = 4000
_DOCUMENT = f"{{{_NS.decode()}}}StandardBusinessDocument"
_HEADER = "{*}StandardBusinessDocumentHeader"


class Contradiction(Exception):
    """The envelope says something else: `other-sender`, `other-receiver`; `inside` is what the invoice says."""

    def __init__(self, code: str, value: str, inside: str = "") -> None:
        super().__init__(f"{code}: {value}")
        self.code = code
        self.value = value
        self.inside = inside


class _Claims(msgspec.Struct, frozen=True, kw_only=True):
    senders: tuple[PartyIdentifier, ...]
    receivers: tuple[PartyIdentifier, ...]


def must_agree(content: bytes, company: Company) -> None:
    """Raise Contradiction when the bytes are an SBD whose header contradicts the company or the invoice in it.

    Call it inside `acting_for`. What cannot be read passes here: the reading says what is wrong with it.
    """
    claims = _claims_in(content)
    if claims is None:
        return
    for sender in claims.senders:
        if _is_anothers(sender, company):
            raise Contradiction("other-sender", str(sender))
    buyers = _buyers_of(content) if claims.receivers else ()
    for receiver in claims.receivers:
        inside = [each for each in buyers if each.scheme == receiver.scheme]
        if inside and receiver not in inside:
            raise Contradiction("other-receiver", str(receiver), str(inside[0]))


def _is_anothers(sender: PartyIdentifier, company: Company) -> bool:
    """Whether an identifier is for certain another's: a participant has it, or it is another organisation number.

    A company may have many identifiers of other schemes, such as GLN; one that nobody here has may well be its own.
    """
    ours = of_company(company.country, company.organisation_number, company.vat_number)
    if sender in ours:
        return False
    holder = ParticipantIdentifier.objects.filter(scheme=sender.scheme, value=sender.value).first()
    if holder is not None:
        return holder.participant.company_id != company.pk
    return sender.scheme in {each.scheme for each in ours}


def _claims_in(content: bytes) -> _Claims | None:
    if _NS not in content[:_HEAD]:
        return None
    try:
        root = parse(content)
    except XmlError:
        return None
    document = root if root.tag == _DOCUMENT else root.find(f".//{_DOCUMENT}")
    header = document.find(_HEADER) if document is not None else None
    if header is None:
        return None
    return _Claims(senders=_parties(header, "Sender"), receivers=_parties(header, "Receiver"))


def _parties(header: etree._Element, side: str) -> tuple[PartyIdentifier, ...]:
    told = (each.text or "" for each in header.iterfind(f"{{*}}{side}/{{*}}Identifier"))
    found = (_identifier(text.strip()) for text in told)
    return tuple(each for each in found if each is not None)


def _identifier(text: str) -> PartyIdentifier | None:
    scheme, colon, value = text.partition(":")
    return canonical(scheme, value) if colon and scheme.isdigit() and len(scheme) == 4 else None


def _buyers_of(content: bytes) -> tuple[PartyIdentifier, ...]:
    """Return the electronic address of the buyer (BT-49) of the one invoice in the bytes; none when it has none."""
    try:
        invoice = read(content).invoice
    except UnreadableDocument:
        return ()
    address = invoice.buyer.electronic_address if invoice.buyer is not None else None
    found = canonical(address.scheme or "", address.value) if address is not None else None
    return (found,) if found is not None else ()
