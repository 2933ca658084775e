"""Where a person is signed in: ended from outside their browser."""

from __future__ import annotations

from importlib import import_module

from allauth.usersessions.models import UserSession
from django.conf import settings

from depesch.hub.tenancy.models import User


def end_all(user: User, *, but: str = "") -> int:
    """End every session of the person but one, and return how many there were."""
    others = [each for each in UserSession.objects.filter(user=user) if each.session_key != but]
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    for each in others:
        store.delete(each.session_key)
    UserSession.objects.filter(pk__in=[each.pk for each in others]).delete()
    return len(others)
