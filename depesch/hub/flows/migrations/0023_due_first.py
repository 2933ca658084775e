"""The lists in the order of the due dates, all of it and the unprocessed ones. To be run before the code that uses it."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('flows', '0022_bringing_row_security'),
        ('tenancy', '0006_answered_request_row_security'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='document',
            index=models.Index(condition=models.Q(('direction', 'in'), ('processed_at', None)), fields=['tenant', 'due_date', 'id'], name='document_unprocessed_due'),
        ),
        migrations.AddIndex(
            model_name='document',
            index=models.Index(fields=['tenant', 'due_date', 'id'], name='document_due_date'),
        ),
    ]
