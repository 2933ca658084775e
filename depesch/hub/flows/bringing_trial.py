"""Try whether a server that documents are brought to lets us in. Nothing is brought, and nothing is left there.

SFTP and FTPS log in and look into the journal, for a message that never was. HTTPS push and AS2 have nothing that could
be asked without sending: of them only the settings and the address are looked at.
"""

from __future__ import annotations

from uuid import UUID, uuid4

import msgspec

from depesch.channels import (
    Channel,
    File,
    Parcel,
    Recipient,
    SendMode,
    Services,
    TryLater,
    Unreachable,
)
from depesch.hub.flows.services import services_for

LONGEST_STEP_S = 8.0
_LETS_US_IN = "-not-handed-over"  # the journal was read, and the message is not in it
_ASKABLE = ("sftp", "ftps")


class Trial(msgspec.Struct, frozen=True, kw_only=True):
    """`answers` is None where nobody can be asked; `code` is one of the channel's, empty when all is well."""

    answers: bool | None
    code: str = ""
    detail: str = ""


def try_server(company_id: UUID, channel: Channel, settings: msgspec.Struct) -> Trial:
    """Return whether the server lets us in. No transaction is open: it talks to somebody else's server."""
    services = services_for(company_id)
    check = channel.check_recipient(settings, Recipient(name=""), services)
    if isinstance(check, Unreachable):
        return Trial(answers=False, code=check.code, detail=check.detail)
    if channel.name not in _ASKABLE:
        return Trial(answers=None)
    return _asked(channel, _soon(settings), services)


def _asked(channel: Channel, settings: msgspec.Struct, services: Services) -> Trial:
    outcome = channel.find(settings, _never_sent(), services)
    if isinstance(outcome, TryLater) and outcome.code.endswith(_LETS_US_IN):
        return Trial(answers=True)
    code, detail = getattr(outcome, "code", "server-failed"), getattr(outcome, "detail", "")
    return Trial(answers=False, code=code, detail=detail)


def _soon(settings: msgspec.Struct) -> msgspec.Struct:
    """Return the settings with a time limit that somebody may wait for."""
    limit = min(getattr(settings, "timeout_s", LONGEST_STEP_S), LONGEST_STEP_S)
    return msgspec.structs.replace(settings, timeout_s=limit)


def _never_sent() -> Parcel:
    nothing = File(name="trial.xml", media_type="application/xml", content=b"")
    return Parcel(
        message_id=f"{uuid4()}@trial.invalid", document_id="", send_mode=SendMode.TEST, sender_name="",
        recipient=Recipient(name=""), subject={}, main=nothing,
    )  # fmt: skip
