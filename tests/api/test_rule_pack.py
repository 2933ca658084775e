"""A company's own demands over the API: put in force, read, removed; every fault told; nobody else's."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from depesch.rules.packs import MAX_BYTES
from tests.api.programs import Program, body, problem

pytestmark = pytest.mark.django_db
PACK = "/api/v1/rule-pack"


def pack(*terms: str) -> bytes:
    demands: list[dict[str, Any]] = [
        {"kind": "mandatory", "key": term.lower(), "terms": [term], "words": {"sv": f"Ange {term}."}} for term in terms
    ]
    return msgspec.json.encode({"receiver": "Nordbygg", "demands": demands})


def test_a_company_puts_its_demands_in_force_and_reads_them(administrators_program: Program) -> None:
    put = body(administrators_program.put(PACK, pack("BT-13")))
    got = body(administrators_program.get(PACK))
    assert put == got
    assert (got["version"], got["pack"]["demands"][0]["terms"]) == (1, ["BT-13"])
    assert got["made_by"].startswith("token:")


def test_each_change_is_a_version_and_the_earlier_ones_stay(administrators_program: Program) -> None:
    for terms in (("BT-13",), ("BT-12",), ("BT-12",)):
        administrators_program.put(PACK, pack(*terms))
    assert body(administrators_program.get(PACK))["version"] == 2
    assert body(administrators_program.get(f"{PACK}?version=1"))["pack"]["demands"][0]["terms"] == ["BT-13"]


def test_removed_demands_are_gone_and_cannot_be_removed_twice(administrators_program: Program) -> None:
    administrators_program.put(PACK, pack("BT-13"))
    assert administrators_program.delete(PACK).status_code == 204
    assert problem(administrators_program.get(PACK), 404)["code"] == "no-rule-pack"
    assert problem(administrators_program.delete(PACK), 404)["code"] == "no-rule-pack"


def test_every_fault_is_told_with_its_place_and_nothing_is_changed(administrators_program: Program) -> None:
    administrators_program.put(PACK, pack("BT-13"))
    refusal = problem(administrators_program.put(PACK, pack("BT-999", "BT-888")), 422)
    assert refusal["code"] == "bad-rule-pack"
    assert [fault["place"] for fault in refusal["faults"]] == ["demands[0].terms[0]", "demands[1].terms[0]"]
    assert body(administrators_program.get(PACK))["version"] == 1


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff", b"{" * 5000, b'{"receiver":"A","demands":[]}'])
def test_what_is_no_pack_is_refused(administrators_program: Program, content: bytes) -> None:
    assert problem(administrators_program.put(PACK, content), 422)["code"] == "bad-rule-pack"


def test_a_pack_that_is_too_large_is_refused(administrators_program: Program) -> None:
    refusal = problem(administrators_program.put(PACK, b" " * (MAX_BYTES + 1)), 413)
    assert refusal["code"] == "rule-pack-too-large"


def test_who_may_only_send_reads_the_demands_but_does_not_change_them(
    administrators_program: Program, astrids_program: Program
) -> None:
    administrators_program.put(PACK, pack("BT-13"))
    assert body(astrids_program.get(PACK))["version"] == 1
    assert problem(astrids_program.put(PACK, pack("BT-12")), 403)["code"] == "forbidden"
    assert problem(astrids_program.delete(PACK), 403)["code"] == "forbidden"


def test_a_stranger_sees_nothing_of_it(administrators_program: Program, carls_program: Program) -> None:
    administrators_program.put(PACK, pack("BT-13"))
    assert problem(carls_program.get(PACK), 404)["code"] == "no-rule-pack"
