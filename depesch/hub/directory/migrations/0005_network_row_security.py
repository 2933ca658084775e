"""Row security on what 0004 added. To be run before the code that uses it.

A connection stands between two companies. Both may read it, the one who asks makes it, and a trigger holds who may
change what of it: the asker its words and whether it still wants it, the receiver its answer. Nobody deletes one.
A buyer's page is read by anybody once it is public.
"""

from django.db import migrations

from depesch.hub.tenancy.row_security import protect

_US = "nullif(current_setting('depesch.tenant', true), '')::uuid"

CONNECTION = f"""
ALTER TABLE directory_connection ENABLE ROW LEVEL SECURITY;
ALTER TABLE directory_connection FORCE ROW LEVEL SECURITY;
CREATE POLICY both_read ON directory_connection FOR SELECT
    USING (asker_id = {_US} OR receiver_id = {_US});
CREATE POLICY asker_makes ON directory_connection FOR INSERT
    WITH CHECK (
        asker_id = {_US} AND receiver_id <> asker_id AND answer = ''
        AND (state = 'requested' OR state = 'accepted' AND EXISTS (
            SELECT FROM directory_participant AS participant
             WHERE participant.company_id = receiver_id AND participant.auto_accept)));
CREATE POLICY both_change ON directory_connection FOR UPDATE
    USING (asker_id = {_US} OR receiver_id = {_US})
    WITH CHECK (asker_id = {_US} OR receiver_id = {_US});

CREATE FUNCTION directory_connection_rights() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    us uuid := nullif(current_setting('depesch.tenant', true), '')::uuid;
    step text := OLD.state || '>' || NEW.state;
    auto boolean;
BEGIN
    IF NEW.id <> OLD.id OR NEW.asker_id <> OLD.asker_id OR NEW.receiver_id <> OLD.receiver_id THEN
        RAISE EXCEPTION 'a connection keeps its two sides' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF us IS DISTINCT FROM OLD.asker_id AND (
        NEW.message <> OLD.message OR NEW.channel <> OLD.channel OR NEW.asked_at <> OLD.asked_at
        OR (NEW.seen_by_asker_at IS NOT NULL AND NEW.seen_by_asker_at IS DISTINCT FROM OLD.seen_by_asker_at)) THEN
        RAISE EXCEPTION 'only the asker may change what it asked' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF us IS DISTINCT FROM OLD.receiver_id AND NEW.answer <> OLD.answer AND NEW.answer <> '' THEN
        RAISE EXCEPTION 'only the receiver may answer' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NEW.state = OLD.state OR NEW.state = 'left' THEN
        RETURN NEW;
    END IF;
    SELECT participant.auto_accept INTO auto
      FROM public.directory_participant AS participant
     WHERE participant.company_id = NEW.receiver_id;
    IF us = OLD.asker_id AND (
        step IN ('requested>cancelled', 'accepted>cancelled', 'declined>requested', 'cancelled>requested',
                 'left>requested')
        OR NEW.state = 'accepted' AND OLD.state IN ('cancelled', 'left') AND coalesce(auto, false)) THEN
        RETURN NEW;
    END IF;
    IF us = OLD.receiver_id AND step IN
        ('requested>accepted', 'requested>declined', 'accepted>declined', 'declined>accepted') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'this side may not take the connection from % to %', OLD.state, NEW.state
        USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER connection_rights BEFORE UPDATE ON directory_connection
    FOR EACH ROW EXECUTE FUNCTION directory_connection_rights();
"""
CONNECTION_BACK = """
DROP TRIGGER connection_rights ON directory_connection;
DROP FUNCTION directory_connection_rights();
DROP POLICY both_read ON directory_connection;
DROP POLICY asker_makes ON directory_connection;
DROP POLICY both_change ON directory_connection;
ALTER TABLE directory_connection NO FORCE ROW LEVEL SECURITY;
ALTER TABLE directory_connection DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("directory", "0004_network")]

    operations = [
        protect("directory_networksettings"),
        protect("directory_routingorder"),
        protect("directory_customerimport"),
        protect("directory_buyerpage", or_readable_when="is_public"),
        migrations.RunSQL(CONNECTION, CONNECTION_BACK),
    ]
