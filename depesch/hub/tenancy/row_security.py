"""Row security: the second net under the tenant managers. PostgreSQL shows the application's role only the rows of the
company named in the setting `depesch.tenant`, and none at all when it is not set.

Two tables are read before a company is chosen. Instead of a function that runs with more rights than its caller, their
policies take a second key that only the rightful asker has, for reading alone: a membership is seen by its user
(`depesch.user`), an API token by whoever knows its digest (`depesch.token`).
"""

from __future__ import annotations

from django.db import migrations

TENANT = "tenant_id = nullif(current_setting('depesch.tenant', true), '')::uuid"
OWN_MEMBERSHIP = "user_id = nullif(current_setting('depesch.user', true), '')::uuid"
OWN_TOKEN = "digest = nullif(current_setting('depesch.token', true), '')"  # noqa: S105  a condition, no secret


def protect(table: str, *, or_readable_when: str = "") -> migrations.RunSQL:
    """Return the migration step that shuts `table` but for rows of the present company.

    FORCE makes the policies bind the table's owner too, unless it has BYPASSRLS. `or_readable_when` is a condition
    under which a row may be read, but not written, without a company.
    """
    forward = [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY own_company ON {table} USING ({TENANT}) WITH CHECK ({TENANT})",
    ]
    backward = [
        f"DROP POLICY own_company ON {table}",
        f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
    ]
    if or_readable_when:
        forward.append(f"CREATE POLICY before_company ON {table} FOR SELECT USING ({or_readable_when})")
        backward.insert(0, f"DROP POLICY before_company ON {table}")
    return migrations.RunSQL([*forward], [*backward])
