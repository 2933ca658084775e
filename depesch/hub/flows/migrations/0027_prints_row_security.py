"""Row security on the table of 0026, and what is due in all companies: ids alone. Before the code that uses it.

Of each company at most `each` are given, so that one whose mail server is dead holds nobody else up.
"""

from django.db import migrations

from depesch.hub.tenancy.row_security import protect

CREATE = """
CREATE FUNCTION flows_prints_due_v1(at timestamptz, most integer, each integer)
RETURNS TABLE (company_id uuid, print_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 10
SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT ranked.tenant_id, ranked.id
      FROM (SELECT due.tenant_id, due.id, due.try_at,
                   row_number() OVER (PARTITION BY due.tenant_id ORDER BY due.try_at, due.id) AS place
              FROM (SELECT print.tenant_id, print.id, print.try_at
                      FROM public.flows_printjob AS print
                     WHERE print.state = 'waiting' AND print.try_at <= at
                     ORDER BY print.try_at
                     LIMIT 2000) AS due) AS ranked
     WHERE ranked.place <= each
     ORDER BY ranked.try_at, ranked.id
     LIMIT most
$$;
REVOKE ALL ON FUNCTION flows_prints_due_v1(timestamptz, integer, integer) FROM PUBLIC;
"""
DROP = "DROP FUNCTION flows_prints_due_v1(timestamptz, integer, integer)"


class Migration(migrations.Migration):
    dependencies = [("flows", "0026_prints")]

    operations = [protect("flows_printjob"), migrations.RunSQL(CREATE, DROP)]
