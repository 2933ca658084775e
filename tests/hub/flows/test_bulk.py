"""Bulk actions: exactly once for each document, whoever dies meanwhile; exports that open; nobody else's documents."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from depesch.hub.archive.models import FileRole
from depesch.hub.archive.store import keep_file
from depesch.hub.flows import bulk
from depesch.hub.flows.bulk import KEPT, MOST, BulkKind, TooMany, ask, pieces, work_on_bulk
from depesch.hub.flows.errors import mark_handled
from depesch.hub.flows.models import BulkAction, BulkPart, Direction, Document, DocumentState
from depesch.hub.history.models import EventRow
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from depesch.kit.hashing import sha256_hex

S = DocumentState


def fill(company: Company, count: int, state: DocumentState = S.REFUSED, **fields: object) -> list[UUID]:
    rows = [
        Document(
            id=uuid4(), tenant_id=company.pk, direction=Direction.OUT, state=state, state_since=now(),
            route_in="api", original_sha256="0" * 64, received_at=now(),
            **{
                "submitted_by": "worker", "syntax": "ubl21", "amount_due": Decimal(i), "currency": "SEK",
                "number": f"F-{i:05}", **fields,
            },
        )
        for i in range(count)
    ]  # fmt: skip
    with acting_for(company.pk):
        return [row.pk for row in Document.objects.bulk_create(rows)]


def asked(company: Company, kind: BulkKind, ids: list[UUID], **wishes: object) -> UUID:
    with acting_for(company.pk):
        return ask(kind, ids, actor="user:x", wishes=wishes).pk


def the(company: Company, action_id: UUID) -> BulkAction:
    with acting_for(company.pk):
        return BulkAction.objects.get(pk=action_id)


def file_of(company: Company, action_id: UUID) -> bytes:
    with acting_for(company.pk):
        return b"".join(pieces(BulkAction.objects.get(pk=action_id)))


def test_action_is_done_to_each_document_and_tells_which_it_could_not_be_done_to(nordbygg: Company) -> None:
    wrong, sent = fill(nordbygg, 45), fill(nordbygg, 2, S.DELIVERED)
    action_id = asked(nordbygg, BulkKind.CANCEL, [*wrong, *sent])
    assert work_on_bulk(now()) == 47
    action = the(nordbygg, action_id)
    assert action.ended_at is not None
    assert action.refused == [[str(each), "already-handed-over"] for each in sent]
    with acting_for(nordbygg.pk):
        assert Document.objects.filter(state=S.CANCELLED).count() == 45
        assert EventRow.objects.filter(kind="document.cancelled").count() == 45
    assert work_on_bulk(now()) == 0


def test_worker_that_dies_takes_back_only_what_it_had_not_counted(
    nordbygg: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = fill(nordbygg, 50)
    action_id = asked(nordbygg, BulkKind.HANDLED, ids)

    def dying(after: int) -> Callable[[UUID, str], None]:
        left = [after]

        def handle(document_id: UUID, actor: str) -> None:
            left[0] -= 1
            if left[0] < 0:
                raise SystemExit  # as a kill: no handler runs
            real(document_id, actor)

        return handle

    real = mark_handled
    with monkeypatch.context() as patch:
        patch.setattr(bulk, "mark_handled", dying(27))
        with pytest.raises(SystemExit):
            work_on_bulk(now())
    assert the(nordbygg, action_id).done == 20
    assert work_on_bulk(now()) == 30
    with acting_for(nordbygg.pk):
        told = list(EventRow.objects.filter(kind="document.error_handled").values_list("document_id", flat=True))
    assert sorted(map(str, told)) == sorted(map(str, ids))


def test_same_document_chosen_twice_is_done_once(nordbygg: Company) -> None:
    (one,) = fill(nordbygg, 1)
    assert the(nordbygg, asked(nordbygg, BulkKind.CANCEL, [one, one])).document_ids == [str(one)]


def test_documents_of_others_are_left_out(nordbygg: Company, carls_company: Company) -> None:
    theirs = fill(carls_company, 3)
    action_id = asked(nordbygg, BulkKind.CANCEL, [*theirs, uuid4()])
    work_on_bulk(now())
    assert the(nordbygg, action_id).document_ids == []
    with acting_for(carls_company.pk):
        assert not Document.objects.filter(state=S.CANCELLED).exists()


def test_more_than_one_action_takes_is_refused(nordbygg: Company) -> None:
    with pytest.raises(TooMany):
        asked(nordbygg, BulkKind.CANCEL, [uuid4() for _ in range(MOST + 1)])


@pytest.mark.row("D-12")
def test_used_number_is_not_sent_again_by_the_way(nordbygg: Company) -> None:
    (one,) = fill(nordbygg, 1, problem_code="duplicate")
    action_id = asked(nordbygg, BulkKind.SEND_AGAIN, [one])
    work_on_bulk(now())
    assert the(nordbygg, action_id).refused == [[str(one), "duplicate"]]
    with acting_for(nordbygg.pk):
        assert not Document.objects.get(pk=one).duplicate_allowed


def test_table_for_people_is_in_their_language_and_harms_no_spreadsheet(nordbygg: Company) -> None:
    fill(nordbygg, 1, S.DELIVERED, number="=1+1", buyer_name="@SUM(A1)", amount_due=Decimal("-1234.5"))
    ids = [*fill(nordbygg, 1, S.DELIVERED, number="=1+1", buyer_name="@SUM(A1)", amount_due=Decimal("-1234.5")),
           *fill(nordbygg, 30, S.DELIVERED)]  # fmt: skip
    action_id = asked(nordbygg, BulkKind.CSV, ids, language="sv")
    work_on_bulk(now())
    content = file_of(nordbygg, action_id)
    assert content.startswith("\N{ZERO WIDTH NO-BREAK SPACE}".encode())
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 31
    assert (rows[0]["Nummer"], rows[0]["Köpare"], rows[0]["Belopp"]) == ("'=1+1", "'@SUM(A1)", "-1234,50")
    assert (rows[0]["Läge"], rows[0]["Kom in via"]) == ("Klar", "API")
    assert the(nordbygg, action_id).result_sha256 == sha256_hex(content)


def test_table_for_programs_has_the_values_as_they_are(nordbygg: Company) -> None:
    ids = fill(nordbygg, 1, S.DELIVERED, number="=1+1", amount_due=Decimal("-1234.5"))
    action_id = asked(nordbygg, BulkKind.CSV, ids, language="")
    work_on_bulk(now())
    (row,) = csv.DictReader(io.StringIO(file_of(nordbygg, action_id).decode()))
    assert (row["id"], row["number"], row["amount_due"]) == (str(ids[0]), "=1+1", "-1234.5")
    assert (row["state"], row["route_in"]) == ("delivered", "api")


def test_zip_made_in_pieces_opens_and_holds_every_file(nordbygg: Company) -> None:
    ids = fill(nordbygg, 45, S.DELIVERED)
    with acting_for(nordbygg.pk):
        for number, each in enumerate(ids):
            keep_file(each, FileRole.ORIGINAL, "faktura å.xml", "application/xml", b"<x>%d</x>" % number)
            keep_file(each, FileRole.RECEIPT, "../../etc/passwd", "text/plain", b"receipt %d" % number)
            keep_file(each, FileRole.SENT, "same.xml", "application/xml", b"a%d" % number)
            keep_file(each, FileRole.SENT, "same.xml", "application/xml", b"b%d" % number)
    action_id = asked(nordbygg, BulkKind.ZIP, ids)
    work_on_bulk(now())
    with acting_for(nordbygg.pk):
        assert BulkPart.objects.count() == 3
    packed = zipfile.ZipFile(io.BytesIO(file_of(nordbygg, action_id)))
    assert packed.testzip() is None
    names = packed.namelist()
    assert len(names) == len(set(names)) == 45 * 4
    assert not any(".." in name.split("/") or name.startswith("/") for name in names)
    assert (
        packed.read(next(name for name in names if name.startswith("F-00044") and "/original/" in name)) == b"<x>44</x>"
    )


def test_file_is_gone_after_a_week_and_the_record_stays(nordbygg: Company) -> None:
    action_id = asked(nordbygg, BulkKind.CSV, fill(nordbygg, 1))
    work_on_bulk(now())
    work_on_bulk(now() + KEPT - timedelta(minutes=5))
    assert file_of(nordbygg, action_id) != b""
    work_on_bulk(now() + KEPT + timedelta(minutes=5))
    assert file_of(nordbygg, action_id) == b""
    assert the(nordbygg, action_id).forgotten_at is not None
