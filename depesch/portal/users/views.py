"""The users of a company: a list with a panel beside it in which one is added or changed."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from depesch.hub.accounts import members
from depesch.hub.accounts.invitations import InvitationRefused, withdraw
from depesch.hub.accounts.licences import NoFreeSeat
from depesch.hub.accounts.members import Member, MemberRefused
from depesch.hub.tenancy.access import Permission
from depesch.hub.tenancy.models import Invitation, Role
from depesch.portal.access import company_at, for_member, person_at
from depesch.portal.person import PortalRequest
from depesch.portal.users.forms import NewUserForm, PersonForm, RolesForm
from depesch.portal.users.listing import page_of
from depesch.portal.users.words import refusal_words

ADMINISTER = for_member(Permission.ADMINISTER)


def by_group(request: PortalRequest) -> bool:
    """Return whether the person administers the company's group."""
    return Role.GROUP_ADMINISTRATOR in person_at(request).roles


def may_group(request: PortalRequest) -> bool:
    """Return whether the person may make somebody an administrator of the group."""
    return by_group(request) and company_at(request).group_id is not None


@require_GET
@ADMINISTER
def users(request: PortalRequest) -> HttpResponseBase:
    """Show the people of the company and those who were asked in."""
    return render(request, "users/users.html", page_of(company_at(request), by_group=by_group(request)))


@require_http_methods(["GET", "POST"])
@ADMINISTER
def user_new(request: PortalRequest) -> HttpResponseBase:
    """Ask somebody in: the panel beside the list; saved, the activation link is on its way."""
    company = company_at(request)
    first = {"language": company.language, "roles": [Role.ISSUER.value]}
    form = NewUserForm(request.POST if request.method == "POST" else None, initial=first, with_group=may_group(request))
    full = False
    if form.is_valid():
        try:
            invitation = members.invite_member(
                company, actor=person_at(request).actor, by_group=by_group(request), **form.cleaned_data
            )
        except MemberRefused as refused:
            form.add_error("roles" if refused.code in _OF_ROLES else "email", refusal_words(refused.code))
        except NoFreeSeat:
            full = True
        else:
            messages.success(request, _("The activation link was sent to {email}.").format(email=invitation.email))
            return redirect("users")
    page = page_of(company, by_group=by_group(request)) | {"panel": "new", "form": form, "was_full": full}
    return render(request, "users/users.html", page, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@ADMINISTER
def user(request: PortalRequest, member_id: UUID) -> HttpResponseBase:
    """Show somebody's rights in the panel; POST gives them, at once."""
    found = _member(request, member_id)
    form = RolesForm(
        request.POST if request.method == "POST" else None,
        initial={"roles": [role.value for role in found.roles]},
        with_group=may_group(request) or Role.GROUP_ADMINISTRATOR in found.roles,
    )
    if form.is_valid():
        try:
            members.change_roles(
                company_at(request), member_id, form.cleaned_data["roles"], actor=person_at(request).actor,
                by_group=by_group(request),
            )  # fmt: skip
        except MemberRefused as refused:
            form.add_error("roles", refusal_words(refused.code))
        else:
            messages.success(request, _("The rights of {name} are changed.").format(name=found.user.name))
            return redirect("users")
    return _panel(request, found, roles=form)


@require_POST
@ADMINISTER
def user_person(request: PortalRequest, member_id: UUID) -> HttpResponseBase:
    """Write somebody's name and e-mail address."""
    found = _member(request, member_id)
    form = PersonForm(request.POST)
    if form.is_valid():
        try:
            members.change_person(company_at(request), member_id, actor=person_at(request).actor, **form.cleaned_data)
        except MemberRefused as refused:
            form.add_error("email", refusal_words(refused.code))
        else:
            messages.success(request, _("Name and address of {name} are saved.").format(name=form.cleaned_data["name"]))
            return redirect("users")
    return _panel(request, found, person_form=form)


@require_http_methods(["GET", "POST"])
@ADMINISTER
def user_remove(request: PortalRequest, member_id: UUID) -> HttpResponseBase:
    """Ask whether somebody is to be deleted; the second Delete does it."""
    found, fault = _member(request, member_id), ""
    if request.method == "POST":
        try:
            members.remove_member(
                company_at(request), member_id, actor=person_at(request).actor, by_group=by_group(request)
            )
        except MemberRefused as refused:
            fault = refusal_words(refused.code)
        else:
            messages.success(request, _("{name} is deleted.").format(name=found.user.name))
            return redirect("users" if found.user.pk != person_at(request).user.pk else "start")
    page = {"member": found, "fault": fault, "is_self": found.user.pk == person_at(request).user.pk}
    return render(request, "users/remove.html", page, status=409 if fault else 200)


@require_POST
@ADMINISTER
def invite_user_again(request: PortalRequest, invitation_id: UUID) -> HttpResponseBase:
    """Send the activation link once more, a new one."""
    try:
        invitation = members.invite_again(company_at(request), invitation_id, actor=person_at(request).actor)
    except Invitation.DoesNotExist:
        raise Http404 from None
    except NoFreeSeat:
        messages.error(request, _("All licences are in use, so the link was not sent."))
    except InvitationRefused:
        messages.error(request, _("The invitation was accepted or withdrawn meanwhile. Nothing was sent."))
    else:
        messages.success(request, _("A new activation link was sent to {email}.").format(email=invitation.email))
    return redirect("users")


@require_POST
@ADMINISTER
def withdraw_user(request: PortalRequest, invitation_id: UUID) -> HttpResponseBase:
    """Make the link worthless."""
    try:
        invitation = withdraw(company_at(request), invitation_id, actor=person_at(request).actor)
    except Invitation.DoesNotExist:
        raise Http404 from None
    messages.success(request, _("The invitation of {email} is withdrawn.").format(email=invitation.email))
    return redirect("users")


_OF_ROLES = ("no-roles", "not-of-a-group", "group-administrators-only")


def _member(request: PortalRequest, member_id: UUID) -> Member:
    found = members.member(company_at(request), member_id)
    if found is None:
        raise Http404
    return found


def _panel(
    request: PortalRequest, found: Member, *, roles: RolesForm | None = None, person_form: PersonForm | None = None
) -> HttpResponseBase:
    company = company_at(request)
    own = {"roles": [role.value for role in found.roles]}
    with_group = may_group(request) or Role.GROUP_ADMINISTRATOR in found.roles
    first = {"name": found.user.name, "email": found.user.email}
    page = page_of(company, by_group=by_group(request)) | {
        "panel": "member",
        "member": found,
        "roles_form": roles or RolesForm(initial=own, with_group=with_group),
        "person_form": person_form or PersonForm(initial=first),
        "may_edit_person": members.may_edit_person(company, found.user),
    }
    faulty = any(form is not None and form.is_bound for form in (roles, person_form))
    return render(request, "users/users.html", page, status=422 if faulty else 200)
