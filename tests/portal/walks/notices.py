"""A person's notices, and the link that stops one kind."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from depesch.hub.notices.occasions import Occasion
from depesch.hub.notices.stopping import Stop, path_to_stop
from tests.portal.walks import Stage


def WALK(stage: Stage) -> Iterator[str]:  # noqa: N802  the name by which it is found
    """The choices, saved, and stopped by a link."""
    stage.open(reverse("notices"))
    yield "notices"
    stage.page.click("main form button.button--main")
    stage.page.wait_for_selector(".notice--done")
    yield "notices-saved"
    stage.open(path_to_stop(Stop(user_id=stage.user.pk, company_id=stage.company.pk, occasion=Occasion.DELIVERED)))
    yield "notices-stop"
    stage.page.click("main button.button--main")
    yield "notices-stopped"
