"""From handing over to delivered, over the hub's own AS2 address, with receipts in the answer and later."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import msgspec
import pytest
from django.db import connection
from django.db.models import F

from depesch.exchange.http.posting import Answer, post
from depesch.gateways.as2 import views
from depesch.hub.archive.models import FileRole
from depesch.hub.archive.store import content_of, files_of
from depesch.hub.as2 import later
from depesch.hub.as2.later import CLAIMED_FOR, send_receipts
from depesch.hub.as2.models import As2Delivery, As2Message, As2PartnerCertificate, As2Receipt, As2Sent
from depesch.hub.as2.partners import add_certificate
from depesch.hub.as2.station import set_up
from depesch.hub.flows.actions import send_again
from depesch.hub.flows.delivering import deliver
from depesch.hub.flows.jobs import Job, JobKind
from depesch.hub.flows.models import Delivery, Document, DocumentState
from depesch.hub.flows.processing import process
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from tests.hub.as2.scene import NORDBYGG, Scene, pem_of

S = DocumentState
pytestmark = pytest.mark.row("S-036")


def receipts_of(document: Document) -> list[bytes]:
    with acting_for(document.tenant_id):
        return [content_of(file) for file in files_of(document.id) if file.role == FileRole.RECEIPT]


def queued() -> list[Job]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT payload FROM pgqueuer")
        return [msgspec.json.decode(bytes(payload), type=Job) for (payload,) in cursor.fetchall()]


def test_receipt_in_the_answer_delivers(scene: Scene) -> None:
    scene.agree()
    document = scene.sent()
    assert (document.state, [a.outcome for a in scene.attempts()]) == (S.DELIVERED, ["delivered"])
    (taken,) = scene.taken()
    assert taken.original_sha256 == scene.attempts()[0].sent_sha256
    (receipt,) = receipts_of(document)
    assert bytes(scene.message().receipt_body) in receipt
    assert bytes(scene.message().receipt_body) in receipts_of(taken)[0]


def test_later_receipt_wakes_the_delivery_that_waits(scene: Scene) -> None:
    scene.agree(receipt="async")
    document = scene.sent()
    assert (document.state, scene.attempts()[0].code) == (S.UNCERTAIN, "as2-receipt-awaited")
    assert scene.message().receipt == As2Delivery.WAITING
    before = scene.delivery(document.id)
    assert send_receipts(now()) == 1
    assert scene.message().receipt == As2Delivery.SENT
    woken = scene.delivery(document.id)
    assert woken.try_at is not None
    assert woken.try_at <= now()
    assert woken.turn == before.turn + 1
    assert Job(kind=JobKind.DELIVER, company_id=scene.nordbygg.id, document_id=document.id, turn=woken.turn) in queued()
    assert scene.go_on(document.id).state == S.DELIVERED
    assert len(scene.attempts()) == len(scene.taken()) == 1
    assert bytes(scene.message().receipt_body) in receipts_of(document)[0]
    assert send_receipts(now() + timedelta(days=1)) == 0


class Killed(BaseException):
    """The process ends here."""


def killed(*_: object, **__: object) -> None:
    raise Killed


def test_later_receipt_is_posted_again_until_it_is_taken(scene: Scene) -> None:
    scene.agree(receipt="async")
    document = scene.sent()
    renamed(scene, "somebody else")  # so that Nordbygg's address answers 404 to the receipt
    assert send_receipts(now()) == 1
    waiting = scene.message()
    assert (waiting.receipt, waiting.tries) == (As2Delivery.WAITING, 1)
    assert waiting.try_at is not None
    assert 20 < (waiting.try_at - now()).total_seconds() < 40
    assert send_receipts(now()) == 0
    renamed(scene, NORDBYGG)
    assert send_receipts(now() + timedelta(seconds=40)) == 1
    assert scene.message().receipt == As2Delivery.SENT
    assert scene.go_on(document.id).state == S.DELIVERED


def test_later_receipt_is_given_up_after_three_days_and_asked_for_anew_by_a_repeat(scene: Scene) -> None:
    scene.agree(receipt="async")
    document = scene.sent()
    renamed(scene, "somebody else")
    far = now() + timedelta(days=9)
    assert [send_receipts(far) for _ in range(len(later.WAITS) + 2)] == [1] * (len(later.WAITS) + 1) + [0]
    assert scene.message().receipt == As2Delivery.FAILED
    renamed(scene, NORDBYGG)
    assert once_more(scene, document).state == S.UNCERTAIN
    assert send_receipts(now()) == 1
    assert scene.go_on(document.id).state == S.DELIVERED
    assert (len(scene.taken()), scene.message().repeats) == (1, 1)


def test_receipt_is_posted_though_the_process_ended_between_claim_and_post(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene.agree(receipt="async")
    document = scene.sent()
    with monkeypatch.context() as patched:
        patched.setattr(later, "post", killed)
        with pytest.raises(Killed):
            send_receipts(now())
    assert send_receipts(now()) == 0  # claimed by a process that may still be at it
    assert send_receipts(now() + CLAIMED_FOR) == 1
    assert scene.go_on(document.id).state == S.DELIVERED


def test_hub_that_ends_between_taking_and_answering_gives_the_same_receipt_to_the_repeat(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene.agree()
    with monkeypatch.context() as patched:
        patched.setattr(views, "_response", lambda _: views._refused(502, "the answer was lost"))
        document = scene.sent()
    assert (document.state, len(scene.taken())) == (S.UNCERTAIN, 1)
    receipt = bytes(scene.message().receipt_body)
    assert once_more(scene, document).state == S.DELIVERED
    assert receipt in receipts_of(document)[0]
    assert (len(scene.taken()), scene.message().repeats) == (1, 1)
    assert len({attempt.message_id for attempt in scene.attempts()}) == 1


def test_later_receipt_that_says_no_does_not_bring_the_next_copy_at_once(scene: Scene) -> None:
    scene.agree(receipt="async")
    with acting_for(scene.fjordtre.id):
        As2PartnerCertificate.objects.all().delete()
    document = scene.sent()
    assert send_receipts(now()) == 1
    document = scene.go_on(document.id)
    assert (document.state, document.problem_values["code"]) == (S.WAITING, "as2-refused")
    assert scene.message().receipt == As2Delivery.SENT  # nothing was posted again at once
    with acting_for(scene.fjordtre.id):
        add_certificate(scene.partner, pem_of(scene.nordbygg).encode(), actor="test")
    quarter_of_an_hour_later(scene)
    assert scene.go_on(document.id).state == S.UNCERTAIN
    assert send_receipts(now()) == 1
    assert scene.go_on(document.id).state == S.DELIVERED
    assert len(scene.taken()) == 1


def test_receipts_of_strangers_and_for_nothing(scene: Scene) -> None:
    scene.agree(receipt="async")
    document = scene.sent()
    row = scene.message()
    body, headers = bytes(row.receipt_body), {**row.receipt_headers}
    forged = body.replace(b"processed", b"displayed")

    def came(headers: dict[str, str], content: bytes) -> int:
        return httpx.post(f"{scene.url}/as2", headers=headers, content=content).status_code

    assert came({**headers, "AS2-To": "nobody"}, body) == 404
    assert came(headers, body.replace(str(document.id).encode(), b"another")) == 404
    assert came(headers, body.replace(b"Disposition:", b"Nothing:")) == 400
    assert came(headers, forged) == 200
    assert scene.go_on(document.id).state == S.UNCERTAIN
    assert came(headers, body) == came(headers, body) == 200
    with acting_for(scene.nordbygg.id):
        assert As2Receipt.objects.count() == 2
    assert scene.go_on(document.id).state == S.DELIVERED
    assert came(headers, body) == 200
    assert scene.document(document.id).state == S.DELIVERED


def renamed(scene: Scene, name: str) -> None:
    with acting_for(scene.nordbygg.id):
        set_up(name, actor="test")


def once_more(scene: Scene, document: Document) -> Document:
    """Let a person say: send it once more without an answer."""
    with acting_for(scene.nordbygg.id):
        send_again(document.id, "test")
    deliver(scene.nordbygg.id, document.id, process(scene.nordbygg.id, document.id), draw=lambda: 0.0)
    return scene.document(document.id)


def quarter_of_an_hour_later(scene: Scene) -> None:
    """Let the time pass until the next try: in the rows, for the clock is the machine's."""
    earlier = timedelta(minutes=15)
    with acting_for(scene.nordbygg.id):
        Delivery.objects.update(try_at=F("try_at") - earlier)
        As2Sent.objects.update(sent_at=F("sent_at") - earlier)
        As2Receipt.objects.update(came_at=F("came_at") - earlier)


def test_two_workers_in_one_round_send_each_receipt_once(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both have asked what is due before either claims anything, each on a connection of its own."""
    scene.agree(receipt="async")
    documents = [scene.sent(f"F-{number}") for number in range(9)]
    both_know, due = threading.Barrier(2, timeout=60), later.due
    sent: list[bytes] = []

    def due_to_both(kind: str, at: datetime) -> list[tuple[UUID, UUID]]:
        found = due(kind, at)
        both_know.wait()
        return found

    def noted(url: str, headers: dict[str, str], body: bytes, **limits: Any) -> Answer:
        sent.append(body)
        return post(url, headers, body, **limits)

    monkeypatch.setattr(later, "due", due_to_both)
    monkeypatch.setattr(later, "post", noted)
    with ThreadPoolExecutor(2) as workers:
        counts = list(workers.map(in_a_worker, [now(), now()]))
    assert sum(counts) == len(sent) == len(set(sent)) == 9
    with acting_for(scene.fjordtre.id):
        assert set(As2Message.objects.values_list("receipt", "tries")) == {(As2Delivery.SENT, 1)}
    assert {scene.go_on(document.id).state for document in documents} == {S.DELIVERED}


def in_a_worker(at: datetime) -> int:
    """Do the round as another worker does it: on its own connection, which it closes."""
    try:
        return send_receipts(at)
    finally:
        connection.close()


def test_receipts_that_wait_for_their_turn_are_not_claimed(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    scene.agree(receipt="async")
    for number in range(3):
        scene.sent(f"F-{number}")
    with monkeypatch.context() as patched:
        patched.setattr(later, "THREADS", 2)
        patched.setattr(later, "post", killed)
        with pytest.raises(Killed):
            send_receipts(now())
    assert send_receipts(now()) == 1  # the third, by another worker, as soon as it looks
    assert send_receipts(now() + CLAIMED_FOR) == 2
