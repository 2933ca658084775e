"""Row security on the tables of `directory`. To be run before the code that uses them."""

from django.db import migrations

from depesch.hub.tenancy.row_security import protect


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial")]

    operations = [
        protect("directory_customer"),
        protect("directory_customeridentifier"),
        protect("directory_channelsettings"),
    ]
