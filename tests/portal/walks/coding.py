"""Coding: nothing to go by, the proposal, split, faults, somebody else saved; the registers empty and filled."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from depesch.hub.books.coding import WantedPart
from depesch.hub.books.models import Article, Supplier
from depesch.hub.flows.coding import code
from depesch.hub.flows.models import Document
from depesch.hub.tenancy.scope import acting_for
from tests.portal.coding.register import keep_books
from tests.portal.walks import Stage

SIE = b'#FLAGGA 0\n#KONTO 4010 "Varor"\n#KONTO 7010 "Loner"\n#KONTO 4600 "Legoarbeten"\n'


def WALK(stage: Stage) -> Iterator[str]:  # noqa: N802  the name by which it is found
    """The registers while they are empty, a file, then a coding in its shapes."""
    document = stage.ledger["4471"]
    for name in ("chart", "suppliers", "articles"):
        stage.open(reverse(name))
        yield f"{name}-none"
    stage.open(reverse("coding", args=[document]))
    yield "coding-no-accounts"
    with acting_for(stage.company.pk):
        keep_books(stage.company)
    stage.open(reverse("import_chart"))
    stage.page.set_input_files("#file", {"name": "plan.se", "mimeType": "text/plain", "buffer": SIE})
    stage.page.click("main .button--main")
    stage.page.wait_for_selector("[name=digest]", state="attached")
    yield "chart-preview"
    for name in ("chart", "suppliers", "articles"):
        stage.open(reverse(name))
        yield name
    with acting_for(stage.company.pk):
        supplier, article = Supplier.objects.get(), Article.objects.get()
    stage.open(reverse("supplier", args=[supplier.pk]))
    stage.page.fill("#id_account", "4601 Lego")
    stage.page.fill("#id_bankgiro", "123")
    stage.page.click("main .button--main")
    stage.page.wait_for_selector(".field__fault")
    yield "supplier-faults"
    stage.open(reverse("article", args=[article.pk]))
    yield "article"
    stage.open(reverse("supplier_remove", args=[supplier.pk]))
    yield "supplier-remove"
    yield from _codings(stage)


def _codings(stage: Stage) -> Iterator[str]:
    document = stage.ledger["4471"]
    stage.open(reverse("coding", args=[stage.ledger["88-2031"]]))
    yield "coding-unknown-supplier"
    stage.open(reverse("coding", args=[document]))
    yield "coding"
    stage.page.click("button[value='split:0']")
    stage.page.wait_for_selector("#amount-0-1")
    stage.page.fill("#amount-0-0", "7000")
    stage.page.fill("#account-0-1", "5461 Kontor")
    stage.page.fill("#amount-0-1", "500")
    stage.page.click("#save")
    stage.page.wait_for_selector(".field__fault")
    yield "coding-faults"
    with acting_for(stage.company.pk):
        wanted = {0: [WantedPart(account="4010")], 1: [WantedPart(account="5210")]}
        code(Document.objects.get(pk=document), wanted, seen=0, actor=f"user:{stage.user.pk}")
    stage.page.fill("#account-0-1", "5460 Kontorsmaterial")
    stage.page.fill("#amount-0-1", "")
    stage.page.click("#save")
    stage.page.wait_for_selector("[role=alert]")
    yield "coding-meanwhile"
    stage.open(reverse("coding", args=[document]))
    yield "coding-saved"
    stage.open(reverse("coding", args=[stage.ledger["4458"]]))
    yield "coding-remembered"
