"""Files that left beside a document. To be run before the code that uses it; only the choices' list changes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("archive", "0004_blob_to_move")]

    operations = [
        migrations.AlterField(
            "archivedfile",
            "role",
            models.CharField(
                max_length=20,
                choices=[
                    ("original", "Original"),
                    ("attachment", "Attachment"),
                    ("sent", "Sent"),
                    ("beside", "Beside"),
                    ("rendering", "Rendering"),
                    ("receipt", "Receipt"),
                ],
            ),
        ),
    ]
