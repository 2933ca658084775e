"""Unprocessed supplier invoices: filled, lines open, after a deletion, empty; the answer, forwarding, the archive."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse

from depesch.hub.accounts.limits import FORWARD_COMPANY, take
from depesch.hub.flows.models import Document
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from tests.portal.walks import Stage


def WALK(stage: Stage) -> Iterator[str]:  # noqa: N802  the name by which it is found
    """The list in its shapes, then what can be done with one document."""
    document = stage.ledger["4471"]
    with acting_for(stage.company.pk):
        today = now().date()
        Document.objects.filter(pk=document).update(due_date=today + timedelta(days=3))
        Document.objects.filter(pk=stage.ledger["4458"]).update(due_date=today - timedelta(days=12))
        Document.objects.filter(pk=stage.ledger["88-1977"]).update(received_at=now() - timedelta(days=120))
    stage.open(reverse("incoming"))
    yield "incoming"
    stage.page.locator("[data-lines]").first.click()
    stage.page.wait_for_selector(".peek__lines")
    yield "incoming-lines"
    stage.open(reverse("incoming") + "?q=xyzzy")
    yield "incoming-none-found"
    stage.open(reverse("incoming_lines", args=[document]))
    yield "incoming-lines-page"
    stage.open(reverse("incoming_pdf", args=[stage.ledger["88-1977"]]))
    yield "incoming-archived"
    stage.open(reverse("incoming_remove", args=[stage.ledger["88-2031"]]))
    yield "incoming-remove"
    stage.page.click("main .button--stop")
    stage.page.wait_for_selector(".undo")
    yield "incoming-undo"
    yield from _one(stage, str(document))
    for number in ("4471", "4458", "88-1977"):
        stage.open(reverse("incoming"))
        stage.page.locator("[data-done]").first.click()
        stage.page.wait_for_selector(".undo")
        assert number
    stage.open(reverse("incoming"))
    yield "incoming-empty"


def _one(stage: Stage, document: str) -> Iterator[str]:
    stage.open(reverse("document", args=[document]))
    yield "incoming-document"
    stage.open(reverse("answer", args=[document]))
    yield "answer"
    stage.page.check("input[name=status][value=rejected]")
    stage.page.click("main .button--main")
    stage.page.wait_for_selector(".field__fault")
    yield "answer-faults"
    stage.page.select_option("select[name=reason]", "QTY")
    stage.page.fill("textarea[name=text]", "Vi hyrde ställningen i 20 dagar, inte 26. Skicka en ny faktura.")
    stage.page.click("main .button--main")
    stage.page.wait_for_selector("#answers")
    yield "answered"
    stage.open(reverse("answer", args=[document]))
    yield "answer-final"
    stage.open(reverse("forward", args=[document]))
    stage.page.fill("input[name=to]", "ingen adress")
    stage.page.click("main .button--main")
    stage.page.wait_for_selector(".field__fault")
    yield "forward-faults"
    for _ in range(FORWARD_COMPANY.most):
        take(FORWARD_COMPANY, str(stage.company.pk))
    stage.open(reverse("forward", args=[document]))
    yield "forward-tomorrow"
