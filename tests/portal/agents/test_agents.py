"""Agents in the portal: how each does in words, the limit of silence, taking one off; and those who run the hub."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from depesch.hub.agents.models import SILENT_AFTER_S, Agent
from depesch.hub.agents.watching import watch
from depesch.hub.history.models import EventRow
from depesch.hub.tenancy.models import Company, User
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from tests.hub.agents.reports import report, reported

pytestmark = pytest.mark.django_db


def page_of(browser: Client, name: str, *arguments: object) -> str:
    return browser.get(reverse(name, args=arguments)).content.decode()


def test_none_yet_says_how_to_start_one(doris_browser: Client) -> None:
    page = page_of(doris_browser, "agents")
    assert reverse("key_new") in page
    assert "depesch connect init" in page


@pytest.mark.row("S-128")
def test_each_agent_stands_there_with_its_state_in_words(doris_browser: Client, nordbygg: Company) -> None:
    agent = reported(nordbygg, report(fault="Mappen /ut finns inte.", waiting=12, failed=3))
    page = page_of(doris_browser, "agents")
    for part in ("kontor-1", "Något hindrar den", "0.1.0", "12", "3"):
        assert part in page
    page = page_of(doris_browser, "agent", agent.pk)
    for part in ("Mappen /ut finns inte.", "nordbygg", "Skickar", "Hämtar", "Linux 6.1"):
        assert part in page


def test_mails_that_do_not_go_stand_there_with_the_reason(doris_browser: Client, nordbygg: Company) -> None:
    agent = reported(nordbygg, report(mails=7, mail_reason="ett mejl till anna@nordbygg.example väntar: 421"))
    page = page_of(doris_browser, "agents")
    assert "7 mejl om dess körningar har inte gått i väg" in page
    assert "Något hindrar den" in page
    page = page_of(doris_browser, "agent", agent.pk)
    assert "7 mejl om kontots körningar har inte gått i väg" in page
    assert "ett mejl till anna@nordbygg.example väntar: 421" in page


def test_a_silent_one_says_since_when_and_what_to_look_at(doris_browser: Client, nordbygg: Company) -> None:
    agent = reported(nordbygg, report(at=now() - timedelta(seconds=SILENT_AFTER_S + 60)))
    page = page_of(doris_browser, "agent", agent.pk)
    assert "Tyst" in page
    assert "depesch connect status" in page


def test_a_machine_with_a_hostile_name_is_only_text(doris_browser: Client, nordbygg: Company) -> None:
    reported(nordbygg, report(machine="<script>alert(1)</script>"))
    assert "<script>alert" not in page_of(doris_browser, "agents")


def test_the_limit_is_chosen_and_recorded(doris_browser: Client, nordbygg: Company) -> None:
    agent = reported(nordbygg, report())
    address = reverse("agent", args=[agent.pk])
    assert doris_browser.post(address, {"silent_after_s": "0"}).status_code == 302
    assert "field__fault" in doris_browser.post(address, {"silent_after_s": "17"}).content.decode()
    with acting_for(nordbygg.pk):
        agent.refresh_from_db()
        kinds = list(EventRow.objects.order_by("sequence").values_list("kind", flat=True))
    assert agent.silent_after_s == 0
    assert kinds == ["agent.appeared", "agent.limit_changed"]


def test_taken_off_the_list_after_a_question(doris_browser: Client, nordbygg: Company) -> None:
    agent = reported(nordbygg, report())
    assert "kontor-1" in page_of(doris_browser, "agent_remove", agent.pk)
    doris_browser.post(reverse("agent_remove", args=[agent.pk]))
    assert doris_browser.get(reverse("agent", args=[agent.pk])).status_code == 404
    with acting_for(nordbygg.pk):
        assert Agent.objects.get().removed_at is not None
        assert EventRow.objects.filter(kind="agent.removed").count() == 1


def test_those_who_run_the_hub_see_it_under_silence(doris_browser: Client, doris: User, nordbygg: Company) -> None:
    User.objects.filter(pk=doris.pk).update(is_operator=True)
    reported(nordbygg, report())
    watch(now() + timedelta(seconds=SILENT_AFTER_S + 60))
    page = page_of(doris_browser, "operator_silence")
    assert nordbygg.name in page
    assert "kontor-1" in page


def test_those_who_run_the_hub_see_whose_mails_do_not_go(doris_browser: Client, doris: User, nordbygg: Company) -> None:
    User.objects.filter(pk=doris.pk).update(is_operator=True)
    reported(nordbygg, report(mails=7, mail_reason="ett mejl till anna@nordbygg.example väntar: 421"))
    page = page_of(doris_browser, "operator_silence")
    assert "Agenter vars mejl inte går i väg" in page
    assert "7 mejl väntar" in page
    assert "anna@nordbygg.example" not in page, "whom a company mails is its own"
