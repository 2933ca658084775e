"""A waiting file that cannot be released: it holds up no other, waits longer each time, and ends with words."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from depesch.hub.direct.mailbox.box import Mailbox
from depesch.hub.direct.mailbox.held import KEPT_FOR
from depesch.hub.direct.mailbox.releasing import MOST_TRIES, release_due
from depesch.hub.direct.managing import Wanted
from depesch.hub.direct.models import DirectLogin, HeldFile
from depesch.hub.flows.models import Direction, DocumentState
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from tests.hub.direct.mailbox.scene import Someone, documents, states
from tests.hub.direct.mailbox.test_pairing import PDF, names, put
from tests.hub.flows.papers import ubl_invoice

pytestmark = pytest.mark.django_db(transaction=True)

PATIENT = Wanted(protocols=("sftp",), attachments_wait_min=15)


@pytest.fixture
def erp(nordbygg: Company) -> Someone:
    """A system of Nordbygg's whose invoices wait a quarter of an hour."""
    return Someone(nordbygg, "nordbygg-slow", PATIENT)


@pytest.fixture
def mailbox(erp: Someone, tmp_path: Path) -> Mailbox:
    """Its mailbox."""
    return Mailbox(erp.holder, tmp_path, route="sftp")


def waits(someone: Someone) -> list[tuple[str, int, timedelta]]:
    """Return name, tries and the time between putting and the next try of each file that waits."""
    with acting_for(someone.company.id):
        return [(row.name, row.tries, row.due_at - row.put_at) for row in HeldFile.objects.order_by("name")]


def lose(someone: Someone, name: str) -> None:
    """Have the archive without the bytes of a file that waits."""
    with acting_for(someone.company.id):
        HeldFile.objects.filter(name=name).update(sha256="0" * 64)


def until_given_up(at: datetime) -> list[str]:
    """Release what is due, at each of the times that a file is tried, and return what the log says."""
    with capture_logs() as log:
        for _ in range(MOST_TRIES):
            release_due(at)
            at += timedelta(minutes=8)
    return [str(line["event"]) for line in log if str(line["event"]).startswith("held.")]


@pytest.mark.row("D-11")
def test_a_file_that_cannot_be_released_holds_up_none_of_those_after_it(
    mailbox: Mailbox, erp: Someone, fjordtre: Company, tmp_path: Path
) -> None:
    other = Someone(fjordtre, "fjordtre-slow", PATIENT)
    broken = Mailbox(other.holder, tmp_path, route="sftp")
    put(broken, "F-1.xml", ubl_invoice("F-1"))
    put(mailbox, "F-2.xml", ubl_invoice("F-2"))
    with acting_for(fjordtre.id):  # a mode that the program does not know: neither submitted nor refused
        DirectLogin.objects.filter(id=other.login.id).update(send_mode="nonsense")
    with capture_logs() as log:
        assert release_due(now() + timedelta(minutes=16)) == 2
    (line,) = [each for each in log if each["event"] == "held.failed"]
    assert (line["document"], line["tries"], line["again_in_s"]) == ("F-1.xml", 1, 60)
    assert "'nonsense' is not a valid SendMode" in str(line["exc_info"])
    assert (states(erp.company), states(fjordtre)) == ([DocumentState.RECEIVED], [])
    assert [each[:2] for each in waits(other)] == [("F-1.xml", 1)]

    assert until_given_up(now() + timedelta(hours=1))[-1] == "held.not_refused"  # not lost: it waits on
    assert names(broken, "out") == ["F-1.xml"]
    with acting_for(fjordtre.id):
        DirectLogin.objects.filter(id=other.login.id).update(send_mode="production")
    release_due(now() + timedelta(days=2))
    assert (states(fjordtre), waits(other)) == ([DocumentState.RECEIVED], [])


def test_it_waits_longer_each_time_then_stands_among_the_errors_with_words(mailbox: Mailbox, erp: Someone) -> None:
    put(mailbox, "F-1.xml", ubl_invoice("F-1"))
    put(mailbox, "F-1.pdf", PDF)
    lose(erp, "F-1.pdf")
    at, seen = now() + timedelta(minutes=16), []
    for _ in range(MOST_TRIES - 1):
        release_due(at)
        assert release_due(at) == 0
        invoice = waits(erp)[1]
        seen.append(round((invoice[2] - (at - now())).total_seconds() / 60))
        at += timedelta(minutes=2 ** invoice[1])
    assert (seen, states(erp.company)) == ([1, 2, 4, 8], [])
    release_due(at)
    (document,) = documents(erp.company, Direction.OUT)
    assert (document.state, document.problem_code) == (DocumentState.REFUSED, "held-failed")
    file, reason = names(mailbox, "errors")
    assert mailbox.read(f"errors/{file}")[1] == ubl_invoice("F-1")
    told = mailbox.read(f"errors/{reason}")[1].decode("utf-8-sig")
    assert "F-1.xml väntade i out/. Efter 5 försök" in told
    assert "Lägg filen i out/ en gång till" in told


def test_the_way_out_is_to_put_the_file_once_more(mailbox: Mailbox, erp: Someone) -> None:
    put(mailbox, "F-1.xml", ubl_invoice("F-1"))
    put(mailbox, "F-1.pdf", PDF)
    lose(erp, "F-1.pdf")
    assert until_given_up(now() + timedelta(minutes=16)) == ["held.archive_damaged"] * MOST_TRIES
    put(mailbox, "F-1.xml", ubl_invoice("F-1"))
    put(mailbox, "F-1.pdf", PDF)
    release_due(now() + timedelta(minutes=16))
    assert states(erp.company) == [DocumentState.REFUSED, DocumentState.RECEIVED]


def test_what_the_archive_cannot_give_waits_until_it_can_or_is_removed(mailbox: Mailbox, erp: Someone) -> None:
    put(mailbox, "F-1.pdf", PDF)
    lose(erp, "F-1.pdf")
    events = until_given_up(now() + KEPT_FOR + timedelta(minutes=1))
    assert (events[-2:], states(erp.company)) == (["held.archive_damaged", "held.not_refused"], [])
    mailbox.remove("out/F-1.pdf")
    assert waits(erp) == []
