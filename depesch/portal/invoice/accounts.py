"""What kind of account stands in a way to pay, as people choose it: Bankgiro, Plusgiro, IBAN, a Norwegian account.

The invoice itself says it with a code and a provider; both are set when somebody chooses another kind.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping

from django.utils.translation import gettext as _

from depesch.portal.invoice.boxes import Box

NAME = "account-kind"
_WRITTEN = {
    "bankgiro": ("30", "SE:BANKGIRO"),
    "plusgiro": ("30", "SE:PLUSGIRO"),
    "iban": ("58", ""),
    "norwegian": ("30", ""),
}


def kind_of(index: str, fields: Mapping[str, str]) -> str:
    """Return the kind of account that the fields of a way to pay tell; empty when they tell none."""
    provider = fields.get(f"payment.means.{index}.provider", "")
    account = fields.get(f"payment.means.{index}.account", "").replace(" ", "")
    code = fields.get(f"payment.means.{index}.code", "")
    by_provider = {written: kind for kind, (_code, written) in _WRITTEN.items() if written}
    if provider in by_provider:
        return by_provider[provider]
    if account[:2].isalpha() or code == "58":
        return "iban"
    return "norwegian" if code == "30" else ""


def kind_box(index: str, fields: Mapping[str, str]) -> Box:
    """Return the choice of the kind of account."""
    return Box(
        name=f"{NAME}.{index}",
        label=_("Type of account"),
        value=kind_of(index, fields),
        kind="choice",
        options=(
            ("", _("None, or another")),
            ("bankgiro", _("Bankgiro")),
            ("plusgiro", _("Plusgiro")),
            ("iban", _("IBAN")),
            ("norwegian", _("Norwegian account")),
        ),
        draws_anew=True,
    )


def choose_kind(index: str, kind: str, fields: MutableMapping[str, str]) -> None:
    """Let a way to pay be of the kind that was chosen, when it is not already."""
    there = kind_of(index, fields)
    if kind == there and (kind != "iban" or fields.get(f"payment.means.{index}.code")):
        return
    code, provider = _WRITTEN.get(kind, ("", ""))
    fields[f"payment.means.{index}.provider"] = provider
    if code:
        fields[f"payment.means.{index}.code"] = code
