"""Row security on the tables of `flows`. To be run before the code that uses them."""

from django.db import migrations

from depesch.hub.tenancy.row_security import protect


class Migration(migrations.Migration):
    dependencies = [("flows", "0001_initial")]

    operations = [
        protect("flows_document"),
        protect("flows_idempotencykey"),
        protect("flows_delivery"),
        protect("flows_attempt"),
        protect("flows_sendingsettings"),
    ]
