"""CUPS as it runs on a desk: an own cupsd with its own spool, and the commands people set printers up and print with.

It runs as whoever runs the tests, or as `lp` when that is root, in a folder and at a port of its own.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.connect.running.conftest import until
from tests.ports import free_port

_CUPSD = "/usr/sbin/cupsd"
_NEEDED = (_CUPSD, "/usr/sbin/lpadmin", "/usr/lib/cups/filter/pdftopdf", "/usr/lib/cups/filter/texttopdf")
NO_CUPS = "CUPS is not installed: apt-get install cups-daemon cups-client cups-filters"
_CUPSD_CONF = """
LogLevel debug
Listen 127.0.0.1:{port}
Browsing Off
WebInterface No
PreserveJobFiles No
JobRetryInterval 1
ErrorPolicy {errors}
<Location />
  Order deny,allow
  Allow from 127.0.0.1
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
"""
_FILES_CONF = """
ServerRoot {place}
CacheDir {place}/cache
RequestRoot {place}/spool
StateDir {place}/state
TempDir {place}/temp
AccessLog {place}/access_log
ErrorLog {place}/error_log
PageLog {place}/page_log
"""


class Cups:
    """One running cupsd."""

    def __init__(self, place: Path, port: int) -> None:
        self.place = place
        self.port = port

    def run(self, *command: str) -> str:
        """Run one of CUPS's own commands against it and return what it says."""
        server = {"CUPS_SERVER": f"127.0.0.1:{self.port}", "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/usr/sbin"}
        done = subprocess.run(command, capture_output=True, text=True, env=server, timeout=60, check=False)
        assert done.returncode == 0, f"{command}: {done.stderr}\n{self.log()}"
        return done.stdout

    def add(self, queue: str, printer_port: int) -> None:
        """Set a queue up as docs/connect.md says."""
        uri = f"ipp://localhost:{printer_port}/ipp/print"
        self.run("lpadmin", "-p", queue, "-E", "-v", uri, "-m", "everywhere")
        until((self.place / "ppd" / f"{queue}.ppd").exists)  # cupsd asks the printer after lpadmin has ended

    def jobs(self, which: str) -> list[str]:
        """Return the jobs that are `completed` or `not-completed`; whatever ended counts as completed."""
        return sorted(line.split()[0] for line in self.run("lpstat", "-W", which, "-o").splitlines())

    def log(self) -> str:
        """Return the end of its log."""
        path = self.place / "error_log"
        return path.read_text(errors="replace")[-4000:] if path.exists() else ""


@contextmanager
def cupsd(*, errors: str = "retry-current-job") -> Iterator[Cups]:
    """Run a cupsd until the end of the block; skips where CUPS is not installed."""
    if missing := [path for path in _NEEDED if not Path(path).exists()]:
        pytest.skip(f"{NO_CUPS} ({missing[0]})")
    place, port = Path(tempfile.mkdtemp(prefix="cups-")), free_port()  # pytest's own folders are closed to lp
    try:
        _laid_out(place, port, errors)
        log = (place / "stdout").open("wb")
        process = subprocess.Popen(
            [_CUPSD, "-f", "-c", str(place / "cupsd.conf"), "-s", str(place / "cups-files.conf")],
            stdout=log, stderr=log,
        )  # fmt: skip
        try:
            until(lambda: process.poll() is not None or _answers(port))
            assert process.poll() is None, (place / "stdout").read_text()
            yield Cups(place, port)
        finally:
            process.terminate()
            process.wait(timeout=60)
            log.close()
    finally:
        shutil.rmtree(place)


def _laid_out(place: Path, port: int, errors: str) -> None:
    place.chmod(0o755)
    for name in ("cache", "spool", "state", "temp", "ppd"):
        (place / name).mkdir()
    (place / "cupsd.conf").write_text(_CUPSD_CONF.format(port=port, errors=errors))
    (place / "cups-files.conf").write_text(_FILES_CONF.format(place=place))
    if os.getuid() == 0:
        lp = pwd.getpwnam("lp")
        for name in ("cache", "spool", "temp"):
            os.chown(place / name, 0, lp.pw_gid)
            (place / name).chmod(0o770)


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True
