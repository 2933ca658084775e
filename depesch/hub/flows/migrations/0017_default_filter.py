"""A saved filter may be what its view opens with; and what a receiver's program collected counts as fetched."""

from django.db import migrations, models

FETCHED = """
CREATE OR REPLACE FUNCTION flows_fetched_v1(document_ids uuid[]) RETURNS SETOF uuid
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
       AND (theirs.collected_at IS NOT NULL OR EXISTS (
           SELECT FROM public.history_eventrow AS event
            WHERE event.tenant_id = theirs.tenant_id AND event.document_id = theirs.id
              AND event.kind IN ('document.opened', 'document.downloaded')))
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("flows", "0016_collected")]

    operations = [
        migrations.AddField(
            model_name="savedfilter", name="is_default", field=models.BooleanField(default=False)
        ),
        migrations.AddConstraint(
            model_name="savedfilter",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_default", True)), fields=("tenant", "user_id", "view"),
                name="saved_filter_default",
            ),
        ),
        migrations.RunSQL(FETCHED, migrations.RunSQL.noop),
    ]  # fmt: skip
