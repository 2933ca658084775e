"""One walk past every page of the portal, in every shape that it has: for axe, for widths, and for looking at."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from uuid import UUID

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from depesch.hub.tenancy.companies import add_member
from depesch.hub.tenancy.models import Company, Role, User
from tests.people import PASSWORD
from tests.portal.formats import handed_over, several
from tests.portal.walks import Stage, walks


def sign_in(page: Page, url: str, user: User) -> None:
    """Sign in as a person would."""
    page.goto(f"{url}/account/login/")
    page.fill("input[name=login]", user.email)
    page.fill("input[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{url}/")


def signed_in(page: Page, url: str, user: User) -> None:
    """Have the user signed in without the form, which takes thirty people a minute and no more."""
    client = Client()
    client.force_login(user)
    session = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": session.key, "value": session.value, "url": url}])


def every_page(ledger: dict[str, UUID]) -> dict[str, str]:
    """Return the addresses that can simply be opened, by the names of their pictures."""
    lists = {view: reverse("documents", args=[view]) for view in LISTS}
    documents = {name: reverse("document", args=[ledger[number]]) for name, number in DOCUMENTS.items()}
    others = {name: reverse(address) for name, address in OTHERS.items()}
    return {
        **others, **lists, **documents,
        "none-found": lists["sent"] + "?q=xyzzy",
        "cancel": reverse("cancel", args=[ledger["20261175"]]),
        "send-again": reverse("send_again", args=[ledger["20261175"]]),
        "missing": "/nothing-here/",
    }  # fmt: skip


def walk(
    page: Page, url: str, *, user: User, ledger: dict[str, UUID], second: Company, file: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[str]:  # fmt: skip
    """Bring the page to one place after the other and give its name; the reader of `second` may not send there."""
    User.objects.filter(pk=user.pk).update(is_operator=True)
    yield from _sign_in_with_faults(page, url, user)
    for name, path in every_page(ledger).items():
        open_page(page, url + path)
        yield name
    yield from _upload(page, url, file)
    yield from _check(page, url, file)
    yield from _mend(page, url, ledger)
    yield from _other_formats(page, url, user, file)
    yield from _faults(page, url, monkeypatch)
    add_member(second, user, Role.READER)
    yield from _second_company(page, url, second)
    yield from _two_steps(page, url, user)


def open_page(page: Page, address: str) -> None:
    """Open a page, and show who one is where the page asks for it again."""
    page.goto(address)
    if "/reauthenticate/" in page.url:
        page.fill("input[name=password]", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(address)


def _sign_in_with_faults(page: Page, url: str, user: User) -> Iterator[str]:
    page.goto(f"{url}/account/login/")
    yield "sign-in"
    page.click("main button.button--main")
    page.wait_for_selector(".field__fault")
    yield "sign-in-faults"
    sign_in(page, url, user)


def _upload(page: Page, url: str, file: Path) -> Iterator[str]:
    empty = file.with_name("tom.xml")
    empty.touch()
    page.goto(url + reverse("upload"))
    page.set_input_files("#files", [file, empty])
    yield "upload-chosen"
    page.click("main button.button--main")
    page.wait_for_selector("#results")
    yield "upload-results"


def _check(page: Page, url: str, file: Path) -> Iterator[str]:
    mendable, broken, none = (file.with_name(name) for name in ("enhet.xml", "datum.xml", "anteckning.txt"))
    mendable.write_bytes(file.read_bytes().replace(b'unitCode="DAY"', b'unitCode="day"'))
    broken.write_bytes(file.read_bytes().replace(b"<cbc:BuyerReference>", b"<cbc:Buyer>"))
    none.write_text("ingen faktura", encoding="utf-8")
    for name, chosen in {"sound": file, "mendable": mendable, "broken": broken, "unreadable": none}.items():
        page.goto(url + reverse("check"))
        page.set_input_files("#files", chosen)
        page.click("main button.button--main")
        page.wait_for_selector("#verdict")
        yield f"check-{name}"


def _mend(page: Page, url: str, ledger: dict[str, UUID]) -> Iterator[str]:
    page.goto(url + reverse("document", args=[ledger["20261185"]]))
    page.click(".mend button.button--main")
    page.wait_for_selector("#mended")
    yield "mended"
    page.goto(url + reverse("document", args=[ledger["20261185"]]))
    yield "mended-original"


def _other_formats(page: Page, url: str, user: User, file: Path) -> Iterator[str]:
    company = Company.objects.get(name="Nordbygg Fasad AB")
    for name, document in handed_over(company, actor=f"user:{user.pk}").items():
        page.goto(url + reverse("document", args=[document]))
        page.evaluate("for (const each of document.querySelectorAll('.lost details')) each.open = true")
        yield f"format-{name}"
    archive = file.with_name("fakturor.zip")
    archive.write_bytes(several())
    page.goto(url + reverse("check"))
    page.set_input_files("#files", archive)
    page.click("main button.button--main")
    page.wait_for_selector("#several")
    page.click(".formats summary")
    yield "check-several"


def _faults(page: Page, url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    page.goto(url + reverse("preferences"))
    page.context.clear_cookies(name="csrftoken")
    page.click("button[name=theme][value=system]")
    page.wait_for_url("**/theme/")
    yield "form-too-old"
    with monkeypatch.context() as patch:
        patch.delattr("depesch.portal.upload.views.MODES")
        page.goto(url + reverse("upload"))
    yield "broken-page"


def screens(page: Page, url: str, user: User, ledger: dict[str, UUID], wanted: Collection[str] = ()) -> Iterator[str]:
    """Walk past the screens that bring a walk of their own, all or the wanted ones; the user has to be signed in."""
    company = Company.objects.get(name="Nordbygg Fasad AB")
    add_member(company, user, Role.ADMINISTRATOR)
    User.objects.filter(pk=user.pk).update(is_operator=True)
    for name, each in walks().items():
        if not wanted or name in wanted:
            for shape in each(Stage(page=page, url=url, user=user, company=company, ledger=ledger)):
                page.wait_for_load_state()  # after a click the page may have come without its content yet
                yield shape


def _second_company(page: Page, url: str, second: Company) -> Iterator[str]:
    for name in (second.name, "Nordbygg Fasad AB"):
        page.goto(url + reverse("preferences"))
        page.get_by_role("button", name=name).click()
        page.wait_for_url(f"{url}/")
        if name == second.name:
            yield "start-empty"
            page.goto(url + reverse("preferences"))
            yield "you-two-companies"
            page.goto(url + reverse("documents", args=["received"]))
            yield "received-empty"
            page.goto(url + reverse("upload"))
            yield "not-permitted"


def _two_steps(page: Page, url: str, user: User) -> Iterator[str]:
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)
    for name in ("mfa_index", "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes"):
        open_page(page, url + reverse(name))
        yield name.removeprefix("mfa_").replace("_", "-")
    page.goto(url + reverse("account_reauthenticate"))
    yield "reauthenticate"
    page.goto(url + reverse("mfa_reauthenticate"))
    yield "reauthenticate-code"
    page.goto(url + reverse("account_logout"))
    yield "sign-out"
    page.click("main form.actions button.button--main")
    page.goto(f"{url}/account/login/")
    page.fill("input[name=login]", user.email)
    page.fill("input[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/2fa/**")
    yield "second-step"
    Authenticator.objects.filter(user=user).delete()


LISTS = ("received", "sent", "in_progress", "errors", "cancelled")
DOCUMENTS = {
    "refused": "20261178", "sending": "20261183", "waiting": "20261181", "uncertain": "20261180",
    "test-mode": "20261171", "unreadable": "faktura-scan-4471.pdf", "arrived": "4471",
    "mendable": "20261185",
}  # fmt: skip
OTHERS = {
    "start": "start", "upload": "upload", "check": "check", "you": "preferences", "operation": "operator",
    "two-step": "mfa_index", "two-step-on": "mfa_activate_totp",
}  # fmt: skip
