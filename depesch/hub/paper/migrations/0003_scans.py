"""Boxes at the scanning centre, batches and strays; scans that are not read yet. Before the code that uses it."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('paper', '0002_row_security'),
        ('tenancy', '0006_answered_request_row_security'),
    ]

    operations = [
        migrations.CreateModel(
            name='ScanBatch',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('sha256', models.CharField(max_length=64, unique=True)),
                ('name', models.CharField(max_length=255)),
                ('begun_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('taken_by', models.CharField(max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name='ScanBox',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=8, unique=True)),
                ('made_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='StrayScan',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=255)),
                ('box', models.CharField(blank=True, max_length=40)),
                ('received_on', models.DateField(null=True)),
                ('reason', models.CharField(max_length=20)),
                ('sha256', models.CharField(max_length=64)),
                ('content', models.BinaryField()),
                ('company_id', models.UUIDField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_by', models.CharField(blank=True, max_length=200)),
            ],
        ),
        migrations.AlterField(
            model_name='paperreading',
            name='engine',
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.AlterField(
            model_name='paperreading',
            name='read_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name='paperreading',
            index=models.Index(condition=models.Q(('read_at', None)), fields=['id'], name='paper_unread'),
        ),
        migrations.AddField(
            model_name='scanbox',
            name='tenant',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.company'),
        ),
        migrations.AddField(
            model_name='strayscan',
            name='batch',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='strays', to='paper.scanbatch'),
        ),
        migrations.AddIndex(
            model_name='strayscan',
            index=models.Index(condition=models.Q(('ended_at', None)), fields=['id'], name='stray_open'),
        ),
        migrations.AddConstraint(
            model_name='strayscan',
            constraint=models.UniqueConstraint(fields=('batch', 'name'), name='stray_once'),
        ),
    ]
