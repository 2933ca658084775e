"""Row security on the tables of `history`. To be run before the code that uses them."""

from django.db import migrations

from depesch.hub.tenancy.row_security import protect


class Migration(migrations.Migration):
    dependencies = [("history", "0001_initial")]

    operations = [
        protect("history_eventrow"),
        protect("history_chainhead"),
    ]
