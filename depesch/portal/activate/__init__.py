"""Screen: following the link of a registration or an invitation; the user agreement; the first steps."""

from __future__ import annotations

from django.urls import path

from depesch.portal.activate.agreeing import agreement
from depesch.portal.activate.beginning import first_steps
from depesch.portal.activate.joining import join
from depesch.portal.activate.views import activate

ADDRESSES = [
    path("activate/<str:registration_secret>/", activate, name="activate"),
    path("join/<str:invitation_secret>/", join, name="join"),
    path("agreement/", agreement, name="agreement"),
    path("first-steps/", first_steps, name="first_steps"),
]
