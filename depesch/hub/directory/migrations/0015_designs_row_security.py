"""Row security on the tables of 0014. To be run before the code that uses it."""

from django.db import migrations

from depesch.hub.tenancy.row_security import protect


class Migration(migrations.Migration):
    dependencies = [("directory", "0014_designs")]

    operations = [protect("directory_design"), protect("directory_designversion")]
