"""In Chromium: from the sign-in page through the provider's own site and back, to where somebody wanted to go."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from depesch.hub.history.models import EventRow
from depesch.hub.saml.places import answers_to
from depesch.hub.tenancy.models import Company, User
from depesch.hub.tenancy.scope import acting_for
from tests.hub.saml.foreign import ForeignProvider, needs_xmlsec
from tests.hub.saml.scene import take_provider
from tests.portal.saml.idp_site import site_of
from tests.ports import free_port

pytestmark = [needs_xmlsec, pytest.mark.browser, pytest.mark.row("D-20"), pytest.mark.django_db(transaction=True)]


def test_somebody_signs_in_at_the_provider_and_lands_where_they_wanted(
    chromium: Browser,
    live_server: LiveServer,
    nordbygg: Company,
    astrid: User,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DEPESCH_PUBLIC_URL", live_server.url)
    port = free_port()
    provider = ForeignProvider(tmp_path / "idp", place=f"http://127.0.0.1:{port}")  # another site than localhost
    assert "//localhost:" in live_server.url
    take_provider(nordbygg, provider, astrid)
    page = chromium.new_page()
    with site_of(provider, port, answers_to(nordbygg.pk)):
        page.goto(f"{live_server.url}/you/sessions/")
        page.get_by_role("link", name="Sign in through your company").click()
        page.get_by_label("Your e-mail address at work").fill(astrid.email)
        page.get_by_role("button", name="Go on").click()
        page.locator("#email").fill(astrid.email)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(f"{live_server.url}/you/sessions/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("inloggad")
    with acting_for(nordbygg.pk):
        assert EventRow.objects.filter(kind="saml.signed_in", payload__email=astrid.email).count() == 1
    page.close()
