"""Row security, and the one question of all companies: which of them have something to tell. Before the code."""

from django.db import migrations

from depesch.hub.tenancy.row_security import protect

CREATE = """
CREATE FUNCTION notices_due_v1(at timestamptz, most integer) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER ROWS 10
SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT DISTINCT tenant_id
      FROM (SELECT tenant_id
              FROM public.notices_notice
             WHERE told_at IS NULL AND due_at <= at
             ORDER BY due_at
             LIMIT most) AS due
$$;
REVOKE ALL ON FUNCTION notices_due_v1(timestamptz, integer) FROM PUBLIC;
"""


class Migration(migrations.Migration):
    dependencies = [("notices", "0001_initial")]

    operations = [
        protect("notices_noticewish"),
        protect("notices_notice"),
        protect("notices_reminderday"),
        migrations.RunSQL(CREATE, "DROP FUNCTION notices_due_v1(timestamptz, integer)"),
    ]
