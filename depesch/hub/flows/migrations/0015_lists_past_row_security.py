"""Row security on the table of 0014, and what the rounds of all companies ask. To be run before the code that uses it.

The first two functions give only ids: which company has a bulk action to work on, or one whose file is too old, and
which has errors that nobody has seen to. The work itself is done acting for that company, behind its row security.

`flows_fetched_v1` tells a sender whether the receiver has opened what lies in its inbox on this hub, and nothing else:
only of the asking company's own documents, found by the message ids of its own attempts.
"""

from django.db import migrations

from depesch.hub.tenancy.row_security import protect

CREATE = """
CREATE INDEX bulk_action_file ON flows_bulkaction (ended_at)
    WHERE forgotten_at IS NULL AND result_size > 0;
CREATE FUNCTION flows_bulk_due_v1(old timestamptz, most integer) RETURNS TABLE (company_id uuid, action_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 10
SET search_path = pg_catalog, public, pg_temp
AS $$
    (SELECT tenant_id, id
       FROM public.flows_bulkaction
      WHERE ended_at IS NULL
      ORDER BY asked_at
      LIMIT most)
    UNION ALL
    (SELECT tenant_id, id
       FROM public.flows_bulkaction
      WHERE forgotten_at IS NULL AND result_size > 0 AND ended_at < old
      ORDER BY ended_at
      LIMIT most)
$$;
CREATE FUNCTION flows_companies_with_errors_v1() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER ROWS 100
SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT company.id
      FROM public.tenancy_company AS company
     WHERE EXISTS (
           SELECT FROM public.flows_document AS document
            WHERE document.tenant_id = company.id
              AND document.direction = 'out'
              AND document.state IN ('refused', 'undeliverable', 'failed')
              AND (document.processed_at IS NULL OR document.processed_at < document.state_since))
     ORDER BY company.id
$$;
CREATE FUNCTION flows_fetched_v1(document_ids uuid[]) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER ROWS 10
SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT delivery.document_id
      FROM public.flows_delivery AS delivery
      JOIN public.flows_attempt AS attempt
        ON attempt.delivery_id = delivery.id AND attempt.outcome = 'delivered' AND attempt.channel = 'portal_inbox'
      JOIN public.flows_document AS theirs
        ON theirs.tenant_id = CASE WHEN delivery.recipient ->> 'company_id' ~ '^[0-9a-f-]{36}$'
                                   THEN (delivery.recipient ->> 'company_id')::uuid END
       AND theirs.message_id = attempt.message_id
     WHERE delivery.tenant_id = NULLIF(current_setting('depesch.tenant', true), '')::uuid
       AND delivery.document_id = ANY (document_ids)
       AND EXISTS (
           SELECT FROM public.history_eventrow AS event
            WHERE event.tenant_id = theirs.tenant_id AND event.document_id = theirs.id
              AND event.kind IN ('document.opened', 'document.downloaded'))
$$;
REVOKE ALL ON FUNCTION flows_bulk_due_v1(timestamptz, integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION flows_companies_with_errors_v1() FROM PUBLIC;
REVOKE ALL ON FUNCTION flows_fetched_v1(uuid[]) FROM PUBLIC;
"""
DROP = """
DROP FUNCTION flows_bulk_due_v1(timestamptz, integer);
DROP FUNCTION flows_companies_with_errors_v1();
DROP FUNCTION flows_fetched_v1(uuid[]);
DROP INDEX bulk_action_file
"""


class Migration(migrations.Migration):
    dependencies = [("flows", "0014_lists"), ("history", "0003_append_only")]

    operations = [protect("flows_bulkpart"), migrations.RunSQL(CREATE, DROP)]
