"""The demo's agent: a process beside the hub that sends what is laid in a folder and collects what comes in.

It is the agent that customers run (`depesch connect run`), with a configuration of its own under the demo's home.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from depesch.connect.configuration.secrets import put_away
from depesch.console.demo.documents import MadeDocument, make_documents
from depesch.console.demo.hub_process import is_free
from depesch.console.demo.world import BUYERS, SELLER
from depesch.hub.server.death_signal import die_with_parent
from depesch.kit.clock import now

COLLECTS = ("alvsala", "fjordvik")  # whose inboxes the agent empties
_STATUS_PORT = 8790
_POLL_S = 0.1
_STOP_S = 20.0
_RECEIPT = ".receipt.json"


class DemoAgent:
    """Where the demo's agent has its folders. `out` is watched; `incoming` has a folder for each company."""

    def __init__(self, home: Path) -> None:
        self.home = (home / "agent").absolute()  # its configuration means relative paths from its own folder
        self.out = self.home / "out"
        self.sent = self.home / "sent"
        self.incoming = self.home / "in"
        self.configuration = self.home / "connect.toml"
        self.log = self.home / "run.log"
        self.status_port = _STATUS_PORT if is_free(_STATUS_PORT) else 0

    def set_up(self, hub_url: str, tokens: dict[str, str]) -> None:
        """Write the configuration and put the keys away, by company; done again, it changes nothing else."""
        for folder in (
            self.home,
            self.out,
            self.sent,
            self.home / "failed",
            *(self.incoming / key for key in COLLECTS),
        ):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for key, token in tokens.items():
            put_away(f"account/{key}", token, self.home, in_keyring=False)
        self.configuration.write_text(self._text(hub_url), encoding="utf-8")

    def _text(self, hub_url: str) -> str:
        """Return the configuration; a JSON string is a TOML string."""
        lines = [f"home = {json.dumps(str(self.home))}", "", "[status_page]", f"port = {self.status_port}"]
        for key in (SELLER.key, *COLLECTS):
            lines += ["", "[[accounts]]", f'name = "{key}"', f"hub = {json.dumps(hub_url)}"]
            if key == SELLER.key:
                lines += ["[[accounts.sending]]", f"folder = {json.dumps(str(self.out))}"]
            else:
                lines += [
                    "[accounts.collecting]", f"folder = {json.dumps(str(self.incoming / key))}",
                    'name = "{sender}_{number}"', "timetable = { every_s = 1.0 }",
                ]  # fmt: skip
        return "\n".join(lines) + "\n"

    @contextmanager
    def running(self) -> Iterator[None]:
        """Run the agent while inside; it gets SIGTERM at the end and is waited for."""
        with self.log.open("ab") as output:
            agent = subprocess.Popen(  # noqa: S603  our own program
                [sys.executable, "-m", "depesch.console", "connect", "run", "--config", str(self.configuration)],
                stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, start_new_session=True,
                preexec_fn=die_with_parent(signal.SIGTERM),  # noqa: PLW1509  calls prctl alone
            )  # fmt: skip
        try:
            yield
        finally:
            agent.terminate()
            try:
                agent.wait(_STOP_S)
            except subprocess.TimeoutExpired:
                agent.kill()
                agent.wait()

    def lay(self) -> tuple[MadeDocument, ...]:
        """Lay invoices to the companies that it collects for into the watched folder, and return them."""
        made = make_documents(self.home / "made", now())
        chosen = tuple(one for one in made if one.document.receiver in COLLECTS and not one.document.about)
        for one in chosen:
            one.path.rename(self.out / one.path.name)
        return chosen

    def wait_for(self, laid: tuple[MadeDocument, ...], *, timeout_s: float) -> Iterator[tuple[MadeDocument, Path]]:
        """Give each document with the file that it became at its receiver's, as they arrive; at the time's end none."""
        waiting, deadline = list(laid), time.monotonic() + timeout_s
        while waiting and time.monotonic() < deadline:
            for one in list(waiting):
                arrived = next(self.incoming.glob(f"{one.document.receiver}/*_{one.number}.*"), None)
                if arrived is not None and (self.sent / f"{one.path.name}{_RECEIPT}").exists():
                    waiting.remove(one)
                    yield one, arrived
            time.sleep(_POLL_S)


def buyer_name(key: str) -> str:
    """Return the name of one of the demo's receivers."""
    return next(each.name for each in BUYERS if each.key == key)
