"""The preview is the PDF that the receiver gets, byte for byte."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader

from depesch.hub.archive.models import FileRole
from depesch.hub.archive.store import content_of, files_of
from depesch.hub.directory.channel_settings import save_settings
from depesch.hub.directory.customers import add_customer
from depesch.hub.directory.designs import DesignFacts, save_design
from depesch.hub.directory.identifiers import canonical
from depesch.hub.drafts.preview import pdf_of
from depesch.hub.drafts.sending import send_now
from depesch.hub.flows.models import DocumentState
from depesch.hub.flows.services import exchange_folder
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.rendering.designs import Choices, Design, Texts
from tests.hub.drafts.forms import ACTOR, finished, typed, worked_on

THANKS = Design(choices=Choices(texts={"nb": Texts(intro="Takk for handelen")}))


@pytest.mark.row("S-207")
@pytest.mark.parametrize("send_mode", ["production", "test"])
@pytest.mark.parametrize("has_design", [False, True], ids=["our look", "own design"])
def test_the_preview_is_what_the_receiver_sees(send_mode: str, has_design: bool, nordbygg: Company) -> None:
    (exchange_folder(nordbygg.id) / "fjordtre").mkdir(parents=True)
    identifier = canonical("0192", "999000053")
    assert identifier is not None
    with acting_for(nordbygg.id):
        save_settings("folder", {})
        customer = add_customer("Fjordtre", identifiers=[identifier], folder="fjordtre", language="nb", country="NO")
        if has_design:
            save_design(DesignFacts(name="Norge", countries=("NO",)), THANKS, actor=ACTOR)
    draft = typed(nordbygg, customer, send_mode=send_mode)
    shown = pdf_of(nordbygg, draft)
    document = worked_on(nordbygg, send_now(nordbygg.id, finished(nordbygg, draft).id, actor=ACTOR))
    assert document.state == DocumentState.DELIVERED
    with acting_for(nordbygg.id):
        (sent,) = [content_of(file) for file in files_of(document.id) if file.role == FileRole.RENDERING]
    assert sent == shown
    assert (
        "Takk for handelen" in "".join(page.extract_text() for page in PdfReader(BytesIO(shown)).pages)
    ) is has_design
