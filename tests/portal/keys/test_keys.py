"""Keys and webhooks in the portal: shown once, revoked at once, and what programs were told."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from depesch.hub.history.models import EventRow
from depesch.hub.tenancy.models import ApiToken, Company, User
from depesch.hub.tenancy.scope import acting_for
from depesch.hub.tenancy.tokens import token_holder
from depesch.hub.webhooks.models import MessageState, WebhookEndpoint, WebhookMessage
from depesch.hub.webhooks.sending import send_due
from tests.hub.webhooks.receivers import receiver, status


def made_key(browser: Client, name: str = "ERP", role: str = "program") -> str:
    page = browser.post(reverse("key_new"), {"name": name, "role": role})
    found = re.search(r'id="secret" value="(dep_[^"]+)"', page.content.decode())
    assert found, page.content.decode()
    return found[1]


def test_a_key_is_shown_once_and_opens_the_api(doris_browser: Client) -> None:
    key = made_key(doris_browser)
    assert Client(headers={"authorization": f"Bearer {key}"}).get("/api/v1/me").json()["role"] == "program"
    assert key not in doris_browser.get(reverse("keys")).content.decode()


def test_a_page_with_a_secret_is_kept_by_no_cache(doris_browser: Client) -> None:
    answer = doris_browser.post(reverse("key_new"), {"name": "ERP", "role": "program"})
    assert answer["Cache-Control"] == "no-store"


def test_a_revoked_key_is_worthless_at_once(doris_browser: Client, nordbygg: Company) -> None:
    key = made_key(doris_browser)
    with acting_for(nordbygg.pk):
        token = ApiToken.objects.get()
    address = reverse("key_revoke", args=[token.pk])
    assert token.name in doris_browser.get(address).content.decode()
    assert token_holder(key) is not None, "asking does nothing yet"
    doris_browser.post(address)
    assert token_holder(key) is None
    with acting_for(nordbygg.pk):
        kinds = list(EventRow.objects.order_by("sequence").values_list("kind", flat=True))
    assert kinds == ["token.made", "token.revoked"]


@pytest.mark.parametrize(("name", "role"), [("", "program"), ("x", "king"), ("x" * 101, "issuer")])
def test_a_key_that_cannot_be_is_refused_at_the_field(
    name: str, role: str, doris_browser: Client, nordbygg: Company
) -> None:
    page = doris_browser.post(reverse("key_new"), {"name": name, "role": role})
    assert "field__fault" in page.content.decode()
    with acting_for(nordbygg.pk):
        assert ApiToken.objects.count() == 0


def add(browser: Client, url: str, *events: str) -> str:
    page = browser.post(reverse("webhook_new"), {"url": url, "events": events}).content.decode()
    found = re.search(r'id="secret" value="(whsec_[^"]+)"', page)
    assert found, page
    return found[1]


@pytest.mark.django_db(transaction=True)
def test_an_address_is_tested_and_its_answer_shown(
    doris_browser: Client, nordbygg: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEPESCH_PRIVATE_WEBHOOKS", "true")
    with receiver(status(500, "our fault")) as program:
        add(doris_browser, program.url)
        with acting_for(nordbygg.pk):
            endpoint = WebhookEndpoint.objects.get()
        doris_browser.post(reverse("webhook_test", args=[endpoint.pk]))
        send_due(timezone.now())
    with acting_for(nordbygg.pk):
        message = WebhookMessage.objects.get()
    page = doris_browser.get(reverse("webhook_message", args=[message.pk])).content.decode()
    assert "HTTP 500" in page
    assert "our fault" in page
    with receiver(status(200)) as program:
        with acting_for(nordbygg.pk):
            WebhookEndpoint.objects.update(url=program.url)
        doris_browser.post(reverse("webhook_again", args=[endpoint.pk]), {"message": message.pk})
        send_due(timezone.now())
    with acting_for(nordbygg.pk):
        message.refresh_from_db()
    assert message.state == MessageState.DELIVERED


def test_an_address_inside_is_refused_at_the_field_and_what_was_typed_stays(doris_browser: Client) -> None:
    page = doris_browser.post(reverse("webhook_new"), {"url": "https://192.168.1.1/x"}).content.decode()
    assert "field__fault" in page
    assert "https://192.168.1.1/x" in page


def test_a_chosen_event_is_kept_and_an_unknown_one_refused(doris_browser: Client, nordbygg: Company) -> None:
    add(doris_browser, "https://erp.example.com/", "document.arrived")
    with acting_for(nordbygg.pk):
        assert WebhookEndpoint.objects.get().events == ["document.arrived"]
    page = doris_browser.post(reverse("webhook_new"), {"url": "https://erp.example.com/", "events": ["x"]})
    assert "field__fault" in page.content.decode()


@pytest.mark.parametrize(
    ("language", "arrived", "test"),
    [("sv", "Mottaget", "Testmeddelande"), ("nb", "Mottatt", "Testmelding"), ("en", "Arrived", "Test message")],
)
def test_events_are_told_in_words_with_their_codes_beside(
    language: str, arrived: str, test: str, doris_browser: Client, doris: User, nordbygg: Company
) -> None:
    User.objects.filter(pk=doris.pk).update(language=language)
    form = " ".join(doris_browser.get(reverse("webhook_new")).content.decode().split())
    assert f'{arrived} <code class="second">document.arrived</code>' in form
    add(doris_browser, "https://erp.example.com/", "document.arrived")
    with acting_for(nordbygg.pk):
        endpoint = WebhookEndpoint.objects.get()
    doris_browser.post(reverse("webhook_test", args=[endpoint.pk]))
    with acting_for(nordbygg.pk):
        message = WebhookMessage.objects.get()
    for address, pk in (("webhook", endpoint.pk), ("webhook_message", message.pk)):
        page = doris_browser.get(reverse(address, args=[pk])).content.decode()
        assert test in page
        assert "<code>test</code>" in page


def test_switched_off_and_on_again(doris_browser: Client, nordbygg: Company) -> None:
    add(doris_browser, "https://erp.example.com/")
    with acting_for(nordbygg.pk):
        endpoint = WebhookEndpoint.objects.get()
    address = reverse("webhook", args=[endpoint.pk])
    for given, enabled in (({"off": "1"}, False), ({}, True)):
        doris_browser.post(address, {"url": endpoint.url, **given})
        with acting_for(nordbygg.pk):
            endpoint.refresh_from_db()
        assert endpoint.enabled is enabled


def test_another_secret_and_removal(doris_browser: Client, nordbygg: Company) -> None:
    first = add(doris_browser, "https://erp.example.com/")
    with acting_for(nordbygg.pk):
        endpoint = WebhookEndpoint.objects.get()
    page = doris_browser.post(reverse("webhook_secret", args=[endpoint.pk])).content.decode()
    assert "whsec_" in page
    assert first not in page
    doris_browser.post(reverse("webhook_remove", args=[endpoint.pk]))
    assert doris_browser.get(reverse("webhook", args=[endpoint.pk])).status_code == 404
