"""Post the letters that are due over the relay of the process settings; what is refused ends in the cockpit."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from uuid import UUID

import msgspec
import structlog
from django.db import transaction

from depesch.exchange.mail.message import Mail, MailFile, mail_bytes, message_id_header
from depesch.exchange.mail.smtp import Accepted, NotTaken, Rejected, Relay, Unsure, hand_over
from depesch.hub.mailing.composing import Sheet
from depesch.hub.mailing.models import Letter, LetterState
from depesch.hub.server.config import Config, load
from depesch.hub.server.secrets import decrypt
from depesch.kit.retry import wait_s

log = structlog.get_logger(__name__)

AT_ONCE = 20
GIVEN_UP_AFTER = timedelta(days=7)
FORGOTTEN_AFTER = timedelta(days=30)  # longer than any link in a letter works


def relay_of(config: Config) -> Relay | None:
    """Return the server that takes the hub's own letters; None when none is set up: then they wait."""
    if not config.mail_host:
        return None
    return Relay(
        host=config.mail_host,
        port=config.mail_port,
        tls=config.mail_tls,
        user=config.mail_user,
        password=config.mail_password,
        hello_name=config.mail_from.rpartition("@")[2],
        ca_file=config.mail_ca_file,
        timeout_s=30.0,
    )


def post_due(now: datetime) -> int:
    """Post what is due and return how many letters were tried. A letter is held by its row lock while it is posted.

    A letter whose fate is unknown is tried again under the same Message-ID: a mail server that has it knows it again.
    """
    config = load()
    relay = relay_of(config)
    if relay is None:
        return 0
    tried = 0
    while tried < AT_ONCE and _post_one(config, relay, now):
        tried += 1
    return tried


def _post_one(config: Config, relay: Relay, now: datetime) -> bool:
    with transaction.atomic():
        due = Letter.objects.filter(state=LetterState.WAITING, try_at__lte=now).order_by("try_at")
        letter = due.select_for_update(skip_locked=True).first()
        if letter is None:
            return False
        answer = hand_over(relay, sender=config.mail_from, recipient=letter.recipient, mail=_mail(letter, config))
        _note(letter, answer, now)
        letter.save()
    log.info("letter.tried", letter=str(letter.id), kind=letter.kind, state=letter.state, code=letter.code)
    return True


def _mail(letter: Letter, config: Config) -> bytes:
    sheet = msgspec.json.decode(decrypt(letter.sealed), type=Sheet)
    return mail_bytes(
        Mail(
            message_id=message_id_header(str(letter.id)),
            date=letter.made_at,
            sender_name=sheet.sender_name or config.mail_name,
            sender=config.mail_from,
            recipient_name=sheet.recipient_name,
            recipient=letter.recipient,
            subject=sheet.subject,
            language=sheet.language,
            text=sheet.text,
            html=sheet.html,
            reply_to=sheet.reply_to or None,
            unsubscribe=sheet.unsubscribe or None,
            files=tuple(
                MailFile(name=each.name, media_type=each.media_type, content=each.content) for each in sheet.enclosures
            ),
        )
    )


def _note(letter: Letter, answer: Accepted | NotTaken | Rejected | Unsure, now: datetime) -> None:
    letter.tries += 1
    if isinstance(answer, Accepted):
        _end(letter, LetterState.POSTED, now, code="", detail=answer.reply)
    elif isinstance(answer, Rejected):
        _end(letter, LetterState.REFUSED, now, code=answer.code, detail=answer.detail)
    elif now - letter.made_at > GIVEN_UP_AFTER:
        _end(letter, LetterState.GIVEN_UP, now, code=answer.code, detail=answer.detail)
    else:
        letter.code, letter.detail = answer.code, answer.detail[:500]
        letter.try_at = now + timedelta(seconds=wait_s(letter.tries, random.random()))  # noqa: S311 - jitter, no secret


def _end(letter: Letter, state: LetterState, now: datetime, *, code: str, detail: str) -> None:
    letter.state, letter.ended_at, letter.code, letter.detail = state, now, code, detail[:500]
    if state == LetterState.POSTED:
        letter.sealed = ""  # what it said may hold a link with a secret: nobody needs it any more


def try_again(letter_id: UUID, now: datetime) -> Letter | None:
    """Let a letter that waits, was refused or was given up be posted at once, and return it.

    None when it was posted, or when what it said is forgotten.
    """
    with transaction.atomic():
        letter = Letter.objects.select_for_update().filter(pk=letter_id).exclude(sealed="").first()
        if letter is None or letter.state == LetterState.POSTED:
            return None
        letter.state, letter.try_at, letter.ended_at = LetterState.WAITING, now, None
        letter.save(update_fields=["state", "try_at", "ended_at"])
    return letter


def forget_refused(now: datetime) -> int:
    """Forget what letters said that could not be posted and that nobody tried again for weeks; return how many."""
    ended = Letter.objects.filter(state__in=[LetterState.REFUSED, LetterState.GIVEN_UP]).exclude(sealed="")
    return ended.filter(ended_at__lt=now - FORGOTTEN_AFTER).update(sealed="")
