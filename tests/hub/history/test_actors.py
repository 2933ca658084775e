"""Who did something, in words: an AS2 partner and the company's own server are no anonymous hub."""

from __future__ import annotations

import pytest

from depesch.hub.history.actors import words_of_actors
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "partner", "server"),
    [
        ("en", "the AS2 partner Bygg: och Bod", "your own server (FTP over TLS)"),
        ("sv", "AS2-partnern Bygg: och Bod", "er egen server (FTP över TLS)"),
        ("nb", "AS2-partneren Bygg: och Bod", "deres egen server (FTP over TLS)"),
    ],
)
def test_partners_and_own_servers_have_words(nordbygg: Company, language: str, partner: str, server: str) -> None:
    actors = ("as2:Bygg: och Bod", "own-server:ftps", "own-server:gone", "as2:", "worker")
    with acting_for(nordbygg.id):
        found = words_of_actors(actors, language)
    assert found.pop("own-server:gone").endswith("(gone)")  # a channel whose plug-in is no more
    assert found == {"as2:Bygg: och Bod": partner, "own-server:ftps": server}
