"""E-mail to customers: without a server, filled, with faults, saved."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from depesch.hub.directory.channel_settings import save_settings
from depesch.hub.tenancy.scope import acting_for
from tests.portal.walks import Stage


def WALK(stage: Stage) -> Iterator[str]:  # noqa: N802  the name by which it is found
    """The page in each of its shapes."""
    stage.open(reverse("email_settings"))
    yield "email-not-set-up"
    with acting_for(stage.company.pk):
        save_settings("email", {"host": "mail.nordbygg.example", "from_address": "studs@nordbygg.example"})
    stage.open(reverse("email_settings"))
    yield "email"
    stage.page.fill("input[name=sender_name]", "Banken <kund@bank.example>")
    stage.page.fill("input[name=sender_prefix]", "faktura@nordbygg.example")
    stage.page.fill("input[name=reply_to]", "en@nordbygg.example, en.till@nordbygg.example")
    stage.page.click("main .button--main")
    stage.page.wait_for_selector(".field__fault")
    yield "email-faults"
    stage.page.fill("input[name=sender_name]", "Nordbygg Ekonomi")
    stage.page.fill("input[name=sender_prefix]", "faktura")
    stage.page.fill("input[name=reply_to]", "ekonomi@nordbygg.example")
    stage.page.click("main .button--main")
    stage.page.wait_for_selector(".notice--done")
    yield "email-saved"
