"""A company's channel settings are sealed in the database and come out as the channel's Struct."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest

from depesch.channels import channels, load_settings
from depesch.hub.directory.channel_settings import channels_on, save_settings, settings_of
from depesch.hub.directory.models import ChannelSettings
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.settings import BadSettings

SMTP = {"host": "smtp.example", "user": "nordbygg", "password": "hemligt-ord", "from_address": "f@nordbygg.example"}


@pytest.fixture
def at_nordbygg(nordbygg: Company) -> Iterator[Company]:
    with acting_for(nordbygg.id):
        yield nordbygg


def smtp() -> dict[str, object]:
    known = channels()["email"].Settings.__struct_fields__
    return {name: value for name, value in SMTP.items() if name in known}


def test_settings_come_out_as_they_went_in(at_nordbygg: Company) -> None:
    assert save_settings("folder", {"root": "/srv/out"}) == settings_of("folder")


def test_no_secret_stands_in_the_database(at_nordbygg: Company) -> None:
    save_settings("email", smtp())
    assert SMTP["password"] not in ChannelSettings.objects.get(channel="email").sealed


def test_a_blank_secret_keeps_the_stored_one(at_nordbygg: Company) -> None:
    before = save_settings("email", smtp())
    after = save_settings("email", {**smtp(), "password": ""})
    assert msgspec.structs.asdict(after)["password"] == msgspec.structs.asdict(before)["password"]


def test_wrong_settings_are_refused_by_the_field(at_nordbygg: Company) -> None:
    with pytest.raises(BadSettings, match="journal"):
        save_settings("folder", {"journal": "relative"})


def test_the_inbox_comes_first_unless_the_company_says_otherwise(at_nordbygg: Company) -> None:
    save_settings("folder", {"root": "/srv/out"})
    assert list(channels_on()) == ["portal_inbox", "folder"]
    save_settings("portal_inbox", {}, rank=9)
    assert list(channels_on()) == ["folder", "portal_inbox"]
    save_settings("portal_inbox", {}, enabled=False)
    assert list(channels_on()) == ["folder"]


def test_settings_are_a_companys_own(at_nordbygg: Company, carls_company: Company) -> None:
    save_settings("folder", {"root": "/srv/out"})
    with acting_for(carls_company.id):
        assert settings_of("folder") == load_settings(channels()["folder"], {})
