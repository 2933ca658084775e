"""The look for what an eye finds: on a page that is sound it finds nothing, and each fault that is planted it tells."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.portal.sight import NARROW, faults_in_sight

pytestmark = [pytest.mark.browser]
SOUND = "<h1>Faktura 1</h1><h2>Rader</h2><p>Skickad 2026-11-22</p><button class='button--main'>Skicka</button>"
LOOK = "<style>.button--main { height: 44px } .cut { width: 4rem; overflow: hidden; white-space: nowrap }</style>"


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page as wide as a narrow phone."""
    context = chromium.new_context(viewport={"width": NARROW, "height": 740})
    yield context.new_page()
    context.close()


def test_sound_page_has_nothing_to_tell(page: Page) -> None:
    page.set_content(LOOK + SOUND + "<p><code>address_changed</code></p><p class='unseen'>a_code_read_aloud</p>")
    assert list(faults_in_sight(page, "sv")) == []


@pytest.mark.parametrize(
    ("planted", "told"),
    [
        ("<p>address_changed</p>", "a code where words belong: 'address_changed'"),
        ("<p>Hej {name}!</p>", "a code where words belong: 'Hej {name}!'"),
        ("<p class='cut'>Inställningar för fakturering</p>", "runs out of its box: 'Inställningar för fakturering'"),
        (
            "<table style='table-layout: fixed; width: 3rem'><tr><td>Momsspecifikation</td></tr></table>",
            "runs out of its box: 'Momsspecifikation'",
        ),
        ("<p style='width: 500px'>&nbsp;</p>", "scrolls sideways"),
        ("<button class='button--main' style='height: 30px'>Spara</button>", "a main button of 30 px: 'Spara'"),
        ("<h2>Villkor</h2><p class='agreement__title'>Villkor</p>", "one heading twice: 'Villkor'"),
    ],
)
def test_planted_fault_is_told(planted: str, told: str, page: Page) -> None:
    page.set_content(LOOK + SOUND + planted)
    assert list(faults_in_sight(page, "sv")) == [told]


def test_day_written_as_in_swedish_is_told_on_a_page_in_norwegian(page: Page) -> None:
    page.set_content(LOOK + SOUND)
    assert list(faults_in_sight(page, "nb")) == ["a day that is not written as in nb: 'Skickad 2026-11-22'"]
