"""Which drafts of all companies are to be sent, and which are past keeping. To be run before the code that uses it.

Row security lets nobody read across companies. The functions run as the tables' owner and give ids alone; what is done
with them is done acting for the company.
"""

from django.db import migrations

CREATE = """
CREATE FUNCTION drafts_due_v1(at timestamptz, most integer) RETURNS TABLE (tenant_id uuid, draft_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 50
SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT draft.tenant_id, draft.id
      FROM public.drafts_draft AS draft
     WHERE draft.state = 'scheduled' AND draft.send_at <= at
     ORDER BY draft.send_at
     LIMIT most
$$;
CREATE FUNCTION drafts_past_keeping_v1(before timestamptz, most integer)
    RETURNS TABLE (tenant_id uuid, draft_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 50
SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT draft.tenant_id, draft.id
      FROM public.drafts_draft AS draft
     WHERE draft.state = 'discarded' AND draft.discarded_at < before
     ORDER BY draft.discarded_at
     LIMIT most
$$;
REVOKE ALL ON FUNCTION drafts_due_v1(timestamptz, integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION drafts_past_keeping_v1(timestamptz, integer) FROM PUBLIC;
"""
DROP = """
DROP FUNCTION drafts_due_v1(timestamptz, integer);
DROP FUNCTION drafts_past_keeping_v1(timestamptz, integer);
"""


class Migration(migrations.Migration):
    dependencies = [("drafts", "0002_protection")]

    operations = [migrations.RunSQL(CREATE, DROP)]
