"""The tables of sign-in through identity providers. To be run before the code that uses it."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('tenancy', '0008_sign_in_domains'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SamlHubKey',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('pem', models.TextField()),
                ('sealed_key', models.TextField()),
                ('made_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='SamlConnection',
            fields=[
                ('tenant', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='tenancy.company')),
                ('entity_id', models.CharField(max_length=1000)),
                ('sso_url', models.CharField(max_length=1000)),
                ('default_role', models.CharField(choices=[('administrator', 'Administrator'), ('group_administrator', 'Group Administrator'), ('issuer', 'Issuer'), ('approver', 'Approver'), ('receiver', 'Receiver'), ('reader', 'Reader'), ('program', 'Program')], default='reader', max_length=30)),
                ('role_attribute', models.CharField(blank=True, max_length=200)),
                ('role_values', models.JSONField(default=dict)),
                ('is_for_group', models.BooleanField(default=False)),
                ('is_required', models.BooleanField(default=False)),
                ('made_at', models.DateTimeField()),
                ('worked_at', models.DateTimeField(null=True)),
                ('emergency_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='SamlRequest',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('request_id', models.CharField(max_length=70, unique=True)),
                ('go_to', models.CharField(max_length=2000)),
                ('made_at', models.DateTimeField()),
                ('used_at', models.DateTimeField(null=True)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('finished_at', models.DateTimeField(null=True)),
                ('connection', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='saml.samlconnection')),
                ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.company')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='SamlCertificate',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('pem', models.TextField()),
                ('fingerprint', models.CharField(max_length=64)),
                ('not_after', models.DateTimeField()),
                ('added_at', models.DateTimeField()),
                ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.company')),
                ('connection', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='certificates', to='saml.samlconnection')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('connection', 'fingerprint'), name='saml_certificate_once')],
            },
        ),
        migrations.CreateModel(
            name='SamlAssertion',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('sha256', models.CharField(max_length=64)),
                ('until', models.DateTimeField()),
                ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.company')),
                ('connection', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='saml.samlconnection')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('connection', 'sha256'), name='saml_assertion_once')],
            },
        ),
        migrations.CreateModel(
            name='SamlDomain',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('domain', models.CharField(max_length=253)),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('mailed_to', models.EmailField(max_length=254)),
                ('mailed_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('proved_at', models.DateTimeField(null=True)),
                ('connection', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='domains', to='saml.samlconnection')),
                ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.company')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('connection', 'domain'), name='saml_domain_once'), models.UniqueConstraint(condition=models.Q(('proved_at__isnull', False)), fields=('domain',), name='saml_domain_proved_once')],
            },
        ),
    ]
