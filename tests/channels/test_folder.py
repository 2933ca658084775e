"""The folder channel: exactly once across crashes and receivers that fetch and delete; nothing outside the folder."""

from __future__ import annotations

import os
import resource
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import msgspec
import pytest

from depesch.channels import (
    Delivered,
    File,
    Misuse,
    Outcome,
    Parcel,
    Refused,
    SendMode,
    Services,
    TryLater,
    Unknown,
    Unreachable,
    load_settings,
)
from depesch.channels.folder import CHANNEL
from depesch.channels.folder.channel import Settings
from depesch.kit import moving
from depesch.kit.hashing import sha256_hex
from depesch.kit.settings import BadSettings
from tests.channels.inbox_in_sqlite import InboxInSqlite
from tests.channels.people import CUSTOMER, parcel_to

HANDING_OVER = (str(Path("channels", "folder")), moving.__file__)
RECIPIENT = msgspec.structs.replace(CUSTOMER, folder="brodboden")
PARCEL = parcel_to(RECIPIENT)


class Exchange:
    """A root with one agreed folder."""

    def __init__(self, tmp_path: Path, services: Services) -> None:
        self.root = tmp_path / "exchange"
        self.agreed = self.root / "brodboden"
        self.agreed.mkdir(parents=True)
        self.settings = Settings(root=str(self.root))
        self.services = services

    def send(self, parcel: Parcel = PARCEL) -> Outcome:
        return CHANNEL.send(self.settings, parcel, self.services)

    def names(self) -> list[str]:
        return sorted(path.name for path in self.agreed.iterdir())

    def fetch(self) -> list[bytes]:
        """Take the documents away, as a receiver's system does."""
        documents = list(self.agreed.glob("*.xml"))
        contents = [path.read_bytes() for path in documents]
        for path in documents:
            path.unlink()
        return contents


@pytest.fixture
def exchange(tmp_path: Path) -> Iterator[Exchange]:
    inbox = InboxInSqlite(tmp_path / "inbox.sqlite", "nobody")
    yield Exchange(tmp_path, Services(inbox=inbox))
    inbox.close()


def test_document_that_the_receiver_fetched_and_deleted_does_not_come_again(exchange: Exchange) -> None:
    exchange.send()
    for path in exchange.agreed.iterdir():
        path.unlink()
    assert isinstance(exchange.send(), Delivered)
    assert exchange.names() == []


def test_receipt_is_the_same_at_every_call(exchange: Exchange) -> None:
    assert exchange.send() == exchange.send()


def test_companions_have_the_name_of_their_document(exchange: Exchange) -> None:
    exchange.send()
    key = sha256_hex(PARCEL.message_id.encode())[:16]
    assert exchange.names() == [
        f"F-1042_{key}.xml",
        f"F-1042_{key}_1_F-1042.pdf",
        f"F-1042_{key}_2_ritning.png",
    ]


def test_companions_are_whole_before_the_document_is_seen(exchange: Exchange) -> None:
    """A folder's names are written in the order of the note; the main document's name is taken, so it stops there."""
    key = sha256_hex(PARCEL.message_id.encode())[:16]
    (exchange.agreed / f"F-1042_{key}.xml").write_bytes(b"of somebody else")
    exchange.send()
    assert len(exchange.names()) == 3


def test_file_of_somebody_else_is_never_overwritten(exchange: Exchange) -> None:
    taken = exchange.agreed / f"F-1042_{sha256_hex(PARCEL.message_id.encode())[:16]}.xml"
    taken.write_bytes(b"of somebody else")
    outcome = exchange.send()
    assert isinstance(outcome, TryLater)
    assert (outcome.code, taken.read_bytes()) == ("folder-name-taken", b"of somebody else")


def test_document_arrives_once_the_taken_name_is_free(exchange: Exchange) -> None:
    taken = exchange.agreed / f"F-1042_{sha256_hex(PARCEL.message_id.encode())[:16]}.xml"
    taken.write_bytes(b"of somebody else")
    exchange.send()
    taken.unlink()
    exchange.send()
    assert taken.read_bytes() == PARCEL.main.content


def test_two_documents_of_one_name_both_arrive(exchange: Exchange) -> None:
    for message_id in ("1", "2"):
        exchange.send(parcel_to(RECIPIENT, message_id=message_id, rendering=None, attachments=()))
    assert len(exchange.names()) == 2


def test_send_mode_stands_in_every_name(exchange: Exchange) -> None:
    exchange.send(parcel_to(RECIPIENT, send_mode=SendMode.TEST))
    assert [name for name in exchange.names() if not name.startswith("TEST_")] == []


def test_one_id_for_two_contents_is_our_own_fault(exchange: Exchange) -> None:
    exchange.send()
    with pytest.raises(Misuse, match="another content"):
        exchange.send(parcel_to(RECIPIENT, body=b"other"))


def test_corrected_folder_takes_the_document(exchange: Exchange) -> None:
    taken = exchange.agreed / f"F-1042_{sha256_hex(PARCEL.message_id.encode())[:16]}.xml"
    taken.write_bytes(b"of somebody else")
    exchange.send()
    (exchange.root / "corrected").mkdir()
    exchange.send(parcel_to(msgspec.structs.replace(RECIPIENT, folder="corrected")))
    assert len(list((exchange.root / "corrected").iterdir())) == 3


def test_document_that_arrived_does_not_come_again_in_another_folder(exchange: Exchange) -> None:
    exchange.send()
    (exchange.root / "moved").mkdir()
    outcome = exchange.send(parcel_to(msgspec.structs.replace(RECIPIENT, folder="moved")))
    assert isinstance(outcome, Delivered)
    assert list((exchange.root / "moved").iterdir()) == []


@pytest.mark.parametrize("folder", ["..", ".", "../x", "a/b", "/etc", "a\\b", ".hidden", "a\0b", "", "link"])
def test_folder_outside_the_root_is_refused(exchange: Exchange, folder: str) -> None:
    (exchange.root / "link").symlink_to(exchange.root.parent)
    outcome = exchange.send(parcel_to(msgspec.structs.replace(RECIPIENT, folder=folder)))
    assert isinstance(outcome, Refused), outcome


@pytest.mark.parametrize(
    "name",
    ["../../x.xml", "/etc/x.xml", "..", "", "CON.xml", "\u202elmx.exe", "å" * 300 + ".xml", "a\0\n.xml", "💣.xml"],
)
def test_every_name_becomes_a_safe_one(exchange: Exchange, name: str) -> None:
    file = File(name=name, media_type="application/xml", content=b"<Invoice/>")
    exchange.send(parcel_to(RECIPIENT, main=file, rendering=None, attachments=(file,)))
    names = exchange.names()
    assert len(names) == 2
    assert max(len(n.encode()) for n in names) <= 255


def test_full_disk_gives_try_later_and_nothing_is_seen(exchange: Exchange) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        outcome = exchange.send(parcel_to(RECIPIENT, body=b"x" * 100_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert isinstance(outcome, TryLater)
    assert (outcome.code, exchange.names()) == ("folder-disk-full", [])


def test_missing_folder_gives_try_later(exchange: Exchange) -> None:
    outcome = exchange.send(parcel_to(msgspec.structs.replace(RECIPIENT, folder="absent")))
    assert isinstance(outcome, TryLater)
    assert outcome.code == "folder-missing"


def test_missing_folder_is_not_created(exchange: Exchange) -> None:
    exchange.send(parcel_to(msgspec.structs.replace(RECIPIENT, folder="absent")))
    assert not (exchange.root / "absent").exists()


def test_find_tells_what_was_and_what_was_not_handed_over(exchange: Exchange) -> None:
    before = CHANNEL.find(exchange.settings, PARCEL, exchange.services)
    exchange.send()
    after = CHANNEL.find(exchange.settings, PARCEL, exchange.services)
    assert [type(before), type(after)] == [TryLater, Delivered]


def test_find_does_not_guess_when_the_folder_is_away(exchange: Exchange) -> None:
    exchange.send()
    exchange.agreed.rename(exchange.root / "away")
    assert isinstance(CHANNEL.find(exchange.settings, PARCEL, exchange.services), Unknown)


def test_recipient_without_an_agreed_folder_is_unreachable(exchange: Exchange) -> None:
    assert isinstance(CHANNEL.check_recipient(exchange.settings, CUSTOMER, exchange.services), Unreachable)


def test_journal_on_another_file_system_is_found_before_sending(exchange: Exchange) -> None:
    other = Path("/dev/shm")  # a file system of its own on every Linux
    if not other.is_dir() or other.stat().st_dev == exchange.root.stat().st_dev:
        pytest.skip("there is no second file system on this machine")
    settings = Settings(root=str(exchange.root), journal=str(other))
    check = CHANNEL.check_recipient(settings, RECIPIENT, exchange.services)
    assert isinstance(check, Unreachable)
    assert check.code == "folder-journal-elsewhere"


def test_relative_journal_is_refused() -> None:
    with pytest.raises(BadSettings, match="journal"):
        load_settings(CHANNEL, {"root": "/exchange", "journal": "exchange"})


@pytest.mark.parametrize("root", ["", "out"])
def test_relative_root_lies_below_the_operators_folder(exchange: Exchange, root: str) -> None:
    allowed = exchange.root if not root else exchange.root.parent
    services = msgspec.structs.replace(exchange.services, exchange_root=str(allowed))
    settings = Settings(root=root and exchange.root.name)
    assert isinstance(CHANNEL.send(settings, PARCEL, services), Delivered)
    assert exchange.names() != []


def test_relative_root_is_none_where_the_operator_has_no_folder(exchange: Exchange) -> None:
    assert isinstance(CHANNEL.send(Settings(root="out"), PARCEL, exchange.services), Refused)


def test_file_in_place_of_the_folder_gives_try_later(exchange: Exchange) -> None:
    (exchange.root / "file").write_bytes(b"")
    outcome = exchange.send(parcel_to(msgspec.structs.replace(RECIPIENT, folder="file")))
    assert isinstance(outcome, TryLater)
    assert outcome.code == "folder-missing"


def test_journal_is_no_agreed_folder(exchange: Exchange) -> None:
    settings = Settings(root=str(exchange.root), journal=str(exchange.agreed))
    assert isinstance(CHANNEL.send(settings, PARCEL, exchange.services), Refused)


def test_company_writes_only_below_the_operators_folder(exchange: Exchange) -> None:
    services = msgspec.structs.replace(exchange.services, exchange_root=str(exchange.root / "of-another-company"))
    outcome = CHANNEL.send(exchange.settings, PARCEL, services)
    assert isinstance(outcome, Refused)
    assert exchange.names() == []


def test_company_writes_below_the_operators_folder(exchange: Exchange) -> None:
    services = msgspec.structs.replace(exchange.services, exchange_root=str(exchange.root.parent))
    assert isinstance(CHANNEL.send(exchange.settings, PARCEL, services), Delivered)


def test_dry_run_leaves_no_trace(exchange: Exchange) -> None:
    CHANNEL.check_recipient(exchange.settings, RECIPIENT, exchange.services)
    assert [path.name for path in exchange.root.iterdir()] == ["brodboden"]


def test_without_the_kernels_call_a_file_is_never_seen_under_both_names(
    exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The journal's name says that a file was not handed over: a crash must not leave it beside the receiver's."""
    linked: list[object] = []
    monkeypatch.setattr(moving, "_renameat2", lambda: None)
    monkeypatch.setattr(os, "link", lambda *names, **_: linked.append(names))
    assert isinstance(CHANNEL.send(exchange.settings, PARCEL, exchange.services), Delivered)
    assert linked == []
    assert exchange.names()


def _send_and_die(exchange: Exchange, line_number: int) -> bool:
    """Send in a child that is killed with -9 before the given line of the channel; False when it got to the end."""

    def watch(frame: FrameType, event: str, _argument: object) -> Callable[..., Any] | None:
        nonlocal line_number
        if not any(each in frame.f_code.co_filename for each in HANDING_OVER):
            return None
        if event == "line":
            line_number -= 1
            if line_number < 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return watch

    child = os.fork()
    if not child:
        try:
            sys.settrace(watch)
            exchange.send()
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def test_document_arrives_once_and_whole_whichever_line_the_sender_dies_at(tmp_path: Path) -> None:
    """The receiver fetches and deletes after the death, and again after the second try."""
    services = Services(inbox=InboxInSqlite(tmp_path / "inbox.sqlite", "nobody"))
    arrived = []
    for line_number in range(10_000):
        exchange = Exchange(tmp_path / str(line_number), services)
        died = _send_and_die(exchange, line_number)
        fetched = exchange.fetch()
        second = exchange.send()
        arrived.append((line_number, type(second), [*fetched, *exchange.fetch()]))
        if not died:
            break
    assert len(arrived) > 50
    assert [a for a in arrived if a[1:] != (Delivered, [PARCEL.main.content])] == []
