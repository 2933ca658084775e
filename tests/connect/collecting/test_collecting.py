"""Collecting from a real hub: each document once, whole, under a harmless name, acknowledged when it is there."""

from __future__ import annotations

import os
import resource
import threading
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from uuid import UUID

import pytest

from depesch.connect.collecting.collector import Collector
from depesch.connect.collecting.marks import NAME, Mark, Marks
from depesch.connect.hub_client import HubClient
from depesch.connect.runs import FileState, RunResult
from depesch.hub.flows.models import Direction
from depesch.hub.tenancy.models import Company, Role
from depesch.kit.moving import move_new
from depesch.kit.secret import Secret
from tests.connect.collecting.folders import arrived_with, collector, left_over, lying
from tests.connect.conftest import Hub, invoice
from tests.connect.disks import refusing_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "in"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def waiting(hub: Hub, key: Secret) -> list[str]:
    """Return the numbers of what the hub still has for the company."""
    return [each.number for each in hub.client(key).inbox(limit=200).items]


def names(run: RunResult) -> list[str]:
    assert not run.fault, run.fault
    return [each.name for each in run.files if each.state is FileState.COLLECTED]


@pytest.mark.row("S-018")
@pytest.mark.row("S-120")
def test_what_came_in_lies_in_the_folder_and_is_acknowledged(
    hub: Hub, fjordtre: Company, fjordtre_key: Secret, folder: Path, home: Path
) -> None:
    (document_id,) = hub.arrived(fjordtre, invoice("F-1"))
    run = collector(hub, fjordtre_key, folder, home).run()
    assert names(run) == ["F-1.xml"]
    assert (run.files[0].document_id, run.files[0].number, run.files[0].other) == (
        document_id, "F-1", "Nordbygg Fasad AB"
    )  # fmt: skip
    assert lying(folder) == {"F-1.xml": invoice("F-1")}
    assert waiting(hub, fjordtre_key) == []
    assert left_over(folder) == []


@pytest.mark.row("S-030")
def test_whoever_watches_the_folder_never_sees_half_a_file(
    hub: Hub, fjordtre: Company, fjordtre_key: Secret, folder: Path, home: Path
) -> None:
    hub.arrived(fjordtre, *(invoice(f"F-{number}") for number in range(8)))
    works = collector(hub, fjordtre_key, folder, home)
    seen: dict[str, set[int]] = {}
    done = threading.Event()

    def watch() -> None:
        while not done.is_set():
            for entry in os.scandir(folder):
                if entry.is_file():
                    seen.setdefault(entry.name, set()).add(entry.stat().st_size)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        works.run()
    finally:
        done.set()
        watcher.join()
    whole = {name: {len(content)} for name, content in lying(folder).items()}
    assert len(whole) == 8
    assert all(sizes == whole[name] for name, sizes in seen.items())


def test_a_name_that_is_taken_is_left_alone(
    hub: Hub, fjordtre: Company, fjordtre_key: Secret, folder: Path, home: Path
) -> None:
    works = collector(hub, fjordtre_key, folder, home)
    (folder / "F-1.xml").write_bytes(b"somebody else's")
    hub.arrived(fjordtre, invoice("F-1"), invoice("F-1"))
    assert sorted(names(works.run())) == ["F-1_2.xml", "F-1_3.xml"]
    assert (folder / "F-1.xml").read_bytes() == b"somebody else's"


@pytest.mark.row("S-026")
@pytest.mark.row("S-032")
@pytest.mark.row("D-22")
def test_each_legal_entity_has_a_folder_of_its_own(
    hub: Hub, nordbygg: Company, fjordtre: Company, nordbygg_key: Secret, fjordtre_key: Secret, folder: Path, home: Path
) -> None:
    hub.arrived(fjordtre, invoice("F-1"))
    hub.arrived(nordbygg, invoice("N-1"))
    for name, key in (("fjordtre", fjordtre_key), ("nordbygg", nordbygg_key)):
        collector(hub, key, folder, home, account_name=name, name="{company}/{number}").run()
    assert sorted(lying(folder)) == ["fjordtre/F-1.xml", "nordbygg/N-1.xml"]


def test_a_document_comes_in_the_format_that_was_chosen(
    hub: Hub, fjordtre: Company, fjordtre_key: Secret, folder: Path, home: Path
) -> None:
    hub.arrived(fjordtre, invoice("F-1"))
    run = collector(hub, fjordtre_key, folder, home, syntax="finvoice30", name="{format}_{type}_{number}").run()
    assert names(run) == ["finvoice30_invoice_F-1.xml"]
    assert b"<Finvoice" in (folder / "finvoice30_invoice_F-1.xml").read_bytes()


def test_one_that_is_in_the_format_already_comes_as_it_was_sent(
    hub: Hub, fjordtre: Company, fjordtre_key: Secret, folder: Path, home: Path
) -> None:
    hub.arrived(fjordtre, invoice("F-1"))
    collector(hub, fjordtre_key, folder, home, syntax="ubl21").run()
    assert lying(folder) == {"F-1.xml": invoice("F-1")}


def test_a_format_that_cannot_be_written_stays_with_the_hub_and_the_others_go_on(
    hub: Hub, fjordtre: Company, fjordtre_key: Secret, folder: Path, home: Path
) -> None:
    hub.arrived(fjordtre, b"no invoice at all", invoice("F-2"))
    moment = datetime(2026, 11, 22, 8, tzinfo=UTC)
    works = collector(hub, fjordtre_key, folder, home, syntax="finvoice30", clock=lambda: moment)
    run = works.run()
    assert names(run) == ["F-2.xml"]
    (failed,) = [each for each in run.files if each.state is FileState.NOT_COLLECTED]
    assert failed.reason
    assert failed.next_step
    assert len(waiting(hub, fjordtre_key)) == 1
    assert works.failed() == 1
    assert works.run().files == (), "it is not tried again at once"
    moment += timedelta(hours=12)
    assert works.run().files == (), "tried again, and the same reason is not told twice"
    works = collector(hub, fjordtre_key, folder, home, clock=lambda: moment + timedelta(days=1))
    assert len(names(works.run())) == 1, "as it came it can be had"
    assert works.failed() == 0


def test_test_documents_say_so_in_their_names(
    hub: Hub, nordbygg: Company, fjordtre: Company, nordbygg_key: Secret, fjordtre_key: Secret, folder: Path, home: Path
) -> None:
    hub.client(nordbygg_key).submit(invoice("T-1"), file_name="T-1.xml", key="k", send_mode="test")
    hub.work(nordbygg)
    assert names(collector(hub, fjordtre_key, folder, home, name="{company}/{number}").run()) == [
        "fjordtre/TEST_T-1.xml"
    ]  # fmt: skip


def test_companions_lie_there_before_the_document_does(
    hub: Hub, fjordtre: Company, fjordtre_key: Secret, folder: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrived_with(fjordtre, invoice("F-1"), {"Timmar vecka 3.pdf": b"%PDF-1.7 hours", "../../x.csv": b"1;2"})
    order: list[str] = []

    def move(source: Path, target: Path, **how: bool) -> None:
        move_new(source, target, **how)
        order.append(target.name)

    monkeypatch.setattr("depesch.connect.collecting.placing.move_new", move)
    run = collector(hub, fjordtre_key, folder, home).run()
    assert names(run) == ["F-1.xml"]
    assert lying(folder).keys() == {"F-1.xml", "F-1_Timmar_vecka_3.pdf", "F-1_x.csv"}
    assert order[-1] == "F-1.xml"


ATTACHED = (
    b"<cac:AdditionalDocumentReference><cbc:ID>hours</cbc:ID><cac:Attachment><cbc:EmbeddedDocumentBinaryObject"
    b' mimeCode="text/csv" filename="hours.csv">MTsy</cbc:EmbeddedDocumentBinaryObject></cac:Attachment>'
    b"</cac:AdditionalDocumentReference><cac:AccountingSupplierParty>"
)


def test_a_file_inside_that_the_format_has_no_place_for_lies_beside(
    hub: Hub, fjordtre: Company, fjordtre_key: Secret, folder: Path, home: Path
) -> None:
    hub.arrived(fjordtre, invoice("F-1").replace(b"<cac:AccountingSupplierParty>", ATTACHED, 1))
    collector(hub, fjordtre_key, folder, home, syntax="finvoice30").run()
    assert lying(folder).keys() == {"F-1.xml", "F-1_hours.csv"}
    assert (folder / "F-1_hours.csv").read_bytes() == b"1;2"


def test_without_attachments_when_they_are_not_wanted(
    hub: Hub, fjordtre: Company, fjordtre_key: Secret, folder: Path, home: Path
) -> None:
    arrived_with(fjordtre, invoice("F-1"), {"hours.pdf": b"%PDF-1.7 hours"})
    collector(hub, fjordtre_key, folder, home, attachments=False).run()
    assert list(lying(folder)) == ["F-1.xml"]


def test_a_readable_pdf_lies_beside_it_where_one_is_wanted(
    hub: Hub, fjordtre: Company, fjordtre_key: Secret, folder: Path, home: Path
) -> None:
    hub.arrived(fjordtre, invoice("F-1"))
    collector(hub, fjordtre_key, folder, home, pdf=True).run()
    assert lying(folder).keys() == {"F-1.pdf", "F-1.xml"}
    assert (folder / "F-1.pdf").read_bytes().startswith(b"%PDF-")


HOSTILE = [
    "../../etc/passwd", "..\\..\\x", "/etc/shadow", "a\x01b\x7fc", "CON", "nul.xml", "..", "x" * 180, "日本語請求書",
    "\u202egnp.exe", ".hidden", "~$x", "a:b", "<>|?*", "🧾" * 60,
]  # fmt: skip


def test_hostile_values_never_leave_the_folder(
    hub: Hub, fjordtre: Company, fjordtre_key: Secret, folder: Path, home: Path, tmp_path: Path
) -> None:
    numbers = [text for text in HOSTILE if text.isprintable() and "<" not in text]
    hub.arrived(fjordtre, *(invoice(number) for number in numbers))
    before = {path for path in tmp_path.rglob("*") if folder not in path.parents and home not in path.parents}
    run = collector(hub, fjordtre_key, folder, home, name="{sender}/{number}/{number}_{id}").run()
    after = {path for path in tmp_path.rglob("*") if folder not in path.parents and home not in path.parents}
    assert len(names(run)) == len(numbers)
    assert len(lying(folder)) == len(numbers)
    assert {path.name for path in after - before} <= {"in", "home"}
    for path in folder.rglob("*"):
        relative = path.relative_to(folder)
        assert relative.parts[0] == NAME or not any(part.startswith((".", "~")) for part in relative.parts)
        assert all(part.isprintable() and len(part.encode()) <= 255 for part in relative.parts)


def test_a_missing_folder_is_told_and_not_made(
    hub: Hub, fjordtre: Company, fjordtre_key: Secret, folder: Path, home: Path
) -> None:
    works = collector(hub, fjordtre_key, folder, home, language="sv")
    folder.rmdir()
    run = works.run()
    assert run.fault == f"Mappen {folder} finns inte."
    assert run.fault_next
    assert not folder.exists()


def test_a_hub_that_is_away_is_told_and_nothing_is_lost(
    hub: Hub, fjordtre: Company, fjordtre_key: Secret, folder: Path, home: Path
) -> None:
    hub.arrived(fjordtre, invoice("F-1"))
    away = HubClient("http://127.0.0.1:1", fjordtre_key.reveal())
    run = collector(hub, fjordtre_key, folder, home, client=away).run()
    assert "127.0.0.1:1" in run.fault
    assert run.files == ()
    assert names(collector(hub, fjordtre_key, folder, home).run()) == ["F-1.xml"]


@pytest.mark.parametrize("role", [Role.READER, Role.ISSUER])
def test_a_key_that_may_not_collect_is_told_and_no_file_comes_twice(
    role: Role, hub: Hub, fjordtre: Company, fjordtre_key: Secret, folder: Path, home: Path
) -> None:
    hub.arrived(fjordtre, invoice("F-1"), invoice("F-2"))
    for _ in range(3):
        run = collector(hub, hub.key(fjordtre, role), folder, home).run()
        assert run.fault
        assert run.fault_next
    assert len(lying(folder)) == 1, "one, which the hub could not be told of"
    collector(hub, fjordtre_key, folder, home).run()
    assert lying(folder).keys() == {"F-1.xml", "F-2.xml"}


def test_a_revoked_key_says_what_to_do(hub: Hub, fjordtre: Company, folder: Path, home: Path) -> None:
    run = collector(hub, Secret("dep_nothing"), folder, home).run()
    assert run.fault
    assert "depesch connect secret set account/fjordtre" in run.fault_next


def test_two_agents_at_one_folder_lay_each_document_down_once(
    hub: Hub, fjordtre: Company, fjordtre_key: Secret, folder: Path, tmp_path: Path
) -> None:
    hub.arrived(fjordtre, *(invoice(f"F-{number}") for number in range(12)))
    agents = [collector(hub, fjordtre_key, folder, tmp_path / f"home-{number}") for number in range(2)]
    threads = [threading.Thread(target=each.run) for each in agents]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(lying(folder)) == sorted(f"F-{number}.xml" for number in range(12))
    assert waiting(hub, fjordtre_key) == []


class _Cut(BaseException):
    """The process is killed here."""


def interrupted(works: Collector, monkeypatch: pytest.MonkeyPatch, place: str, name: str, *, after: bool) -> None:
    """Run until the named function is called and end the run there, before or after its work."""
    import importlib

    module = importlib.import_module(f"depesch.connect.collecting.{place}")
    owner, _, attribute = name.rpartition(".")
    holder = getattr(module, owner) if owner else module
    real = getattr(holder, attribute)

    def cut(*arguments: object, **named: object) -> None:
        if after:
            real(*arguments, **named)
        raise _Cut

    with monkeypatch.context() as patch:
        patch.setattr(holder, attribute, cut)
        with pytest.raises(_Cut):
            works.run()


CUTS = [
    (place, name, after)
    for place, name in (
        ("marks", "Marks.write"), ("placing", "move_new"), ("records", "Records.note"), ("marks", "Marks.remove"),
        ("placing", "_sync"),
    )
    for after in (False, True)
]  # fmt: skip


@pytest.mark.parametrize(("place", "name", "after"), CUTS)
@pytest.mark.parametrize("lost", ["nothing", "journal", "marks"])
def test_cut_off_anywhere_the_next_run_ends_it_with_one_file(
    place: str, name: str, after: bool, lost: str, hub: Hub, fjordtre: Company, fjordtre_key: Secret, folder: Path,
    home: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """Whatever is lost besides: the journal, or the folder `.depesch`."""
    arrived_with(fjordtre, invoice("F-1"), {"hours.csv": b"1;2"})
    interrupted(collector(hub, fjordtre_key, folder, home), monkeypatch, place, name, after=after)
    if lost == "journal":
        for path in home.iterdir():
            path.unlink()
    elif lost == "marks":
        for path in (folder / NAME).iterdir():
            path.unlink()
    works = collector(hub, fjordtre_key, folder, home)
    works.run()
    works.run()
    there = lying(folder)
    assert [content for path, content in there.items() if path.endswith(".xml")] == [invoice("F-1")]
    companions = [path for path, content in there.items() if content == b"1;2"]
    assert len(companions) == 1 or (lost == "marks" and "F-1_2.xml" in there), "one that lay there keeps its name"
    assert waiting(hub, fjordtre_key) == []
    assert left_over(folder) == []


@pytest.mark.parametrize(("place", "name", "after"), [("placing", "move_new", True), ("marks", "Marks.remove", False)])
@pytest.mark.parametrize("is_journal_lost", [False, True])
def test_an_erp_that_took_the_file_away_meanwhile_gets_no_second_one(
    place: str, name: str, after: bool, is_journal_lost: bool, hub: Hub, fjordtre: Company, fjordtre_key: Secret,
    folder: Path, home: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    hub.arrived(fjordtre, invoice("F-1"))
    interrupted(collector(hub, fjordtre_key, folder, home), monkeypatch, place, name, after=after)
    (folder / "F-1.xml").unlink()
    if is_journal_lost:
        for path in home.iterdir():
            path.unlink()
    collector(hub, fjordtre_key, folder, home).run()
    assert lying(folder) == {}
    assert waiting(hub, fjordtre_key) == []


def test_a_file_that_the_disk_does_not_take_stays_with_the_hub(
    hub: Hub, fjordtre: Company, fjordtre_key: Secret, folder: Path, home: Path
) -> None:
    """A limit on the size of files stands for a disk that is full: the write fails in the middle."""
    hub.arrived(fjordtre, invoice("F-1"))
    works = collector(hub, fjordtre_key, folder, home)
    works.run()
    arrived_with(fjordtre, invoice("F-2"), {"big.bin": os.urandom(3_000_000)})
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, hard))
    try:
        run = works.run()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert [each.state for each in run.files] == [FileState.NOT_COLLECTED]
    assert str(folder) in run.files[0].reason
    assert lying(folder).keys() == {"F-1.xml"}
    assert left_over(folder) == []
    later = collector(hub, fjordtre_key, folder, home, clock=lambda: datetime.now(UTC) + timedelta(hours=12))
    assert names(later.run()) == ["F-2.xml"]
    assert len(lying(folder)["F-2_big.bin"]) == 3_000_000


@pytest.mark.row("S-030")
@pytest.mark.parametrize("after", [False, True])
def test_disk_that_refuses_one_call_wherever_it_is_neither_loses_nor_doubles(
    after: bool, hub: Hub, fjordtre: Company, fjordtre_key: Secret, folder: Path, home: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    collector(hub, fjordtre_key, folder, home).run()  # the journal and the folder are there
    wanted: dict[str, bytes] = {}
    for at in count():
        number = f"F-{at}"
        arrived_with(fjordtre, invoice(number), {"hours.csv": number.encode()})
        wanted |= {f"{number}.xml": invoice(number), f"{number}_hours.csv": number.encode()}
        with refusing_once(monkeypatch, at, after=after) as refused:
            collector(hub, fjordtre_key, folder, home).run()
        later = collector(
            hub, fjordtre_key, folder, home, clock=lambda days=at: datetime.now(UTC) + timedelta(days=days + 1)
        )
        later.run()
        later.run()
        assert lying(folder) == wanted, f"call {at}: {refused}"
        assert waiting(hub, fjordtre_key) == []
        assert left_over(folder) == []
        if not refused:
            break
    assert at > 8, "there are more calls than that on the way"


def test_a_folder_in_which_nothing_may_be_written_is_told(
    hub: Hub, fjordtre: Company, fjordtre_key: Secret, folder: Path, home: Path
) -> None:
    works = collector(hub, fjordtre_key, folder, home)
    (folder / NAME).write_bytes(b"a file where the agent's folder should be")
    run = works.run()
    assert str(folder) in run.fault
    assert run.fault_next


def test_a_mark_of_another_company_is_left_to_its_own_agent(
    hub: Hub, nordbygg: Company, fjordtre: Company, nordbygg_key: Secret, fjordtre_key: Secret, folder: Path, home: Path
) -> None:
    works = collector(hub, fjordtre_key, folder, home)
    (folder / NAME).mkdir(mode=0o700)
    other = Mark(document_id=UUID(int=7), company_id=nordbygg.id, moves=())
    Marks(folder).write(other)
    hub.arrived(fjordtre, invoice("F-1"))
    assert names(works.run()) == ["F-1.xml"]
    assert left_over(folder) == [f"{UUID(int=7)}.json"]


def test_many_documents_come_in_pages(
    hub: Hub, fjordtre: Company, fjordtre_key: Secret, folder: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from depesch.connect.collecting import collector as module

    monkeypatch.setattr(module, "PAGE", 3)
    hub.arrived(fjordtre, *(invoice(f"F-{number}") for number in range(7)))
    assert len(names(collector(hub, fjordtre_key, folder, home).run())) == 7
    assert len(hub.documents(fjordtre, Direction.IN)) == 7


def test_an_agent_that_is_asked_to_end_ends_between_two_documents(
    hub: Hub, fjordtre: Company, fjordtre_key: Secret, folder: Path, home: Path
) -> None:
    hub.arrived(fjordtre, invoice("F-1"), invoice("F-2"))
    works = collector(hub, fjordtre_key, folder, home, stopping=lambda: bool(lying(folder)))
    assert names(works.run()) == ["F-1.xml"]
    assert waiting(hub, fjordtre_key) == ["F-2"]
