"""Users, company, invoicing, accounts, store, change log, the group: empty, filled, with faults, stopped."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from django.urls import reverse
from PIL import Image, ImageDraw

from depesch.hub.accounts import members, payment_accounts, quotes
from depesch.hub.accounts.company import resume_invoicing, stop_invoicing
from depesch.hub.accounts.logo import remove_logo, save_logo
from depesch.hub.accounts.payment_accounts import AccountFacts
from depesch.hub.directory.participants import register_company
from depesch.hub.tenancy.companies import add_member, create_company
from depesch.hub.tenancy.models import Company, Group, Role, User
from depesch.hub.tenancy.scope import acting_for
from tests.portal.walks import Stage


def picture() -> bytes:
    """Return a logo such as a small firm has."""
    image = Image.new("RGB", (480, 140), "white")
    draw = ImageDraw.Draw(image)
    draw.polygon([(20, 110), (80, 30), (140, 110)], fill="#a1441f")
    draw.rectangle((160, 50, 460, 90), fill="#17212a")
    buffer = BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def WALK(stage: Stage) -> Iterator[str]:  # noqa: N802  the name by which it is found
    """Every shape of an administrator's pages."""
    actor = f"user:{stage.user.pk}"
    yield from _users(stage, actor)
    yield from _company(stage, actor)
    yield from _accounts(stage, actor)
    yield from _store(stage)
    stage.open(reverse("changes"))
    yield "changes"
    stage.open(reverse("changes") + "?what=programs&who=user:nobody")
    yield "changes-none"
    yield from _group(stage)


def _users(stage: Stage, actor: str) -> Iterator[str]:
    Company.objects.filter(pk=stage.company.pk).update(seats=5)
    eva = User.objects.create(email="eva.lind@nordbygg.example", name="Eva Lind", language="sv")
    add_member(stage.company, eva, Role.APPROVER)
    members.invite_member(
        stage.company, email="nils.ny@nordbygg.example", name="Nils Ny", roles=["issuer"], language="sv", actor=actor
    )
    stage.open(reverse("users"))
    yield "users"
    stage.open(reverse("user_new"))
    yield "user-new"
    stage.page.fill("#id_email", "ingen adress")
    stage.page.click("#beside button.button--main")
    stage.page.wait_for_selector(".field__fault")
    yield "user-new-faults"
    stage.open(reverse("user", args=[eva.pk]))
    yield "user"
    stage.open(reverse("user_remove", args=[eva.pk]))
    yield "user-remove"
    Company.objects.filter(pk=stage.company.pk).update(seats=3)
    stage.open(reverse("user_new"))
    yield "user-new-full"


def _company(stage: Stage, actor: str) -> Iterator[str]:
    with acting_for(stage.company.pk):
        register_company(stage.company)
    stage.open(reverse("company_settings"))
    yield "company"
    stage.page.fill("#id_website", "inte en webbplats")
    stage.page.click("form button.button--main")
    stage.page.wait_for_selector(".field__fault")
    yield "company-faults"
    save_logo(stage.company, picture(), actor=actor)
    stage.open(reverse("company_settings"))
    yield "company-logo"
    stage.open(reverse("start"))
    yield "start-logo"
    remove_logo(stage.company, actor=actor)
    stage.open(reverse("invoicing_settings"))
    yield "invoicing"
    stage.open(reverse("invoicing_stop"))
    yield "invoicing-stop"
    stop_invoicing(stage.company, actor=actor)
    stage.open(reverse("invoicing_settings"))
    yield "invoicing-stopped"
    resume_invoicing(stage.company, actor=actor)


def _accounts(stage: Stage, actor: str) -> Iterator[str]:
    stage.open(reverse("payment_accounts"))
    yield "accounts-none"
    with acting_for(stage.company.pk):
        for facts in (
            AccountFacts(kind="bankgiro", value="5402-9681"),
            AccountFacts(kind="iban", value="SE4550000000058398257466", bic="ESSESESS", currency="EUR"),
            AccountFacts(kind="plusgiro", value="28 65 43-4", on_invoices=False),
        ):
            account = payment_accounts.add_account(stage.company, facts, actor=actor)
    stage.open(reverse("payment_accounts"))
    yield "accounts"
    stage.open(reverse("payment_account_new"))
    stage.page.fill("#id_value", "5402-9682")
    stage.page.click("form button.button--main")
    stage.page.wait_for_selector(".field__fault")
    yield "account-faults"
    stage.open(reverse("payment_account", args=[account.pk]))
    yield "account"
    stage.open(reverse("payment_account_remove", args=[account.pk]))
    yield "account-remove"


def _store(stage: Stage) -> Iterator[str]:
    stage.open(reverse("store"))
    yield "store-nothing-asked"
    quotes.ask(stage.company, product_name="user", quantity=2, message="Från januari", user=stage.user)
    declined = quotes.ask(stage.company, product_name="archive", quantity=1, message="", user=stage.user)
    quotes.decline(stage.company.pk, declined.pk, answer="Ni skickar ju varje dag.", operator=stage.user)
    stage.open(reverse("store"))
    yield "store"
    stage.open(reverse("store_ask", args=["user"]))
    yield "store-ask"


def _group(stage: Stage) -> Iterator[str]:
    group = Group.objects.create(name="Nordbygg-gruppen")
    other = create_company(
        name="Nordbygg Tak AB", country="SE", organisation_number="5566010202", language="sv", group=group
    )
    add_member(other, User.objects.create(email="ulf@nordbygg.example", name="Ulf Tak", language="sv"), Role.ISSUER)
    Company.objects.filter(pk=stage.company.pk).update(group=group)
    add_member(stage.company, stage.user, Role.GROUP_ADMINISTRATOR)
    stage.open(reverse("group"))
    yield "group"
    with acting_for(stage.company.pk):
        stage.user.memberships.filter(role=Role.GROUP_ADMINISTRATOR).delete()
    Company.objects.filter(group=group).update(group=None)
