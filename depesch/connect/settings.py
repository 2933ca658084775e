"""What the agent is told to do: accounts, folders, timetables, mail. Read by `configuration`, used by all others.

No secret stands here: an account's key and passwords are named, and lie in the system's keyring or a protected file.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import msgspec

from depesch.exchange.mail.smtp import Tls

Language = Annotated[str, msgspec.Meta(pattern=r"^(sv|nb|en)$")]
LogLevel = Annotated[str, msgspec.Meta(pattern=r"^(debug|info|warning|error)$")]
KEPT_NAME = r"^([a-z0-9][a-z0-9_-]{0,39}(/[a-z0-9][a-z0-9_-]{0,39})?)?$"  # of what is kept apart; empty: a default
SecretName = Annotated[str, msgspec.Meta(pattern=KEPT_NAME)]
Name = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")]
MAX_VALUE_BYTES = 60  # of one placeholder of `Collecting.name`, filled in
ClockTime = Annotated[str, msgspec.Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]


class Weekday(StrEnum):
    """A day of the week."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


WORKING_DAYS = (Weekday.MONDAY, Weekday.TUESDAY, Weekday.WEDNESDAY, Weekday.THURSDAY, Weekday.FRIDAY)


class Hours(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Hours in which something may be done: from `start` to `end` on `days`; past midnight when `end` is earlier."""

    days: tuple[Weekday, ...] = WORKING_DAYS
    start: ClockTime = "00:00"
    end: ClockTime = "23:59"


class Timetable(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When something is done: every so many seconds or at the times of `cron` (five fields), within `hours` if any."""

    every_s: Annotated[float, msgspec.Meta(ge=0.1, le=86400)] = 30.0
    cron: str = ""  # such as `0 6,18 * * mon-fri`; when it is set, `every_s` does not count
    hours: tuple[Hours, ...] = ()  # empty: at any hour
    time_zone: str = ""  # such as Europe/Oslo; empty: the machine's


class SendMode(StrEnum):
    """The send mode of what is sent."""

    PRODUCTION = "production"
    TEST = "test"
    CERTIFICATION = "certification"


class Sending(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A watched folder: what is laid there is sent. `sent` and `failed` are on the same file system as `folder`."""

    folder: Path
    sent: Path | None = None  # default: the folder `sent` beside `folder`
    failed: Path | None = None  # default: the folder `failed` beside `folder`
    send_mode: SendMode = SendMode.PRODUCTION
    timetable: Timetable = Timetable()
    at_once: bool = True  # a new file is noticed at once, within the hours; False: at the next time of the timetable
    settle_s: Annotated[float, msgspec.Meta(ge=0.05, le=3600)] = 0.3  # unchanged for so long, a file is complete
    patterns: tuple[str, ...] = ("*",)  # names that are taken, as *.xml
    leave: tuple[str, ...] = ()  # names that are left lying besides .tmp, .part, .filepart, ~*, hidden ones
    attachments: bool = True  # `x.pdf` beside `x.xml` goes along with it
    await_attachments_s: Annotated[float, msgspec.Meta(ge=0, le=604800)] = 0  # how long a document waits for one
    keep_days: Annotated[int, msgspec.Meta(ge=0, le=36500)] = 0  # how long `sent` is kept; 0: for ever
    printer_port: Annotated[int, msgspec.Meta(ge=0, le=65535)] = 0  # a printer at this port of this machine; 0: none


class Collecting(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where what came in is laid, in which format, under which names.

    `name` may hold {sender}, {number}, {date}, {id}, {type}, {company}, {format}, and `/` for folders below `folder`.
    """

    folder: Path
    syntax: str = ""  # a format of the hub's such as ubl21; empty: as it arrived, in the one the company chose
    name: str = "{sender}_{number}_{date}"
    pdf: bool = False  # the PDF beside it
    attachments: bool = True  # attached files beside it
    timetable: Timetable = Timetable()


class EventClass(StrEnum):
    """What people may be mailed of."""

    SENT = "sent"
    FAILED = "failed"  # could not be sent: refused, or broken rules
    DELIVERED = "delivered"  # the receiver has it
    UNDELIVERED = "undelivered"  # the network came to no end with it
    COLLECTED = "collected"
    NOT_COLLECTED = "not_collected"
    AGENT = "agent"  # the agent itself: hub away, folder missing, key refused, disk full


class Recipients(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who is mailed of what after a run."""

    to: tuple[str, ...]
    events: tuple[EventClass, ...] = tuple(EventClass)


class Account(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One company of the hub: its key, its folders, its timetables. Accounts do not touch each other."""

    name: Name
    hub: str  # https://HOST; http only on this machine
    company: str = ""  # how its folder is called where {company} stands; empty: the account's name
    key: SecretName = ""  # name of the secret that holds the hub's key; empty: `account/NAME`
    sending: tuple[Sending, ...] = ()
    collecting: Collecting | None = None
    mail: tuple[Recipients, ...] = ()  # empty: those of the agent
    enabled: bool = True


class Mail(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The mail server, who is mailed, and whether a run in which nothing happened is told too."""

    host: str
    port: Annotated[int, msgspec.Meta(ge=1, le=65535)] = 587
    tls: Tls = Tls.STARTTLS
    user: str = ""
    password: SecretName = ""  # name of the secret; empty: `mail`
    sender: str
    ca_file: Path | None = None
    recipients: tuple[Recipients, ...] = ()
    when_nothing_happened: bool = False


class Log(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The log file; a full one is put aside as `agent.log.1` and so on."""

    folder: Path | None = None  # default: the agent's home
    level: LogLevel = "info"  # debug, info, warning or error
    max_mb: Annotated[float, msgspec.Meta(gt=0, le=10240)] = 10
    files: Annotated[int, msgspec.Meta(ge=1, le=1000)] = 10


class StatusPage(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The page on this machine that shows how the agent is doing; port 0 switches it off."""

    port: Annotated[int, msgspec.Meta(ge=0, le=65535)] = 8790


class AgentSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole configuration of one agent."""

    home: Path | None = None  # journal, log, secrets; default: the folder of the configuration file
    language: Language = "en"  # sv, nb, en: of reasons, mails and the status page
    proxy: str = ""  # http://HOST:PORT; empty: the system's; `none`: no proxy whatever the system says
    ca_file: Path | None = None  # PEM file of an own certificate authority
    mail: Mail | None = None
    log: Log = Log()
    status_page: StatusPage = StatusPage()
    accounts: tuple[Account, ...] = ()
