"""Which routing orders of all companies are due for a reminder. To be run before the code that uses it.

Row security lets nobody read across companies. The function runs as the tables' owner and gives the ids alone; the
round then acts for each company and reads what it may.
"""

from django.db import migrations

CREATE = """
CREATE FUNCTION directory_due_reminders_v1(moment timestamptz, most integer)
RETURNS TABLE (company_id uuid, order_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 100
SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT routing.tenant_id, routing.id
      FROM public.directory_routingorder AS routing
     WHERE routing.state = 'waiting' AND routing.remind_at <= moment
     ORDER BY routing.remind_at, routing.id
     LIMIT most
$$;
REVOKE ALL ON FUNCTION directory_due_reminders_v1(timestamptz, integer) FROM PUBLIC;
"""
DROP = "DROP FUNCTION directory_due_reminders_v1(timestamptz, integer)"


class Migration(migrations.Migration):
    dependencies = [("directory", "0005_network_row_security")]

    operations = [migrations.RunSQL(CREATE, DROP)]
