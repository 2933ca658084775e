"""`/designs`: made, tried, ordered, named by a customer's card, taken out of use and brought back by a program."""

from __future__ import annotations

import pytest

from depesch.hub.directory.models import Design
from depesch.hub.tenancy.models import Company, Role
from depesch.hub.tenancy.scope import acting_for
from tests.api.programs import Program, body, problem
from tests.api.test_runs import post, put
from tests.documents.test_design_trial import FULL

pytestmark = pytest.mark.django_db(transaction=True)
GREEN = {
    "name": "Grön", "countries": ["NO"], "choices": {"accent": "#146432", "texts": {"nb": {"intro": "Takk."}}},
}  # fmt: skip


@pytest.fixture
def erp(nordbygg: Company) -> Program:
    """A program of Nordbygg's that may administer."""
    return Program(nordbygg, Role.ADMINISTRATOR)


@pytest.mark.row("D-06")
def test_d_06_designs_are_made_changed_ordered_removed_and_restored(erp: Program, nordbygg: Company) -> None:
    green = body(post(erp, "designs", GREEN))
    assert (green["version"], green["choices"]["accent"], green["source"]) == (1, "#146432", None)
    usual = body(post(erp, "designs", {"name": "Vanlig", "is_default": True}))
    darker = {**GREEN, "choices": {"accent": "#0a3219"}}
    assert body(put(erp, f"designs/{green['id']}", darker))["version"] == 2
    ordered = body(put(erp, "designs/order", {"ids": [usual["id"]]}))
    assert [each["name"] for each in ordered["items"]] == ["Vanlig", "Grön"]
    card = body(post(erp, "customers", {"name": "Fjordtre", "design": green["id"]}))
    assert card["design"] == green["id"]
    assert erp.delete(f"/api/v1/designs/{green['id']}").status_code == 204
    assert problem(put(erp, f"designs/{green['id']}", GREEN), 404)
    back = body(post(erp, f"designs/{green['id']}/restore", {}))
    assert back["version"] == 2
    assert [each["name"] for each in body(erp.get("/api/v1/designs"))["items"]] == ["Vanlig", "Grön"]


def test_a_source_is_tried_before_it_is_kept(erp: Program, nordbygg: Company) -> None:
    kept = body(post(erp, "designs", {"name": "Eget", "source": FULL.decode()}))
    assert kept["source"] == FULL.decode()
    bad = {"name": "Fult", "source": '#set document(title: "x")\n#read("/etc/passwd")'}
    refused = problem(post(erp, "designs", bad), 422)
    assert "main.typ:2" in str(refused)
    assert "/tmp" not in str(refused)
    with acting_for(nordbygg.pk):
        assert [each.name for each in Design.objects.all()] == ["Eget"]


@pytest.mark.parametrize(
    "wanted",
    [
        {"name": "x", "choices": {"accent": "green"}}, {"name": "x", "choices": {"typeface": "comic"}},
        {"name": "x", "choices": {"texts": {"xx": {"intro": "a"}}}}, {"name": "x", "languages": ["xx"]},
        {"name": "x", "choices": {"texts": {"sv": {"footer": "a\nb\nc\nd"}}}}, {"name": "x", "documents": ["order"]},
        {"name": "a\nb"}, {"name": "x", "countries": ["Norge"]}, {"name": "x", "colour": "#000000"},
    ],
)  # fmt: skip
def test_what_cannot_be_chosen_is_refused(erp: Program, wanted: dict[str, object]) -> None:
    assert problem(post(erp, "designs", wanted), 422)


def test_a_program_that_may_not_administer_changes_none(nordbygg: Company) -> None:
    assert problem(post(Program(nordbygg, Role.READER), "designs", GREEN), 403)
