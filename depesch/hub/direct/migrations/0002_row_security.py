"""Row security, and whose login a name is: ids alone, for the gateways, which ask before a company is chosen."""

from django.db import migrations

from depesch.hub.tenancy.row_security import protect

CREATE = """
CREATE FUNCTION direct_login_named_v1(wanted text) RETURNS TABLE (company_id uuid, login_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 1
SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT login.tenant_id, login.id
      FROM public.direct_directlogin AS login
     WHERE login.name = wanted
       AND login.revoked_at IS NULL
$$;
REVOKE ALL ON FUNCTION direct_login_named_v1(text) FROM PUBLIC;
"""
DROP = "DROP FUNCTION direct_login_named_v1(text)"


class Migration(migrations.Migration):
    dependencies = [("direct", "0001_initial")]

    operations = [
        protect("direct_directlogin"),
        protect("direct_loginkey"),
        protect("direct_logincertificate"),
        protect("direct_loginaddress"),
        migrations.RunSQL(CREATE, DROP),
    ]
