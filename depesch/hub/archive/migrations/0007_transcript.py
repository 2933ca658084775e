"""What paper says, as XML beside its picture. To be run before the code that uses it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("archive", "0006_envelope")]

    operations = [
        migrations.AlterField(
            "archivedfile",
            "role",
            models.CharField(
                max_length=20,
                choices=[
                    ("original", "Original"),
                    ("attachment", "Attachment"),
                    ("transcript", "Transcript"),
                    ("envelope", "Envelope"),
                    ("sent", "Sent"),
                    ("beside", "Beside"),
                    ("rendering", "Rendering"),
                    ("receipt", "Receipt"),
                ],
            ),
        ),
    ]
