"""Row security, and what spans companies: which agents are due to be called silent, and what the cockpit shows of them.

Both functions run as the table's owner. The first gives ids alone, for the round. The second asks by itself whether the
user in the setting `depesch.operator` runs the hub; anybody else gets no rows. Before the code that uses them.
"""

from django.db import migrations

from depesch.hub.tenancy.row_security import protect

CREATE = """
CREATE FUNCTION agents_silent_v1(at timestamptz, looking_since timestamptz, most integer)
RETURNS TABLE (company_id uuid, agent uuid)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 10
SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT agent.tenant_id, agent.id
      FROM public.agents_agent AS agent
     WHERE agent.removed_at IS NULL
       AND agent.silent_since IS NULL
       AND agent.silent_after_s > 0
       AND greatest(agent.reported_at, looking_since) < at - make_interval(secs => agent.silent_after_s)
     ORDER BY agent.reported_at, agent.id
     LIMIT most
$$;
REVOKE ALL ON FUNCTION agents_silent_v1(timestamptz, timestamptz, integer) FROM PUBLIC;
CREATE FUNCTION agents_silent_for_operator_v1(most integer)
RETURNS TABLE (company_id uuid, company_name text, machine text, version text, silent_since timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 10
SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT agent.tenant_id, company.name, agent.machine, agent.version, agent.silent_since
      FROM public.agents_agent AS agent
      JOIN public.tenancy_company AS company ON company.id = agent.tenant_id
     WHERE agent.removed_at IS NULL
       AND agent.silent_since IS NOT NULL
       AND EXISTS (
           SELECT FROM public.tenancy_user AS asker
            WHERE asker.id = NULLIF(current_setting('depesch.operator', true), '')::uuid
              AND asker.is_operator AND asker.is_active)
     ORDER BY agent.silent_since, agent.id
     LIMIT most
$$;
REVOKE ALL ON FUNCTION agents_silent_for_operator_v1(integer) FROM PUBLIC;
"""
DROP = """
DROP FUNCTION agents_silent_v1(timestamptz, timestamptz, integer);
DROP FUNCTION agents_silent_for_operator_v1(integer);
"""


class Migration(migrations.Migration):
    dependencies = [("agents", "0001_initial")]

    operations = [protect("agents_agent"), migrations.RunSQL(CREATE, DROP)]
