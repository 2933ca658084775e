"""Printing into an agent that runs over a real hub, with CUPS's own client; and a spool before bad days."""

from __future__ import annotations

import io
import os
import shutil
import socket
import subprocess
import sys
from itertools import count
from pathlib import Path
from uuid import uuid4

import pytest
from msgspec.structs import replace

from depesch.connect.configuration.consistency import inconsistencies
from depesch.connect.printing.spool import Spool
from depesch.connect.running import Agent
from depesch.connect.running.home import agent_id
from depesch.connect.sending.records import Records
from depesch.connect.settings import AgentSettings, StatusPage
from depesch.exchange.ipp.printer import BAD_FORMAT, NotKept
from depesch.exchange.ipp.server import PATH
from depesch.hub.flows.models import Direction as Way
from depesch.hub.tenancy.models import Company
from depesch.kit.secret import Secret
from tests.connect.conftest import Hub, invoice
from tests.connect.disks import refusing_once
from tests.connect.printing.conftest import has_printer, with_printers
from tests.connect.running.conftest import Machine, running, until
from tests.connect.sending.conftest import names
from tests.hub.drafts.forms import customer_of
from tests.hub.paper.prints import as_seller, between, print_of, send_certain_prints
from tests.ports import free_port

PDF = b"%PDF-1.7\n%%EOF\n"


def printed(port: int, document: Path, *, name: str) -> str:
    """Print as CUPS does, and return what its client says of the job."""
    if not shutil.which("ipptool"):
        pytest.skip("ipptool is not installed: apt-get install cups-ipp-utils")
    asks = document.with_suffix(".test")
    asks.write_text(
        "{ OPERATION Print-Job GROUP operation-attributes-tag ATTR charset attributes-charset utf-8"
        " ATTR naturalLanguage attributes-natural-language en ATTR uri printer-uri $uri"
        f' ATTR name requesting-user-name astrid ATTR name job-name "{name}" FILE $filename STATUS successful-ok'
        " DISPLAY job-state DISPLAY job-state-message }"
    )
    done = subprocess.run(
        ["ipptool", "-tv", "-f", str(document), f"ipp://localhost:{port}{PATH}", str(asks)],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    return done.stdout


@pytest.mark.row("S-118", "S-015", "S-016")
@pytest.mark.django_db(transaction=True)
def test_one_agent_sends_files_and_what_is_printed(
    machine: Machine, hub: Hub, nordbygg: Company, fjordtre: Company, nordbygg_key: Secret, fjordtre_key: Secret
) -> None:
    as_seller(nordbygg)
    send_certain_prints(nordbygg)
    customer_of(nordbygg, fjordtre)
    machine.account("nordbygg", nordbygg_key)
    machine.account("fjordtre", fjordtre_key)
    port = with_printers(machine)["nordbygg"]
    document = machine.place / "utskrift.pdf"
    document.write_bytes(print_of("2026-1202", between(nordbygg, fjordtre), language="en"))
    with running(machine.agent()):
        until(lambda: has_printer(port))
        machine.lay("nordbygg", "F-1.xml", invoice("F-1"))
        said = printed(port, document, name="Order - Faktura 1202.docx")
        assert "job-state (enum) = completed" in said
        assert "taken as print-" in said
        until(lambda: len(hub.documents(nordbygg)) == 2)
        hub.work(nordbygg)
        until(lambda: len(names(machine.place / "fjordtre" / "in")) >= 2)
    by_id = {document.id: document for document in hub.documents(nordbygg)}
    records = Records(machine.home)
    rows = {row.document_id: row for row in records.search()}
    records.close()
    assert rows.keys() == by_id.keys(), "the agent's history and the hub know them by the same ids"
    assert {each.number for each in by_id.values()} == {"F-1", "2026-1202"}
    (name,) = (row.name for row in rows.values() if row.name != "F-1.xml")
    assert name.endswith("-Order_-_Faktura_1202.pdf")
    assert (machine.place / "nordbygg" / "sent" / name).read_bytes() == document.read_bytes()
    assert {each.number for each in hub.documents(fjordtre, Way.IN)} == {"F-1", "2026-1202"}


@pytest.mark.row("S-125")
@pytest.mark.django_db(transaction=True)
def test_printer_whose_port_is_taken_is_told_of_and_the_others_print(
    machine: Machine, hub: Hub, nordbygg: Company, fjordtre: Company, nordbygg_key: Secret, fjordtre_key: Secret
) -> None:
    machine.account("nordbygg", nordbygg_key)
    machine.account("fjordtre", fjordtre_key)
    ports = with_printers(machine)
    with socket.create_server(("127.0.0.1", ports["nordbygg"])), running(machine.agent()):
        until(lambda: any("cannot be had" in run.fault for run in machine.told.runs))
        until(lambda: has_printer(ports["fjordtre"]))
    (fault,) = [run for run in machine.told.runs if "cannot be had" in run.fault]
    assert (fault.account, str(ports["nordbygg"]) in fault.fault) == ("nordbygg", True)
    assert "printer_port" in fault.fault_next
    assert not has_printer(ports["fjordtre"]), "the port is given back"


@pytest.mark.django_db(transaction=True)
def test_print_that_broke_off_with_a_killed_agent_is_told_of(
    machine: Machine, nordbygg: Company, nordbygg_key: Secret
) -> None:
    machine.account("nordbygg", nordbygg_key)
    with_printers(machine)
    left, killed = machine.place / "nordbygg" / "out", "import os, sys; sys.path[:0] = %r\n"
    agent = machine.agent()
    ours, others = agent_id(agent.home), uuid4()
    killed += "from pathlib import Path; from uuid import UUID; from depesch.connect.printing.spool import Spool\n"
    killed += "class Coming:\n    def read(self, size): os.kill(os.getpid(), 9)\n"
    killed += "Spool(Path(sys.argv[1]), agent=UUID(sys.argv[2]), language='en').keep(Coming(), 'F-1')"
    for each in (ours, others):
        command = [sys.executable, "-c", killed % sys.path, str(left), str(each)]
        assert subprocess.run(command, timeout=60, check=False).returncode == -9
    assert len(list(left.glob(".depesch-print-*"))) == 2
    with running(agent):
        until(lambda: any("did not come whole" in run.fault for run in machine.told.runs))
    (fault,) = [run for run in machine.told.runs if run.fault]
    assert (fault.account, "print it once more" in fault.fault_next) == ("nordbygg", True)
    (kept,) = left.glob(".depesch-print-*")
    assert others.hex in kept.name, "another agent may be at it"
    assert Spool(left, agent=ours, language="en").sweep() == [], "told once"
    os.utime(kept, (0, 0))
    assert Spool(left, agent=ours, language="en").sweep() == [], "what is not ours goes after a day, untold"
    assert not kept.exists()


def test_what_is_printed_lies_whole_under_a_name_of_its_own(tmp_path: Path) -> None:
    spool = Spool(tmp_path, agent=uuid4(), language="sv")
    said = [spool.keep(io.BytesIO(PDF + bytes([at])), "../../Faktura 7.docx") for at in (1, 2)]
    assert [path.read_bytes()[-1] for path in sorted(tmp_path.iterdir())] in ([1, 2], [2, 1])
    assert all(each.startswith("mottagen som print-") and each.endswith(".pdf") for each in said)
    assert all("/" not in path.name and path.name.startswith("print-") for path in tmp_path.iterdir())


@pytest.mark.parametrize("content", [b"", b"plain words", b"\x1b%-12345X@PJL", b"RaS2" + b"\0" * 2000 + b"%PDF-"])
def test_what_is_no_pdf_leaves_nothing_behind(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(NotKept) as no:
        Spool(tmp_path, agent=uuid4(), language="en").keep(io.BytesIO(content), "x")
    assert no.value.status == BAD_FORMAT
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("after", [False, True])
def test_disk_that_refuses_one_call_keeps_the_print_whole_or_refuses_it(
    tmp_path: Path, after: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Told to be taken, it lies there once; told to be refused, nothing lies there that would be sent."""
    for at in count():
        folder = tmp_path / str(at)
        folder.mkdir()
        spool = Spool(folder, agent=uuid4(), language="en")
        with refusing_once(monkeypatch, at, after=after) as refused:
            try:
                spool.keep(io.BytesIO(PDF), "F-1")
                is_taken = True
            except NotKept:
                is_taken = False
        shown = [path.read_bytes() for path in folder.iterdir() if not path.name.startswith(".")]
        assert shown == ([PDF] if is_taken else []), f"call {at}: {refused}"
        if not refused:
            break
    assert at > 2, "there are more calls than that on the way"


def test_configuration_that_cannot_print_is_refused_in_words(tmp_path: Path, hub: Hub) -> None:
    machine = Machine(tmp_path, hub)
    machine.account("nordbygg", None)
    machine.account("fjordtre", None)
    port = free_port()
    accounts = tuple(
        replace(each, sending=(replace(each.sending[0], printer_port=port, patterns=("*.xml",)),))
        for each in machine.settings.accounts
    )
    faults = inconsistencies(replace(machine.settings, accounts=accounts, status_page=StatusPage(port=port)))
    assert [each.code for each in faults] == ["port-used-twice", "prints-left-lying"] * 2
    for each in faults:
        assert all(each.what(language) and each.next_step(language) for language in ("en", "sv", "nb"))
    assert inconsistencies(machine.settings) == []


@pytest.mark.django_db(transaction=True)
def test_printers_follow_a_changed_configuration(machine: Machine, nordbygg: Company, nordbygg_key: Secret) -> None:
    machine.account("nordbygg", nordbygg_key)
    port = with_printers(machine)["nordbygg"]
    agent: Agent = machine.agent()
    with running(agent):
        until(lambda: has_printer(port))
        without: AgentSettings = replace(
            machine.settings,
            accounts=tuple(
                replace(each, sending=(replace(each.sending[0], printer_port=0),)) for each in machine.settings.accounts
            ),
        )
        agent._take_over(without)
        assert not has_printer(port)
