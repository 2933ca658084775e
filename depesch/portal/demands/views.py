"""What we demand: the list as it is worked on, each row's form, the versions and what changed in each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from depesch.hub.directory import pack_drafts
from depesch.hub.directory.rule_packs import PackVersion, versions
from depesch.hub.tenancy.access import Permission
from depesch.hub.tenancy.models import User
from depesch.portal.access import company_at, for_member, person_at
from depesch.portal.demands.forms import FORMS, DemandForm, initial_of, kind_of_demand
from depesch.portal.demands.words import KINDS, concerning, own_words, sentence
from depesch.portal.person import PortalRequest
from depesch.rules.packs import AnyDemand, BadPack, Pack


@dataclass(frozen=True, slots=True)
class Row:
    """A demand as a row."""

    url: str
    text: str
    own: str
    about: str
    change: str = ""  # added, changed, removed: against what is in force


@dataclass(frozen=True, slots=True)
class Version:
    """A version with what it changed."""

    url: str
    version: int
    made_at: datetime
    made_by: str
    count: int
    rows: list[Row]


@require_http_methods(["GET", "POST"])
@for_member(Permission.ADMINISTER)
def demands(request: PortalRequest) -> HttpResponseBase:
    """Show the demands; put them in force, or give up what was changed."""
    person, company = person_at(request), company_at(request)
    if request.method == "POST":
        action = request.POST.get("action", "")
        if action == "in-force":
            version = pack_drafts.put_in_force(receiver=company.name, actor=person.actor)
            done = _("Version {version} is in force.").format(version=version)
            messages.success(request, done if version else _("Nothing is demanded any more."))
        elif action == "forget":
            pack_drafts.forget_draft()
            messages.success(request, _("The changes are given up."))
        return redirect("demands")
    work = pack_drafts.work()
    before = work.in_force.pack.demands if work.in_force else ()
    context = {
        "work": work,
        "rows": _compared(before, work.demands) if work.is_changed else [_row(each) for each in work.demands],
        "kinds": [(reverse("new_demand", args=[kind]), word, hint) for kind, (word, hint) in KINDS.items()],
        "versions": _versions(versions()),
    }
    return render(request, "demands/demands.html", context)


@require_http_methods(["GET", "POST"])
@for_member(Permission.ADMINISTER)
def new_demand(request: PortalRequest, demand_kind: str) -> HttpResponseBase:
    """Show an empty row, or add it."""
    if demand_kind not in FORMS:
        raise Http404
    form = FORMS[demand_kind](request.POST if request.method == "POST" else None, initial={"at_least": 1})
    return _edited(request, form, None)


@require_http_methods(["GET", "POST"])
@for_member(Permission.ADMINISTER)
def change_demand(request: PortalRequest, demand_key: str) -> HttpResponseBase:
    """Show a row, change it or take it out."""
    try:
        demand = pack_drafts.work().demand(demand_key)
    except pack_drafts.DemandGone:
        raise Http404 from None
    if request.method == "POST" and request.POST.get("action") == "remove":
        pack_drafts.drop_demand(demand_key, actor=person_at(request).actor)
        messages.success(request, _("The demand is taken out. It holds until you put the changes in force."))
        return redirect("demands")
    form = FORMS[kind_of_demand(demand)](
        request.POST if request.method == "POST" else None, initial=initial_of(demand)
    )  # fmt: skip
    return _edited(request, form, demand_key)


@require_http_methods(["GET", "POST"])
@for_member(Permission.ADMINISTER)
def demand_version(request: PortalRequest, pack_version: int) -> HttpResponseBase:
    """Show an earlier version, or work on it again."""
    found = versions()
    version = next((each for each in found if each.version == pack_version), None)
    if version is None:
        raise Http404
    if request.method == "POST" and version.pack is not None:
        pack_drafts.bring_back(pack_version, actor=person_at(request).actor)
        messages.success(request, _("You work on version {version} now.").format(version=pack_version))
        return redirect("demands")
    shown = next(each for each in _versions(found) if each.version == pack_version)
    rows = [_row(each) for each in version.pack.demands] if version.pack else []
    return render(request, "demands/version.html", {"version": shown, "rows": rows})


def _edited(request: PortalRequest, form: DemandForm, key: str | None) -> HttpResponseBase:
    if request.method == "POST" and form.is_valid():
        taken = tuple(each.key for each in pack_drafts.work().demands)
        try:
            demand = form.demand(taken, key)
            pack_drafts.put_demand(
                demand, instead_of=key, receiver=company_at(request).name, actor=person_at(request).actor
            )
        except BadPack as error:
            for fault in error.faults:
                form.add_error(None, f"{fault.place}: {fault.text}" if fault.place else fault.text)
        except pack_drafts.DemandGone:
            raise Http404 from None
        else:
            messages.success(request, _("The row is kept. It holds once you put the changes in force."))
            return redirect("demands")
    word, hint = KINDS[form.kind]
    context: dict[str, Any] = {"form": form, "word": word, "hint": hint, "key": key}
    return render(request, "demands/demand.html", context)


def _row(demand: AnyDemand, change: str = "") -> Row:
    url = reverse("change_demand", args=[demand.key])
    return Row(url=url, text=sentence(demand), own=own_words(demand), about=concerning(demand), change=change)


def _compared(before: tuple[AnyDemand, ...], after: tuple[AnyDemand, ...]) -> list[Row]:
    """Return the rows that there are now with how they differ, and those that are gone."""
    had, has = {each.key: each for each in before}, {each.key for each in after}
    rows = [
        _row(each, "" if had.get(each.key) == each else "changed" if each.key in had else "added") for each in after
    ]
    return rows + [_row(each, "removed") for each in before if each.key not in has]


def _versions(found: list[PackVersion]) -> list[Version]:
    people = {f"user:{user.pk}": user.name for user in User.objects.filter(pk__in=_ids(found))}
    shown = []
    for position, each in enumerate(found):
        earlier = found[position + 1].pack if position + 1 < len(found) else None
        rows = [row for row in _compared(_of(earlier), _of(each.pack)) if row.change]
        shown.append(
            Version(
                url=reverse("demand_version", args=[each.version]), version=each.version, made_at=each.made_at,
                made_by=people.get(each.made_by, each.made_by), count=len(_of(each.pack)), rows=rows,
            )
        )  # fmt: skip
    return shown


def _of(pack: Pack | None) -> tuple[AnyDemand, ...]:
    return pack.demands if pack else ()


def _ids(found: list[PackVersion]) -> list[UUID]:
    ids = []
    for each in found:
        kind, _colon, key = each.made_by.partition(":")
        try:
            ids += [UUID(key)] if kind == "user" else []
        except ValueError:
            continue
    return ids
