"""Passkeys: one added in a browser that has some, the list, its name, showing who one is, and taking it away."""

from __future__ import annotations

from collections.abc import Iterator

from allauth.mfa.models import Authenticator
from django.urls import reverse

from tests.people import PASSWORD
from tests.portal.walks import Stage

OF_THIS_DEVICE = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


def WALK(stage: Stage) -> Iterator[str]:  # noqa: N802  the name by which it is found
    """From none to one."""
    page = stage.page
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": OF_THIS_DEVICE})
    stage.open(reverse("mfa_add_webauthn"))
    yield "show-who-you-are"
    page.fill("input[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{reverse('mfa_add_webauthn')}")
    yield "passkey-add"
    page.fill("input[name=name]", "Min telefon")
    page.click("main form button.button--main")
    page.wait_for_url(f"**{reverse('mfa_view_recovery_codes')}")
    yield "passkey-codes"
    stage.open(reverse("mfa_list_webauthn"))
    yield "passkeys"
    key = Authenticator.objects.get(user=stage.user, type=Authenticator.Type.WEBAUTHN)
    stage.open(reverse("mfa_edit_webauthn", args=[key.pk]))
    yield "passkey-name"
    stage.open(reverse("mfa_remove_webauthn", args=[key.pk]))
    yield "passkey-remove"
    stage.open(reverse("mfa_reauthenticate_webauthn"))
    yield "show-who-you-are-passkey"
    Authenticator.objects.filter(user=stage.user).delete()
