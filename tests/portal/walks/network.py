"""The network: search, who is found, a connection in two steps, customers, requests, routes, demands, public page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

import msgspec
from django.urls import reverse
from django.utils import timezone

from depesch.hub.directory import connections, routing_orders
from depesch.hub.directory.buyer_pages import PageContent, save_page
from depesch.hub.directory.customers import add_customer
from depesch.hub.directory.identifiers import OWN_NUMBER, PartyIdentifier
from depesch.hub.directory.models import Connection, Participant
from depesch.hub.directory.news import tell_news
from depesch.hub.directory.participants import register_company
from depesch.hub.directory.rule_packs import keep_pack
from depesch.hub.tenancy.companies import create_company
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.rules.packs import pack_from
from tests.portal.walks import Stage

PACK = {
    "receiver": "Nordbygg Fasad AB",
    "demands": [
        {"kind": "mandatory", "key": "bt-13-mandatory", "terms": ["BT-13"], "words": {"sv": "Ange ordernumret."}},
        {"kind": "pattern", "key": "bt-10-pattern", "term": "BT-10", "pattern": "RV[0-9]{6}", "example": "RV123456"},
        {"kind": "attachment", "key": "attachment", "media_types": ["application/pdf"], "documents": "invoices"},
    ],
}
FILE = """namn;organisationsnummer;e-post;kundnummer;färg
Region Västerdal;;ny@vasterdal.example;10045;blå
Skogby AB;5566030309;info@skogby.example;10077;röd
"""
FAULTY = """namn;organisationsnummer;e-post;kundnummer
Skogby AB;5566030308;info(at)skogby.example;10077
;;kund@okand.example;99999
"""


def WALK(stage: Stage) -> Iterator[str]:  # noqa: N802  the name by which it is found
    """Every shape of the network's pages."""
    yield from _empty(stage)
    chooser, asker, left = _others(stage)
    customer_id, order_id = _register(stage, chooser, left)
    yield from _found(stage, chooser)
    yield from _customers(stage, customer_id)
    yield from _requests(stage, chooser, asker)
    yield from _routes(stage, customer_id, order_id)
    yield from _demands(stage)
    yield from _public_page(stage)


def _empty(stage: Stage) -> Iterator[str]:
    for name in ("network", "customers", "requests", "routing_orders", "demands"):
        stage.open(reverse(name))
        yield f"{name.replace('_', '-')}-empty"


def _others(stage: Stage) -> tuple[Company, Company, Company]:
    """Make one who wants to choose its senders, one who asks us, and one who will leave."""
    numbers = (
        ("Fjordtre AS", "NO", "999000053"),
        ("Skogby Såg AB", "SE", "5566030309"),
        ("Havneby ApS", "DK", "13585628"),
    )
    chooser, asker, left = (create_company(name=n, country=c, organisation_number=o) for n, c, o in numbers)
    own = register_company(stage.company)
    Participant.objects.filter(pk__in=[own.pk, register_company(chooser).pk]).update(auto_accept=False)
    register_company(asker)
    register_company(left)
    own.refresh_from_db()
    with acting_for(asker.pk):
        connections.ask(own, channel="portal_inbox", message="Hej! Vi levererar virke till er.\nAnna", actor="user:x")
    tell_news(timezone.now())
    return chooser, asker, left


def _register(stage: Stage, chooser: Company, left: Company) -> tuple[UUID, UUID]:
    gone = Participant.objects.get(company=left)
    Participant.objects.filter(pk=gone.pk).update(left_network_at=timezone.now())
    with acting_for(stage.company.pk):
        number = PartyIdentifier(OWN_NUMBER, "10045")
        region = add_customer("Region Västerdal", identifiers=[number], email="f@vasterdal.example", country="SE")
        add_customer("Havneby ApS", participant=gone, country="DK")
        order = routing_orders.order_route(
            region, operator="Annan Operatör AB", mail_to="", subject="Routing av e-fakturor",
            text="Hej,\n\nVi vill skicka e-fakturor till er kund.", actor=f"user:{stage.user.pk}",
        )  # fmt: skip
    return region.pk, order.pk


def _found(stage: Stage, chooser: Company) -> Iterator[str]:
    page = stage.page
    for name, query in (("network-found", "by"), ("network-short", "x"), ("network-none", "Xyzzy AB")):
        stage.open(f"{reverse('network')}?q={query}")
        yield name
    stage.open(f"{reverse('network')}?q=999000053")
    yield "network-number"
    page.click(".rows__open")
    page.wait_for_selector(".two")
    yield "participant"
    page.click(".button--main")
    page.wait_for_selector("[name=step]")
    yield "connect"
    page.check("[name=way][value=email]")
    page.click("[value=choose]")
    page.wait_for_selector(".field__fault")
    yield "connect-faults"
    page.check("[name=way][value=portal_inbox]")
    page.fill("[name=message]", "Hej! Vi bygger er fasad.\nDoris Alm")
    page.fill("[name=numbers]", "20011, 20012")
    page.click("[value=choose]")
    page.wait_for_selector("[value=confirm]")
    yield "connect-confirm"
    page.click("[value=confirm]")
    page.wait_for_selector(".notice--done")
    yield "connect-done"
    stage.open(reverse("network_settings"))
    yield "network-settings"


def _customers(stage: Stage, customer_id: UUID) -> Iterator[str]:
    page = stage.page
    for name, path in {
        "customers": reverse("customers"),
        "customers-none": f"{reverse('customers')}?q=xyzzy",
        "customer": reverse("customer", args=[customer_id]),
        "customer-remove": reverse("remove_customer", args=[customer_id]),
        "customer-new": reverse("new_customer"),
    }.items():
        stage.open(path)
        yield name
    page.fill("[name=organisation]", "123")
    page.select_option("[name=second]", "email")
    page.click("main .button--main")
    page.wait_for_selector(".field__fault")
    yield "customer-faults"
    with TemporaryDirectory() as folder:
        for name, text in (("import-faults", FAULTY), ("import-preview", FILE)):
            file = Path(folder) / "kunder.csv"
            file.write_text(text, encoding="cp1252")
            stage.open(reverse("import_customers"))
            if name == "import-faults":
                yield "import"
            page.set_input_files("#file", file)
            page.click("main .button--main")
            page.wait_for_selector("table")
            yield name


def _requests(stage: Stage, chooser: Company, asker: Company) -> Iterator[str]:
    stage.open(reverse("requests"))
    yield "requests"
    with acting_for(stage.company.pk):
        ours = connections.connection_to(chooser.pk)
        theirs = Connection.objects.get(asker=asker)
    assert ours is not None
    stage.open(reverse("connection", args=[theirs.pk]))
    yield "request-received"
    with acting_for(chooser.pk):
        connections.decline(ours.pk, words="Skriv till inköp först.", actor="user:x")
    stage.open(reverse("connection", args=[ours.pk]))
    yield "request-declined"


def _routes(stage: Stage, customer_id: UUID, order_id: UUID) -> Iterator[str]:
    page = stage.page
    stage.open(reverse("routing_orders"))
    yield "routing-orders"
    stage.open(f"{reverse('new_routing_order')}?customer={customer_id}")
    yield "routing-new"
    stage.open(reverse("routing_order", args=[order_id]))
    yield "routing-order"
    page.click("form[aria-labelledby=mail] .button")
    page.wait_for_selector(".field__fault")
    yield "routing-order-faults"
    page.click("[value=activate]")
    page.wait_for_selector(".notice--done")
    yield "routing-order-active"


def _demands(stage: Stage) -> Iterator[str]:
    page = stage.page
    with acting_for(stage.company.pk):
        keep_pack(pack_from(msgspec.json.encode(PACK)), actor=f"user:{stage.user.pk}")
    stage.open(reverse("demands"))
    yield "demands"
    for kind in ("mandatory", "pattern", "allowed", "amount", "date", "attachment"):
        stage.open(reverse("new_demand", args=[kind]))
        yield f"demand-{kind}"
    stage.open(reverse("new_demand", args=["pattern"]))
    page.select_option("[name=term]", "BT-13")
    page.fill("[name=pattern]", "PO(")
    page.click("main .button--main")
    page.wait_for_selector(".field__fault")
    yield "demand-faults"
    page.fill("[name=pattern]", "PO[0-9]+")
    page.fill("[name=example]", "PO4711")
    page.click("main .button--main")
    page.wait_for_selector(".need--wait")
    yield "demands-changed"
    stage.open(reverse("try_demands"))
    page.select_option("#document", index=1)
    page.click("main .button--main")
    page.wait_for_selector("#results")
    yield "demands-tried"
    stage.open(reverse("demands"))
    page.click("[value=in-force]")
    page.wait_for_selector(".notice--done")
    stage.open(reverse("demand_version", args=[1]))
    yield "demand-version"


def _public_page(stage: Stage) -> Iterator[str]:
    with acting_for(stage.company.pk):
        welcome = {"sv": "Välkommen som leverantör.\n\nSkicka en faktura per order."}
        content = PageContent(
            slug="nordbygg-fasad-ab", is_public=True, welcome=welcome, contact_name="Doris Alm",
            contact_email="doris@nordbygg.example", contact_phone="090-10 20 30",
        )  # fmt: skip
        save_page(content, actor="user:x")
    stage.open(reverse("buyer_settings"))
    yield "buyer-settings"
    stage.page.click("[value=preview]")
    stage.page.wait_for_selector("#preview")
    yield "buyer-preview"
    stage.open(reverse("buyer_page", args=["nordbygg-fasad-ab"]))
    yield "buyer-page"
