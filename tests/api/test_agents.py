"""What agents say of themselves over the API: taken in one strict shape, seen by nobody but their company."""

from __future__ import annotations

import json
from typing import Any

import pytest

from depesch.hub.tenancy.models import Company, Role
from tests.api.programs import Program, body, problem

pytestmark = pytest.mark.django_db

REPORT = "/api/v1/agents/report"
AGENTS = "/api/v1/agents"


def said(**changed: Any) -> dict[str, Any]:
    return {
        "agent": "6f1d5b52-2b3c-4d0e-9f68-0d7a3b1c5e11",
        "machine": "kontor-1",
        "system": "Linux 6.1",
        "version": "0.1.0",
        "started_at": "2026-11-20T06:00:00Z",
        "account": {
            "name": "nordbygg",
            "send_mode": "production",
            "directions": [
                {"direction": "sending", "last_run_at": "2026-11-20T07:00:00Z", "waiting": 2, "failed": 1},
                {"direction": "collecting", "fault": "the folder /in is missing"},
            ],
        },
    } | changed


def send(program: Program, report: object) -> Any:
    return program.post(REPORT, json.dumps(report).encode(), media_type="application/json")


@pytest.mark.row("S-128")
def test_a_report_is_taken_and_shown(nordbygg: Company) -> None:
    erp = Program(nordbygg, Role.PROGRAM)
    assert body(send(erp, said()))["silent_after_s"] == 1800
    (agent,) = body(erp.get(AGENTS))["items"]
    assert (agent["agent"], agent["state"], agent["machine"]) == (said()["agent"], "fault", "kontor-1")
    sending, collecting = agent["accounts"][0]["directions"]
    assert (sending["waiting"], sending["failed"]) == (2, 1)
    assert collecting["fault"] == "the folder /in is missing"


@pytest.mark.row("S-128")
def test_mails_that_do_not_go_are_told_and_taken_back(nordbygg: Company) -> None:
    erp = Program(nordbygg, Role.PROGRAM)
    mails = {"count": 2, "since": "2026-11-20T06:30:00Z", "reason": "a mail waits", "next_step": "look at `mail`"}
    send(erp, said(account={"name": "nordbygg", "mails": mails}))
    (agent,) = body(erp.get(AGENTS))["items"]
    assert (agent["state"], agent["accounts"][0]["mails"]) == ("fault", mails)
    send(erp, said(account={"name": "nordbygg"}))
    (agent,) = body(erp.get(AGENTS))["items"]
    assert (agent["state"], agent["accounts"][0]["mails"]) == ("well", None)


@pytest.mark.parametrize("role", [Role.PROGRAM, Role.ISSUER, Role.ADMINISTRATOR, Role.RECEIVER])
def test_any_key_that_sends_or_collects_may_report(role: Role, nordbygg: Company) -> None:
    assert send(Program(nordbygg, role), said()).status_code == 200


def test_a_key_that_only_reads_may_not(bos_program: Program) -> None:
    assert problem(send(bos_program, said()), 403)["code"] == "forbidden"


def test_a_stranger_sees_nothing_and_the_same_id_is_another_agent_there(
    nordbygg: Company, carls_program: Program
) -> None:
    erp = Program(nordbygg, Role.PROGRAM)
    send(erp, said())
    assert body(carls_program.get(AGENTS))["items"] == []
    send(carls_program, said(machine="verkstad"))
    assert [each["machine"] for each in body(erp.get(AGENTS))["items"]] == ["kontor-1"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"agent": "not-an-id"}, {"machine": ""}, {"machine": "x" * 201}, {"machine": "a\nb"}, {"machine": "a\0b"},
        {"machine": "\ud800"}, {"version": "v" * 61}, {"started_at": "yesterday"},
        {"started_at": "2026-11-20T06:00:00"}, {"started_at": "0219-02-11T19:42:09-18:46"},
        {"started_at": "9999-12-31T23:59:59-10:00"},
        {"password": "secret"}, {"account": {"name": "Ö"}}, {"account": {"name": "a", "folder": "/x"}},
        {"account": {"name": "a", "directions": [{"direction": "sideways"}]}},
        {"account": {"name": "a", "directions": [{"direction": "sending", "waiting": -1}]}},
        {"account": {"name": "a", "directions": [{"direction": "sending", "fault": "x" * 501}]}},
        {"account": {"name": "a", "directions": [{"direction": "sending"}] * 4}},
        {"account": {"name": "a", "mails": {"count": 0, "since": "2026-11-20T06:30:00Z"}}},
        {"account": {"name": "a", "mails": {"count": 1}}},
        {"account": {"name": "a", "mails": {"count": 1, "since": "2026-11-20T06:30:00Z", "to": "anna@a.example"}}},
    ],
)  # fmt: skip
def test_what_has_another_shape_is_refused_and_changes_nothing(wrong: dict[str, Any], nordbygg: Company) -> None:
    erp = Program(nordbygg, Role.PROGRAM)
    assert problem(send(erp, said(**wrong)), 422)["code"] == "invalid-request"
    assert body(erp.get(AGENTS))["items"] == []
