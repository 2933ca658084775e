"""The people of all tests: Astrid (Nordbygg Fasad AB, may send), Bo (same company, may only read) and Carl (another
company, must never see anything of theirs), and the buyers. Organisation numbers are made up with right check digits.
"""

from __future__ import annotations

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher, make_password
from django.test import Client

from depesch.hub.accounts.agreement import accept, current
from depesch.hub.tenancy.companies import add_member, create_company
from depesch.hub.tenancy.models import Company, Role, User

PASSWORD = "segel-och-barlast-7"


class QuickHasher(Argon2PasswordHasher):
    """Argon2 at its least strength: it is slow by design, and what it makes of a password is not what we test."""

    time_cost, memory_cost, parallelism = 1, 8, 1


def _person(email: str, name: str, language: str, company: Company, role: Role) -> User:
    user = User.objects.create(email=email, password=make_password(PASSWORD), name=name, language=language)
    add_member(company, user, role)
    accept(user, current(language))
    return user


def browser_of(user: User) -> Client:
    """Return a browser of its own in which the user is signed in."""
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def nordbygg(db: None) -> Company:
    """Nordbygg Fasad AB: the Swedish seller."""
    return create_company(
        name="Nordbygg Fasad AB",
        country="SE",
        organisation_number="5566010103",
        vat_number="SE556601010301",
        language="sv",
    )


@pytest.fixture
def fjordtre(db: None) -> Company:
    """Fjordtre AS: a Norwegian buyer."""
    return create_company(
        name="Fjordtre AS", country="NO", organisation_number="999000053", vat_number="NO999000053MVA", language="nb"
    )


@pytest.fixture
def jarvipuu(db: None) -> Company:
    """Järvipuu Oy: a Finnish buyer."""
    return create_company(name="Järvipuu Oy", country="FI", organisation_number="20774740", vat_number="FI20774740")


@pytest.fixture
def havneby(db: None) -> Company:
    """Havneby Beton ApS: a Danish buyer."""
    return create_company(
        name="Havneby Beton ApS", country="DK", organisation_number="13585628", vat_number="DK13585628"
    )


@pytest.fixture
def carls_company(db: None) -> Company:
    """Carls Måleri AB: a stranger to Nordbygg."""
    return create_company(
        name="Carls Måleri AB",
        country="SE",
        organisation_number="5566020201",
        vat_number="SE556602020101",
        language="sv",
    )


@pytest.fixture
def astrid(nordbygg: Company) -> User:
    """Astrid of Nordbygg, who may send."""
    return _person("astrid@nordbygg.example", "Astrid Ek", "sv", nordbygg, Role.ISSUER)


@pytest.fixture
def doris(nordbygg: Company) -> User:
    """Doris of Nordbygg, its administrator."""
    return _person("doris@nordbygg.example", "Doris Alm", "sv", nordbygg, Role.ADMINISTRATOR)


@pytest.fixture
def eva(nordbygg: Company) -> User:
    """Eva of Nordbygg, who approves what others wrote."""
    return _person("eva@nordbygg.example", "Eva Strand", "sv", nordbygg, Role.APPROVER)


@pytest.fixture
def rolf(nordbygg: Company) -> User:
    """Rolf of Nordbygg, who works on what was received."""
    return _person("rolf@nordbygg.example", "Rolf Hage", "sv", nordbygg, Role.RECEIVER)


@pytest.fixture
def bo(nordbygg: Company) -> User:
    """Bo of Nordbygg, who may only read."""
    return _person("bo@nordbygg.example", "Bo Lind", "sv", nordbygg, Role.READER)


@pytest.fixture
def carl(carls_company: Company) -> User:
    """Carl of another company: administrator there, nobody at Nordbygg."""
    return _person("carl@maleri.example", "Carl Moe", "nb", carls_company, Role.ADMINISTRATOR)


@pytest.fixture
def astrids_browser(astrid: User) -> Client:
    """A browser in which Astrid is signed in."""
    return browser_of(astrid)


@pytest.fixture
def bos_browser(bo: User) -> Client:
    """A browser in which Bo is signed in."""
    return browser_of(bo)


@pytest.fixture
def doris_browser(doris: User) -> Client:
    """A browser in which Doris is signed in."""
    return browser_of(doris)


@pytest.fixture
def evas_browser(eva: User) -> Client:
    """A browser in which Eva is signed in."""
    return browser_of(eva)


@pytest.fixture
def rolfs_browser(rolf: User) -> Client:
    """A browser in which Rolf is signed in."""
    return browser_of(rolf)


@pytest.fixture
def carls_browser(carl: User) -> Client:
    """A browser in which Carl is signed in."""
    return browser_of(carl)
