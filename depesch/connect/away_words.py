"""What to do when a hub is not reached because of a setting: the authority, the proxy, the address."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from depesch.connect.words import said

Texts = Mapping[str, str]


class Suspect(StrEnum):
    """The setting that most likely keeps us from the hub."""

    CA_FILE = "ca_file"  # the certificate is of no authority that is trusted here
    PROXY = "proxy"  # the proxy is not there, or does not let us through
    HUB = "hub"  # the certificate is of another name than the address


NEXT: Mapping[Suspect, Texts] = {
    Suspect.CA_FILE: {
        "en": "`depesch connect config set ca_file FILE` names the authorities (PEM) that are trusted; who runs the hub"
        " knows which has signed its certificate",
        "sv": "`depesch connect config set ca_file FIL` pekar ut de utfärdare (PEM) som godtas; den som driver navet"
        " vet vem som har utfärdat dess certifikat",
        "nb": "`depesch connect config set ca_file FIL` angir utstederne (PEM) som godtas; den som drifter navet, vet"
        " hvem som har utstedt sertifikatet",
    },
    Suspect.PROXY: {
        "en": "look at the setting `proxy`: `depesch connect config set proxy http://HOST:PORT`, or `none` for no"
        " proxy; without it HTTPS_PROXY counts",
        "sv": "se över inställningen `proxy`: `depesch connect config set proxy http://VÄRD:PORT`, eller `none` för"
        " ingen proxy; utan den gäller HTTPS_PROXY",
        "nb": "se på innstillingen `proxy`: `depesch connect config set proxy http://VERT:PORT`, eller `none` for ingen"
        " proxy; uten den gjelder HTTPS_PROXY",
    },
    Suspect.HUB: {
        "en": "the certificate is of another name than the address: correct the account's setting `hub`",
        "sv": "certifikatet gäller ett annat namn än adressen: rätta kontots inställning `hub`",
        "nb": "sertifikatet gjelder et annet navn enn adressen: rett innstillingen `hub` for kontoen",
    },
}


def next_step(suspect: Suspect | None, language: str, otherwise: Texts) -> str:
    """Return what to do: look at the setting that is to blame, else what holds for any hub that is away."""
    return said(NEXT[suspect] if suspect else otherwise, language)
