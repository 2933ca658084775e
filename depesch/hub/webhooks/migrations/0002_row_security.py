"""Row security, and what is due in all companies: ids alone, for the round that sends. Before the code that uses it."""

from django.db import migrations

from depesch.hub.tenancy.row_security import protect

CREATE = """
CREATE FUNCTION webhooks_due_v1(at timestamptz, most integer) RETURNS TABLE (company_id uuid, message_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 40
SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT message.tenant_id, message.id
      FROM public.webhooks_webhookmessage AS message
     WHERE message.state = 'waiting'
       AND message.try_at <= at
     ORDER BY message.try_at, message.id
     LIMIT most
$$;
REVOKE ALL ON FUNCTION webhooks_due_v1(timestamptz, integer) FROM PUBLIC;
"""
DROP = "DROP FUNCTION webhooks_due_v1(timestamptz, integer)"


class Migration(migrations.Migration):
    dependencies = [("webhooks", "0001_initial")]

    operations = [
        protect("webhooks_webhookendpoint"),
        protect("webhooks_webhookmessage"),
        protect("webhooks_webhooktry"),
        migrations.RunSQL(CREATE, DROP),
    ]
