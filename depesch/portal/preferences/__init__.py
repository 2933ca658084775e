"""Screen: the person's own page: language, colours, company, sign out."""
