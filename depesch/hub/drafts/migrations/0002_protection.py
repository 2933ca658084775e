"""Row security on the tables of drafts, and the second pair of eyes: nobody approves what they wrote themselves."""

from django.db import migrations

from depesch.hub.tenancy.row_security import protect

FOUR_EYES = """
ALTER TABLE drafts_draft ADD CONSTRAINT draft_four_eyes
    CHECK (NOT four_eyes OR approved_by = '' OR NOT jsonb_exists(writers, approved_by))
"""
TWO_EYES = "ALTER TABLE drafts_draft DROP CONSTRAINT draft_four_eyes"


class Migration(migrations.Migration):
    dependencies = [("drafts", "0001_drafts")]

    operations = [
        protect("drafts_draft"),
        protect("drafts_draftfile"),
        protect("drafts_template"),
        protect("drafts_templatefile"),
        migrations.RunSQL(FOUR_EYES, TWO_EYES),
    ]
