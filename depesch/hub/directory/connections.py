"""Connections: one company wants to send to another. Who has demands, or wants to choose, is asked first.

Each step is taken for one company and commits by itself; what the other side has to learn waits as news and is told
right after (`news`). The database holds which side may take which step.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db import connection as database
from django.utils import timezone

from depesch.hub.directory.models import Connection, ConnectionState, News, Participant
from depesch.hub.directory.rule_packs import demands_of
from depesch.hub.history.event import Event
from depesch.hub.history.kinds.network import (
    ConnectionAccepted,
    ConnectionAsked,
    ConnectionCancelled,
    ConnectionDeclined,
    ConnectionMade,
)
from depesch.hub.history.record import record
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import tenant_id

MOST_WORDS = 2000  # characters of a message or an answer
# What waits for one company, in one round trip: this stands on every page.
# to_answer, answered, routes
COUNTS = """
SELECT (SELECT count(*) FROM directory_connection WHERE receiver_id = %(us)s AND state = 'requested') AS to_answer,
       (SELECT count(*) FROM directory_connection
         WHERE asker_id = %(us)s AND state IN ('accepted', 'declined')
           AND seen_by_asker_at IS NULL AND answered_at IS NOT NULL) AS answered,
       (SELECT count(*) FROM directory_routingorder WHERE tenant_id = %(us)s AND state = 'waiting') AS routes
"""
_OPEN = (ConnectionState.REQUESTED, ConnectionState.ACCEPTED)


class NotPossible(Exception):
    """The connection is not in a state for this step, or the step is the other side's; the message says which."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What waits among the connections and routes of the acting company."""

    to_answer: int  # requests to us
    answered: int  # answers to us that nobody has looked at
    routes: int  # routing orders that await an answer


def asks_first(participant: Participant) -> bool:
    """Return whether a participant on this hub has to accept a sender; call it inside `acting_for` of the sender."""
    return asks_senders(participant.company_id, auto_accepts=participant.auto_accept)


def asks_senders(company_id: UUID | None, *, auto_accepts: bool) -> bool:
    """Return the same for a participant of whom this much is known."""
    return company_id is not None and (not auto_accepts or demands_of(company_id) is not None)


def ask(receiver: Participant, *, channel: str, message: str, actor: str) -> Connection:
    """Ask the receiver to accept the acting company and return the connection, which holds at once if nobody is asked.

    Asked again, an open connection stays as it is. Raises NotPossible for oneself and for who left the network.
    """
    if receiver.company_id is None or receiver.company_id == tenant_id() or receiver.left_network_at is not None:
        raise NotPossible(f"{receiver.name} cannot be connected with")
    state = ConnectionState.REQUESTED if asks_first(receiver) else ConnectionState.ACCEPTED
    connection = _open_connection(receiver.company_id)
    if connection is not None and connection.state in _OPEN:
        return connection
    at = timezone.now()
    values = {
        "state": state, "channel": channel, "message": message.strip()[:MOST_WORDS], "answer": "", "asked_at": at,
        "answered_at": None, "state_since": at, "seen_by_asker_at": at if state == ConnectionState.ACCEPTED else None,
    }  # fmt: skip
    if connection is None:
        connection = _made(receiver.company_id, values)
    else:
        _change(connection, values)
    event = ConnectionMade if state == ConnectionState.ACCEPTED else ConnectionAsked
    _note(connection, "asked" if state == ConnectionState.REQUESTED else "made", event, receiver.name, actor)
    return connection


def accept(connection_id: UUID, *, words: str, actor: str) -> Connection:
    """Let the asker send to the acting company; raises NotPossible, Connection.DoesNotExist."""
    connection = _for_receiver(connection_id, ConnectionState.REQUESTED, ConnectionState.DECLINED)
    return _answer(connection, ConnectionState.ACCEPTED, words, ConnectionAccepted, actor)


def decline(connection_id: UUID, *, words: str, actor: str) -> Connection:
    """Do not let the asker send, from now on; raises NotPossible, Connection.DoesNotExist."""
    connection = _for_receiver(connection_id, ConnectionState.REQUESTED, ConnectionState.ACCEPTED)
    return _answer(connection, ConnectionState.DECLINED, words, ConnectionDeclined, actor)


def cancel(connection_id: UUID, *, actor: str) -> Connection:
    """Take back what the acting company asked for, or end the connection; raises NotPossible, DoesNotExist."""
    connection = _locked(connection_id)
    if connection.asker_id != tenant_id() or connection.state not in _OPEN:
        raise NotPossible("only the side that asked can take an open connection back")
    _change(connection, {"state": ConnectionState.CANCELLED, "state_since": timezone.now()})
    _note(connection, "cancelled", ConnectionCancelled, connection.receiver.name, actor)
    return connection


def note_as_seen(connection: Connection) -> None:
    """Note that somebody of the asking company has looked at the answer."""
    if connection.asker_id == tenant_id() and connection.answered_at and connection.seen_by_asker_at is None:
        _change(connection, {"seen_by_asker_at": timezone.now()})


def mark_as_left() -> int:
    """End every connection of the acting company, which leaves the network, and return how many there were."""
    found = list(Connection.objects.filter(state__in=_OPEN).select_for_update())
    for connection in found:
        _change(connection, {"state": ConnectionState.LEFT, "state_since": timezone.now()})
        News.objects.create(
            company_id=_other_side(connection), connection_id=connection.id, what="left", at=timezone.now()
        )
    return len(found)


def counts() -> Counts:
    """Return what waits for the acting company."""
    with database.cursor() as cursor:
        cursor.execute(COUNTS, {"us": tenant_id()})
        return Counts(*cursor.fetchone())


def connection_to(company_id: UUID) -> Connection | None:
    """Return the acting company's connection to a receiver."""
    return Connection.objects.filter(asker_id=tenant_id(), receiver_id=company_id).first()


def _open_connection(receiver_id: UUID) -> Connection | None:
    return Connection.objects.select_for_update().filter(asker_id=tenant_id(), receiver_id=receiver_id).first()


def _made(receiver_id: UUID, values: dict[str, object]) -> Connection:
    """Make the connection; when somebody of the same company made it at the same moment, return that one."""
    try:
        with transaction.atomic():
            return Connection.objects.create(asker_id=tenant_id(), receiver_id=receiver_id, **values)
    except IntegrityError as error:
        if "connection_once" not in str(error):
            raise
        raise NotPossible("somebody has just asked for this connection") from error


def _for_receiver(connection_id: UUID, *states: ConnectionState) -> Connection:
    connection = _locked(connection_id)
    if connection.receiver_id != tenant_id() or connection.state not in states:
        raise NotPossible(f"the connection is {connection.state}")
    return connection


def _answer(
    connection: Connection, state: ConnectionState, words: str, event: type[Event], actor: str
) -> Connection:  # fmt: skip
    at = timezone.now()
    _change(connection, {
        "state": state, "answer": words.strip()[:MOST_WORDS], "answered_at": at, "state_since": at,
        "seen_by_asker_at": None,
    })  # fmt: skip
    _note(connection, state.value, event, connection.asker.name, actor)
    return connection


def _locked(connection_id: UUID) -> Connection:
    found = Connection.objects.select_related("asker", "receiver").select_for_update(of=("self",))
    return found.get(id=connection_id)


def _change(connection: Connection, values: dict[str, object]) -> None:
    for name, value in values.items():
        setattr(connection, name, value)
    connection.save(update_fields=list(values))


def _note(connection: Connection, what: str, event: type[Event], name: str, actor: str) -> None:
    """Put it into our history, and in line for the other side's."""
    News.objects.create(
        company_id=_other_side(connection), connection_id=connection.id, what=what, at=timezone.now()
    )  # fmt: skip
    record(event(connection=str(connection.id), company=name), document_id=None, actor=actor)


def _other_side(connection: Connection) -> UUID:
    return connection.receiver_id if connection.asker_id == tenant_id() else connection.asker_id


def other_side(connection: Connection) -> Company:
    """Return the company on the other side of the acting one."""
    return connection.receiver if connection.asker_id == tenant_id() else connection.asker
