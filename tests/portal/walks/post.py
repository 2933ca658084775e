"""Letters by post: without a print partner, with one and its prices, a fault, saved; an invoice whose letter waits."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch
from uuid import UUID

from django.urls import reverse

from depesch.hub.directory.customers import add_customer
from depesch.hub.directory.identifiers import canonical
from depesch.hub.flows.submission import submit
from depesch.hub.tenancy.scope import acting_for
from tests.hub.flows.papers import ubl_invoice
from tests.hub.letters.scene import go
from tests.portal.walks import Stage


def WALK(stage: Stage) -> Iterator[str]:  # noqa: N802  the name by which it is found
    """The page in each of its shapes."""
    stage.open(reverse("post_settings"))
    yield "post-no-partner"
    with TemporaryDirectory() as folder, patch.dict(os.environ, {"DEPESCH_PRINT_PARTNER_FILE": f"{folder}/p.toml"}):
        Path(folder, "p.toml").write_text(
            f'name = "Tryckeriet i Umeå"\nanswers = "{folder}"\ncurrency = "SEK"\n'
            f'[hand_over]\nchannel = "folder"\n[hand_over.settings]\nroot = "{folder}"\n'
            '[[postage]]\nname = "A"\nup_to_g = 50\nenvelope = "C5"\nprice = "24.50"\nprice_abroad = "39"\n'
        )
        stage.open(reverse("post_settings"))
        yield "post"
        stage.page.fill("input[name=goes_at]", "kl tre")
        stage.page.click("main .button--main")
        stage.page.wait_for_selector(".field__fault")
        yield "post-faults"
        stage.page.fill("input[name=goes_at]", "14:30")
        stage.page.check("input[name=in_use]")
        stage.page.click("main .button--main")
        stage.page.wait_for_selector(".notice--done")
        yield "post-saved"
        stage.open(reverse("document", args=[_letter(stage)]))
        yield "post-letter-waits"


def _letter(stage: Stage) -> UUID:
    """Hand an invoice over for a customer with nothing but an address, and go as far as its letter waits."""
    identifier = canonical("0216", "003720774740")
    assert identifier is not None
    with acting_for(stage.company.pk):
        card = add_customer("Järvipuu Oy", identifiers=[identifier], country="FI", run=["post"])
        card.street, card.postal_code, card.city = "Storgatan 1", "00100", "Helsingfors"
        card.save()
    content = ubl_invoice("20261301", endpoint=("0216", "003720774740"), buyer_name="Järvipuu Oy")
    given = submit(content, company_id=stage.company.pk, actor=f"user:{stage.user.pk}", route="api")
    go(stage.company, given.document_id)
    return given.document_id
