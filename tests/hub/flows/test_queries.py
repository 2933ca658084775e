"""The lists: views, filters, pages, counts; and that each has an index that the planner takes."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from depesch.hub.flows.handling import UNPROCESSED
from depesch.hub.flows.models import Direction, Document, DocumentState
from depesch.hub.flows.queries import (
    VIEWS,
    BadKey,
    Filters,
    Sort,
    View,
    counts,
    dead_letters,
    documents,
    failed_jobs,
    sql,
    story,
)
from depesch.hub.flows.submission import submit
from depesch.hub.server.config import load
from depesch.hub.server.database import DATABASE
from depesch.hub.server.embedded import superuser_connection, superuser_password
from depesch.hub.server.embedded_place import place_of
from depesch.hub.tenancy.companies import create_company
from depesch.hub.tenancy.models import Company, User
from depesch.hub.tenancy.scope import acting_for, tenant_id
from tests.hub.flows.papers import ubl_invoice

START = datetime(2026, 1, 1, tzinfo=UTC)
S = DocumentState


@pytest.fixture
def at_nordbygg(nordbygg: Company) -> Iterator[Company]:
    with acting_for(nordbygg.id):
        yield nordbygg


def fill(company: Company, count: int, state: DocumentState = S.DELIVERED, **fields: object) -> list[Document]:
    """Put `count` documents there, each received an hour after the one before."""
    rows = [
        Document(
            id=uuid4(), tenant_id=company.id, direction=Direction.IN if state is S.ARRIVED else Direction.OUT,
            state=state, state_since=START, route_in="api", original_sha256="0" * 64, submitted_by="worker",
            received_at=START + timedelta(hours=i), number=f"F-{i:05}",
            issue_date=date(2026, 1, 1) + timedelta(days=i % 90),
            due_date=date(2026, 2, 1) + timedelta(days=i % 90),
            amount_due=Decimal(i), search_text=f"f-{i:05} köparen {i % 7} ab ref{i * 7919 % 100003}",
            **fields,
        )
        for i in range(count)
    ]  # fmt: skip
    return Document.objects.bulk_create(rows)


@pytest.mark.parametrize("state", S)
def test_every_state_stands_in_exactly_one_view(at_nordbygg: Company, state: DocumentState) -> None:
    fill(at_nordbygg, 1, state)
    assert sum(len(documents(view).documents) for view in View) == 1
    assert sum(counts().values()) == 1


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize("descending", [True, False])
def test_pages_give_every_document_once_in_order(at_nordbygg: Company, sort: Sort, descending: bool) -> None:
    rows = fill(at_nordbygg, 23)
    Document.objects.filter(id__in=[row.id for row in rows[::5]]).update(issue_date=None, amount_due=None)
    seen: list[Document] = []
    key: str | None = None
    while True:
        page = documents(View.SENT, sort=sort, descending=descending, after=key, limit=4)
        seen += page.documents
        key = page.next_key
        if key is None:
            break
    values = [getattr(row, sort.value) for row in seen if getattr(row, sort.value) is not None]
    assert len({row.id for row in seen}) == len(seen) == 23
    assert values == sorted(values, reverse=descending)


def test_a_document_that_comes_in_meanwhile_does_not_shift_the_pages(at_nordbygg: Company) -> None:
    fill(at_nordbygg, 6)
    first = documents(View.SENT, limit=3)
    Document.objects.filter(id=fill(at_nordbygg, 1)[0].id).update(received_at=START + timedelta(days=9))
    second = documents(View.SENT, after=first.next_key, limit=3)
    assert not {row.id for row in first.documents} & {row.id for row in second.documents}


@pytest.mark.parametrize(
    ("filters", "numbers"),
    [
        (Filters(text="F-00003"), ["F-00003"]),
        (Filters(text="KÖPAREN 00006"), ["F-00006"]),
        (Filters(text="00003 köparen"), ["F-00003"]),
        (Filters(text="ingen sådan"), []),
        (Filters(number="0000 f-0 4"), ["F-00004"]),
        (Filters(number="köparen"), []),
        (Filters(amount_from=Decimal(7)), ["F-00007", "F-00008"]),
        (Filters(amount_from=Decimal(2), amount_to=Decimal(2)), ["F-00002"]),
        (Filters(issued_from=date(2026, 1, 8)), ["F-00007", "F-00008"]),
        (Filters(issued_to=date(2026, 1, 1)), ["F-00000"]),
        (Filters(received_to=date(2025, 12, 31)), []),
        (Filters(channel="email"), []),
    ],
)
def test_filters_narrow_the_list(at_nordbygg: Company, filters: Filters, numbers: list[str]) -> None:
    fill(at_nordbygg, 9)
    found = documents(View.SENT, filters, sort=Sort.NUMBER, descending=False).documents
    assert [row.number for row in found] == numbers


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(text="a\0b"), 0),
        (Filters(channel="\0"), 0),
        (Filters(received_to=date.max), 9),
        (Filters(received_from=date.max), 0),
        (Filters(received_from=date.min), 9),
        (Filters(amount_from=Decimal("1e999999")), 0),
        (Filters(amount_to=Decimal("1e999999")), 9),
        (Filters(amount_from=Decimal("-1e999999")), 9),
        (Filters(amount_from=Decimal("1e-999999")), 8),
    ],
)
def test_a_filter_at_the_edge_of_what_the_database_takes_is_answered(
    at_nordbygg: Company, filters: Filters, found: int
) -> None:
    fill(at_nordbygg, 9)
    assert len(documents(View.SENT, filters).documents) == found


@pytest.mark.parametrize(
    ("sort", "value"),
    [(Sort.NUMBER, "a\0b"), (Sort.AMOUNT_DUE, "NaN"), (Sort.AMOUNT_DUE, "Infinity"), (Sort.AMOUNT_DUE, "1e999999")],
)
def test_a_key_with_a_value_that_no_document_can_have_is_refused(at_nordbygg: Company, sort: Sort, value: str) -> None:
    packed = json.dumps([sort.value, value, str(uuid4())]).encode()
    with pytest.raises(BadKey):
        documents(View.SENT, sort=sort, after=base64.urlsafe_b64encode(packed).decode())


def test_percent_and_underscore_are_searched_as_they_are(at_nordbygg: Company) -> None:
    fill(at_nordbygg, 9)
    assert documents(View.SENT, Filters(text="f_00003 %")).documents == ()


@pytest.mark.parametrize("key", ["x", "", "WyJudW1iZXIiLCJhIiwxXQ", "ÅÄÖ"])
def test_a_key_that_is_none_of_ours_is_refused(at_nordbygg: Company, key: str) -> None:
    with pytest.raises(BadKey):
        documents(View.SENT, after=key)


def test_a_stranger_has_empty_lists(at_nordbygg: Company, carls_company: Company) -> None:
    fill(at_nordbygg, 3)
    with acting_for(carls_company.id):
        assert documents(View.SENT).documents == ()
        assert counts()[View.SENT] == 0


@pytest.fixture
def operator(db: None) -> User:
    """Olga, who runs the hub and belongs to no company."""
    return User.objects.create(email="olga@hub.example", name="Olga", is_operator=True)


def test_dead_letters_are_what_waits_for_the_operator(at_nordbygg: Company, operator: User) -> None:
    fill(at_nordbygg, 2, S.FAILED)
    fill(at_nordbygg, 1, S.UNCERTAIN)
    fill(at_nordbygg, 1, S.WAITING)
    assert {(letter.company_name, letter.state) for letter in dead_letters(operator.pk)} == {
        ("Nordbygg Fasad AB", "failed"),
        ("Nordbygg Fasad AB", "uncertain"),
    }
    assert len(dead_letters(operator.pk)) == 3
    assert failed_jobs() == []


def test_dead_letters_of_many_companies_take_as_few_queries_as_of_one(
    operator: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(30):
        company = create_company(name=f"Bolag {number}", country="SE", organisation_number=f"55660{number:05}")
        with acting_for(company.pk):
            fill(company, 1, S.FAILED)
    with django_assert_max_num_queries(5):  # the setting, the list, the setting back; in a savepoint
        letters = dead_letters(operator.pk)
    assert len({letter.company_name for letter in letters}) == 30


def test_dead_letters_are_not_for_a_member_even_by_raw_sql(at_nordbygg: Company, carl: User) -> None:
    fill(at_nordbygg, 1, S.FAILED)
    with connection.cursor() as cursor:
        for asker in (str(carl.pk), str(uuid4()), ""):
            cursor.execute("SELECT set_config('depesch.operator', %s, true)", [asker])
            cursor.execute("SELECT count(*) FROM flows_dead_letters_v1(10)")
            assert cursor.fetchone() == (0,)


def test_dead_letters_are_not_for_an_operator_who_has_left(at_nordbygg: Company, operator: User) -> None:
    fill(at_nordbygg, 1, S.FAILED)
    User.objects.filter(pk=operator.pk).update(is_active=False)
    assert dead_letters(operator.pk) == []


def test_asking_as_operator_opens_nothing_else_and_ends_with_the_list(at_nordbygg: Company, operator: User) -> None:
    fill(at_nordbygg, 1, S.FAILED)
    dead_letters(operator.pk)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM flows_dead_letters_v1(10)")
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT set_config('depesch.operator', %s, true)", [str(operator.pk)])
        cursor.execute("SELECT set_config('depesch.tenant', '', true)")
        cursor.execute("SELECT count(*) FROM flows_document")
        assert cursor.fetchone() == (0,)


def test_one_documents_story_takes_few_queries(
    nordbygg: Company, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    document_id = submit(ubl_invoice(), company_id=nordbygg.id, actor="user:a", route="api").document_id
    with acting_for(nordbygg.id), django_assert_max_num_queries(5):
        assert len(story(document_id).events) == 1


def as_superuser(statement: str) -> str:
    """Return what a statement gives the superuser, a line for each row; for ANALYZE and for plans past row security."""
    config = load()
    password = superuser_password(config.home)
    with superuser_connection(place_of(config.home), password, database=DATABASE) as connected:
        cursor = connected.execute(statement)
        return "\n".join(row[0] for row in cursor.fetchall()) if cursor.description else ""


@pytest.fixture
def busy(transactional_db: None, nordbygg: Company) -> Iterator[Company]:
    """Nordbygg's table as it is in life: many that are done, few in each other view; the planner knows it."""
    with acting_for(nordbygg.id):
        fill(nordbygg, 3000)
        for state in (S.ARRIVED, S.REFUSED, S.WAITING, S.CANCELLED):
            fill(nordbygg, 200, state)
    as_superuser("VACUUM ANALYZE flows_document")
    with acting_for(nordbygg.id):
        yield nordbygg


INDEX_OF_VIEW = {
    View.RECEIVED: "document_received",
    View.SENT: "document_sent",
    View.IN_PROGRESS: "document_in_progress",
    View.ERRORS: "document_errors",
    View.CANCELLED: "document_cancelled",
}


@pytest.mark.parametrize("view", View)
def test_every_view_is_read_in_order_from_its_own_index(busy: Company, view: View) -> None:
    plan = Document.objects.filter(VIEWS[view]).order_by("-received_at", "-id")[:50].explain()
    assert (INDEX_OF_VIEW[view] in plan, "Sort" in plan) == (True, False)


@pytest.mark.parametrize(
    ("sort", "index"),
    [(Sort.NUMBER, "document_number"), (Sort.ISSUE_DATE, "document_issue_date"), (Sort.AMOUNT_DUE, "document_amount")],
)
def test_every_other_order_is_read_from_its_index(busy: Company, sort: Sort, index: str) -> None:
    plan = Document.objects.filter(VIEWS[View.SENT]).order_by(f"-{sort.value}", "-id")[:50].explain()
    assert (index in plan, "Sort" in plan) == (True, False)


def test_the_first_due_are_read_from_an_index_in_both_lists(busy: Company) -> None:
    # most have arrived and are done; the unprocessed ones have an index of their own
    arrived = list(Document.objects.filter(VIEWS[View.RECEIVED]).values_list("id", flat=True))
    Document.objects.filter(id__in=arrived[20:]).update(processed_at=START)
    as_superuser("VACUUM ANALYZE flows_document")
    for narrowed, index in ((VIEWS[View.SENT], "document_due_date"), (UNPROCESSED, "document_unprocessed_due")):
        plan = Document.objects.filter(narrowed).order_by("due_date", "id")[:50].explain()
        assert (f"{index} " in plan, "Sort" in plan) == (True, False), plan


def test_a_search_for_part_of_a_word_takes_the_search_index(busy: Company) -> None:
    plan = as_superuser(
        f"EXPLAIN SELECT id FROM flows_document WHERE tenant_id = '{busy.id}' AND search_text LIKE '%ref79190%'"
        " ORDER BY received_at DESC, id DESC LIMIT 2000"
    )
    assert "document_search" in plan


def test_the_search_function_shows_a_company_nothing_of_another(busy: Company, carls_company: Company) -> None:
    with acting_for(carls_company.id), connection.cursor() as cursor:
        cursor.execute(sql("search"), (["%f-%"], 10))
        assert cursor.fetchall() == []


def test_the_search_function_gives_nothing_without_a_company(busy: Company) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('depesch.tenant', '', true)")
        cursor.execute(sql("search"), (["%f-%"], 10))
        assert cursor.fetchall() == []


def test_counting_has_an_index_for_each_view(busy: Company) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # in a table this small, reading all of it is as good
        cursor.execute(f"EXPLAIN {sql('counts')}", {"tenant": tenant_id(), "limit": 100})
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "Seq Scan on flows_document" not in plan


def test_the_sweep_finds_the_unfinished_by_an_index(busy: Company) -> None:
    plan = Document.objects.filter(state=S.RECEIVED, state_since__lt=START).order_by("state_since")[:500].explain()
    assert "document_unfinished" in plan
