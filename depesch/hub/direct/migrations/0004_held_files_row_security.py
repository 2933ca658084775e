"""Row security on the table of 0003, and what is due in all companies: ids alone. Before the code that uses it."""

from django.db import migrations

from depesch.hub.tenancy.row_security import protect

CREATE = """
CREATE FUNCTION direct_held_due_v1(at timestamptz, most integer) RETURNS TABLE (company_id uuid, held_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 100
SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT held.tenant_id, held.id
      FROM public.direct_heldfile AS held
     WHERE held.due_at <= at
     ORDER BY held.due_at, held.id
     LIMIT most
$$;
REVOKE ALL ON FUNCTION direct_held_due_v1(timestamptz, integer) FROM PUBLIC;
"""
DROP = "DROP FUNCTION direct_held_due_v1(timestamptz, integer)"


class Migration(migrations.Migration):
    dependencies = [("direct", "0003_held_files")]

    operations = [protect("direct_heldfile"), migrations.RunSQL(CREATE, DROP)]
