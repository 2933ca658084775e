"""Connections between companies: who may take which step, what the other side is told, and what stands in the way."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import ProgrammingError, transaction
from django.utils import timezone

from depesch.hub.directory import connections, routing_orders
from depesch.hub.directory.admission import CLOSED_DIRECTORY, DECLINED, NOT_CONNECTED
from depesch.hub.directory.customers import Standing, add_customer, recipient_for_form, recipients_for_form
from depesch.hub.directory.identifiers import OWN_NUMBER, PartyIdentifier
from depesch.hub.directory.models import Connection, ConnectionState, NetworkSettings, Participant, RoutingOrder
from depesch.hub.directory.news import tell_news
from depesch.hub.directory.participants import leave_network, register_company
from depesch.hub.directory.recipients import Match, NotFound, find_recipient
from depesch.hub.history.models import EventRow
from depesch.hub.mailing.models import Letter
from depesch.hub.tenancy.companies import add_member
from depesch.hub.tenancy.models import Company, Role, User
from depesch.hub.tenancy.scope import acting_for
from depesch.model.invoice import Identifier, Invoice, Party


@pytest.fixture
def receiver(fjordtre: Company) -> Participant:
    """Fjordtre, which wants to choose who sends to it."""
    participant = register_company(fjordtre)
    participant.auto_accept = False
    participant.save()
    return participant


@pytest.fixture
def frida(fjordtre: Company) -> User:
    """Frida, who administers Fjordtre."""
    user = User.objects.create(email="frida@fjordtre.example", password="!", name="Frida", language="nb")
    add_member(fjordtre, user, Role.ADMINISTRATOR)
    return user


def ask(company: Company, receiver: Participant, message: str = "Vi levererar trä.") -> UUID:
    with acting_for(company.id):
        found = connections.ask(receiver, channel="portal_inbox", message=message, actor="user:astrid").id
    tell_news(timezone.now())
    return found


def kinds_of(company: Company) -> list[str]:
    with acting_for(company.id):
        return list(EventRow.objects.order_by("sequence").values_list("kind", flat=True))


def to_fjordtre() -> Invoice:
    return Invoice(buyer=Party(name="Fjordtre", electronic_address=Identifier(scheme="0192", value="999000053")))


@pytest.mark.row("S-160", "S-162")
def test_a_request_waits_until_the_receiver_accepts_and_then_the_sender_may_send(
    nordbygg: Company, fjordtre: Company, receiver: Participant, frida: User, doris: User
) -> None:
    with acting_for(nordbygg.id):
        customer = add_customer("Fjordtre AS", participant=receiver)
    connection_id = ask(nordbygg, receiver)
    with acting_for(nordbygg.id):
        assert recipients_for_form("fjord")[0].standing is Standing.REQUESTED
        found = find_recipient(to_fjordtre())
        assert isinstance(found, NotFound)
        assert found.barred == NOT_CONNECTED
    with acting_for(fjordtre.id):
        assert connections.counts().to_answer == 1
        connections.accept(connection_id, words="Velkommen", actor="user:frida")
    tell_news(timezone.now())
    with acting_for(nordbygg.id):
        chosen = recipient_for_form(customer.id)
        assert chosen is not None
        assert chosen.is_ready
        assert chosen.company_id == fjordtre.id
        assert isinstance(find_recipient(to_fjordtre()), Match)
        assert connections.counts().answered == 1
    assert kinds_of(nordbygg) == ["connection.asked", "connection.was_accepted"]
    assert kinds_of(fjordtre) == ["connection.received", "connection.accepted"]
    letters = Letter.objects.order_by("made_at").values_list("kind", "recipient")
    assert list(letters) == [("connection_asked", frida.email), ("connection_accepted", doris.email)]


def test_a_declined_sender_is_told_so_and_may_ask_again(
    nordbygg: Company, fjordtre: Company, receiver: Participant
) -> None:
    connection_id = ask(nordbygg, receiver)
    with acting_for(fjordtre.id):
        connections.decline(connection_id, words="Send via innkjøp", actor="user:frida")
    with acting_for(nordbygg.id):
        found = find_recipient(to_fjordtre())
        assert isinstance(found, NotFound)
        assert found.barred == DECLINED
    assert ask(nordbygg, receiver, "En gång till") == connection_id
    with acting_for(fjordtre.id):
        again = Connection.objects.get(id=connection_id)
    assert (again.state, again.message, again.answer) == (ConnectionState.REQUESTED, "En gång till", "")


def test_who_accepts_everybody_and_demands_nothing_is_not_asked(nordbygg: Company, fjordtre: Company) -> None:
    participant = register_company(fjordtre)
    connection_id = ask(nordbygg, participant)
    with acting_for(nordbygg.id):
        assert Connection.objects.get(id=connection_id).state == ConnectionState.ACCEPTED
    assert not Letter.objects.exists()


@pytest.mark.parametrize("state", [ConnectionState.ACCEPTED, ConnectionState.DECLINED])
def test_the_database_lets_the_asker_not_answer_itself(
    state: ConnectionState, nordbygg: Company, receiver: Participant
) -> None:
    connection_id = ask(nordbygg, receiver)
    with (
        acting_for(nordbygg.id),
        pytest.raises(ProgrammingError, match="may not take the connection"),
        transaction.atomic(),
    ):
        Connection.objects.filter(id=connection_id).update(state=state)


def test_the_database_lets_the_receiver_not_change_the_askers_words(
    nordbygg: Company, fjordtre: Company, receiver: Participant
) -> None:
    connection_id = ask(nordbygg, receiver)
    with acting_for(fjordtre.id), pytest.raises(ProgrammingError, match="only the asker"), transaction.atomic():
        Connection.objects.filter(id=connection_id).update(message="Something else")


def test_nobody_makes_an_accepted_connection_to_who_wants_to_choose(
    nordbygg: Company, fjordtre: Company, receiver: Participant
) -> None:
    values = {"state": ConnectionState.ACCEPTED, "channel": "email", "asked_at": timezone.now()}
    with acting_for(nordbygg.id), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Connection.objects.create(
            asker_id=nordbygg.id, receiver_id=fjordtre.id, state_since=timezone.now(), **values
        )  # fmt: skip


def test_a_third_company_sees_nothing_of_it(nordbygg: Company, carls_company: Company, receiver: Participant) -> None:
    connection_id = ask(nordbygg, receiver)
    with acting_for(carls_company.id):
        assert not Connection.objects.filter(id=connection_id).exists()
        assert not Connection._base_manager.filter(id=connection_id).exists()
        assert Connection._base_manager.filter(id=connection_id).update(message="x") == 0


def test_who_leaves_the_network_takes_its_connections_along(
    nordbygg: Company, fjordtre: Company, receiver: Participant, doris: User
) -> None:
    with acting_for(nordbygg.id):
        customer = add_customer("Fjordtre AS", participant=receiver)
    connection_id = ask(nordbygg, receiver)
    leave_network(fjordtre, at=timezone.now())
    tell_news(timezone.now())
    with acting_for(nordbygg.id):
        assert Connection.objects.get(id=connection_id).state == ConnectionState.LEFT
        assert recipients_for_form()[0].standing is Standing.LEFT
        assert customer.id == recipients_for_form()[0].customer_id
    assert Letter.objects.get(kind="connection_left").recipient == doris.email


@pytest.mark.row("D-17")
def test_a_closed_directory_lets_documents_go_to_customers_alone(nordbygg: Company, fjordtre: Company) -> None:
    register_company(fjordtre)
    with acting_for(nordbygg.id):
        assert isinstance(find_recipient(to_fjordtre()), Match)
        NetworkSettings.objects.create(tenant=nordbygg, closed_directory=True)
        found = find_recipient(to_fjordtre())
        assert isinstance(found, NotFound)
        assert found.barred == CLOSED_DIRECTORY
        add_customer("Fjordtre AS", identifiers=[PartyIdentifier("0192", "999000053")])
        assert isinstance(find_recipient(to_fjordtre()), Match)


@pytest.mark.row("S-176")
def test_a_routing_order_waits_for_a_person_and_is_reminded_of_twice(nordbygg: Company, astrid: User) -> None:
    with acting_for(nordbygg.id):
        customer = add_customer("Region Västerdal", identifiers=[PartyIdentifier(OWN_NUMBER, "10045")])
        order = routing_orders.order_route(
            customer, operator="Annan AB", mail_to="", subject="Routing", text="Hej", actor=f"user:{astrid.id}"
        )  # fmt: skip
    counted = [routing_orders.remind(order.made_at + timedelta(days=days, hours=1)) for days in (6, 7, 8, 14, 30, 400)]
    assert counted == [0, 1, 0, 1, 0, 0]
    assert set(Letter.objects.values_list("kind", "recipient")) == {("routing_reminder", astrid.email)}
    with acting_for(nordbygg.id):
        assert RoutingOrder.objects.get().state == "waiting"
        assert recipient_for_form(customer.id).standing is Standing.ROUTING  # type: ignore[union-attr]
        routing_orders.activate(order.id, actor=f"user:{astrid.id}")
        assert recipient_for_form(customer.id).is_ready  # type: ignore[union-attr]
        with pytest.raises(routing_orders.OrderNotOpen):
            routing_orders.cancel_order(order.id, actor=f"user:{astrid.id}")


def test_the_list_for_a_form_takes_few_queries_however_many_customers(
    nordbygg: Company, receiver: Participant, django_assert_max_num_queries: object
) -> None:
    with acting_for(nordbygg.id):
        for number in range(30):
            participant = receiver if number == 0 else None
            add_customer(
                f"Kund {number:02}", participant=participant, identifiers=[PartyIdentifier(OWN_NUMBER, f"1{number:02}")]
            )
        with django_assert_max_num_queries(4):  # type: ignore[operator]
            assert len(recipients_for_form("kund")) == 20
        assert [each.name for each in recipients_for_form("107")] == ["Kund 07"]
