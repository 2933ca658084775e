"""Which mail domains' people come in through an identity provider alone. To be run before the code that uses it."""

from django.db import migrations, models

FIELD = models.JSONField(default=dict, db_default=models.Value({}, models.JSONField()))


class Migration(migrations.Migration):
    dependencies = [("tenancy", "0007_people")]

    operations = [
        migrations.AddField(model_name="company", name="sign_in_domains", field=FIELD.clone()),
        migrations.AddField(model_name="group", name="sign_in_domains", field=FIELD.clone()),
    ]
