"""Probes for whoever watches the hub: `/healthz` (the process answers) and `/readyz` (it can take documents)."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse


def healthz(request: HttpRequest) -> JsonResponse:
    """Return 200 as long as the web process answers; asks nothing else."""
    return JsonResponse({"status": "ok"})


def readyz(request: HttpRequest) -> JsonResponse:
    """Return 200 when database and queue answer, else 503 with what does not."""
    database = _answers("SELECT 1")
    queue = database and _answers("SELECT 1 FROM pgqueuer LIMIT 1")  # a database that is away takes long to say so
    checks = {"database": database, "queue": queue}
    ready = all(checks.values())
    return JsonResponse(
        {
            "status": "ok" if ready else "unavailable",
            **{name: "ok" if fine else "down" for name, fine in checks.items()},
        },
        status=200 if ready else 503,
    )


def _answers(query: str) -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute(query)
    except DatabaseError:
        return False
    return True
