"""Drafts that were read from prints. To be run before the code that uses it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("drafts", "0003_due")]

    operations = [
        migrations.AddField("draft", "is_transcript", models.BooleanField(default=False, db_default=False)),
    ]
