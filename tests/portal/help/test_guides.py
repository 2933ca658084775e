"""The guides: the same tasks in every language, each leading to pages that are there."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from depesch.hub.tenancy.models import User
from depesch.portal.help.content import LANGUAGES, guides_in


@pytest.mark.row("S-210")
@pytest.mark.parametrize("language", LANGUAGES)
def test_s210_the_same_ten_tasks_are_told_in_every_language(language: str) -> None:
    shape = {name: [step.page for step in guide.steps] for name, guide in guides_in("en").items()}
    assert len(shape) == 10
    assert {name: [step.page for step in guide.steps] for name, guide in guides_in(language).items()} == shape


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_that_a_guide_names_is_there_and_has_words(language: str) -> None:
    for guide in guides_in(language).values():
        for step in guide.steps:
            assert bool(step.page) == bool(step.link), step
            assert not step.page or reverse(step.page)


@pytest.mark.row("S-208")
def test_s208_each_guide_is_read_in_the_readers_language_and_leads_on(astrids_browser: Client, astrid: User) -> None:
    for language in LANGUAGES:
        User.objects.filter(pk=astrid.pk).update(language=language)
        overview = astrids_browser.get(reverse("help")).content.decode()
        for name, guide in guides_in(language).items():
            assert guide.title in overview
            page = astrids_browser.get(reverse("guide", args=[name])).content.decode()
            assert guide.lead in page
            for step in guide.steps:
                assert not step.page or f'href="{reverse(step.page)}"' in page


def test_a_guide_that_is_none_is_not_there(astrids_browser: Client) -> None:
    assert astrids_browser.get(reverse("guide", args=["tax-evasion"])).status_code == 404
