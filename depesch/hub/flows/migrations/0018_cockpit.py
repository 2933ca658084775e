"""What the operator's cockpit shows, counted by rounds. To be run before the code that uses it.

`flows_count_companies_v1` runs as the tables' owner, counts and writes, at most once an hour; it returns how many
companies there are and nothing of theirs. Who reads the numbers has to run the hub: the policy asks for the user in
`depesch.operator`.
"""

import django.db.models.deletion
from django.db import migrations, models

COUNT = """
CREATE INDEX document_by_time ON flows_document (tenant_id, received_at DESC, direction);
CREATE FUNCTION flows_count_companies_v1(at timestamptz) RETURNS integer
LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
    WITH counted AS (
        INSERT INTO public.flows_companynumbers AS known (company_id, sent_30_days, received_30_days,
               last_document_at, last_sent_at, sending_days, longest_gap_days, counted_at)
        SELECT company.id, volume.sent, volume.received, latest.at, sent.at, habit.days, habit.gap, $1
          FROM public.tenancy_company AS company
          CROSS JOIN LATERAL (
              SELECT count(*) FILTER (WHERE document.direction = 'out') AS sent,
                     count(*) FILTER (WHERE document.direction = 'in') AS received
                FROM public.flows_document AS document
               WHERE document.tenant_id = company.id
                 AND document.received_at > $1 - interval '30 days') AS volume
          CROSS JOIN LATERAL (
              SELECT max(document.received_at) AS at
                FROM public.flows_document AS document
               WHERE document.tenant_id = company.id) AS latest
          CROSS JOIN LATERAL (
              SELECT max(document.received_at) AS at
                FROM public.flows_document AS document
               WHERE document.tenant_id = company.id AND document.direction = 'out'
                 AND document.send_mode = 'production') AS sent
          CROSS JOIN LATERAL (
              SELECT count(*) AS days, COALESCE(max(gaps.gap), 0) AS gap
                FROM (SELECT days.day - lag(days.day) OVER (ORDER BY days.day) AS gap
                        FROM (SELECT DISTINCT (document.received_at AT TIME ZONE 'UTC')::date AS day
                                FROM public.flows_document AS document
                               WHERE document.tenant_id = company.id AND document.direction = 'out'
                                 AND document.send_mode = 'production'
                                 AND document.received_at > sent.at - interval '56 days') AS days) AS gaps) AS habit
         WHERE NOT EXISTS (
              SELECT FROM public.flows_companynumbers AS last WHERE last.counted_at > $1 - interval '1 hour')
        ON CONFLICT (company_id) DO UPDATE
           SET sent_30_days = excluded.sent_30_days, received_30_days = excluded.received_30_days,
               last_document_at = excluded.last_document_at, last_sent_at = excluded.last_sent_at,
               sending_days = excluded.sending_days, longest_gap_days = excluded.longest_gap_days,
               counted_at = excluded.counted_at
        RETURNING company_id)
    SELECT count(*)::integer FROM counted
$$;
REVOKE ALL ON FUNCTION flows_count_companies_v1(timestamptz) FROM PUBLIC;
ALTER TABLE flows_companynumbers ENABLE ROW LEVEL SECURITY;
ALTER TABLE flows_companynumbers FORCE ROW LEVEL SECURITY;
CREATE POLICY operators ON flows_companynumbers FOR SELECT USING (EXISTS (
    SELECT FROM tenancy_user AS asker
     WHERE asker.id = NULLIF(current_setting('depesch.operator', true), '')::uuid
       AND asker.is_operator AND asker.is_active));
"""
DROP = """
DROP POLICY operators ON flows_companynumbers;
DROP FUNCTION flows_count_companies_v1(timestamptz);
DROP INDEX document_by_time;
"""


class Migration(migrations.Migration):
    dependencies = [("flows", "0017_default_filter")]

    operations = [
        migrations.CreateModel(
            name="CompanyNumbers",
            fields=[
                (
                    "company",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name="+",
                        serialize=False, to="tenancy.company",
                    ),
                ),
                ("sent_30_days", models.PositiveIntegerField(default=0)),
                ("received_30_days", models.PositiveIntegerField(default=0)),
                ("last_document_at", models.DateTimeField(null=True)),
                ("last_sent_at", models.DateTimeField(null=True)),
                ("sending_days", models.PositiveSmallIntegerField(default=0)),
                ("longest_gap_days", models.PositiveSmallIntegerField(default=0)),
                ("counted_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="ServerCertificate",
            fields=[
                ("name", models.CharField(max_length=20, primary_key=True, serialize=False)),
                ("host", models.CharField(max_length=255)),
                ("port", models.PositiveIntegerField()),
                ("subject", models.CharField(blank=True, max_length=255)),
                ("issuer", models.CharField(blank=True, max_length=255)),
                ("expires_at", models.DateTimeField(null=True)),
                ("looked_at", models.DateTimeField()),
                ("fault", models.CharField(blank=True, max_length=300)),
            ],
        ),
        migrations.RunSQL(COUNT, DROP),
    ]
