"""Who may be told of a company: its members, and whoever administers its group without being a member.

Row security shows a company the memberships in itself alone. The function runs as the tables' owner and answers for the
company acted for and no other: it takes no argument. Without a company it gives no rows. Before the code.
"""

from django.db import migrations

CREATE = """
CREATE FUNCTION notices_people_v1() RETURNS TABLE (user_id uuid, role text)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 10
SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT member.user_id, member.role::text
      FROM public.tenancy_membership AS member
     WHERE member.tenant_id = NULLIF(current_setting('depesch.tenant', true), '')::uuid
    UNION
    SELECT elsewhere.user_id, elsewhere.role::text
      FROM public.tenancy_company AS company
      JOIN public.tenancy_company AS sister ON sister.group_id = company.group_id
      JOIN public.tenancy_membership AS elsewhere
        ON elsewhere.tenant_id = sister.id AND elsewhere.role = 'group_administrator'
     WHERE company.id = NULLIF(current_setting('depesch.tenant', true), '')::uuid
$$;
REVOKE ALL ON FUNCTION notices_people_v1() FROM PUBLIC;
"""


class Migration(migrations.Migration):
    dependencies = [("notices", "0002_row_security"), ("tenancy", "0004_accounts_row_security")]

    operations = [migrations.RunSQL(CREATE, "DROP FUNCTION notices_people_v1()")]
