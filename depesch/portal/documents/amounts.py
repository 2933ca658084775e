"""An amount as people type it: comma or point, with or without blanks between the thousands."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class AmountField(forms.CharField):
    """An amount; the decimal sign is whichever of comma and point stands last."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=30, widget=forms.TextInput({"inputmode": "decimal"}), **kwargs)

    def clean(self, value: Any) -> Any:
        """Return a Decimal, None for nothing."""
        text = "".join(super().clean(value).split())
        return amount_of(text) if text else None


def amount_of(text: str) -> Decimal:
    """Return the amount; raises ValidationError.

    >>> amount_of("1.234,50"), amount_of("1,234.5"), amount_of("12")
    (Decimal('1234.50'), Decimal('1234.5'), Decimal('12'))
    """
    last = max(text.rfind(","), text.rfind("."))
    whole, decimals = (text[:last], text[last + 1 :]) if last >= 0 else (text, "")
    try:
        amount = Decimal(f"{whole.replace(',', '').replace('.', '')}.{decimals or '0'}" if last >= 0 else whole)
    except InvalidOperation:
        raise ValidationError(_("Write an amount such as 1250.50.")) from None
    if not amount.is_finite():
        raise ValidationError(_("Write an amount such as 1250.50."))
    return amount
