"""Takes the pictures of docs/design.md from the running portal: `python -m pytest tests/portal/screenshots.py`.

Not collected with the tests: its name does not begin with `test_`. PICTURES=folder takes every page in every
scheme and width into that folder, for looking at (PAGES names some of them); without it, only what the docs show.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Browser, Page, StorageState
from pytest_django.live_server_helper import LiveServer

from depesch.hub.tenancy.models import Company, User
from tests.people import PASSWORD
from tests.portal.ledger import OLDER, STORY, keep_ledger

IMAGES = Path(__file__).resolve().parents[2] / "docs" / "images"
DESK, PHONE = (1360, 850), (390, 844)


@dataclass(frozen=True)
class Picture:
    """One picture: a page in a language, a scheme and a width."""

    name: str
    path: str
    language: str = "sv"
    scheme: str = "light"
    size: tuple[int, int] = DESK
    whole: bool = False
    signed_in: bool = True


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_take_the_pictures(live_server: LiveServer, chromium: Browser, nordbygg: Company, astrid: User) -> None:
    """Not a test of anything: writes the files."""
    astrid.is_operator = bool(os.environ.get("PICTURES"))
    astrid.save()
    today = timezone.localdate()
    ledger = keep_ledger(nordbygg, STORY, actor=f"user:{astrid.pk}", today=today)
    keep_ledger(nordbygg, OLDER, actor=f"user:{astrid.pk}", today=today)
    everything = os.environ.get("PICTURES")
    folder = Path(everything) if everything else IMAGES
    folder.mkdir(parents=True, exist_ok=True)
    pictures = _every_page(ledger) if everything else _for_the_docs(ledger)
    signed_in = _signed_in(chromium, live_server.url, astrid.email)
    for picture in pictures:
        astrid.language = picture.language
        astrid.save()
        _take(chromium, live_server.url, picture, signed_in, folder)


def _for_the_docs(ledger: dict[str, UUID]) -> list[Picture]:
    refused = reverse("document", args=[ledger["20261178"]])
    sent = reverse("documents", args=["sent"])
    return [
        Picture("sign-in", "/account/login/", signed_in=False),
        Picture("start", "/"),
        Picture("documents", sent),
        Picture("documents-dark", sent, "nb", "dark"),
        Picture("documents-phone", sent, size=PHONE),
        Picture("document", refused),
        Picture("document-dark", reverse("document", args=[ledger["20261183"]]), "en", "dark"),
        Picture("document-phone", refused, size=PHONE),
        Picture("upload", reverse("upload"), "nb"),
    ]


def _every_page(ledger: dict[str, UUID]) -> list[Picture]:
    paths = {
        "start": "/",
        "sent": reverse("documents", args=["sent"]),
        "received": reverse("documents", args=["received"]),
        "in-progress": reverse("documents", args=["in_progress"]),
        "errors": reverse("documents", args=["errors"]),
        "none": reverse("documents", args=["sent"]) + "?q=xyzzy",
        "broken": reverse("document", args=[ledger["20261178"]]),
        "delivered": reverse("document", args=[ledger["20261183"]]),
        "test-mode": reverse("document", args=[ledger["20261171"]]),
        "unreadable": reverse("document", args=[ledger["faktura-scan-4471.pdf"]]),
        "cancel": reverse("cancel", args=[ledger["20261175"]]),
        "upload": reverse("upload"),
        "you": reverse("preferences"),
        "operation": reverse("operator"),
        "password": reverse("account_change_password"),
        "two-step": reverse("mfa_index"),
        "missing": "/nothing-here/",
    }
    wanted = os.environ.get("PAGES", "").split()
    schemes = os.environ.get("SCHEMES", "light dark").split()
    return [
        Picture(f"{name}-{scheme}-{width}", path, scheme=scheme, size=size, whole=True)
        for name, path in paths.items()
        if not wanted or name in wanted
        for scheme in schemes
        for width, size in (("desk", DESK), ("phone", PHONE))
    ] + (
        [
            Picture("sign-in", "/account/login/", signed_in=False),
            Picture("sign-in-dark", "/account/login/", "sv", "dark", PHONE, signed_in=False),
        ]
        if not wanted
        else []
    )


def _take(chromium: Browser, url: str, picture: Picture, signed_in: StorageState, folder: Path) -> None:
    width, height = picture.size
    context = chromium.new_context(
        viewport={"width": width, "height": height}, color_scheme="dark" if picture.scheme == "dark" else "light",
        locale={"sv": "sv-SE", "nb": "nb-NO", "en": "en-GB"}[picture.language],
        storage_state=signed_in if picture.signed_in else None,
    )  # fmt: skip
    page = context.new_page()
    page.goto(url + picture.path, wait_until="networkidle")
    taken = Image.open(BytesIO(page.screenshot(full_page=picture.whole)))
    # A palette is enough for flat colours and makes the file a third as large.
    taken.convert("RGB").quantize(256, kmeans=2, dither=Image.Dither.NONE).save(
        folder / f"{picture.name}.png", optimize=True
    )
    context.close()


def _signed_in(chromium: Browser, url: str, email: str) -> StorageState:
    context = chromium.new_context()
    sign_in(context.new_page(), url, email)
    state = context.storage_state()
    context.close()
    return state


def sign_in(page: Page, url: str, email: str) -> None:
    """Sign in as a person would."""
    page.goto(f"{url}/account/login/")
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button.button--main")
    page.wait_for_url(f"{url}/")
