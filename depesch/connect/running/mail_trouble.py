"""Mails that did not go: who was to have one, why it did not, and what to do, in the agent's language."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from depesch.connect.journal import open_journal
from depesch.connect.settings import AgentSettings
from depesch.connect.words import said

_WHAT = {
    "waiting": {
        "en": "a mail to {address} waits: {detail}",
        "sv": "ett mejl till {address} väntar: {detail}",
        "nb": "en e-post til {address} venter: {detail}",
    },
    "refused": {
        "en": "a mail to {address} was refused: {detail}",
        "sv": "ett mejl till {address} avvisades: {detail}",
        "nb": "en e-post til {address} ble avvist: {detail}",
    },
    "given-up": {
        "en": "a mail to {address} was given up after a week: {detail}",
        "sv": "ett mejl till {address} gavs upp efter en vecka: {detail}",
        "nb": "en e-post til {address} ble gitt opp etter en uke: {detail}",
    },
}
_NEXT = {
    "waiting": {
        "en": "it is tried again by itself; look at the mail server, the settings below `mail` and the password",
        "sv": "det försöks igen av sig självt; titta på mejlservern, inställningarna under `mail` och lösenordet",
        "nb": "den prøves igjen av seg selv; se på e-posttjeneren, innstillingene under `mail` og passordet",
    },
    "refused": {
        "en": "correct the address below `mail`, or ask who runs the mail server",
        "sv": "rätta adressen under `mail`, eller fråga den som sköter mejlservern",
        "nb": "rett adressen under `mail`, eller spør den som drifter e-posttjeneren",
    },
    "given-up": {
        "en": "look at the mail server and the settings below `mail`",
        "sv": "titta på mejlservern och inställningarna under `mail`",
        "nb": "se på e-posttjeneren og innstillingene under `mail`",
    },
}


class MailTrouble(msgspec.Struct, frozen=True, kw_only=True):
    """A mail that did not go; `state` is waiting, refused or given-up."""

    account: str
    address: str
    state: str
    since: datetime
    reason: str
    next_step: str


def mail_troubles(settings: AgentSettings, home: Path) -> tuple[MailTrouble, ...]:
    """Return the mails that did not go, the newest first; raises sqlite3.Error and JournalBroken."""
    if settings.mail is None:
        return ()
    from depesch.connect.reporting.records import SCHEMA, MailRow, troubled  # takes a while

    def trouble(row: MailRow) -> MailTrouble:
        values = {"address": row.address, "detail": row.detail or row.code}
        return MailTrouble(
            account=row.account, address=row.address, state=row.state, since=datetime.fromtimestamp(row.made_at, UTC),
            reason=said(_WHAT[row.state], settings.language, **values),
            next_step=said(_NEXT[row.state], settings.language),
        )  # fmt: skip

    with closing(open_journal(home, SCHEMA)) as journal:
        return tuple(trouble(row) for row in troubled(journal))
