"""SAML 2.0 sign-in, the service provider's side of it: metadata, signed requests, answers and what they prove.

Source: OASIS saml-core-2.0-os, saml-bindings-2.0-os, saml-profiles-2.0-os (4.1, Web Browser SSO), saml-metadata-2.0-os.
"""
