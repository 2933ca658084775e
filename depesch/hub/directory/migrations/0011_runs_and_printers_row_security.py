"""Row security on the tables of 0010. To be run before the code that uses it."""

from django.db import migrations

from depesch.hub.tenancy.row_security import protect


class Migration(migrations.Migration):
    dependencies = [("directory", "0010_runs_and_printers")]

    operations = [protect("directory_printer"), protect("directory_run")]
