"""The way that a document would go, by the same planner that decides when it is sent. No transaction may be open."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec

from depesch.channels import SendMode
from depesch.documents.targets import targets
from depesch.hub.directory.recipients import Match
from depesch.hub.directory.run_rules import TakenRun
from depesch.hub.flows.forms import Forms
from depesch.hub.flows.planner import UNFIT, DocumentFacts, NoTestsTaken, NotYet, Plan, Planned, Skipped, Step
from depesch.hub.flows.routing import Situation, make_plan, receiver_problem
from depesch.hub.flows.services import services_for
from depesch.hub.flows.transitions import ProblemNote
from depesch.syntaxes import Reading


class Way(msgspec.Struct, frozen=True, kw_only=True):
    """Where it would go: the steps in order, what was left out and why, or the problem when there is no way."""

    receiver: str = ""
    taken: TakenRun | None = None  # which run, and why; None before there is a receiver
    steps: tuple[Step, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    problem: ProblemNote | None = None


def way_of(reading: Reading, situation: Situation, company_id: UUID, *, send_mode: str, now: datetime) -> Way:
    """Return the way of a document that was read and looked up, as processing would plan it at this moment."""
    match = situation.found
    if not isinstance(match, Match):
        return Way(problem=receiver_problem(match))
    packs = (situation.demands,) if situation.demands else ()
    mode = SendMode(send_mode)
    forms = Forms(reading, language=match.recipient.language, send_mode=mode, packs=packs)
    facts = DocumentFacts(send_mode=mode, syntax=reading.syntax.name, is_credit_note=reading.invoice.is_credit_note)

    def why_unfit(name: str) -> str:
        return ", ".join(list(dict.fromkeys(issue.rule for issue in forms.refusals(name)))[:3])

    planned = make_plan(match, situation, services_for(company_id), facts, now=now, fits=why_unfit)
    return _way(planned, match.recipient.name, forms)


def _way(planned: Planned, receiver: str, forms: Forms) -> Way:
    if isinstance(planned, NoTestsTaken):
        return Way(receiver=receiver, problem=ProblemNote(code="test-not-taken", values={"name": receiver}))
    if isinstance(planned, NotYet):
        values = {"channel": planned.channel, "detail": planned.detail}
        return Way(receiver=receiver, problem=ProblemNote(code="look-up-failed", values=values))
    if planned.steps:
        return Way(receiver=receiver, taken=planned.taken, steps=planned.steps, skipped=planned.skipped)
    problem = _no_way(planned, receiver, forms)
    return Way(receiver=receiver, taken=planned.taken, skipped=planned.skipped, problem=problem)


def _no_way(planned: Plan, receiver: str, forms: Forms) -> ProblemNote:
    unfit = next((skipped for skipped in planned.skipped if skipped.code == UNFIT), None)
    if unfit is None:
        reasons = "; ".join(f"{skipped.channel}: {skipped.code}" for skipped in planned.skipped)
        return ProblemNote(code="no-way-out", values={"name": receiver, "reasons": reasons})
    name = unfit.detail.partition(":")[0]
    refusals = forms.refusals(name)
    values = {"format": targets()[name].title, "count": str(len(refusals)), "first": refusals[0].rule}
    return ProblemNote(code=UNFIT, values=values, findings=refusals)
