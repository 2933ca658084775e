"""Direct connections: none, some, a form with faults, a password shown once, a login with everything."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from depesch.hub.direct.certificates import ClientCertificate
from depesch.hub.direct.logins import LoginHolder, login_by_password, note_use
from depesch.hub.direct.managing import Wanted, add_certificate, add_key, make_login, revoke_login
from depesch.hub.direct.models import DirectLogin
from depesch.hub.direct.ssh_keys import parse_key
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from tests.portal.objects.direct import KEY
from tests.portal.walks import Stage


def WALK(stage: Stage) -> Iterator[str]:  # noqa: N802  the name by which it is found
    """The list, the form, the page with the password, a login, the questions before something ends."""
    stage.open("/settings/direct/")
    yield "direct-none"
    login = _some(stage)
    stage.open("/settings/direct/")
    yield "direct"
    stage.page.locator("main a.button--main").click()
    stage.page.fill("input[name=name]", "Å")
    stage.page.locator(".settings__page summary").click()
    stage.page.fill("textarea[name=networks]", "10.0.0.300")
    stage.page.click("main button.button--main")
    stage.page.wait_for_selector(".field__fault")
    yield "direct-new-faults"
    stage.page.fill("input[name=name]", "nordbygg-webbutik")
    stage.page.fill("textarea[name=networks]", "203.0.113.0/24")
    stage.page.click("main button.button--main")
    stage.page.wait_for_selector("#secret")
    yield "direct-made"
    for name, path in {"direct-login": "", "direct-password": "password/", "direct-revoke": "revoke/"}.items():
        stage.open(f"/settings/direct/{login.pk}/{path}")
        yield name


def _some(stage: Stage) -> DirectLogin:
    at = now()
    with acting_for(stage.company.pk):
        wanted = Wanted(protocols=("drop", "sftp", "ftp"), description="Affärssystemet", plain_ftp=True)
        login, password = make_login(
            "nordbygg-fasad-ab-7k2m9", wanted=wanted, send_mode="production", with_password=True, actor="user:x"
        )
        add_key(login, parse_key(KEY), actor="user:x")
        subject = "CN=erp.nordbygg.example,O=Nordbygg Fasad AB,C=SE"
        soon = ClientCertificate(fingerprint="ab" * 32, subject=subject, expires_at=at + timedelta(days=9))
        add_certificate(login, soon, actor="user:x")
        trial = Wanted(protocols=("drop",), description="Nytt lönesystem", may_collect=False)
        make_login("nordbygg-prov", wanted=trial, send_mode="test", with_password=False, actor="user:x")
        gone, _ = make_login("gamla-kassan", wanted=trial, send_mode="test", with_password=False, actor="user:x")
        revoke_login(gone, actor="user:x")
    holder = login_by_password("sftp", login.name, password.reveal() if password else "", "203.0.113.7")
    assert isinstance(holder, LoginHolder)
    note_use(holder, "drop", "2001:db8:7::1")
    return login
