"""The three forms of a person's own page. Each is saved by itself and knows nothing of the others."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from depesch.hub.accounts.limits import SIGN_IN_ACCOUNT, TooOften, give_back, take
from depesch.hub.tenancy.models import User
from depesch.portal.accounts import too_often
from depesch.portal.forms import PortalForm
from depesch.portal.mail_addresses import MailAddressField
from depesch.portal.passwords import NewPasswordField, refuse_weak


class PresentPassword(forms.CharField):
    """The password that the person has, to show who they are."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            label=gettext_lazy("Your present password"),
            strip=False,
            widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
            error_messages={"required": gettext_lazy("Write the password that you have now.")},
            **options,
        )


class NameForm(PortalForm):
    """What the person is called."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Write your name, as your colleagues know it.")},
    )


class _WithPassword(PortalForm):
    """A form that asks for the present password; wrong ones are counted as tries to sign in are."""

    present: str

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user

    def _check(self, name: str) -> None:
        password = self.cleaned_data.get(name)
        if not password:
            return
        try:
            take(SIGN_IN_ACCOUNT, self.user.email)
        except TooOften as error:
            self.add_error(name, too_often(error))
            return
        if self.user.check_password(password):
            give_back(SIGN_IN_ACCOUNT, self.user.email)
        else:
            self.add_error(name, _("That is not your password."))


class EmailForm(_WithPassword):
    """The address to sign in with."""

    email = MailAddressField(
        label=gettext_lazy("E-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=gettext_lazy(
            "You confirm a new address with a link that we mail to it. Until then the present one holds."
        ),
        error_messages={"required": gettext_lazy("Write the new address.")},
    )
    email_password = PresentPassword()

    def clean(self) -> dict[str, Any]:
        self._check("email_password")
        if self.cleaned_data.get("email") == self.user.email:
            self.add_error("email", _("This is the address that you have now."))
        return self.cleaned_data


class PasswordForm(_WithPassword):
    """A new password."""

    old_password = PresentPassword()
    password = NewPasswordField(label=gettext_lazy("New password"))

    def clean(self) -> dict[str, Any]:
        self._check("old_password")
        refuse_weak(self, "password", (self.user.email, self.user.name))
        return self.cleaned_data
