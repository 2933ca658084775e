"""What answers have in common when they are written: an ApplicationResponse of UBL 2.1 and its parties."""

from __future__ import annotations

from depesch.model.invoice import Party
from depesch.syntaxes.markup import Out, add_id, add_text
from depesch.syntaxes.ubl.names import CAC_NS, CBC_NS

_NS = "urn:oasis:names:specification:ubl:schema:xsd:ApplicationResponse-2"
ROOT = f"{{{_NS}}}ApplicationResponse"
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACES = f'xmlns="{_NS}" xmlns:cac="{CAC_NS}" xmlns:cbc="{CBC_NS}"'


def add_party(out: Out, tag: str, party: Party | None) -> None:
    """Write a party: addresses, identifiers, names and the contact; postal addresses are no part of an answer."""
    if party is None:
        return
    out.append(f"<{tag}>")
    add_id(out, "cbc:EndpointID", party.electronic_address)
    for identifier in party.identifiers:
        out.append("<cac:PartyIdentification>")
        add_id(out, "cbc:ID", identifier)
        out.append("</cac:PartyIdentification>")
    if party.trading_name is not None:
        out.append("<cac:PartyName>")
        add_text(out, "cbc:Name", party.trading_name)
        out.append("</cac:PartyName>")
    if party.name is not None:
        out.append("<cac:PartyLegalEntity>")
        add_text(out, "cbc:RegistrationName", party.name)
        out.append("</cac:PartyLegalEntity>")
    if party.contact is not None:
        out.append("<cac:Contact>")
        add_text(out, "cbc:Name", party.contact.name)
        add_text(out, "cbc:Telephone", party.contact.telephone)
        add_text(out, "cbc:ElectronicMail", party.contact.email)
        out.append("</cac:Contact>")
    out.append(f"</{tag}>")
