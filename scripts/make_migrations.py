"""Writes the migrations for changed models, without a database: `make_migrations.py APP -n NAME`. Read what it wrote.

A table with a `tenant` needs row security as well: a migration of one's own with `protect`, see `tenancy.row_security`.
"""

from __future__ import annotations

import os
import sys
import tempfile

with tempfile.TemporaryDirectory() as home:
    os.environ |= {"DEPESCH_HOME": home, "DJANGO_SETTINGS_MODULE": "depesch.hub.settings"}
    import django
    from django.conf import settings
    from django.core.management import call_command

    settings.DATABASES = {"default": {"ENGINE": "django.db.backends.dummy"}}
    django.setup()
    call_command("makemigrations", *sys.argv[1:])
