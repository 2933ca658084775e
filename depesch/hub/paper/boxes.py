"""Boxes at the scanning centre: a company's own code, which its suppliers write under its name on the envelope."""

from __future__ import annotations

import secrets
from uuid import UUID

from django.db import connection

from depesch.hub.history.kinds.company import SettingChanged
from depesch.hub.history.record import record
from depesch.hub.paper.models import ScanBox
from depesch.hub.server.config import load
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now

_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # 31, a prime; nothing that is mistaken for another in handwriting
_LENGTH = 6  # before the check sign


def open_box(company: Company, *, actor: str) -> ScanBox:
    """Give the company a box, or open the one that it had again, and return it."""
    with acting_for(company.pk):
        box = ScanBox.objects.select_for_update().first()
        if box is not None and box.ended_at is None:
            return box
        if box is None:
            box = ScanBox(tenant=company, code=_new_code(), made_at=now())
        box.ended_at = None
        box.save()
        _note("", box.code, actor)
    return box


def close_box(company: Company, *, actor: str) -> None:
    """End the company's box; what still comes to it stands among the operator's strays."""
    with acting_for(company.pk):
        box = ScanBox.objects.select_for_update().filter(ended_at=None).first()
        if box is not None:
            box.ended_at = now()
            box.save(update_fields=["ended_at"])
            _note(box.code, "", actor)


def own_box() -> ScanBox | None:
    """Return the acting company's open box; None without one."""
    return ScanBox.objects.filter(ended_at=None).first()


def postal_address(company: Company, code: str) -> tuple[str, ...]:
    """Return the lines of the company's address at the scanning centre; none when the hub has no scanning centre."""
    centre = [line.strip() for line in load().scanning_address.split(",") if line.strip()]
    return (company.name, f"BOX {code}", *centre) if centre else ()


def owner_of(code: str) -> UUID | None:
    """Return the company that has the open box of this code, however it is written; None for an unknown one."""
    plain = normal(code)
    if not is_right(plain):
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT paper_box_owner_v1(%s)", [plain])
        row = cursor.fetchone()
    return row[0] if row else None


def normal(code: str) -> str:
    """Return the code without what people write around it.

    >>> normal("box abc-d234")
    'ABCD234'
    """
    plain = "".join(sign for sign in code.upper() if sign.isalnum())
    return plain.removeprefix("BOX")


def is_right(code: str) -> bool:
    """Return whether the check sign fits: one wrong sign, or two that changed places, lead to nobody."""
    return len(code) == _LENGTH + 1 and set(code) <= set(_SIGNS) and code[-1] == _check_sign(code[:-1])


def _new_code() -> str:
    code = "".join(secrets.choice(_SIGNS) for _ in range(_LENGTH))
    return code + _check_sign(code)


def _check_sign(code: str) -> str:
    weighed = sum(place * _SIGNS.index(sign) for place, sign in enumerate(code, 2))
    return _SIGNS[weighed % len(_SIGNS)]


def _note(before: str, after: str, actor: str) -> None:
    event = SettingChanged(setting="scan_box", value_before=before, value_after=after)
    record(event, document_id=None, actor=actor)
