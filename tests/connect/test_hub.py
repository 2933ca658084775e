"""The scene of the agent's tests is what it says: what one company hands over arrives with the other."""

from __future__ import annotations

from depesch.hub.flows.models import Direction
from depesch.hub.tenancy.models import Company
from depesch.kit.secret import Secret
from tests.connect.conftest import Hub, invoice


def test_what_nordbygg_hands_over_arrives_with_fjordtre(
    hub: Hub, nordbygg: Company, fjordtre: Company, nordbygg_key: Secret
) -> None:
    receipt = hub.client(nordbygg_key).submit(invoice(), file_name="F-1.xml", key="k-1")
    hub.work(nordbygg)
    assert hub.client(nordbygg_key).document(receipt.id).state == "delivered"
    assert [d.number for d in hub.documents(fjordtre, Direction.IN)] == ["F-1"]


def test_what_arrived_is_named(hub: Hub, fjordtre: Company) -> None:
    assert len(hub.arrived(fjordtre, invoice("F-1"), invoice("F-2"))) == 2
