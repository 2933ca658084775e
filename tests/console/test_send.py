"""`depesch send` against a real hub's API: one sending however often it is tried, and what became of it."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
import pytest_django

from depesch.console import main
from depesch.hub.flows.models import Document, DocumentState
from depesch.hub.flows.processing import process
from depesch.hub.tenancy.models import Company, Role
from depesch.hub.tenancy.scope import acting_for
from depesch.hub.tenancy.tokens import create_token
from tests.console.running import SAMPLES, depesch

INVOICE = SAMPLES / "invoice-municipality.xml"
NOBODY = "http://127.0.0.1:9"  # the discard port, where nothing listens


class Sender:
    """`depesch send` with the hub's address and a token in the environment, in this process."""

    def __init__(
        self, url: str, token: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self._capsys = capsys
        monkeypatch.setenv("DEPESCH_URL", url)
        monkeypatch.setenv("DEPESCH_TOKEN", token)
        monkeypatch.setenv("LANG", "en")

    def send(self, *arguments: object) -> tuple[int, str]:
        """Run it; return the exit status and what stood on stdout."""
        status = main(["send", *map(str, arguments)])
        return status, self._capsys.readouterr().out


@pytest.fixture
def sender(
    live_server: pytest_django.live_server_helper.LiveServer,
    nordbygg: Company,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Sender:
    _, secret = create_token(nordbygg.id, "console", Role.ISSUER)
    return Sender(live_server.url, secret.reveal(), capsys, monkeypatch)


def documents(company: Company) -> list[Document]:
    with acting_for(company.id):
        return list(Document.objects.all())


def test_a_file_is_handed_over_and_its_id_shown(sender: Sender, nordbygg: Company) -> None:
    status, told = sender.send(INVOICE)
    (document,) = documents(nordbygg)
    assert (status, document.file_name) == (0, "invoice-municipality.xml")
    assert f"received  {document.id}" in told


def test_sending_again_after_a_broken_line_is_one_sending(sender: Sender, nordbygg: Company) -> None:
    assert sender.send(INVOICE) == sender.send(INVOICE)
    assert len(documents(nordbygg)) == 1


def test_what_is_sent_again_on_purpose_is_a_document_of_its_own(sender: Sender, nordbygg: Company) -> None:
    sender.send(INVOICE)
    sender.send(INVOICE, "--again")
    assert len(documents(nordbygg)) == 2


def test_programs_get_an_object_a_line(sender: Sender) -> None:
    _, told = sender.send(INVOICE, "--json")
    line: dict[str, Any] = json.loads(told)
    assert (line["file"], line["state"]) == (str(INVOICE), "received")
    assert re.fullmatch(r"[0-9a-f-]{36}", line["id"])


def test_the_send_mode_goes_along(sender: Sender, nordbygg: Company) -> None:
    sender.send(INVOICE, "--mode", "test")
    assert [each.send_mode for each in documents(nordbygg)] == ["test"]


def test_an_empty_file_is_refused_and_does_not_stop_the_others(sender: Sender, tmp_path: Path) -> None:
    (tmp_path / "empty.xml").touch()
    status, told = sender.send(tmp_path / "empty.xml", INVOICE)
    assert status == 1
    states = re.findall(r"\.xml: (\w+)", told)
    assert states == ["refused", "received"]


def test_waiting_ends_when_somebody_has_to_act(sender: Sender, nordbygg: Company) -> None:
    sender.send(INVOICE)
    (document,) = documents(nordbygg)
    with acting_for(nordbygg.id):
        Document.objects.filter(id=document.id).update(state=DocumentState.REFUSED, problem_code="duplicate")
    status, told = sender.send(INVOICE, "--wait")
    assert status == 1
    assert ": refused, " in told
    assert "next: " in told


def test_waiting_for_a_file_of_several_follows_each_document(sender: Sender, nordbygg: Company, tmp_path: Path) -> None:
    file = tmp_path / "may.zip"
    with zipfile.ZipFile(file, "w") as archive:
        for name in ("invoice-municipality.xml", "invoice-norway.xml"):
            archive.write(SAMPLES / name, name)
    sender.send(file)
    (whole,) = documents(nordbygg)
    process(nordbygg.id, whole.id)
    for part in documents(nordbygg):
        process(nordbygg.id, part.id)
    status, told = sender.send(file, "--wait")
    named = [line.partition(": ")[::2] for line in told.splitlines() if line.startswith(str(file))]
    assert [(name, rest.split(",")[0].split()[0]) for name, rest in named] == [
        (str(file), "unpacked"), (f"{file}#1", "refused"), (f"{file}#2", "refused"),
    ]  # fmt: skip
    assert status == 1


def test_waiting_has_an_end_of_its_own(sender: Sender) -> None:
    assert sender.send(INVOICE, "--wait", "--timeout", "0")[0] == 75


def test_a_hub_that_is_away_means_try_later(monkeypatch: pytest.MonkeyPatch) -> None:
    ended = depesch("send", INVOICE, "--url", NOBODY, "--token", "dep_x")
    assert ended.returncode == 75
    assert b"does not answer" in ended.stderr
    assert b"dep_x" not in ended.stdout + ended.stderr


def test_a_wrong_token_is_a_wrong_configuration(sender: Sender, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEPESCH_TOKEN", "dep_nobody")
    assert sender.send(INVOICE)[0] == 78


@pytest.mark.parametrize(("held", "why"), [(b" \n", "is empty"), (b"\xff\xfe\x00", "is no text")])
def test_a_token_file_without_a_token_is_named(held: bytes, why: str, tmp_path: Path) -> None:
    (tmp_path / "token").write_bytes(held)
    told = depesch("send", str(INVOICE), "--token-file", str(tmp_path / "token"))
    assert (told.returncode, f"the token file {tmp_path / 'token'} {why}" in told.stderr.decode()) == (2, True)


@pytest.mark.parametrize(
    "arguments", [(), (INVOICE,), (INVOICE, "--token-file", "absent"), (INVOICE, "--token", "x", "--url", "ftp://hub")]
)
def test_wrong_use_is_told_before_anything_is_sent(arguments: tuple[object, ...]) -> None:
    assert depesch("send", *map(str, arguments)).returncode == 2
