"""One design chosen in a form, with the sample beside it; its earlier versions."""

from __future__ import annotations

from base64 import b64encode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from depesch.hub.directory.designs import BadDesign, current_version, look_of, restore_version, save_design
from depesch.hub.directory.models import Design, DesignVersion
from depesch.hub.flows.designing import SHOWN_WIDTH, small_picture
from depesch.hub.tenancy.access import Permission
from depesch.hub.tenancy.scope import acting_for
from depesch.portal.access import company_at, for_member, person_at
from depesch.portal.designs.finding import design_called, version_called
from depesch.portal.designs.forms import LookForm, WhomForm, look_initial, whom_initial
from depesch.portal.person import PortalRequest
from depesch.rendering.designs import Choices
from depesch.rendering.designs import Design as Look

SHOWN_VERSIONS = 20


@require_http_methods(["GET", "POST"])
@for_member(Permission.ADMINISTER, acting=False)
def design_new(request: PortalRequest) -> HttpResponseBase:
    """Make a design; it begins with our own look."""
    return _page(request, None, None, [])


@require_http_methods(["GET", "POST"])
@for_member(Permission.ADMINISTER, acting=False)
def design_edit(request: PortalRequest, design_id: UUID) -> HttpResponseBase:
    """Change a design; one of an own source has a page of its own."""
    with acting_for(company_at(request).pk):
        design = design_called(design_id)
        version = current_version(design)
        versions = list(design.versions.defer("picture", "source").order_by("-number")[:SHOWN_VERSIONS])
    if version.source is not None:
        return redirect("design_upload", design.pk)
    return _page(request, design, version, versions)


@require_POST
@for_member(Permission.ADMINISTER)
def version_restore(request: PortalRequest, version_id: UUID) -> HttpResponseBase:
    """Make an earlier version the present look."""
    version = version_called(version_id)
    if version.design.removed_at is not None:
        raise Http404
    restore_version(version, actor=person_at(request).actor)
    words = _("{name} looks as in version {number} again.")
    messages.success(request, words.format(name=version.design.name, number=version.number))
    return redirect("design_edit", version.design_id)


def _page(
    request: PortalRequest, design: Design | None, version: DesignVersion | None, versions: list[DesignVersion]
) -> HttpResponseBase:
    choices = look_of(version).choices if version else Choices()
    posted = request.POST if request.method == "POST" else None
    whom = WhomForm(posted, initial=whom_initial(design))
    look = LookForm(posted, initial=look_initial(choices))
    is_shown = posted is not None and "show" in posted
    if posted is not None and look.is_valid():
        choices = look.choices()
        if not is_shown and whom.is_valid() and _saved(request, whom, choices, design):
            messages.success(request, _("Saved. It holds for what is sent from now on."))
            return redirect("designs")
    company = company_at(request)
    with acting_for(company.pk):
        spoken = company.language
    picture = small_picture(company, Look(choices=choices), language=spoken, width=SHOWN_WIDTH)
    if posted is not None and is_shown:  # nothing is saved, and nothing is blamed that is still being written
        whom = _unblamed(posted)
    page = {
        "whom": whom, "look": look, "design": design, "version": version, "versions": versions,
        "sample": f"data:image/png;base64,{b64encode(picture).decode()}" if picture else "",
    }  # fmt: skip
    return render(request, "designs/design.html", page, status=422 if posted is not None and not is_shown else 200)


def _saved(request: PortalRequest, whom: WhomForm, choices: Choices, design: Design | None) -> bool:
    try:
        with acting_for(company_at(request).pk):
            save_design(whom.facts(), Look(choices=choices), design=design, actor=person_at(request).actor)
    except BadDesign as bad:
        whom.refuse(bad)
        return False
    return True


def _unblamed(posted: QueryDict) -> WhomForm:
    """Return the form with what was typed, and no faults."""
    one, many = ("name", "is_default"), ("countries", "kinds", "languages", "documents")
    return WhomForm(initial={name: posted.get(name, "") for name in one} | {n: posted.getlist(n) for n in many})
