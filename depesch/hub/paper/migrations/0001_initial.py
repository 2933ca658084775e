"""What was read of pages. To be run before the code that uses it."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('flows', '0025_certain_prints'),
        ('tenancy', '0006_answered_request_row_security'),
    ]

    operations = [
        migrations.CreateModel(
            name='PaperReading',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('sha256', models.CharField(max_length=64)),
                ('engine', models.CharField(max_length=100)),
                ('page_count', models.PositiveIntegerField(default=0)),
                ('texts', models.JSONField(default=dict)),
                ('fields', models.JSONField(default=list)),
                ('doubts', models.JSONField(default=list)),
                ('read_at', models.DateTimeField()),
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='flows.document')),
                ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.company')),
            ],
            options={
                'indexes': [models.Index(fields=['tenant', 'sha256'], name='paper_same')],
            },
        ),
    ]
