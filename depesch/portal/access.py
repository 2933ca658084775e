"""Who may open a page. A stranger never learns that something is there: that is 404, not 403."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBase
from django.shortcuts import render

from depesch.hub.flows.models import Document
from depesch.hub.flows.reach import within_reach
from depesch.hub.tenancy.access import Permission
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.portal.person import Person, PortalRequest

View = Callable[..., HttpResponseBase]


class Who(StrEnum):
    """For whom a view is."""

    ANYBODY = "anybody"  # nobody has to be signed in
    PERSON = "person"  # whoever is signed in
    MEMBER = "member"  # of a company, in a role that has the permission
    OPERATOR = "operator"  # who runs the hub; for others the page is not there


@dataclass(frozen=True, slots=True)
class Guard:
    """Who may open a view: the same fact that keeps others out is what the tests of all addresses go by."""

    who: Who
    permission: Permission | None = None


def guard_of(view: View) -> Guard | None:
    """Return who may open a view; None when nobody said so, which no address of the portal may leave open."""
    return getattr(view, "guard", None)


def for_member(permission: Permission = Permission.READ, *, acting: bool = True) -> Callable[[View], View]:
    """Return a decorator: the view is for members who have the permission, and runs acting for their company.

    The whole answer is made inside, so a view renders before it returns and streams nothing. A view that hands over
    to `flows` says `acting=False`: what it calls commits by itself, before the view answers.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: PortalRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.person is None:
                return redirect_to_login(request.get_full_path())
            if request.person.company is None:
                return render(request, "no_company.html", status=403)
            if not request.person.may(permission):
                raise PermissionDenied
            if not acting:
                return view(request, *args, **kwargs)
            with acting_for(request.person.company.pk):
                return view(request, *args, **kwargs)

        return _marked(guarded, Guard(Who.MEMBER, permission))

    return decorate


def for_anybody(view: View) -> View:
    """Return the view for whoever comes: it says so, and shows nothing that is somebody's."""

    @wraps(view)
    def open_to_all(request: PortalRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    return _marked(open_to_all, Guard(Who.ANYBODY))


def _marked(view: View, guard: Guard) -> View:
    view.guard = guard  # type: ignore[attr-defined]  # a function may carry what it likes; `guard_of` reads it
    return view


class NotGuarded(RuntimeError):
    """A view asked who is there without having been guarded: our fault, never the user's."""


def person_at(request: PortalRequest) -> Person:
    """Return who is asking; only inside guarded views."""
    if request.person is None:
        raise NotGuarded(f"{request.path} is served by a view without a guard")
    return request.person


def company_at(request: PortalRequest) -> Company:
    """Return the company acted for; only inside views for members."""
    company = person_at(request).company
    if company is None:
        raise NotGuarded(f"{request.path} is served by a view that is not for members")
    return company


def for_person(view: View) -> View:
    """Return the view for everybody who is signed in, whichever company they belong to."""

    @wraps(view)
    def guarded(request: PortalRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.person is None:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return _marked(guarded, Guard(Who.PERSON))


def for_operator(view: View) -> View:
    """Return the view for those who run the hub; for everybody else the page is not there."""

    @wraps(view)
    def guarded(request: PortalRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.person is None:
            return redirect_to_login(request.get_full_path())
        if not request.person.user.is_operator:
            raise Http404
        return view(request, *args, **kwargs)

    return _marked(guarded, Guard(Who.OPERATOR))


def document_of_company(document_id: UUID) -> Document:
    """Return a document of the company acted for; Http404 for any other, as if it did not exist."""
    try:
        return Document.objects.filter(within_reach()).get(pk=document_id)
    except Document.DoesNotExist:
        raise Http404 from None
