"""Row security on the tables of 0021, and what is due in all companies: ids alone. Before the code that uses it.

Of each company at most `each` are given, so that one whose server is dead holds nobody else up.
"""

from django.db import migrations

from depesch.hub.tenancy.row_security import protect

CREATE = """
CREATE FUNCTION flows_bringings_due_v1(at timestamptz, most integer, each integer)
RETURNS TABLE (company_id uuid, bringing_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 24
SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT ranked.tenant_id, ranked.id
      FROM (SELECT due.tenant_id, due.id, due.try_at,
                   row_number() OVER (PARTITION BY due.tenant_id ORDER BY due.try_at, due.id) AS place
              FROM (SELECT bringing.tenant_id, bringing.id, bringing.try_at
                      FROM public.flows_bringing AS bringing
                     WHERE bringing.state IN ('waiting', 'uncertain') AND bringing.try_at <= at
                     ORDER BY bringing.try_at
                     LIMIT 2000) AS due) AS ranked
     WHERE ranked.place <= each
     ORDER BY ranked.try_at, ranked.id
     LIMIT most
$$;
REVOKE ALL ON FUNCTION flows_bringings_due_v1(timestamptz, integer, integer) FROM PUBLIC;
"""
DROP = "DROP FUNCTION flows_bringings_due_v1(timestamptz, integer, integer)"


class Migration(migrations.Migration):
    dependencies = [("flows", "0021_bringing")]

    operations = [protect("flows_bringing"), protect("flows_bringingtry"), migrations.RunSQL(CREATE, DROP)]
