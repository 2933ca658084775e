"""Logins as tests make them."""

from __future__ import annotations

from depesch.hub.direct.managing import Wanted, make_login
from depesch.hub.direct.models import DirectLogin
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.secret import Secret

ALL = Wanted(protocols=("sftp", "ftp", "drop"))


def a_login(
    company: Company, name: str = "nordbygg-erp", *, wanted: Wanted = ALL, send_mode: str = "production"
) -> tuple[DirectLogin, str]:
    """Return a login of the company and its password."""
    with acting_for(company.pk):
        login, password = make_login(name, wanted=wanted, send_mode=send_mode, with_password=True, actor="user:x")
    assert isinstance(password, Secret)
    return login, password.reveal()
