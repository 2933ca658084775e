"""What a conversion left behind. To be run before the code that uses it: null for rows that the old code writes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("flows", "0005_step_since")]

    operations = [migrations.AddField("attempt", "lost", models.JSONField(null=True))]
