"""Files of several documents, and the documents out of them. To be run before the code that uses it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("flows", "0008_mending")]

    operations = [
        migrations.AddField(
            "document",
            "unpacked_from",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="parts", to="flows.document"
            ),
        ),
        migrations.AddField("document", "position", models.PositiveIntegerField(null=True)),
        migrations.AddConstraint(
            "document", models.UniqueConstraint(fields=["unpacked_from", "position"], name="unpacked_once")
        ),
        migrations.RemoveIndex("document", "document_sent"),
        migrations.AddIndex(
            "document",
            models.Index(
                fields=["tenant", "-received_at", "-id"],
                name="document_sent",
                condition=models.Q(direction="out", state__in=["delivered", "certified", "unpacked"]),
            ),
        ),
    ]
