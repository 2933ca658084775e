"""The page on which a company switches letters on, and what a document's page says of one."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from depesch.channels.post.settings import Returns, Settings
from depesch.hub.directory.channel_settings import channels_on, settings_of
from depesch.hub.history.models import EventRow
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for

PAGE = "/settings/post/"
CHOSEN = {"in_use": "on", "goes_at": "14:30", "colour": "on", "returns": "forward"}


@pytest.fixture
def partner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A print partner who takes jobs from a folder; the file that describes it."""
    path = tmp_path / "partner.toml"
    path.write_text(
        f'name = "Tryckeriet"\nanswers = "{tmp_path}"\n[hand_over]\nchannel = "folder"\nfolder = "jobs"\n'
        f'[hand_over.settings]\nroot = "{tmp_path}"\n'
    )
    monkeypatch.setenv("DEPESCH_PRINT_PARTNER_FILE", str(path))
    return path


@pytest.mark.row("S-022")
def test_letters_are_switched_on_and_off_and_the_change_log_says_so(
    doris_browser: Client, nordbygg: Company, partner: Path
) -> None:
    page = doris_browser.get(reverse("post_settings")).content.decode()
    assert "Tryckeriet" in page
    assert "Vad ett kuvert kostar" not in page  # nobody set a price
    assert doris_browser.post(PAGE, CHOSEN).status_code == 302
    with acting_for(nordbygg.pk):
        assert settings_of("post") == Settings(goes_at="14:30", colour=True, returns=Returns.FORWARD)
        assert list(channels_on())[-1] == "post"
        assert EventRow.objects.filter(kind="company.setting_changed").count() == 4
    assert "klockslaget för breven" in doris_browser.get(reverse("changes")).content.decode()
    assert doris_browser.post(PAGE, {**CHOSEN, "in_use": ""}).status_code == 302
    with acting_for(nordbygg.pk):
        assert "post" not in channels_on()


def test_prices_are_shown_when_the_operator_set_them(doris_browser: Client, partner: Path) -> None:
    more = '[[postage]]\nname = "A"\nup_to_g = 50\nenvelope = "C5"\nprice = "24.50"\n'
    partner.write_text(f'currency = "SEK"\n{partner.read_text()}{more}')
    page = doris_browser.get(PAGE).content.decode()
    assert "Vad ett kuvert kostar" in page
    assert "24,50 SEK" in page


def test_an_hour_that_is_none_is_told_and_nothing_is_written(
    doris_browser: Client, nordbygg: Company, partner: Path
) -> None:
    answer = doris_browser.post(PAGE, {**CHOSEN, "goes_at": "25:00"})
    assert answer.status_code == 422
    assert "Skriv timmar och minuter" in answer.content.decode()
    with acting_for(nordbygg.pk):
        assert "post" not in channels_on()


def test_without_a_partner_the_page_says_so(doris_browser: Client) -> None:
    page = doris_browser.get(PAGE).content.decode()
    assert "Ingen skriver ut och postar brev" in page
    assert "<form" not in page.split("<main")[1]


def test_who_may_not_administer_does_not_see_it(bos_browser: Client, partner: Path) -> None:
    assert bos_browser.get(PAGE).status_code in (403, 404)
