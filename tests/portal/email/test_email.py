"""The page on which a company says what its e-mails hold and who they are from, and what then goes out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from depesch.channels.email.settings import Contents, Settings
from depesch.exchange.mail.catcher import Catcher
from depesch.hub.directory.channel_settings import save_settings, settings_of
from depesch.hub.history.models import EventRow
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for

CHOSEN = {
    "contents": "basic", "invoice_format": "svefaktura1", "credit_note_format": "cii_d16b",
    "sender_name": "Nordbygg Ekonomi", "sender_prefix": "faktura", "reply_to": "ekonomi@nordbygg.example",
}  # fmt: skip
PAGE = "/settings/email/"


@pytest.fixture
def relay(nordbygg: Company, tmp_path: Path) -> Iterator[Path]:
    """The company's e-mail, set up with a real SMTP server; the folder with what it got."""
    with Catcher(tmp_path) as catcher:
        values = {"host": "127.0.0.1", "port": catcher.port, "tls": "none", "from_address": "studs@nordbygg.example",
                  "password": "hemligt"}  # fmt: skip
        with acting_for(nordbygg.pk):
            save_settings("email", values)
        yield tmp_path


def kept(company: Company) -> Settings:
    with acting_for(company.pk):
        found = settings_of("email")
    assert isinstance(found, Settings)
    return found


@pytest.mark.row("D-18", "D-06")
def test_what_is_chosen_is_kept_and_stands_in_the_change_log(
    doris_browser: Client, nordbygg: Company, relay: Path
) -> None:
    page = doris_browser.get(reverse("email_settings")).content.decode()
    assert "Bas: bara PDF" in page
    assert "<strong>Nordbygg Fasad AB</strong> &lt;studs@nordbygg.example&gt;" in page
    assert doris_browser.post(PAGE, CHOSEN).status_code == 302
    settings = kept(nordbygg)
    assert {name: getattr(settings, name) for name in CHOSEN} == CHOSEN | {"contents": Contents.BASIC}
    assert (settings.host, settings.password.reveal()) == ("127.0.0.1", "hemligt")  # not touched
    assert (
        "<strong>Nordbygg Ekonomi</strong> &lt;faktura@nordbygg.example&gt;" in doris_browser.get(PAGE).content.decode()
    )
    with acting_for(nordbygg.pk):
        assert EventRow.objects.filter(kind="company.setting_changed").count() == len(CHOSEN)
    log = doris_browser.get(reverse("changes")).content.decode()
    assert "avsändarens namn i e-post till kunder" in log
    doris_browser.post(PAGE, CHOSEN)
    with acting_for(nordbygg.pk):
        assert EventRow.objects.filter(kind="company.setting_changed").count() == len(CHOSEN)  # nothing new


@pytest.mark.row("D-18")
def test_what_cannot_be_a_sender_is_said_at_each_field_and_nothing_is_kept(
    doris_browser: Client, nordbygg: Company, relay: Path
) -> None:
    wrong = {
        "sender_name": "Banken <kund@bank.example>", "sender_prefix": "a@b", "reply_to": "en@x.example, tva@x.example",
    }  # fmt: skip
    answer = doris_browser.post(PAGE, CHOSEN | wrong)
    text = answer.content.decode()
    assert (answer.status_code, text.count("field__fault")) == (422, 3)
    assert "a@b" in text  # what was typed is still there
    assert kept(nordbygg).sender_name == ""


@pytest.mark.parametrize("wrong", [{"contents": "none"}, {"invoice_format": "no-such-format"}])
def test_what_is_not_offered_is_not_kept(
    wrong: dict[str, str], doris_browser: Client, nordbygg: Company, relay: Path
) -> None:
    assert doris_browser.post(PAGE, CHOSEN | wrong).status_code == 422
    assert kept(nordbygg).contents is Contents.ADVANCED


def test_line_break_in_a_name_never_gets_into_a_header(doris_browser: Client, nordbygg: Company, relay: Path) -> None:
    answer = doris_browser.post(PAGE, CHOSEN | {"sender_name": "Nordbygg\r\nBcc: alla@example.com"})
    assert answer.status_code == 422
    assert kept(nordbygg).sender_name == ""


def test_nothing_of_the_server_can_be_changed_here(doris_browser: Client, nordbygg: Company, relay: Path) -> None:
    doris_browser.post(PAGE, CHOSEN | {"host": "127.0.0.2", "ca_file": "/etc/passwd", "from_address": "x@y.example"})
    settings = kept(nordbygg)
    assert (settings.host, settings.ca_file, settings.from_address) == ("127.0.0.1", "", "studs@nordbygg.example")


def test_without_a_server_the_page_says_who_sets_it_up(doris_browser: Client, nordbygg: Company) -> None:
    assert reverse("ask_for_help") in doris_browser.get(PAGE).content.decode()
    assert doris_browser.post(PAGE, CHOSEN).status_code == 200
