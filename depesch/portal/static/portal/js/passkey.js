// What the library does not say: that this browser has no passkeys, or that none was used. A way that cannot work is not offered.
"use strict";

for (const form of document.querySelectorAll("form.passkey")) form.hidden = !window.PublicKeyCredential;
const fault = document.getElementById("passkey_fault");
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  if (fault) fault.hidden = false;
});
