"""The printers of a configuration: one for each watched folder that has a port, at this machine alone.

One that cannot have its port is told of once and tried again; it keeps no other from its work.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid5

import msgspec

from depesch.connect.printing.spool import Spool
from depesch.connect.printing.words import WORDS
from depesch.connect.runs import Direction, RunResult
from depesch.connect.settings import Account, AgentSettings, Sending
from depesch.connect.words import said
from depesch.exchange.ipp.describing import Described
from depesch.exchange.ipp.printer import Printer
from depesch.exchange.ipp.server import PATH, PrintServer
from depesch.kit.clock import Clock, now

log = logging.getLogger(__name__)

AGAIN_S = 30.0


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """A printer as the configuration wants it."""

    account: Account
    sending: Sending

    @property
    def folder(self) -> Path:
        """Return where printed documents are laid."""
        return self.sending.folder


def wanted_of(settings: AgentSettings) -> Iterator[Wanted]:
    """Give the printers of the accounts that are switched on."""
    for account in settings.accounts:
        if account.enabled:
            yield from (Wanted(account=account, sending=each) for each in account.sending if each.printer_port)


class Printers:
    """Runs the printers of a configuration until it is stopped."""

    def __init__(
        self,
        settings: AgentSettings,
        *,
        agent: UUID,
        tell: Callable[[RunResult], None],
        clock: Clock = now,
    ) -> None:
        """`tell` hears of a printer that cannot have its port, and of documents that broke off."""
        self._wanted = tuple(wanted_of(settings))
        self._language = settings.language
        self._agent = agent
        self._tell = tell
        self._clock = clock
        self._servers: list[PrintServer] = []
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._keep_trying, name="printers", daemon=True)

    def start(self) -> None:
        """Begin; a port that is taken is told of here."""
        missing = [each for each in self._wanted if not self._begun(each, is_first=True)]
        if missing:
            self._wanted = tuple(missing)
            self._thread.start()

    def stop(self) -> None:
        """Give the ports back."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join()
        for server in self._servers:
            server.stop()
        self._servers.clear()

    def _keep_trying(self) -> None:
        missing = list(self._wanted)
        while missing and not self._stop.wait(AGAIN_S):
            missing = [each for each in missing if not self._begun(each, is_first=False)]

    def _begun(self, wanted: Wanted, *, is_first: bool) -> bool:
        port = wanted.sending.printer_port
        spool = Spool(wanted.folder, agent=self._agent, language=self._language, clock=self._clock)
        try:
            server = PrintServer(Printer(self._described(wanted, port), spool.keep), port)
        except OSError as error:
            if is_first:
                self._tell(self._fault(wanted, error))
            return False
        try:
            for at in spool.sweep():
                self._tell(self._broken_off(wanted, at))
        except OSError as error:
            log.warning("%s: what is left of printed documents stays: %s", wanted.account.name, error)
        server.start()
        self._servers.append(server)
        log.info("%s: printer at http://localhost:%d%s", wanted.account.name, port, PATH)
        return True

    def _described(self, wanted: Wanted, port: int) -> Described:
        account = wanted.account
        info = said(WORDS["info"], self._language, company=account.company or account.name)
        return Described(
            name=account.name, uri=f"ipp://localhost:{port}{PATH}", id=uuid5(self._agent, f"{account.name}:{port}"),
            info=info, location="", more_info=f"http://localhost:{port}/",
        )  # fmt: skip

    def _fault(self, wanted: Wanted, error: OSError) -> RunResult:
        why = error.strerror or str(error)
        return self._said(wanted, "port-taken", port=str(wanted.sending.printer_port), why=why)

    def _broken_off(self, wanted: Wanted, at: datetime) -> RunResult:
        log.warning("%s: a document that was being printed did not come whole", wanted.account.name)
        return self._said(wanted, "broken-off", at=f"{at.astimezone():%Y-%m-%d %H:%M}")

    def _said(self, wanted: Wanted, code: str, **values: str) -> RunResult:
        account, at = wanted.account, self._clock()
        values["company"] = account.company or account.name
        return RunResult(
            account=account.name, direction=Direction.SENDING, started_at=at, ended_at=at,
            fault=said(WORDS[code], self._language, **values),
            fault_next=said(WORDS[f"{code}-next"], self._language), folder=str(wanted.folder),
        )  # fmt: skip
