from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.operations import BtreeGinExtension, TrigramExtension
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("flows", "0002_row_security")]

    operations = [
        migrations.AddField("delivery", "turn", models.PositiveIntegerField(default=0)),
        migrations.AddField("document", "duplicate_allowed", models.BooleanField(default=False)),
        BtreeGinExtension(),
        TrigramExtension(),
        migrations.AddIndex(
            "document",
            GinIndex(
                OpClass("tenant", name="uuid_ops"), OpClass("search_text", name="gin_trgm_ops"), name="document_search"
            ),
        ),
    ]
