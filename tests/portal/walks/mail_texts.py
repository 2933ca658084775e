"""E-mail texts: the list, a predefined text, one with faults, the company's own, and the way back."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from depesch.hub.directory.mail_texts import save_text
from depesch.hub.tenancy.scope import acting_for
from depesch.rendering.mail_text import MailText, TextKind
from tests.portal.walks import Stage

OWN = MailText(
    subject="Rechnung {InvoiceNumber}",
    body="Guten Tag {CustomerName},\n\nanbei unsere Rechnung über {Amount} {Currency}.\nZahlbar bis: {DueDate}\n"
    "Ihre Bestellung: {OrderNumber}\n\nMit freundlichen Grüßen\n{CompanyName}",
)


def WALK(stage: Stage) -> Iterator[str]:  # noqa: N802  the name by which it is found
    """The pages in each of their shapes."""
    here = reverse("mail_text", args=["invoice", "de"])
    stage.open(here)
    yield "mail-text-predefined"
    stage.page.fill("[name=subject]", "Rechnung {Fakturanummer}")
    stage.page.fill("[name=body]", "Guten Tag {CustomrName},\n\nbis {DueDate.")
    stage.page.click("main .button--main")
    stage.page.wait_for_selector(".field__fault")
    yield "mail-text-faults"
    with acting_for(stage.company.pk):
        save_text(TextKind.INVOICE, "de", OWN, actor=f"user:{stage.user.pk}")
    stage.open(reverse("mail_texts"))
    yield "mail-texts"
    stage.open(here)
    yield "mail-text-own"
    with acting_for(stage.company.pk):
        other = MailText(subject="Rechnung {InvoiceNumber} liegt bei", body="Guten Tag!\n\n{CompanyName}")
        save_text(TextKind.INVOICE, "de", other, actor=f"user:{stage.user.pk}")
    stage.page.fill("[name=subject]", "Ihre Rechnung {InvoiceNumber}")
    stage.page.click("main .button--main")
    stage.page.wait_for_selector("[role=alert]")
    yield "mail-text-meanwhile"
    stage.open(reverse("mail_text_remove", args=["invoice", "de"]))
    yield "mail-text-remove"
