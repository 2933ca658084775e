"""Row security on what was read of pages."""

from django.db import migrations

from depesch.hub.tenancy.row_security import protect


class Migration(migrations.Migration):
    dependencies = [("paper", "0001_initial")]

    operations = [protect("paper_paperreading")]
