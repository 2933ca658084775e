"""A template of Nordbygg's."""

from __future__ import annotations

from depesch.hub.directory.customers import add_customer
from depesch.hub.drafts.editing import new_draft
from depesch.hub.drafts.templates import save_as_template
from depesch.hub.tenancy.scope import acting_for
from tests.portal.objects import Ours


def _template(ours: Ours) -> object:
    actor = f"user:{ours.user.pk}"
    with acting_for(ours.company.pk):
        customer = add_customer("Bageri Solsken", country="SE")
        draft = new_draft(customer_id=customer.pk, actor=actor, language="sv")
        return save_as_template(draft.pk, "Månadsservice", actor=actor).pk


OBJECTS = {"template_id": _template}
