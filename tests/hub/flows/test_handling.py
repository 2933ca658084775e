"""Unprocessed documents: what counts as one, how the list goes on, and that the archive is left alone."""

from __future__ import annotations

from uuid import UUID

import pytest

from depesch.hub.archive.store import files_of
from depesch.hub.flows import handling
from depesch.hub.flows.handling import Order
from depesch.hub.flows.models import Document
from depesch.hub.flows.queries import BadKey
from depesch.hub.history.events import tag_of
from depesch.hub.history.reading import events_of
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from tests.portal.ledger import STORY, keep_ledger

ROLF = "user:rolf"
RECEIVED = ["4471", "88-2031", "4458", "88-1977"]


@pytest.fixture
def books(nordbygg: Company) -> dict[str, UUID]:
    """Nordbygg's documents by number."""
    return keep_ledger(nordbygg, STORY)


def numbers(order: Order = Order.NEWEST, words: str = "", limit: int = 50) -> list[str]:
    found, key = list[Document](), ""
    while True:
        page = handling.unprocessed(order, words=words, after=key, limit=limit)
        found += page.documents
        if page.next_key is None:
            return [each.number for each in found]
        key = page.next_key


@pytest.mark.row("S-055")
def test_only_what_came_in_and_is_not_done_is_unprocessed(books: dict[str, UUID], nordbygg: Company) -> None:
    with acting_for(nordbygg.id):
        assert numbers() == RECEIVED
        assert handling.mark_processed([books["4458"], books["20261182"]], actor=ROLF) == 1
        assert numbers() == ["4471", "88-2031", "88-1977"]
        assert handling.count_unprocessed() == 3


def test_doing_it_twice_is_recorded_once(books: dict[str, UUID], nordbygg: Company) -> None:
    with acting_for(nordbygg.id):
        assert [handling.mark_processed([books["4458"]], actor=ROLF) for _ in range(2)] == [1, 0]
        tags = [tag_of(each.event) for each in events_of(books["4458"])]
    assert tags.count("document.processed") == 1


@pytest.mark.row("D-01")
def test_deleting_takes_off_the_list_and_leaves_the_archive(books: dict[str, UUID], nordbygg: Company) -> None:
    with acting_for(nordbygg.id):
        before = [file.sha256 for file in files_of(books["4471"])]
        handling.put_away([books["4471"]], actor=ROLF)
        assert "4471" not in numbers()
        assert [file.sha256 for file in files_of(books["4471"])] == before
        assert handling.reopen([books["4471"]], actor=ROLF) == 1
        assert numbers() == RECEIVED


@pytest.mark.parametrize("order", list(Order))
@pytest.mark.parametrize("limit", [1, 2, 3])
def test_pages_follow_each_other_without_gap_or_repeat(
    order: Order, limit: int, books: dict[str, UUID], nordbygg: Company
) -> None:
    with acting_for(nordbygg.id):
        Document.objects.filter(pk=books["88-2031"]).update(due_date=None)
        assert numbers(order, limit=limit) == numbers(order)
        assert sorted(numbers(order)) == sorted(RECEIVED)
        assert numbers(Order.DUE)[-1] == "88-2031"


def test_a_foreign_key_is_refused(books: dict[str, UUID], nordbygg: Company) -> None:
    with acting_for(nordbygg.id):
        key = handling.unprocessed(limit=1).next_key or ""
        for wrong in ("x", key[:-4]):
            with pytest.raises(BadKey):
                handling.unprocessed(after=wrong)
        with pytest.raises(BadKey):
            handling.unprocessed(Order.DUE, after=key)


def test_words_narrow_the_list(books: dict[str, UUID], nordbygg: Company) -> None:
    with acting_for(nordbygg.id):
        assert numbers(words="steget 4471") == ["4471"]
        assert numbers(words="100%") == []
