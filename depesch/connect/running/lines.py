"""The line of each account to its hub: a client that speaks with the key that is put away now."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from depesch.connect.configuration.faults import Fault
from depesch.connect.configuration.secrets import (
    SecretExposed,
    SecretMissing,
    SecretUnreadable,
    secret,
    secret_file,
)
from depesch.connect.hub_client import HubClient, Wire
from depesch.connect.running.schedule import Work
from depesch.connect.runs import Direction, RunResult
from depesch.connect.settings import Account
from depesch.kit.clock import Clock


class Line:
    """One account's. The key is read when it is first needed, and anew after a run that came to nothing."""

    def __init__(self, account: Account, *, wire: Wire, home: Path, language: str) -> None:
        self.account = account
        self.client = HubClient(account.hub, "", language=language, wire=wire)
        self._home = home
        self._has_key = False
        self._lock = threading.Lock()

    def fault(self) -> Fault | None:
        """Return why there is no key to speak with, None when there is one."""
        name, key = self.account.key or f"account/{self.account.name}", f"accounts.{self.account.name}.key"
        with self._lock:
            if self._has_key:
                return None
            try:
                self.client.use(secret(name, self._home).reveal())
            except SecretMissing:
                return Fault(code="no-secret", key=key, value=name)
            except SecretExposed:
                details = {"file": str(secret_file(name, self._home))}
                return Fault(code="exposed-secret", key=key, value=name, details=details)
            except SecretUnreadable as error:
                return Fault(code="unreadable-secret", key=key, value=name, details={"reason": str(error)})
            self._has_key = True
            return None

    def forget_key(self) -> None:
        """Read the key again before the next run."""
        with self._lock:
            self._has_key = False


class OverLine:
    """Work that needs the line: without a key it is not begun, and says so."""

    def __init__(self, line: Line, direction: Direction, work: Work, *, clock: Clock, language: str) -> None:
        self._line = line
        self._direction = direction
        self._work = work
        self._clock = clock
        self._language = language

    @property
    def again_s(self) -> float | None:
        """Return what the work itself wants."""
        return self._work.again_s

    def run(self) -> RunResult:
        """Do the work when there is a key."""
        fault = self._line.fault()
        if fault is not None:
            at = self._clock()
            return RunResult(
                account=self._line.account.name, direction=self._direction, started_at=at, ended_at=at,
                fault=fault.what(self._language), fault_next=fault.next_step(self._language),
            )  # fmt: skip
        result = self._work.run()
        if result.fault:
            self._line.forget_key()
        return result


class Plain:
    """Work that never asks to go on before its next time."""

    again_s: float | None = None

    def __init__(self, run: Callable[[], RunResult]) -> None:
        self._run = run

    def run(self) -> RunResult:
        """Do it."""
        return self._run()
