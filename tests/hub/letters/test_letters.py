"""Letters on paper, from the document to the print partner's answer, over a real SFTP server."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from unittest.mock import patch

import pikepdf
import pypdfium2
import pytest

from depesch.channels import Delivered, File, Outcome, Parcel
from depesch.exchange.mail.catcher import Catcher, caught
from depesch.hub.archive.models import FileRole
from depesch.hub.archive.store import content_of, files_of
from depesch.hub.directory.channel_settings import save_settings
from depesch.hub.directory.customers import add_customer
from depesch.hub.directory.identifiers import canonical
from depesch.hub.directory.participants import register_company
from depesch.hub.flows.actions import ActionRefused, cancel, send_again
from depesch.hub.flows.models import Delivery, Document, DocumentState
from depesch.hub.flows.processing import process
from depesch.hub.flows.submission import submit
from depesch.hub.history.kinds.letters import LetterSharesEnvelope
from depesch.hub.history.reading import events_of
from depesch.hub.letters import handing_over
from depesch.hub.letters.answers import BadAnswer, read_answers, take_answers
from depesch.hub.letters.models import JobState, Letter, LetterState, PrintJob
from depesch.hub.letters.partner import Partner
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from tests.hub.flows.papers import ubl_invoice
from tests.hub.letters.scene import LATER, Scene, found, go

S = DocumentState


def pdf_of(pages: int) -> bytes:
    document, out = pikepdf.new(), io.BytesIO()
    for _ in range(pages):
        document.add_blank_page(page_size=(595, 842))
    document.save(out)
    return out.getvalue()


def drawn(pdf: bytes, page: int) -> bytes:
    return bytes(pypdfium2.PdfDocument(pdf)[page].render(scale=1.5).to_numpy().tobytes())


@pytest.mark.row("S-121")
def test_one_batch_goes_by_network_e_mail_and_print_without_anybody_choosing(
    scene: Scene, fjordtre: Company, tmp_path: Path
) -> None:
    """One upload of three invoices. Peppol is not built yet: its place has the network's own inbox."""
    register_company(fjordtre, syntax="ubl21")
    scene.customer()
    mailed, out = canonical("0007", "5560360793"), io.BytesIO()
    assert mailed is not None
    with zipfile.ZipFile(out, "w") as batch:
        batch.writestr("a.xml", ubl_invoice("F-1"))
        batch.writestr("b.xml", ubl_invoice("F-2", endpoint=("0007", "5560360793"), buyer_name="Brödboden AB"))
        batch.writestr("c.xml", ubl_invoice("F-3", endpoint=("0216", "003720774740"), buyer_name="Järvipuu Oy"))
    with Catcher(tmp_path / "mails") as catcher:
        server = {"host": "127.0.0.1", "port": catcher.port, "tls": "none", "from_address": "f@nordbygg.example"}
        with acting_for(scene.company.id):
            save_settings("email", server, rank=0)
            add_customer("Brödboden AB", identifiers=[mailed], email="faktura@brod.example")
        whole = submit(out.getvalue(), company_id=scene.company.id, actor="user:astrid", route="portal").document_id
        process(scene.company.id, whole)
        with acting_for(scene.company.id):
            parts = list(Document.objects.filter(unpacked_from=whole).order_by("position"))
        assert [go(scene.company, part.id).state for part in parts] == [S.DELIVERED, S.DELIVERED, S.WAITING]
        assert len(caught(tmp_path / "mails")) == 1
    scene.hour_comes()
    scene.posted_out()
    scene.answer("posted")
    with acting_for(scene.company.id):
        ways = dict(Delivery.objects.values_list("document__number", "channel"))
    assert ways == {"F-1": "portal_inbox", "F-2": "email", "F-3": "post"}


@pytest.mark.row("S-080", "S-022")
def test_a_letter_waits_is_handed_over_with_its_manifest_and_its_answers_come_back(scene: Scene) -> None:
    scene.customer()
    document = scene.sent("F-1")
    assert (document.state, document.problem_code) == (S.WAITING, "post-waits")
    assert scene.posted_out() == 0
    scene.hour_comes()
    assert found(scene.company, document.id).state == S.UNCERTAIN
    assert scene.posted_out() == 1
    (envelope,) = scene.manifest().envelopes
    assert envelope.recipient == ("Järvipuu Oy", "Storgatan 1", "00100 Helsingfors", "FINLAND")
    assert (envelope.country, envelope.envelope, envelope.postage, envelope.duplex) == ("FI", "C5", "50 g", True)
    assert envelope.files[0].document == str(document.id)
    assert scene.answer("produced") == 1
    assert found(scene.company, document.id).problem_code == "post-at-printer"
    assert scene.answer("posted") == 1
    assert found(scene.company, document.id).state == S.DELIVERED
    assert scene.answer("posted", name="again.json") == 0
    assert sorted(each.name for each in (scene.answers / "taken").iterdir()) == [
        "again.json", "posted.json", "produced.json",
    ]  # fmt: skip


@pytest.mark.row("S-082", "S-083", "S-084")
def test_the_address_is_page_two_the_design_is_unchanged_and_pdf_attachments_follow(scene: Scene) -> None:
    scene.customer()
    timesheet = File(name="tid.pdf", media_type="application/pdf", content=pdf_of(3))
    document = scene.sent("F-1", timesheet)
    (letter,) = scene.letters()
    with acting_for(scene.company.id):
        files = files_of(document.id)
        design = next(content_of(each) for each in files if each.role == FileRole.RENDERING)
    printed = bytes(letter.pdf)
    assert drawn(printed, 0) == drawn(design, 0)
    text = pypdfium2.PdfDocument(printed)[1].get_textpage().get_text_range()
    assert text.splitlines() == ["Järvipuu Oy", "Storgatan 1", "00100 Helsingfors", "FINLAND"]
    with pikepdf.open(io.BytesIO(printed)) as pages:
        assert (len(pages.pages), letter.pages, letter.sheets) == (6, 6, 3)  # invoice and address, three, one blank


def test_the_left_margin_is_free_and_the_address_stands_in_the_window(scene: Scene) -> None:
    scene.customer()
    scene.sent("F-1")
    pages = pypdfium2.PdfDocument(bytes(scene.letters()[0].pdf))
    mm = 72 / 25.4
    for page in (pages[0], pages[1]):
        picture = page.render(scale=2).to_numpy()
        assert (picture[:, : int(19.5 * mm * 2)] == 255).all()
    dark = (pages[1].render(scale=2).to_numpy().min(axis=2) < 255).nonzero()
    assert dark[0].size > 0
    assert 50 * mm * 2 - 2 <= dark[0].min() <= dark[0].max() <= 85 * mm * 2 + 2
    assert 19 * mm * 2 <= dark[1].min() <= dark[1].max() <= 110 * mm * 2  # a J hangs out to the left by half a mm


@pytest.mark.row("S-084", "D-07")
@pytest.mark.parametrize(
    ("content", "code"),
    [(b"\x89PNG", "post-attachment-not-pdf"), (b"%PDF-1.7 nothing", "post-pdf-unreadable")],
)
def test_an_attachment_that_cannot_be_printed_is_refused_with_its_name(scene: Scene, content: bytes, code: str) -> None:
    scene.customer()
    document = scene.sent("F-1", File(name="ritning.png", media_type="image/png", content=content))
    assert document.state == S.UNDELIVERABLE
    assert document.problem_values["code"] == code
    assert "ritning.png" in document.problem_values["detail"]
    assert scene.letters() == []


@pytest.mark.row("D-07")
def test_an_address_without_street_is_told_and_no_letter_is_made(scene: Scene) -> None:
    scene.customer(street="")
    document = scene.sent("F-1")
    with acting_for(scene.company.id):
        skipped = {each["channel"]: each for each in Delivery.objects.get(document=document).skipped}
    assert skipped["post"]["code"] == "post-address-missing"
    assert "street or box" in skipped["post"]["detail"]
    assert document.state == S.UNDELIVERABLE


@pytest.mark.row("D-07")
def test_a_letter_can_be_stopped_until_its_hour_and_never_after(scene: Scene) -> None:
    scene.customer()
    stopped, kept = scene.sent("F-1"), scene.sent("F-2")
    with acting_for(scene.company.id):
        assert (Letter.objects.get(document_id=stopped.id).due_at - now()) > LATER * 0.99
        cancel(stopped.id, "user:astrid")
    scene.hour_comes()
    scene.posted_out()
    assert [file.number for each in scene.manifest().envelopes for file in each.files] == ["F-2"]
    with acting_for(scene.company.id), pytest.raises(ActionRefused, match="already-handed-over"):
        cancel(kept.id, "user:astrid")


@pytest.mark.row("S-122")
def test_letters_of_one_day_share_an_envelope_other_addresses_and_senders_do_not(
    scene: Scene, fjordtre: Company
) -> None:
    card = scene.customer()
    sent = [scene.sent("F-1"), scene.sent("F-2")]
    with acting_for(scene.company.id):
        card.street = "Annangatan 9"
        card.save()
    sent.append(scene.sent("F-3"))
    scene.hour_comes()
    scene.posted_out()
    numbers = [[file.number for file in each.files] for each in scene.manifest().envelopes]
    assert sorted(numbers) == [["F-1", "F-2"], ["F-3"]]
    shared = next(each for each in scene.manifest().envelopes if len(each.files) == 2)
    assert (shared.sheets, shared.weight_g, shared.envelope) == (2, 17.0, "C5")
    with acting_for(scene.company.id):
        said = [
            [row.event.beside for row in events_of(each.id) if isinstance(row.event, LetterSharesEnvelope)]
            for each in sent
        ]
    assert said == [[("F-2",)], [("F-1",)], []]
    with acting_for(fjordtre.id):
        assert not Letter.objects.exists()
        assert not PrintJob.objects.exists()


@pytest.mark.row("S-122")
def test_a_process_killed_between_hand_over_and_commit_hands_nothing_over_twice(scene: Scene) -> None:
    scene.customer()
    scene.sent("F-1")
    scene.hour_comes()
    hand_over = handing_over.hand_over

    def killed(partner: Partner, parcel: Parcel) -> Outcome:
        assert isinstance(hand_over(partner, parcel), Delivered)  # the partner has it, and the process dies
        raise KeyboardInterrupt

    with patch.object(handing_over, "hand_over", killed), pytest.raises(KeyboardInterrupt):
        scene.posted_out()
    (job,) = scene.print_jobs()
    assert job.state == JobState.MADE
    (scene.server.folder / scene.server.names()[0]).rename(scene.server.folder / "fetched")  # and fetches it at once
    assert handing_over.hand_over_due(now() + LATER) == 1
    assert [each.state for each in scene.print_jobs()] == [JobState.HANDED]
    assert scene.server.names() == ["fetched"]


def test_a_partner_who_is_away_is_tried_again_under_the_same_id(scene: Scene) -> None:
    scene.customer()
    scene.sent("F-1")
    scene.hour_comes()
    scene.server.stop()
    scene.posted_out()
    assert "sftp-unreachable" in scene.print_jobs()[0].problem
    scene.server.start()
    assert handing_over.hand_over_due(now() + LATER) == 1
    assert scene.manifest().job == str(scene.print_jobs()[0].id)


@pytest.mark.row("S-080")
def test_a_letter_that_comes_back_is_among_the_errors_and_can_be_sent_again(scene: Scene) -> None:
    scene.customer()
    document = scene.sent("F-1")
    scene.hour_comes()
    scene.posted_out()
    scene.answer("posted")
    scene.answer("returned", reason="moved, unknown where to")
    back = found(scene.company, document.id)
    assert (back.state, back.problem_code) == (S.UNDELIVERABLE, "post-returned")
    assert back.problem_values["detail"] == "moved, unknown where to"
    with acting_for(scene.company.id):
        send_again(document.id, "user:astrid")
    assert go(scene.company, document.id).state == S.WAITING
    assert [each.state for each in scene.letters()] == [LetterState.WAITING]


def test_a_letter_that_the_partner_refuses_goes_the_next_way(scene: Scene) -> None:
    scene.customer()
    document = scene.sent("F-1")
    scene.hour_comes()
    scene.posted_out()
    scene.answer("refused", reason="paper jam of the century")
    after = found(scene.company, document.id)
    assert (after.state, after.problem_values["code"]) == (S.UNDELIVERABLE, "post-refused")


def test_answers_of_nobody_and_broken_ones_are_put_aside_with_the_reason(scene: Scene) -> None:
    scene.customer()
    scene.sent("F-1")
    strangers = "11111111-2222-3333-4444-555555555555"
    (scene.answers / "a.csv").write_text(f"job;letter;state;at;reason\n{strangers};{strangers};posted;;\n")
    (scene.answers / "b.json").write_text("{")
    assert take_answers(now()) == 0
    reasons = {each.name: each.read_text() for each in (scene.answers / "unusable").glob("*.txt")}
    assert "there is no job" in reasons["a.csv.reason.txt"]
    assert set(reasons) == {"a.csv.reason.txt", "b.json.reason.txt"}
    with pytest.raises(BadAnswer, match="no reason is given"):
        read_answers("c.csv", f"job;letter;state\n{strangers};{strangers};returned\n".encode())


def test_without_a_print_partner_there_is_no_way_by_post(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    scene.customer()
    monkeypatch.delenv("DEPESCH_PRINT_PARTNER_FILE")
    document = scene.sent("F-1")
    with acting_for(scene.company.id):
        skipped = {each["channel"]: each["code"] for each in Delivery.objects.get(document=document).skipped}
    assert skipped["post"] == "post-no-partner"


def test_a_stranger_sees_no_letters_and_no_jobs_even_past_the_managers(scene: Scene, fjordtre: Company) -> None:
    scene.customer()
    scene.sent("F-1")
    scene.hour_comes()
    scene.posted_out()
    with acting_for(fjordtre.id):
        assert list(Letter._base_manager.all()) == []
        assert list(PrintJob._base_manager.all()) == []
    assert len(scene.letters()) == 1
