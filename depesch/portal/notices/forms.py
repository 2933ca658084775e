"""What a person wants to be told of, as a form: one choice for each occasion."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from depesch.hub.notices.occasions import RULES, Occasion, Way
from depesch.hub.notices.wishes import Wishes
from depesch.portal.forms import PortalForm

OCCASIONS: Mapping[Occasion, tuple[Promise, Promise]] = {
    Occasion.ARRIVED: (_("A document came in"), _("An invoice or a credit note that somebody sent to you.")),
    Occasion.REFUSED: (_("A document needs correcting"), _("It could not be sent, and nothing has left us.")),
    Occasion.UNDELIVERABLE: (_("A document could not be delivered"), _("No way led to the receiver.")),
    Occasion.UNCERTAIN: (
        _("A delivery is uncertain or was stopped"),
        _("We do not know whether it arrived, or a fault of ours stopped it."),
    ),
    Occasion.DELIVERED: (_("A document was delivered"), _("The receiver's side gave a receipt.")),
    Occasion.ANSWERED: (_("The receiver answered"), _("Approved, rejected, paid or a question.")),
    Occasion.APPROVAL: (_("Something waits for approval"), _("Somebody wrote an invoice that you may approve.")),
    Occasion.ERROR_REMINDER: (
        _("Reminder of errors"),
        _("Each morning, as long as there are errors that nobody has seen to."),
    ),
}
WAYS: Mapping[Way, Promise] = {
    Way.OFF: _("No"),
    Way.AT_ONCE: _("At once"),
    Way.DAILY: _("Each morning, in one e-mail"),
}


class NoticesForm(PortalForm):
    """A choice for each occasion, and whether it is only about the person's own documents."""

    only_own = forms.BooleanField(
        label=_("Only documents that I handed over"), required=False,
        help_text=_("Of errors, deliveries and answers. What comes in is told in any case."),
    )  # fmt: skip

    def __init__(self, *args: Any, wishes: Wishes, **kwargs: Any) -> None:
        initial = {occasion.value: way.value for occasion, way in wishes.ways.items()}
        super().__init__(*args, initial={**initial, "only_own": wishes.only_own}, **kwargs)
        for occasion, (label, hint) in OCCASIONS.items():
            ways = [(way.value, WAYS[way]) for way in RULES[occasion].ways]
            self.fields[occasion.value] = forms.ChoiceField(label=str(label), help_text=str(hint), choices=ways)

    @property
    def occasions(self) -> list[forms.BoundField]:
        """Return the fields of the occasions, in their order."""
        return [self[occasion.value] for occasion in OCCASIONS]

    def ways(self) -> dict[Occasion, Way]:
        """Return what was chosen."""
        return {occasion: Way(self.cleaned_data[occasion.value]) for occasion in OCCASIONS}
