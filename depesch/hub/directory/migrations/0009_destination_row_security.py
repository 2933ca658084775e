"""Row security on the table of 0008. To be run before the code that uses it."""

from django.db import migrations

from depesch.hub.tenancy.row_security import protect


class Migration(migrations.Migration):
    dependencies = [("directory", "0008_destination")]

    operations = [protect("directory_destination")]
