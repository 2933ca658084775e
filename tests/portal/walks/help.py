"""The guides, a question asked and answered."""

from __future__ import annotations

from collections.abc import Iterator

from depesch.hub.support.requests import answer, ask
from depesch.hub.tenancy.scope import acting_for
from tests.portal.walks import Stage


def WALK(stage: Stage) -> Iterator[str]:  # noqa: N802  the name by which it is found
    """Guides; asking with faults and about a document; what was answered; the operator's side."""
    for name, path in {"help": "", "guide": "first-invoice/", "help-requests-none": "requests/"}.items():
        stage.open(f"/help/{path}")
        yield name
    stage.open(f"/help/ask/?document={stage.ledger['20261178']}")
    yield "ask-about-document"
    stage.open("/help/ask/")
    stage.page.click("main button.button--main")
    stage.page.wait_for_selector(".field__fault")
    yield "ask-faults"
    with acting_for(stage.company.pk):
        asked = ask(person=stage.user, subject="Kan vi byta namn?", text="Vi heter snart något annat.\nVad gör vi?")
        other = ask(person=stage.user, subject="Fakturan är borta", text="Den som gick igår.")
    answer(stage.company.pk, asked.pk, "Skriv till oss med registreringsbeviset.", operator=stage.user)
    for name, path in {
        "help-requests": "/help/requests/", "operator-support": "/operation/support/",
        "operator-answer": f"/operation/support/{stage.company.pk}/{other.pk}/",
        "operator-answered": f"/operation/support/{stage.company.pk}/{asked.pk}/",
    }.items():  # fmt: skip
        stage.open(path)
        yield name
