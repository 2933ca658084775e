"""Row security on the table of 0012. To be run before the code that uses it."""

from django.db import migrations

from depesch.hub.tenancy.row_security import protect


class Migration(migrations.Migration):
    dependencies = [("directory", "0012_own_mail_text")]

    operations = [protect("directory_ownmailtext")]
