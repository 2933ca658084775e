"""Checking without handing over, and mending: what a program is told, and that nothing is kept or sent twice."""

from __future__ import annotations

from base64 import b64decode
from uuid import UUID

import msgspec
import pytest

from depesch.hub.directory.participants import register_company
from depesch.hub.directory.rule_packs import keep_pack
from depesch.hub.flows.models import Document
from depesch.hub.flows.processing import process
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.rules.packs import pack_from
from tests.api.programs import DOCUMENTS, Program, body, problem
from tests.hub.flows.papers import ubl_invoice

pytestmark = pytest.mark.django_db
CHECK = "/api/v1/check"
SOUND = ubl_invoice("F-7")
MENDABLE = SOUND.replace(b'unitCode="HUR"', b'unitCode="hur"')


@pytest.fixture(autouse=True)
def receiver(fjordtre: Company) -> None:
    register_company(fjordtre, syntax="ubl21")


def demand(company: Company, **demand: object) -> None:
    demands = [{"key": "wanted", **demand}]
    with acting_for(company.id):
        keep_pack(pack_from(msgspec.json.encode({"receiver": company.name, "demands": demands})), actor="user:frida")


def refused(program: Program, content: bytes = MENDABLE) -> UUID:
    document_id = program.submitted(content)
    process(program.company.id, document_id)
    return document_id


def test_a_sound_document_is_accepted_and_nothing_is_kept(bos_program: Program) -> None:
    told = body(bos_program.post(CHECK, SOUND))
    assert (told["verdict"], told["findings"], told["mendable"], told["receiver"]) == (
        "accepted",
        [],
        False,
        "Fjordtre AS",
    )
    assert told["rule_sets"][0]["name"] == "en16931"
    with acting_for(bos_program.company.id):
        assert not Document.objects.exists()


def test_a_finding_says_what_where_and_what_was_expected(bos_program: Program) -> None:
    told = body(bos_program.post(CHECK, ubl_invoice("F-7", wrong_by="3.00")))
    (finding,) = [each for each in told["findings"] if each["rule"] == "BR-CO-16"]
    assert (finding["severity"], finding["value"], finding["expected"]) == ("fatal", "128.00", "125.00")
    assert (finding["terms"][0], finding["fields"][0]) == ("BT-115", "Amount to pay")
    assert finding["where"] == "/Invoice/LegalMonetaryTotal/PayableAmount"
    assert finding["line"] == 41
    assert "128.00" in finding["message"]


def test_a_finding_on_a_line_names_its_row(bos_program: Program) -> None:
    (finding,) = body(bos_program.post(CHECK, MENDABLE))["findings"]
    assert (finding["row"], finding["path"], finding["mend"]) == (1, "lines[0].unit", "Depesch can mend this for you.")


def test_a_finding_that_no_mend_can_help_does_not_promise_one(bos_program: Program) -> None:
    (finding,) = body(bos_program.post(CHECK, SOUND.replace(b'unitCode="HUR"', b'unitCode="qqq"')))["findings"]
    assert (finding["rule"], finding["mend"]) == ("BR-CL-23", None)


def test_the_receivers_own_demands_count_and_its_version_is_named(bos_program: Program, fjordtre: Company) -> None:
    demand(fjordtre, kind="mandatory", terms=["BT-13"])
    told = body(bos_program.post(CHECK, SOUND, accept_language="nb"))
    assert told["verdict"] == "refused"
    assert told["rule_sets"][-1] == {"name": "pack Fjordtre AS", "version": "1"}
    assert told["findings"][0]["message"] == "Fjordtre AS krever opplysningen «Bestillingsnummer». Fyll den ut."


def test_attachments_of_the_form_count_as_files_that_come_along(bos_program: Program, fjordtre: Company) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    demand(fjordtre, kind="attachment", media_types=["application/pdf"])
    document = SimpleUploadedFile("F-7.xml", SOUND)
    plan = SimpleUploadedFile("plan.pdf", b"%PDF-1.4", content_type="application/pdf")
    without = body(bos_program.post_form(CHECK, {"document": document}))
    document.seek(0)
    with_it = body(bos_program.post_form(CHECK, {"document": document, "attachments": plan}))
    assert (without["verdict"], with_it["verdict"]) == ("refused", "accepted")


def test_the_mended_document_comes_along_when_asked_for(bos_program: Program) -> None:
    assert body(bos_program.post(CHECK, MENDABLE))["mended"] is None
    told = body(bos_program.post(f"{CHECK}?mend=true", MENDABLE))
    assert told["mendable"]
    (change,) = told["mended"]["changes"]
    assert (change["term"], change["old"], change["new"], change["message"]) == (
        "BT-130", "hur", "HUR", "Line 1, Unit: hur becomes HUR",
    )  # fmt: skip
    mended = b64decode(told["mended"]["document"])
    assert body(bos_program.post(CHECK, mended))["verdict"] == "accepted"
    assert told["mended"]["left"] == []


def test_what_is_left_after_mending_is_told(bos_program: Program) -> None:
    broken = MENDABLE.replace(b"<cbc:InvoiceTypeCode>380<", b"<cbc:InvoiceTypeCode>999<")
    told = body(bos_program.post(f"{CHECK}?mend=true", broken))
    assert not told["mendable"]
    assert [each["rule"] for each in told["mended"]["left"]] == ["BR-CL-01"]


@pytest.mark.parametrize("content", [b"", b"no invoice", b"<a/>", b"%PDF-1.4"])
def test_what_cannot_be_read_is_told_so(bos_program: Program, content: bytes) -> None:
    told = body(bos_program.post(CHECK, content))
    assert told["verdict"] == "unreadable"
    assert told["problem"]["title"]
    assert told["problem"]["next"]


def test_a_refused_document_shows_how_it_would_be_mended(astrids_program: Program) -> None:
    told = body(astrids_program.get(f"{DOCUMENTS}/{refused(astrids_program)}"))
    assert [(each["old"], each["new"]) for each in told["mending"]] == [("hur", "HUR")]
    assert (told["mends"], told["mended_by"]) == (None, None)


def test_mending_sends_a_document_of_its_own_once(astrids_program: Program) -> None:
    document_id = refused(astrids_program)
    first = astrids_program.post(f"{DOCUMENTS}/{document_id}/mend")
    second = astrids_program.post(f"{DOCUMENTS}/{document_id}/mend")
    assert (first.status_code, second.status_code) == (202, 202)
    assert body(first)["id"] == body(second)["id"]
    assert second["Idempotency-Replayed"] == "true"
    before = body(astrids_program.get(f"{DOCUMENTS}/{document_id}"))
    after = body(astrids_program.get(body(first)["href"]))
    assert (before["state"], before["mended_by"], after["mends"]) == ("cancelled", after["id"], str(document_id))
    process(astrids_program.company.id, UUID(after["id"]))
    assert body(astrids_program.get(body(first)["href"]))["state"] == "sending"


def test_what_cannot_be_mended_says_so(astrids_program: Program) -> None:
    document_id = refused(astrids_program, SOUND.replace(b"TypeCode>380<", b"TypeCode>999<"))
    assert problem(astrids_program.post(f"{DOCUMENTS}/{document_id}/mend"), 409)["code"] == "not-mendable"


def test_who_may_only_read_cannot_mend(astrids_program: Program, bos_program: Program) -> None:
    document_id = refused(astrids_program)
    assert problem(bos_program.post(f"{DOCUMENTS}/{document_id}/mend"), 403)["code"] == "forbidden"
