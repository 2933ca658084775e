"""What is seen across companies: requests for an offer, by who runs the hub; the people of a group, by who administers
it. To be run before the code that uses it.

Row security lets nobody read across companies. The functions run as the tables' owner and ask by themselves who is
there: the user in `depesch.operator` has to run the hub, the user in `depesch.user` has to be group administrator in a
company of that very group. Anybody else gets no rows.
"""

from django.db import migrations

QUOTES = """
CREATE FUNCTION accounts_quotes_v1(only_one uuid, most integer) RETURNS TABLE (
    quote_id uuid, company_id uuid, company_name text, product text, quantity integer, message text, state text,
    asked_at timestamptz, answered_at timestamptz, answer text
)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 100
SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT quote.id, company.id, company.name, quote.product, quote.quantity, quote.message, quote.state,
           quote.asked_at, quote.answered_at, quote.answer
      FROM public.tenancy_quoterequest AS quote
      JOIN public.tenancy_company AS company ON company.id = quote.tenant_id
     WHERE (only_one IS NULL OR quote.id = only_one)
       AND EXISTS (
           SELECT FROM public.tenancy_user AS asker
            WHERE asker.id = NULLIF(current_setting('depesch.operator', true), '')::uuid
              AND asker.is_operator AND asker.is_active)
     ORDER BY quote.state <> 'asked', quote.asked_at DESC, quote.id
     LIMIT most
$$;
REVOKE ALL ON FUNCTION accounts_quotes_v1(uuid, integer) FROM PUBLIC;
"""
GROUP_MEMBERS = """
CREATE FUNCTION accounts_group_members_v1(of_group uuid) RETURNS TABLE (
    company_id uuid, user_id uuid, name text, email text, roles text[]
)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 100
SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT company.id, person.id, person.name, person.email, array_agg(DISTINCT member.role::text)
      FROM public.tenancy_company AS company
      JOIN public.tenancy_membership AS member ON member.tenant_id = company.id
      JOIN public.tenancy_user AS person ON person.id = member.user_id
     WHERE company.group_id = of_group
       AND EXISTS (
           SELECT FROM public.tenancy_membership AS own
             JOIN public.tenancy_company AS home ON home.id = own.tenant_id
             JOIN public.tenancy_user AS asker ON asker.id = own.user_id
            WHERE own.user_id = NULLIF(current_setting('depesch.user', true), '')::uuid
              AND own.role = 'group_administrator' AND home.group_id = of_group AND asker.is_active)
     GROUP BY company.id, person.id
     ORDER BY company.name, person.name, person.id
     LIMIT 2000
$$;
REVOKE ALL ON FUNCTION accounts_group_members_v1(uuid) FROM PUBLIC;
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_links_and_tries"), ("tenancy", "0004_accounts_row_security")]

    operations = [
        migrations.RunSQL(QUOTES, "DROP FUNCTION accounts_quotes_v1(uuid, integer)"),
        migrations.RunSQL(GROUP_MEMBERS, "DROP FUNCTION accounts_group_members_v1(uuid)"),
    ]
