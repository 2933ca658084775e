"""The switch that stops a company from invoicing: people and programs alike, until it is taken back."""

from __future__ import annotations

import pytest

from depesch.hub.accounts.company import resume_invoicing, stop_invoicing
from depesch.hub.flows import actions
from depesch.hub.flows.actions import ActionRefused
from depesch.hub.flows.mending import mend_and_send
from depesch.hub.flows.models import Document
from depesch.hub.flows.sending_settings import change_sending_settings, sending_settings
from depesch.hub.flows.submission import SubmissionRefused, submit
from depesch.hub.history.models import EventRow
from depesch.hub.tenancy.models import Company, User
from depesch.hub.tenancy.scope import acting_for
from tests.hub.flows.papers import ubl_invoice
from tests.portal.ledger import keep_ledger

ACTOR = "user:test"


def hand_over(company: Company) -> None:
    submit(ubl_invoice(), company_id=company.pk, actor=ACTOR, route="portal")


@pytest.mark.row("D-05")
def test_a_stopped_company_hands_nothing_over_until_it_is_taken_back(nordbygg: Company, carls_company: Company) -> None:
    stop_invoicing(nordbygg, actor=ACTOR)
    with pytest.raises(SubmissionRefused, match="invoicing-stopped"):
        hand_over(nordbygg)
    with acting_for(nordbygg.pk):
        assert not Document.objects.exists()
    hand_over(carls_company)  # nobody else's business
    resume_invoicing(nordbygg, actor=ACTOR)
    hand_over(nordbygg)
    with acting_for(nordbygg.pk):
        kinds = EventRow.objects.filter(document_id=None).order_by("sequence").values_list("kind", flat=True)
        assert list(kinds) == ["company.invoicing_stopped", "company.invoicing_resumed"]


@pytest.mark.row("D-05")
def test_neither_a_repeat_nor_a_mended_form_slips_through(nordbygg: Company, astrid: User) -> None:
    ledger = keep_ledger(nordbygg, actor=f"user:{astrid.pk}")
    stop_invoicing(nordbygg, actor=ACTOR)
    with acting_for(nordbygg.pk), pytest.raises(ActionRefused, match="invoicing-stopped"):
        actions.send_again(ledger["20261175"], actor=ACTOR)
    with pytest.raises(ActionRefused, match="invoicing-stopped"):
        mend_and_send(nordbygg.pk, ledger["20261185"], actor=ACTOR, route="portal")


@pytest.mark.row("D-06")
def test_how_documents_are_checked_is_changed_and_recorded(nordbygg: Company) -> None:
    change_sending_settings(nordbygg, duplicate_control=True, fiscal_year_starts=9, four_eyes=True, actor=ACTOR)
    with acting_for(nordbygg.pk):
        settings = sending_settings()
        payloads = EventRow.objects.order_by("sequence").values_list("payload", flat=True)
        assert [each["setting"] for each in payloads] == ["fiscal_year_starts", "four_eyes"]
    assert (settings.fiscal_year_starts, settings.four_eyes, settings.duplicate_control) == (9, True, True)
