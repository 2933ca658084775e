"""S-024, D-09 for programs: lists, pages and files follow the e-archive; what is to be fetched can be fetched."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import msgspec
import pytest

from depesch.hub.flows.models import Document, DocumentState
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from tests.api.programs import DOCUMENTS, Program


@pytest.fixture
def old(astrids_program: Program, monkeypatch: pytest.MonkeyPatch) -> UUID:
    """A document that was delivered 100 days ago, on a hub where the e-archive is asked for."""
    monkeypatch.setenv("DEPESCH_E_ARCHIVE_FOR_ALL", "false")
    document_id = astrids_program.submitted()
    with acting_for(astrids_program.company.pk):
        days = now() - timedelta(days=100)
        Document.objects.filter(pk=document_id).update(state=DocumentState.DELIVERED, received_at=days)
    return document_id


def shown(program: Program, path: str) -> Any:
    """Return what the address answers, decoded."""
    return msgspec.json.decode(program.get(path).content)


def statuses(program: Program, document_id: UUID) -> list[int]:
    """Return what its page, its files and its history answer."""
    return [program.get(f"{DOCUMENTS}/{document_id}{part}").status_code for part in ("", "/files", "/history")]


def codes(program: Program, *documents: UUID) -> list[str]:
    """Return why each document is not answered."""
    return [shown(program, f"{DOCUMENTS}/{each}")["code"] for each in documents]


@pytest.mark.row("D-09")
def test_d_09_strangers_learn_nothing_of_what_is_kept(carls_program: Program, old: UUID) -> None:
    assert codes(carls_program, old) == ["not-found"]


@pytest.mark.row("D-09")
def test_d_09_the_api_reaches_back_90_days(astrids_program: Program, old: UUID) -> None:
    assert shown(astrids_program, f"{DOCUMENTS}?view=sent")["items"] == []
    assert statuses(astrids_program, old) == [404, 404, 404]
    assert codes(astrids_program, old, uuid4()) == ["in-archive", "not-found"]
    with acting_for(astrids_program.company.pk):
        assert Document.objects.filter(pk=old).exists()


@pytest.mark.row("S-024")
def test_s_024_with_the_e_archive_the_api_reaches_everything(astrids_program: Program, old: UUID) -> None:
    Company.objects.filter(pk=astrids_program.company.pk).update(e_archive=True)
    assert [each["id"] for each in shown(astrids_program, f"{DOCUMENTS}?view=sent")["items"]] == [str(old)]
    assert statuses(astrids_program, old) == [200, 200, 200]


@pytest.mark.row("D-09")
def test_d_09_what_no_program_has_fetched_can_be_fetched_later(astrids_program: Program, old: UUID) -> None:
    with acting_for(astrids_program.company.pk):
        Document.objects.filter(pk=old).update(direction="in", state=DocumentState.ARRIVED, processed_at=now())
    waiting = shown(astrids_program, "/api/v1/inbox")
    assert str(old) in str(waiting)
    assert statuses(astrids_program, old)[0] == 200
    with acting_for(astrids_program.company.pk):
        Document.objects.filter(pk=old).update(collected_at=now())
    assert statuses(astrids_program, old)[0] == 404
