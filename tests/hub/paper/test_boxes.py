"""Boxes at the scanning centre: granted by the operator, told by their check sign, ended, opened again."""

from __future__ import annotations

import pytest

from depesch.hub.paper.boxes import close_box, is_right, normal, open_box, own_box, owner_of
from depesch.hub.paper.models import ScanBox
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for

OPERATOR = "operator:1"


@pytest.mark.row("S-041", "S-123")
def test_a_box_leads_to_its_company_however_it_is_written(nordbygg: Company, carls_company: Company) -> None:
    code = open_box(nordbygg, actor=OPERATOR).code
    assert open_box(nordbygg, actor=OPERATOR).code == code
    assert open_box(carls_company, actor=OPERATOR).code != code
    for written in (code, f"Box {code.lower()}", f" {code[:3]}-{code[3:]} "):
        assert owner_of(written) == nordbygg.id
    with acting_for(carls_company.id):
        assert not ScanBox.objects.filter(code=code).exists()


@pytest.mark.row("S-041")
def test_a_code_with_one_wrong_sign_or_two_changed_places_leads_to_nobody(nordbygg: Company) -> None:
    code = open_box(nordbygg, actor=OPERATOR).code
    signs = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
    wrong = {code[:at] + sign + code[at + 1 :] for at in range(7) for sign in signs} - {code}
    swapped = {code[:at] + code[at + 1] + code[at] + code[at + 2 :] for at in range(6)} - {code}
    assert not [each for each in wrong | swapped if is_right(each)]
    assert normal("BOX ") == ""
    assert owner_of("") is None


@pytest.mark.row("S-051")
def test_there_is_no_box_until_the_operator_grants_it_and_none_after_it_ended(nordbygg: Company) -> None:
    with acting_for(nordbygg.id):
        assert own_box() is None
    code = open_box(nordbygg, actor=OPERATOR).code
    close_box(nordbygg, actor=OPERATOR)
    assert owner_of(code) is None
    with acting_for(nordbygg.id):
        assert own_box() is None
    assert open_box(nordbygg, actor=OPERATOR).code == code
    assert owner_of(code) == nordbygg.id
