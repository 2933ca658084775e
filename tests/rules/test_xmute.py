"""The official unit tests of XRechnung agree: each of its instructions is carried out and its rules asked."""

from __future__ import annotations

from itertools import chain

from depesch.documents.checking import check
from tests.rules.xmute import units_of
from tests.shared_data import needs_shared, shared


@needs_shared
def test_every_official_unit_of_xrechnung_fires_what_it_should_and_nothing_that_it_should_not() -> None:
    files = sorted(shared("corpus", "unit-tests", "xrechnung-xmute").rglob("*.xml"))
    units = list(chain.from_iterable(map(units_of, files)))
    differing = []
    for unit in units:
        fired = {issue.rule for issue in check(unit.data, rules=["xrechnung"], schema=False).issues}
        differing += [f"{unit.name}: {rule} does not fire" for rule in sorted(unit.fires - fired)]
        differing += [f"{unit.name}: {rule} fires" for rule in sorted(unit.holds & fired)]
    assert differing == []
    assert len(units) > 800
    assert len(frozenset(chain.from_iterable(unit.fires for unit in units))) > 50
