"""The lists of drafts, a finished one under review, templates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse

from depesch.hub.drafts.editing import discard, new_draft
from depesch.hub.drafts.finishing import finish
from depesch.hub.drafts.models import Draft
from depesch.hub.drafts.sending import schedule
from depesch.hub.drafts.templates import save_as_template
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from tests.hub.drafts.forms import customer_of, typed
from tests.portal.walks import Stage


def WALK(stage: Stage) -> Iterator[str]:  # noqa: N802  the name by which it is found
    """Every shape of the lists and of a review."""
    stage.open(reverse("templates"))
    yield "templates-none"
    stage.open(reverse("approvals"))
    yield "approvals-none"
    waiting, ready, later, thrown = _drafts(stage)
    for view in ("writing", "approval", "ready", "later"):
        stage.open(f"{reverse('drafts')}?view={view}")
        yield f"drafts-{view}"
    for name, draft in {"waiting": waiting, "ready": ready, "scheduled": later, "discarded": thrown}.items():
        stage.open(reverse("draft_review", args=[draft.pk]))
        yield f"review-{name}"
    stage.open(reverse("draft_preview", args=[waiting.pk]))
    yield "draft-preview"
    with acting_for(stage.company.pk):
        written = Draft.objects.filter(state="editing")[0]
        template = save_as_template(ready.pk, "Månadsservice", actor=f"user:{stage.user.pk}")
    stage.open(reverse("draft_discard", args=[written.pk]))
    yield "draft-discard"
    stage.open(reverse("templates"))
    yield "templates"
    stage.open(reverse("template", args=[template.pk]))
    yield "template"


def _drafts(stage: Stage) -> tuple[Draft, Draft, Draft, Draft]:
    company, actor = stage.company, f"user:{stage.user.pk}"
    buyer, _made = Company.objects.get_or_create(
        country="NO", organisation_number="974760673", defaults={"name": "Ødegård Transport AS"}
    )
    customer = customer_of(company, buyer)
    with acting_for(company.pk):
        new_draft(actor=actor, language="sv")
    made = [typed(company, customer, {"number": f"20261{number}"}, actor=actor) for number in range(190, 194)]
    waiting, ready, later = (
        finish(company, draft.pk, revision=draft.revision, actor=actor, language="sv", approval_asked=asked)
        for draft, asked in zip(made, (True, False, False), strict=False)
    )
    with acting_for(company.pk):
        schedule(later.pk, now() + timedelta(days=3), actor=actor)
        discard(made[3].pk, actor=actor)
    return waiting, ready, later, made[3]
