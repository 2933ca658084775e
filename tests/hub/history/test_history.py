"""The history: appended, chained, never changed."""

from __future__ import annotations

import inspect
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import ProgrammingError, connection, transaction

from depesch.hub.history.event import Event
from depesch.hub.history.events import event_classes, event_titles, event_words
from depesch.hub.history.kinds.documents import DeliveryPostponed, DocumentCancelled, DocumentSubmitted
from depesch.hub.history.kinds.people import PersonJoined
from depesch.hub.history.models import EventRow
from depesch.hub.history.reading import events_of, verify_chain
from depesch.hub.history.record import record
from depesch.hub.history.words import LANGUAGES, describe
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.hub.webhooks.endpoints import event_names
from tests.hub.superuser import as_superuser

SUBMITTED = DocumentSubmitted(route="api", file_name="F-1042.xml", sha256="ab" * 32, size=1042)
POSTPONED = DeliveryPostponed(channel="email", code="timeout", retry_at=datetime(2026, 11, 22, 12, 30, tzinfo=UTC))


def _three_events(company: Company) -> None:
    with acting_for(company.id):
        document_id = uuid4()
        for event in (SUBMITTED, POSTPONED, DocumentCancelled()):
            record(event, document_id=document_id, actor="worker")


def test_events_are_read_as_they_were_recorded(nordbygg: Company) -> None:
    document_id = uuid4()
    with acting_for(nordbygg.id):
        record(SUBMITTED, document_id=document_id, actor="token:1")
        record(POSTPONED, document_id=document_id, actor="worker")
        record(DocumentCancelled(), document_id=uuid4(), actor="worker")
        found = events_of(document_id)
    assert [(each.event, each.actor, each.sequence) for each in found] == [
        (SUBMITTED, "token:1", 1),
        (POSTPONED, "worker", 2),
    ]


def test_a_stranger_sees_no_events(nordbygg: Company, carls_company: Company) -> None:
    with acting_for(nordbygg.id):
        row = record(SUBMITTED, document_id=uuid4(), actor="worker")
    with acting_for(carls_company.id):
        assert row.document_id is not None
        assert events_of(row.document_id) == []


def test_every_company_has_a_chain_of_its_own(nordbygg: Company, carls_company: Company) -> None:
    _three_events(nordbygg)
    _three_events(carls_company)
    assert verify_chain(carls_company.id).events == 3


def test_a_whole_chain_is_found_sound(nordbygg: Company) -> None:
    _three_events(nordbygg)
    report = verify_chain(nordbygg.id)
    assert report.is_sound
    assert report.events == 3


def test_a_company_without_events_has_a_sound_chain(nordbygg: Company) -> None:
    assert verify_chain(nordbygg.id).is_sound


@pytest.mark.parametrize("change", ["UPDATE history_eventrow SET actor = 'x'", "DELETE FROM history_eventrow"])
def test_the_application_has_no_right_to_change_events(nordbygg: Company, change: str) -> None:
    _three_events(nordbygg)
    with acting_for(nordbygg.id), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(change)


@pytest.mark.parametrize(
    "change",
    ["UPDATE history_eventrow SET actor = 'x'", "DELETE FROM history_eventrow", "TRUNCATE history_eventrow"],
)
@pytest.mark.django_db(transaction=True)
def test_a_trigger_refuses_changes_even_to_the_superuser(nordbygg: Company, change: str) -> None:
    _three_events(nordbygg)
    with pytest.raises(Exception, match="append-only"):
        as_superuser(change)


@pytest.mark.parametrize(
    ("forgery", "broken_at"),
    [
        ("UPDATE history_eventrow SET payload = payload || '{\"size\": 1}' WHERE sequence = 1", 1),
        ("UPDATE history_eventrow SET at = at + interval '1 microsecond' WHERE sequence = 2", 2),
        ("DELETE FROM history_eventrow WHERE sequence = 2", 2),
        ("DELETE FROM history_eventrow WHERE sequence = 3", 3),
        ("UPDATE history_eventrow SET previous_hash = hash WHERE sequence = 2", 2),
        ("DELETE FROM history_chainhead", 4),
    ],
)
@pytest.mark.django_db(transaction=True)
def test_a_forged_chain_is_found_with_its_first_broken_place(nordbygg: Company, forgery: str, broken_at: int) -> None:
    _three_events(nordbygg)
    as_superuser("SET session_replication_role = replica", forgery)
    report = verify_chain(nordbygg.id)
    assert not report.is_sound
    assert report.broken_at == broken_at


@pytest.mark.django_db(transaction=True)
def test_an_event_of_a_rolled_back_transaction_leaves_no_gap(nordbygg: Company) -> None:
    _three_events(nordbygg)
    with acting_for(nordbygg.id):
        record(SUBMITTED, document_id=uuid4(), actor="worker")
        transaction.set_rollback(True)
    _three_events(nordbygg)
    with acting_for(nordbygg.id):
        sequences = list(EventRow.objects.order_by("sequence").values_list("sequence", flat=True))
    assert sequences == [1, 2, 3, 4, 5, 6]


def test_every_event_class_has_a_docstring_of_its_own() -> None:
    assert [cls.__name__ for cls in event_classes().values() if not (cls.__doc__ or "").strip()] == []


def test_every_event_class_is_listed() -> None:
    assert {cls.__name__ for cls in Event.__subclasses__()} == {cls.__name__ for cls in event_classes().values()}


def test_every_event_class_has_words_in_every_language() -> None:
    assert {tag: set(words) for tag, words in event_words().items()} == {tag: set(LANGUAGES) for tag in event_classes()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_every_event_can_be_made(language: str) -> None:
    examples = {str: "x", int: 1, datetime: POSTPONED.retry_at, bool: True, tuple[str, ...]: ("email",)}
    for cls in event_classes().values():
        values = {name: examples[kind] for name, kind in inspect.get_annotations(cls, eval_str=True).items()}
        assert describe(cls(**values), language)


def test_a_moment_is_told_in_the_readers_time_zone() -> None:
    assert "13:30" in describe(POSTPONED, "sv", time_zone="Europe/Stockholm")


def test_an_address_that_begins_a_sentence_is_written_as_it_is() -> None:
    said = describe(PersonJoined(email="anna@nordbygg.example", roles=("reader",)), "sv")
    assert said.startswith("anna@nordbygg.example")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_event_that_programs_are_told_of_has_a_title_of_its_own(language: str) -> None:
    titles = {tag: words[language] for tag, words in event_titles().items()}
    assert sorted(titles) == event_names()
    assert len(set(titles.values())) == len(titles)
    assert all(0 < len(title) <= 60 and not title.endswith(".") for title in titles.values())
