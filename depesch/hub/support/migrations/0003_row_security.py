"""Row security on requests for help, and all companies' requests for who runs the hub. Before the code that uses it."""

from django.db import migrations

from depesch.hub.tenancy.row_security import protect

CREATE = """
CREATE FUNCTION support_requests_v1(only_open boolean, most integer) RETURNS TABLE (
    request_id uuid, company_id uuid, company_name text, asker_name text, subject text, text text, document_id uuid,
    asked_at timestamptz, answer text, answered_at timestamptz
)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 100
SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT request.id, company.id, company.name, COALESCE(asker.name, ''), request.subject, request.text,
           request.document_id, request.asked_at, request.answer, request.answered_at
      FROM public.support_supportrequest AS request
      JOIN public.tenancy_company AS company ON company.id = request.tenant_id
      LEFT JOIN public.tenancy_user AS asker ON asker.id = request.asked_by_id
     WHERE (request.answered_at IS NULL OR NOT only_open)
       AND EXISTS (
           SELECT FROM public.tenancy_user AS operator
            WHERE operator.id = NULLIF(current_setting('depesch.operator', true), '')::uuid
              AND operator.is_operator AND operator.is_active)
     ORDER BY request.answered_at IS NOT NULL, request.asked_at, request.id
     LIMIT most
$$;
REVOKE ALL ON FUNCTION support_requests_v1(boolean, integer) FROM PUBLIC;
"""
DROP = "DROP FUNCTION support_requests_v1(boolean, integer)"


class Migration(migrations.Migration):
    dependencies = [("support", "0002_support_request")]

    operations = [protect("support_supportrequest"), migrations.RunSQL(CREATE, DROP)]
