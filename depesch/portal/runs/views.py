"""The list of runs in their order, what is wrong with them, and by which way a customer would go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from depesch.hub.directory.channel_settings import SetUpChannel
from depesch.hub.directory.destinations import ways_to
from depesch.hub.directory.models import Customer, CustomerKind, Run
from depesch.hub.directory.run_rules import FaultKind, ForCustomer, NamedRun, RunFault, choose_run, faults_in
from depesch.hub.directory.runs import DEFAULT, CompanyRuns, company_runs, move_run, order_runs
from depesch.hub.tenancy.access import Permission
from depesch.portal.access import for_member, person_at
from depesch.portal.formatting import language
from depesch.portal.network.words import KINDS
from depesch.portal.person import PortalRequest
from depesch.portal.run_words import country_word, taken_words
from depesch.portal.words import channel_word

MOST_CUSTOMERS = 500
COUNTRIES = ("SE", "NO", "DK", "FI", "IS", "EE", "DE", "GB")


@dataclass(frozen=True, slots=True)
class ShownRun:
    """A run as the list has it."""

    id: str
    name: str
    whom: str
    channels: list[str]
    faults: list[str]


@require_GET
@for_member(Permission.ADMINISTER)
def runs(request: PortalRequest) -> HttpResponseBase:
    """Show the runs, what is wrong with them, and the way of the customer who was chosen."""
    known, ways = company_runs(), ways_to(None)
    default = NamedRun(id=DEFAULT, name="", channels=known.default_order(ways))
    on = [name for name, way in ways.items() if way.settings is not None]
    faults = faults_in(known.named, default, on)
    shown = [_shown(run, faults) for run in (*known.named, default)]
    in_use = {name for run in (*known.named, default) for name in run.channels}
    page = {
        "runs": shown[:-1], "default": shown[-1],
        "unused": [channel_word(name, language()) for name in on if name not in in_use],
        **_preview(request.GET, known),
    }  # fmt: skip
    return render(request, "runs/runs.html", page)


@require_POST
@for_member(Permission.ADMINISTER)
def run_move(request: PortalRequest, run_id: UUID) -> HttpResponseBase:
    """Move a run up or down by one place."""
    move_run(run_called(run_id), up=request.POST.get("to") == "up", actor=person_at(request).actor)
    return redirect("runs")


@require_POST
@for_member(Permission.ADMINISTER)
def runs_order(request: PortalRequest) -> HttpResponseBase:
    """Put the runs in the order in which somebody dragged them."""
    order_runs(request.POST.getlist("run")[:200], actor=person_at(request).actor)
    return redirect("runs")


def run_called(run_id: UUID) -> Run:
    """Return a run with a name; 404 for any other."""
    found = Run.objects.filter(pk=run_id, is_default=False).first()
    if found is None:
        raise Http404
    return found


def _shown(run: NamedRun, faults: list[RunFault]) -> ShownRun:
    return ShownRun(
        id=run.id, name=run.name, whom=_whom(run),
        channels=[channel_word(name, language()) for name in run.channels],
        faults=[_fault(each) for each in faults if each.run_id == run.id],
    )  # fmt: skip


def _whom(run: NamedRun) -> str:
    if run.id == DEFAULT:
        return _("For all customers that no run above is for")
    if not run.countries and not run.kinds:
        return _("Only for customers whose card names it")
    parts = [", ".join(country_word(code) for code in run.countries)] if run.countries else []
    parts += [", ".join(str(KINDS[CustomerKind(kind)]) for kind in run.kinds)] if run.kinds else []
    return _("For: {whom}").format(whom=" · ".join(parts))


def _fault(fault: RunFault) -> str:
    if fault.kind is FaultKind.EMPTY:
        return _("There is no way in it: nothing could be delivered.")
    if fault.kind is FaultKind.OFF:
        word = channel_word(fault.other, language())
        return _("{channel} is not set up: this step is left out.").format(channel=word)
    if fault.kind is FaultKind.SHADOWED:
        return _("No customer ever takes it: {name} above is for all of these.").format(name=fault.other)
    return _("Some of these customers take {name}, which stands above.").format(name=fault.other)


def _preview(asked: QueryDict, known: CompanyRuns) -> Mapping[str, object]:
    """Return which way the chosen customer would go: one of the register, or one of a country and a kind."""
    rows = Customer.objects.filter(removed_at=None).order_by("name", "id")
    customers = list(rows.values_list("id", "name")[:MOST_CUSTOMERS])
    wanted = _uuid(asked.get("customer", ""))
    chosen = rows.filter(pk=wanted).first() if wanted else None
    kind = asked.get("kind", "")
    kind = kind if kind in CustomerKind.values else ""
    country = asked.get("country", "").upper()[:2]
    ways = ways_to(chosen.pk if chosen else None)
    customer = _as_rules_have_it(chosen, ways) if chosen else ForCustomer(country=country, kind=kind)
    taken = choose_run(known.named, known.default_order(ways), customer)
    on = [name for name in taken.channels if name in ways and ways[name].settings is not None]
    return {
        "customers": customers, "chosen": chosen, "country": country, "kind": kind,
        "countries": [(code, country_word(code)) for code in COUNTRIES], "kinds": KINDS.items(),
        "steps": [channel_word(name, language()) for name in on], "because": taken_words(taken),
    }  # fmt: skip


def _as_rules_have_it(customer: Customer, ways: Mapping[str, SetUpChannel]) -> ForCustomer:
    return ForCustomer(
        order=tuple(customer.run), run_id=str(customer.named_run_id or ""), country=customer.country,
        kind=customer.kind, servers=tuple(name for name, way in ways.items() if way.channel.per_receiver),
    )  # fmt: skip


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
