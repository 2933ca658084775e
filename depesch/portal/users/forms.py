"""The forms of the users' pages: somebody new, somebody's rights, somebody's name and address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from depesch.hub.tenancy.models import Role
from depesch.portal.forms import PortalForm

# What a right is called and what it lets somebody do, the widest first.
RIGHTS: dict[Role, tuple[Promise, Promise]] = {
    Role.ADMINISTRATOR: (
        pgettext_lazy("right", "Administrator"),
        _("Everything, and the users and settings of the company."),
    ),
    Role.GROUP_ADMINISTRATOR: (
        pgettext_lazy("right", "Group administrator"),
        _("The same in every company of the group."),
    ),
    Role.ISSUER: (pgettext_lazy("right", "Send"), _("Write and send invoices, cancel them and send them again.")),
    Role.APPROVER: (pgettext_lazy("right", "Approve"), _("Let an invoice go out that somebody else wrote.")),
    Role.RECEIVER: (
        pgettext_lazy("right", "Work on what comes in"),
        _("Answer, forward and finish invoices that you receive."),
    ),
    Role.READER: (pgettext_lazy("right", "Read"), _("See documents, history and files, and change nothing.")),
}


def right_word(role: Role) -> Promise:
    """Return what a right is called."""
    return RIGHTS[role][0]


def _choices(roles: list[Role]) -> list[tuple[str, SafeString]]:
    shown = '<strong>{}</strong><span class="field__hint">{}</span>'
    return [(role.value, format_html(shown, *RIGHTS[role])) for role in roles]


class RolesField(forms.MultipleChoiceField):
    """Ticks, one for each right."""

    def __init__(self) -> None:
        super().__init__(
            label=_("User roles"),
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Tick at least one right: without one, nobody can open anything.")},
        )


class _WithRoles(PortalForm):
    """Rights to tick; that of a group's administrator only for those who may give it."""

    def __init__(self, *args: Any, with_group: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = [role for role in RIGHTS if with_group or role is not Role.GROUP_ADMINISTRATOR]
        field = self.fields["roles"]
        assert isinstance(field, RolesField)  # noqa: S101  it stands below
        field.choices = _choices(roles)


class NewUserForm(_WithRoles):
    """Somebody to ask in."""

    name = forms.CharField(label=_("Name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("The activation link is sent here."),
        error_messages={"invalid": _("An e-mail address looks like name@company.se.")},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    language = forms.ChoiceField(label=_("Language of the e-mail"), choices=settings.LANGUAGES)
    roles = RolesField()


class RolesForm(_WithRoles):
    """Somebody's rights."""

    roles = RolesField()


class PersonForm(PortalForm):
    """Somebody's name and address."""

    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("To sign in with. The old and the new address are told of a change."),
        error_messages={"invalid": _("An e-mail address looks like name@company.se.")},
    )
