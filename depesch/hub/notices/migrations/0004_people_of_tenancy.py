"""Who may be told of a company is asked of tenancy's function: every letter to administrators asks it, not notices alone."""

import importlib

from django.db import migrations

CREATE = importlib.import_module("depesch.hub.notices.migrations.0003_people").CREATE


class Migration(migrations.Migration):
    dependencies = [("notices", "0003_people"), ("tenancy", "0007_people")]

    operations = [migrations.RunSQL("DROP FUNCTION notices_people_v1()", CREATE)]
