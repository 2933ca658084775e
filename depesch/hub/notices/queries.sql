-- tell --
-- Write a notice for each member or administrator of the group who wants to know of it; nothing for whoever did it.
-- What a person chose goes before what their role is told, and what nobody's role is told goes to the administrators.
WITH member AS (
    SELECT user_id, bool_or(role = ANY (%(roles)s)) AS is_told, bool_or(role = ANY (%(administrators)s)) AS administers
      FROM tenancy_people_v1()
     WHERE %(among)s::uuid[] IS NULL OR user_id = ANY (%(among)s::uuid[])
     GROUP BY user_id
), chosen AS (
    SELECT member.user_id,
           coalesce(wish.only_own, NOT member.administers) AS only_own,
           coalesce(wish.choices ->> %(occasion)s,
                    CASE WHEN member.is_told
                           OR (member.administers AND NOT EXISTS (SELECT FROM member AS any_of WHERE any_of.is_told))
                         THEN %(way)s ELSE 'off' END) AS way
      FROM member
      LEFT JOIN notices_noticewish AS wish ON wish.tenant_id = %(tenant)s AND wish.user_id = member.user_id
)
INSERT INTO notices_notice
       (tenant_id, user_id, occasion, document_id, facts, is_daily, made_at, due_at, told_alone)
SELECT %(tenant)s, chosen.user_id, %(occasion)s, %(document)s, %(facts)s::jsonb, chosen.way = 'daily', %(now)s,
       CASE WHEN chosen.way = 'daily' THEN %(morning)s ELSE %(now)s END, false
  FROM chosen
  JOIN tenancy_user AS person ON person.id = chosen.user_id AND person.is_active
 WHERE chosen.way <> 'off'
   AND 'user:' || chosen.user_id <> %(actor)s
   AND NOT (%(of_own)s AND chosen.only_own AND 'user:' || chosen.user_id <> %(owner)s)
   AND NOT (%(once_a_day)s AND EXISTS (
           SELECT FROM notices_notice AS earlier
            WHERE earlier.tenant_id = %(tenant)s AND earlier.user_id = chosen.user_id
              AND earlier.made_at > %(now)s - interval '1 day'
              AND earlier.document_id = %(document)s AND earlier.occasion = %(occasion)s));

-- wanting --
-- Who is to be told of an occasion that is not of one document, and whether only of what they handed over themselves.
WITH member AS (
    SELECT user_id, bool_or(role = ANY (%(roles)s)) AS is_told, bool_or(role = ANY (%(administrators)s)) AS administers
      FROM tenancy_people_v1()
     GROUP BY user_id
)
SELECT person.id, coalesce(wish.only_own, NOT member.administers) AS only_own
  FROM member
  JOIN tenancy_user AS person ON person.id = member.user_id AND person.is_active
  LEFT JOIN notices_noticewish AS wish ON wish.tenant_id = %(tenant)s AND wish.user_id = member.user_id
 WHERE coalesce(wish.choices ->> %(occasion)s,
                CASE WHEN member.is_told
                       OR (member.administers AND NOT EXISTS (SELECT FROM member AS any_of WHERE any_of.is_told))
                     THEN %(way)s ELSE 'off' END) <> 'off';

-- remind_once --
-- Take the day for the company's reminder; no row when somebody took it already.
INSERT INTO notices_reminderday (tenant_id, day)
VALUES (%(tenant)s, %(day)s)
    ON CONFLICT (tenant_id) DO UPDATE SET day = excluded.day
 WHERE notices_reminderday.day < excluded.day
RETURNING day;
