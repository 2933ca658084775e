"""Printers that print what is mailed to them: over a run, on demand, and a test page. With a real mail server."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from uuid import UUID, uuid4

import msgspec
import pypdfium2
import pytest

from depesch.exchange.mail.catcher import Catcher, caught
from depesch.hub.archive.models import FileRole
from depesch.hub.archive.store import keep_file
from depesch.hub.directory.channel_settings import change_settings, save_settings
from depesch.hub.directory.customers import add_customer
from depesch.hub.directory.identifiers import canonical
from depesch.hub.directory.models import Customer, Printer, Run
from depesch.hub.directory.printers import BadPrinter, printer_way, remove_printer, save_printer
from depesch.hub.directory.run_rules import RunWhy, TakenRun
from depesch.hub.directory.runs import BadRun, RunFacts, company_runs, move_run, order_runs, remove_run, save_run
from depesch.hub.flows.actions import ActionRefused
from depesch.hub.flows.bulk import BulkKind, ask, work_on_bulk
from depesch.hub.flows.delivering import deliver
from depesch.hub.flows.models import Attempt, Delivery, Document, DocumentState, PrintJob, PrintState
from depesch.hub.flows.printing import ask_print, ask_test_page, print_due
from depesch.hub.flows.processing import process
from depesch.hub.flows.submission import submit
from depesch.hub.history.reading import events_of
from depesch.hub.history.words import describe
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from tests.hub.flows.papers import ubl_invoice

FJORDTRE = ("0192", "999000053")
ACTOR = "user:astrid"


@pytest.fixture
def catcher(nordbygg: Company, tmp_path: Path) -> Iterator[Catcher]:
    """The mail server of Nordbygg, which has Fjordtre among its customers and two printers."""
    identifier = canonical(*FJORDTRE)
    assert identifier is not None
    with Catcher(tmp_path / "mails") as catcher, acting_for(nordbygg.pk):
        add_customer("Fjordtre", identifiers=[identifier], country="NO", language="nb")
        settings = {"host": "127.0.0.1", "port": catcher.port, "tls": "none", "from_address": "f@nordbygg.example"}
        save_settings("email", settings)
        save_printer("Kontoret", "kontoret@print.example", is_default=False, actor=ACTOR)
        save_printer("Lagret", "lagret@print.example", is_default=False, actor=ACTOR)
        yield catcher


def mails(tmp_path: Path) -> list[EmailMessage]:
    return [mail for _path, mail in caught(tmp_path / "mails")]


def given(
    company: Company, number: str, *, send_mode: str = "production", beside: tuple[tuple[str, bytes], ...] = ()
) -> UUID:
    content = ubl_invoice(number, endpoint=FJORDTRE)
    found = submit(content, company_id=company.pk, actor=ACTOR, route="api", send_mode=send_mode).document_id
    with acting_for(company.pk):
        for name, data in beside:
            keep_file(found, FileRole.ATTACHMENT, name, "application/octet-stream", data)
    return found


def gone(company: Company, document_id: UUID) -> Document:
    deliver(company.pk, document_id, process(company.pk, document_id), draw=lambda: 0.0)
    with acting_for(company.pk):
        return Document.objects.get(pk=document_id)


def printer(name: str) -> Printer:
    return Printer.objects.get(name=name)


def text_of(pdf: bytes) -> str:
    return "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf))


@pytest.mark.row("S-079", "D-06", "S-066")
def test_d_06_printers_a_run_ends_at_the_customers_printer(nordbygg: Company, catcher: Catcher, tmp_path: Path) -> None:
    with acting_for(nordbygg.pk):
        save_run(RunFacts(name="Papper", channels=("portal_inbox", "printer"), countries=("NO",)), actor=ACTOR)
        Customer.objects.update(printer=printer("Lagret"))
    pdf = b"%PDF-1.7 ritning"
    document = gone(nordbygg, given(nordbygg, "F-1", beside=(("ritning.pdf", pdf), ("bild.png", b"\x89PNG"))))
    assert document.state == DocumentState.DELIVERED
    (mail,) = mails(tmp_path)
    assert mail["To"].addresses[0].addr_spec == "lagret@print.example"
    invoice, beside = list(mail.iter_attachments())
    assert "F-1" in text_of(invoice.get_content())
    assert beside.get_content() == pdf
    body = mail.get_body()
    assert body is not None
    assert "bild.png" in body.get_content()
    with acting_for(nordbygg.pk):
        delivery = Delivery.objects.get(document=document)
        taken = msgspec.convert(delivery.taken, TakenRun)
        assert (delivery.channel, taken.why, taken.name, taken.country) == ("printer", RunWhy.RULE, "Papper", "NO")
        assert [each["code"] for each in delivery.skipped] == ["not-on-this-hub"]
        assert Attempt.objects.get(delivery=delivery).left_out == ["bild.png"]
        told = describe(events_of(document.pk)[-1].event, "en")
    assert told.startswith("Handed to the printer's mail. What happened then nobody tells.")
    assert "bild.png" in told


@pytest.mark.row("D-04", "D-06", "S-067")
def test_d_06_runs_without_one_that_fits_the_default_is_taken_and_never_a_printer(
    nordbygg: Company, catcher: Catcher, tmp_path: Path
) -> None:
    with acting_for(nordbygg.pk):
        save_run(RunFacts(name="Sverige", channels=("printer",), countries=("SE",)), actor=ACTOR)
    document = gone(nordbygg, given(nordbygg, "F-1"))
    assert mails(tmp_path) == []
    assert document.problem_code == "no-way-out"
    with acting_for(nordbygg.pk):
        delivery = Delivery.objects.get(document=document)
        assert msgspec.convert(delivery.taken, TakenRun).why is RunWhy.DEFAULT
        assert [each["channel"] for each in delivery.skipped] == ["portal_inbox", "email"]


@pytest.mark.row("S-079")
def test_s_079_what_is_asked_for_twice_is_printed_once(nordbygg: Company, catcher: Catcher, tmp_path: Path) -> None:
    document_id = given(nordbygg, "F-2")
    gone(nordbygg, document_id)
    with acting_for(nordbygg.pk):
        asked = [ask_print(document_id, printer("Kontoret"), asked_as="once", actor=ACTOR).pk for _ in range(2)]
    assert asked[0] == asked[1]
    assert mails(tmp_path) == []  # nothing is sent before the round
    assert print_due(now()) == 1
    assert print_due(now()) == 0
    (mail,) = mails(tmp_path)
    (pdf,) = list(mail.iter_attachments())
    assert (mail["Subject"], pdf.get_content()[:5]) == ("Faktura F-2 från Nordbygg Fasad AB", b"%PDF-")
    with acting_for(nordbygg.pk):
        assert PrintJob.objects.get().state == PrintState.HANDED
        told = [describe(each.event, "en") for each in events_of(document_id)][-2:]
    assert told == [
        "Printing was asked for on the printer Kontoret.",
        "Handed to the printer's mail (Kontoret). Whether it was printed nobody tells.",
    ]


@pytest.mark.row("S-079", "S-058")
def test_many_documents_are_printed_each_on_its_printer(nordbygg: Company, catcher: Catcher, tmp_path: Path) -> None:
    ids = [given(nordbygg, "F-3"), given(nordbygg, "F-4"), given(nordbygg, "F-5", send_mode="certification")]
    for each in ids:
        gone(nordbygg, each)
    with acting_for(nordbygg.pk):
        action = ask(BulkKind.PRINT, ids, actor=ACTOR)
    work_on_bulk(now())
    print_due(now())
    assert sorted(mail["Subject"].split()[1] for mail in mails(tmp_path)) == ["F-3", "F-4"]
    with acting_for(nordbygg.pk):
        action.refresh_from_db()
        assert action.refused == [[str(ids[2]), "nothing-to-print"]]


@pytest.mark.row("S-078")
def test_s_078_a_test_page_is_really_sent(nordbygg: Company, catcher: Catcher, tmp_path: Path) -> None:
    with acting_for(nordbygg.pk):
        ask_test_page(printer("Kontoret"), language="sv", asked_as="t", actor=ACTOR)
    print_due(now())
    (mail,) = mails(tmp_path)
    (page,) = list(mail.iter_attachments())
    text = text_of(page.get_content())
    assert "Testsida från Depesch" in text
    assert "kontoret@print.example" in text
    assert (mail["To"].addresses[0].addr_spec, mail["Subject"]) == ("kontoret@print.example", "Testsida från Depesch")


def test_a_dead_mail_server_is_tried_again_and_after_a_day_it_is_told(nordbygg: Company, catcher: Catcher) -> None:
    with acting_for(nordbygg.pk):
        change_settings("email", {"port": 9}, actor=ACTOR)  # nobody listens there
        job = ask_test_page(printer("Kontoret"), language="sv", asked_as="t", actor=ACTOR)
    print_due(now())
    with acting_for(nordbygg.pk):
        job.refresh_from_db()
        assert (job.state, job.code, job.begun_at) == (PrintState.WAITING, "smtp-unreachable", None)
        assert job.try_at is not None
        assert job.try_at > now()
        PrintJob.objects.update(try_at=now(), asked_at=now() - timedelta(days=2))
    print_due(now())
    with acting_for(nordbygg.pk):
        job.refresh_from_db()
        assert (job.state, job.tries) == (PrintState.FAILED, 2)


def test_a_print_that_was_cut_off_is_not_sent_again(nordbygg: Company, catcher: Catcher, tmp_path: Path) -> None:
    with acting_for(nordbygg.pk):
        job = ask_test_page(printer("Kontoret"), language="sv", asked_as="t", actor=ACTOR)
        PrintJob.objects.update(begun_at=now())
    assert print_due(now()) == 0
    assert mails(tmp_path) == []
    with acting_for(nordbygg.pk):
        job.refresh_from_db()
        assert (job.state, job.code) == (PrintState.UNCERTAIN, "perhaps-printed")


def test_without_a_printer_it_is_said(nordbygg: Company) -> None:
    document_id = given(nordbygg, "F-6")
    process(nordbygg.pk, document_id)
    with acting_for(nordbygg.pk), pytest.raises(ActionRefused, match="no-printer"):
        ask_print(document_id, None, asked_as="x", actor=ACTOR)


def test_printers_have_one_default_which_another_inherits(nordbygg: Company) -> None:
    with acting_for(nordbygg.pk):
        first = save_printer("A", "a@print.example", is_default=False, actor=ACTOR)
        assert first.is_default
        second = save_printer("B", "b@print.example", is_default=True, actor=ACTOR)
        assert [each.name for each in Printer.objects.filter(is_default=True)] == ["B"]
        remove_printer(second, actor=ACTOR)
        assert [each.name for each in Printer.objects.filter(is_default=True)] == ["A"]
        with pytest.raises(BadPrinter, match="there-already"):
            save_printer("a", "x@print.example", is_default=False, actor=ACTOR)
        with pytest.raises(BadPrinter, match="bad-address"):
            save_printer("C", "no address", is_default=False, actor=ACTOR)
        assert list(printer_way(None)) == ["printer"]


def test_runs_keep_their_order_and_bad_ones_are_refused(nordbygg: Company) -> None:
    with acting_for(nordbygg.pk):
        rows = [save_run(RunFacts(name=name, channels=("email",)), actor=ACTOR) for name in "ABC"]
        move_run(rows[2], up=True, actor=ACTOR)
        assert [each.name for each in company_runs().named] == ["A", "C", "B"]
        order_runs([str(rows[1].pk), str(uuid4()), str(rows[0].pk)], actor=ACTOR)
        assert [each.name for each in company_runs().named] == ["B", "A", "C"]
        remove_run(rows[0], actor=ACTOR)
        assert [each.name for each in company_runs().named] == ["B", "C"]
        for bad, code in (
            (RunFacts(name="b"), "there-already"),
            (RunFacts(name=" "), "bad-name"),
            (RunFacts(name="x", channels=("sftp",)), "unknown-channel"),
            (RunFacts(name="x", countries=("norge",)), "unknown-country"),
            (RunFacts(name="x", kinds=("vip",)), "unknown-kind"),
        ):
            with pytest.raises(BadRun, match=code):
                save_run(bad, actor=ACTOR)


@pytest.mark.row("S-133")
def test_strangers_see_no_run_no_printer_and_no_print(
    nordbygg: Company, fjordtre: Company, catcher: Catcher, tmp_path: Path
) -> None:
    with acting_for(nordbygg.pk):
        run = save_run(RunFacts(name="Papper", channels=("printer",)), actor=ACTOR)
        job = ask_test_page(printer("Kontoret"), language="sv", asked_as="t", actor=ACTOR)
    with acting_for(fjordtre.pk):
        assert not Run.objects.exists()
        assert not Printer.objects.exists()
        assert not PrintJob.objects.exists()
        assert printer_way(None) == {}
        for model, pk in ((Run, run.pk), (Printer, None), (PrintJob, job.pk)):  # past the manager: row security itself
            assert not model._base_manager.filter(**({"pk": pk} if pk else {})).exists()
