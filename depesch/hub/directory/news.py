"""What one company did that another has to learn: told once, in the other's history and in letters to its people.

Two companies' histories are never written in one transaction, so the news is put in line with the step itself and
told right after it; whatever was not told then, a round tells.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from depesch.hub.directory.models import Connection, News
from depesch.hub.history.event import Event
from depesch.hub.history.kinds.network import (
    ConnectionAnswered,
    ConnectionLeft,
    ConnectionReceived,
    ConnectionRefused,
    ConnectionWithdrawn,
)
from depesch.hub.history.record import record
from depesch.hub.mailing.writing import write_letter
from depesch.hub.tenancy.models import Company, User
from depesch.hub.tenancy.people import administrators
from depesch.hub.tenancy.scope import acting_for

AT_ONCE = 100
_EVENTS: dict[str, type[Event]] = {
    "asked": ConnectionReceived,
    "accepted": ConnectionAnswered,
    "declined": ConnectionRefused,
    "cancelled": ConnectionWithdrawn,
    "left": ConnectionLeft,
}
_LETTERS = {
    "asked": "connection_asked",
    "accepted": "connection_accepted",
    "declined": "connection_declined",
    "cancelled": "connection_cancelled",
    "left": "connection_left",
}


def tell_news(now: datetime) -> int:
    """Tell what waits, each piece in a transaction of its own, and return how much it was."""
    told = 0
    while told < AT_ONCE and _tell_one():
        told += 1
    return told


def _tell_one() -> bool:
    with transaction.atomic():
        piece = News.objects.select_for_update(skip_locked=True).order_by("id").first()
        if piece is None:
            return False
        with acting_for(piece.company_id):
            _tell(piece)
        piece.delete()
    return True


def _tell(piece: News) -> None:
    connection = Connection.objects.select_related("asker", "receiver").get(id=piece.connection_id)
    own, other = connection.asker, connection.receiver
    if piece.company_id == connection.receiver_id:
        own, other = other, own
    if piece.what in _LETTERS:
        for person in administrators():
            _write(person, piece.what, connection, own, other)
    # a connection that nobody was asked for is no news by letter: the receiver said that everybody may
    event = _EVENTS.get(piece.what, ConnectionReceived)
    if piece.what != "made":
        values = {"connection": str(connection.id), "company": other.name}
        record(event(**values), document_id=None, actor="system", at=piece.at)


def _write(person: User, what: str, connection: Connection, own: Company, other: Company) -> None:
    words = connection.message if what == "asked" else connection.answer
    write_letter(
        _LETTERS[what],
        to=person.email,
        name=person.name,
        language=person.language,
        values={
            "company": other.name, "own": own.name, "number": other.organisation_number,
            "message": words or "–",
        },
        path=f"/network/requests/{connection.id}/",
        company_id=own.id,
    )  # fmt: skip
