"""Runs and printers: none, the form, conflicts, a customer's way, a printer, printing a document."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from depesch.hub.directory.channel_settings import save_settings
from depesch.hub.directory.customers import add_customer
from depesch.hub.directory.printers import save_printer
from depesch.hub.directory.runs import RunFacts, save_run
from depesch.hub.flows.models import PrintJob, PrintState
from depesch.hub.tenancy.scope import acting_for
from tests.portal.walks import Stage

ACTOR = "user:x"


def WALK(stage: Stage) -> Iterator[str]:  # noqa: N802  the name by which it is found
    """The settings of both, then a document."""
    stage.open(reverse("runs"))
    yield "runs-none"
    stage.open(reverse("printers"))
    yield "printers-none"
    stage.open(reverse("print_document", args=[stage.ledger["20261182"]]))
    yield "print-none"
    stage.open(reverse("run_new"))
    stage.page.fill("input[name=name]", "Myndigheter")
    stage.page.click("#add-printer")
    yield "run-new"
    stage.page.fill("input[name=name]", "")
    stage.page.fill("input[name=more_countries]", "Norge")
    stage.page.click("main .button--main")
    stage.page.wait_for_selector(".field__fault")
    yield "run-faults"
    with acting_for(stage.company.pk):
        _set_up(stage)
        run = save_run(RunFacts(name="Norge", channels=("email",), countries=("NO",)), actor=ACTOR)
        customer = add_customer("Fjordtre AS", country="NO")
    stage.open(f"{reverse('runs')}?customer={customer.pk}")
    yield "runs"
    stage.open(reverse("run_edit", args=[run.pk]))
    yield "run"
    stage.open(reverse("run_default"))
    yield "run-default"
    stage.open(reverse("run_remove", args=[run.pk]))
    yield "run-remove"
    stage.open(reverse("printers"))
    yield "printers"
    stage.open(reverse("printer_new"))
    stage.page.fill("input[name=address]", "inte en adress")
    stage.page.click("main .button--main")
    stage.page.wait_for_selector(".field__fault")
    yield "printer-faults"
    stage.open(reverse("print_document", args=[stage.ledger["20261182"]]))
    yield "print"


def _set_up(stage: Stage) -> None:
    save_settings("email", {"host": "mail.nordbygg.example", "from_address": "studs@nordbygg.example"})
    printers = [save_printer(name, f"{name.lower()}@print.example", is_default=False, actor=ACTOR)
                for name in ("Kontoret", "Lagret")]  # fmt: skip
    save_run(RunFacts(name="Norden", channels=("portal_inbox", "email", "printer"), countries=("SE", "NO", "DK")),
             actor=ACTOR)  # fmt: skip
    save_run(RunFacts(name="Myndigheter", channels=("portal_inbox", "folder"), kinds=("public",)), actor=ACTOR)
    told = (
        (PrintState.HANDED, "", "ritning.dwg"),
        (PrintState.FAILED, "smtp-refused", "550 no such printer"),
        (PrintState.UNCERTAIN, "smtp-no-answer", "the line broke after the end of the mail"),
    )
    for number, (state, code, detail) in enumerate(told):
        PrintJob.objects.create(
            tenant_id=stage.company.pk, document_id=stage.ledger["20261182"] if number else None, state=state,
            asked_as=f"walk-{number}", printer=printers[0].name, address=printers[0].address, language="sv",
            message_id=f"{number}@hub.example", actor=ACTOR, asked_at=timezone.now(), code=code, detail=detail,
        )  # fmt: skip
