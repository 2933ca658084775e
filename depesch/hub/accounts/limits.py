"""How often something may be tried: counted in the database, so that all web processes count together.

A window begins with the first try and ends at its time, however often is tried meanwhile: whoever waits is let in.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec
from django.db import connection

from depesch.hub.accounts.models import Tries
from depesch.kit.clock import now
from depesch.kit.hashing import sha256_hex


class Limit(msgspec.Struct, frozen=True, kw_only=True):
    """At most so many tries within a window, for one account, one network address, or whatever the key is."""

    name: str
    most: int
    window: timedelta


_QUARTER, _HOUR, _DAY = timedelta(minutes=15), timedelta(hours=1), timedelta(days=1)

# Failed ones alone count: a try that succeeds is given back.
SIGN_IN_ACCOUNT = Limit(name="sign_in_account", most=10, window=_QUARTER)
SIGN_IN_ADDRESS = Limit(name="sign_in_address", most=50, window=_QUARTER)
LINK_ADDRESS = Limit(name="link_address", most=30, window=_QUARTER)
TOKEN_ADDRESS = Limit(name="token_address", most=60, window=_QUARTER)
DIRECT_ADDRESS = Limit(name="direct_address", most=60, window=_QUARTER)
DIRECT_NAME = Limit(name="direct_name", most=60, window=_QUARTER)
SAML_ADDRESS = Limit(name="saml_address", most=50, window=_QUARTER)
# Every one counts: each keeps a request until it is answered.
SAML_BEGIN = Limit(name="saml_begin", most=100, window=_QUARTER)
# Every one counts: each writes a letter.
REGISTER_ADDRESS = Limit(name="register_address", most=20, window=_HOUR)
REGISTER_MAIL = Limit(name="register_mail", most=5, window=_HOUR)
RESET_ADDRESS = Limit(name="reset_address", most=20, window=_HOUR)
RESET_MAIL = Limit(name="reset_mail", most=5, window=_HOUR)
DOMAIN_MAIL = Limit(name="domain_mail", most=5, window=_DAY)
DOMAIN_COMPANY = Limit(name="domain_company", most=20, window=_DAY)
EMAIL_CHANGE = Limit(name="email_change", most=10, window=_HOUR)
CONTACT_ADDRESS = Limit(name="contact_address", most=10, window=_DAY)
FORWARD_COMPANY = Limit(name="forward_company", most=200, window=_DAY)
MAIL_TRIAL = Limit(name="mail_trial", most=20, window=_HOUR)

_TAKE = """
INSERT INTO accounts_tries AS tries (key, count, ends_at)
VALUES (%(key)s, 1, %(ends_at)s)
    ON CONFLICT (key) DO UPDATE
   SET count = CASE WHEN tries.ends_at <= %(at)s THEN 1 ELSE tries.count + 1 END,
       ends_at = CASE WHEN tries.ends_at <= %(at)s THEN excluded.ends_at ELSE tries.ends_at END
RETURNING count, ends_at
"""


class TooOften(Exception):
    """It was tried too often; `wait` says how long to wait."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(f"tried too often, wait {wait}")
        self.wait = wait

    @property
    def minutes(self) -> int:
        """Return the wait in whole minutes, at least one."""
        return max(1, -int(-self.wait.total_seconds() // 60))


class Left(msgspec.Struct, frozen=True, kw_only=True):
    """How many tries of a limit are left, and when all of them are there again; None while none is used."""

    count: int
    again_at: datetime | None


def take(limit: Limit, key: str, *, at: datetime | None = None) -> None:
    """Count one try; raises TooOften when there were too many. Call it outside transactions that may be undone."""
    at = at or now()
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, {"key": _key(limit, key), "at": at, "ends_at": at + limit.window})
        count, ends_at = cursor.fetchone()
    if count > limit.most:
        raise TooOften(ends_at - at)


def must_be_free(limit: Limit, key: str, *, at: datetime | None = None) -> None:
    """Raise TooOften when there were as many tries as may be; counts nothing. For what counts its failures alone."""
    at = at or now()
    found = Tries.objects.filter(key=_key(limit, key), ends_at__gt=at, count__gte=limit.most).first()
    if found is not None:
        raise TooOften(found.ends_at - at)


def left_of(limit: Limit, key: str, *, at: datetime | None = None) -> Left:
    """Return what is left of a limit, for telling it beforehand; counts nothing, and promises nothing to who asks."""
    found = Tries.objects.filter(key=_key(limit, key), ends_at__gt=at or now()).first()
    if found is None:
        return Left(count=limit.most, again_at=None)
    return Left(count=max(0, limit.most - found.count), again_at=found.ends_at if found.count > 0 else None)


def give_back(limit: Limit, key: str) -> None:
    """Take back the count of one try that turned out well."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_tries SET count = count - 1 WHERE key = %s AND count > 0", [_key(limit, key)])


def clear(limit: Limit, key: str) -> None:
    """Forget the tries: who showed by other means who they are begins anew."""
    Tries.objects.filter(key=_key(limit, key)).delete()


def forget_ended(at: datetime) -> int:
    """Remove the counts whose window has ended and return how many they were."""
    return Tries.objects.filter(ends_at__lte=at).delete()[0]


def _key(limit: Limit, key: str) -> str:
    return sha256_hex(f"{limit.name}\0{key}".encode())
