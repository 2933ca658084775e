"""Sign in through the provider in one of Django's browsers, as Chromium does it."""

from __future__ import annotations

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from django.urls import reverse

from depesch.hub.tenancy.models import Company
from tests.hub.saml.foreign import ForeignProvider


def by_provider(
    browser: Client, company: Company, provider: ForeignProvider, email: str, go_to: str = "/you/", **attributes: object
) -> str:
    """Return where the browser ends up."""
    begun = browser.get(reverse("saml_start", args=[company.pk]), {"next": go_to})
    encoded = provider.answer(begun["Location"], email, attributes=attributes)
    elsewhere = Client(enforce_csrf_checks=True)  # the answer comes from another site: without any cookie
    judged = elsewhere.post(reverse("saml_acs", args=[company.pk]), {"SAMLResponse": encoded, "RelayState": "//evil"})
    assert judged.status_code == 302, judged.content.decode()
    return str(browser.get(judged["Location"])["Location"])


def code_of(secret: str) -> str:
    """Return the code that an app with that secret shows now."""
    return str(format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))
