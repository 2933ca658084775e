"""SFTP against OpenSSH's own server: exactly once however the line breaks, and each refusal named."""

from __future__ import annotations

import asyncio
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import asyncssh
import pytest

from depesch.channels import (
    Delivered,
    Misuse,
    Outcome,
    Parcel,
    SendMode,
    Services,
    TryLater,
    Unknown,
    Unreachable,
    load_settings,
)
from depesch.channels.sftp import CHANNEL
from depesch.kit.hashing import sha256_hex
from depesch.kit.settings import BadSettings
from tests.channels.cutting import cutting, moments
from tests.channels.people import CUSTOMER, parcel_to
from tests.channels.sftp.server import Sshd, sshd
from tests.ports import free_port

SERVICES = Services(inbox=None, private_too=True)  # type: ignore[arg-type]  # no inbox in this channel
PARCEL = parcel_to(CUSTOMER)
KEY = sha256_hex(PARCEL.message_id.encode())[:16]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sshd]:
    with sshd(tmp_path_factory.mktemp("sftp")) as server:
        yield server


@pytest.fixture
def server(running: Sshd) -> Sshd:
    """The server with an empty folder."""
    for path in sorted(running.folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    return running


def send(server: Sshd, parcel: Parcel = PARCEL, **changes: object) -> Outcome:
    return CHANNEL.send(load_settings(CHANNEL, server.settings(**changes)), parcel, SERVICES)


def find(server: Sshd, parcel: Parcel = PARCEL) -> Outcome:
    return CHANNEL.find(load_settings(CHANNEL, server.settings()), parcel, SERVICES)


def fetched(server: Sshd) -> list[bytes]:
    """Take the documents away, as a receiver's system does."""
    found = [path for path in server.folder.iterdir() if path.suffix == ".xml"]
    contents = [path.read_bytes() for path in found]
    for path in found:
        path.unlink()
    return contents


def test_companions_have_the_name_of_their_document(server: Sshd) -> None:
    assert isinstance(send(server), Delivered)
    assert server.names() == [f"F-1042_{KEY}.xml", f"F-1042_{KEY}_1_F-1042.pdf", f"F-1042_{KEY}_2_ritning.png"]


def test_document_that_the_receiver_fetched_does_not_come_again(server: Sshd) -> None:
    send(server)
    fetched(server)
    assert isinstance(send(server), Delivered)
    assert isinstance(find(server), Delivered)
    assert fetched(server) == []


def test_document_arrives_once_and_whole_wherever_the_line_breaks(server: Sshd) -> None:
    """The receiver fetches and deletes after the break, then the hub asks, and sends again when it is not there."""
    seen: list[tuple[int, str, str, list[bytes]]] = []
    with cutting(server.port) as whole:
        send(server, parcel_to(CUSTOMER, rendering=None), port=whole.port)
    fetched(server)
    for pieces in moments(whole.passed):
        parcel = parcel_to(CUSTOMER, message_id=f"0190-{pieces}@hub.example", rendering=None)
        with cutting(server.port, pieces) as relay:
            first = send(server, parcel, port=relay.port, timeout_s=5)
        arrived = fetched(server)
        asked = find(server, parcel)
        if not isinstance(asked, Delivered):
            assert isinstance(send(server, parcel), Delivered)
        arrived += fetched(server)
        seen.append((pieces, type(first).__name__, type(asked).__name__, arrived))
    assert seen
    assert [each for each in seen if each[3] != [PARCEL.main.content]] == []
    assert "TryLater" in {each[1] for each in seen}, "some lines break before the hand-over"
    assert all(each[2] == "TryLater" for each in seen if each[1] == "TryLater"), "try later means certainly not there"


def test_answer_that_is_lost_after_the_document_is_there_is_asked_for(server: Sshd) -> None:
    """The server has given the file its name, and the line breaks before it says so."""

    def is_there() -> bool:
        return any(path.suffix == ".xml" for path in server.folder.iterdir())

    with cutting(server.port, sign=is_there) as relay:
        first = send(server, port=relay.port, timeout_s=5)
    assert relay.is_cut
    assert isinstance(first, Unknown)
    assert isinstance(find(server), Delivered)
    assert fetched(server) == [PARCEL.main.content]


def test_another_key_of_the_server_is_told_with_its_fingerprint(server: Sshd) -> None:
    wrong = "SHA256:" + "A" * 43
    outcome = send(server, fingerprint=wrong)
    assert isinstance(outcome, TryLater)
    assert outcome.code == "sftp-host-key-unknown"
    assert server.fingerprint in outcome.detail
    assert wrong in outcome.detail
    assert server.names() == []


def test_first_contact_shows_the_fingerprint_and_sends_nothing(server: Sshd) -> None:
    outcome = send(server, fingerprint="")
    assert isinstance(outcome, TryLater)
    assert server.fingerprint in outcome.detail
    assert server.names() == []


def test_fingerprint_is_the_one_that_openssh_shows(server: Sshd) -> None:
    key = server.folder.parent / "host_key"
    shown = subprocess.run(["ssh-keygen", "-l", "-f", str(key)], capture_output=True, text=True, check=True).stdout
    assert server.fingerprint in shown.split()


def test_one_of_several_fingerprints_is_enough(server: Sshd) -> None:
    assert isinstance(send(server, fingerprint=f"SHA256:{'A' * 43}, {server.fingerprint}"), Delivered)


def test_foreign_key_is_not_let_in(server: Sshd) -> None:
    foreign = asyncssh.generate_private_key("ssh-ed25519").export_private_key().decode()
    outcome = send(server, private_key=foreign)
    assert isinstance(outcome, TryLater)
    assert outcome.code == "sftp-login-failed"
    assert outcome.retry_after_s == 900


def test_text_that_is_no_key_is_said_to_be_none(server: Sshd) -> None:
    outcome = send(server, private_key="-----BEGIN OPENSSH PRIVATE KEY-----\nx\n-----END OPENSSH PRIVATE KEY-----\n")
    assert isinstance(outcome, TryLater)
    assert outcome.code == "sftp-login-failed"


def test_key_with_a_passphrase_is_opened(server: Sshd) -> None:
    key = asyncssh.import_private_key(server.private_key)
    sealed = key.export_private_key("pkcs8-pem", passphrase="lösen").decode()
    assert isinstance(send(server, private_key=sealed, passphrase="lösen"), Delivered)
    wrong = send(server, private_key=sealed, passphrase="fel")
    assert isinstance(wrong, TryLater)
    assert wrong.code == "sftp-login-failed"


@pytest.mark.parametrize("kind", ["ed25519", "rsa"])
def test_key_with_a_passphrase_in_openssh_s_own_form_is_refused_in_words_when_it_is_saved(
    kind: str, tmp_path: Path
) -> None:
    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", kind, "-N", "lösen", "-f", str(key)], check=True)
    values = {"host": "sftp.example.com", "user": "u", "private_key": key.read_text(), "passphrase": "lösen"}
    with pytest.raises(BadSettings, match="has a passphrase in OpenSSH's own form") as refused:
        load_settings(CHANNEL, values)
    assert key.read_text().split()[5] not in str(refused.value)
    subprocess.run(["ssh-keygen", "-q", "-p", "-P", "lösen", "-N", "", "-f", str(key)], check=True)
    assert load_settings(CHANNEL, {**values, "private_key": key.read_text(), "passphrase": ""})


def test_missing_folder_is_named_and_not_made(server: Sshd) -> None:
    outcome = send(server, folder="in/invoices")
    assert isinstance(outcome, TryLater)
    assert outcome.code == "sftp-folder-missing"
    assert not (server.folder / "in").exists()


def test_agreed_folder_takes_the_document(server: Sshd) -> None:
    (server.folder / "in").mkdir()
    assert isinstance(send(server, folder="in"), Delivered)
    assert (server.folder / "in" / f"F-1042_{KEY}.xml").read_bytes() == PARCEL.main.content


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_folder_without_rights_is_named(server: Sshd) -> None:
    server.folder.chmod(0o500)
    try:
        outcome = send(server)
    finally:
        server.folder.chmod(0o700)
    assert isinstance(outcome, TryLater)
    assert outcome.code == "sftp-not-allowed"


def test_file_of_somebody_else_is_never_overwritten(server: Sshd) -> None:
    taken = server.folder / f"F-1042_{KEY}.xml"
    taken.write_bytes(b"of somebody else")
    outcome = send(server)
    assert isinstance(outcome, TryLater)
    assert (outcome.code, taken.read_bytes()) == ("sftp-name-taken", b"of somebody else")
    taken.unlink()
    assert isinstance(send(server), Delivered)
    assert taken.read_bytes() == PARCEL.main.content


def test_server_that_died_in_mid_move_has_the_document_once(server: Sshd) -> None:
    """OpenSSH moves by making the new name, then taking the old one away: after a crash both are there."""
    taken = server.folder / f"F-1042_{KEY}.xml"
    taken.write_bytes(b"in the way")
    send(server)  # staged, and stopped at the name
    taken.write_bytes(PARCEL.main.content)
    companion = server.folder / f"F-1042_{KEY}_1_F-1042.pdf"
    (part,) = (server.folder / ".depesch").glob("*.2")  # the main document, behind the two companions
    os.link(companion, part.with_suffix(".0"))
    assert isinstance(send(server), Delivered)
    assert fetched(server) == [PARCEL.main.content]
    assert len(server.names()) == 2


def test_full_disk_hands_nothing_over(server: Sshd) -> None:
    """`/dev/full` takes the place of a file of the journal: every write to it fails for lack of space."""
    place = server.folder.parent / "small"
    place.mkdir(exist_ok=True)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(place)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("no file system of one's own may be mounted here")
    try:
        outcome = send(server, parcel_to(CUSTOMER, body=b"x" * 500_000), folder=str(place))
        names = [path.name for path in place.iterdir() if path.is_file()]
    finally:
        subprocess.run(["umount", str(place)], check=True)
    assert isinstance(outcome, TryLater), outcome
    assert names == []


def test_one_id_for_two_contents_is_our_own_fault(server: Sshd) -> None:
    send(server)
    with pytest.raises(Misuse, match="another content"):
        send(server, parcel_to(CUSTOMER, body=b"other"))


def test_send_mode_stands_in_every_name(server: Sshd) -> None:
    send(server, parcel_to(CUSTOMER, send_mode=SendMode.TEST))
    assert [name for name in server.names() if not name.startswith("TEST_")] == []


def test_server_that_says_nothing_gives_try_later(server: Sshd) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as silent:
        outcome = send(server, port=int(silent.getsockname()[1]), timeout_s=0.3)
    assert isinstance(outcome, TryLater)
    assert outcome.code == "sftp-unreachable"


def test_find_does_not_guess_when_the_server_is_away(server: Sshd) -> None:
    settings = load_settings(CHANNEL, server.settings(port=free_port()))
    assert isinstance(CHANNEL.find(settings, PARCEL, SERVICES), Unknown)


def test_server_inside_is_not_talked_to_unless_the_operator_permits_it(server: Sshd) -> None:
    settings = load_settings(CHANNEL, server.settings())
    closed = Services(inbox=None)  # type: ignore[arg-type]  # no inbox in this channel
    outcome = CHANNEL.send(settings, PARCEL, closed)
    assert isinstance(outcome, TryLater)
    assert outcome.code == "sftp-address-not-allowed"
    assert isinstance(CHANNEL.check_recipient(settings, CUSTOMER, closed), Unreachable)


def test_without_a_password_and_a_key_nobody_is_asked() -> None:
    settings = load_settings(CHANNEL, {"host": "sftp.example.com", "user": "u"})
    assert isinstance(CHANNEL.check_recipient(settings, CUSTOMER, SERVICES), Unreachable)


@pytest.mark.parametrize(
    "changes",
    [
        {"host": "a b"}, {"host": ""}, {"user": ""}, {"user": "a\nb"}, {"port": 0}, {"folder": "in\r\nx"},
        {"folder": "in\\x"}, {"journal": ""}, {"fingerprint": "MD5:00"}, {"fingerprint": "SHA256:short"},
        {"timeout_s": 1000}, {"password": 7},
    ],
)  # fmt: skip
def test_settings_that_could_never_work_are_refused(changes: dict[str, object]) -> None:
    with pytest.raises(BadSettings, match="sftp: "):
        load_settings(CHANNEL, {"host": "sftp.example.com", "user": "u", **changes})


class OnlyPassword(asyncssh.SSHServer):
    """Lets `nordbygg` in with one password."""

    def password_auth_supported(self) -> bool:
        return True

    def validate_password(self, username: str, password: str) -> bool:
        return (username, password) == ("nordbygg", "rätt")


@pytest.mark.parametrize(("password", "expected"), [("rätt", Delivered), ("fel", TryLater)])
def test_password_opens_the_door_or_does_not(password: str, expected: type, tmp_path: Path) -> None:
    """With a password alone, which OpenSSH asks the system for: here another server."""
    key = asyncssh.generate_private_key("ssh-ed25519")

    async def serving() -> Outcome:
        def in_folder(channel: asyncssh.SSHServerChannel[bytes]) -> asyncssh.SFTPServer:
            return asyncssh.SFTPServer(channel, chroot=str(tmp_path).encode())

        listener = await asyncssh.create_server(
            OnlyPassword, "127.0.0.1", 0, server_host_keys=[key], sftp_factory=in_folder
        )
        values = {
            "host": "127.0.0.1", "port": listener.get_port(), "user": "nordbygg", "password": password,
            "fingerprint": key.get_fingerprint("sha256"), "timeout_s": 5,
        }  # fmt: skip
        try:
            return await asyncio.to_thread(CHANNEL.send, load_settings(CHANNEL, values), PARCEL, SERVICES)
        finally:
            listener.close()

    outcome = asyncio.run(serving())
    assert isinstance(outcome, expected), outcome
    assert password not in repr(outcome)
