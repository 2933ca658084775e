"""The receiver is found by the buyer's identifiers: the sender's own cards first, then the network."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from depesch.hub.directory.customers import IdentifierOnAnotherCard, add_customer, add_identifier
from depesch.hub.directory.identifiers import OWN_NUMBER, VAT, PartyIdentifier, canonical
from depesch.hub.directory.models import Customer
from depesch.hub.directory.participants import IdentifierTaken, choose_format, register_company
from depesch.hub.directory.recipients import Contradictory, Match, NotFound, find_customer, find_recipient
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.model.invoice import Identifier, Invoice, Party, PostalAddress


def pair(scheme: str, value: str) -> PartyIdentifier:
    found = canonical(scheme, value)
    assert found is not None
    return found


def to(
    *,
    endpoint: tuple[str, str] | None = None,
    own: str | None = None,
    legal: tuple[str | None, str] | None = None,
    vat: str | None = None,
    country: str | None = None,
) -> Invoice:
    return Invoice(
        buyer=Party(
            name="Somebody",
            electronic_address=Identifier(value=endpoint[1], scheme=endpoint[0]) if endpoint else None,
            identifiers=(Identifier(value=own),) if own else (),
            legal_registration=Identifier(value=legal[1], scheme=legal[0]) if legal else None,
            vat_identifier=vat,
            address=PostalAddress(country=country) if country else None,
        )
    )


@pytest.fixture
def at_nordbygg(nordbygg: Company) -> Iterator[Company]:
    with acting_for(nordbygg.id):
        yield nordbygg


@pytest.mark.parametrize(
    "invoice",
    [
        to(endpoint=("0192", "999000053")),
        to(endpoint=("0192", "NO 999 000 053 MVA")),
        to(legal=("0192", "999000053")),
        to(legal=(None, "999 000 053"), country="NO"),
        to(vat="NO999000053MVA"),
    ],
)
def test_a_company_of_the_hub_is_found_by_each_of_its_identifiers(
    at_nordbygg: Company, fjordtre: Company, invoice: Invoice
) -> None:
    register_company(fjordtre, syntax="cii_d16b")
    found = find_recipient(invoice)
    assert isinstance(found, Match)
    assert (found.recipient.company_id, found.capabilities) == (str(fjordtre.id), {"portal_inbox": "cii_d16b"})


def test_the_senders_own_number_finds_the_card(at_nordbygg: Company) -> None:
    card = add_customer("Kommunen", identifiers=[pair(OWN_NUMBER, "10045")], email="faktura@kommun.example")
    found = find_recipient(to(own="10045"))
    assert isinstance(found, Match)
    assert (found.customer_id, found.recipient.email) == (card.id, "faktura@kommun.example")


def test_the_card_and_the_network_are_put_together(at_nordbygg: Company, fjordtre: Company) -> None:
    register_company(fjordtre)
    card = add_customer("Fjordtre", identifiers=[pair("0192", "999000053")], run=["email"], email="a@b.example")
    found = find_recipient(to(endpoint=("0192", "999000053")))
    assert isinstance(found, Match)
    assert (found.customer_id, found.run, found.recipient.company_id) == (card.id, ("email",), str(fjordtre.id))


def test_a_card_that_names_a_participant_leads_to_it(at_nordbygg: Company, fjordtre: Company) -> None:
    add_customer("Fjordtre", identifiers=[pair(OWN_NUMBER, "7")], participant=register_company(fjordtre))
    found = find_recipient(to(own="7"))
    assert isinstance(found, Match)
    assert found.recipient.company_id == str(fjordtre.id)


def test_identifiers_of_two_participants_contradict(at_nordbygg: Company, fjordtre: Company, havneby: Company) -> None:
    register_company(fjordtre)
    register_company(havneby)
    found = find_recipient(to(endpoint=("0192", "999000053"), vat="DK13585628"))
    assert isinstance(found, Contradictory)
    assert {name for _, name in found.leads_to} == {"Fjordtre AS", "Havneby Beton ApS"}


def test_a_card_contradicts_the_network_when_it_names_another_participant(
    at_nordbygg: Company, fjordtre: Company, havneby: Company
) -> None:
    register_company(fjordtre)
    add_customer("Havneby", identifiers=[pair(OWN_NUMBER, "7")], participant=register_company(havneby))
    assert isinstance(find_recipient(to(own="7", endpoint=("0192", "999000053"))), Contradictory)


def test_nobody_is_found_by_unknown_identifiers_and_they_are_named(at_nordbygg: Company) -> None:
    found = find_recipient(to(endpoint=("0192", "999000053")))
    assert found == NotFound(tried=(PartyIdentifier("0192", "999000053", "BT-49"),), name="Somebody")


def test_an_electronic_mail_address_in_the_document_is_a_way(at_nordbygg: Company) -> None:
    found = find_recipient(to(endpoint=("EM", "Faktura@Firma.example")))
    assert isinstance(found, Match)
    assert found.recipient.email == "faktura@firma.example"


def test_who_left_the_network_is_not_found(at_nordbygg: Company, fjordtre: Company) -> None:
    participant = register_company(fjordtre)
    participant.left_network_at = fjordtre.created_at
    participant.save()
    assert isinstance(find_recipient(to(endpoint=("0192", "999000053"))), NotFound)


def test_a_strangers_card_is_never_found(at_nordbygg: Company, carls_company: Company) -> None:
    with acting_for(carls_company.id):
        add_customer("Hemlig", identifiers=[pair(VAT, "NO999000053MVA")])
    assert isinstance(find_recipient(to(vat="NO999000053MVA")), NotFound)
    assert find_customer(to(vat="NO999000053MVA")) is None


def test_registering_twice_keeps_one_participant(at_nordbygg: Company, fjordtre: Company) -> None:
    first = register_company(fjordtre)
    assert register_company(fjordtre, syntax="cii_d16b").id == first.id


def test_the_format_of_a_channel_can_be_chosen_anew(at_nordbygg: Company, fjordtre: Company) -> None:
    participant = register_company(fjordtre)
    choose_format(participant, "portal_inbox", "cii_d16b")
    assert list(participant.capabilities.values_list("syntax", flat=True)) == ["cii_d16b"]


def test_an_identifier_belongs_to_one_participant(at_nordbygg: Company, fjordtre: Company, havneby: Company) -> None:
    register_company(fjordtre)
    with pytest.raises(IdentifierTaken, match="0192:999000053"):
        register_company(havneby, identifiers=[pair("0192", "999000053")])


def test_an_identifier_stands_on_one_card(at_nordbygg: Company) -> None:
    add_customer("A", identifiers=[pair(VAT, "DK13585628")])
    second: Customer = add_customer("B")
    with pytest.raises(IdentifierOnAnotherCard):
        add_identifier(second, pair(VAT, "DK13585628"))
