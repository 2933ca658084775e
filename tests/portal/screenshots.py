"""Takes the pictures of docs/design.md from the running portal: `python -m pytest tests/portal/screenshots.py`.

Not collected with the tests: its name does not begin with `test_`. PICTURES=folder takes every page in every
scheme and width into that folder, for looking at (PAGES names some of them); without it, only what the docs show.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Literal
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Browser, Page, StorageState, ViewportSize
from pytest_django.live_server_helper import LiveServer

from depesch.hub.tenancy.models import Company, User
from tests.portal.ledger import OLDER, STORY, keep_ledger
from tests.portal.walk import screens, sign_in, signed_in, walk
from tests.portal.walks import walks

IMAGES = Path(__file__).resolve().parents[2] / "docs" / "images"
DESK, PHONE = (1360, 850), (390, 844)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
LOCALES = {"sv": "sv-SE", "nb": "nb-NO", "en": "en-GB"}
Walked = Callable[[Page, str], Iterator[str]]


@dataclass(frozen=True)
class Picture:
    """One picture: a page in a language, a scheme and a width."""

    name: str
    path: str
    language: str = "sv"
    scheme: str = "light"
    size: tuple[int, int] = DESK
    signed_in: bool = True


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_take_the_pictures_of_the_docs(
    live_server: LiveServer, chromium: Browser, nordbygg: Company, astrid: User
) -> None:
    """Not a test of anything: writes the files."""
    if os.environ.get("PICTURES"):
        pytest.skip("pictures for looking at were asked for")
    ledger = _books(nordbygg, astrid)
    state = _signed_in(chromium, live_server.url, astrid)
    for picture in _for_the_docs(ledger):
        astrid.language = picture.language
        astrid.save()
        _take(chromium, live_server.url, picture, state, IMAGES)


@pytest.mark.browser
@pytest.mark.timeout(1800)
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("language", os.environ.get("LANGUAGES", "sv").split())
@pytest.mark.parametrize("screen", os.environ.get("SCREENS", "").split() or ["", *walks()])
def test_take_the_pictures(
    screen: str, language: str, live_server: LiveServer, chromium: Browser, nordbygg: Company, astrid: User,
    carls_company: Company, invoice_file: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """Not a test of anything either: every shape of one screen, or of the pages that are no screen's, in a language."""
    if not (everything := os.environ.get("PICTURES")):
        pytest.skip("PICTURES=folder takes them")
    folder = Path(everything) / language if language != "sv" else Path(everything)
    folder.mkdir(parents=True, exist_ok=True)
    ledger = _books(nordbygg, astrid)
    User.objects.filter(pk=astrid.pk).update(language=language)
    walked = partial(_only, user=astrid, ledger=ledger, wanted=[screen])
    if not screen:
        walked = partial(
            walk, user=astrid, ledger=ledger, second=carls_company, file=invoice_file, monkeypatch=monkeypatch
        )
    _everything(chromium, live_server.url, folder, language, os.environ.get("PAGES", "").split(), walked)


def _books(company: Company, user: User) -> dict[str, UUID]:
    today = timezone.localdate()
    ledger = keep_ledger(company, STORY, actor=f"user:{user.pk}", today=today)
    keep_ledger(company, OLDER, actor=f"user:{user.pk}", today=today)
    return ledger


def _only(page: Page, url: str, *, user: User, ledger: dict[str, UUID], wanted: list[str]) -> Iterator[str]:
    signed_in(page, url, user)
    yield from screens(page, url, user, ledger, wanted)


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


def _everything(chromium: Browser, url: str, folder: Path, language: str, wanted: list[str], walked: Walked) -> None:
    """Take every place of the walk in both schemes and both widths."""
    context = chromium.new_context(
        viewport=ViewportSize(width=DESK[0], height=DESK[1]), locale=LOCALES[language], reduced_motion="reduce"
    )
    page = context.new_page()
    for name in walked(page, url):
        if wanted and name not in wanted:
            continue
        for scheme in SCHEMES:
            for width, size in (("desk", DESK), ("phone", PHONE)):
                page.emulate_media(color_scheme=scheme)
                page.set_viewport_size(ViewportSize(width=size[0], height=size[1]))
                page.screenshot(full_page=True, path=folder / f"{name}-{scheme}-{width}.png")
        page.set_viewport_size(ViewportSize(width=DESK[0], height=DESK[1]))
    context.close()


def _take(chromium: Browser, url: str, picture: Picture, state: StorageState, folder: Path) -> None:
    width, height = picture.size
    context = chromium.new_context(
        viewport={"width": width, "height": height}, color_scheme="dark" if picture.scheme == "dark" else "light",
        locale=LOCALES[picture.language],
        storage_state=state if picture.signed_in else None,
    )  # fmt: skip
    page = context.new_page()
    page.goto(url + picture.path, wait_until="networkidle")
    _keep(page.screenshot(), folder / f"{picture.name}.png")
    context.close()


def _keep(taken: bytes, file: Path) -> None:
    # A palette is enough for flat colours and makes the file a third as large.
    image = Image.open(BytesIO(taken)).convert("RGB")
    image.quantize(256, kmeans=2, dither=Image.Dither.NONE).save(file, optimize=True)


def _signed_in(chromium: Browser, url: str, user: User) -> StorageState:
    context = chromium.new_context()
    sign_in(context.new_page(), url, user)
    state = context.storage_state()
    context.close()
    return state
