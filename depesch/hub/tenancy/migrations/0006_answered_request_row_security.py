"""Row security on the table of 0005. To be run before the code that uses it."""

from django.db import migrations

from depesch.hub.tenancy.row_security import protect


class Migration(migrations.Migration):
    dependencies = [("tenancy", "0005_answered_request")]

    operations = [protect("tenancy_answeredrequest")]
