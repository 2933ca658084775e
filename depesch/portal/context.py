"""What every template sees besides its view's own values."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def portal(request: HttpRequest) -> dict[str, Any]:
    """Return the person, the company acted for, the language and the colour scheme."""
    return {"person": getattr(request, "person", None)}
