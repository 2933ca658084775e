"""Why a message over AS2 did not arrive stands in words, not as a bare code, wherever it is shown."""

from __future__ import annotations

import re
from datetime import timedelta
from inspect import getsource

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from django.utils import translation

from depesch.channels.as2 import channel
from depesch.exchange.as2 import judging
from depesch.exchange.as2.certificates import certified
from depesch.exchange.as2.faults import Fault
from depesch.hub.as2.models import As2Partner, As2PartnerCertificate, As2Sent
from depesch.hub.as2.trying import FAILED
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from depesch.portal.as2_reasons import REFUSALS, as2_reason
from depesch.portal.destinations.words import reason
from tests.hub.as2.partners import partner_of
from tests.hub.as2.scene import Scene

_CODES = re.compile(r'(?:code=|_wait\(|code = |else )"([a-z0-9]+(?:-[a-z0-9]+)+)"')


def codes() -> set[str]:
    """Return the codes that stand in the channel and in the judging of receipts."""
    return {code for module in (channel, judging) for code in _CODES.findall(getsource(module))}


def test_every_code_has_words_in_each_language() -> None:
    found = {each if each.startswith("as2-") else f"as2-{each}" for each in codes()}
    assert {"as2-receipt-awaited", "as2-no-receipt", "as2-receipt-check-differs", "as2-not-set-up"} <= found
    for language in ("sv", "nb", "en"):
        with translation.override(language):
            assert [code for code in sorted(found) if reason(code) == code] == []
    assert reason("as2-something-new") == "as2-something-new"


def test_refusal_has_the_words_of_what_the_receiver_said() -> None:
    assert set(REFUSALS) == {fault.value for fault in Fault}
    with translation.override("sv"):
        said = [as2_reason("as2-refused", f"processed/Error: {fault.value}") for fault in Fault]
        assert len({*said, as2_reason("as2-refused", "failed/failure: of its own kind")}) == len(Fault) + 1
        assert "dekryptera" in as2_reason("as2-refused", "processed/Error: decryption-failed")
        assert reason("as2-refused", "processed/Error: decryption-failed") == said[list(Fault).index(Fault.DECRYPTION)]


@pytest.mark.django_db
def test_partners_page_says_why_a_test_message_failed(doris_browser: Client, nordbygg: Company) -> None:
    partner: As2Partner = partner_of(nordbygg)
    with acting_for(nordbygg.pk):
        As2Sent.objects.create(
            tenant_id=nordbygg.pk, message_id="<1@hub>", to=partner.name, sent_at=now(), partner=partner, state=FAILED,
            detail="receipt-not-signed processed/error: authentication-failed",
        )  # fmt: skip
    page = doris_browser.get(f"/settings/as2/{partner.pk}/").content.decode()
    assert "Kvittot är inte signerat" in page


def test_documents_page_says_why_the_receiver_refused_it(scene: Scene, doris_browser: Client) -> None:
    scene.agree()
    with acting_for(scene.fjordtre.id):
        As2PartnerCertificate.objects.all().delete()
    document = scene.sent()
    page = doris_browser.get(f"/documents/{document.pk}/").content.decode()
    assert "Mottagaren kunde inte kontrollera er signatur." in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, "Det går inte att kryptera till de här certifikaten"),
        ({"certificates": "none"}, "Klistra in 1 till 5 certifikat"),
        ({"encrypt": "none", "url": "http://as2.fjordtre.example/"}, "Utan kryptering måste adressen börja"),
        ({"partner_name": "Fjordtré"}, "Ett AS2-namn har 1 till 128"),
    ],
)
def test_settings_of_an_own_server_over_as2_are_refused_in_words(
    doris_browser: Client, changed: dict[str, str], words: str
) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    curve = certified(key, "fjordtre", at=now() - timedelta(days=1), days=30).certificate
    typed = {
        "url": "https://as2.fjordtre.example/", "partner_name": "FJORDTRE", "certificates": curve.pem, "sign": "sha256",
        "encrypt": "aes256_cbc", "compress": "none", "receipt": "sync", "timeout_s": "60", "in_use": "on", **changed,
    }  # fmt: skip
    page = doris_browser.post("/settings/own-server/set/as2/", typed).content.decode()
    assert words in page
