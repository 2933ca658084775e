"""Every channel keeps the contract; each test runs over all channels that are found."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest

from depesch.channels import (
    Channel,
    Delivered,
    File,
    Misuse,
    Outcome,
    Parcel,
    Reachable,
    Recipient,
    SendMode,
    TryLater,
    Unknown,
    Unreachable,
    channels,
    load_settings,
)
from depesch.kit.hashing import sha256_hex
from depesch.kit.settings import BadSettings, FieldKind, settings_form, stored_values
from tests.channels.contract import SECRET, Harness, harnesses
from tests.channels.people import CUSTOMER, parcel_to

HOSTILE = "../../etc/pass\r\nBcc: all@example.com\0\x1b[31m\u202e\"';<script>" + "å" * 300


class Peer(NamedTuple):
    """A channel with its real peer and its settings."""

    channel: Channel
    harness: Harness
    settings: msgspec.Struct

    def send(self, parcel: Parcel) -> Outcome:
        return self.channel.send(self.settings, parcel, self.harness.services)

    def find(self, parcel: Parcel) -> Outcome:
        return self.channel.find(self.settings, parcel, self.harness.services)


@pytest.fixture(params=sorted(channels()))
def peer(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Peer]:
    channel = channels()[request.param]
    with harnesses()[request.param](tmp_path) as harness:
        yield Peer(channel, harness, load_settings(channel, harness.settings))


def test_every_channel_has_a_harness() -> None:
    assert sorted(harnesses()) == sorted(channels())


def test_every_channel_names_itself_in_swedish_and_norwegian() -> None:
    assert [c.name for c in channels().values() if set(c.titles) != {"sv", "nb"}] == []


def test_known_recipient_is_reachable(peer: Peer) -> None:
    check = peer.channel.check_recipient(peer.settings, peer.harness.recipient, peer.harness.services)
    assert isinstance(check, Reachable)


def test_recipient_without_an_address_for_the_channel_is_unreachable(peer: Peer) -> None:
    services = peer.harness.services
    if peer.channel.per_receiver:  # the address is in the settings: here one that the operator does not allow
        services = msgspec.structs.replace(services, private_too=False)
    if peer.channel.by_choice:  # the address is in the settings: here there is nothing that could reach it
        services = msgspec.structs.replace(services, mail=None)
    check = peer.channel.check_recipient(peer.settings, CUSTOMER, services)
    assert isinstance(check, Unreachable)


def test_document_arrives_whole(peer: Peer) -> None:
    parcel = parcel_to(peer.harness.recipient)
    peer.send(parcel)
    assert peer.harness.arrivals() == [sha256_hex(parcel.main.content)]


def test_delivery_has_a_receipt_to_keep(peer: Peer) -> None:
    outcome = peer.send(parcel_to(peer.harness.recipient))
    assert isinstance(outcome, Delivered)
    assert outcome.receipt


def test_document_sent_twice_with_one_id_arrives_once(peer: Peer) -> None:
    parcel = parcel_to(peer.harness.recipient)
    outcomes = [peer.send(parcel), peer.send(parcel)]
    assert [type(outcome) for outcome in outcomes] == [Delivered, Delivered]
    assert len(peer.harness.arrivals()) == 1


def test_equal_documents_with_two_ids_arrive_twice(peer: Peer) -> None:
    for message_id in ("0190-1@hub.example", "0190-2@hub.example"):
        peer.send(parcel_to(peer.harness.recipient, message_id=message_id))
    assert len(peer.harness.arrivals()) == 2


def test_dead_peer_gives_try_later(peer: Peer) -> None:
    peer.harness.kill()
    outcome = peer.send(parcel_to(peer.harness.recipient))
    peer.harness.revive()
    assert isinstance(outcome, TryLater)


def test_document_arrives_once_when_the_peer_comes_back(peer: Peer) -> None:
    parcel = parcel_to(peer.harness.recipient)
    peer.harness.kill()
    peer.send(parcel)
    peer.harness.revive()
    peer.send(parcel)
    assert peer.harness.arrivals() == [sha256_hex(parcel.main.content)]


def test_find_never_says_that_an_unsent_document_was_delivered(peer: Peer) -> None:
    assert isinstance(peer.find(parcel_to(peer.harness.recipient)), TryLater | Unknown)


def test_find_says_unknown_when_the_peer_cannot_be_asked(peer: Peer) -> None:
    parcel = parcel_to(peer.harness.recipient)
    peer.send(parcel)
    peer.harness.kill()
    outcome = peer.find(parcel)
    peer.harness.revive()
    assert isinstance(outcome, Unknown)


def test_find_tells_of_a_delivery_or_the_channel_says_what_is_done_without(peer: Peer) -> None:
    parcel = parcel_to(peer.harness.recipient)
    peer.send(parcel)
    # Of a channel by choice, a copy too many is a sheet of paper that somebody may take for another invoice.
    assert isinstance(peer.find(parcel), Delivered) or peer.channel.resend_when_unknown or peer.channel.by_choice


def test_parallel_documents_all_arrive_whole(peer: Peer) -> None:
    parcels = [
        parcel_to(peer.harness.recipient, message_id=f"0190-{n}@hub.example", body=str(n).encode() * 5000)
        for n in range(32)
    ]
    with ThreadPoolExecutor(8) as workers:
        list(workers.map(peer.send, parcels))
    assert sorted(peer.harness.arrivals()) == sorted(sha256_hex(p.main.content) for p in parcels)


def test_parallel_sends_of_one_document_arrive_once(peer: Peer) -> None:
    parcel = parcel_to(peer.harness.recipient)
    with ThreadPoolExecutor(8) as workers:
        list(workers.map(peer.send, [parcel] * 8))
    assert len(peer.harness.arrivals()) == 1


def test_certification_is_refused(peer: Peer) -> None:
    with pytest.raises(Misuse, match="certification"):
        peer.send(parcel_to(peer.harness.recipient, send_mode=SendMode.CERTIFICATION))


def test_nothing_leaves_in_certification(peer: Peer) -> None:
    with pytest.raises(Misuse):
        peer.send(parcel_to(peer.harness.recipient, send_mode=SendMode.CERTIFICATION))
    assert peer.harness.arrivals() == []


def test_document_in_test_mode_arrives(peer: Peer) -> None:
    parcel = parcel_to(peer.harness.recipient, send_mode=SendMode.TEST)
    assert isinstance(peer.send(parcel), Delivered)


def test_hostile_names_do_no_harm(peer: Peer) -> None:
    hostile = File(name=f"{HOSTILE}.xml", media_type=f"application/xml\r\n{HOSTILE}", content=b"<Invoice/>")
    recipient = msgspec.structs.replace(peer.harness.recipient, name=HOSTILE, language=HOSTILE)
    parcel = parcel_to(
        recipient,
        sender_name=HOSTILE,
        subject=dict.fromkeys(("number", "amount", "currency", "due_date"), HOSTILE),
        main=hostile,
        attachments=(hostile, hostile),
        message_id=HOSTILE,
    )
    outcome = peer.send(parcel)
    assert isinstance(outcome, Delivered), outcome


def test_hostile_address_is_never_used(peer: Peer) -> None:
    if peer.channel.per_receiver or peer.channel.by_choice:
        for name in ("host", "url", "address"):
            with pytest.raises(BadSettings):
                load_settings(peer.channel, {**peer.harness.settings, name: HOSTILE})
        return
    recipient = Recipient(name="x", email=HOSTILE, folder=HOSTILE, company_id=HOSTILE)
    assert not isinstance(peer.send(parcel_to(recipient)), Delivered)


def test_secrets_show_nowhere_in_the_settings(peer: Peer) -> None:
    assert SECRET not in f"{peer.settings!r} {peer.settings} {settings_form(peer.channel.Settings, peer.settings)!r}"


def test_secrets_show_in_no_outcome_and_no_log(peer: Peer, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    parcel = parcel_to(peer.harness.recipient)
    outcomes = [peer.send(parcel), peer.find(parcel)]
    peer.harness.kill()
    outcomes += [peer.send(parcel), peer.find(parcel)]
    peer.harness.revive()
    assert SECRET not in f"{outcomes!r} {caplog.text}"


def test_secrets_show_in_no_traceback_with_locals(peer: Peer) -> None:
    parcel = parcel_to(peer.harness.recipient, send_mode=SendMode.CERTIFICATION)
    with pytest.raises(Misuse) as caught:
        peer.channel.send(peer.settings, parcel, peer.harness.services)
    told = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
    in_channel = [frame for frame in told.stack if "/depesch/" in frame.filename]
    assert SECRET not in str([frame.locals for frame in in_channel])


def test_unknown_setting_is_refused(peer: Peer) -> None:
    with pytest.raises(BadSettings, match="no_such_setting"):
        load_settings(peer.channel, {**peer.harness.settings, "no_such_setting": "1"})


def test_form_asks_for_every_setting_in_three_languages(peer: Peer) -> None:
    form = settings_form(peer.channel.Settings)
    assert [field.name for field in form] == list(peer.channel.Settings.__struct_fields__)
    assert all({"en", "sv", "nb"} == set(field.titles) == set(field.descriptions) for field in form)


def test_form_filled_from_settings_gives_the_same_settings(peer: Peer) -> None:
    form = settings_form(peer.channel.Settings, peer.settings)
    typed = {f.name: "" if f.kind is FieldKind.SECRET else str(f.value) for f in form}
    assert load_settings(peer.channel, typed, kept=peer.settings) == peer.settings


def test_stored_settings_are_read_back(peer: Peer) -> None:
    stored = msgspec.json.decode(msgspec.json.encode(stored_values(peer.settings)))
    assert load_settings(peer.channel, stored) == peer.settings
