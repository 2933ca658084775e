"""Sign-in through a company's own identity provider (SAML 2.0): its settings, its mail domains, who gets in and where.

A provider vouches for people of the company's proved mail domains, and a session that it began reaches the company (or
the companies of its group) and no other: whatever a provider says, it opens nobody else's books.
"""
