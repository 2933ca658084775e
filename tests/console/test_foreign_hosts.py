"""A request under a name that is not the hub's: a program gets a problem, a person a page, both with the way out."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse


@pytest.mark.parametrize("address", ["/api/v1/documents", "/drop/x"])
def test_a_program_is_told_under_which_address_the_hub_answers(address: str) -> None:
    answer = Client(headers={"host": "somewhere.example"}).get(address)
    told = answer.json()
    assert (answer.status_code, answer["Content-Type"], told["code"]) == (
        400, "application/problem+json", "host-unknown"
    )  # fmt: skip
    assert "somewhere.example" in told["title"]
    assert "http://127.0.0.1:" in told["next"]


def test_a_person_gets_a_page_that_leads_to_the_hub() -> None:
    answer = Client(headers={"host": "<b>.example", "accept-language": "sv"}).get("/")
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Navet har en annan adress" in page
    assert 'href="http://127.0.0.1:' in page
    assert "<b>" not in page


@pytest.mark.django_db
def test_a_form_with_too_many_fields_is_answered_with_a_page() -> None:
    answer = Client(headers={"accept-language": "nb"}).post(
        reverse("account_login"), {f"field{number}": "" for number in range(2000)}
    )
    assert answer.status_code == 400
    assert "Navet tok ikke imot" in answer.content.decode()
