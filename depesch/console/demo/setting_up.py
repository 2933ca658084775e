"""Puts the demo's world into a hub; a second time it finds everything there and changes nothing."""

from __future__ import annotations

import secrets
from pathlib import Path

import msgspec

from depesch.console.demo.agent import COLLECTS
from depesch.console.demo.world import BUYERS, PEOPLE, SELLER, DemoCompany, DemoPerson
from depesch.hub.accounts.agreement import accept, current, is_due
from depesch.hub.directory.channel_settings import save_settings
from depesch.hub.directory.customers import add_customer
from depesch.hub.directory.identifiers import of_company
from depesch.hub.directory.models import Customer
from depesch.hub.directory.participants import register_company
from depesch.hub.flows.services import exchange_folder
from depesch.hub.tenancy.companies import add_member, create_company
from depesch.hub.tenancy.models import Company, Role, User
from depesch.hub.tenancy.scope import acting_for
from depesch.hub.tenancy.tokens import create_token, token_holder

PASSWORD_ON_LOOPBACK = "nordbygg-demo"  # noqa: S105  printed on the terminal, and only where nobody else can reach


class DemoHub(msgspec.Struct, frozen=True, kw_only=True):
    """What the demo needs of the hub it set up. `passwords` is by e-mail address."""

    token: str
    company_ids: dict[str, str]
    folders: Path  # the seller's own, in which the agreed folders lie
    passwords: dict[str, str]
    agent_tokens: dict[str, str]  # by the company's key: what the agent speaks with


def set_up(home: Path, *, mail_port: int, on_loopback: bool) -> DemoHub:
    """Make companies, people, customers, channels and a token, each only if it is not there yet."""
    companies = {each.key: _company(each) for each in (SELLER, *BUYERS)}
    passwords = {person.email: _person(person, companies[person.company], on_loopback) for person in PEOPLE}
    seller = companies[SELLER.key]
    with acting_for(seller.id):
        for buyer in BUYERS:
            _customer(buyer)
        _channels(exchange_folder(seller.id), mail_port)
    return DemoHub(
        token=_token(home / "demo-token", seller, Role.ISSUER),
        agent_tokens={
            key: _token(home / f"demo-agent-{key}", companies[key], Role.PROGRAM) for key in (SELLER.key, *COLLECTS)
        },
        company_ids={key: str(company.id) for key, company in companies.items()},
        folders=exchange_folder(seller.id),
        passwords=passwords,
    )


def _company(wanted: DemoCompany) -> Company:
    found = Company.objects.filter(country=wanted.country, organisation_number=wanted.organisation_number).first()
    company = found or create_company(
        name=wanted.name,
        country=wanted.country,
        organisation_number=wanted.organisation_number,
        vat_number=wanted.vat_number,
        language=wanted.language,
        time_zone=wanted.time_zone,
    )
    with acting_for(company.id):
        register_company(company, syntax=wanted.syntax)
    return company


def _person(wanted: DemoPerson, company: Company, on_loopback: bool) -> str:
    """Make the person if needed and return the password; off loopback it is drawn anew at each start."""
    password = PASSWORD_ON_LOOPBACK if on_loopback else secrets.token_urlsafe(12)
    user = User.objects.filter(email=wanted.email).first()
    if user is None:
        user = User.objects.create_user(
            wanted.email, password, name=wanted.name, language=wanted.language, is_operator=wanted.operator
        )
    elif not on_loopback:
        user.set_password(password)
        user.save(update_fields=["password"])
    if is_due(user):
        accept(user, current(wanted.language))
    add_member(company, user, Role(wanted.role))
    return password


def _customer(buyer: DemoCompany) -> None:
    if Customer.objects.filter(name=buyer.name).exists():
        return
    add_customer(
        buyer.name,
        identifiers=of_company(buyer.country, buyer.organisation_number, buyer.vat_number),
        email=buyer.email,
        folder=buyer.folder,
        language=buyer.language,
        country=buyer.country,
        syntax=buyer.syntax,
        run=buyer.run,
    )


def _channels(folders: Path, mail_port: int) -> None:
    """Point the seller's channels to its own folder and to the mail catcher, whose port is new at each start."""
    for buyer in BUYERS:
        if buyer.folder:
            (folders / buyer.folder).mkdir(parents=True, exist_ok=True)
    save_settings("portal_inbox", {}, rank=0)
    save_settings("folder", {}, rank=1)
    relay = {"host": "127.0.0.1", "port": mail_port, "tls": "none", "from_address": "faktura@nordbygg.example"}
    save_settings("email", relay, rank=2)


def _token(path: Path, company: Company, role: Role) -> str:
    """Return an API token of the company, kept in a file that only its owner may read."""
    if path.exists():
        text = path.read_text(encoding="ascii").strip()
        holder = token_holder(text)
        if holder is not None and holder.company_id == company.id:
            return text
    _, secret = create_token(company.id, path.name, role)
    path.touch(mode=0o600)
    path.chmod(0o600)
    path.write_text(secret.reveal() + "\n", encoding="ascii")
    return secret.reveal()
