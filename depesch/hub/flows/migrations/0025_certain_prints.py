"""Whether prints that were read for certain are sent by themselves. To be run before the code that uses it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("flows", "0024_submitted_by")]

    operations = [
        migrations.AddField("sendingsettings", "certain_prints", models.BooleanField(default=False, db_default=False)),
    ]
