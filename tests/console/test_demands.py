"""`depesch company rules` and `depesch check --pack`: demands put in force, shown, removed, and tried without a hub."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from depesch.hub.directory.rule_packs import own_pack
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from tests.console.running import SAMPLES, depesch
from tests.console.test_setting_up_commands import NORDBYGG, Console

INVOICE = SAMPLES / "invoice-municipality.xml"


@pytest.fixture
def console(capsys: pytest.CaptureFixture[str]) -> Console:
    return Console(capsys)


def pack_file(folder: Path, *demands: dict[str, Any]) -> Path:
    file = folder / "pack.json"
    file.write_bytes(msgspec.json.encode({"receiver": "Älvsala kommun", "demands": demands}))
    return file


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return pack_file(tmp_path, {"kind": "mandatory", "key": "project", "terms": ["BT-11"]})


@pytest.mark.django_db
def test_a_pack_is_put_in_force_shown_and_removed(console: Console, nordbygg: Company, pack: Path) -> None:
    assert console("company", "rules", NORDBYGG, "--file", pack) == 0
    assert console.told == "Nordbygg Fasad AB: version 1 in force, 1 demand\n"
    assert console("company", "rules", NORDBYGG, "--show") == 0
    assert json.loads(console.told) == json.loads(pack.read_bytes())
    assert console("company", "rules", NORDBYGG, "--remove") == 0
    with acting_for(nordbygg.id):
        assert own_pack() is None
    assert console("company", "rules", NORDBYGG, "--show") == 1


@pytest.mark.django_db
def test_a_pack_with_faults_changes_nothing_and_each_is_told(
    console: Console, nordbygg: Company, tmp_path: Path
) -> None:
    bad = pack_file(tmp_path, {"kind": "mandatory", "key": "A", "terms": ["BT-1"]}, {"kind": "x", "key": "b"})
    assert console("company", "rules", NORDBYGG, "--file", bad) == 2
    assert "demands[0].key" in console.complained
    assert "demands[1].kind" in console.complained
    with acting_for(nordbygg.id):
        assert own_pack() is None


def test_a_pack_is_tried_on_a_file_without_a_hub(pack: Path) -> None:
    done = depesch("check", "--json", "--pack", pack, INVOICE)
    report = json.loads(done.stdout)
    assert done.returncode == 1
    assert [finding["rule"] for finding in report["findings"]] == ["PACK-project"]
    assert report["rule_sets"][-1].startswith("pack Älvsala kommun sha256-")


def test_a_pack_that_is_none_ends_the_check(tmp_path: Path) -> None:
    done = depesch("check", "--pack", tmp_path / "nowhere.json", INVOICE)
    assert done.returncode == 2
    assert b"nowhere.json" in done.stderr
