"""What a company demands of documents to it, in versions. To be run before the code that uses it."""

import django.db.models.deletion
from django.db import migrations, models

from depesch.hub.tenancy.row_security import protect

# Set for reading the pack of the company that a document is for, while acting for its sender.
ITS_SENDER = "tenant_id = nullif(current_setting('depesch.receiver', true), '')::uuid"


class Migration(migrations.Migration):
    dependencies = [("directory", "0002_row_security")]

    operations = [
        migrations.CreateModel(
            name="RulePack",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField()),
                ("content", models.TextField(blank=True)),
                ("made_by", models.CharField(max_length=200)),
                ("made_at", models.DateTimeField()),
                (
                    "tenant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenancy.company"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "version"), name="rule_pack_version_once")
                ]
            },
        ),
        protect("directory_rulepack", or_readable_when=ITS_SENDER),
    ]
