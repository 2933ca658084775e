"""Row security; whose an AS2 name is, asked before a company is chosen; what is due: ids alone, for the rounds."""

from django.db import migrations

from depesch.hub.tenancy.row_security import protect

CREATE = """
CREATE FUNCTION as2_station_named_v1(own text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT station.tenant_id
      FROM public.as2_as2station AS station
     WHERE station.name = own
$$;
CREATE FUNCTION as2_partner_named_v1(own text, partner_name text) RETURNS TABLE (company_id uuid, partner_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 1
SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT station.tenant_id, partner.id
      FROM public.as2_as2station AS station
      JOIN public.as2_as2partner AS partner
        ON partner.tenant_id = station.tenant_id
     WHERE station.name = own
       AND partner.name = partner_name
       AND partner.removed_at IS NULL
$$;
CREATE FUNCTION as2_due_v1(kind text, at timestamptz, most integer) RETURNS TABLE (company_id uuid, row_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 40
SET search_path = pg_catalog, public, pg_temp
AS $$
    (SELECT message.tenant_id, message.id
       FROM public.as2_as2message AS message
      WHERE kind = 'receipt'
        AND message.receipt = 'waiting'
        AND message.try_at <= at
      ORDER BY message.try_at, message.id
      LIMIT most)
    UNION ALL
    (SELECT sent.tenant_id, sent.id
       FROM public.as2_as2sent AS sent
      WHERE kind = 'test'
        AND sent.state = 'waiting'
        AND sent.try_at <= at
      ORDER BY sent.try_at, sent.id
      LIMIT most)
    UNION ALL
    (SELECT own.tenant_id, own.id
       FROM public.as2_as2owncertificate AS own
      WHERE kind = 'own'
        AND own.retired_at IS NULL
        AND own.not_after <= at + interval '60 days'
        AND own.warned_days IS DISTINCT FROM 7
        AND (own.warned_days IS NULL
             OR own.not_after <= at + CASE own.warned_days WHEN 60 THEN interval '30 days' ELSE interval '7 days' END)
      ORDER BY own.not_after
      LIMIT most)
    UNION ALL
    (SELECT theirs.tenant_id, theirs.id
       FROM public.as2_as2partnercertificate AS theirs
      WHERE kind = 'partner'
        AND theirs.removed_at IS NULL
        AND theirs.not_after <= at + interval '60 days'
        AND theirs.warned_days IS DISTINCT FROM 7
        AND (theirs.warned_days IS NULL
             OR theirs.not_after
                <= at + CASE theirs.warned_days WHEN 60 THEN interval '30 days' ELSE interval '7 days' END)
      ORDER BY theirs.not_after
      LIMIT most)
$$;
REVOKE ALL ON FUNCTION as2_station_named_v1(text) FROM PUBLIC;
REVOKE ALL ON FUNCTION as2_partner_named_v1(text, text) FROM PUBLIC;
REVOKE ALL ON FUNCTION as2_due_v1(text, timestamptz, integer) FROM PUBLIC;
"""
DROP = """
DROP FUNCTION as2_due_v1(text, timestamptz, integer);
DROP FUNCTION as2_partner_named_v1(text, text);
DROP FUNCTION as2_station_named_v1(text);
"""


class Migration(migrations.Migration):
    dependencies = [("as2", "0001_initial")]

    operations = [
        protect("as2_as2station"),
        protect("as2_as2owncertificate"),
        protect("as2_as2partner"),
        protect("as2_as2partnercertificate"),
        protect("as2_as2message"),
        protect("as2_as2sent"),
        protect("as2_as2receipt"),
        migrations.RunSQL(CREATE, DROP),
    ]
