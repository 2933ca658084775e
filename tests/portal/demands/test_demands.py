"""Demands edited row by row, tried, put in force, in versions; and met by files and programs alike."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from depesch.hub.directory.participants import register_company
from depesch.hub.directory.rule_packs import demands_of, own_pack, versions
from depesch.hub.flows.models import Document, DocumentState
from depesch.hub.flows.processing import process
from depesch.hub.flows.submission import submit
from depesch.hub.history.models import EventRow
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.rules.packs import Allowed, Amount, Attachments, Day, Form, Mandatory
from tests.hub.flows.papers import ubl_invoice

pytestmark = pytest.mark.django_db

ALL = {"documents": "all", "severity": "fatal"}
ROWS: dict[str, dict[str, Any]] = {
    "mandatory": {"first": "BT-13", "second": "BT-12"},
    "pattern": {"term": "BT-10", "pattern": "RV[0-9]{6}", "example": "RV123456"},
    "allowed": {"term": "BT-19", "values": "4711\n4712\n4711\n"},
    "amount": {"term": "BT-115", "at_most": "1 250,50", "currency": "SEK"},
    "date": {"term": "BT-9", "counted_from": "BT-2", "at_least_days": "30"},
    "attachment": {"at_least": "1", "media_types": ["application/pdf"]},
}


def add(browser: Client, kind: str, **changes: object) -> object:
    return browser.post(reverse("new_demand", args=[kind]), {**ALL, **ROWS[kind], **changes})


def in_force(browser: Client) -> None:
    browser.post(reverse("demands"), {"action": "in-force"})


@pytest.mark.row("S-189")
def test_every_kind_of_row_is_added_and_put_in_force(doris_browser: Client, nordbygg: Company) -> None:
    for kind in ROWS:
        assert getattr(add(doris_browser, kind), "status_code", 0) == 302
    with acting_for(nordbygg.pk):
        assert own_pack() is None  # nobody is held to a draft
    in_force(doris_browser)
    with acting_for(nordbygg.pk):
        kept = own_pack()
        assert kept is not None
        assert [type(each) for each in kept.pack.demands] == [Mandatory, Form, Allowed, Amount, Day, Attachments]
        assert kept.pack.receiver == "Nordbygg Fasad AB"
        assert EventRow.objects.filter(kind="demands.changed").count() == 1
    page = doris_browser.get(reverse("demands")).content.decode()
    assert "RV123456" in page
    assert "Doris Alm" in page


@pytest.mark.parametrize(
    ("kind", "changes", "field"),
    [
        ("pattern", {"pattern": "PO("}, "pattern"),
        ("pattern", {"example": "XX"}, "example"),
        ("pattern", {"term": "BT-999"}, "term"),
        ("mandatory", {"second": "BT-129"}, "second"),
        ("allowed", {"values": " \n "}, "values"),
        ("amount", {"at_most": "mycket"}, "at_most"),
        ("amount", {"at_most": ""}, "at_least"),
        ("amount", {"at_least": "2000"}, "at_most"),
        ("amount", {"currency": "kr"}, "currency"),
        ("date", {"counted_from": ""}, "counted_from"),
        ("date", {"at_most_days": "3"}, "at_most_days"),
        ("date", {"not_before": "2026-01-01"}, "not_before"),
        ("attachment", {"at_least": "0"}, "at_most"),
        ("attachment", {"file_name": "("}, "file_name"),
    ],
)
def test_a_row_that_makes_no_sense_says_so_at_its_field(
    kind: str, changes: dict[str, str], field: str, doris_browser: Client
) -> None:
    answer = add(doris_browser, kind, **changes)
    assert field in answer.context["form"].errors  # type: ignore[attr-defined]


def test_a_row_is_changed_and_taken_out_and_every_version_tells_what_changed(
    doris_browser: Client, nordbygg: Company
) -> None:
    add(doris_browser, "mandatory", second="")
    add(doris_browser, "pattern")
    in_force(doris_browser)
    address = reverse("change_demand", args=["bt-10-pattern"])
    doris_browser.post(address, {**ALL, **ROWS["pattern"], "pattern": "RV.*", "example": ""})
    doris_browser.post(reverse("change_demand", args=["bt-13-mandatory"]), {"action": "remove"})
    page = doris_browser.get(reverse("demands")).content.decode()
    for shown in ("Ändra", "Borttaget", "Version 1 gäller tills"):
        assert shown in page
    in_force(doris_browser)
    with acting_for(nordbygg.pk):
        assert [len(each.pack.demands) for each in versions() if each.pack] == [1, 2]
    latest = doris_browser.get(reverse("demands")).context["versions"][0]
    assert [row.change for row in latest.rows] == ["changed", "removed"]
    doris_browser.post(reverse("demand_version", args=[1]))
    assert "Ny" in doris_browser.get(reverse("demands")).content.decode()


def test_changes_are_given_up(doris_browser: Client) -> None:
    add(doris_browser, "pattern")
    doris_browser.post(reverse("demands"), {"action": "forget"})
    assert "RV123456" not in doris_browser.get(reverse("demands")).content.decode()


def test_a_draft_is_tried_against_a_file_and_nothing_is_kept(doris_browser: Client, nordbygg: Company) -> None:
    add(doris_browser, "pattern")
    file = SimpleUploadedFile("faktura.xml", ubl_invoice())
    page = doris_browser.post(reverse("try_demands"), {"file": file}).content.decode()
    assert "faktura.xml skulle stoppas" in page
    assert "RV123456" in page
    with acting_for(nordbygg.pk):
        assert not Document.objects.exists()
    broken = SimpleUploadedFile("x.xml", b"<hej")
    assert "inte att läsa" in doris_browser.post(reverse("try_demands"), {"file": broken}).content.decode()


@pytest.mark.row("S-189")
@pytest.mark.parametrize("route", ["portal", "api"])
def test_what_is_put_in_force_meets_files_and_programs_alike(
    route: str, doris_browser: Client, nordbygg: Company, carls_company: Company
) -> None:
    register_company(nordbygg)
    add(doris_browser, "pattern", sv="Referensen börjar med RV.")
    in_force(doris_browser)
    content = ubl_invoice(endpoint=("0007", "5566010103"), buyer_name="Nordbygg")
    document_id = submit(content, company_id=carls_company.pk, actor="a", route=route).document_id
    process(carls_company.pk, document_id)
    with acting_for(carls_company.pk):
        document = Document.objects.get(pk=document_id)
        demands = demands_of(nordbygg.pk)
    assert document.state == DocumentState.REFUSED
    assert "PACK-bt-10-pattern" in {finding["rule"] for finding in document.findings}
    assert demands is not None
    assert demands.rules[0].words.sv == "Referensen börjar med RV."


def test_only_administrators_change_demands(astrids_browser: Client) -> None:
    assert astrids_browser.get(reverse("demands")).status_code == 403
