"""The picture of a document's way from the order to the payment: ten stages, each with how it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from depesch.hub.flows.models import Document
from depesch.hub.flows.stages import StageName, StageState, stages
from depesch.hub.history.reading import RecordedEvent

NAMES: dict[StageName, str | Promise] = {
    StageName.ORDER: pgettext_lazy("stage", "Ordered"),
    StageName.CREATED: pgettext_lazy("stage", "Created"),
    StageName.HANDED_OVER: pgettext_lazy("stage", "Handed over"),
    StageName.SORTED: pgettext_lazy("stage", "Read"),
    StageName.CHECKED: pgettext_lazy("stage", "Checked"),
    StageName.CONVERTED: pgettext_lazy("stage", "Converted"),
    StageName.DELIVERED: pgettext_lazy("stage", "Delivered"),
    StageName.TAKEN_OVER: pgettext_lazy("stage", "Received"),
    StageName.APPROVED: pgettext_lazy("stage", "Approved"),
    StageName.PAID: pgettext_lazy("stage", "Paid"),
}
STATES: dict[StageState, str | Promise] = {
    StageState.DONE: pgettext_lazy("stage", "done"),
    StageState.NOW: pgettext_lazy("stage", "next"),
    StageState.STOPPED: pgettext_lazy("stage", "stopped here"),
    StageState.SKIPPED: pgettext_lazy("stage", "skipped"),
    StageState.ELSEWHERE: pgettext_lazy("stage", "by the sender"),
    StageState.AHEAD: pgettext_lazy("stage", "not yet"),
}


@dataclass(frozen=True, slots=True)
class ShownStage:
    """One stage as it is shown; `state` chooses the shape, the words stand for those who do not see it."""

    name: str | Promise
    state: StageState
    state_word: str | Promise
    at: datetime | None


def stages_of(document: Document, events: Sequence[RecordedEvent], *, names_order: bool) -> list[ShownStage]:
    """Return the stages, the first first."""
    return [
        ShownStage(name=NAMES[each.name], state=each.state, state_word=STATES[each.state], at=each.at)
        for each in stages(document, events, names_order=names_order)
    ]
