"""What the drop refuses, each in words and never as a page: who comes, how, and what."""

from __future__ import annotations

import base64
import socket
from urllib.parse import quote, urlsplit

import pytest

from depesch.hub.accounts.limits import DIRECT_ADDRESS
from depesch.hub.direct.managing import Wanted, revoke_login
from depesch.hub.direct.models import DirectLogin
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from depesch.kit.xml import MAX_BYTES
from tests.gateways.drop.conftest import LOGIN, Answer, Hub, invoice
from tests.hub.direct.making import a_login


def refused(answer: Answer) -> tuple[int, str]:
    """Return status and code of a refusal, which is a problem in words."""
    told = answer.json
    assert answer.headers["content-type"] == "application/problem+json"
    assert told["title"]
    assert told["next"]
    assert told["status"] == answer.status
    return answer.status, told["code"]


def test_a_wrong_password_an_unknown_name_and_nothing_at_all_are_answered_alike(hub: Hub) -> None:
    given = ("-T", hub.file(invoice()))
    answers = [
        hub.curl(f"{hub.root}/out/", *who, *given)
        for who in (("-u", f"{LOGIN}:wrong"), ("-u", "nobody:wrong"), (), ("-H", "Authorization: Digest x=y"))
    ]
    assert {refused(each) for each in answers} == {(401, "unauthenticated")}
    assert {each.body for each in answers} == {answers[0].body}
    assert all(each.headers["www-authenticate"].startswith("Basic ") for each in answers)
    assert hub.documents(hub.nordbygg) == []


def test_a_password_that_is_no_text_and_credentials_that_are_no_base64_are_no_fault_of_ours(hub: Hub) -> None:
    for told in ("Basic =====", "Basic bm8gY29sb24=", "Basic /////w==", "Basic", "Bearer", "Basic AAAA"):
        assert hub.curl(f"{hub.root}/in/", "-H", f"Authorization: {told}").status == 401


def test_a_revoked_login_is_shut_out_at_once(hub: Hub) -> None:
    assert hub.put(invoice()).status == 202
    with acting_for(hub.nordbygg.pk):
        revoke_login(DirectLogin.objects.get(name=LOGIN), actor="user:x")
    assert refused(hub.put(invoice("F-2"))) == (401, "unauthenticated")


def test_guesses_come_to_an_end_and_say_how_long(hub: Hub) -> None:
    for _ in range(DIRECT_ADDRESS.most):
        assert hub.curl(f"{hub.root}/in/", "-u", f"{LOGIN}:guess").status == 401
    answer = hub.curl(f"{hub.root}/in/", *hub.basic)
    assert refused(answer) == (429, "too-many-requests")
    assert 0 < int(answer.headers["retry-after"]) <= 900


def test_a_closed_company_and_one_that_stopped_invoicing_are_told_so(hub: Hub) -> None:
    Company.objects.filter(pk=hub.nordbygg.pk).update(invoicing_stopped_at=now())
    assert refused(hub.put(invoice())) == (409, "invoicing-stopped")
    assert hub.curl(f"{hub.root}/in/", *hub.basic).status == 200
    Company.objects.filter(pk=hub.nordbygg.pk).update(closed_at=now())
    assert refused(hub.put(invoice())) == (403, "company-closed")


def test_a_login_is_held_to_its_direction_mode_address_and_protocol(hub: Hub) -> None:
    given = ("-T", hub.file(invoice()))
    _, reader = a_login(hub.nordbygg, "only-in", wanted=Wanted(protocols=("drop",), may_send=False))
    _, writer = a_login(hub.nordbygg, "only-out", wanted=Wanted(protocols=("drop",), may_collect=False))
    _, sftp = a_login(hub.nordbygg, "only-sftp", wanted=Wanted(protocols=("sftp",)))
    _, inside = a_login(hub.nordbygg, "only-inside", wanted=Wanted(protocols=("drop",), networks=("10.0.0.0/8",)))

    def told(path: str, name: str, password: str, *arguments: str) -> tuple[int, str]:
        return refused(hub.curl(path, "-u", f"{name}:{password}", *arguments))

    assert told("/drop/only-in/production/out/", "only-in", reader, *given) == (403, "may-not-send")
    assert told("/drop/only-out/production/in/", "only-out", writer) == (403, "may-not-collect")
    assert told("/drop/only-sftp/production/in/", "only-sftp", sftp) == (403, "other-protocol")
    assert told("/drop/only-inside/production/in/", "only-inside", inside) == (403, "other-address")
    assert told("/drop/only-in/test/in/", "only-in", reader) == (403, "wrong-mode")
    assert told("/drop/only-out/production/in/", "only-in", reader) == (403, "wrong-address")
    assert told("/drop/only-in/live/in/", "only-in", reader) == (404, "unknown-mode")
    assert hub.documents(hub.nordbygg) == []


def test_an_address_that_is_none_and_a_method_that_is_not_taken_are_told_so(hub: Hub) -> None:
    for path in (
        "/drop",
        "/drop/",
        "/drop/x",
        f"/drop/{LOGIN}/production/sideways/",
        f"/drop/{LOGIN}/production/sent/7",
    ):
        assert refused(hub.curl(path, *hub.basic)) == (404, "unknown-address")
    answer = hub.curl(f"{hub.root}/out/", *hub.basic, "-X", "DELETE")
    assert refused(answer) == (405, "method-not-allowed")
    assert answer.headers["allow"] == "POST, PUT"


BAD_NAMES = {
    "con.xml": "name-device", "NUL": "name-device", "Lpt1.tar.gz": "name-device", "a/b.xml": "name-folder",
    "..\\..\\boot.ini": "name-folder", "../../etc/passwd": "name-folder", "line\nfeed.xml": "name-sign",
    "nul\0.xml": "name-sign", "esc\x1b[2J.xml": "name-sign", "gpj.\u202elmx": "name-sign", " . ": "name-empty",
    "å" * 91: "name-long",
}  # fmt: skip


@pytest.mark.row("D-14")
def test_a_name_that_no_file_should_have_is_refused_in_words(hub: Hub) -> None:
    given = ("--path-as-is", "-T", hub.file(invoice(), "x"))
    for name, code in BAD_NAMES.items():
        in_address = hub.curl(f"{hub.root}/out/{quote(name, safe='')}", *hub.basic, *given)
        in_header = hub.post(invoice(), "-H", f"X-Filename: {quote(name, safe='')}")
        assert {refused(each) for each in (in_address, in_header)} == {(422, code)}, repr(name)
    assert hub.documents(hub.nordbygg) == []


GOOD_NAMES = ("Faktura Åsa & Söner (2).xml", "счёт-1.xml", "請求書.xml", "🧾.xml", "-rf", "A\u030asa")


def test_names_of_every_script_are_taken_wherever_they_stand(hub: Hub) -> None:
    for name in GOOD_NAMES:
        given = {
            hub.curl(f"{hub.root}/out/{quote(name)}", *hub.basic, "-T", hub.file(invoice(), "x")).json["id"],
            hub.post(invoice(), "-H", f"X-Filename: {quote(name)}").json["id"],
            hub.post(invoice(), "-H", f"Content-Disposition: attachment; filename*=UTF-8''{quote(name)}").json["id"],
            hub.curl(f"{hub.root}/out", *hub.basic, "-F", f"document=@{hub.file(invoice(), 'x')};filename={name}").json[
                "id"
            ],
        }
        assert len(given) == 1, f"{name!r} is one document however it is told"
    assert len(hub.documents(hub.nordbygg)) == len(GOOD_NAMES)


def test_a_name_that_a_header_cannot_carry_is_refused_and_not_lost(hub: Hub) -> None:
    for header in ("X-Filename: Åsa.xml", 'Content-Disposition: attachment; filename="Åsa.xml"', "X-Filename;"):
        assert refused(hub.post(invoice(), "-H", header)) == (422, "name-unreadable")
    plain = hub.post(invoice(), "-H", 'Content-Disposition: attachment; filename="F-1.xml"')
    assert (plain.status, plain.json["file_name"]) == (202, "F-1.xml")
    assert hub.post(invoice("F-2"), "-H", "Content-Disposition: inline").json["file_name"] == ""


def test_nothing_a_blank_and_what_is_no_invoice(hub: Hub) -> None:
    assert refused(hub.put(b"")) == (400, "empty")
    assert refused(hub.put(b" \r\n\t")) == (400, "empty")
    assert refused(hub.post(b"")) == (400, "empty")
    for number, content in enumerate((b"hello", b"\x00\xff" * 50, b"<a", b"PK\x03\x04broken", b"%PDF-1.7 broken")):
        taken = hub.put(content, name=f"{number}.bin")
        assert taken.status == 202
        hub.work()
        told = hub.curl(taken.json["href"], *hub.basic).json
        assert told["message"]["state"] == "refused"
        assert told["message"]["problem"]["title"]


def test_a_file_that_is_too_large_is_refused_before_it_is_sent(hub: Hub) -> None:
    with open(hub.folder / "large.xml", "wb") as file:  # noqa: PTH123  sparse
        file.truncate(MAX_BYTES + 1)
    answer = hub.curl(f"{hub.root}/out/", *hub.basic, "-T", str(hub.folder / "large.xml"), "-H", "Expect: 100-continue")
    assert refused(answer) == (413, "too-large")


def test_a_body_of_unknown_length_is_asked_for_its_length(hub: Hub) -> None:
    answer = hub.curl(
        f"{hub.root}/out/x.xml", *hub.basic, "-H", "Transfer-Encoding: chunked", "-T", hub.file(invoice())
    )
    assert refused(answer) == (411, "length-required")


def test_a_body_that_breaks_off_leaves_nothing_and_the_whole_file_is_taken_after_it(hub: Hub) -> None:
    parts, content = urlsplit(hub.url), invoice()
    with socket.create_connection((parts.hostname or "", parts.port or 80), timeout=10) as connection:
        credentials = base64.b64encode(hub.basic[1].encode()).decode()
        head = (
            f"PUT /drop/{LOGIN}/production/out/F-1.xml HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            f"Authorization: Basic {credentials}\r\nContent-Length: {len(content)}\r\n\r\n"
        )
        connection.sendall(head.encode() + content[: len(content) // 2])
        connection.shutdown(socket.SHUT_WR)
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    assert answer.split(b" ", 2)[1] == b"400"
    assert b'"broken-off"' in answer
    assert hub.documents(hub.nordbygg) == []
    assert hub.put(content).status == 202


def test_a_stranger_sees_nothing_of_ours(hub: Hub, carls_company: Company) -> None:
    _, password = a_login(carls_company, "carls-erp")
    carl = ("-u", f"carls-erp:{password}")
    ours = hub.put(invoice()).json["id"]
    hub.work()
    for path in (f"sent/{ours}", f"in/{ours}"):
        assert refused(hub.curl(f"/drop/carls-erp/production/{path}", *carl)) == (404, "not-found")
        assert refused(hub.curl(f"/drop/{LOGIN}/production/{path}", *carl)) == (403, "wrong-address")
    assert hub.curl("/drop/carls-erp/production/in/", *carl).json["documents"] == []


def test_refusals_are_told_in_the_callers_language(hub: Hub) -> None:
    for language, word in {"sv": "lösenord", "nb": "passord", "en": "password", "fi": "password"}.items():
        assert word in hub.curl(f"{hub.root}/in/", "-H", f"Accept-Language: {language}").json["next"]
