"""Who has a role in the company acted for: a function, as a member of a sister company stands behind row security.

It was notices' own before, by another name; every letter to a company's administrators asks it now.
"""

from django.db import migrations

CREATE = """
CREATE FUNCTION tenancy_people_v1() RETURNS TABLE (user_id uuid, role text)
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
REVOKE ALL ON FUNCTION tenancy_people_v1() FROM PUBLIC;
"""


class Migration(migrations.Migration):
    dependencies = [("tenancy", "0006_answered_request_row_security")]

    operations = [migrations.RunSQL(CREATE, "DROP FUNCTION tenancy_people_v1()")]
