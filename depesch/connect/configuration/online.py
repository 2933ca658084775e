"""What the hubs say of a configuration: is a key taken, whose is it, may it do what it is for, is our clock right."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from depesch.connect.away_words import Suspect
from depesch.connect.configuration.faults import Fault
from depesch.connect.configuration.secrets import SecretExposed, SecretMissing, SecretUnreadable, secret
from depesch.connect.hub_client import CompanyAnswer, HubAway, HubRefused, Wire
from depesch.connect.hub_client.wire import Asked
from depesch.connect.settings import Account, AgentSettings
from depesch.kit.clock import Clock, now
from depesch.kit.secret import Secret

TIMEOUT_S = 15.0
MOST_CLOCK_S = 60.0  # with more, the times in mails and in the history puzzle people
_CODES = {
    None: "hub-away", Suspect.CA_FILE: "hub-untrusted", Suspect.PROXY: "hub-behind-proxy", Suspect.HUB: "hub-other-name"
}  # fmt: skip
PASSING = frozenset({"hub-away", "hub-behind-proxy"})  # may be otherwise in a while
SEND, COLLECT = "send", "process"  # permissions of the API: hand over, acknowledge


class Caller(msgspec.Struct, frozen=True, kw_only=True):
    """Who the hub takes a key for."""

    company: CompanyAnswer
    role: str
    permissions: tuple[str, ...]


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What a hub said of one account."""

    account: str
    caller: Caller | None  # None when the hub was away or refused the key
    clock_s: float | None  # how far this machine's clock is ahead of the hub's
    faults: tuple[Fault, ...]


def verdicts(settings: AgentSettings, clock: Clock = now) -> Iterator[Verdict]:
    """Ask the hub of each account that is switched on; one whose key is not there is left out."""
    assert settings.home is not None, "settings are completed before a hub is asked"  # noqa: S101
    for account in settings.accounts:
        if account.enabled:
            try:
                key = secret(account.key, settings.home)
            except (SecretMissing, SecretExposed, SecretUnreadable):
                continue  # told by `machine.missing_things`
            yield verdict(account, key, proxy=settings.proxy, ca_file=settings.ca_file, clock=clock)


def verdict(account: Account, key: Secret, *, proxy: str, ca_file: Path | None, clock: Clock = now) -> Verdict:
    """Ask the account's hub with its key; never raises for what the hub or the network does."""
    above = f"accounts.{account.name}"
    try:
        wire = Wire(proxy=proxy, ca_file=ca_file, timeout_s=TIMEOUT_S)
        asked = Asked(method="GET", url=f"{account.hub}/api/v1/me", headers={"Authorization": f"Bearer {key.reveal()}"})
        caller = msgspec.json.decode(wire.json(asked), type=Caller)
        at_hub = wire.clock_of(asked)
        wire.close()
    except HubRefused as error:
        details = {"reason": error.problem.detail or error.problem.title, "secret": account.key}
        fault = Fault(code="key-refused", key=f"{above}.key", value=account.hub, details=details)
        return Verdict(account=account.name, caller=None, clock_s=None, faults=(fault,))
    except (HubAway, OSError, msgspec.MsgspecError) as error:
        fault = _away(account, error)
        return Verdict(account=account.name, caller=None, clock_s=None, faults=(fault,))
    ahead_s = (clock() - at_hub).total_seconds() if at_hub else None
    faults = (*_not_permitted(account, caller), *_clock(account, ahead_s))
    return Verdict(account=account.name, caller=caller, clock_s=ahead_s, faults=faults)


def _away(account: Account, error: Exception) -> Fault:
    """Return why the hub was not reached, with the key of the setting that is to blame."""
    reason = "this is no hub of Depesch's" if isinstance(error, msgspec.MsgspecError) else str(error)
    suspect = error.suspect if isinstance(error, HubAway) else None
    key = suspect.value if suspect in (Suspect.CA_FILE, Suspect.PROXY) else f"accounts.{account.name}.hub"
    return Fault(code=_CODES[suspect], key=key, value=account.hub, details={"reason": reason})


def _not_permitted(account: Account, caller: Caller) -> Iterator[Fault]:
    wanted = [*([SEND] if account.sending else []), *([COLLECT] if account.collecting else [])]
    for permission in wanted:
        if permission not in caller.permissions:
            key = f"accounts.{account.name}.key"
            yield Fault(code="key-may-not", key=key, value=permission, details={"role": caller.role})


def _clock(account: Account, ahead_s: float | None) -> Iterator[Fault]:
    if ahead_s is not None and abs(ahead_s) > MOST_CLOCK_S:
        yield Fault(code="clock-differs", key=f"accounts.{account.name}.hub", value=f"{ahead_s:.0f}")
