"""Runs are put into another order by dragging them with the mouse; the new order is saved."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from depesch.hub.directory.runs import RunFacts, all_runs, save_run
from depesch.hub.tenancy.models import Company, User
from depesch.hub.tenancy.scope import acting_for
from tests.portal.walk import signed_in


@pytest.mark.browser
@pytest.mark.row("D-04", "S-067")
@pytest.mark.django_db(transaction=True)
def test_d_04_a_run_is_dragged_with_the_mouse_before_another(
    chromium: Browser, live_server: LiveServer, nordbygg: Company, doris: User
) -> None:
    with acting_for(nordbygg.pk):
        for name, country in (("Norge", "NO"), ("Danmark", "DK")):
            save_run(RunFacts(name=name, channels=("email",), countries=(country,)), actor=f"user:{doris.pk}")
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="sv-SE", reduced_motion="reduce")
    page = context.new_page()
    signed_in(page, live_server.url, doris)
    page.goto(live_server.url + reverse("runs"))
    items = page.locator("[data-drag-item]")
    first, second = items.nth(0).bounding_box(), items.nth(1).bounding_box()
    assert first is not None
    assert second is not None
    page.mouse.move(second["x"] + second["width"] / 2, second["y"] + second["height"] / 2)
    page.mouse.down()
    page.mouse.move(first["x"] + first["width"] / 2, first["y"] + first["height"] / 2, steps=8)
    with page.expect_navigation():
        page.mouse.up()
    expect(items.nth(0)).to_contain_text("Danmark")
    with acting_for(nordbygg.pk):
        assert [run.name for run in all_runs()] == ["Danmark", "Norge"]
    context.close()
