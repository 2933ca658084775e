"""What the parties of Finvoice mean in the model."""

from __future__ import annotations

from collections.abc import Callable

from depesch.model import invoice as model
from depesch.syntaxes.binding import Element, Entry, Plan
from depesch.syntaxes.finvoice.shapes import Box, Street, count_before
from depesch.syntaxes.finvoice.values import Again, Identities, Identity, Joined, Words
from depesch.syntaxes.groups import Choice, Group, Inside, Nest
from depesch.syntaxes.leaves import Known


def _country_is_coded(element: Element) -> bool:
    """Whether the name of a country only says in words what a code says beside it."""
    code = element.getprevious()
    return code is not None and code.tag == "CountryCode" and bool(code.text and code.text.strip())


def address(who: str, box: str) -> Group:
    """Return the entry of an address whose elements begin with `who`; `box` is the one of its post office box."""
    return Group(
        "address",
        model.PostalAddress,
        {
            f"{who}StreetName": Street(),
            f"{who}TownName": Words("city"),
            f"{who}PostCodeIdentifier": Words("post_code"),
            f"{who}CountrySubdivision": Words("subdivision"),
            "CountryCode": Words("country"),
            "CountryName": Again(_country_is_coded),
            box: Box(),
        },
        drop_empty=True,
    )


def _name(who: str) -> Choice:
    """Return the entry of an organisation's name; a second one is how it is also known, where nothing else says so."""
    first, second = Words("name"), Words("trading_name")
    trading = f"{who}OrganisationTradingName"

    def choose(element: Element) -> Entry | None:
        before = count_before(element, 2)
        if before == 0:
            return first
        parent = element.getparent()
        return second if before == 1 and parent is not None and parent.find(trading) is None else None

    return Choice(choose, first, second)


def _party(who: str) -> Plan:
    return {
        f"{who}PartyIdentifier": Identity("legal_registration"),
        f"{who}OrganisationName": _name(who),
        f"{who}OrganisationTradingName": Words("trading_name"),
        f"{who}OrganisationTaxCode": Words("vat_identifier"),
        f"{who}Code": Identities("identifiers"),
        f"{who}PostalAddressDetails": address(who, f"{who}PostOfficeBoxIdentifier"),
    }


SELLER, BUYER = _party("Seller"), _party("Buyer")


def contact_plan(who: str, party: Callable[[Entry], Inside]) -> Plan:
    """Return what the elements of a party's contact mean, which stand beside the party."""

    def contact(key: str) -> Inside:
        return Inside("contact", model.Contact, Words(key))

    return {
        f"{who}ContactPersonName": party(contact("name")),
        f"{who}CommunicationDetails": party(
            Nest(
                {f"{who}PhoneNumberIdentifier": contact("telephone"), f"{who}EmailaddressIdentifier": contact("email")}
            )
        ),
    }


DELIVERY_PARTY: Plan = {
    "DeliveryOrganisationName": Joined("party_name", " "),
    "DeliveryCode": Identity("location"),
    "DeliveryPostalAddressDetails": address("Delivery", "DeliveryPostofficeBoxIdentifier"),
}

PAYEE_PARTY: Plan = {
    "AnyPartyText": Known(attributes=("AnyPartyCode",)),
    "AnyPartyIdentifier": Identity("legal_registration"),
    "AnyPartyOrganisationName": Joined("name", " "),
    "AnyPartyCode": Identity("identifier"),
}

REPRESENTATIVE = Group(
    "tax_representative",
    model.TaxRepresentative,
    {
        "AnyPartyText": Known(attributes=("AnyPartyCode",)),
        "AnyPartyOrganisationName": Joined("name", " "),
        "AnyPartyOrganisationTaxCode": Words("vat_identifier"),
        "AnyPartyPostalAddressDetails": address("AnyParty", "AnyPartyPostOfficeBoxIdentifier"),
    },
    drop_empty=True,
)
