"""A company that has stopped invoicing: its programs are told so, and go on reading."""

from __future__ import annotations

import pytest

from depesch.hub.accounts.company import stop_invoicing
from tests.api.programs import DOCUMENTS, INVOICE, Program, body

pytestmark = pytest.mark.django_db


@pytest.mark.row("D-05")
def test_a_program_is_told_that_invoicing_is_stopped(astrids_program: Program) -> None:
    stop_invoicing(astrids_program.company, actor="user:test")
    answer = astrids_program.post(DOCUMENTS, INVOICE)
    assert answer.status_code == 409
    assert body(answer)["code"] == "invoicing-stopped"
    assert astrids_program.get(f"{DOCUMENTS}?view=sent").status_code == 200
