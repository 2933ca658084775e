"""The published description of the API: compared with the code, so that no change of it goes unseen."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from depesch.api.application import api
from tests.golden_files import same_as_golden

SNAPSHOT = Path(__file__).resolve().parents[2] / "docs" / "openapi.json"
METHODS = ("get", "post", "put", "patch", "delete")


@cache  # it takes half a second to make, and a hundred tests read it
def schema() -> dict[str, Any]:
    described: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema()))
    return described


def operations() -> list[tuple[str, str]]:
    return [(path, method) for path, item in schema()["paths"].items() for method in METHODS if method in item]


def test_the_published_description_is_that_of_the_code() -> None:
    same_as_golden(SNAPSHOT, json.dumps(schema(), indent=2, ensure_ascii=False) + "\n")


def test_it_is_openapi_3_1() -> None:
    assert schema()["openapi"].startswith("3.1.")


def test_a_running_hub_gives_the_same_description_without_a_token() -> None:
    answer = Client().get("/api/v1/openapi.json")
    assert json.loads(answer.content) == schema()


@pytest.mark.parametrize(("path", "method"), operations())
def test_every_operation_has_words_a_name_and_says_how_it_refuses(path: str, method: str) -> None:
    operation = schema()["paths"][path][method]
    assert operation["summary"]
    assert operation["description"]
    assert operation["operationId"]
    assert "401" in operation["responses"]


def test_refusals_are_described_as_problems() -> None:
    refusal = schema()["paths"]["/api/v1/documents"]["post"]["responses"]["409"]
    assert list(refusal["content"]) == ["application/problem+json"]
