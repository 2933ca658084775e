"""Who is mailed after a run: noted in the journal first, posted by a thread of its own, tried again while mail is down.

Each run is a mail of its own while mail goes. While one waits, the runs after it are gathered and come in the next:
a night without a mail server ends in two mails, not in hundreds. A fault that lasts is told when it begins, once a day
while it lasts, and when it is gone.
"""

from __future__ import annotations

import contextlib
import logging
import random
import socket
import sqlite3
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import msgspec

from depesch.connect.journal import JournalBroken, open_journal, transaction
from depesch.connect.reporting import records
from depesch.connect.reporting.composing import Told, composed, only
from depesch.connect.reporting.records import SCHEMA, MailRow
from depesch.connect.runs import RunResult
from depesch.connect.settings import AgentSettings, EventClass, Mail, Recipients
from depesch.exchange.mail.message import BadAddress, mail_bytes, message_id_header, parse_address
from depesch.exchange.mail.message import Mail as Message
from depesch.exchange.mail.smtp import Accepted, Handover, Rejected, Relay, hand_over
from depesch.kit.clock import Clock, now
from depesch.kit.retry import wait_s
from depesch.kit.secret import Secret

log = logging.getLogger(__name__)

SECRET = "mail"  # noqa: S105  a name, not a secret
TOLD_AGAIN = timedelta(days=1)  # a fault that lasts
OTHER_WORDS = timedelta(hours=1)  # the same fault in other words, such as another reason why the hub is away
GIVEN_UP_AFTER = timedelta(days=7)
SMTP_S = 30.0
JOURNAL_AGAIN_S = 60.0
LOOKS_EVERY_S = 1.0  # whether the process wants to end


class MailReporter:
    """Tells people by mail. Threads may share it; several on one journal do not send a mail twice.

    `secret` gives the password of a name; LookupError when there is none that may be used: then mails wait.
    """

    def __init__(
        self, settings: AgentSettings, *, home: Path, secret: Callable[[str], Secret], clock: Clock = now,
        machine: str = "",
    ) -> None:  # fmt: skip
        self._settings = settings
        self._home = home
        self._secret = secret
        self._clock = clock
        self._machine = machine or socket.gethostname()
        self._accounts = {account.name: account for account in settings.accounts}
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._news = threading.Event()
        self._closing = threading.Event()

    def told(self, run: RunResult) -> None:
        """Note who is to be mailed of the run; on the disk when this returns. Raises JournalBroken, sqlite3.Error."""
        mail = self._settings.mail
        if mail is None:
            return
        with contextlib.closing(open_journal(self._home, SCHEMA)) as connection, transaction(connection):
            news = self._with_fault(connection, run)
            account = self._accounts.get(run.account)
            groups = (account.mail if account else ()) or mail.recipients
            due = {
                address: only(news.run, _events(groups, address)) for group in groups for address in group.to
            }  # one mail for each address, however often it is named
            is_any = False
            for address, seen in due.items():
                gone = news.fault_gone if EventClass.AGENT in _events(groups, address) else ""
                if seen.files or seen.fault or gone or (mail.when_nothing_happened and not run.files and not run.fault):
                    records.add_due(connection, address, Told(run=seen, fault_gone=gone))
                    is_any = True
        if is_any:
            self._begin()

    def post_due(self) -> int:
        """Compose and try what is due, and return how many mails were tried."""
        mail = self._settings.mail
        if mail is None:
            return 0
        tried = 0
        with contextlib.closing(open_journal(self._home, SCHEMA)) as connection:
            while True:
                while (due := records.next_due(connection)) is not None:
                    self._compose(connection, mail, due)
                claimed = records.claim_mail(connection, self._clock())
                if claimed is None:
                    return tried
                self._note(connection, claimed[0], self._handed_over(mail, *claimed))
                tried += 1

    def troubled(self) -> list[MailRow]:
        """Return the mails that did not go so far, with the reason; raises JournalBroken."""
        with contextlib.closing(open_journal(self._home, SCHEMA)) as connection:
            return list(records.troubled(connection))

    def start(self) -> None:
        """Begin with what an earlier process left waiting."""
        self._begin()

    def close(self, patience_s: float = SMTP_S) -> None:
        """Try what is due once more, and end; what does not go stays in the journal."""
        self._closing.set()
        thread = self._thread
        if thread is not None:
            thread.join(patience_s)

    def _with_fault(self, connection: sqlite3.Connection, run: RunResult) -> Told:
        """Return the run with its fault only when people do not know of it, and with the fault that it ended."""
        work = f"{run.direction} {run.folder}".strip()
        known = records.told_fault(connection, run.account, work)
        at = run.ended_at
        if not run.fault:
            if known is not None:
                records.note_fault(connection, run.account, work, "", at)
            return Told(run=run, fault_gone=known[0] if known else "")
        if known is not None:
            patience = TOLD_AGAIN if known[0] == run.fault else OTHER_WORDS
            if 0 <= at.timestamp() - known[1] < patience.total_seconds():
                return Told(run=msgspec.structs.replace(run, fault="", fault_next=""))
        records.note_fault(connection, run.account, work, run.fault, at)
        return Told(run=run)

    def _compose(self, connection: sqlite3.Connection, mail: Mail, due: records.DueRuns) -> None:
        mail_id, at = records.new_id(), self._clock()
        language = self._settings.language
        text = composed(due.runs, account=due.account, machine=self._machine, language=language)
        content, fault = b"", ""
        try:
            content = mail_bytes(
                Message(
                    message_id=message_id_header(f"{mail_id}@{mail.sender.rpartition('@')[2]}"), date=at,
                    sender_name="Depesch", sender=parse_address(mail.sender), recipient_name="",
                    recipient=parse_address(due.address), subject=text.subject, language=language, text=text.text,
                    html=text.html,
                )
            )  # fmt: skip
        except BadAddress as error:
            fault = str(error)
        try:
            records.add_mail(connection, due, mail_id=mail_id, subject=text.subject, content=content, at=at)
        except records.AlreadyComposed:
            return
        if fault:
            records.end_mail(connection, mail_id, "refused", at, code="bad-address", detail=fault)
            log.error("mail.refused to=%s code=bad-address detail=%s", due.address, fault)

    def _handed_over(self, mail: Mail, row: MailRow, content: bytes) -> Handover | str:
        """Return what became of the mail, or why it could not even be tried."""
        try:
            password = self._secret(mail.password or SECRET) if mail.user else Secret("")
            sender, recipient = parse_address(mail.sender), parse_address(row.address)
        except (LookupError, BadAddress) as error:
            return f"{type(error).__name__}: {error}"
        relay = Relay(
            host=mail.host, port=mail.port, tls=mail.tls, user=mail.user, password=password,
            hello_name=mail.sender.rpartition("@")[2], timeout_s=SMTP_S, ca_file=str(mail.ca_file or ""),
        )  # fmt: skip
        return hand_over(relay, sender=sender, recipient=recipient, mail=content)

    def _note(self, connection: sqlite3.Connection, row: MailRow, answer: Handover | str) -> None:
        """Note the outcome. An unknown one is tried again under the same Message-ID, by which it is known again."""
        at = self._clock()
        code = "not-tried" if isinstance(answer, str) else "" if isinstance(answer, Accepted) else answer.code
        detail = (answer if isinstance(answer, str) else getattr(answer, "detail", ""))[:500]
        if isinstance(answer, Accepted):
            records.end_mail(connection, row.id, "sent", at, code="", detail=answer.reply[:500])
            log.info("mail.sent to=%s runs=%d", row.address, row.runs)
        elif isinstance(answer, Rejected) or at.timestamp() - row.made_at > GIVEN_UP_AFTER.total_seconds():
            state = "refused" if isinstance(answer, Rejected) else "given-up"
            records.end_mail(connection, row.id, state, at, code=code, detail=detail)
            log.error("mail.%s to=%s code=%s detail=%s", state, row.address, code, detail)
        else:
            try_at = at.timestamp() + wait_s(row.tries, random.random())  # noqa: S311  jitter, no secret
            records.try_later(connection, row.id, try_at=try_at, code=code, detail=detail)
            log.warning("mail.waits to=%s code=%s detail=%s", row.address, code, detail)

    def _begin(self) -> None:
        self._news.set()
        with self._lock:
            if self._settings.mail is not None and (self._thread is None or not self._thread.is_alive()):
                self._thread = threading.Thread(target=self._post_on, name="mail")
                self._thread.start()

    def _post_on(self) -> None:
        """Post until nothing waits. A process that wants to end is kept until each mail was tried once more."""
        while True:
            self._news.clear()
            try:
                self.post_due()
                with contextlib.closing(open_journal(self._home, SCHEMA)) as connection:
                    due, at = records.next_due(connection) is not None, records.next_try(connection)
            except (JournalBroken, sqlite3.Error) as error:
                log.error("mail.journal detail=%s", error)
                due, at = False, self._clock().timestamp() + JOURNAL_AGAIN_S
            with self._lock:
                if not due and not self._news.is_set() and (at is None or self._is_ending()):
                    self._thread = None
                    return
            if not due and at is not None:
                self._sleep(at)

    def _sleep(self, until: float) -> None:
        while (left := until - self._clock().timestamp()) > 0 and not self._is_ending():
            if self._news.wait(min(left, LOOKS_EVERY_S)):
                return

    def _is_ending(self) -> bool:
        return self._closing.is_set() or not threading.main_thread().is_alive()


def _events(groups: tuple[Recipients, ...], address: str) -> frozenset[EventClass]:
    """Return what an address wants to hear of, in all groups that name it."""
    return frozenset(event for group in groups if address in group.to for event in group.events)
