"""The index of the change log: the events that are of no document, the latest first. To be run before the code."""

from django.db import migrations

CREATE = """
CREATE INDEX event_of_no_document ON history_eventrow (tenant_id, sequence DESC) WHERE document_id IS NULL
"""


class Migration(migrations.Migration):
    dependencies = [("history", "0003_append_only")]

    operations = [migrations.RunSQL(CREATE, "DROP INDEX event_of_no_document")]
