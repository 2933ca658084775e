"""The ten stages from the order to the payment: what was done, what was left out, where a document stopped."""

from __future__ import annotations

from uuid import UUID

import pytest

from depesch.hub.directory.participants import register_company
from depesch.hub.flows.answers import Said, answer, carry_due
from depesch.hub.flows.collecting import acknowledge
from depesch.hub.flows.delivering import deliver
from depesch.hub.flows.mending import mend_and_send
from depesch.hub.flows.models import BusinessStatus, Direction, Document
from depesch.hub.flows.processing import process
from depesch.hub.flows.stages import StageName, StageState, stages
from depesch.hub.flows.submission import submit
from depesch.hub.history.reading import events_of
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from tests.hub.flows.papers import ubl_invoice

DONE, NOW, AHEAD = StageState.DONE, StageState.NOW, StageState.AHEAD
STOPPED, SKIPPED, ELSEWHERE = StageState.STOPPED, StageState.SKIPPED, StageState.ELSEWHERE


@pytest.fixture(autouse=True)
def network(nordbygg: Company, fjordtre: Company) -> None:
    register_company(fjordtre, syntax="ubl21")


def sent(company: Company, content: bytes, *, send_mode: str = "production") -> UUID:
    """Hand a document over and take it as far as it goes."""
    document_id = submit(
        content, company_id=company.id, actor="user:astrid", route="api", send_mode=send_mode
    ).document_id
    if (delivery := process(company.id, document_id)) is not None:
        deliver(company.id, document_id, delivery, draw=lambda: 0.0)
    return document_id


def arrived(company: Company) -> UUID:
    with acting_for(company.id):
        return Document.objects.get(direction=Direction.IN).id


def states(company: Company, document_id: UUID, *, names_order: bool = False) -> list[StageState]:
    with acting_for(company.id):
        document = Document.objects.get(id=document_id)
        found = stages(document, events_of(document_id), names_order=names_order)
    assert [each.name for each in found] == list(StageName)
    return [each.state for each in found]


def say(company: Company, document_id: UUID, *answers: BusinessStatus) -> None:
    for each in answers:
        reason = "PRI" if each == BusinessStatus.REJECTED else ""
        answer(company.id, document_id, Said(status=each, reason_code=reason, text="Priset."), actor="user:rolf")
    carry_due(now())


@pytest.mark.row("S-119")
def test_an_invoice_goes_from_the_order_to_the_payment(nordbygg: Company, fjordtre: Company) -> None:
    document_id = sent(nordbygg, ubl_invoice("F-7"))
    there = arrived(fjordtre)
    delivered = [SKIPPED, DONE, DONE, DONE, DONE, SKIPPED, DONE]
    assert states(nordbygg, document_id) == [*delivered, NOW, AHEAD, AHEAD]
    assert states(nordbygg, document_id, names_order=True)[0] == DONE
    assert states(fjordtre, there) == [SKIPPED, DONE, ELSEWHERE, DONE, ELSEWHERE, ELSEWHERE, DONE, NOW, AHEAD, AHEAD]
    say(fjordtre, there, BusinessStatus.IN_PROCESS)
    assert states(nordbygg, document_id) == [*delivered, DONE, NOW, AHEAD]
    say(fjordtre, there, BusinessStatus.APPROVED, BusinessStatus.PAID)
    assert states(nordbygg, document_id) == [*delivered, DONE, DONE, DONE]
    assert states(fjordtre, there)[-3:] == [DONE, DONE, DONE]


def test_each_stage_that_was_recorded_has_its_time(nordbygg: Company) -> None:
    document_id = sent(nordbygg, ubl_invoice("F-7"))
    with acting_for(nordbygg.id):
        found = stages(Document.objects.get(id=document_id), events_of(document_id), names_order=False)
    at = {each.name: each.at for each in found}
    times = [at[name] for name in (StageName.HANDED_OVER, StageName.CHECKED, StageName.DELIVERED)]
    assert None not in times
    assert times == sorted(times, key=str)
    assert at[StageName.CREATED] is None
    assert at[StageName.PAID] is None


def test_paid_without_an_approval_leaves_the_approval_out(nordbygg: Company, fjordtre: Company) -> None:
    document_id = sent(nordbygg, ubl_invoice("F-7"))
    say(fjordtre, arrived(fjordtre), BusinessStatus.PAID)
    assert states(nordbygg, document_id)[-3:] == [SKIPPED, SKIPPED, DONE]


def test_what_was_rejected_stops_at_the_approval(nordbygg: Company, fjordtre: Company) -> None:
    document_id = sent(nordbygg, ubl_invoice("F-7"))
    say(fjordtre, arrived(fjordtre), BusinessStatus.REJECTED)
    assert states(nordbygg, document_id)[-3:] == [DONE, STOPPED, AHEAD]


def test_what_a_program_collected_is_taken_over(nordbygg: Company, fjordtre: Company) -> None:
    sent(nordbygg, ubl_invoice("F-7"))
    there = arrived(fjordtre)
    with acting_for(fjordtre.id):
        acknowledge(there, actor="token:erp")
    assert states(fjordtre, there)[-3:] == [DONE, NOW, AHEAD]


def test_a_conversion_is_a_stage_of_its_own(nordbygg: Company, fjordtre: Company) -> None:
    register_company(fjordtre, syntax="cii_d16b")
    document_id = sent(nordbygg, ubl_invoice("F-8"))
    assert states(nordbygg, document_id)[4:7] == [DONE, DONE, DONE]


def test_broken_rules_stop_at_the_check(nordbygg: Company) -> None:
    document_id = sent(nordbygg, ubl_invoice("F-7").replace(b'unitCode="HUR"', b'unitCode="hur"'))
    assert states(nordbygg, document_id) == [SKIPPED, DONE, DONE, DONE, STOPPED, *[AHEAD] * 5]


def test_a_mended_form_leaves_its_original_stopped_at_the_check(nordbygg: Company) -> None:
    document_id = sent(nordbygg, ubl_invoice("F-7").replace(b'unitCode="HUR"', b'unitCode="hur"'))
    mend_and_send(nordbygg.id, document_id, actor="user:astrid", route="portal")
    assert states(nordbygg, document_id)[3:] == [DONE, STOPPED, *[AHEAD] * 5]


def test_what_cannot_be_read_stops_before_it_is_sorted(nordbygg: Company) -> None:
    document_id = sent(nordbygg, b"Hej, detta ar ingen faktura.")
    assert states(nordbygg, document_id) == [SKIPPED, DONE, DONE, STOPPED, *[AHEAD] * 6]


def test_a_certification_leaves_out_what_comes_after_the_conversion(nordbygg: Company) -> None:
    document_id = sent(nordbygg, ubl_invoice("F-7"), send_mode="certification")
    assert states(nordbygg, document_id)[5:] == [SKIPPED] * 5
