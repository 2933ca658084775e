"""A login for direct connections, an SSH key and a certificate of one."""

from __future__ import annotations

from secrets import token_hex

from depesch.hub.direct.certificates import ClientCertificate
from depesch.hub.direct.managing import Wanted, add_certificate, add_key, make_login
from depesch.hub.direct.models import DirectLogin
from depesch.hub.direct.ssh_keys import parse_key
from depesch.hub.tenancy.scope import acting_for
from tests.portal.objects import Ours

KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGPKSUTyz1HwHReFVvD5obVsALAgJRNarH4TRpNePnAS erp@nordbygg"


def _made(ours: Ours) -> DirectLogin:
    wanted = Wanted(protocols=("drop", "sftp"))
    return make_login(
        f"nordbygg-{token_hex(4)}", wanted=wanted, send_mode="production", with_password=True, actor="user:x"
    )[0]


def _login(ours: Ours) -> object:
    with acting_for(ours.company.pk):
        return _made(ours).pk


def _key(ours: Ours) -> object:
    with acting_for(ours.company.pk):
        return add_key(_made(ours), parse_key(KEY), actor="user:x").pk


def _certificate(ours: Ours) -> object:
    with acting_for(ours.company.pk):
        return add_certificate(_made(ours), ClientCertificate(fingerprint="ab" * 32), actor="user:x").pk


OBJECTS = {"login_id": _login, "login_key_id": _key, "login_certificate_id": _certificate}
