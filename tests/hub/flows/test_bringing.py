"""What a company receives is brought to its own server: once, in its format, with retries and a way out by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from depesch.documents.reading import read
from depesch.hub.archive.models import FileRole
from depesch.hub.archive.store import content_of, files_of
from depesch.hub.directory.channel_settings import save_settings
from depesch.hub.directory.destinations import own_server, remove_destination, save_destination
from depesch.hub.directory.models import Destination
from depesch.hub.directory.participants import register_company
from depesch.hub.flows import bringing as bringing_module
from depesch.hub.flows.bringing import bring_due
from depesch.hub.flows.bringing_actions import (
    BringingRefused,
    bring_again,
    bring_all_again,
    bring_uncollected,
    end_bringing,
    troubled,
)
from depesch.hub.flows.bringing_outcomes import CLAIMED_FOR, note
from depesch.hub.flows.collecting import acknowledge
from depesch.hub.flows.models import Bringing, BringingState, BringingTry, Document
from depesch.hub.history.events import tag_of
from depesch.hub.history.reading import events_of, verify_chain
from depesch.hub.mailing.models import Letter
from depesch.hub.tenancy.companies import add_member
from depesch.hub.tenancy.models import Company, Role, User
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.settings import BadSettings
from tests.channels.https_push.server import Program, answer, program
from tests.channels.sftp.server import Sshd, sshd
from tests.hub.flows.papers import ubl_invoice
from tests.hub.flows.test_pipeline import sent

pytestmark = pytest.mark.usefixtures("own_network")
ACTOR = "user:frida"


@pytest.fixture
def own_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hub whose companies live in the operator's own network."""
    monkeypatch.setenv("DEPESCH_PRIVATE_CHANNELS", "true")


@pytest.fixture
def network(nordbygg: Company, fjordtre: Company) -> None:
    """Nordbygg sends, Fjordtre receives on the same hub in the format that the sender uses."""
    register_company(fjordtre, syntax="ubl21")


@pytest.fixture
def frida(fjordtre: Company) -> User:
    """Frida of Fjordtre, its administrator."""
    user = User.objects.create(email="frida@fjordtre.example", name="Frida Dahl", language="nb")
    add_member(fjordtre, user, Role.ADMINISTRATOR)
    return user


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Sshd]:
    with sshd(tmp_path / "sshd") as running:
        yield running


@pytest.fixture
def their_program(tmp_path: Path) -> Iterator[Program]:
    with program(tmp_path / "program") as running:
        yield running


def set_up(
    company: Company, channel: str, values: dict[str, object], *, syntax: str = "", enabled: bool = True
) -> None:
    with acting_for(company.id):
        save_destination(channel, values, customer=None, syntax=syntax, enabled=enabled, actor=ACTOR)


def row(company: Company) -> Bringing:
    with acting_for(company.id):
        return Bringing.objects.select_related("document").get()


def tries(company: Company) -> list[tuple[bool, str, str]]:
    with acting_for(company.id):
        return [(t.asks, t.outcome, t.code) for t in BringingTry.objects.order_by("id")]


def tags(document: Document) -> list[str]:
    with acting_for(document.tenant_id):
        return [tag_of(each.event) for each in events_of(document.id)]


def later(**spent: float) -> int:
    return bring_due(timezone.now() + timedelta(**spent))


def test_what_nordbygg_sends_arrives_on_fjordtres_own_server_in_its_format(
    network: None, nordbygg: Company, fjordtre: Company, server: Sshd
) -> None:
    set_up(fjordtre, "sftp", server.settings(), syntax="cii_d16b")
    sent(nordbygg, ubl_invoice("F-1042"))
    assert bring_due(timezone.now()) == 1
    (main,) = [path for path in server.folder.iterdir() if path.suffix == ".xml"]
    reading = read(main.read_bytes())
    assert (reading.syntax.name, reading.invoice.number) == ("cii_d16b", "F-1042")
    assert [name.rpartition(".")[2] for name in server.names()] == ["xml", "pdf"]
    assert row(fjordtre).state == BringingState.BROUGHT


def test_what_was_brought_counts_as_collected_with_its_receipt_in_the_archive(
    network: None, nordbygg: Company, fjordtre: Company, server: Sshd
) -> None:
    set_up(fjordtre, "sftp", server.settings())
    sent(nordbygg, ubl_invoice())
    bring_due(timezone.now())
    document = row(fjordtre).document
    assert document.collected_at is not None
    assert document.collected_by == "own-server:sftp"
    assert tags(document) == ["document.arrived", "document.brought", "document.collected"]
    with acting_for(fjordtre.id):
        receipt = next(content_of(f) for f in files_of(document.id) if f.role == FileRole.RECEIPT)
    assert document.number.encode() in receipt
    assert verify_chain(fjordtre.id).is_sound


def test_it_is_brought_once_however_often_the_round_goes(
    network: None, nordbygg: Company, fjordtre: Company, server: Sshd
) -> None:
    set_up(fjordtre, "sftp", server.settings())
    sent(nordbygg, ubl_invoice())
    assert [bring_due(timezone.now()), later(minutes=1), later(hours=1)] == [1, 0, 0]
    assert len([n for n in server.names() if n.endswith(".xml")]) == 1


def test_a_document_as_it_came_is_not_changed_by_one_byte(
    network: None, nordbygg: Company, fjordtre: Company, server: Sshd
) -> None:
    set_up(fjordtre, "sftp", server.settings())
    sent(nordbygg, ubl_invoice("F-7"))
    bring_due(timezone.now())
    with acting_for(fjordtre.id):
        original = next(content_of(f) for f in files_of(row(fjordtre).document_id) if f.role == FileRole.ORIGINAL)
    assert [p.read_bytes() for p in server.folder.iterdir() if p.suffix == ".xml"] == [original]


def test_a_company_without_an_own_server_has_nothing_brought(
    network: None, nordbygg: Company, fjordtre: Company
) -> None:
    sent(nordbygg, ubl_invoice())
    with acting_for(fjordtre.id):
        assert not Bringing.objects.exists()


def test_while_the_server_is_away_the_document_waits_and_comes_once_when_it_is_back(
    network: None, nordbygg: Company, fjordtre: Company, server: Sshd
) -> None:
    set_up(fjordtre, "sftp", server.settings())
    server.stop()
    sent(nordbygg, ubl_invoice())
    bring_due(timezone.now())
    assert (row(fjordtre).state, row(fjordtre).code) == (BringingState.WAITING, "sftp-unreachable")
    server.start()
    assert later(hours=1) == 1
    assert row(fjordtre).state == BringingState.BROUGHT
    assert tries(fjordtre) == [(False, "try_later", "sftp-unreachable"), (False, "delivered", "")]
    assert len([n for n in server.names() if n.endswith(".xml")]) == 1


def test_an_unknown_key_of_the_server_waits_for_a_person_who_reads_its_fingerprint_in_a_letter(
    network: None, nordbygg: Company, fjordtre: Company, frida: User, server: Sshd
) -> None:
    set_up(fjordtre, "sftp", server.settings(fingerprint=""))
    sent(nordbygg, ubl_invoice("F-1"))
    sent(nordbygg, ubl_invoice("F-2"))
    bring_due(timezone.now())
    with acting_for(fjordtre.id):
        rows = list(Bringing.objects.all())
    assert {each.code for each in rows} == {"sftp-host-key-unknown"}
    assert all(server.fingerprint in each.detail for each in rows)
    letters = Letter.objects.filter(kind="own-server-trouble")
    assert [letter.recipient for letter in letters] == [frida.email], "one letter for one trouble"
    set_up(fjordtre, "sftp", server.settings())
    with acting_for(fjordtre.id):
        assert bring_all_again(actor=ACTOR) == 2
    assert bring_due(timezone.now()) == 2
    assert len([n for n in server.names() if n.endswith(".xml")]) == 2


def test_a_worker_that_dies_after_the_hand_over_is_asked_after_and_nothing_comes_twice(
    network: None, nordbygg: Company, fjordtre: Company, server: Sshd, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up(fjordtre, "sftp", server.settings())
    sent(nordbygg, ubl_invoice())

    def dies(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(bringing_module, "note", dies)
    with pytest.raises(KeyboardInterrupt):
        bring_due(timezone.now())
    monkeypatch.undo()
    monkeypatch.setenv("DEPESCH_PRIVATE_CHANNELS", "true")
    for path in server.folder.glob("*.*"):
        if path.is_file():
            path.unlink()  # the receiver fetched and deleted
    assert later(seconds=1) == 0, "it is claimed"
    assert later(seconds=CLAIMED_FOR.total_seconds() + 1) == 1
    assert tries(fjordtre) == [(False, "unknown", "worker-died"), (True, "delivered", "")]
    assert server.names() == []


def test_a_worker_that_dies_before_the_hand_over_leaves_it_to_be_brought(
    network: None, nordbygg: Company, fjordtre: Company, server: Sshd, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up(fjordtre, "sftp", server.settings())
    sent(nordbygg, ubl_invoice())

    def dies(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(bringing_module, "_carried_out", dies)
    with pytest.raises(KeyboardInterrupt):
        bring_due(timezone.now())
    monkeypatch.undo()
    monkeypatch.setenv("DEPESCH_PRIVATE_CHANNELS", "true")
    later(seconds=CLAIMED_FOR.total_seconds() + 1)
    later(seconds=CLAIMED_FOR.total_seconds() + 2)
    assert tries(fjordtre) == [
        (False, "unknown", "worker-died"),
        (True, "try_later", "sftp-not-handed-over"),
        (False, "delivered", ""),
    ]
    assert len([n for n in server.names() if n.endswith(".xml")]) == 1


def test_a_refusal_stops_it_until_a_person_says_again(
    network: None, nordbygg: Company, fjordtre: Company, their_program: Program
) -> None:
    their_program.answering = answer(422, "no such order")
    set_up(fjordtre, "https_push", their_program.settings())
    sent(nordbygg, ubl_invoice())
    bring_due(timezone.now())
    stopped = row(fjordtre)
    assert (stopped.state, stopped.code) == (BringingState.STOPPED, "push-refused")
    assert "no such order" in stopped.detail
    assert later(days=3) == 0
    assert "document.bringing_stopped" in tags(stopped.document)
    their_program.answering = None
    with acting_for(fjordtre.id):
        assert list(troubled()) == [stopped]
        bring_again(stopped.document_id, actor=ACTOR)
    bring_due(timezone.now())
    assert row(fjordtre).state == BringingState.BROUGHT
    assert len({headers["idempotency-key"] for headers, _ in their_program.requests}) == 1


def test_an_answer_that_got_lost_is_repeated_under_the_same_key(
    network: None, nordbygg: Company, fjordtre: Company, their_program: Program
) -> None:
    their_program.answering = lambda request: request.connection.close()
    set_up(fjordtre, "https_push", their_program.settings(timeout_s=60))
    sent(nordbygg, ubl_invoice())
    bring_due(timezone.now())
    assert row(fjordtre).state == BringingState.UNCERTAIN
    their_program.answering = None
    later(hours=1)
    later(hours=2)
    assert row(fjordtre).state == BringingState.BROUGHT
    assert [(asks, outcome) for asks, outcome, _ in tries(fjordtre)] == [
        (False, "unknown"), (True, "unknown"), (False, "delivered"),
    ]  # fmt: skip
    assert len(their_program.kept) == 1


def test_what_waits_for_days_stops(network: None, nordbygg: Company, fjordtre: Company, server: Sshd) -> None:
    set_up(fjordtre, "sftp", server.settings())
    server.stop()
    sent(nordbygg, ubl_invoice())
    with acting_for(fjordtre.id):
        Bringing.objects.update(since=timezone.now() - timedelta(days=6))
    bring_due(timezone.now())
    assert (row(fjordtre).state, row(fjordtre).code) == (BringingState.STOPPED, "expired")


def test_what_a_program_collected_meanwhile_is_not_brought(
    network: None, nordbygg: Company, fjordtre: Company, server: Sshd
) -> None:
    set_up(fjordtre, "sftp", server.settings())
    sent(nordbygg, ubl_invoice())
    with acting_for(fjordtre.id):
        acknowledge(row(fjordtre).document_id, actor="token:x")
    assert bring_due(timezone.now()) == 0
    assert (row(fjordtre).state, row(fjordtre).code, server.names()) == (BringingState.ENDED, "collected", [])


def test_what_came_before_the_server_was_set_up_is_brought_when_somebody_says_so(
    network: None, nordbygg: Company, fjordtre: Company, server: Sshd
) -> None:
    sent(nordbygg, ubl_invoice())
    set_up(fjordtre, "sftp", server.settings())
    assert bring_due(timezone.now()) == 0
    with acting_for(fjordtre.id):
        assert bring_uncollected(actor=ACTOR) == 1
    bring_due(timezone.now())
    assert row(fjordtre).state == BringingState.BROUGHT


def test_a_copy_by_hand_comes_under_another_name(
    network: None, nordbygg: Company, fjordtre: Company, server: Sshd
) -> None:
    set_up(fjordtre, "sftp", server.settings())
    sent(nordbygg, ubl_invoice())
    bring_due(timezone.now())
    with acting_for(fjordtre.id):
        bring_again(row(fjordtre).document_id, actor=ACTOR)
    bring_due(timezone.now())
    assert row(fjordtre).state == BringingState.BROUGHT
    assert len([n for n in server.names() if n.endswith(".xml")]) == 2


def test_what_need_not_be_brought_is_ended(network: None, nordbygg: Company, fjordtre: Company, server: Sshd) -> None:
    set_up(fjordtre, "sftp", server.settings())
    sent(nordbygg, ubl_invoice())
    with acting_for(fjordtre.id):
        end_bringing(row(fjordtre).document_id, actor=ACTOR)
        with pytest.raises(BringingRefused):
            end_bringing(row(fjordtre).document_id, actor=ACTOR)
    assert bring_due(timezone.now()) == 0


def test_what_is_perhaps_there_comes_as_a_copy_when_a_person_says_so(
    network: None, nordbygg: Company, fjordtre: Company, server: Sshd, their_program: Program
) -> None:
    their_program.answering = lambda request: request.connection.close()
    set_up(fjordtre, "https_push", their_program.settings(timeout_s=60))
    sent(nordbygg, ubl_invoice())
    bring_due(timezone.now())
    set_up(fjordtre, "sftp", server.settings())
    later(hours=1)
    stopped = row(fjordtre)
    assert (stopped.state, stopped.code) == (BringingState.STOPPED, "perhaps-brought")
    with acting_for(fjordtre.id):
        assert bring_all_again(actor=ACTOR) == 0, "nobody is asked whether it may come twice"
        bring_again(stopped.document_id, actor=ACTOR)
    later(hours=1)
    assert row(fjordtre).state == BringingState.BROUGHT
    assert len([n for n in server.names() if n.endswith(".xml")]) == 1


def test_what_arrives_while_somebody_ends_it_is_written_down_with_its_receipt(
    network: None, nordbygg: Company, fjordtre: Company, server: Sshd, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up(fjordtre, "sftp", server.settings())
    sent(nordbygg, ubl_invoice())

    def ended_first(*arguments: Any, **named: Any) -> None:
        with acting_for(fjordtre.id):
            bring_again(row(fjordtre).document_id, actor=ACTOR)  # under way: left to it
            end_bringing(row(fjordtre).document_id, actor=ACTOR)
        note(*arguments, **named)

    monkeypatch.setattr(bringing_module, "note", ended_first)
    assert bring_due(timezone.now()) == 1
    assert row(fjordtre).state == BringingState.BROUGHT
    assert row(fjordtre).document.collected_at is not None


def test_a_server_inside_the_operators_network_is_never_talked_to(
    network: None, nordbygg: Company, fjordtre: Company, server: Sshd, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEPESCH_PRIVATE_CHANNELS", "false")
    set_up(fjordtre, "sftp", server.settings())
    sent(nordbygg, ubl_invoice())
    bring_due(timezone.now())
    assert row(fjordtre).code == "sftp-address-not-allowed"
    assert server.names() == []


def test_another_channel_takes_the_place_of_the_one_before(
    network: None, nordbygg: Company, fjordtre: Company, server: Sshd, their_program: Program
) -> None:
    set_up(fjordtre, "sftp", server.settings(fingerprint=""))
    sent(nordbygg, ubl_invoice())
    bring_due(timezone.now())
    set_up(fjordtre, "https_push", their_program.settings())
    later(hours=1)
    assert row(fjordtre).state == BringingState.BROUGHT
    assert (len(their_program.kept), server.names()) == (1, [])


def test_the_secrets_are_sealed_and_gone_with_the_destination(fjordtre: Company, server: Sshd) -> None:
    set_up(fjordtre, "sftp", server.settings(password="mycket-hemligt"))
    with acting_for(fjordtre.id):
        assert "mycket" not in Destination.objects.get().sealed
        set_up(fjordtre, "sftp", server.settings(private_key="", password=""))
        kept = own_server()
        assert kept is not None
        assert kept.settings.password.reveal() == "mycket-hemligt"  # type: ignore[union-attr]  # of this channel
        assert remove_destination("sftp", customer=None, actor=ACTOR)
        assert own_server() is None


def test_no_company_sees_anothers_server(fjordtre: Company, carls_company: Company, server: Sshd) -> None:
    set_up(fjordtre, "sftp", server.settings())
    with acting_for(carls_company.id):
        assert own_server() is None
        assert not Destination.objects.exists()


def test_settings_of_one_receiver_are_none_of_the_companys_run(nordbygg: Company) -> None:
    with acting_for(nordbygg.id), pytest.raises(BadSettings, match="one receiver"):
        save_settings("sftp", {"host": "x.example", "user": "u"})


def test_each_company_has_its_turn_though_one_has_a_thousand(
    network: None, nordbygg: Company, fjordtre: Company, server: Sshd
) -> None:
    set_up(fjordtre, "sftp", server.settings())
    for number in range(6):
        sent(nordbygg, ubl_invoice(f"F-{number}"))
    assert bring_due(timezone.now()) == bringing_module.OF_EACH_COMPANY
