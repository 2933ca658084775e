"""Screen: a forgotten password: asking for a link, and choosing a new one with it; and how strong one is."""

from __future__ import annotations

from django.urls import path

from depesch.portal.password.views import forgotten, forgotten_sent, new_password, strength

ADDRESSES = [
    path("account/password/reset/", forgotten, name="forgotten"),
    path("account/password/reset/sent/", forgotten_sent, name="forgotten_sent"),
    path("account/password/reset/<str:reset_secret>/", new_password, name="new_password"),
    path("account/password/strength/", strength, name="password_strength"),
]
