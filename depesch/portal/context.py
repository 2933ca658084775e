"""What every template sees besides its view's own values."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.functional import SimpleLazyObject

from depesch.portal.accounts import STEPS_KEY
from depesch.portal.navigation import SHEETS, places, settings_parts
from depesch.portal.person import Person

THEME_COOKIE = "theme"
THEMES = ("system", "light", "dark")


def portal(request: HttpRequest) -> dict[str, Any]:
    """Return the person and their places, the languages to choose from, the style sheets and the colour scheme."""
    person: Person | None = getattr(request, "person", None)
    theme = request.COOKIES.get(THEME_COOKIE, "system")
    return {
        "person": person,
        "places": places(person, request.resolver_match) if person and person.company else [],
        "settings_parts": SimpleLazyObject(lambda: settings_parts(person, request.resolver_match) if person else []),
        "at_first_steps": person is not None and STEPS_KEY in request.session,
        "languages": settings.LANGUAGES,
        "sheets": [static(f"portal/css/{name}.css") for name in SHEETS],
        "theme": theme if theme in THEMES else "system",
    }
