"""The lists of documents in a small company, a large one and a huge one: what the portal asks the database, and pages.

    python -m benchmarks.bench_lists [SMALL LARGE ...]     default: 10000 100000 1000000

Makes the documents by SQL in a scratch database, one company for each size, and prints for each question the least of
its times (other work disturbs the others), and the ratio of the largest company to the smallest: near 1 means flat.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from depesch.hub.tenancy.models import User

SIZES = (10_000, 100_000, 1_000_000)
TURNS = 9
# Of 1,000 documents: 300 came in; of the rest 1 in 50 is under way, 1 in 200 an error, 1 in 100 cancelled.
FILL = """
INSERT INTO flows_document (id, tenant_id, direction, state, state_since, send_mode, route_in, file_name,
       original_sha256, submitted_by, received_at, syntax, type_code, number, issue_date, due_date, seller_name,
       seller_key, buyer_name, currency, amount_due, duplicate_allowed, search_text, problem_code, problem_values,
       findings, business_status, processed_by{columns})
SELECT gen_random_uuid(), %(tenant)s,
       CASE WHEN n %% 10 < 3 THEN 'in' ELSE 'out' END,
       CASE WHEN n %% 10 < 3 THEN 'arrived' WHEN n %% 50 = 7 THEN 'sending' WHEN n %% 200 = 8 THEN 'refused'
            WHEN n %% 100 = 9 THEN 'cancelled' ELSE 'delivered' END,
       at, CASE WHEN n %% 500 = 4 THEN 'test' ELSE 'production' END,
       (ARRAY['api', 'portal', 'connect'])[1 + n %% 3], 'f.xml', repeat('0', 64), 'worker', at, 'ubl21',
       CASE WHEN n %% 40 = 5 THEN '381' ELSE '380' END, 'F-' || n, at::date, at::date + 30,
       'Nordbygg Fasad AB', 'k', 'Kund ' || n %% 5000 || ' AB', 'SEK', (n * 7919 %% 1000003) / 10.0, false,
       lower('f-' || n || ' nordbygg fasad ab kund ' || n %% 5000 || ' ab ref' || n * 7919 %% 100003), '', '{{}}', '[]',
       CASE WHEN n %% 10 = 6 THEN 'approved' WHEN n %% 5000 = 13 THEN 'rejected' ELSE '' END, ''{values}
  FROM generate_series(1::bigint, %(count)s) AS n
 CROSS JOIN LATERAL (SELECT now() - (%(count)s - n) * (interval '730 days' / %(count)s) AS at) AS moment
"""
DELIVERIES = """
INSERT INTO flows_delivery (id, tenant_id, document_id, run, skipped, recipient, step, state, tries, turn, channel)
SELECT gen_random_uuid(), tenant_id, id, '[]', '[]', '{}', 0, state, 0, 0,
       CASE WHEN state <> 'delivered' THEN '' WHEN right(number, 3) = '777' THEN 'folder' ELSE 'email' END
  FROM flows_document
 WHERE tenant_id = %(tenant)s AND direction = 'out' AND state IN ('delivered', 'sending')
"""
# All that came in was opened but the last 40: the usual state, and the dearest for "not opened yet".
OPENED = """
INSERT INTO history_eventrow (tenant_id, sequence, kind, document_id, actor, payload, at, previous_hash, hash)
SELECT tenant_id, row_number() OVER (ORDER BY received_at), 'document.opened', id, 'user:x', '{}', now(), '', ''
  FROM (SELECT tenant_id, id, received_at FROM flows_document
         WHERE tenant_id = %(tenant)s AND direction = 'in'
         ORDER BY received_at DESC OFFSET 40) AS opened
"""
# A login of the company handed over 200 of the documents of the last 30 days, whatever the company's size.
OF_A_LOGIN = """
UPDATE flows_document SET submitted_by = 'login:00000000-0000-0000-0000-000000000001'
 WHERE id IN (SELECT id FROM flows_document
               WHERE tenant_id = %(tenant)s AND direction = 'out' AND received_at > now() - interval '30 days'
               ORDER BY md5(id::text) LIMIT 200)
"""


def main(sizes: tuple[int, ...]) -> None:
    """Set a hub up in a temporary home, fill it, measure, print."""
    with tempfile.TemporaryDirectory(prefix="depesch-bench-") as home:
        Path(home).chmod(0o755)
        os.environ.update(DJANGO_SETTINGS_MODULE="depesch.hub.settings", DEPESCH_HOME=home)
        import django

        django.setup()
        from depesch.hub.server.config import load
        from depesch.hub.server.database import running
        from depesch.hub.server.migrate import migrate_running

        with running(load()):
            migrate_running(load())
            companies = {size: _company(number, size) for number, size in enumerate(sizes)}
            _as_owner("VACUUM ANALYZE", {})
            times = {size: _measured(*found) for size, found in companies.items()}
            _close()
        _report(times)


def _company(number: int, size: int) -> tuple[UUID, User]:
    from depesch.hub.tenancy.companies import add_member, create_company
    from depesch.hub.tenancy.models import Role, User

    company = create_company(name=f"Bänk {size}", country="SE", organisation_number=f"5566010{number:03}")
    user = User.objects.create(email=f"b{number}@bench.example", name="Bänk", language="sv")
    add_member(company, user, Role.ADMINISTRATOR)
    values = {"tenant": company.pk, "count": size}
    columns, more = _others()
    started = time.perf_counter()
    for statement in (FILL.format(columns=columns, values=more), DELIVERIES, OPENED, OF_A_LOGIN):
        _as_owner(statement, values)
    print(f"{size} documents made in {time.perf_counter() - started:.0f} s", flush=True)
    return company.pk, user


def _others() -> tuple[str, str]:
    """Return the columns that this file does not know and that must not be empty, with empty values for them."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = 'flows_document'"
            " AND is_nullable = 'NO' AND column_default IS NULL"
        )
        known = FILL.partition(")")[0]
        found = [(name, kind) for name, kind in cursor.fetchall() if name not in known]
    empty = {"boolean": "false", "integer": "0", "jsonb": "'{}'"}
    return "".join(f", {name}" for name, _ in found), "".join(f", {empty.get(kind, chr(39) * 2)}" for _, kind in found)


def _as_owner(statement: str, values: Mapping[str, object]) -> None:
    """Run a statement as the superuser, past row security and triggers."""
    from depesch.hub.server.config import load
    from depesch.hub.server.database import DATABASE
    from depesch.hub.server.embedded import superuser_connection, superuser_password
    from depesch.hub.server.embedded_place import place_of

    home = load().home
    with superuser_connection(place_of(home), superuser_password(home), database=DATABASE) as connection:
        connection.autocommit = True
        connection.execute("SET session_replication_role = replica")
        connection.execute(statement.encode(), values or None)


def _measured(company_id: UUID, user: User) -> dict[str, list[float]]:
    """Return the milliseconds of each question."""
    from depesch.hub.tenancy.scope import acting_for

    asked = {**_questions(), **_mailbox(company_id), **_pages(user)}
    times: dict[str, list[float]] = {}
    for name, ask in asked.items():
        for _ in range(TURNS):
            if name.startswith("page"):
                before = time.process_time()
                times.setdefault(name, []).append(_ms(ask))
                times.setdefault(f"{name}, CPU", []).append((time.process_time() - before) * 1000)
            elif name.startswith("SFTP"):  # acts for the company by itself, on a connection of its own
                times.setdefault(name, []).append(_ms(ask))
            else:
                with acting_for(company_id):
                    times.setdefault(name, []).append(_ms(ask))
    return times


def _ms(ask: Callable[[], object]) -> float:
    started = time.perf_counter()
    ask()
    return (time.perf_counter() - started) * 1000


def _questions() -> dict[str, Callable[[], object]]:
    from django.utils import timezone

    from depesch.channels import SendMode
    from depesch.hub.flows import errors, queries
    from depesch.hub.flows.filters import Filters
    from depesch.hub.flows.queries import Sort, View
    from depesch.portal.start.views import last_weeks, today

    day = timezone.localdate()
    narrowed = {
        "number": Filters(text="f-4711"),
        "words": Filters(text="kund 4711 ab"), "common word": Filters(text="nordbygg"),
        "party": Filters(party="kund 17"), "nothing found": Filters(text="xyzzy"),
        "rejected": Filters(business_status="rejected"),
        "approved": Filters(business_status="approved"), "tests": Filters(send_mode=SendMode.TEST),
        "credit notes": Filters(credit_notes=True), "by Connect": Filters(route_in="connect"),
        "amounts": Filters(amount_from=Decimal(50_000), amount_to=Decimal(50_010)),
        "one day": Filters(issued_from=day, issued_to=day), "by folder": Filters(channel="folder"),
    }  # fmt: skip
    views = {f"list {view}": partial(queries.documents, view) for view in View}
    sorts = {f"sent by {sort}": partial(queries.documents, View.SENT, sort=sort) for sort in Sort}
    return {
        **views, **sorts,
        **{f"sent, {name}": partial(queries.documents, View.SENT, each) for name, each in narrowed.items()},
        "sent, page 20": _page_20(), "counts": queries.counts, "errors in the menu": errors.count_open,
        "errors by kind": errors.counts_by_kind,
        "start: today": today, "start: weeks": lambda: last_weeks(day),
    }  # fmt: skip


def _mailbox(company_id: UUID) -> dict[str, Callable[[], object]]:
    """Return the folders of a login over SFTP and FTP that hold what it handed over."""
    from depesch.channels import SendMode
    from depesch.hub.direct.logins import LoginHolder
    from depesch.hub.direct.mailbox import Folder
    from depesch.hub.direct.mailbox.outgoing import Outgoing

    holder = LoginHolder(
        company_id=company_id, login_id=UUID(int=1), name="bench", may_send=True, may_collect=True,
        send_mode=SendMode.PRODUCTION, syntax="", plain_ftp=False,
    )  # fmt: skip
    outgoing = Outgoing(holder, "en")

    def listed(folder: Folder) -> list[object]:
        return [entry for batch in outgoing.listed(folder) for entry in batch]

    folders = (Folder.SENT, Folder.ERRORS, Folder.RECEIPTS)
    return {
        **{f"SFTP: {folder}/ of a login": partial(listed, folder) for folder in folders},
        "SFTP: out/ of a login": outgoing.working_on,
    }


def _page_20() -> Callable[[], object]:
    from depesch.hub.flows import queries
    from depesch.hub.flows.queries import View

    keys: dict[UUID, str | None] = {}

    def ask() -> object:
        from depesch.hub.tenancy.scope import tenant_id

        if tenant_id() not in keys:
            key = None
            for _ in range(19):
                key = queries.documents(View.SENT, after=key).next_key
            keys[tenant_id()] = key
        return queries.documents(View.SENT, after=keys[tenant_id()])

    return ask


def _pages(user: User) -> dict[str, Callable[[], object]]:
    from django.conf import settings
    from django.test import Client

    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    browser = Client()
    browser.force_login(user)
    pages = ("/", "/documents/received/", "/documents/sent/", "/documents/sent/?q=kund+4711", "/documents/in_progress/",
             "/documents/errors/", "/documents/cancelled/")  # fmt: skip

    def shown(page: str) -> None:
        answer = browser.get(page)
        if answer.status_code != 200:
            raise RuntimeError(f"{page}: {answer.status_code}")

    return {f"page {page}": partial(shown, page) for page in pages}


def _close() -> None:
    from django.db import connections
    from django.db.backends.postgresql.base import DatabaseWrapper

    connection = connections["default"]
    connection.close()
    if isinstance(connection, DatabaseWrapper):
        connection.close_pool()


def _report(times: Mapping[int, Mapping[str, list[float]]]) -> None:
    sizes = list(times)
    print("| question | " + " | ".join(f"{size:,}, ms" for size in sizes) + " | ratio |")
    print("|---|" + "---:|" * (len(sizes) + 1))
    for name in times[sizes[0]]:
        least = [min(times[size][name]) for size in sizes]
        shown = " | ".join(f"{value:.1f}" for value in least)
        print(f"| {name} | {shown} | {least[-1] / least[0]:.1f} |")


if __name__ == "__main__":
    main(tuple(int(each) for each in sys.argv[1:]) or SIZES)
