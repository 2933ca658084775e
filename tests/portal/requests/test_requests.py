"""Requests in both directions: seen, counted, accepted, declined, taken back, told to the other side."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from depesch.hub.directory import connections
from depesch.hub.directory.models import Connection, ConnectionState, Participant
from depesch.hub.directory.participants import register_company
from depesch.hub.mailing.models import Letter
from depesch.hub.tenancy.models import Company, User
from depesch.hub.tenancy.scope import acting_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_id(carls_company: Company, nordbygg: Company, carl: User) -> UUID:
    """Carl's company asks Nordbygg."""
    own = register_company(nordbygg)
    own.auto_accept = False
    own.save()
    register_company(carls_company)
    with acting_for(carls_company.pk):
        return connections.ask(own, channel="portal_inbox", message="Vi målar.", actor="user:carl").pk


def state_of(company: Company, connection_id: UUID) -> tuple[str, str]:
    with acting_for(company.pk):
        found = Connection.objects.get(pk=connection_id)
    return found.state, found.answer


@pytest.mark.row("S-161", "S-171")
def test_both_sides_list_the_request(doris_browser: Client, carls_browser: Client, request_id: UUID) -> None:
    ours = doris_browser.get(reverse("requests")).content.decode()
    theirs = carls_browser.get(reverse("requests")).content.decode()
    assert "Carls Måleri AB" in ours
    assert "1 förfrågan eller svar" in ours  # the count of the menu, in words
    assert "Nordbygg Fasad AB" in theirs
    assert "Venter på svar" in theirs


@pytest.mark.row("S-162")
def test_accepting_with_words_reaches_the_other_side(
    doris_browser: Client, carls_browser: Client, carls_company: Company, request_id: UUID, carl: User
) -> None:
    address = reverse("connection", args=[request_id])
    assert "Vi målar." in doris_browser.get(address).content.decode()
    doris_browser.post(address, {"action": "accept", "answer": "Välkomna"})
    assert state_of(carls_company, request_id) == (ConnectionState.ACCEPTED, "Välkomna")
    assert list(Letter.objects.filter(kind="connection_accepted").values_list("recipient", flat=True)) == [carl.email]
    assert "1 forespørsel eller svar" in carls_browser.get(reverse("network")).content.decode()
    assert "Välkomna" in carls_browser.get(address).content.decode()
    assert "forespørsel eller svar" not in carls_browser.get(reverse("network")).content.decode()


def test_a_declined_request_can_be_asked_again(
    doris_browser: Client, carls_browser: Client, carls_company: Company, request_id: UUID
) -> None:
    address = reverse("connection", args=[request_id])
    doris_browser.post(address, {"action": "decline", "answer": "Inte nu"})
    page = carls_browser.get(address).content.decode()
    assert "Inte nu" in page
    assert "Spør igjen" in page
    assert state_of(carls_company, request_id)[0] == ConnectionState.DECLINED


def test_the_asker_takes_it_back_and_nobody_else_can(
    doris_browser: Client, carls_browser: Client, carls_company: Company, request_id: UUID
) -> None:
    address = reverse("connection", args=[request_id])
    doris_browser.post(address, {"action": "cancel"})
    carls_browser.post(address, {"action": "accept"})
    assert state_of(carls_company, request_id)[0] == ConnectionState.REQUESTED
    carls_browser.post(address, {"action": "cancel"})
    assert state_of(carls_company, request_id)[0] == ConnectionState.CANCELLED


def test_an_answer_given_twice_is_told_to_the_second(doris_browser: Client, request_id: UUID) -> None:
    address = reverse("connection", args=[request_id])
    doris_browser.post(address, {"action": "accept"})
    page = doris_browser.post(address, {"action": "accept"}, follow=True).content.decode()
    assert "Någon hann före" in page


def test_who_may_not_administer_cannot_answer(astrids_browser: Client, request_id: UUID) -> None:
    assert astrids_browser.post(reverse("connection", args=[request_id]), {"action": "accept"}).status_code == 403


def test_the_request_of_two_others_is_not_there(
    doris_browser: Client, fjordtre: Company, carls_company: Company
) -> None:
    participant: Participant = register_company(fjordtre)
    with acting_for(carls_company.pk):
        connection = connections.ask(participant, channel="email", message="", actor="x")
    assert doris_browser.get(reverse("connection", args=[connection.pk])).status_code == 404
    assert doris_browser.post(reverse("connection", args=[connection.pk]), {"action": "accept"}).status_code == 404
