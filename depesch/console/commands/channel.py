"""Set up a company's channels, or look at them. Secrets are read from files, stored encrypted, and never shown.

`set` keeps every setting that is not given; `--setting key=` puts one back to its default. `show` tells the settings
of a channel with what each allows, also before it is set up.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from depesch.console.command_line import wrong_use
from depesch.console.companies import company_named, hub_at_work, note, refuse, show

if TYPE_CHECKING:
    from depesch.channels import Channel
    from depesch.hub.directory.models import ChannelSettings
    from depesch.kit.settings import FormField

SUMMARY = "set up a company's channels"
_MASK = "***"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parts = parser.add_subparsers(metavar="set|list|show", required=True)
    setting = parts.add_parser("set", help="set up a channel and switch it on")
    _add_company(setting)
    setting.add_argument("channel", metavar="CHANNEL", help="such as email; `channel list` shows all")
    setting.add_argument("--setting", action="append", default=[], metavar="KEY=VALUE", help="may be given repeatedly")
    setting.add_argument("--secret", action="append", default=[], metavar="KEY=FILE", help="the same, read from a file")
    setting.add_argument(
        "--rank", type=int, metavar="N", help="place in the company's run (default: as it is, or last)"
    )
    setting.add_argument("--off", action="store_true", help="store the settings and switch the channel off")
    setting.set_defaults(act=_set)
    listing = parts.add_parser("list", help="list the channels and which of them are set up")
    _add_company(listing)
    listing.set_defaults(act=_list)
    showing = parts.add_parser("show", help="show a channel's settings, secrets masked")
    _add_company(showing)
    showing.add_argument("channel", metavar="CHANNEL", help="such as email")
    showing.set_defaults(act=_show)


def _add_company(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--company", required=True, metavar="NUMBER", help="organisation number, or the company's id")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")


def run(arguments: argparse.Namespace) -> int:
    """Act for the company; 0 done, 2 when something given is wrong."""
    with hub_at_work():
        from depesch.hub.tenancy.scope import acting_for

        company = company_named(arguments.company)
        with acting_for(company.id):
            arguments.act(arguments)
    return 0


def _set(arguments: argparse.Namespace) -> None:
    from depesch.console.channel_form import given_values
    from depesch.hub.directory.channel_settings import save_settings, settings_of
    from depesch.kit.settings import BadSettings

    channel = _channel(arguments.channel)
    kept = settings_of(channel.name) if _row_of(channel.name) else None
    values, faults = given_values(channel, arguments.setting, arguments.secret, kept=kept)
    if arguments.rank is not None and not 0 <= arguments.rank <= 32767:
        faults.append(f"--rank: {arguments.rank} is not a number from 0 to 32767")
    if faults:
        refuse(f"{channel.name} was not set", faults)
    try:
        save_settings(channel.name, values, rank=arguments.rank, enabled=not arguments.off)
    except BadSettings as error:
        refuse(f"{channel.name} was not set", [str(error)])
    show([_listed(channel)], as_json=arguments.json)


def _list(arguments: argparse.Namespace) -> None:
    from depesch.channels import channels

    rows = [_listed(channel) for channel in channels().values()]
    show(sorted(rows, key=lambda row: str(row["channel"])), as_json=arguments.json)


def _show(arguments: argparse.Namespace) -> None:
    from depesch.hub.directory.channel_settings import settings_of
    from depesch.kit.settings import settings_form

    channel = _channel(arguments.channel)
    fields = settings_form(channel.Settings, settings_of(channel.name))
    show([_shown(field) for field in fields], as_json=arguments.json)
    if not fields:
        note(f"{channel.name} has no settings")
    elif _row_of(channel.name) is None:
        note(f"{channel.name} is not set up; these are the defaults")


def _channel(name: str) -> Channel:
    from depesch.channels import channels

    known = channels()
    if name not in known:
        wrong_use(f"there is no channel {name}\nnext: give one of {', '.join(sorted(known))}")
    return known[name]


def _row_of(name: str) -> ChannelSettings | None:
    from depesch.hub.directory.models import ChannelSettings

    return ChannelSettings.objects.filter(channel=name).first()


def _listed(channel: Channel) -> dict[str, object]:
    """Return one line of the list: the state, and the place in the company's run, which begins with 1."""
    from depesch.hub.directory.channel_settings import channels_on
    from depesch.hub.directory.runs import company_runs

    on, row = channels_on(), _row_of(channel.name)
    run = company_runs().default_order(on)
    place = run.index(channel.name) + 1 if channel.name in run else None
    if row is not None and not row.enabled:
        state = "off"
    elif channel.name in on and on[channel.name].settings is not None:
        state = "on"
    else:
        state = "not set up"
    return {"channel": channel.name, "state": state, "place": place, "title": channel.title}


def _shown(field: FormField) -> dict[str, object]:
    from depesch.console.channel_form import allowed
    from depesch.kit.settings import FieldKind

    value: object = field.value
    if field.kind is FieldKind.SECRET:
        value = _MASK if field.is_set else None
    return {"setting": field.name, "value": value, "allowed": allowed(field)}
