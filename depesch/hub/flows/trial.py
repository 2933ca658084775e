"""A trial: what checking a document would find if it were handed over. Nothing is kept, sent or taken as used."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import msgspec

from depesch.hub.directory.recipients import Match, find_recipient
from depesch.hub.flows.examination import Examined, examine, opened
from depesch.hub.flows.routing import demands_on
from depesch.hub.tenancy.scope import acting_for
from depesch.model.facts import FileBeside


class Trial(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What was found, and the name of the receiver where the company's directory or the network knows it."""

    examined: Examined
    receiver: str = ""


def try_out(company_id: UUID, content: bytes, *, files_beside: Sequence[FileBeside] = ()) -> Trial:
    """Return what the rules and the receiver's own demands say of a document of the company. No transaction is open."""
    found = opened(content)
    if found.reading is None:
        return Trial(examined=found)
    with acting_for(company_id):
        recipient = find_recipient(found.reading.invoice)
        demands = demands_on(recipient)
    return Trial(
        examined=examine(found, demands=demands, files_beside=files_beside),
        receiver=recipient.recipient.name if isinstance(recipient, Match) else "",
    )
