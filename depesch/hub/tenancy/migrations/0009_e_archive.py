"""Which companies have the e-archive. To be run before the code that uses it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tenancy", "0008_sign_in_domains")]

    operations = [
        migrations.AddField(
            model_name="company", name="e_archive", field=models.BooleanField(default=False, db_default=False)
        )
    ]
