"""Probes: the process answers, and the hub can take documents."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client


def test_healthz_asks_nothing_of_the_database() -> None:
    assert Client().get("/healthz").json() == {"status": "ok"}


@pytest.mark.django_db
def test_readyz_looks_at_database_queue_and_disk() -> None:
    assert Client().get("/readyz").json() == {"status": "ok", "database": "ok", "queue": "ok", "disk": "ok"}


@pytest.mark.django_db
def test_a_hub_with_too_little_room_is_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEPESCH_LEAST_FREE_MB", str(10**12))
    answer = Client().get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["disk"] == "down"


@pytest.mark.django_db
def test_a_hub_without_its_queue_is_not_ready() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL search_path TO pg_catalog")
    answer = Client().get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["queue"] == "down"
