"""Receipts: written, read, and what they mean for the message."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from depesch.exchange.as2.algorithms import MODERN, Digest
from depesch.exchange.as2.certificates import Identity
from depesch.exchange.as2.faults import As2Error, Fault
from depesch.exchange.as2.judging import Judgement, Verdict, judge
from depesch.exchange.as2.receipt import (
    POSITIVE,
    Carried,
    Receipt,
    Told,
    failed,
    is_receipt,
    original_message_id,
    read_receipt,
    write_receipt,
)
from depesch.exchange.as2.wanted import receipt_headers, wanted_receipt
from tests.exchange.as2.parties import AT, MESSAGE_ID, built, opened, party, small


def receipt(*, own: Identity | None = None, **changes: Any) -> Carried:
    """Return Brödboden's receipt for the message."""
    check, digest = opened(built()).mic(Digest.SHA1)
    told: dict[str, str] = {
        "message_id": MESSAGE_ID,
        "disposition": POSITIVE,
        "mic": check,
        "mic_name": digest.mic_name,
        **changes,
    }
    return write_receipt(
        Told(**told), own_name="Brod boden", partner_name="nordbygg", receipt_id="<r@x>", at=AT,
        own=own or party("brodboden"),
    )  # fmt: skip


def read(carried: Carried) -> Receipt:
    return read_receipt(carried.headers, carried.body, (party("brodboden").certificate,), digests=MODERN, at=AT)


def judged(carried: Carried) -> Judgement:
    return judge(read(carried), message_id=MESSAGE_ID, mics=built().mics)


def test_signed_receipt_with_the_check_says_taken() -> None:
    assert judged(receipt()).verdict is Verdict.TAKEN


def test_receipt_is_known_by_its_outside_and_names_its_message() -> None:
    carried = receipt()
    assert is_receipt(small(carried.headers), carried.body)
    assert original_message_id(carried.headers, carried.body) == MESSAGE_ID


def test_message_that_speaks_of_receipts_is_none() -> None:
    message = built(encrypt=None)
    assert not is_receipt(small(message.headers), message.body + b"disposition-notification")


def test_error_in_a_signed_receipt_says_not_taken() -> None:
    found = judged(receipt(disposition=failed(Fault.DECRYPTION), mic=""))
    assert (found.verdict, found.detail) == (Verdict.NOT_TAKEN, "processed/error: decryption-failed")


def test_warning_in_a_receipt_says_taken() -> None:
    assert judged(receipt(disposition="processed/warning: duplicate-document")).verdict is Verdict.TAKEN


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"mic": "AAAA"}, "receipt-check-differs"),
        ({"mic": ""}, "receipt-check-differs"),
        ({"message_id": "<other@x>"}, "receipt-for-another"),
    ],
)
def test_receipt_that_proves_nothing_leaves_it_unclear(changes: dict[str, Any], code: str) -> None:
    found = judged(receipt(**changes))
    assert (found.verdict, found.code) == (Verdict.UNCLEAR, code)


@pytest.mark.parametrize("disposition", [POSITIVE, failed(Fault.UNEXPECTED)])
def test_receipt_without_signature_proves_nothing_either_way(disposition: str) -> None:
    told = Told(message_id=MESSAGE_ID, disposition=disposition)
    carried = write_receipt(told, own_name="b", partner_name="n", receipt_id="<r@x>", at=AT, own=None)
    assert judged(carried).code == "receipt-not-signed"


def test_receipt_signed_by_somebody_else_is_no_receipt() -> None:
    with pytest.raises(As2Error) as refused:
        read(receipt(own=party("stranger")))
    assert refused.value.fault is Fault.AUTHENTICATION


def test_receipt_that_was_changed_is_no_receipt() -> None:
    carried = receipt(disposition=failed(Fault.DECRYPTION))
    forged = Carried(headers=carried.headers, body=carried.body.replace(b"/error: decryption-failed", b""))
    with pytest.raises(As2Error) as refused:
        read(forged)
    assert refused.value.fault is Fault.INTEGRITY


def test_receipt_under_a_certificate_that_ran_out_is_no_receipt() -> None:
    carried = receipt()
    with pytest.raises(As2Error):
        read_receipt(
            carried.headers, carried.body, (party("brodboden").certificate,), digests=MODERN,
            at=AT + timedelta(days=1000),
        )  # fmt: skip


@pytest.mark.parametrize(
    "disposition",
    [
        "automatic-action/MDN-sent-automatically; processed",
        "automatic-action/MDN-sent-automatically;processed ",
        "manual-action / MDN-sent-manually ; processed/Warning: something, odd",
        "automatic-action/MDN-sent-automatically; displayed",
    ],
)
def test_other_systems_spellings_of_a_positive_disposition(disposition: str) -> None:
    assert read(_with(disposition)).is_positive


@pytest.mark.parametrize(
    "disposition",
    [
        "automatic-action/MDN-sent-automatically; processed/Error: unexpected-processing-error",
        "automatic-action/MDN-sent-automatically; failed/failure: unsupported format",
        "automatic-action/MDN-sent-automatically; failed",
        "automatic-action/MDN-sent-automatically; processed/something-new: x",
    ],
)
def test_other_systems_spellings_of_a_negative_disposition(disposition: str) -> None:
    assert not read(_with(disposition)).is_positive


def _with(disposition: str) -> Carried:
    machine = f"Original-Message-ID: {MESSAGE_ID}\nDisposition: {disposition}\nReceived-content-MIC: abc=, SHA256\n"
    body = (
        "preamble\n--b\nContent-Type: text/plain\n\nhello\n--b\nContent-Type: message/disposition-notification\n\n"
        f"{machine}\n--b--\nepilogue"
    )
    kind = 'multipart/report; Report-Type=disposition-notification; boundary="b"'
    return Carried(headers={"Content-Type": kind}, body=body.encode())


@pytest.mark.parametrize("digest", list(Digest))
@pytest.mark.parametrize("url", ["", "https://nordbygg.example/as2"])
def test_what_we_ask_for_is_understood(digest: Digest, url: str) -> None:
    wanted = wanted_receipt(small(receipt_headers(to="nordbygg", digest=digest, is_signed=True, url=url)))
    assert (wanted.is_wanted, wanted.is_signed, wanted.digest, wanted.url) == (True, True, digest, url)
    assert wanted.named(digest) == digest.mic_name


@pytest.mark.parametrize(
    ("options", "is_signed", "can_be_signed"),
    [
        ("signed-receipt-protocol=optional, pkcs7-signature; signed-receipt-micalg=optional, md5, sha1", True, True),
        ("Signed-Receipt-Protocol=required,PKCS7-Signature; signed-receipt-micalg=required,md5", True, False),
        ("signed-receipt-protocol=required, pgp-signature", False, False),
        (";;=;,", False, True),
        ("", False, True),
    ],
)
def test_other_systems_wishes(options: str, is_signed: bool, can_be_signed: bool) -> None:
    headers = {"disposition-notification-to": "x", "disposition-notification-options": options}
    wanted = wanted_receipt(headers)
    assert (wanted.is_signed, wanted.can_be_signed) == (is_signed, can_be_signed)


def test_without_a_wish_there_is_no_receipt() -> None:
    assert not wanted_receipt({"disposition-notification-options": "signed-receipt-protocol=required"}).is_wanted
