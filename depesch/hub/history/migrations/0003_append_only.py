"""Events are only ever added: a trigger refuses every change and removal, by whatever role."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION history_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the history is append-only: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END
$$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON history_eventrow
    FOR EACH ROW EXECUTE FUNCTION history_append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON history_eventrow
    FOR EACH STATEMENT EXECUTE FUNCTION history_append_only();
"""
BACKWARD = """
DROP TRIGGER append_only_whole ON history_eventrow;
DROP TRIGGER append_only ON history_eventrow;
DROP FUNCTION history_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("history", "0002_row_security")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
