"""The list of documents stays within its sheet on a small desk, in every language."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.urls import reverse
from playwright.sync_api import Browser

from depesch.hub.tenancy.models import User
from tests.portal.walk import signed_in


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_list_is_no_wider_than_its_sheet(
    chromium: Browser, portal: str, ledger: dict[str, UUID], astrid: User
) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    signed_in(page, portal, astrid)
    over = {}
    for language in ("sv", "nb", "en"):
        User.objects.filter(pk=astrid.pk).update(language=language)
        for width in (1024, 1280, 1366):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(portal + reverse("documents", args=["sent"]))
            over[language, width] = page.evaluate(
                "() => { const table = document.querySelector('.rows'), sheet = table.closest('.sheet');"
                " return table.getBoundingClientRect().right - sheet.getBoundingClientRect().right }"
            )
    assert {place: by for place, by in over.items() if by > 0} == {}
    context.close()
