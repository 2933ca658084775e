"""What comes of a send, over real SMTP: later, refused, unknown; and when days have gone by."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path

import pytest

from depesch.exchange.mail.catcher import Catcher, caught
from depesch.hub.directory.channel_settings import save_settings
from depesch.hub.directory.customers import add_customer
from depesch.hub.directory.identifiers import canonical
from depesch.hub.directory.models import Customer
from depesch.hub.flows.actions import ActionRefused, cancel, send_again
from depesch.hub.flows.delivering import deliver
from depesch.hub.flows.models import Attempt, Delivery, Document, DocumentState
from depesch.hub.flows.processing import process
from depesch.hub.flows.services import exchange_folder
from depesch.hub.flows.states import Owner, rule
from depesch.hub.flows.submission import submit
from depesch.hub.history.events import tag_of
from depesch.hub.history.reading import events_of
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from tests.exchange.mail.rude_server import DROP, rude_server
from tests.hub.flows.papers import ubl_invoice

S = DocumentState
CONNECTED: list[object] = []  # where Python's sockets went, while somebody looks


def _listen(event: str, details: tuple[object, ...]) -> None:
    if event in {"socket.connect", "socket.getaddrinfo", "socket.sendto"}:
        CONNECTED.append(details)


sys.addaudithook(_listen)


class Sender:
    """Nordbygg with one document for one customer, who is reached by mail and then by folder."""

    def __init__(self, company: Company) -> None:
        self.company, self.folder = company, exchange_folder(company.id)
        (self.folder / "fjordtre").mkdir(parents=True)
        identifier = canonical("0192", "999000053")
        assert identifier is not None
        with acting_for(company.id):
            save_settings("folder", {})
            add_customer(
                "Fjordtre", identifiers=[identifier], email="faktura@fjordtre.example", folder="fjordtre",
                run=["email", "folder"],
            )  # fmt: skip

    def mails_go_to(self, port: int) -> None:
        values = {
            "host": "127.0.0.1",
            "port": port,
            "tls": "none",
            "from_address": "f@nordbygg.example",
            "timeout_s": 5,
        }
        with acting_for(self.company.id):
            save_settings("email", values)

    def hand_over(self, send_mode: str = "production") -> None:
        given = submit(
            ubl_invoice("F-1"), company_id=self.company.id, actor="user:astrid", route="api", send_mode=send_mode
        )
        self.document_id = given.document_id

    def go(self) -> Document:
        deliver(self.company.id, self.document_id, process(self.company.id, self.document_id), draw=lambda: 0.0)
        with acting_for(self.company.id):
            return Document.objects.get(id=self.document_id)

    def later(self) -> Document:
        """Let the time of the next try come, and try."""
        with acting_for(self.company.id):
            Delivery.objects.update(try_at=now())
        return self.go()

    def attempts(self) -> list[Attempt]:
        with acting_for(self.company.id):
            return list(Attempt.objects.order_by("number"))

    def files(self) -> list[Path]:
        return [path for path in (self.folder / "fjordtre").iterdir() if path.suffix == ".xml"]


@pytest.fixture
def sender(nordbygg: Company) -> Sender:
    return Sender(nordbygg)


def test_a_mail_arrives_with_the_invoice_and_its_rendering(sender: Sender, tmp_path: Path) -> None:
    with Catcher(tmp_path / "mails") as catcher:
        sender.mails_go_to(catcher.port)
        sender.hand_over()
        document = sender.go()
    ((_, mail),) = caught(tmp_path / "mails")
    kinds = {part.get_content_type() for part in mail.iter_attachments()}
    assert (document.state, kinds) == (S.DELIVERED, {"application/pdf", "application/xml"})


def test_the_message_id_names_the_hub_and_outlives_a_change_of_its_name(
    sender: Sender, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEPESCH_PUBLIC_URL", "https://hub.nordbygg.example")
    with rude_server(mail=DROP) as server:
        sender.mails_go_to(server.port)
        sender.hand_over()
        sender.go()
    monkeypatch.setenv("DEPESCH_PUBLIC_URL", "https://other.example")
    with Catcher(tmp_path / "mails") as catcher:
        sender.mails_go_to(catcher.port)
        sender.later()
    ((_, mail),) = caught(tmp_path / "mails")
    assert mail["Message-ID"] == f"<{sender.document_id}-email@hub.nordbygg.example>"


def test_a_refusal_goes_on_to_the_next_channel_at_once(sender: Sender) -> None:
    with rude_server(RCPT=b"550 5.1.1 no such user\r\n") as server:
        sender.mails_go_to(server.port)
        sender.hand_over()
        document = sender.go()
    assert (document.state, len(sender.files())) == (S.DELIVERED, 1)
    assert [(a.channel, a.outcome) for a in sender.attempts()] == [("email", "refused"), ("folder", "delivered")]


def test_when_all_refuse_the_document_goes_back_to_the_sender(sender: Sender) -> None:
    with acting_for(sender.company.id):
        save_settings("folder", {}, enabled=False)
    with rude_server(RCPT=b"550 5.1.1 no such user\r\n") as server:
        sender.mails_go_to(server.port)
        sender.hand_over()
        document = sender.go()
    assert (document.state, document.problem_code, document.duplicate_key) == (S.UNDELIVERABLE, "undeliverable", None)
    assert "no such user" in document.problem_values["detail"]


def test_a_passing_obstacle_waits_and_says_until_when(sender: Sender) -> None:
    with rude_server(RCPT=b"450 greylisted\r\n") as server:
        sender.mails_go_to(server.port)
        sender.hand_over()
        document = sender.go()
    assert (document.state, document.problem_code, sender.files()) == (S.WAITING, "waiting", [])
    assert document.problem_values["retry_at"] > now().isoformat()


def test_a_job_that_comes_too_early_does_nothing(sender: Sender) -> None:
    with rude_server(RCPT=b"450 greylisted\r\n") as server:
        sender.mails_go_to(server.port)
        sender.hand_over()
        sender.go()
        sender.go()
    assert len(sender.attempts()) == 1


def test_lesson_28_an_unknown_outcome_is_no_failure_and_goes_to_no_other_channel(sender: Sender) -> None:
    with rude_server(mail=DROP) as server:
        sender.mails_go_to(server.port)
        sender.hand_over()
        document = sender.go()
        assert len(server.mails) == 1
    assert (document.state, document.problem_code, sender.files()) == (S.UNCERTAIN, "uncertain", [])


def test_lesson_28_a_mail_of_unknown_fate_is_repeated_under_the_same_id_and_counted(
    sender: Sender, tmp_path: Path
) -> None:
    with rude_server(mail=DROP) as server:
        sender.mails_go_to(server.port)
        sender.hand_over()
        sender.go()
    with Catcher(tmp_path / "mails") as catcher:
        sender.mails_go_to(catcher.port)
        document = sender.later()
    attempts = sender.attempts()
    assert (document.state, len(caught(tmp_path / "mails"))) == (S.DELIVERED, 1)
    assert [(a.outcome, a.repeat) for a in attempts] == [("unknown", False), ("delivered", True)]
    assert len({a.message_id for a in attempts}) == 1


def test_after_days_of_passing_obstacles_the_next_channel_is_tried(sender: Sender) -> None:
    with rude_server(RCPT=b"450 greylisted\r\n") as server:
        sender.mails_go_to(server.port)
        sender.hand_over()
        sender.go()
        with acting_for(sender.company.id):
            Delivery.objects.update(step_since=now() - timedelta(days=6))
        document = sender.later()
    assert (document.state, len(sender.files())) == (S.DELIVERED, 1)


def test_a_channel_that_was_switched_off_meanwhile_is_passed_over(sender: Sender) -> None:
    with rude_server(RCPT=b"450 greylisted\r\n") as server:
        sender.mails_go_to(server.port)
        sender.hand_over()
        sender.go()
    with acting_for(sender.company.id):
        save_settings("email", {"host": "127.0.0.1", "from_address": "f@nordbygg.example"}, enabled=False)
    assert sender.later().state == S.DELIVERED
    assert sender.attempts()[1].code == "channel-off"


def test_a_look_up_that_fails_for_a_passing_reason_waits_and_is_repeated(sender: Sender) -> None:
    sender.mails_go_to(1)
    (sender.folder / "fjordtre").rmdir()
    with acting_for(sender.company.id):
        Customer.objects.update(run=["folder", "email"])
    sender.hand_over()
    document = sender.go()
    assert (document.state, document.problem_code) == (S.WAITING, "look-up-failed")
    (sender.folder / "fjordtre").mkdir()
    assert sender.later().state == S.DELIVERED
    with acting_for(sender.company.id):
        assert "delivery.postponed" in [tag_of(each.event) for each in events_of(sender.document_id)]


def test_a_person_may_let_a_document_of_unknown_fate_go_once_more(sender: Sender, tmp_path: Path) -> None:
    with rude_server(mail=DROP) as server:
        sender.mails_go_to(server.port)
        sender.hand_over()
        sender.go()
    with acting_for(sender.company.id):
        send_again(sender.document_id, "user:astrid")
    with Catcher(tmp_path / "mails") as catcher:
        sender.mails_go_to(catcher.port)
        document = sender.go()
    assert (document.state, [a.repeat for a in sender.attempts()]) == (S.DELIVERED, [False, True])


def test_what_is_of_unknown_fate_goes_nowhere_when_its_channel_is_switched_off(sender: Sender) -> None:
    with rude_server(mail=DROP) as server:
        sender.mails_go_to(server.port)
        sender.hand_over()
        sender.go()
    with acting_for(sender.company.id):
        save_settings("email", {"host": "127.0.0.1", "from_address": "f@nordbygg.example"}, enabled=False)
    assert sender.later().state == S.UNCERTAIN
    assert sender.later().state == S.UNCERTAIN
    assert sender.files() == []


def _unknown_then(sender: Sender, answer: bytes) -> Document:
    """Let the first mail be of unknown fate, and the repeat meet `answer`."""
    with rude_server(mail=DROP) as server:
        sender.mails_go_to(server.port)
        sender.hand_over()
        sender.go()
    with rude_server(RCPT=answer) as server:
        sender.mails_go_to(server.port)
        return sender.later()


def test_lesson_28_a_refused_repeat_goes_nowhere_while_the_first_copy_may_have_arrived(sender: Sender) -> None:
    document = _unknown_then(sender, b"550 5.1.1 no such user\r\n")
    assert [a.outcome for a in sender.attempts()] == ["unknown", "refused"]
    assert (document.state, document.problem_code, sender.files()) == (S.UNCERTAIN, "perhaps-arrived", [])
    assert rule(S(document.state)).owner is Owner.OPERATOR
    with acting_for(sender.company.id):
        assert tag_of(events_of(sender.document_id)[-1].event) == "delivery.undecided"


def test_lesson_28_an_expired_repeat_goes_nowhere_either(sender: Sender) -> None:
    later = b"450 greylisted\r\n"
    assert _unknown_then(sender, later).state == S.WAITING
    with acting_for(sender.company.id):
        Delivery.objects.update(step_since=now() - timedelta(days=6))
    with rude_server(RCPT=later) as server:
        sender.mails_go_to(server.port)
        document = sender.later()
    assert (document.state, document.problem_code, sender.files()) == (S.UNCERTAIN, "perhaps-arrived", [])


def test_what_waits_for_a_persons_decision_is_not_taken_up_by_a_job(sender: Sender) -> None:
    _unknown_then(sender, b"550 5.1.1 no such user\r\n")
    tries = len(sender.attempts())
    assert (sender.go().state, len(sender.attempts())) == (S.UNCERTAIN, tries)


def test_when_a_person_says_so_every_way_is_tried_anew(sender: Sender) -> None:
    no = b"550 5.1.1 no such user\r\n"
    _unknown_then(sender, no)
    with acting_for(sender.company.id):
        send_again(sender.document_id, "user:astrid")
    with rude_server(RCPT=no) as server:
        sender.mails_go_to(server.port)
        document = sender.go()
    assert (document.state, len(sender.files())) == (S.DELIVERED, 1)


def test_what_may_have_arrived_cannot_be_withdrawn_while_it_waits(sender: Sender) -> None:
    assert _unknown_then(sender, b"450 greylisted\r\n").state == S.WAITING
    with acting_for(sender.company.id), pytest.raises(ActionRefused, match="not-possible-now"):
        cancel(sender.document_id, "user:astrid")


def test_other_bytes_over_the_same_channel_get_another_id(sender: Sender, tmp_path: Path) -> None:
    with acting_for(sender.company.id):
        save_settings("folder", {}, enabled=False)
    with rude_server(RCPT=b"550 5.1.1 no such user\r\n") as server:
        sender.mails_go_to(server.port)
        sender.hand_over()
        sender.go()
    with acting_for(sender.company.id):
        Customer.objects.update(syntax="cii_d16b")
        send_again(sender.document_id, "user:astrid")
    with Catcher(tmp_path / "mails") as catcher:
        sender.mails_go_to(catcher.port)
        document = sender.go()
    first, second = sender.attempts()
    assert (document.state, first.message_id == second.message_id) == (S.DELIVERED, False)


def test_a_company_writes_into_no_other_folder_of_the_machine(sender: Sender, tmp_path: Path) -> None:
    (tmp_path / "fjordtre").mkdir()
    with acting_for(sender.company.id):
        save_settings("folder", {"root": str(tmp_path)})
        Customer.objects.update(run=["folder"])
    sender.hand_over()
    assert sender.go().state == S.UNDELIVERABLE
    assert list((tmp_path / "fjordtre").iterdir()) == []


def test_a_company_writes_into_no_other_companys_folder(sender: Sender, fjordtre: Company) -> None:
    theirs = exchange_folder(fjordtre.id) / "fjordtre"
    theirs.mkdir(parents=True)
    with acting_for(sender.company.id):
        save_settings("folder", {"root": f"../{fjordtre.id}"})
        Customer.objects.update(run=["folder"])
    sender.hand_over()
    assert (sender.go().state, list(theirs.iterdir())) == (S.UNDELIVERABLE, [])


def test_certification_opens_no_connection_and_writes_no_file(sender: Sender) -> None:
    with rude_server() as server:
        sender.mails_go_to(server.port)
        sender.hand_over("certification")
        CONNECTED.clear()
        document = sender.go()
        assert (document.state, CONNECTED, server.heard) == (S.CERTIFIED, [], [])
    assert sender.files() == []
    assert sender.attempts() == []


def test_production_does_open_one_so_that_the_proof_above_proves_something(sender: Sender) -> None:
    with rude_server() as server:
        sender.mails_go_to(server.port)
        sender.hand_over()
        CONNECTED.clear()
        sender.go()
        assert CONNECTED
