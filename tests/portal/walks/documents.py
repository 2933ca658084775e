"""The lists in their shapes: rows chosen, filters with faults, kept filters, actions asked for and followed."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from depesch.hub.flows.bulk import BulkKind, ask, work_on_bulk
from depesch.hub.flows.models import Document
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from tests.portal.walks import Stage


def WALK(stage: Stage) -> Iterator[str]:  # noqa: N802  the name by which it is found
    """The lists, what is done with many documents, with errors and with filters."""
    yield from _lists(stage)
    yield from _filters(stage)
    yield from _many(stage)
    yield from _errors(stage)


def _lists(stage: Stage) -> Iterator[str]:
    answers = {"20261182": "approved", "20261177": "paid", "20261176": "rejected", "20261174": "in_process"}
    with acting_for(stage.company.pk):
        for number, status in answers.items():
            Document.objects.filter(pk=stage.ledger[number]).update(business_status=status)
    for view in ("received", "sent", "in_progress", "errors", "cancelled"):
        stage.open(reverse("documents", args=[view]))
        yield f"list-{view}"
    stage.open(reverse("documents", args=["sent"]))
    stage.page.locator("input[name=id]").nth(0).check()
    stage.page.locator("input[name=id]").nth(3).click(modifiers=["Shift"])
    yield "list-chosen"


def _filters(stage: Stage) -> Iterator[str]:
    sent = reverse("documents", args=["sent"])
    stage.open(f"{sent}?amount_from=tolv&issued_from=i+morgon&type=invoice")
    yield "list-filter-faults"
    stage.open(f"{reverse('save_filter', args=['sent'])}?query=status%3Dpaid")
    yield "filter-keep"
    stage.page.fill("input[name=name]", "Betalda")
    stage.page.click("main form button.button--main")
    stage.page.wait_for_url("**/sent/?status=paid")
    yield "list-kept-filter"
    stage.open(reverse("saved_filters", args=["sent"]))
    yield "filters-kept"
    stage.page.click("main td:last-child a")
    yield "filter-change"


def _many(stage: Stage) -> Iterator[str]:
    stage.open(reverse("bulks"))
    yield "many-none"
    stage.open(reverse("documents", args=["errors"]))
    stage.page.check("#choose-all")
    stage.page.click("#many button[value=cancel]")
    yield "many-ask-cancel"
    stage.open(reverse("bulk_ask") + "?view=sent&everything=1&kind=export_csv")
    yield "many-ask-export"
    stage.page.click("main form button.button--main")
    stage.page.wait_for_selector("progress")
    yield "many-under-way"
    with acting_for(stage.company.pk):
        ids = [stage.ledger[number] for number in ("20261182", "20261177", "20261181")]
        refused = ask(BulkKind.CANCEL, ids, actor=f"user:{stage.user.pk}", wishes={"view": "in_progress"})
    work_on_bulk(now())
    stage.page.reload()
    yield "many-done"
    stage.open(reverse("bulk", args=[refused.pk]))
    yield "many-refused"
    stage.open(reverse("bulks"))
    yield "many"


def _errors(stage: Stage) -> Iterator[str]:
    one = stage.ledger["20261179"]
    with acting_for(stage.company.pk):
        values = {"number": "20261179", "date": "2026-11-02", "earlier": "4b2f"}
        Document.objects.filter(pk=one).update(problem_code="duplicate", problem_values=values)
    stage.open(reverse("documents", args=["errors"]))
    yield "list-errors-duplicate"
    stage.open(reverse("send_although_used", args=[one]))
    stage.page.click("main form button.button--main")
    yield "send-although-fault"
