"""Designs: none, the form with its sample, the list with a fault, an upload that is refused."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from depesch.hub.directory.designs import DesignFacts, save_design
from depesch.hub.directory.models import DesignVersion
from depesch.hub.tenancy.scope import acting_for
from depesch.rendering.designs import Choices, Texts, Typeface
from depesch.rendering.designs import Design as Look
from depesch.rendering.pdf import our_template
from tests.portal.walks import Stage

ACTOR = "user:x"


def WALK(stage: Stage) -> Iterator[str]:  # noqa: N802  the name by which it is found
    """From nothing to a list of three."""
    stage.open(reverse("designs"))
    yield "designs-none"
    with acting_for(stage.company.pk):
        first = _designs(stage)
    stage.open(reverse("designs"))
    yield "designs"
    stage.open(reverse("design_edit", args=[first.design_id]))
    yield "design"
    stage.open(reverse("design_upload_new"))
    stage.page.fill("input[name=name]", "Eget")
    file = {"name": "own.typ", "mimeType": "text/plain", "buffer": b'#set document(title: "x")\n#read("/etc/passwd")'}
    stage.page.set_input_files("input[name=source]", file)  # type: ignore[arg-type]  # a FilePayload
    stage.page.click("main .button--main")
    stage.page.wait_for_selector(".design__fault")
    yield "design-refused"


def _designs(stage: Stage) -> DesignVersion:
    texts = {"sv": Texts(intro="Tack för er beställning.", footer="Nordbygg Fasad AB · Säte i Umeå")}
    choices = Choices(accent="#7a1f5c", typeface=Typeface.SERIF, texts=texts)
    first = save_design(DesignFacts(name="Norge", countries=("NO",)), Look(choices=choices), actor=ACTOR)
    own = save_design(DesignFacts(name="Eget", countries=("NO",)), Look(source=our_template()), actor=ACTOR)
    save_design(DesignFacts(name="Vanlig", is_default=True), Look(), actor=ACTOR)
    DesignVersion.objects.filter(pk=own.pk).update(
        failed_at=timezone.now(), failed_detail="template-faulty: panicked with: no room main.typ:212"
    )
    return first
