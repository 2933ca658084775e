"""The status page shows what needs somebody, to this machine alone, in every language, to everybody's eyes."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, ViewportSize, sync_playwright

from depesch.connect.status_page import AccountShown, AgentShown, FileShown, RunShown
from depesch.connect.status_page.page import html
from depesch.connect.status_page.page_words import WORDS
from depesch.connect.status_page.server import StatusServer

AT = datetime(2026, 11, 22, 17, 30, tzinfo=UTC)
LATER = AT + timedelta(minutes=7)
HOSTILE = "<script>alert(1)</script>'\"&{name}.xml"
WELL = AccountShown(
    name="nordbygg", company="Nordbygg AB", hub="https://hub.example", delivered=1204, on_their_way=2,
    runs=(
        RunShown(direction="sending", at=AT, folder="/srv/nordbygg/out"), RunShown(direction="collecting", at=AT),
    ),
)  # fmt: skip
UNWELL = AccountShown(
    name="fjordtre", company="Fjordtre AS", hub="https://hub.example", waiting_count=52, failed_count=1,
    runs=(
        RunShown(
            direction="sending", at=AT, folder="/srv/fjordtre/out", fault="the folder /srv/fjordtre/out does not exist",
            fault_next="make it, or correct the path", fault_since=AT,
        ),
    ),
    waiting=(FileShown(name=HOSTILE, at=AT),),
    failed=(FileShown(name="F-1042.xml", at=AT, reason="BR-CO-15: total with VAT", next_step="correct the file"),),
    not_collected=(
        FileShown(
            name="B-17 Nordbygg AB", at=AT, reason="no room left on the disk", next_step="make room", try_at=LATER
        ),
    ),
    not_collected_count=1, collected=37,
)  # fmt: skip
MAIL = FileShown(name="anna@nordbygg.example", at=AT, reason="a mail was refused: 550 <b>", next_step="correct it")
AGENT = AgentShown(
    version="1.2.3", started_at=AT, machine="erp-1", configuration="/etc/depesch/connect.xml", accounts=(WELL, UNWELL),
    mails=(MAIL,),
)  # fmt: skip
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module")
def page_url() -> Iterator[str]:
    """A served page."""
    server = StatusServer(lambda: AGENT, port=0, language="sv", clock=lambda: AT)
    server.start()
    yield server.url
    server.stop()


def asked(url: str, method: str = "GET", path: str = "/", host: str | None = None) -> http.client.HTTPResponse:
    """Return the answer to one request, its body read into `body`."""
    place = url.removeprefix("http://").rstrip("/")
    connection = http.client.HTTPConnection(place, timeout=60)
    connection.putrequest(method, path, skip_host=True)
    if host != "":
        connection.putheader("Host", host or place)
    connection.endheaders()
    return connection.getresponse()


def test_it_shows_what_needs_somebody_first_and_escapes_what_others_wrote(page_url: str) -> None:
    page = asked(page_url).read().decode()
    assert WORDS["unwell"]["sv"] in page
    for text in ("the folder /srv/fjordtre/out does not exist", "F-1042.xml", "BR-CO-15", "1204", "och 51 till"):
        assert text in page
    for text in ("Inte hämtade", "B-17 Nordbygg AB", "no room left on the disk", "make room", "nytt försök", "37"):
        assert text in page
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_an_agent_without_faults_says_that_everything_is_well() -> None:
    shown = AgentShown(version="1", started_at=AT, machine="m", configuration="c", accounts=(WELL,))
    assert WORDS["well"]["en"] in html(shown, "en", AT)


@pytest.mark.parametrize("language", ["en", "sv", "nb"])
def test_a_mail_that_did_not_go_is_shown_and_wants_somebody(language: str) -> None:
    shown = AgentShown(version="1", started_at=AT, machine="m", configuration="c", accounts=(WELL,), mails=(MAIL,))
    page = html(shown, language, AT)
    for text in (WORDS["unwell"][language], WORDS["mails"][language], "550 &lt;b&gt;", "correct it"):
        assert text in page


def test_an_agent_without_accounts_says_what_to_do_and_one_without_a_journal_why() -> None:
    shown = AgentShown(version="1", started_at=AT, machine="m", configuration="c")
    assert "account add" in html(shown, "nb", AT)
    broken = AgentShown(version="1", started_at=AT, machine="m", configuration="c", fault="journal.db: disk I/O error")
    assert "disk I/O error" in html(broken, "nb", AT)
    assert WORDS["unwell"]["nb"] in html(broken, "nb", AT)


@pytest.mark.parametrize("language", ["en", "sv", "nb"])
def test_each_language_can_be_chosen(page_url: str, language: str) -> None:
    page = asked(page_url, path=f"/?language={language}").read().decode()
    assert f'<html lang="{language}">' in page
    assert WORDS["failed"][language] in page


def test_programs_get_json(page_url: str) -> None:
    answer = asked(page_url, path="/status.json")
    told = json.loads(answer.read())
    assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
    assert [each["failed_count"] for each in told["accounts"]] == [0, 1]


@pytest.mark.parametrize(
    "host", ["", "evil.example", "evil.example:8790", "127.0.0.1", "127.0.0.1.evil.example", "[::1]:1"]
)
def test_a_name_that_is_not_this_machines_is_told_nothing(page_url: str, host: str) -> None:
    for path in ("/", "/status.json"):
        answer = asked(page_url, path=path, host=host)
        assert answer.status == 421
        assert b"nordbygg" not in answer.read()


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("POST", "/", 405), ("PUT", "/", 405), ("OPTIONS", "/", 405), ("HEAD", "/", 200), ("GET", "/../secrets", 404)],
)
def test_only_looking_is_allowed(page_url: str, method: str, path: str, status: int) -> None:
    assert asked(page_url, method, path).status == status


def test_nobody_else_is_told_by_the_headers(page_url: str) -> None:
    headers = asked(page_url).headers
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'sha256-")
    assert (headers["Cache-Control"], headers["Server"]) == ("no-store", "Depesch")
    assert "Access-Control-Allow-Origin" not in headers


def test_it_listens_on_this_machine_alone(page_url: str) -> None:
    port = int(page_url.rstrip("/").rpartition(":")[2])
    others = {str(each[4][0]) for each in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)} - {
        "127.0.0.1"
    }
    for address in others:
        with pytest.raises(OSError, match="refused"), socket.create_connection((address, port), timeout=60):
            pass


def test_a_client_that_says_nothing_holds_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    from depesch.connect.status_page import server as module

    monkeypatch.setattr(module._Handler, "timeout", 1.0)
    server = StatusServer(lambda: AGENT, port=0, language="en")
    server.start()
    try:
        place = server.url.removeprefix("http://").rstrip("/").split(":")
        with socket.create_connection((place[0], int(place[1])), timeout=60):
            assert asked(server.url).status == 200
    finally:
        server.stop()


def test_a_port_that_is_taken_is_told(page_url: str) -> None:
    with pytest.raises(OSError, match="in use"):
        StatusServer(lambda: AGENT, port=int(page_url.rstrip("/").rpartition(":")[2]), language="en")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not path:
        pytest.skip("Chromium is missing: apt-get install chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    page_url: str, browser: Browser, scheme: str, width: int
) -> None:
    context = browser.new_context(
        viewport=ViewportSize(width=width, height=844), color_scheme="dark" if scheme == "dark" else "light"
    )
    page, told = context.new_page(), list[str]()
    page.on("console", lambda message: told.append(message.text))
    page.goto(page_url)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert not told, "the browser kept something from the page"
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate("options => axe.run(document, options)", WCAG)
    assert [(each["id"], [node["target"] for node in each["nodes"]]) for each in found["violations"]] == []
    assert len(found["passes"]) > 10
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=Path(folder) / f"status-{scheme}-{width}.png", full_page=True)
    context.close()
