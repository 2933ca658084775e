"""What cannot be right in a configuration whatever the machine looks like: each value by itself and against others."""

from __future__ import annotations

import ipaddress
import os
import string
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from depesch.connect.configuration.faults import Fault
from depesch.connect.settings import (
    MAX_VALUE_BYTES,
    Account,
    AgentSettings,
    Collecting,
    Hours,
    Mail,
    Recipients,
    Sending,
    Timetable,
)
from depesch.exchange.mail.smtp import Tls
from depesch.kit.filenames import safe_stem

PLACEHOLDERS = frozenset({"sender", "number", "date", "id", "type", "company", "format"})


def inconsistencies(settings: AgentSettings) -> list[Fault]:
    """Return what does not fit in complete settings; folders, keys and the hub are not looked at."""
    return [
        *_doubled_names(settings),
        *(fault for account in settings.accounts for fault in _account(account)),
        *_folders(settings),
        *_printers(settings),
        *_proxy(settings.proxy),
        *(_mail(settings.mail) if settings.mail else _mail_without_server(settings)),
    ]


def is_this_machine(host: str) -> bool:
    """Return whether a host name or address is this machine's own."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _doubled_names(settings: AgentSettings) -> Iterator[Fault]:
    names = [account.name for account in settings.accounts]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield Fault(code="doubled-account", key=f"accounts.{name}", value=name)


def _account(account: Account) -> Iterator[Fault]:
    above = f"accounts.{account.name}"
    yield from _hub(account.hub, f"{above}.hub")
    for at, sending in enumerate(account.sending):
        yield from _sending(sending, f"{above}.sending.{at}")
    if account.collecting:
        yield from _collecting(account.collecting, f"{above}.collecting")
    for at, recipients in enumerate(account.mail):
        yield from _recipients(recipients, f"{above}.mail.{at}")


def _hub(address: str, key: str) -> Iterator[Fault]:
    parts = _split(address)
    if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
        yield Fault(code="no-hub-address", key=key, value=address)
    elif parts.username or parts.password or parts.query or parts.fragment:
        yield Fault(code="more-than-an-address", key=key, value=f"{parts.scheme}://{parts.hostname}")
    elif parts.scheme == "http" and not is_this_machine(parts.hostname):
        yield Fault(code="hub-in-clear-text", key=key, value=address)


def _split(address: str) -> SplitResult | None:
    """Return the parts of an address, None when it is none or its port is no port."""
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return None
    return parts if not any(sign.isspace() for sign in address) else None


def _sending(sending: Sending, key: str) -> Iterator[Fault]:
    yield from _timetable(sending.timetable, f"{key}.timetable")
    for name, patterns in (("patterns", sending.patterns), ("leave", sending.leave)):
        for at, pattern in enumerate(patterns):
            if not pattern or "/" in pattern or "\\" in pattern:
                yield Fault(code="bad-pattern", key=f"{key}.{name}.{at}", value=pattern)


def _collecting(collecting: Collecting, key: str) -> Iterator[Fault]:
    yield from _timetable(collecting.timetable, f"{key}.timetable")
    unknown = _unknown_placeholders(collecting.name)
    if unknown is None:
        yield Fault(code="bad-name-pattern", key=f"{key}.name", value=collecting.name)
    elif unknown:
        known = ", ".join(f"{{{name}}}" for name in sorted(PLACEHOLDERS))
        details = {"unknown": ", ".join(sorted(unknown)), "known": known}
        yield Fault(code="unknown-placeholder", key=f"{key}.name", value=collecting.name, details=details)
    elif (
        collecting.name.startswith("/") or {"..", ".", ""} & set(collecting.name.split("/")) or "\\" in collecting.name
    ):
        yield Fault(code="name-leads-out", key=f"{key}.name", value=collecting.name)


def _unknown_placeholders(name: str) -> set[str] | None:
    """Return the placeholders that nobody fills, None when the braces do not pair or say how to format."""
    try:
        parts = list(string.Formatter().parse(name))
    except ValueError:
        return None
    if any(spec or conversion for _, _, spec, conversion in parts):
        return None
    return {field for _, field, _, _ in parts if field is not None} - PLACEHOLDERS


def _placeholders(name: str) -> set[str]:
    """Return the placeholders of a pattern, none of one that is no pattern."""
    try:
        return {field for _, field, _, _ in string.Formatter().parse(name) if field}
    except ValueError:
        return set()


def _timetable(timetable: Timetable, key: str) -> Iterator[Fault]:
    if timetable.cron and not _is_cron(timetable.cron):
        yield Fault(code="bad-cron", key=f"{key}.cron", value=timetable.cron)
    if timetable.time_zone and not _is_time_zone(timetable.time_zone):
        yield Fault(code="bad-time-zone", key=f"{key}.time_zone", value=timetable.time_zone)
    for at, hours in enumerate(timetable.hours):
        yield from _hours(hours, f"{key}.hours.{at}")


def _hours(hours: Hours, key: str) -> Iterator[Fault]:
    if hours.start == hours.end:
        yield Fault(code="no-hours", key=key, value=f"{hours.start} – {hours.end}")


def _is_cron(text: str) -> bool:
    from croniter import croniter  # takes a while, and few timetables are cron's

    return len(text.split()) == 5 and bool(croniter.is_valid(text))


def _is_time_zone(name: str) -> bool:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # OSError: the name of a folder of time zones
        return False
    return True


def _folders(settings: AgentSettings) -> Iterator[Fault]:
    """Tell of folders that are used for two things, or by two accounts: files would be sent twice or go astray."""
    accounts = {account.name: account for account in settings.accounts}
    taken: dict[str, list[tuple[str, str, str]]] = {}  # folder -> account, use, key
    for account, use, key, folder in folders_of(settings):
        before = taken.setdefault(os.path.normcase(os.path.normpath(folder)), [])
        for other, other_use, other_key in before:
            is_one_use = other_key == key or (other == account and use == other_use and use in ("sent", "failed"))
            both_collect = use == other_use == "collecting" and _are_kept_apart(accounts[account], accounts[other])
            if not is_one_use and not both_collect:
                yield Fault(code="folder-used-twice", key=key, value=str(folder), details={"other": other_key})
                break
        before.append((account, use, key))


def _are_kept_apart(*accounts: Account) -> bool:
    """Return whether what these accounts collect is told apart by its names: each has {company}, each another one.

    Companies are compared as they stand in names, and as file systems that take a for A do.
    """
    if not all(each.collecting and "company" in _placeholders(each.collecting.name) for each in accounts):
        return False
    names = {safe_stem(each.company or each.name, max_bytes=MAX_VALUE_BYTES).casefold() for each in accounts}
    return len(names) == len(accounts)


def folders_of(settings: AgentSettings) -> Iterator[tuple[str, str, str, Path]]:
    """Return account, use (`folder`, `sent`, `failed`, `collecting`), key and path of every folder."""
    for account in settings.accounts:
        above = f"accounts.{account.name}"
        for at, sending in enumerate(account.sending):
            key = f"{above}.sending.{at}"
            yield account.name, "folder", f"{key}.folder", sending.folder
            if sending.sent:
                yield account.name, "sent", f"{key}.sent", sending.sent
            if sending.failed:
                yield account.name, "failed", f"{key}.failed", sending.failed
        if account.collecting:
            yield account.name, "collecting", f"{above}.collecting.folder", account.collecting.folder


def _printers(settings: AgentSettings) -> Iterator[Fault]:
    """Tell of ports that two want, and of folders that would leave lying what is printed."""
    taken = {settings.status_page.port: "status_page.port"}
    for account in settings.accounts:
        for at, sending in enumerate(account.sending):
            key = f"accounts.{account.name}.sending.{at}"
            if not sending.printer_port:
                continue
            if other := taken.get(sending.printer_port):
                port = str(sending.printer_port)
                yield Fault(code="port-used-twice", key=f"{key}.printer_port", value=port, details={"other": other})
            taken.setdefault(sending.printer_port, f"{key}.printer_port")
            is_taken = any(fnmatchcase("print-1.pdf", each.lower()) for each in sending.patterns)
            if not is_taken or any(fnmatchcase("print-1.pdf", each.lower()) for each in sending.leave):
                patterns = ", ".join(sending.patterns)
                yield Fault(code="prints-left-lying", key=f"{key}.patterns", value=patterns)


def _proxy(proxy: str) -> Iterator[Fault]:
    if proxy in ("", "none"):
        return
    parts = _split(proxy)
    if parts is None or parts.scheme not in ("http", "https") or not parts.hostname or parts.path not in ("", "/"):
        yield Fault(code="bad-proxy", key="proxy", value=proxy if "@" not in proxy else "…@…")
    elif parts.username or parts.password:
        yield Fault(code="secret-in-proxy", key="proxy", value=f"{parts.scheme}://{parts.hostname}")


def _mail(mail: Mail) -> Iterator[Fault]:
    yield from _address(mail.sender, "mail.sender")
    for at, recipients in enumerate(mail.recipients):
        yield from _recipients(recipients, f"mail.recipients.{at}")
    if mail.user and mail.tls is Tls.NONE and not is_this_machine(mail.host):
        yield Fault(code="password-in-clear-text", key="mail.tls", value=mail.tls.value, details={"host": mail.host})


def _mail_without_server(settings: AgentSettings) -> Iterator[Fault]:
    for account in settings.accounts:
        if account.mail:
            yield Fault(code="mail-without-server", key=f"accounts.{account.name}.mail.0")


def _recipients(recipients: Recipients, key: str) -> Iterator[Fault]:
    for at, address in enumerate(recipients.to):
        yield from _address(address, f"{key}.to.{at}")


def _address(address: str, key: str) -> Iterator[Fault]:
    from depesch.exchange.mail.message import BadAddress, parse_address

    try:
        parse_address(address)
    except BadAddress:
        yield Fault(code="bad-address", key=key, value=address)
