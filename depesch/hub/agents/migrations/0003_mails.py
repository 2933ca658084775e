"""What the cockpit shows of agents that cannot mail their people: how many mails, since when; never to whom or why.

It runs as the table's owner and asks by itself whether the user in the setting `depesch.operator` runs the hub; anybody
else gets no rows. Before the code that uses it.
"""

from django.db import migrations

CREATE = """
CREATE FUNCTION agents_mails_for_operator_v1(most integer)
RETURNS TABLE (
    company_id uuid, company_name text, machine text, version text, mails bigint, since timestamptz,
    reported_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 10
SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT agent.tenant_id, company.name, agent.machine, agent.version,
           sum((account.said #>> '{mails,count}')::bigint)::bigint AS mails,
           min((account.said #>> '{mails,since}')::timestamptz) AS since,
           agent.reported_at
      FROM public.agents_agent AS agent
      JOIN public.tenancy_company AS company ON company.id = agent.tenant_id
     CROSS JOIN LATERAL jsonb_each(agent.accounts) AS account (name, said)
     WHERE agent.removed_at IS NULL
       AND account.said #>> '{mails,count}' IS NOT NULL
       AND EXISTS (
           SELECT FROM public.tenancy_user AS asker
            WHERE asker.id = NULLIF(current_setting('depesch.operator', true), '')::uuid
              AND asker.is_operator AND asker.is_active)
     GROUP BY agent.id, company.name
     ORDER BY since, agent.id
     LIMIT most
$$;
REVOKE ALL ON FUNCTION agents_mails_for_operator_v1(integer) FROM PUBLIC;
"""
DROP = "DROP FUNCTION agents_mails_for_operator_v1(integer);"


class Migration(migrations.Migration):
    dependencies = [("agents", "0002_row_security")]

    operations = [migrations.RunSQL(CREATE, DROP)]
