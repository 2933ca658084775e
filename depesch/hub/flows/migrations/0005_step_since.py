from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("flows", "0004_search_function")]

    operations = [migrations.AddField("delivery", "step_since", models.DateTimeField(null=True))]
