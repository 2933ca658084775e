"""The mail server that takes a company's mails: its own, set up for e-mail to customers; else the hub's."""

from __future__ import annotations

from depesch.channels import MailServer
from depesch.channels.email.settings import Settings
from depesch.exchange.mail.message import parse_address
from depesch.hub.directory.channel_settings import settings_of
from depesch.hub.mailing.posting import relay_of
from depesch.hub.server.config import load

EMAIL = "email"


def mail_server() -> MailServer | None:
    """Return the acting company's mail server; None when neither it nor the hub has one. Call inside `acting_for`."""
    own = settings_of(EMAIL)
    if isinstance(own, Settings):
        return MailServer(
            relay=own.relay(), sender=own.sender(), bounces=parse_address(own.from_address), max_bytes=own.max_bytes
        )
    config = load()
    relay = relay_of(config)
    return MailServer(relay=relay, sender=config.mail_from, bounces=config.mail_from) if relay else None
