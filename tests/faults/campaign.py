"""The fault campaign: clients submit while workers, web, database and supervisor are killed with -9 at random.

At the end every acknowledged document must have been delivered exactly once (the inbox by content, mail by Message-ID
at a real SMTP server, the folder by content), every other one must be absent or whole, and archive and history must
verify.
A mail repeated under its own Message-ID after a crash in mid hand-over is counted apart: SMTP cannot be asked.

    python -m tests.faults.campaign --documents 2000 --seed 7
"""

from __future__ import annotations

import argparse
import itertools
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import msgspec

from depesch.exchange.mail.catcher import caught
from depesch.kit.hashing import sha256_hex
from tests.faults.documents import CHANNELS, invoice
from tests.faults.processes import Hub, Killer
from tests.faults.scene import Report
from tests.faults.verdict import Submitted, Verdict, judge
from tests.ports import free_port

CLIENTS = 4
PACE_S = 0.5  # a client pauses up to so long between documents, so that kills fall among hand-overs
GIVES_UP = 0.1  # share of submissions whose client does not try again after a broken connection
FINAL = {"delivered", "undeliverable", "refused", "cancelled", "certified", "arrived"}


class Campaign:
    """One run in a folder of its own."""

    def __init__(
        self, folder: Path, *, documents: int, seed: int, pause_s: tuple[float, float], least_kills: int
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.documents = documents
        self.seed = seed
        self.least_kills = least_kills
        self.mails = folder / "mails"
        self.exchange = folder / "home" / "exchange"
        self.hub = Hub(folder / "home", free_port())
        self.killer = Killer(self.hub, seed, pause_s=pause_s)
        self.token = ""
        self.submitted: list[Submitted] = []
        self._lock = threading.Lock()

    def run(self) -> Verdict:
        """Carry the whole campaign out and return the verdict."""
        self.mails.mkdir()
        smtp_port = free_port()
        catcher = subprocess.Popen(
            [sys.executable, "-m", "depesch.exchange.mail.catcher", "--port", str(smtp_port), "--dir", str(self.mails)],
            stdout=subprocess.DEVNULL,
        )
        try:
            self.hub.wait_until_ready()
            self.token = self._scene("create", str(smtp_port))
            began = time.monotonic()
            self.killer.start()
            with ThreadPoolExecutor(CLIENTS) as clients:
                list(clients.map(self._submit, range(self.documents)))
            self.killer.stop_after(self.least_kills)
            self.hub.wait_until_ready()
            self._wait_until_quiet()
            elapsed_s = time.monotonic() - began
            report = self._report()
        finally:
            self.hub.stop()
            catcher.terminate()
            catcher.wait()
        return judge(
            self.submitted,
            report,
            mails=self._mails(),
            files=self._files(),
            kills=dict(self.killer.kills),
            elapsed_s=elapsed_s,
        )

    def _submit(self, index: int) -> None:
        """Hand one invoice over as a client does: again under the same key until answered, or giving up."""
        channel = CHANNELS[index % len(CHANNELS)]
        number = f"K{self.seed}-{index:05d}"
        content = invoice(number, channel)
        headers = {
            "Authorization": f"Bearer {self.token}",
            "Idempotency-Key": number,
            "Content-Type": "application/xml",
        }
        gives_up = random.Random(f"{self.seed}/{index}").random() < GIVES_UP
        document_id = None
        time.sleep(random.Random(f"{number}/pause").uniform(0, PACE_S))
        for wait_s in _waits():
            try:
                answer = httpx.post(f"{self.hub.url}/api/v1/documents", content=content, headers=headers, timeout=20)
            except httpx.HTTPError:
                if gives_up:
                    break
            else:
                if answer.status_code == httpx.codes.ACCEPTED:
                    document_id = str(answer.json()["id"])
                    break
                if answer.status_code < httpx.codes.INTERNAL_SERVER_ERROR:
                    raise AssertionError(f"{number}: {answer.status_code} {answer.text}")
            time.sleep(wait_s)
        one = Submitted(number=number, channel=channel, sha256=sha256_hex(content), document_id=document_id)
        with self._lock:
            self.submitted.append(one)

    def _wait_until_quiet(self, timeout_s: float = 600) -> None:
        """Return when every document is in a final state; says which are not when that takes too long."""
        until = time.monotonic() + timeout_s
        while True:
            open_ones = [d for d in self._report().documents if d.state not in FINAL]
            if not open_ones:
                return
            if time.monotonic() > until:
                raise TimeoutError(f"not final after {timeout_s} s: {open_ones[:5]}")
            time.sleep(1)

    def _report(self) -> Report:
        target = self.folder / "report.json"
        self._scene("report", str(target))
        return msgspec.json.decode(target.read_bytes(), type=Report)

    def _scene(self, *arguments: str) -> str:
        command = [sys.executable, "-m", "tests.faults.scene", *arguments]
        done = subprocess.run(command, env=self.hub.environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{arguments[0]}: {done.stderr[-3000:]}")
        return done.stdout.strip()

    def _mails(self) -> list[tuple[str, str]]:
        """Return (Message-ID, hash of the invoice carried) of each copy of each mail."""
        found = []
        for _, mail in caught(self.mails):
            carried = [
                p.get_payload(decode=True) for p in mail.iter_attachments() if p.get_content_type().endswith("xml")
            ]
            content = carried[0] if carried and isinstance(carried[0], bytes) else b""
            found.append((str(mail["Message-ID"]), sha256_hex(content)))
        return found

    def _files(self) -> Counter[str]:
        """Return how often each content lies in the agreed folder."""
        return Counter(sha256_hex(path.read_bytes()) for path in self.exchange.glob("*/havneby/*.xml"))


def _waits() -> Iterator[float]:
    return itertools.chain((0.2, 0.5), itertools.repeat(1.0))


def main() -> int:
    """Run a campaign from the command line; exit status 0 when nothing was lost, doubled or altered."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="folder to work in and to keep")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="depesch-faults-") as temporary:
        folder = Path(temporary)
        folder.chmod(0o755)
        verdict = Campaign(
            options.keep or folder, documents=options.documents, seed=options.seed, pause_s=(0.5, 3.0), least_kills=20
        ).run()
    sys.stdout.write(verdict.text())
    return 0 if verdict.is_clean else 1


if __name__ == "__main__":
    sys.exit(main())
