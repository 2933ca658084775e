"""A company's own demands: kept in versions, read by its senders, and by nobody else."""

from __future__ import annotations

import msgspec
import pytest
from django.db import ProgrammingError, connection, transaction

from depesch.hub.directory.models import RulePack
from depesch.hub.directory.rule_packs import demands_of, keep_pack, own_pack, remove_pack
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.rules.packs import Pack, pack_from

ACTOR = "user:astrid"


def pack(term: str = "BT-13", receiver: str = "Fjordtre AS") -> Pack:
    demands = [{"kind": "mandatory", "key": "needed", "terms": [term]}]
    return pack_from(msgspec.json.encode({"receiver": receiver, "demands": demands}))


def test_a_change_makes_a_new_version_and_the_earlier_one_stays_readable(fjordtre: Company) -> None:
    with acting_for(fjordtre.id):
        assert keep_pack(pack("BT-13"), actor=ACTOR).version == 1
        assert keep_pack(pack("BT-12"), actor=ACTOR).version == 2
        now, before = own_pack(), own_pack(1)
    assert now is not None
    assert before is not None
    assert (now.version, now.pack, before.pack) == (2, pack("BT-12"), pack("BT-13"))


def test_the_same_pack_again_is_no_new_version(fjordtre: Company) -> None:
    with acting_for(fjordtre.id):
        keep_pack(pack(), actor=ACTOR)
        assert keep_pack(pack(), actor="token:other").version == 1


def test_a_removed_pack_demands_nothing_and_its_versions_stay(fjordtre: Company) -> None:
    with acting_for(fjordtre.id):
        keep_pack(pack(), actor=ACTOR)
        assert remove_pack(actor=ACTOR)
        assert own_pack() is None
        assert own_pack(1) is not None
        assert not remove_pack(actor=ACTOR)
        assert keep_pack(pack(), actor=ACTOR).version == 3


def test_a_sender_meets_the_receivers_demands_by_version(fjordtre: Company, nordbygg: Company) -> None:
    with acting_for(fjordtre.id):
        keep_pack(pack(), actor=ACTOR)
    with acting_for(nordbygg.id):
        rule_set = demands_of(fjordtre.id)
        assert demands_of(nordbygg.id) is None
    assert rule_set is not None
    assert (rule_set.name, rule_set.version) == ("pack Fjordtre AS", "1")


def test_a_sender_neither_lists_nor_changes_a_receivers_pack(fjordtre: Company, nordbygg: Company) -> None:
    with acting_for(fjordtre.id):
        keep_pack(pack(), actor=ACTOR)
    with acting_for(nordbygg.id):
        assert demands_of(fjordtre.id) is not None  # the key is put away afterwards
        assert not RulePack.of_receivers.exists()
        assert own_pack() is None


def test_a_pack_of_another_company_cannot_be_written(fjordtre: Company, nordbygg: Company) -> None:
    theirs = RulePack(tenant=fjordtre, version=1, content="{}", made_by=ACTOR, made_at=fjordtre.created_at)
    with acting_for(nordbygg.id), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        theirs.save(force_insert=True)


def test_a_version_can_be_neither_changed_nor_removed(fjordtre: Company) -> None:
    with acting_for(fjordtre.id):
        keep_pack(pack(), actor=ACTOR)
        for statement in ("UPDATE directory_rulepack SET content = ''", "DELETE FROM directory_rulepack"):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                connection.cursor().execute(statement)
