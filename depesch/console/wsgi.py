"""The WSGI application that the web server runs."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from depesch.rules import load_all_rules

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "depesch.hub.settings")

load_all_rules()  # now, not within somebody's request
application = get_wsgi_application()
