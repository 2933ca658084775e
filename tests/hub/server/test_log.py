"""The operator's log: one JSON object a line, from structlog and the standard library alike."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from depesch.hub.server.log import LONGEST_LOG_BYTES, log_file

PROGRAM = """
import logging, structlog
from depesch.hub.server.log import LogEvent, configure_log
configure_log()
structlog.get_logger().info(LogEvent.CHILD_STARTED, child="web", pid=1)
logging.getLogger("granian").warning("from elsewhere")
"""


def test_every_line_is_an_object_with_event_level_and_time() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert [(line["event"], line["level"]) for line in lines] == [
        ("child.started", "info"),
        ("from elsewhere", "warning"),
    ]
    assert all(line["timestamp"].endswith("Z") for line in lines)


def test_a_log_that_has_grown_long_is_put_aside(tmp_path: Path) -> None:
    with (tmp_path / "web.log").open("wb") as file:
        file.truncate(LONGEST_LOG_BYTES + 1)
    assert not log_file(tmp_path, "web").exists()
    assert (tmp_path / "web.log.1").exists()


FAULTY = """
import logging, structlog
from depesch.hub.server.log import configure_log
configure_log()
def connect(password):
    raise ConnectionError("refused")
try:
    connect("".join(("tr4der", "-Hemlig")))
except ConnectionError:
    structlog.get_logger().exception("job.failed")
    logging.getLogger("asyncpg.pool").exception("no connection")
"""


def test_an_exception_is_logged_without_the_values_that_it_met() -> None:
    done = subprocess.run([sys.executable, "-c", FAULTY], capture_output=True, text=True, check=True)
    first, second = (json.loads(line) for line in done.stderr.splitlines())
    assert first["exception"][0]["exc_type"] == second["exception"][0]["exc_type"] == "ConnectionError"
    assert "tr4der-Hemlig" not in done.stderr
