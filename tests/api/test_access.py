"""Who may call: a token in force, a role that permits it, and only for the company's own documents."""

from __future__ import annotations

import msgspec
import pytest
from django.conf import settings
from django.test import Client

from depesch.api import callers
from depesch.hub.tenancy.models import ApiToken
from depesch.hub.tenancy.scope import acting_for
from depesch.hub.tenancy.tokens import revoke_token
from depesch.kit.rate import Rate
from tests.api.programs import DOCUMENTS, INVOICE, Program, body, problem

pytestmark = pytest.mark.django_db


def test_a_call_without_a_token_is_refused_and_told_how_to_bring_one() -> None:
    answer = Client().get("/api/v1/me")
    assert problem(answer, 401)["code"] == "unauthenticated"  # type: ignore[arg-type]
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_an_unknown_token_is_as_good_as_none() -> None:
    answer = Client(headers={"authorization": "Bearer dep_nobody"}).post(DOCUMENTS, INVOICE, content_type="text/xml")
    assert problem(answer, 401)["code"] == "unauthenticated"  # type: ignore[arg-type]


def test_a_revoked_token_opens_nothing(astrids_program: Program) -> None:
    company_id = astrids_program.company.id
    with acting_for(company_id):
        token_id = ApiToken.objects.get().id
    revoke_token(company_id, token_id)
    assert problem(astrids_program.get("/api/v1/me"), 401)["code"] == "unauthenticated"


def test_me_tells_company_role_and_permissions(bos_program: Program) -> None:
    told = body(bos_program.get("/api/v1/me"))
    assert told["company"]["name"] == bos_program.company.name
    assert (told["role"], told["permissions"]) == ("reader", ["read"])


def test_a_program_that_may_only_read_cannot_hand_over(bos_program: Program) -> None:
    refusal = problem(bos_program.post(DOCUMENTS, INVOICE), 403)
    assert refusal["code"] == "forbidden"
    assert "program" in refusal["next"]


def test_a_program_that_may_only_read_cannot_withdraw(astrids_program: Program, bos_program: Program) -> None:
    document = astrids_program.submitted()
    assert problem(bos_program.post(f"{DOCUMENTS}/{document}/cancel"), 403)["code"] == "forbidden"


@pytest.mark.parametrize("rest", ["", "/history", "/files", "/files/00000000-0000-0000-0000-000000000000"])
def test_a_stranger_cannot_tell_that_a_document_exists(
    astrids_program: Program, carls_program: Program, rest: str
) -> None:
    document = astrids_program.submitted()
    strange = problem(carls_program.get(f"{DOCUMENTS}/{document}{rest}"), 404)
    absent = problem(carls_program.get(f"{DOCUMENTS}/00000000-0000-0000-0000-000000000001{rest}"), 404)
    assert strange["code"] == absent["code"] == "not-found"


@pytest.mark.parametrize("action", ["cancel", "send-again", "mend"])
def test_a_stranger_cannot_act_on_a_document(astrids_program: Program, carls_program: Program, action: str) -> None:
    document = astrids_program.submitted()
    assert problem(carls_program.post(f"{DOCUMENTS}/{document}/{action}"), 404)["code"] == "not-found"
    assert body(astrids_program.get(f"{DOCUMENTS}/{document}"))["state"] == "received"


def test_an_address_that_is_none_is_a_problem_too(astrids_program: Program) -> None:
    assert problem(astrids_program.get("/api/v1/invoices"), 404)["code"] == "unknown-address"


@pytest.mark.parametrize(
    ("language", "words"),
    [("sv", "giltig nyckel"), ("nb-NO, en;q=0.5", "gyldig nøkkel"), ("de, sv;q=0.8", "giltig nyckel"), ("fr", "valid")],
)
def test_refusals_are_in_the_callers_language(language: str, words: str) -> None:
    answer = Client().get("/api/v1/me", headers={"accept-language": language})
    assert words in problem(answer, 401)["title"]  # type: ignore[arg-type]


def test_a_method_that_an_address_does_not_know_is_a_problem_that_names_those_it_does(astrids_program: Program) -> None:
    refusal = problem(astrids_program.post("/api/v1/me"), 405)
    assert refusal["code"] == "method-not-allowed"
    assert "GET" in refusal["next"]


def test_guesses_behind_a_proxy_are_counted_for_each_client(
    monkeypatch: pytest.MonkeyPatch, astrids_program: Program
) -> None:
    monkeypatch.setattr(settings, "CONFIG", msgspec.structs.replace(settings.CONFIG, proxies=1))
    monkeypatch.setattr(callers, "_GUESSES", Rate(2, 3600))

    def told(address: str) -> int:
        headers = {"authorization": "Bearer dep_nobody", "x-forwarded-for": address}
        return Client(headers=headers).get("/api/v1/me").status_code

    assert [told("203.0.113.7") for _ in range(3)] == [401, 401, 429]
    assert told("203.0.113.8") == 401
    assert told("198.51.100.1, 203.0.113.7") == 429  # what the client made up does not count
    assert astrids_program.get("/api/v1/me").status_code == 200
