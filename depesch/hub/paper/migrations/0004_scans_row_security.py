"""Row security on boxes; whose box a code is, and which scans nobody has read yet: ids alone, of all companies.

The functions run as the tables' owner. Before the code that uses them.
"""

from django.db import migrations

from depesch.hub.tenancy.row_security import protect

CREATE = """
CREATE FUNCTION paper_box_owner_v1(wanted text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT box.tenant_id
      FROM public.paper_scanbox AS box
      JOIN public.tenancy_company AS company ON company.id = box.tenant_id
     WHERE box.code = wanted AND box.ended_at IS NULL AND company.closed_at IS NULL
$$;
CREATE FUNCTION paper_unread_v1(most integer) RETURNS TABLE (tenant_id uuid, document_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 10
SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT reading.tenant_id, reading.document_id
      FROM public.paper_paperreading AS reading
     WHERE reading.read_at IS NULL
     ORDER BY reading.id
     LIMIT most
$$;
REVOKE ALL ON FUNCTION paper_box_owner_v1(text) FROM PUBLIC;
REVOKE ALL ON FUNCTION paper_unread_v1(integer) FROM PUBLIC;
"""
DROP = """
DROP FUNCTION paper_box_owner_v1(text);
DROP FUNCTION paper_unread_v1(integer);
"""


class Migration(migrations.Migration):
    dependencies = [("paper", "0003_scans")]

    operations = [protect("paper_scanbox"), migrations.RunSQL(CREATE, DROP)]
