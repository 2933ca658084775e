"""FTP over TLS: files brought to a folder on the receiver's server, whose certificate is checked.

How each comes exactly once stands in `depesch.exchange.remote_folder.handover`.
"""

from __future__ import annotations

from depesch.channels import Channel, Check, Outcome, Parcel, Reachable, Recipient, Services, Unreachable
from depesch.channels.bringing import Place, ask, bring
from depesch.channels.ftps.settings import Settings
from depesch.exchange.http.guarding import BadUrl, check_host
from depesch.exchange.remote_folder.ftps import Login, ftps_folder


def check_recipient(settings: Settings, _recipient: Recipient, services: Services) -> Check:
    """Tell whether the server may be talked to; asks nobody."""
    try:
        check_host(settings.host, private_too=services.private_too)
    except BadUrl as error:
        return Unreachable(code="ftps-address-not-allowed", detail=str(error))
    return Reachable()


def send(settings: Settings, parcel: Parcel, services: Services) -> Outcome:
    """Bring the companion files, then the main document."""
    return bring(_place(settings, services), parcel)


def find(settings: Settings, parcel: Parcel, services: Services) -> Outcome:
    """Look in the journal on the server."""
    return ask(_place(settings, services), parcel)


def _place(settings: Settings, services: Services) -> Place:
    login = Login(
        host=settings.host, port=settings.port, user=settings.user, password=settings.password,
        authority=settings.authority, timeout_s=settings.timeout_s,
    )  # fmt: skip
    return Place(
        channel="ftps",
        log_in=lambda: ftps_folder(login, private_too=services.private_too),
        folder=settings.folder,
        journal=settings.journal,
    )


CHANNEL = Channel(
    name="ftps",
    title="FTP over TLS",
    titles={"sv": "FTP över TLS", "nb": "FTP over TLS"},
    Settings=Settings,
    check_recipient=check_recipient,
    send=send,
    find=find,
    wants_rendering=True,
    per_receiver=True,
)
