"""Webhooks, against real servers: signed, retried, given up, sent again; nothing is lost when a worker dies."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone

from depesch.channels import SendMode
from depesch.hub.flows.submission import submit
from depesch.hub.history.models import EventRow
from depesch.hub.mailing.models import Letter
from depesch.hub.tenancy.models import Company, User
from depesch.hub.tenancy.scope import acting_for
from depesch.hub.webhooks import sending
from depesch.hub.webhooks.endpoints import add_endpoint, change_endpoint, new_secret_for, remove_endpoint, send_again
from depesch.hub.webhooks.forgetting import KEPT, forget
from depesch.hub.webhooks.models import MessageState, WebhookEndpoint, WebhookMessage, WebhookTry
from depesch.hub.webhooks.posting import post
from depesch.hub.webhooks.publishing import publish_test
from depesch.hub.webhooks.sending import WAITS, send_due
from tests.exchange.mail.certificates import Certificate
from tests.hub.webhooks.receivers import cut, endless, receiver, slow, status

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("own_network")]


@pytest.fixture
def own_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hub whose companies live in the operator's own network."""
    monkeypatch.setenv("DEPESCH_PRIVATE_WEBHOOKS", "true")


def is_signed(headers: dict[str, str], body: bytes, secret: str) -> bool:
    """Verify as the specification says, with nothing of ours."""
    key = base64.b64decode(secret.split("_", 1)[1])
    signed = b".".join([headers["webhook-id"].encode(), headers["webhook-timestamp"].encode(), body])
    wanted = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return f"v1,{wanted}" in headers["webhook-signature"].split(" ")


def made(company: Company, url: str, **named: object) -> tuple[WebhookEndpoint, str]:
    with acting_for(company.id):
        endpoint, secret = add_endpoint(url, actor="user:x", **named)  # type: ignore[arg-type]
    return endpoint, secret.reveal()


def messages(company: Company) -> list[WebhookMessage]:
    with acting_for(company.id):
        return list(WebhookMessage.objects.order_by("made_at", "id"))


def hand_over(company: Company) -> None:
    submit(b"<x/>", company_id=company.id, actor="user:x", route="api", send_mode=SendMode.TEST.value)


def test_a_document_that_is_handed_over_is_told_and_signed(nordbygg: Company) -> None:
    with receiver(status(204)) as program:
        _, secret = made(nordbygg, program.url)
        hand_over(nordbygg)
        assert send_due(timezone.now()) == 1
        ((headers, body),) = program.requests
    assert is_signed(headers, body, secret)
    told = json.loads(body)
    assert told["type"] == "document.submitted"
    assert (told["data"]["document"]["state"], told["data"]["document"]["send_mode"]) == ("received", "test")
    assert headers["webhook-id"] == f"msg_{messages(nordbygg)[0].id.hex}"
    assert messages(nordbygg)[0].state == MessageState.DELIVERED


def test_nobody_is_told_of_anothers_documents(nordbygg: Company, carls_company: Company) -> None:
    with receiver(status(200)) as program:
        made(carls_company, program.url)
        hand_over(nordbygg)
        assert send_due(timezone.now()) == 0
        assert program.requests == []


def test_only_the_chosen_events_are_told(nordbygg: Company) -> None:
    made(nordbygg, "http://127.0.0.1:9/", events=["document.delivered"])
    hand_over(nordbygg)
    assert messages(nordbygg) == []


def test_what_is_rolled_back_is_not_told(nordbygg: Company) -> None:
    made(nordbygg, "http://127.0.0.1:9/")
    with acting_for(nordbygg.id):
        publish_test(WebhookEndpoint.objects.get())
        transaction.set_rollback(True)
    assert messages(nordbygg) == []


@pytest.mark.parametrize(
    ("answering", "code", "answer"),
    [
        (status(500, "broken"), 500, "broken"),
        (status(302, "", Location="http://127.0.0.1:9/elsewhere"), 302, ""),
        (status(404, "who?"), 404, "who?"),
        (cut, None, "broke-off"),
        (slow, None, "timed-out"),
    ],
    ids=["500", "redirect", "404", "cut", "slow"],
)
def test_what_is_not_taken_is_tried_again_under_the_same_id(
    answering: object, code: int | None, answer: str, nordbygg: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("depesch.hub.webhooks.posting.READ_S", 0.3)
    with receiver(answering) as program:  # type: ignore[arg-type]
        made(nordbygg, program.url)
        hand_over(nordbygg)
        at = timezone.now()
        send_due(at)
        assert send_due(at + timedelta(seconds=1)) == 0, "it waits first"
        send_due(at + timedelta(seconds=20))
        assert len({headers["webhook-id"] for headers, _ in program.requests}) == 1
        assert len({body for _, body in program.requests}) == 1
    with acting_for(nordbygg.id):
        tries = list(WebhookTry.objects.order_by("id"))
    assert [(each.status, each.answer if each.status else each.code) for each in tries] == [(code, answer)] * 2
    assert messages(nordbygg)[0].state == MessageState.WAITING


def test_of_an_endless_answer_a_little_is_read(nordbygg: Company) -> None:
    with receiver(endless) as program:
        made(nordbygg, program.url)
        hand_over(nordbygg)
        send_due(timezone.now())
    with acting_for(nordbygg.id):
        assert len(WebhookTry.objects.get().answer) == 1000
    assert messages(nordbygg)[0].state == MessageState.DELIVERED


def test_an_endpoint_that_is_gone_is_switched_off_at_once(nordbygg: Company, doris: User) -> None:
    with receiver(status(410)) as program:
        endpoint, _ = made(nordbygg, program.url)
        hand_over(nordbygg)
        send_due(timezone.now())
    with acting_for(nordbygg.id):
        endpoint.refresh_from_db()
        assert (endpoint.enabled, endpoint.disabled_why) == (False, "gone")
        assert EventRow.objects.filter(kind="webhook.switched_off").count() == 1
    assert Letter.objects.get().recipient == doris.email


def test_after_three_days_of_silence_the_endpoint_is_switched_off(nordbygg: Company, doris: User) -> None:
    endpoint, _ = made(nordbygg, "http://127.0.0.1:9/")
    hand_over(nordbygg)
    at = timezone.now()
    for wait in (timedelta(0), *WAITS):
        at += wait * 1.2
        assert send_due(at) == 1
        with acting_for(nordbygg.id):  # the clock of the tries is the real one: put the next in its place
            WebhookMessage.objects.filter(state=MessageState.WAITING).update(try_at=at)
    assert messages(nordbygg)[0].state == MessageState.FAILED
    with acting_for(nordbygg.id):
        endpoint.refresh_from_db()
    assert (endpoint.enabled, endpoint.disabled_why) == (False, "failing")
    assert Letter.objects.filter(kind="webhook-switched-off", recipient=doris.email).count() == 1


def test_waits_span_three_days() -> None:
    assert timedelta(days=3) < sum(WAITS, timedelta(0)) < timedelta(days=4)


def test_what_failed_is_sent_again_on_request_under_its_id(nordbygg: Company) -> None:
    with receiver(status(410)) as program:
        endpoint, _ = made(nordbygg, program.url)
        hand_over(nordbygg)
        send_due(timezone.now())
        first = program.requests[0][0]["webhook-id"]
    with receiver(status(200)) as program:
        with acting_for(nordbygg.id):
            endpoint.refresh_from_db()
            change_endpoint(endpoint, url=program.url, events=(), description="", enabled=True, actor="user:x")
            assert send_again(endpoint, since=timezone.now() - timedelta(hours=1)) == 1
        send_due(timezone.now())
        assert program.requests[0][0]["webhook-id"] == first


def test_a_worker_that_dies_after_sending_leaves_the_message_to_be_sent_again(
    nordbygg: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def die(*_: object) -> None:
        raise Killed

    with receiver(status(200)) as program:
        made(nordbygg, program.url)
        hand_over(nordbygg)
        at = timezone.now()
        with monkeypatch.context() as patch:
            patch.setattr(sending, "_note", die)
            with pytest.raises(Killed):
                send_due(at)
        assert send_due(at + timedelta(seconds=30)) == 0, "still claimed"
        assert send_due(at + timedelta(seconds=61)) == 1
        ids = [headers["webhook-id"] for headers, _ in program.requests]
    assert len(ids) == 2
    assert len(set(ids)) == 1


def test_both_secrets_sign_while_keys_change(nordbygg: Company) -> None:
    with receiver(status(200)) as program:
        endpoint, old = made(nordbygg, program.url)
        with acting_for(nordbygg.id):
            new = new_secret_for(endpoint, actor="user:x").reveal()
        hand_over(nordbygg)
        send_due(timezone.now())
        ((headers, body),) = program.requests
    assert is_signed(headers, body, old)
    assert is_signed(headers, body, new)


def test_secrets_are_sealed(nordbygg: Company) -> None:
    endpoint, secret = made(nordbygg, "http://127.0.0.1:9/")
    assert secret not in endpoint.sealed_secret
    assert secret not in repr(endpoint.__dict__)


def test_a_removed_endpoint_is_told_nothing_more(nordbygg: Company) -> None:
    with receiver(status(200)) as program:
        endpoint, _ = made(nordbygg, program.url)
        hand_over(nordbygg)
        with acting_for(nordbygg.id):
            remove_endpoint(endpoint, actor="user:x")
        hand_over(nordbygg)
        assert send_due(timezone.now()) == 0
        assert program.requests == []
    assert [each.state for each in messages(nordbygg)] == [MessageState.DROPPED]


def test_many_waiting_messages_are_sent_a_part_at_a_time(nordbygg: Company) -> None:
    with receiver(status(200)) as program:
        endpoint, _ = made(nordbygg, program.url)
        with acting_for(nordbygg.id):
            for _ in range(sending.AT_ONCE + 5):
                publish_test(endpoint)
        at = timezone.now()
        assert [send_due(at), send_due(at), send_due(at)] == [sending.AT_ONCE, 5, 0]
        assert len({headers["webhook-id"] for headers, _ in program.requests}) == sending.AT_ONCE + 5


def test_old_messages_are_forgotten(nordbygg: Company) -> None:
    with receiver(status(200)) as program:
        made(nordbygg, program.url)
        hand_over(nordbygg)
        send_due(timezone.now())
    assert forget(timezone.now()) == 0
    assert forget(timezone.now() + KEPT + timedelta(days=1)) == 1
    assert messages(nordbygg) == []


def test_a_stranger_cannot_tell_what_is_due(nordbygg: Company, carls_company: Company) -> None:
    made(nordbygg, "http://127.0.0.1:9/")
    hand_over(nordbygg)
    with acting_for(carls_company.id):
        assert WebhookMessage.objects.count() == 0
        assert WebhookEndpoint.objects.count() == 0


def test_tls_is_verified_against_the_name(tmp_path: Path) -> None:
    certificate = Certificate.issue(tmp_path)
    with receiver(status(200), certificate.server_context()) as program:
        strange = post(program.url, {}, b"{}", private_too=True)
        trusted = post(program.url, {}, b"{}", private_too=True, ca_file=str(certificate.path))
        assert [headers["host"] for headers, _ in program.requests] == [program.url.split("/")[2]]
    assert (strange.status, strange.code) == (None, "tls-failed")
    assert (trusted.status, trusted.code) == (200, "")
