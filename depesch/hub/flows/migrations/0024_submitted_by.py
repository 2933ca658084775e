"""What one login handed over, for its folders over SFTP and FTP. To be run before the code that uses it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("flows", "0023_due_first")]

    operations = [
        migrations.AddIndex(
            "document",
            models.Index(
                fields=["tenant", "submitted_by", "-received_at", "-id"],
                name="document_submitted_by",
                condition=models.Q(direction="out"),
            ),
        ),
    ]
