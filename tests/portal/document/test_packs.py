"""What is fetched: all files in one archive, and the evidence pack, which can be checked without us."""

from __future__ import annotations

import json
import zipfile
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser

from depesch.console.command_line import run
from depesch.documents.evidence_pack import NoPack, verify_pack, zipped
from depesch.hub.flows.evidence import evidence_of
from depesch.hub.history.events import tag_of
from depesch.hub.history.models import EventRow
from depesch.hub.history.reading import events_of
from depesch.hub.tenancy.models import Company, User
from depesch.hub.tenancy.scope import acting_for


@pytest.fixture
def pack(astrids_browser: Client, ledger: dict[str, UUID]) -> bytes:
    """The evidence pack of a delivered invoice, as a browser gets it."""
    answer = astrids_browser.get(reverse("evidence", args=[ledger["20261182"]]))
    assert answer["Content-Type"] == "application/zip"
    assert 'filename="20261182-evidence.zip"' in answer["Content-Disposition"]
    return answer.content


def opened(pack: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(pack)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(pack: bytes, path: str, content: bytes | None) -> bytes:
    files = opened(pack)
    if content is None:
        del files[path]
    else:
        files[path] = content
    return zipped(files.items())


@pytest.mark.row("S-013")
def test_all_files_come_in_one_archive(astrids_browser: Client, ledger: dict[str, UUID], nordbygg: Company) -> None:
    answer = astrids_browser.get(reverse("document_zip", args=[ledger["20261182"]]))
    assert sorted(opened(answer.content)) == [
        "inside/ritning-A4.pdf", "original/faktura-20261182.xml", "receipts/kvittens.txt"
    ]  # fmt: skip
    with acting_for(nordbygg.pk):
        assert tag_of(events_of(ledger["20261182"])[-1].event) == "document.files_fetched"


@pytest.mark.row("S-013")
@pytest.mark.parametrize("name", ["pdf", "document_zip", "evidence"])
def test_each_download_is_a_file_that_nothing_runs_in(
    name: str, astrids_browser: Client, ledger: dict[str, UUID]
) -> None:
    answer = astrids_browser.get(reverse(name, args=[ledger["20261182"]]))
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_the_pack_holds_everything_with_its_hash(pack: bytes, ledger: dict[str, UUID]) -> None:
    files = opened(pack)
    manifest = json.loads(files.pop("manifest.json"))
    assert {each["path"] for each in manifest["files"]} == set(files)
    for each in manifest["files"]:
        assert sha256(files[each["path"]]).hexdigest() == each["sha256"]
    assert {
        "index.html", "original/faktura-20261182.xml", "receipts/kvittens.txt", "inside/ritning-A4.pdf", "invoice.html",
        "history.json", "check-report.json", "deliveries.json", "conversions.json", "answers.json",
    } == set(files)  # fmt: skip
    assert manifest["document"]["id"] == str(ledger["20261182"])
    assert sha256(files["original/faktura-20261182.xml"]).hexdigest() == manifest["document"]["original_sha256"]
    for event in json.loads(files["history.json"]):
        linked = sha256((event["previous_hash"] + event["canonical"]).encode()).hexdigest()
        assert linked == event["hash"]


def test_the_pack_of_a_refused_document_has_its_findings(astrids_browser: Client, ledger: dict[str, UUID]) -> None:
    files = opened(astrids_browser.get(reverse("evidence", args=[ledger["20261178"]])).content)
    report = json.loads(files["check-report.json"])
    assert {each["rule"] for each in report["findings"]} >= {"BR-CO-15", "BR-CO-16"}
    assert report["checks"][0]["rule_sets"] == ["en16931"]
    index = files["index.html"].decode()
    assert "BR-CO-15" in index
    assert "Måste rättas" in index


def test_the_same_state_gives_the_same_bytes(
    pack: bytes, astrids_browser: Client, ledger: dict[str, UUID], nordbygg: Company
) -> None:
    assert astrids_browser.get(reverse("evidence", args=[ledger["20261182"]])).content == pack
    with acting_for(nordbygg.pk):
        tags = list(EventRow.objects.filter(document_id=ledger["20261182"]).values_list("kind", flat=True))
    assert tags.count("document.evidence_made") == 2


def test_a_whole_pack_is_found_whole(pack: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify_pack(BytesIO(pack)).is_sound
    file = tmp_path / "pack.zip"
    file.write_bytes(pack)
    assert run(["archive", "verify-pack", str(file)]) == 0
    assert "the pack is whole" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("path", "content", "fault"),
    [
        ("receipts/kvittens.txt", b"another receipt", "changed: receipts/kvittens.txt"),
        ("receipts/kvittens.txt", None, "missing: receipts/kvittens.txt"),
        ("more.txt", b"put in", "not in the manifest: more.txt"),
    ],
)
def test_a_pack_that_was_changed_is_found_out(
    path: str, content: bytes | None, fault: str, pack: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = changed(pack, path, content)
    assert verify_pack(BytesIO(broken)).faults == (fault,)
    file = tmp_path / "pack.zip"
    file.write_bytes(broken)
    assert run(["archive", "verify-pack", str(file)]) == 1
    assert fault in capsys.readouterr().err


def test_an_event_that_was_changed_is_found_out_even_when_the_manifest_agrees(pack: bytes) -> None:
    files = opened(pack)
    history = files["history.json"].replace(b"document.delivered", b"document.refused..")
    manifest = json.loads(files["manifest.json"])
    for each in manifest["files"]:
        if each["path"] == "history.json":
            each["sha256"] = sha256(history).hexdigest()
    broken = changed(changed(pack, "history.json", history), "manifest.json", json.dumps(manifest).encode())
    (fault,) = verify_pack(BytesIO(broken)).faults
    assert "does not carry the hash" in fault


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 nonsense", zipped([("a.txt", b"x")])])
def test_what_is_no_pack_is_said_to_be_none(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(NoPack):
        verify_pack(BytesIO(content))
    file = tmp_path / "none.zip"
    file.write_bytes(content)
    assert run(["archive", "verify-pack", str(file)]) == 2


def test_what_came_from_outside_runs_nothing_on_the_first_page(
    nordbygg: Company, ledger: dict[str, UUID], astrid: User
) -> None:
    with acting_for(nordbygg.pk):
        from depesch.hub.flows.models import Document

        Document.objects.filter(pk=ledger["20261182"]).update(buyer_name="<script>alert(1)</script>")
        made = evidence_of(ledger["20261182"], language="en", actor=f"user:{astrid.pk}")
    index = opened(made.content)["index.html"].decode()
    assert "<script" not in index
    assert "&lt;script&gt;" in index
    assert "http://" not in index
    assert "https://" not in index


@pytest.fixture
def packs_in_every_language(nordbygg: Company, ledger: dict[str, UUID], tmp_path: Path) -> list[Path]:
    """The packs of a delivered and a refused document, unpacked, with their first pages in each language."""
    pages = []
    for number in ("20261182", "20261178"):
        for language in ("sv", "nb", "en"):
            with acting_for(nordbygg.pk):
                made = evidence_of(ledger[number], language=language, actor="worker")
            folder = tmp_path / f"{number}-{language}"
            with zipfile.ZipFile(BytesIO(made.content)) as archive:
                archive.extractall(folder)
            pages.append(folder / "index.html")
    return pages


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_first_page_opens_offline_and_axe_finds_nothing(
    chromium: Browser, packs_in_every_language: list[Path]
) -> None:
    context = chromium.new_context(offline=True)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for index in packs_in_every_language:
        page.goto(index.as_uri())
        found = Axe().run(page).response
        assert [each["id"] for each in found["violations"]] == [], index.parent.name
        for link in page.locator("a").all():
            target = index.parent / (link.get_attribute("href") or "")
            assert target.is_file(), target
    assert all(url.startswith("file:") for url in asked)
    context.close()
