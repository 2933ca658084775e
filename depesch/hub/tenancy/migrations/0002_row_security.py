"""Row security on the tables of `tenancy`. To be run before the code that uses them."""

from django.db import migrations

from depesch.hub.tenancy.row_security import OWN_MEMBERSHIP, OWN_TOKEN, protect


class Migration(migrations.Migration):
    dependencies = [("tenancy", "0001_initial")]

    operations = [
        protect("tenancy_membership", or_readable_when=OWN_MEMBERSHIP),
        protect("tenancy_apitoken", or_readable_when=OWN_TOKEN),
    ]
