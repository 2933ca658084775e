"""Row security; whose a mail domain is, asked before a company is chosen. To be run before the code that uses it.

A domain that waits to be proved is found by whoever has the link in the letter, as invitations are.
"""

from django.db import migrations

from depesch.hub.tenancy.row_security import OWN_TOKEN, protect

CREATE = """
CREATE FUNCTION saml_company_of_domain_v1(wanted text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT known.tenant_id
      FROM public.saml_samldomain AS known
     WHERE known.domain = wanted
       AND known.proved_at IS NOT NULL
$$;
REVOKE ALL ON FUNCTION saml_company_of_domain_v1(text) FROM PUBLIC;
"""
DROP = "DROP FUNCTION saml_company_of_domain_v1(text)"


class Migration(migrations.Migration):
    dependencies = [("saml", "0001_initial")]

    operations = [
        protect("saml_samlconnection"),
        protect("saml_samlcertificate"),
        protect("saml_samldomain", or_readable_when=OWN_TOKEN),
        protect("saml_samlrequest"),
        protect("saml_samlassertion"),
        migrations.RunSQL(CREATE, DROP),
    ]
