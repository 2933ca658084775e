"""A full disk, the hub's own or the database's, is a refusal to try again later, never a server error."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from ninja import NinjaAPI, Router

from depesch.api.problems import answer_in_problems


def write_to_full_disk() -> None:
    with Path("/dev/full").open("wb", buffering=0) as disk:
        disk.write(b"invoice")


def write_to_full_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DO $$ BEGIN RAISE EXCEPTION 'no space left' USING ERRCODE = 'disk_full'; END $$")


def write_to_no_folder() -> None:
    Path("/proc/there-is-no-such-folder/file").write_bytes(b"")


WRITES = {"disk": write_to_full_disk, "database": write_to_full_database, "folder": write_to_no_folder}


def answer(where: str) -> HttpResponse:
    """Return what an API answers whose one address writes to the place named."""
    api = NinjaAPI(urls_namespace=f"full-{where}")
    answer_in_problems(api)
    router = Router()

    @router.post("/write")
    def write(request: HttpRequest) -> None:
        WRITES[where]()

    api.add_router("", router)
    patterns = api.urls[0]
    view = next(pattern.callback for pattern in patterns if pattern.callback and "write" in str(pattern.pattern))
    response: HttpResponse = view(RequestFactory().post("/write"))
    return response


@pytest.mark.django_db
@pytest.mark.parametrize("where", ["disk", "database"])
def test_a_full_disk_asks_to_try_again_later(where: str) -> None:
    response = answer(where)
    assert response.status_code == 503
    assert json.loads(response.content)["code"] == "no-room"


def test_another_error_of_the_file_system_is_ours() -> None:
    with pytest.raises(FileNotFoundError):
        answer("folder")
