"""From the form to the receiver: finish, approve, send, schedule, recall. Real channels, real database."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from depesch.exchange.mail.catcher import Catcher, caught
from depesch.hub.archive.models import FileRole
from depesch.hub.archive.store import content_of, files_of
from depesch.hub.drafts.editing import ChangedMeanwhile, NotEditable, save
from depesch.hub.drafts.finishing import NotApprovable, NotFinished, approve, finish, reopen, send_back
from depesch.hub.drafts.models import Draft, DraftState
from depesch.hub.drafts.sending import (
    NotRecallable,
    NotSendable,
    approve_and_send,
    recall,
    schedule,
    send_due,
    send_now,
    unschedule,
)
from depesch.hub.flows.actions import cancel
from depesch.hub.flows.models import Document, DocumentState, SendingSettings
from depesch.hub.history.events import tag_of
from depesch.hub.history.models import EventRow
from depesch.hub.history.reading import events_of, verify_chain
from depesch.hub.mailing.models import Letter
from depesch.hub.mailing.posting import post_due
from depesch.hub.notices.models import Notice
from depesch.hub.notices.occasions import Occasion, Way
from depesch.hub.notices.posting import post_notices
from depesch.hub.notices.wishes import choose
from depesch.hub.tenancy.models import Company, User
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from tests.hub.accounts.letters import letters_to
from tests.hub.drafts.forms import ACTOR, again, arrived_at, customer_of, finished, typed, worked_on

D = DraftState


def four_eyes(company: Company) -> None:
    with acting_for(company.id):
        SendingSettings.objects.update_or_create(tenant=company, defaults={"four_eyes": True})


def actor_of(user: User) -> str:
    return f"user:{user.pk}"


@pytest.mark.row("S-004", "S-203")
def test_what_was_typed_arrives_byte_for_byte_as_it_was_looked_at(nordbygg: Company, fjordtre: Company) -> None:
    draft = finished(nordbygg, typed(nordbygg, customer_of(nordbygg, fjordtre)))
    assert draft.state == D.APPROVED
    document = worked_on(nordbygg, send_now(nordbygg.id, draft.id, actor=ACTOR))
    (received,) = arrived_at(fjordtre)
    assert (document.state, document.route_in, document.problem_code) == (DocumentState.DELIVERED, "portal", "")
    with acting_for(fjordtre.id):
        (original,) = (file for file in files_of(received.id) if file.role == FileRole.ORIGINAL)
        assert content_of(original) == bytes(draft.content or b"")
    assert again(nordbygg, draft).document_id == document.id


@pytest.mark.row("S-006")
def test_finishing_sends_nothing_and_sending_is_of_the_approved_alone(nordbygg: Company, fjordtre: Company) -> None:
    draft = typed(nordbygg, customer_of(nordbygg, fjordtre))
    with pytest.raises(NotSendable, match="not-approved"):
        send_now(nordbygg.id, draft.id, actor=ACTOR)
    finished(nordbygg, draft)
    with acting_for(nordbygg.id):
        assert not Document.objects.exists()


@pytest.mark.row("S-006")
def test_with_four_eyes_nobody_approves_what_they_wrote(
    nordbygg: Company, fjordtre: Company, astrid: User, doris: User, eva: User
) -> None:
    four_eyes(nordbygg)
    draft = typed(nordbygg, customer_of(nordbygg, fjordtre), actor=actor_of(astrid))
    with acting_for(nordbygg.id):  # doris changes it too
        draft = save(draft.id, {**draft.fields, "buyer_reference": "Ola"}, revision=2, actor=actor_of(doris))
    draft = finished(nordbygg, draft, actor_of(astrid))
    assert (draft.state, draft.approval_asked) == (D.WAITING, True)
    with pytest.raises(NotSendable, match="not-approved"):
        send_now(nordbygg.id, draft.id, actor=actor_of(astrid))
    with acting_for(nordbygg.id):
        for writer in (astrid, doris):
            with pytest.raises(NotApprovable, match="own-work"):
                approve(draft.id, revision=draft.revision, actor=actor_of(writer))
    approve_and_send(nordbygg.id, draft.id, revision=draft.revision, actor=actor_of(eva))
    assert again(nordbygg, draft).state == D.SENT
    with acting_for(nordbygg.id):
        told = list(Notice.objects.values_list("occasion", "user_id"))
    assert told == [("approval", eva.pk)]  # doris may approve, but wrote of it
    assert list(Letter.objects.values_list("kind", "recipient")) == [("draft_approved", astrid.email)]


@pytest.mark.row("S-006")
def test_approvers_are_told_once_with_the_way_there_and_only_if_they_want_to(
    nordbygg: Company, fjordtre: Company, astrid: User, doris: User, eva: User
) -> None:
    four_eyes(nordbygg)
    draft = finished(
        nordbygg, typed(nordbygg, customer_of(nordbygg, fjordtre), actor=actor_of(astrid)), actor_of(astrid)
    )
    for _ in range(2):
        post_notices(now())
    ((kind, letter),) = letters_to(eva.email)
    assert kind == "notice_approval"
    assert f"/invoices/{draft.id}/review/" in letter.text
    assert letters_to(doris.email) == []  # an administrator is told where nobody else approves
    with acting_for(nordbygg.id):
        choose(eva.pk, {Occasion.APPROVAL: Way.OFF}, actor=actor_of(eva))
        reopened = reopen(draft.id, actor=actor_of(astrid))
    finished(nordbygg, reopened, actor_of(astrid))
    post_notices(now())
    assert Letter.objects.count() == 1


def test_an_administrator_is_told_where_the_only_approver_wrote_it(
    nordbygg: Company, fjordtre: Company, doris: User, eva: User
) -> None:
    four_eyes(nordbygg)
    finished(nordbygg, typed(nordbygg, customer_of(nordbygg, fjordtre), actor=actor_of(eva)), actor_of(eva))
    with acting_for(nordbygg.id):
        assert list(Notice.objects.values_list("user_id", flat=True)) == [doris.pk]


@pytest.mark.row("S-006")
def test_the_database_refuses_a_writers_own_approval(nordbygg: Company, fjordtre: Company, astrid: User) -> None:
    four_eyes(nordbygg)
    draft = finished(nordbygg, typed(nordbygg, customer_of(nordbygg, fjordtre), actor=actor_of(astrid)))
    with acting_for(nordbygg.id):
        rows = Draft.objects.filter(pk=draft.id)
        with pytest.raises(IntegrityError, match="draft_four_eyes"), transaction.atomic():
            rows.update(state=D.APPROVED, approved_by=actor_of(astrid))
        with pytest.raises(IntegrityError, match="draft_approved_before_sent"), transaction.atomic():
            rows.update(state=D.APPROVED)


def test_an_approver_sends_it_back_with_a_reason(nordbygg: Company, fjordtre: Company, astrid: User, eva: User) -> None:
    four_eyes(nordbygg)
    draft = finished(
        nordbygg, typed(nordbygg, customer_of(nordbygg, fjordtre), actor=actor_of(astrid)), actor_of(astrid)
    )
    with acting_for(nordbygg.id):
        with pytest.raises(NotApprovable, match="reason-missing"):
            send_back(draft.id, "  ", revision=draft.revision, actor=actor_of(eva))
        draft = send_back(draft.id, "Fel pris på raden", revision=draft.revision, actor=actor_of(eva))
    assert (draft.state, draft.sent_back_reason, draft.content) == (D.EDITING, "Fel pris på raden", None)
    assert Letter.objects.filter(kind="draft_sent_back", recipient="astrid@nordbygg.example").count() == 1


def test_nobody_approves_another_version_than_the_one_that_they_saw(
    nordbygg: Company, fjordtre: Company, eva: User
) -> None:
    four_eyes(nordbygg)
    seen = finished(nordbygg, typed(nordbygg, customer_of(nordbygg, fjordtre)))
    with acting_for(nordbygg.id):
        draft = reopen(seen.id, actor=ACTOR)
        draft = save(draft.id, {**draft.fields, "lines.0.price": "9"}, revision=draft.revision, actor=ACTOR)
    finished(nordbygg, draft)
    with acting_for(nordbygg.id), pytest.raises(ChangedMeanwhile):
        approve(seen.id, revision=seen.revision, actor=actor_of(eva))


def test_with_faults_it_is_not_finished_and_says_why(nordbygg: Company, fjordtre: Company) -> None:
    draft = typed(nordbygg, customer_of(nordbygg, fjordtre), {"lines.0.price": "tolv", "buyer_reference": ""})
    with pytest.raises(NotFinished) as refusal:
        finished(nordbygg, draft)
    look = refusal.value.look
    assert "lines.0.price" in look.findings
    assert "buyer_reference" in look.findings
    assert again(nordbygg, draft).state == D.EDITING


def test_a_finished_one_is_not_changed_unless_it_is_opened_again(nordbygg: Company, fjordtre: Company) -> None:
    draft = finished(nordbygg, typed(nordbygg, customer_of(nordbygg, fjordtre)))
    with acting_for(nordbygg.id):
        with pytest.raises(NotEditable):
            save(draft.id, {}, revision=draft.revision, actor=ACTOR)
        draft = reopen(draft.id, actor=ACTOR)
        draft = save(draft.id, {**draft.fields, "buyer_reference": "Ola"}, revision=draft.revision, actor=ACTOR)
    with pytest.raises(ChangedMeanwhile):
        finish(nordbygg, draft.id, revision=draft.revision - 1, actor=ACTOR, language="en")


def test_sending_twice_gives_the_same_document(nordbygg: Company, fjordtre: Company) -> None:
    draft = finished(nordbygg, typed(nordbygg, customer_of(nordbygg, fjordtre)))
    first, second = (send_now(nordbygg.id, draft.id, actor=ACTOR) for _ in range(2))
    assert first == second
    with acting_for(nordbygg.id):
        assert Document.objects.count() == 1


def test_a_process_that_dies_while_it_hands_over_leaves_nothing_half_done(nordbygg: Company, fjordtre: Company) -> None:
    draft = finished(nordbygg, typed(nordbygg, customer_of(nordbygg, fjordtre)))

    def die() -> None:
        with transaction.atomic():
            send_now(nordbygg.id, draft.id, actor=ACTOR)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        die()
    assert again(nordbygg, draft).state == D.APPROVED
    with acting_for(nordbygg.id):
        assert not Document.objects.exists()
    send_now(nordbygg.id, draft.id, actor=ACTOR)
    with acting_for(nordbygg.id):
        assert Document.objects.count() == 1


def test_it_goes_at_its_hour_and_not_before(nordbygg: Company, fjordtre: Company) -> None:
    draft = finished(nordbygg, typed(nordbygg, customer_of(nordbygg, fjordtre)))
    at = now() + timedelta(hours=2)
    with acting_for(nordbygg.id):
        with pytest.raises(NotSendable, match="past"):
            schedule(draft.id, now() - timedelta(seconds=1), actor=ACTOR)
        with pytest.raises(NotSendable, match="too-late"):
            schedule(draft.id, now() + timedelta(days=400), actor=ACTOR)
        schedule(draft.id, at, actor=ACTOR)
    assert send_due(at - timedelta(seconds=1)) == 0
    assert send_due(at) == 1
    assert send_due(at) == 0
    assert again(nordbygg, draft).state == D.SENT


def test_a_scheduled_one_can_stay_or_go_at_once(nordbygg: Company, fjordtre: Company) -> None:
    draft = finished(nordbygg, typed(nordbygg, customer_of(nordbygg, fjordtre)))
    at = now() + timedelta(hours=2)
    with acting_for(nordbygg.id):
        schedule(draft.id, at, actor=ACTOR)
        assert unschedule(draft.id).state == D.APPROVED
        schedule(draft.id, at, actor=ACTOR)
    send_now(nordbygg.id, draft.id, actor=ACTOR)
    assert send_due(at) == 0


def test_what_cannot_go_at_its_hour_is_back_in_the_list_and_its_sender_told(
    nordbygg: Company, fjordtre: Company, astrid: User
) -> None:
    draft = finished(nordbygg, typed(nordbygg, customer_of(nordbygg, fjordtre)))
    at = now() + timedelta(hours=2)
    with acting_for(nordbygg.id):
        schedule(draft.id, at, actor=actor_of(astrid))
    Company.objects.filter(pk=nordbygg.pk).update(invoicing_stopped_at=now())
    assert send_due(at) == 1
    draft = again(nordbygg, draft)
    assert (draft.state, draft.problem_code) == (D.APPROVED, "invoicing-stopped")
    assert Letter.objects.filter(kind="draft_not_sent").count() == 1


def test_recalled_before_it_left_it_is_a_draft_again_and_goes_anew(nordbygg: Company, fjordtre: Company) -> None:
    draft = finished(nordbygg, typed(nordbygg, customer_of(nordbygg, fjordtre)))
    first = send_now(nordbygg.id, draft.id, actor=ACTOR)
    draft = recall(nordbygg.id, draft.id, actor=ACTOR)
    assert (draft.state, draft.document_id, draft.content) == (D.EDITING, None, None)
    assert worked_on(nordbygg, first).state == DocumentState.CANCELLED
    draft = finished(nordbygg, draft)
    second = worked_on(nordbygg, send_now(nordbygg.id, draft.id, actor=ACTOR))
    assert (second.state, second.id == first) == (DocumentState.DELIVERED, False)
    assert len(arrived_at(fjordtre)) == 1


def test_after_the_hand_over_only_a_credit_note_takes_it_back(nordbygg: Company, fjordtre: Company) -> None:
    draft = finished(nordbygg, typed(nordbygg, customer_of(nordbygg, fjordtre)))
    document = worked_on(nordbygg, send_now(nordbygg.id, draft.id, actor=ACTOR))
    with pytest.raises(NotRecallable, match="already-handed-over") as refusal:
        recall(nordbygg.id, draft.id, actor=ACTOR)
    assert refusal.value.document_id == document.id
    assert again(nordbygg, draft).state == D.SENT


def test_one_withdrawn_in_the_list_of_documents_can_be_opened_again(nordbygg: Company, fjordtre: Company) -> None:
    draft = finished(nordbygg, typed(nordbygg, customer_of(nordbygg, fjordtre)))
    document_id = send_now(nordbygg.id, draft.id, actor=ACTOR)
    with acting_for(nordbygg.id):
        cancel(document_id, ACTOR)
    assert recall(nordbygg.id, draft.id, actor=ACTOR).state == D.EDITING


@pytest.mark.row("S-204")
def test_a_test_is_marked_and_refused_where_none_are_taken(nordbygg: Company, fjordtre: Company) -> None:
    customer = customer_of(nordbygg, fjordtre)
    draft = finished(nordbygg, typed(nordbygg, customer, send_mode="test"))
    assert worked_on(nordbygg, send_now(nordbygg.id, draft.id, actor=ACTOR)).send_mode == "test"
    assert [received.send_mode for received in arrived_at(fjordtre)] == ["test"]
    Company.objects.filter(pk=fjordtre.pk).update(takes_test_documents=False)
    with pytest.raises(NotFinished) as refusal:
        finished(nordbygg, typed(nordbygg, customer, send_mode="test"))
    assert refusal.value.look.problem_code == "test-not-taken"


@pytest.mark.row("S-205")
def test_a_certification_run_ends_before_anything_leaves(nordbygg: Company, fjordtre: Company) -> None:
    draft = finished(nordbygg, typed(nordbygg, customer_of(nordbygg, fjordtre), send_mode="certification"))
    document = worked_on(nordbygg, send_now(nordbygg.id, draft.id, actor=ACTOR))
    assert document.state == DocumentState.CERTIFIED
    assert arrived_at(fjordtre) == []
    with acting_for(nordbygg.id):
        tags = [tag_of(each.event) for each in events_of(document.id)]
    assert tags[-1] == "document.certified"
    assert "delivery.attempted" not in tags


def test_the_history_tells_it_all_and_the_chain_is_sound(nordbygg: Company, fjordtre: Company) -> None:
    draft = finished(nordbygg, typed(nordbygg, customer_of(nordbygg, fjordtre)))
    with acting_for(nordbygg.id):
        schedule(draft.id, now() + timedelta(hours=1), actor=ACTOR)
    send_now(nordbygg.id, draft.id, actor=ACTOR)
    recall(nordbygg.id, draft.id, actor=ACTOR)
    with acting_for(nordbygg.id):
        kinds = list(EventRow.objects.filter(kind__startswith="draft.").values_list("kind", flat=True))
        assert sorted(kinds) == ["draft.finished", "draft.recalled", "draft.scheduled", "draft.sent"]
    assert verify_chain(nordbygg.id).is_sound


def test_who_has_to_approve_is_told_by_a_real_letter(
    nordbygg: Company, fjordtre: Company, eva: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    four_eyes(nordbygg)
    draft = finished(nordbygg, typed(nordbygg, customer_of(nordbygg, fjordtre), {"number": "F-7"}))
    with Catcher(tmp_path) as server:
        settings = {"HOST": server.host, "PORT": str(server.port), "TLS": "none", "FROM": "hub@depesch.example"}
        for name, value in settings.items():
            monkeypatch.setenv(f"DEPESCH_MAIL_{name}", value)
        post_notices(now())
        assert post_due(now()) == 1
    ((_, mail),) = caught(tmp_path)
    assert (mail["To"], mail["Subject"]) == (
        "Eva Strand <eva@nordbygg.example>",
        f"Väntar på ditt godkännande: Faktura F-7 till {fjordtre.name}",
    )
    body = mail.get_body(("plain",))
    assert body is not None
    assert f"/invoices/{draft.id}/review/" in body.get_content()
