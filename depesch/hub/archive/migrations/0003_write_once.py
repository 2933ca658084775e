"""What is archived never changes: an archived file's row not at all, a blob's only by moving its bytes to the store."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION archive_write_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_TABLE_NAME = 'archive_blob' AND TG_OP = 'UPDATE' THEN
        IF NEW.content IS NULL AND (NEW.id, NEW.tenant_id, NEW.sha256, NEW.size, NEW.created_at)
                                 = (OLD.id, OLD.tenant_id, OLD.sha256, OLD.size, OLD.created_at) THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'the archive is written once: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END
$$;
CREATE TRIGGER write_once BEFORE UPDATE OR DELETE ON archive_archivedfile
    FOR EACH ROW EXECUTE FUNCTION archive_write_once();
CREATE TRIGGER write_once BEFORE UPDATE OR DELETE ON archive_blob
    FOR EACH ROW EXECUTE FUNCTION archive_write_once();
CREATE TRIGGER write_once_whole BEFORE TRUNCATE ON archive_archivedfile
    FOR EACH STATEMENT EXECUTE FUNCTION archive_write_once();
CREATE TRIGGER write_once_whole BEFORE TRUNCATE ON archive_blob
    FOR EACH STATEMENT EXECUTE FUNCTION archive_write_once();
"""
BACKWARD = """
DROP TRIGGER write_once_whole ON archive_blob;
DROP TRIGGER write_once_whole ON archive_archivedfile;
DROP TRIGGER write_once ON archive_blob;
DROP TRIGGER write_once ON archive_archivedfile;
DROP FUNCTION archive_write_once();
"""


class Migration(migrations.Migration):
    dependencies = [("archive", "0002_row_security")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
