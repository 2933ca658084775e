"""Probes for whoever watches the hub: `/healthz` (the process answers) and `/readyz` (it can take documents)."""

from __future__ import annotations

import shutil
from pathlib import Path

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

from depesch.hub.server.config import load


def healthz(request: HttpRequest) -> JsonResponse:
    """Return 200 as long as the web process answers; asks nothing else."""
    return JsonResponse({"status": "ok"})


def readyz(request: HttpRequest) -> JsonResponse:
    """Return 200 when database and queue answer and the disk has room, else 503 with what is down."""
    database = _answers("SELECT 1")
    queue = database and _answers("SELECT 1 FROM pgqueuer LIMIT 1")  # a database that is away takes long to say so
    checks = {"database": database, "queue": queue, "disk": _has_room()}
    ready = all(checks.values())
    return JsonResponse(
        {
            "status": "ok" if ready else "unavailable",
            **{name: "ok" if fine else "down" for name, fine in checks.items()},
        },
        status=200 if ready else 503,
    )


def _has_room() -> bool:
    """Return whether the disk of the archive, where it lies or would lie, has the least room left."""
    config = load()
    place = config.archive_path.resolve()
    there = next(folder for folder in (place, *place.parents) if folder.exists())
    return _free_bytes(there) >= config.least_free_mb * 1024 * 1024


def _free_bytes(folder: Path) -> int:
    try:
        return shutil.disk_usage(folder).free
    except OSError:  # a disk that does not answer has no room
        return 0


def _answers(query: str) -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute(query)
    except DatabaseError:
        return False
    return True
