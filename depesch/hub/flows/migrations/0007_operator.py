"""What stands still in all companies, for the operator's page, in one query. To be run before the code that uses it.

Row security lets nobody read across companies. The function runs as the tables' owner, asks by itself whether the user
in the setting `depesch.operator` runs the hub, and gives what such a user may see: whose document, which, and in what
state since when; nothing of what the document says. Anybody else gets no rows.
"""

from django.db import migrations

CREATE = """
CREATE INDEX document_dead_letter ON flows_document (state_since, id)
    WHERE direction = 'out' AND state IN ('failed', 'uncertain');
CREATE FUNCTION flows_dead_letters_v1(most integer) RETURNS TABLE (
    company_name text, document_id uuid, number text, state text, problem_code text, state_since timestamptz
)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 100
SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT company.name, document.id, document.number, document.state, document.problem_code, document.state_since
      FROM public.flows_document AS document
      JOIN public.tenancy_company AS company ON company.id = document.tenant_id
     WHERE document.direction = 'out'
       AND document.state IN ('failed', 'uncertain')
       AND EXISTS (
           SELECT FROM public.tenancy_user AS asker
            WHERE asker.id = NULLIF(current_setting('depesch.operator', true), '')::uuid
              AND asker.is_operator AND asker.is_active)
     ORDER BY document.state_since, document.id
     LIMIT most
$$;
REVOKE ALL ON FUNCTION flows_dead_letters_v1(integer) FROM PUBLIC;
"""
DROP = "DROP FUNCTION flows_dead_letters_v1(integer); DROP INDEX document_dead_letter"


class Migration(migrations.Migration):
    dependencies = [("flows", "0006_lost")]

    operations = [migrations.RunSQL(CREATE, DROP)]
