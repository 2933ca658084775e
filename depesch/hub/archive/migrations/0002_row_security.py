"""Row security on the tables of `archive`. To be run before the code that uses them."""

from django.db import migrations

from depesch.hub.tenancy.row_security import protect


class Migration(migrations.Migration):
    dependencies = [("archive", "0001_initial")]

    operations = [
        protect("archive_blob"),
        protect("archive_archivedfile"),
    ]
