"""FTP word by word: what is refused without TLS, what each answer says, when a file is taken and when not."""

from __future__ import annotations

import ftplib
import io
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from depesch.hub.direct.mailbox import upload
from depesch.hub.direct.managing import Wanted
from depesch.hub.flows.models import Direction
from depesch.kit.hashing import sha256_hex
from tests.gateways.ftp.conftest import Curl, RunningGateway
from tests.hub.direct.mailbox.scene import Someone, arrive, documents, states
from tests.hub.flows.papers import ubl_invoice
from tests.hub.server.hub_process import until

CLEAR = Wanted(protocols=("ftp",), plain_ftp=True)


@pytest.fixture
def ftp(gateway: RunningGateway, nordbygg_erp: Someone) -> Iterator[ftplib.FTP_TLS]:
    """A client that can be told each command."""
    context = ssl.create_default_context(cafile=str(gateway.certificate))
    context.check_hostname = False
    client = ftplib.FTP_TLS(context=context, timeout=30)
    client.connect("127.0.0.1", gateway.port)
    client.login(nordbygg_erp.name, nordbygg_erp.password)
    client.prot_p()
    yield client
    client.close()


def test_plain_ftp_is_refused_before_the_password_is_sent(gateway: RunningGateway, nordbygg_erp: Someone) -> None:
    client = ftplib.FTP(timeout=30)
    client.connect("127.0.0.1", gateway.port)
    with pytest.raises(ftplib.error_perm, match=r"530 TLS is required"):
        client.sendcmd(f"USER {nordbygg_erp.name}")
    with pytest.raises(ftplib.error_perm, match=r"530 TLS is required"):
        client.sendcmd("USER nobody-at-all")
    client.close()


def test_plain_ftp_is_allowed_where_it_was_switched_on_with_a_warning(
    gateway: RunningGateway, nordbygg_erp: Someone, fjordtre_erp: Someone
) -> None:
    someone = Someone(nordbygg_erp.company, "nordbygg-old", CLEAR)
    client = ftplib.FTP(timeout=30)
    with capture_logs() as logs:
        client.connect("127.0.0.1", gateway.port)
        told = client.login(someone.name, someone.password)
    assert "not encrypted" in told
    assert [each["log_level"] for each in logs if each["event"] == "ftp.in_the_clear"] == ["warning"]
    assert someone.password not in str(logs)
    assert client.storbinary("STOR out/F-1.xml", io.BytesIO(ubl_invoice("F-1"))).startswith("226")
    client.quit()
    assert len(documents(nordbygg_erp.company, Direction.OUT)) == 1


def test_a_clear_data_connection_is_refused_under_tls(ftp: ftplib.FTP_TLS) -> None:
    ftp.prot_c()
    with pytest.raises(ftplib.error_perm, match="522"):
        ftp.nlst("in")


def test_the_answer_to_stor_names_the_document(ftp: ftplib.FTP_TLS, nordbygg_erp: Someone) -> None:
    answer = ftp.storbinary("STOR /out/F-2.xml", io.BytesIO(ubl_invoice("F-2")))
    (document,) = documents(nordbygg_erp.company, Direction.OUT)
    assert answer == f"226 Transfer complete. Document {document.id}."


def test_ascii_mode_alters_nothing(ftp: ftplib.FTP_TLS, nordbygg_erp: Someone, fjordtre_erp: Someone) -> None:
    content = ubl_invoice("F-3").replace(b"\n", b"\r\n")
    ftp.voidcmd("TYPE A")
    connection = ftp.transfercmd("STOR out/F-3.xml")
    connection.sendall(content)
    connection.unwrap()  # type: ignore[attr-defined]  # a TLS socket
    connection.close()
    ftp.voidresp()
    (document,) = documents(nordbygg_erp.company, Direction.OUT)
    assert document.original_sha256 == sha256_hex(content)


def test_an_empty_folder_is_listed_with_tlss_goodbye(ftp: ftplib.FTP_TLS) -> None:
    for _ in range(30):
        data, _size = ftplib.FTP.ntransfercmd(ftp, "NLST sent")
        with ftp.context.wrap_socket(data, suppress_ragged_eofs=False) as connection:
            assert connection.recv(100) == b""
            connection.unwrap()
        assert ftp.voidresp().startswith("226")


def test_sizes_and_times_are_those_of_what_is_read(
    gateway: RunningGateway, fjordtre_erp: Someone, nordbygg_erp: Someone, ftp: ftplib.FTP_TLS
) -> None:
    arrive(nordbygg_erp.company, 3)
    (received, *_) = documents(nordbygg_erp.company, Direction.IN)
    for name, facts in ftp.mlsd("in"):
        got = io.BytesIO()
        ftp.retrbinary(f"RETR in/{name}", got.write)
        assert int(facts["size"]) == len(got.getvalue()) == ftp.size(f"in/{name}")
        assert ftp.sendcmd(f"MDTM in/{name}") == f"213 {facts['modify']}"
    first = sorted(facts["modify"] for _, facts in ftp.mlsd("in"))[0]
    assert first == f"{received.received_at:%Y%m%d%H%M%S}"
    resumed = io.BytesIO()
    name = ftp.nlst("in")[0]
    ftp.retrbinary(f"RETR in/{name}", resumed.write, rest=100)
    assert len(resumed.getvalue()) == (ftp.size(f"in/{name}") or 0) - 100


def test_abort_leaves_nothing_taken(ftp: ftplib.FTP_TLS, nordbygg_erp: Someone, tmp_path: Path) -> None:
    ftp.voidcmd("TYPE I")
    connection = ftp.transfercmd("STOR out/F-4.xml")
    connection.sendall(ubl_invoice("F-4")[:1000])
    spooled = tmp_path / "home" / "gateways" / "spool"
    until(lambda: any(path.stat().st_size == 1000 for path in spooled.rglob("*.part")), "what was sent has come")
    ftp.putcmd("ABOR")
    while not ftp.getline().startswith("226"):
        pass
    connection.close()
    assert states(nordbygg_erp.company) == []
    assert ftp.nlst("out") == ["F-4.xml"]
    answer = ftp.storbinary("STOR out/F-4.xml", io.BytesIO(ubl_invoice("F-4")[1000:]), rest=1000)
    assert answer.startswith("226")
    assert documents(nordbygg_erp.company, Direction.OUT)[0].file_name == "F-4.xml"


@pytest.mark.parametrize("in_order", [True, False])
def test_a_data_connection_that_is_reset_is_never_the_end_of_a_file(
    ftp: ftplib.FTP_TLS, nordbygg_erp: Someone, in_order: bool
) -> None:
    ftp.voidcmd("TYPE I")
    connection = ftp.transfercmd("STOR out/F-5.xml")
    connection.sendall(ubl_invoice("F-5"))
    if in_order:  # without TLS's goodbye, as some clients do: taken, for the client waits for the answer
        socket.socket.shutdown(connection, socket.SHUT_WR)
    else:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        socket.close(connection.detach())
    if in_order:
        assert ftp.voidresp().startswith("226")
    else:
        with pytest.raises(ftplib.error_temp, match="426"):
            ftp.voidresp()
    assert len(states(nordbygg_erp.company)) == in_order


def test_what_the_hub_does_not_take_is_told_in_the_answer(
    ftp: ftplib.FTP_TLS, nordbygg_erp: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ftplib.error_perm, match="550 the file is empty"):
        ftp.storbinary("STOR out/empty.xml", io.BytesIO())
    with pytest.raises(ftplib.error_perm, match=r"552 .*larger"):
        ftp.sendcmd("ALLO 209715200")
    monkeypatch.setattr(upload, "MAX_BYTES", 1_000_000)
    with pytest.raises((ftplib.error_perm, OSError)):
        ftp.storbinary("STOR out/huge.xml", io.BytesIO(bytes(50_000_000)))
    assert states(nordbygg_erp.company) == []


def test_names_that_nothing_can_have_are_refused_with_words(ftp: ftplib.FTP_TLS, nordbygg_erp: Someone) -> None:
    for name in ("out/a\u0007b.xml", "out/" + "x" * 300 + ".xml", "out/..", "out/a/b.xml", "nowhere/a"):
        with pytest.raises(ftplib.error_perm, match=r"55\d \w+"):
            ftp.storbinary(f"STOR {name}", io.BytesIO(b"<x/>"))
    assert states(nordbygg_erp.company) == []


def test_composed_and_decomposed_letters_are_one_name(ftp: ftplib.FTP_TLS, nordbygg_erp: Someone) -> None:
    ftp.storbinary("STOR out/Fa\u030akt.xml.part", io.BytesIO(ubl_invoice("F-6")))
    assert ftp.nlst("out") == ["F\u00e5kt.xml.part"]
    ftp.rename("out/F\u00e5kt.xml.part", "out/Fa\u030akt.xml")
    assert documents(nordbygg_erp.company, Direction.OUT)[0].file_name == "F\u00e5kt.xml"


def test_a_wrong_password_does_not_come_in(curl: Curl, nordbygg_erp: Someone) -> None:
    curl.options[curl.options.index("-u") + 1] = f"{nordbygg_erp.name}:wrong"
    done = curl("in/")
    assert (done.returncode, done.stdout) == (67, b"")  # curl: login denied
