"""Refused documents that can be mended, and their mended forms. To be run before the code that uses it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("flows", "0007_operator")]

    operations = [
        migrations.AddField("document", "mending", models.JSONField(null=True)),
        migrations.AddField(
            "document",
            "mends",
            models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="mended_by", to="flows.document"
            ),
        ),
    ]
