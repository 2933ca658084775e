"""Row security on the tables of 0012, and two questions across companies. To be run before the code that uses them.

`flows_sender_of_v1` tells a receiver on this hub whose document it got, and which that is at the sender: only of a
document that the present company received, and only when it was sent to that very company under that message id.
`flows_answers_due_v1` tells the worker which answers wait to be carried over: ids alone, nothing of what they say.
Both run as the tables' owner, since row security lets nobody look across companies.
"""

from django.db import migrations

from depesch.hub.tenancy.row_security import protect

CREATE = r"""
CREATE FUNCTION flows_sender_of_v1(received uuid) RETURNS TABLE (company_id uuid, document_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 1
SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT delivery.tenant_id, delivery.document_id
      FROM public.flows_document AS arrived
      JOIN public.flows_delivery AS delivery
        ON delivery.document_id = CASE
               WHEN arrived.message_id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}-'
               THEN left(arrived.message_id, 36)::uuid
           END
      JOIN public.flows_attempt AS attempt
        ON attempt.delivery_id = delivery.id AND attempt.message_id = arrived.message_id
     WHERE arrived.id = received
       AND arrived.direction = 'in'
       AND arrived.tenant_id = NULLIF(current_setting('depesch.tenant', true), '')::uuid
       AND delivery.recipient ->> 'company_id' = arrived.tenant_id::text
     LIMIT 1
$$;
REVOKE ALL ON FUNCTION flows_sender_of_v1(uuid) FROM PUBLIC;
CREATE FUNCTION flows_answers_due_v1(due timestamptz, most integer) RETURNS TABLE (company_id uuid, answer uuid)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 20
SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT waiting.tenant_id, waiting.id
      FROM public.flows_businessanswer AS waiting
     WHERE waiting.state = 'waiting' AND waiting.try_at <= due
     ORDER BY waiting.try_at
     LIMIT most
$$;
REVOKE ALL ON FUNCTION flows_answers_due_v1(timestamptz, integer) FROM PUBLIC;
"""
DROP = "DROP FUNCTION flows_answers_due_v1(timestamptz, integer); DROP FUNCTION flows_sender_of_v1(uuid)"


class Migration(migrations.Migration):
    dependencies = [("flows", "0012_answers")]

    operations = [
        protect("flows_businessanswer"),
        protect("flows_chosenrecipient"),
        protect("flows_keptview"),
        migrations.RunSQL(CREATE, DROP),
    ]
