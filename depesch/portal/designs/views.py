"""The designs in their order, whom each is for, what is wrong with one; order, removal and return."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from depesch.hub.directory import designs as hub
from depesch.hub.directory.conditions import Above
from depesch.hub.directory.design_rules import RuledDesign, above_each
from depesch.hub.directory.models import Customer, CustomerKind, DesignVersion
from depesch.hub.tenancy.access import Permission
from depesch.portal.access import for_member, person_at
from depesch.portal.designs.finding import design_called
from depesch.portal.designs.words import DOCUMENTS, LANGUAGES
from depesch.portal.network.words import KINDS
from depesch.portal.person import PortalRequest
from depesch.portal.run_words import country_word


@dataclass(frozen=True, slots=True)
class ShownDesign:
    """A design as the list has it."""

    version: DesignVersion
    whom: str
    faults: list[str]


@require_GET
@for_member(Permission.ADMINISTER)
def designs(request: PortalRequest) -> HttpResponseBase:
    """Show the designs."""
    versions = hub.designs()
    rules = [hub.as_ruled(each.design) for each in versions]
    above = above_each(rules)
    shown = [
        ShownDesign(version=version, whom=_whom(rule), faults=_faults(taken, rules))
        for version, rule, taken in zip(versions, rules, above, strict=True)
    ]
    page = {
        "designs": shown, "removed": hub.removed_designs(), "has_default": any(rule.is_default for rule in rules),
    }  # fmt: skip
    return render(request, "designs/designs.html", page)


@require_POST
@for_member(Permission.ADMINISTER)
def design_move(request: PortalRequest, design_id: UUID) -> HttpResponseBase:
    """Move a design up or down by one place."""
    hub.move_design(design_called(design_id), up=request.POST.get("to") == "up", actor=person_at(request).actor)
    return redirect("designs")


@require_POST
@for_member(Permission.ADMINISTER)
def designs_order(request: PortalRequest) -> HttpResponseBase:
    """Put the designs in the order in which somebody dragged them."""
    hub.order_designs(request.POST.getlist("run")[:200], actor=person_at(request).actor)
    return redirect("designs")


@require_http_methods(["GET", "POST"])
@for_member(Permission.ADMINISTER)
def design_remove(request: PortalRequest, design_id: UUID) -> HttpResponseBase:
    """Ask, then take a design out of use."""
    design = design_called(design_id)
    if request.method == "POST":
        hub.remove_design(design, actor=person_at(request).actor)
        messages.success(request, _("{name} is removed.").format(name=design.name))
        return redirect("designs")
    count = Customer.objects.filter(design=design, removed_at=None).count()
    return render(request, "designs/remove.html", {"design": design, "count": count})


@require_POST
@for_member(Permission.ADMINISTER)
def design_restore(request: PortalRequest, design_id: UUID) -> HttpResponseBase:
    """Bring a removed design back."""
    design = design_called(design_id, removed=True)
    try:
        hub.restore_design(design, actor=person_at(request).actor)
    except hub.BadDesign:
        messages.error(request, _("Another design has this name. Give that one another name first."))
    else:
        messages.success(request, _("{name} is back, below the others.").format(name=design.name))
    return redirect("designs")


def _whom(rule: RuledDesign) -> str:
    parts = [
        ", ".join(country_word(code) for code in rule.countries),
        ", ".join(str(KINDS[CustomerKind(kind)]) for kind in rule.kinds),
        ", ".join(str(LANGUAGES[code]) for code in rule.languages),
        ", ".join(str(DOCUMENTS[each]) for each in rule.documents),
    ]
    fitting = " · ".join(part for part in parts if part)
    if fitting:
        return _("For: {whom}").format(whom=fitting)
    return _("For all others") if rule.is_default else _("Only for customers whose card names it")


def _faults(taken: Above, rules: list[RuledDesign]) -> list[str]:
    if taken.whole is not None:
        return [_("No document ever gets it: {name} above is for all of these.").format(name=rules[taken.whole].name)]
    words = _("Some of these documents get {name}, which stands above.")
    return [words.format(name=rules[place].name) for place in taken.parts]
