"""Why something about users cannot be done, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _


def refusal_words(code: str) -> str:
    """Return what is wrong and what to do, for a code of `members.MemberRefused`."""
    words = {
        "already-member": _("Somebody with this address is a user of the company already."),
        "bad-address": _("Nobody can be written to at this address: check it."),
        "address-taken": _("Somebody signs in with this address already. Choose another one."),
        "no-roles": _("Tick at least one right: without one, nobody can open anything."),
        "last-administrator": _(
            "The company needs an administrator. Make somebody else administrator first, then change this one."
        ),
        "not-of-a-group": _("Your company belongs to no group, so there is no group to administer."),
        "group-administrators-only": _("Only a group administrator may give or take the rights of one."),
        "own-account": _("This person has other companies or duties here and changes name and address alone."),
    }
    return words[code]
