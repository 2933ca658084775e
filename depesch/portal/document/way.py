"""The way a document goes: the planned steps, why each, what was left out, and what became of each try."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from depesch.hub.directory.run_rules import TakenRun
from depesch.hub.flows.attempts import run_of
from depesch.hub.flows.models import Attempt, Delivery
from depesch.hub.flows.planner import Why
from depesch.portal.as2_reasons import as2_reason
from depesch.portal.documents.troubles import PLANNED, hour_of_letter
from depesch.portal.formatting import language
from depesch.portal.run_words import taken_words
from depesch.portal.words import handed_word, is_pdf_only, syntax_word

WHY: dict[Why, Promise] = {
    Why.RECEIVER_CHOSE: _lazy("the receiver chose this format"),
    Why.CUSTOMER_CARD: _lazy("so it says on the customer's card"),
    Why.CHANNEL_SETTINGS: _lazy("so it says in your settings of this way"),
    Why.AS_SUBMITTED: _lazy("unchanged, as it was handed over"),
    Why.CHANNEL_TAKES: _lazy("the first format that can go this way"),
    Why.COUNTRY_DEFAULT: _lazy("usual in the receiver's country"),
}
OUTCOMES: dict[str, Promise] = {
    "": _lazy("Under way."),
    "delivered": _lazy("Delivered; the receipt is archived."),
    "try_later": _lazy("Could not be reached just then."),
    "refused": _lazy("The receiver's side said no."),
    "unknown": _lazy("No answer came; the receiver's side is asked before anything is sent again."),
}


@dataclass(frozen=True, slots=True)
class Try:
    """One try as it is shown."""

    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ShownStep:
    """One step of the run with its tries."""

    channel: str
    syntax_title: str  # empty: the receiver gets the PDF alone
    why: Promise | str
    tries: list[Try]


def steps_of(delivery: Delivery, attempts: Sequence[Attempt]) -> list[ShownStep]:
    """Return the steps of the run, the first first."""
    return [
        ShownStep(
            channel=step.channel,
            syntax_title="" if is_pdf_only(step.channel) else syntax_word(step.syntax),
            why="" if is_pdf_only(step.channel) else WHY[step.why],
            tries=[_try(attempt) for attempt in attempts if attempt.step == number],
        )
        for number, step in enumerate(run_of(delivery))
    ]


def taken_by(delivery: Delivery) -> str:
    """Return which run was taken and why; empty for what was planned before there were runs."""
    return taken_words(msgspec.convert(delivery.taken, TakenRun)) if delivery.taken else ""


def _try(attempt: Attempt) -> Try:
    outcome = str(OUTCOMES.get(attempt.outcome, OUTCOMES[""]))
    handed = handed_word(attempt.channel, language()) if attempt.outcome == "delivered" else ""
    if handed:
        outcome = _("{handed}; what happened then nobody tells.").format(handed=handed)
    if attempt.left_out:
        outcome = _("{outcome} Left out: {names}.").format(outcome=outcome, names=", ".join(attempt.left_out))
    if attempt.code == PLANNED:
        when = hour_of_letter(attempt.detail)
        return Try(text=_("Planned: it goes {when}.").format(when=when), at=attempt.started_at)
    text = _("Try {number}: {outcome}").format(number=attempt.number, outcome=outcome)
    # The detail of a delivery is the receiver's reference, which the receipt holds; that of a failure says why.
    why = attempt.detail if attempt.outcome != "delivered" else ""
    if why and attempt.channel == "as2" and (told := as2_reason(attempt.code, why)):
        text = f"{text} {told}"
    return Try(text=f"{text} ({why})" if why else text, at=attempt.started_at)
