"""Screen: the public pages: what this is, what it costs, which way fits, and asking to be contacted."""

from __future__ import annotations

from django.urls import path

from depesch.portal.welcome.views import choose, contact, contacted, prices, welcome

ADDRESSES = [
    path("welcome/", welcome, name="welcome"),
    path("welcome/prices/", prices, name="prices"),
    path("welcome/choose/", choose, name="choose"),
    path("welcome/contact/", contact, name="contact"),
    path("welcome/contact/sent/", contacted, name="contacted"),
]
