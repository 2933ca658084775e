"""The books of Nordbygg, a browser, and a portal that it reaches."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Browser, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from depesch.hub.tenancy.models import Company, User
from depesch.syntaxes.ubl21 import SYNTAX
from scripts import messages
from tests.portal.ledger import keep_ledger
from tests.portal.queries import MOST, counted
from tests.rendering.samples import short_invoice

CHROMIUM_ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-sync",
    "--disable-component-update", "--no-first-run", "--no-default-browser-check", "--font-render-hinting=none",
]  # fmt: skip

expect.set_options(timeout=60_000)  # a page comes late on a busy machine; Playwright's own five seconds are too few


@pytest.fixture(scope="session", autouse=True)
def catalogues() -> None:
    """The translations as Django reads them."""
    messages.compile_all()


@pytest.fixture(autouse=True)
def few_queries() -> Iterator[None]:
    """Hold every page that is opened to the bar, whatever stands on it."""
    with counted() as too_many:
        yield
    told = [f"{page}: {len(asked)}" for page, asked in too_many.items()]
    assert not told, f"more than {MOST} statements: {told}"


@pytest.fixture
def ledger(nordbygg: Company, astrid: User) -> dict[str, UUID]:
    """Nordbygg's documents in every state, by number."""
    return keep_ledger(nordbygg, actor=f"user:{astrid.pk}")


@pytest.fixture(scope="module")
def chromium(django_db_setup: None) -> Iterator[Browser]:
    """The system's Chromium. Its loop runs in this thread, so it starts after the database and ends with the module."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert path, "these tests need Chromium: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def portal(live_server: LiveServer, ledger: dict[str, UUID]) -> str:
    """The address of a running portal with Nordbygg's books in it."""
    return live_server.url


@pytest.fixture
def invoice_file(tmp_path: Path) -> Path:
    """A whole invoice as a file on somebody's desk."""
    assert SYNTAX.write is not None
    file = tmp_path / "faktura-2027-001.xml"
    file.write_bytes(SYNTAX.write(short_invoice()).data)
    return file
