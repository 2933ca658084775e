"""The operator's log: one JSON object a line on stderr, event names as constants, values as keys.

No document contents, personal numbers or secrets. What happened to a customer's document stands in the history.
"""

from __future__ import annotations

import logging
import sys
from enum import StrEnum
from pathlib import Path

import structlog

LONGEST_LOG_BYTES = 20 * 1024 * 1024


class LogEvent(StrEnum):
    """What the server package logs. Names are never renamed: alarms hang on them."""

    DATABASE_STARTED = "database.started"  # pid, duration_ms
    DATABASE_DIED = "database.died"  # restarts, reason; it is started again
    DATABASE_STOPPED = "database.stopped"
    SCHEMA_READY = "schema.ready"  # duration_ms
    CHILD_STARTED = "child.started"  # child, pid, restarts
    CHILD_DIED = "child.died"  # child, restart_in_s; pid, exit_status, or the reason why it could not start
    CHILD_KILLED = "child.killed"  # child, pid; it did not end when asked
    STATUS_NOT_WRITTEN = "status.not_written"  # reason
    HUB_STARTED = "hub.started"  # url, duration_ms
    HUB_STOPPING = "hub.stopping"  # signal
    HUB_STOPPED = "hub.stopped"


def configure_log(level: int = logging.INFO) -> None:
    """Make structlog and the standard library's log write JSON lines to stderr."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    rendering: list[structlog.typing.Processor] = [
        # Without the local variables, among which are passwords and documents.
        structlog.processors.ExceptionRenderer(structlog.tracebacks.ExceptionDictTransformer(show_locals=False)),
        structlog.processors.JSONRenderer(ensure_ascii=False),
    ]
    structlog.configure(
        processors=[*shared, *rendering],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, structlog.stdlib.add_logger_name],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *rendering],
        )
    )
    logging.root.handlers = [handler]
    logging.root.setLevel(level)
    logging.getLogger("granian.access").setLevel(logging.WARNING)


def log_file(folder: Path, name: str) -> Path:
    """Return the path of a process's log; one that has grown long is put aside as `<name>.log.1` first."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{name}.log"
    if path.exists() and path.stat().st_size > LONGEST_LOG_BYTES:
        path.replace(path.with_suffix(".log.1"))
    return path
