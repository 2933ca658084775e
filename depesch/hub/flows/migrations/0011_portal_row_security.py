"""Row security on the tables of 0010. To be run before the code that uses them."""

from django.db import migrations

from depesch.hub.tenancy.row_security import protect


class Migration(migrations.Migration):
    dependencies = [("flows", "0010_portal")]

    operations = [
        protect("flows_savedfilter"),
        protect("flows_bulkaction"),
    ]
