"""Screen: registering a company, without being signed in."""

from __future__ import annotations

from django.urls import path

from depesch.portal.register.views import again, register, sent

ADDRESSES = [
    path("register/", register, name="register"),
    path("register/sent/", sent, name="registered"),
    path("register/again/", again, name="register_again"),
]
