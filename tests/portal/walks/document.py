"""One document: the form that fixes it, checked, and the choice of a receiver; a long one's lines."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from depesch.hub.directory.customers import add_customer
from depesch.hub.tenancy.scope import acting_for
from tests.portal.walks import Stage


def WALK(stage: Stage) -> Iterator[str]:  # noqa: N802  the name by which it is found
    """A refused document and one without a receiver."""
    refused, unknown = stage.ledger["20261178"], stage.ledger["20261179"]
    stage.open(reverse("document", args=[refused]))
    yield "document-refused"
    stage.open(reverse("fix", args=[refused]))
    yield "fix"
    stage.page.fill("input[name=value-0]", "mycket")
    stage.page.click("button[value=check]")
    stage.page.wait_for_selector(".field__fault")
    yield "fix-faults"
    stage.page.fill("input[name=value-0]", "212 449,85")
    stage.page.fill("input[name=value-1]", "1")
    stage.page.click("button[value=check]")
    stage.page.wait_for_selector("#left")
    yield "fix-left"
    with acting_for(stage.company.pk):
        add_customer("Okända Hus HB", email="faktura@okandahus.example")
    stage.open(reverse("choose_recipient", args=[unknown]))
    yield "choose-recipient"
    stage.page.click("main .button--main")
    stage.page.wait_for_selector(".field__fault")
    yield "choose-recipient-faults"
    stage.open(reverse("document_lines", args=[stage.ledger["20261182"]]))
    yield "document-lines"
