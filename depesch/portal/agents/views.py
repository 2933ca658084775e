"""The list of agents, one agent with its accounts and its limit of silence, and taking one off the list."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from depesch.hub.agents import reporting
from depesch.hub.agents.models import Agent
from depesch.hub.agents.reporting import AccountReport, accounts_of, remove, set_limit, state_of
from depesch.hub.tenancy.access import Permission
from depesch.kit.clock import now
from depesch.portal.access import company_at, for_member, person_at
from depesch.portal.agents.words import DIRECTIONS, LIMITS, MODES, STATES
from depesch.portal.forms import PortalForm
from depesch.portal.person import PortalRequest


class LimitForm(PortalForm):
    """After which silence people are told."""

    silent_after_s = forms.TypedChoiceField(label=_("Tell the administrators when it is silent"), coerce=int)

    def __init__(self, *args: Any, now_s: int, **kwargs: Any) -> None:
        super().__init__(*args, initial={"silent_after_s": now_s}, **kwargs)
        # One that a program set to something else stays what it is until somebody chooses.
        known = LIMITS if now_s in LIMITS else {now_s: _("as it is, after %(s)s seconds") % {"s": now_s}, **LIMITS}
        self.fields["silent_after_s"].choices = list(known.items())  # type: ignore[attr-defined]  # a ChoiceField's


@require_GET
@for_member(Permission.ADMINISTER)
def agents(request: PortalRequest) -> HttpResponseBase:
    """Show the agents, those heard of last first, and how to start one."""
    at = now()
    rows = [_shown(each, at) for each in reporting.agents()]
    name = slugify(company_at(request).name).partition("-")[0][:40] or "main"
    return render(request, "agents/agents.html", {"rows": rows, "account": name})


@require_http_methods(["GET", "POST"])
@for_member(Permission.ADMINISTER)
def agent(request: PortalRequest, agent_id: UUID) -> HttpResponseBase:
    """Show an agent with its accounts, or change when people are told of its silence."""
    row = _agent(agent_id)
    form = LimitForm(request.POST or None, now_s=row.silent_after_s)
    if request.method == "POST" and form.is_valid():
        set_limit(row, form.cleaned_data["silent_after_s"], actor=person_at(request).actor)
        messages.success(request, _("Saved."))
        return redirect("agent", agent_id)
    accounts = [_account(each) for each in accounts_of(row)]
    return render(request, "agents/agent.html", {**_shown(row, now()), "form": form, "accounts": accounts})


@require_http_methods(["GET", "POST"])
@for_member(Permission.ADMINISTER)
def agent_remove(request: PortalRequest, agent_id: UUID) -> HttpResponseBase:
    """Ask, then take the agent off the list."""
    row = _agent(agent_id)
    if request.method == "POST":
        remove(row, actor=person_at(request).actor)
        messages.success(request, _("The agent on %(machine)s is off the list.") % {"machine": row.machine})
        return redirect("agents")
    return render(request, "agents/agent_remove.html", {"agent": row})


def _agent(agent_id: UUID) -> Agent:
    found = Agent.objects.filter(id=agent_id, removed_at=None).first()
    if found is None:
        raise Http404
    return found


def _shown(row: Agent, at: datetime) -> dict[str, Any]:
    state = state_of(row, at)
    tone, label = STATES[state]
    directions = [each for account in accounts_of(row) for each in account.directions]
    return {
        "agent": row, "state": state.value, "tone": tone, "label": label,
        "waiting": sum(each.waiting for each in directions), "failed": sum(each.failed for each in directions),
        "mails": sum(account.mails.count for account in accounts_of(row) if account.mails),
    }  # fmt: skip


def _account(account: AccountReport) -> dict[str, Any]:
    return {
        "account": account,
        "mode": MODES.get(account.send_mode, ""),
        "directions": [{"said": each, "word": DIRECTIONS[each.direction]} for each in account.directions],
    }
