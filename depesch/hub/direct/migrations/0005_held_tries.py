"""How often a file that waits could not be released. Before the code that uses it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("direct", "0004_held_files_row_security")]

    operations = [
        migrations.AddField(
            model_name="heldfile",
            name="tries",
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        )
    ]
