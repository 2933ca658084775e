"""After a form came back with faults, the first faulty field has the focus."""

from __future__ import annotations

from django import forms


def focus_first_fault(form: forms.BaseForm | None) -> None:
    """Give the focus to the first field with a fault, if the form has any."""
    if form is None or not form.is_bound:
        return
    faulty = next((name for name in form.fields if name in form.errors), None)
    if faulty is not None:
        form.fields[faulty].widget.attrs["autofocus"] = True
