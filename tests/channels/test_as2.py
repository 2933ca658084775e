"""The AS2 channel: delivered is what the receiver signed for, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from depesch.channels import Delivered, Outcome, Refused, TryLater, Unknown, channels, load_settings
from depesch.exchange.as2.certificates import make_identity
from depesch.exchange.as2.faults import Fault
from depesch.exchange.as2.receipt import failed
from depesch.exchange.mail.message import message_id_header
from depesch.kit.clock import now
from depesch.kit.settings import BadSettings
from tests.channels.harness_as2 import As2Harness, key_of
from tests.channels.people import CUSTOMER, parcel_to

AS2 = channels()["as2"]
PARCEL = parcel_to(CUSTOMER)
MESSAGE_ID = message_id_header(PARCEL.message_id)


@pytest.fixture
def harness(tmp_path: Path) -> Iterator[As2Harness]:
    made = As2Harness(tmp_path)
    yield made
    made.peer.stop()
    made.inbox.close()


def sent(harness: As2Harness, **settings: Any) -> Outcome:
    return AS2.send(load_settings(AS2, {**harness.settings, **settings}), PARCEL, harness.services)


def found(harness: As2Harness, **settings: Any) -> Outcome:
    return AS2.find(load_settings(AS2, {**harness.settings, **settings}), PARCEL, harness.services)


@pytest.mark.row("S-036")
def test_delivery_is_proved_by_the_receivers_signed_receipt(harness: As2Harness) -> None:
    outcome = sent(harness)
    assert isinstance(outcome, Delivered)
    assert outcome.reference == MESSAGE_ID
    assert b"Disposition: automatic-action/MDN-sent-automatically; processed" in outcome.receipt


@pytest.mark.parametrize("compress", ["none", "before-signing", "after-signing"])
@pytest.mark.parametrize("encrypt", ["aes128_cbc", "aes256_gcm"])
def test_each_agreement(harness: As2Harness, compress: str, encrypt: str) -> None:
    assert isinstance(sent(harness, compress=compress, encrypt=encrypt, sign="sha512"), Delivered)


def test_pdf_and_attachments_go_along_when_agreed(harness: As2Harness) -> None:
    assert isinstance(sent(harness, attachments=True), Delivered)
    (opened,) = harness.peer.opened.values()
    assert [file.name for file in opened.documents[0]] == ["F-1042.xml", "F-1042.pdf", "ritning.png"]


def test_later_receipt_is_awaited_and_then_proves_the_delivery(harness: As2Harness) -> None:
    outcome = sent(harness, receipt="async")
    assert isinstance(outcome, Unknown)
    assert outcome.code == "as2-receipt-awaited"
    assert isinstance(found(harness, receipt="async"), Unknown)
    harness.desk.keep(MESSAGE_ID, harness.peer.later[0])
    assert isinstance(found(harness, receipt="async"), Delivered)


def test_message_whose_receipt_has_come_is_not_posted_again(harness: As2Harness) -> None:
    sent(harness, receipt="async")
    harness.desk.keep(MESSAGE_ID, harness.peer.later[0])
    assert isinstance(sent(harness, receipt="async"), Delivered)
    assert len(harness.peer.came) == 1


def test_later_receipt_of_a_stranger_proves_nothing(harness: As2Harness) -> None:
    harness.peer.signs_with = key_of("stranger")
    sent(harness, receipt="async")
    harness.desk.keep(MESSAGE_ID, harness.peer.later[0])
    assert isinstance(found(harness, receipt="async"), Unknown)
    harness.peer.signs_with = key_of("brodboden")
    sent(harness, receipt="async")
    harness.desk.keep(MESSAGE_ID, harness.peer.later[1])
    assert isinstance(found(harness, receipt="async"), Delivered)


@pytest.mark.parametrize("change", [{"mic": "AAAA"}, {"mic": ""}, {"message_id": "<other@x>"}])
def test_receipt_for_something_else_leaves_it_unknown(harness: As2Harness, change: dict[str, str]) -> None:
    harness.peer.change = lambda told: msgspec.structs.replace(told, **change)
    assert isinstance(sent(harness), Unknown)


def test_receipt_without_signature_leaves_it_unknown(harness: As2Harness) -> None:
    harness.peer.signs_with = None
    outcome = sent(harness)
    assert isinstance(outcome, Unknown)
    assert outcome.code == "as2-receipt-not-signed"


def test_receiver_who_says_no_has_refused(harness: As2Harness) -> None:
    harness.peer.change = lambda told: msgspec.structs.replace(told, disposition=failed(Fault.UNEXPECTED), mic="")
    outcome = sent(harness)
    assert isinstance(outcome, Refused)
    assert b"unexpected-processing-error" in outcome.receipt


def test_certificates_that_a_person_has_to_mend_wait(harness: As2Harness) -> None:
    harness.desk.own = key_of("nordbygg, not yet known to the receiver")
    outcome = sent(harness)
    assert isinstance(outcome, TryLater)
    assert outcome.detail == "processed/error: authentication-failed"
    harness.desk.own, harness.desk.kept = key_of("nordbygg"), {}
    assert isinstance(sent(harness), Delivered)


def test_connection_that_breaks_before_the_answer_leaves_it_unknown(harness: As2Harness) -> None:
    harness.peer.answers = False
    assert isinstance(sent(harness), Unknown)
    assert len(harness.arrivals()) == 1
    assert not AS2.resend_when_unknown


def test_message_is_noted_before_its_first_byte(harness: As2Harness) -> None:
    harness.peer.stop()
    assert isinstance(sent(harness), TryLater)
    assert harness.desk.sent == [MESSAGE_ID]


def test_company_without_an_as2_name_waits(harness: As2Harness) -> None:
    harness.desk.own = None
    outcome = sent(harness)
    assert isinstance(outcome, TryLater)
    assert outcome.code == "as2-not-set-up"


def test_receivers_certificate_that_ran_out_waits(harness: As2Harness) -> None:
    old = make_identity("brodboden", at=now() - timedelta(days=10), days=5, bits=2048)
    outcome = sent(harness, certificates=old.certificate.pem)
    assert isinstance(outcome, TryLater)
    assert outcome.code == "as2-certificate-expired"


def test_of_two_certificates_the_first_valid_one_is_encrypted_to(harness: As2Harness) -> None:
    old = make_identity("brodboden", at=now() - timedelta(days=10), days=5, bits=2048)
    both = old.certificate.pem + key_of("brodboden").certificate.pem
    assert isinstance(sent(harness, certificates=both), Delivered)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"encrypt": "none"}, "https"),
        ({"certificates": "hello"}, "0 PEM certificates"),
        ({"certificates": "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"}, "not-a-certificate"),
        ({"partner_name": " å"}, "AS2 name"),
        ({"url": "ftp://x.example/"}, "web address"),
        ({"sign": "md5"}, "md5"),
        ({"timeout_s": 0}, "timeout_s"),
    ],
)
def test_settings_that_could_never_work_are_refused(harness: As2Harness, settings: dict[str, Any], words: str) -> None:
    with pytest.raises(BadSettings, match=words):
        load_settings(AS2, {**harness.settings, **settings})
