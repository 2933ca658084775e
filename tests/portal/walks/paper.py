"""Paper: a print in the form with its pages beside it, a scan to be confirmed, strays, a company's postal address."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.urls import reverse

from depesch.hub.flows.models import Document
from depesch.hub.flows.processing import process
from depesch.hub.flows.submission import submit
from depesch.hub.paper.boxes import open_box
from depesch.hub.paper.models import ScanBatch, StrayScan
from depesch.hub.paper.scans import read_due
from depesch.hub.paper.taking import arrive
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from tests.capture.test_splitting import joined
from tests.hub.paper.prints import between, print_of, unsure_print_of
from tests.portal.walks import Stage


def WALK(stage: Stage) -> Iterator[str]:  # noqa: N802  the name by which it is found
    """Prints and scans, as they wait and as they are gone through."""
    stage.open(reverse("operator_scans"))
    yield "scans-none"
    printed = submit(
        unsure_print_of(), company_id=stage.company.pk, actor=f"user:{stage.user.pk}", route="api",
        file_name="print.pdf",
    )  # fmt: skip
    process(stage.company.pk, printed.document_id)
    stage.open(reverse("document", args=[printed.document_id]))
    yield "print-waits"
    stage.page.click("main .button--main")
    stage.page.wait_for_selector(".paper__page img")
    _drawn(stage)
    yield "print-in-the-form"
    scan = scanned(stage)
    stage.open(reverse("document", args=[scan]))
    yield "scan-waits"
    stage.open(reverse("confirm_scan", args=[scan]))
    _drawn(stage)
    yield "scan"
    stage.page.fill("[name=number]", "")
    stage.page.fill("[name='lines.0.price']", "mycket")
    stage.page.click("button[value=confirm]")
    stage.page.wait_for_selector("[role=alert]")
    _drawn(stage)
    yield "scan-faults"
    _several(stage)
    _drawn(stage)
    yield "scan-divide"
    _stray(stage)
    stage.open(reverse("operator_scans"))
    yield "scans"


def scanned(stage: Stage) -> UUID:
    """Let a letter to the company's box come in and be read, and return its document."""
    open_box(stage.company, actor=f"operator:{stage.user.pk}")
    other = type(stage.company)(
        name="Kalk & Puts Grossist AB", country="SE", organisation_number="5569876543", vat_number="SE556987654301"
    )
    letter = print_of("K-3381", between(other, stage.company))
    made = arrive(stage.company.pk, "0001.pdf", letter, received_on=None, batch="batch.zip", actor="console")
    read_due(now())
    with acting_for(stage.company.pk):
        assert Document.objects.get(pk=made).number == "K-3381"
    return made


def _several(stage: Stage) -> None:
    """Let a scan come in whose second invoice has an uncertain number, and open where it is divided."""
    pages = joined([print_of("K-1"), print_of("K-2"), unsure_print_of("K-3")])
    made = arrive(stage.company.pk, "0002.pdf", pages, received_on=None, batch="batch.zip", actor="console")
    read_due(now())
    stage.open(reverse("divide_scan", args=[made]))


def _drawn(stage: Stage) -> None:
    """Wait until every page's picture is there."""
    for picture in stage.page.locator(".paper__page img").all():
        picture.scroll_into_view_if_needed()
        picture.evaluate("(each) => each.decode()")
    stage.page.evaluate("scrollTo(0, 0)")


def _stray(stage: Stage) -> None:
    batch = ScanBatch.objects.create(sha256="0" * 64, name="2026-11-20.zip", begun_at=now(), taken_by="console")
    for name, reason, box in (("0007.tif", "unknown-box", "ABCD234"), ("cover-letter.doc", "not-paper", "")):
        StrayScan.objects.create(batch=batch, name=name, box=box, reason=reason, sha256=name, content=b"II*\0")
