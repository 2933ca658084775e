"""Which way fits: three questions, and what each answer leads to, with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from depesch.portal.forms import PortalForm


class HowMany(StrEnum):
    """Invoices in a month, sent and received together."""

    FEW = "few"
    SOME = "some"
    MANY = "many"


class FromWhere(StrEnum):
    """Where the invoices are written."""

    NOWHERE = "nowhere"  # by hand, in a text program, on paper
    FILES = "files"  # a system that writes files or PDFs
    PROGRAM = "program"  # a system that can call an interface


class Companies(StrEnum):
    """How the firm is built."""

    ONE = "one"
    SEVERAL = "several"


@dataclass(frozen=True, slots=True)
class Advice:
    """One part of what fits, and why."""

    what: Promise
    why: Promise


class ChooseForm(PortalForm):
    """The three questions."""

    how_many = forms.ChoiceField(
        label=_("How many invoices do you send and receive in a month?"),
        choices=[
            (HowMany.FEW, _("Up to 20")), (HowMany.SOME, _("20 to 500")), (HowMany.MANY, _("More than 500")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what comes closest.")},
    )  # fmt: skip
    from_where = forms.ChoiceField(
        label=_("Where are the invoices written?"),
        choices=[
            (FromWhere.NOWHERE, _("By hand, or in a text program")),
            (FromWhere.FILES, _("In a system that writes files or prints")),
            (FromWhere.PROGRAM, _("In a system that can call an interface (API)")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what comes closest.")},
    )
    companies = forms.ChoiceField(
        label=_("One company or several?"),
        choices=[(Companies.ONE, _("One company")), (Companies.SEVERAL, _("Several, in a group"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what comes closest.")},
    )


def advice(how_many: HowMany, from_where: FromWhere, companies: Companies) -> list[Advice]:
    """Return what fits, the most important first."""
    return [_WAYS[from_where], _PLANS[how_many], *([_GROUP] if companies is Companies.SEVERAL else [])]


_WAYS = {
    FromWhere.NOWHERE: Advice(
        _("Write invoices in the browser"),
        _("The form knows what each receiver asks for and adds everything up. Nothing has to be installed."),
    ),
    FromWhere.FILES: Advice(
        _("Hand over the files that your system writes"),
        _("Upload them, one or many at a time. They are read whatever format they have, and changed into what each "
          "receiver takes."),
    ),
    FromWhere.PROGRAM: Advice(
        _("Let your system call the interface"),
        _("It hands over each invoice and is told what became of it. Handing over twice sends once."),
    ),
}  # fmt: skip
_PLANS = {
    HowMany.FEW: Advice(
        _("The free plan"),
        _("It is made for few invoices: no fee, no payment details, nothing to bind you."),
    ),
    HowMany.SOME: Advice(
        _("Begin with the free plan, and ask for an offer when it gets narrow"),
        _("You keep the account and everything in it. What costs money begins only when you have accepted an offer."),
    ),
    HowMany.MANY: Advice(
        _("Talk with us first"),
        _("With so many invoices it pays to plan the change: which customers first, and what your system sends."),
    ),
}
_GROUP = Advice(
    _("One account for each company, joined in a group"),
    _("Each company's documents stay apart. A group administrator sees to the people of all of them with one sign-in."),
)
